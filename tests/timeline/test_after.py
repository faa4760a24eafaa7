"""What is lit once what it tells of is over."""

import pytest

from diagram_anim.model.timeline import Action
from tests.film import planned

REBOOTED = """
```mermaid
graph LR
  CP[control plane] --> N1[node 1] & N2[node 2]
  %% @system N1 start=8s
  %% @step before
  %% @appear all
  %% @{} N1 then wait 3s
  %% @step rebooted
  %% @restart N1 then wait 3s
```
"""


@pytest.mark.parametrize("before, after", [("drain", "draining"), ("highlight", "healthy")])
def test_what_has_started_is_lit_as_what_it_is_then(before, after):
    made = planned(REBOOTED.format(before))
    begun = made.timeline.scenes[1].start
    lights = [clip for clip in made.timeline.clips if clip.action is Action.LIGHT and clip.target == "N1"]
    told = [clip.value for clip in sorted(lights, key=lambda clip: clip.start) if clip.start >= begun]
    assert told == ["starting", after]
