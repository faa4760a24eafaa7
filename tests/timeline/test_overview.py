"""Before anything of a sequence is told all of it is looked over, where there is time for it."""

from diagram_anim.model.timeline import Action
from diagram_anim.timeline import overview
from tests.film import ROLLING, planned

TEXT = """{before}
```mermaid
sequenceDiagram
  A->>B: first
  B-->>A: second
```
"""


def whole(before):
    made = planned(TEXT.format(before=before))
    clips = [clip for clip in made.timeline.clips if clip.target == overview.WHOLE and clip.action is Action.SHOW]
    return made, clips


def test_it_comes_with_the_participants_and_goes_as_the_first_message_comes():
    made, (come, go) = whole("What the two of them say to each other is told below, one message after another.")
    first = min(c.start for c in made.timeline.clips if c.target == "msg:1" and c.action is Action.SHOW and c.value)
    assert (come.start, go.start, go.slot) == (0.0, first, overview.TOLD)
    assert go.start - come.end >= overview.LEAST


def test_it_comes_faster_where_there_is_less_time():
    text = ROLLING.replace("# 배포\n", "# 배포\n\n**멈추지 않고 바꿉니다**\n")
    clips = planned(text).timeline.clips
    come, go = (one for one in clips if one.target == overview.WHOLE and one.action is Action.SHOW)
    assert overview.SOON <= come.end - come.start < overview.COME
    assert round(go.start - come.end, 3) == overview.LEAST


def test_nothing_comes_only_to_go_at_once():
    _, clips = whole("")
    assert clips == []
