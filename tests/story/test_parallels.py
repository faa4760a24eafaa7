"""Several arrows between the same two things: each has a name, each is told, and the one that is meant lights up."""

from __future__ import annotations

import pytest
from by_hand import block

from diagram_anim.mermaid import parse
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Action
from diagram_anim.story import storyboard
from diagram_anim.story.grammar.wording import Wording
from tests.film import planned

STORE = "flowchart LR\n  A[API] -->|read| D[(DB)]\n  A w1@-->|write| D\n  D --> S[(S3)]\n"


def told(code: str) -> tuple[Storyboard, list]:
    given = block(code, prose="")
    diagram, problems = parse(given)
    assert diagram is not None, problems
    board, problems = storyboard(diagram, given)
    return board, problems


def taken(code: str) -> list[tuple[str, str]]:
    """Each step's words with what it sends, as it is written."""
    board, problems = told(code)
    assert board is not None and not problems
    wording = Wording(board)
    return [(board.text(step.say), wording.beat(beat)) for step in board.steps for beat in step.beats[:1]][1:]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("send A -> D", "send A -> D"),
        ("send A -> D:2", "send A -> D:w1"),
        ("send A -> D:w1 -> S", "send A -> D:w1 -> S"),
        ('send A -> "D":w1', "send A -> D:w1"),
        ("send A -> D:1", "send A -> D:1"),
        ("highlight A->D:2", "highlight A->D:w1"),
        ("highlight A->D", "highlight A->D:1 A->D:w1"),
    ],
)
def test_an_edge_beside_others_has_a_number_or_its_own_name(line, written):
    board, problems = told(f"{STORE}  %% @step x\n  %% @{line}\n")
    assert not problems
    assert Wording(board).beat(board.steps[0].beats[-1]) == written


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("send A -> D:3", "unknown-edge"),
        ("send A -> D:w", "unknown-edge"),
        ("send A -> D -> S:2", "unknown-edge"),
        ("send A:2 -> D", "unknown-node"),
        ("highlight A->D:0", "unknown-edge"),
    ],
)
def test_an_edge_that_is_not_there_is_told(line, code):
    _, problems = told(f"{STORE}  %% @step x\n  %% @{line}\n")
    assert [one.code for one in problems if one.is_error] == [code]


def test_each_arrow_is_told_under_its_own_words():
    steps = taken(STORE)
    assert ("read: API에서 DB로", "send A -> D") in steps
    assert ("write: API에서 DB로", "send A -> D:w1") in steps


def test_numbered_arrows_and_those_that_go_back_and_forth_take_their_own_line():
    calls = ["C -->|1. login| A", "A -->|2. token| C", "C -->|3. refresh| A", "A -->|4. new token| C"]
    sends = [words for _, words in taken("\n  ".join(["flowchart LR", *calls, ""]))]
    assert sends == ["send C -> A", "send A -> C", "send C -> A:2", "send A -> C:2"]


def test_two_answers_that_lead_to_the_same_are_both_given():
    steps = taken("flowchart TD\n  Q{status?} -->|200| OK[done]\n  Q -->|404| E[error page]\n  Q -->|500| E\n")
    assert ("status? 500 → error page", "send Q -> E:2 alone") in steps
    assert [words for _, words in steps].count("send Q -> E alone") == 1


def test_the_line_that_is_broken_is_the_one_that_loses():
    steps = taken("flowchart LR\n  A[Web] --> D[(DB)]\n  A -->|connection lost| D\n  D --> B[Batch]\n")
    assert next(words for _, words in steps if "fail" in words) == "send A -> D:2 fail"


def test_what_is_done_after_a_failure_is_told_behind_it():
    arrows = ["CP[Control plane] --> N1[Node 1]", "CP -.->|heartbeat lost| N2[Node 2]", "CP --> N3[Node 3]"]
    steps = taken("\n  ".join(["flowchart TB", *arrows, "CP -->|reschedule pods| N3", ""]))
    assert [words for _, words in steps][-2:] == ["fail N2", "send CP -> N3:2"]


def test_the_comet_runs_along_the_line_that_is_meant():
    film = f"```mermaid\n{STORE}  %% @step x\n  %% @send A -> D\n  %% @step y\n  %% @send A -> D:w1\n```\n"
    paths = [clip.path for clip in planned(film).timeline.clips if clip.action is Action.FLOW]
    assert paths == [("L_A_D_0",), ("w1",)]
