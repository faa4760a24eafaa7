"""Lines of small type that follow the log have the room that they need, whatever the size of their card."""

import pytest

from diagram_anim import text
from diagram_anim.batch.settings import Settings
from tests.film import planned

FAILS = """
```mermaid
graph {way}
  U[사용자] --> LB[로드 밸런서]
  LB --> W1[웹 서버 1] & W2[웹 서버 2] & W3[웹 서버 3]
  W1 & W2 & W3 --> DB[(데이터베이스)]
  %% @system LB check.period=2s check.failures=2
  %% @system W* latency=80ms capacity=30/s
  %% @step a
  %% @appear all
  %% @traffic U rate=24/s
  %% @step b
  %% @fail W1 then wait until detected W1 max=30s then wait 2s
```
"""


@pytest.mark.parametrize("way", ["LR", "TB"])
@pytest.mark.parametrize("aspect", ["16:9", "4:3", "1:1", "9:16"])
def test_what_a_check_says_is_never_cut_short(aspect, way):
    made = planned(FAILS.format(way=way), settings=Settings(aspect=aspect))
    slot = next(one for one in made.layout.placed if one.id == "LB" and one.kind == "card").slots["check"]
    lines = [clip.value for clip in made.timeline.clips if (clip.target, clip.slot) == ("LB", "check")]
    assert any(line.startswith("failed|") for line in lines)
    sign = 38 * slot.type.size / 24  # a state's shape and its gap, as large as the words
    for line in lines:
        shape, _, said = line.partition("|")
        assert text.measure(said, slot.type.figures) + sign * bool(shape) <= slot.box.w + 0.5
