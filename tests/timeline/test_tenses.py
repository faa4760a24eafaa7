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


def test_a_note_is_raised_in_the_step_that_brings_it_and_past_in_the_next():
    made = planned(
        "```mermaid\nsequenceDiagram\n A->>B: one\n Note over A: it stops\n B->>A: two\n"
        " %% @step First\n %% @play 1\n %% @step It stops\n %% @appear note:1\n %% @step Second\n %% @play 2\n```\n"
    )
    starts = [scene.start for scene in made.timeline.scenes]
    told = [
        (clip.start, clip.value)
        for clip in made.timeline.clips
        if clip.action is Action.TENSE and clip.target == "note:1"
    ]
    assert told == [(starts[1], "now"), (starts[2], "past")]


def test_a_note_that_has_a_beat_of_its_own_does_not_come_with_the_message_before_it():
    made = planned(
        "```mermaid\nsequenceDiagram\n participant A\n participant B\n A->>B: one\n Note over B: so it ends\n"
        " %% @step First\n %% @play 1\n %% @step Last\n %% @appear note:1\n```\n"
    )
    (shown,) = (clip for clip in made.timeline.clips if clip.action is Action.SHOW and clip.target == "note:1")
    assert shown.start >= made.timeline.scenes[1].start


def test_who_is_down_is_not_lit_among_those_who_elect():
    made = planned(
        "```mermaid\nsequenceDiagram\n participant A\n participant B\n participant C\n A->>B: one\n"
        " %% @step Down\n %% @appear all\n %% @fail A\n %% @step Elected\n %% @elect A B C first=B\n```\n"
    )
    second = made.timeline.scenes[1].start
    lights = (clip for clip in made.timeline.clips if clip.action is Action.LIGHT and clip.value)
    assert {clip.target for clip in lights if clip.start >= second} == {"B", "C"}
