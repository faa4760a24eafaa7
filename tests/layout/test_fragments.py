"""The frames of a sequence."""

import pytest

from diagram_anim.batch.settings import Settings
from tests.film import planned

TEXT = """
```mermaid
sequenceDiagram
  A->>+B: ask
  B->>C: look up
  alt the name is known and the door isn't closed
    B-->>A: yes
  else nobody knows the name or it has been told five times
    B-->>A: no
  end
  deactivate B
```
"""


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "16:9"])
def test_what_a_section_says_stands_in_its_frame(aspect):
    layout = planned(TEXT, settings=Settings(aspect=aspect)).layout
    (frame,) = [one for one in layout.placed if one.kind == "fragment"]
    said = [*frame.lines, *(line for one in layout.placed if one.kind == "section" for line in one.lines)]
    assert len(said) >= 3
    assert all(frame.box.x < line.x and line.x + line.width < frame.box.right for line in said)
