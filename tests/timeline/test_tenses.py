"""What a sequence says now, has said in this step, and said before."""

from diagram_anim.model.timeline import Action
from tests.film import planned

TALK = """
```mermaid
sequenceDiagram
  participant A
  participant B
  Note over A,B: first
  A->>B: one
  A->>B: two
  Note over A,B: second
  B->>A: three
  A->>B: four
  %% @step talk
  %% @appear all
  %% @play 1..3
  %% @step again
  %% @play 4
```
"""


def tenses(made, row, until):
    found = (clip for clip in made.timeline.clips if clip.action is Action.TENSE and clip.target == row)
    return [clip.value for clip in found if clip.start < until]


def test_what_a_step_has_said_stands_until_the_next_and_its_last_note_is_raised():
    made = planned(TALK)
    again = made.timeline.scenes[1].start
    assert tenses(made, "msg:1", again) == ["now", ""]
    assert tenses(made, "msg:3", again) == ["now"]
    assert tenses(made, "note:1", again) == ["now", ""], "until the next"
    assert tenses(made, "note:2", again) == ["now"]


def test_all_of_an_earlier_step_is_past_once_another_speaks():
    made = planned(TALK)
    end = made.timeline.seconds
    assert [tenses(made, row, end)[-1] for row in ("msg:2", "msg:3", "note:2")] == ["past"] * 3
