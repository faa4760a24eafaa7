"""What is played of a sequence's frames: rounds of loops, sections of a `par` at once, one branch of an `alt`."""

import pytest

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.effects.motions import ASIDE
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action
from diagram_anim.source import blocks
from tests.film import planned

FRAMES = """
```mermaid
sequenceDiagram
  participant C as Client
  participant A as API
  participant D as DB
  loop until there
    C->>A: ask
    A-->>C: not yet
  end
  par
    A->>D: write
    D-->>A: written
  and
    A->>C: notify
  end
  alt paid
    A->>D: ship
  else refused
    A-xC: sorry
  end
  A<<->>D: compare
  %% @step all
  %% @appear C A D
  %% @play 1.. {branch}
```
"""


@pytest.fixture(scope="module")
def taken():
    return planned(FRAMES.replace("{branch}", 'branch="refused"'))


@pytest.fixture(scope="module")
def all_of_it():
    return planned(FRAMES.replace("{branch}", ""))


def clips(plan, action, target):
    found = [clip for clip in plan.timeline.clips if clip.action is action and clip.target == target]
    return [clip for clip in found if clip.view == "sequence"]


def drawn(plan, row):
    return next((clip.start, clip.end) for clip in clips(plan, Action.SHOW, row) if clip.value)


def test_a_loop_runs_a_second_time_faster(all_of_it):
    for message in ("msg:1", "msg:2"):
        begin, end = drawn(all_of_it, message)
        (again,) = clips(all_of_it, Action.FLOW, message)
        assert again.start >= end
        assert again.end - again.start < end - begin
    assert [clip.value for clip in clips(all_of_it, Action.TEXT, "frag:1")] == ["×2", ""]
    assert not clips(all_of_it, Action.FLOW, "msg:3")


@pytest.mark.parametrize(
    ("words", "said"),
    [("3 times", ["×2", "", "×3", ""]), ("최대 5회", ["×5", ""]), ("once: 1 time", []), ("매 10초", ["×2", ""])],
)
def test_a_loop_runs_as_often_as_its_words_say(words, said):
    text = (
        f"```mermaid\nsequenceDiagram\n  A->>B: hello\n  loop {words}\n    A->>B: ping\n    B-->>A: pong\n  end\n```\n"
    )
    assert [clip.value for clip in clips(planned(text), Action.TEXT, "frag:1")] == said


def test_what_was_told_before_is_past_again_after_its_second_round():
    text = """```mermaid
sequenceDiagram
  loop 3 times
    A->>B: ping
    B-->>A: pong
  end
  %% @step ping
  %% @play 1
  %% @step pong
  %% @play 2
```
"""
    plan = planned(text)
    assert clips(plan, Action.TENSE, "msg:1")[-1].value == "past"


def test_the_sections_of_a_par_run_side_by_side(all_of_it):
    assert drawn(all_of_it, "msg:3")[0] == drawn(all_of_it, "msg:5")[0] < drawn(all_of_it, "msg:4")[0]


def test_while_a_branch_runs_the_other_stands_back(all_of_it):
    begin, _ = drawn(all_of_it, "msg:7")
    (back,) = clips(all_of_it, Action.DIM, "msg:6")[-1:]
    assert back.value == ASIDE
    assert back.start == begin
    assert clips(all_of_it, Action.DIM, "msg:7")[-1].value == 0.0


def test_a_branch_that_is_not_taken_only_stands_there(taken):
    (shown,) = clips(taken, Action.SHOW, "msg:6")
    assert shown.start == shown.end
    assert next(clip.value for clip in clips(taken, Action.DIM, "msg:6")) == ASIDE
    begin, end = drawn(taken, "msg:7")
    assert end > begin


def test_a_message_with_two_heads_runs_back(all_of_it):
    (back,) = clips(all_of_it, Action.FLOW, "msg:8")
    assert back.slot == "back"
    assert back.start >= drawn(all_of_it, "msg:8")[1]


def test_a_branch_that_is_not_there_is_told_at_its_place():
    document = Document("lecture.md", FRAMES.replace("{branch}", "branch=refussed"))
    found, problems = plan(Task(document, blocks(document)[0], "lecture/01"), Settings())
    assert found is None
    (problem,) = [one for one in problems if one.is_error]
    assert problem.code == "unknown-branch"
    assert problem.hint == "did you mean `refused`?"
    assert problem.span is not None


NESTED = """
```mermaid
sequenceDiagram
  Note over A: before
  loop three times
    alt there
      A->>B: read
    else not there
      opt make it
        A->>B: write
      end
    end
  end
```
"""


def test_only_what_stands_in_the_other_branch_stands_back():
    plan = planned(NESTED)
    held: dict[str, float] = {}
    for clip in plan.timeline.clips:
        if clip.action is Action.DIM and clip.view == "sequence":
            held[clip.target] = clip.value
    assert {row for row, dim in held.items() if dim} == {"msg:1"}


BORN = """
```mermaid
sequenceDiagram
  A->>B: go
  loop each
    create participant W as Worker
    B->>W: start
    W-->>B: done
    destroy W
    B-xW: stop
  end
```
"""


def test_a_created_participant_comes_with_its_message_and_not_before():
    plan = planned(BORN)
    begin, end = drawn(plan, "msg:2")
    (shown,) = clips(plan, Action.SHOW, "W")
    assert begin < shown.start < end
    assert not clips(plan, Action.SHOW, "A")[0].start


def test_the_message_that_creates_a_participant_ends_at_its_head():
    placed = {(one.kind, one.id): one for one in planned(BORN).layout.placed if one.view == "sequence"}
    head, message = placed["head", "W"], placed["message", "msg:2"]
    assert message.corners[-1] == (head.box.x, pytest.approx(head.box.cy, abs=0.1))
    assert placed["lifeline", "W"].box.y == pytest.approx(head.box.bottom, abs=0.1)
    assert placed["fragment", "frag:1"].box.holds(head.box)
    assert head.box.y > placed["message", "msg:1"].box.bottom


def test_a_destroyed_participant_has_ended_with_its_message():
    plan = planned(BORN)
    (ended,) = clips(plan, Action.STATE, "W")
    assert ended.value == "ended"
    assert ended.start >= drawn(plan, "msg:4")[1]


CLOSING_NOTE = """
```mermaid
sequenceDiagram
  A->>B: prepare
  alt all say yes
    A->>B: commit
    Note over A,B: durable
  else any says no
    A->>B: abort
  end
  B-->>A: ok
```
"""


def test_a_note_at_a_branchs_end_comes_with_the_branch_behind_its_message():
    plan = planned(CLOSING_NOTE)
    (note,) = clips(plan, Action.SHOW, "note:1")
    assert drawn(plan, "msg:2")[1] <= note.start < drawn(plan, "msg:3")[0]


def test_the_frame_of_a_branch_that_is_left_out_comes_with_the_one_that_is_taken(taken):
    begin, _ = drawn(taken, "frag:3")
    assert begin == drawn(taken, "msg:7")[0]
    assert not any(clip.value for clip in clips(taken, Action.DIM, "frag:3"))
    assert all(clip.value for clip in clips(taken, Action.DIM, "msg:6"))
