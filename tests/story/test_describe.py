"""What `describe` writes of many diagrams: explained, complete, and the same film when it is read."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from itertools import pairwise

import pytest
from facts import Case, board_of, cases

from diagram_anim import layout
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagram import Label
from diagram_anim.model.document import Document
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.story import load_scene, write_scene

CASES = cases()
TWICE = ("3월 12일 서울 리전 장애", "노드를 차례로 교체하는 순서")
"""What once told a recovery twice, and gave a node a version: neither could be read again."""

READ = [case for at, case in enumerate(CASES) if at % 4 == 0 or case.name.endswith(TWICE)]
"""So many are read again: that takes longer than to write all."""

EVERY = 12
"""Films are planned of each so many-th diagram."""


@cache
def described(case: Case) -> str:
    return write_scene(board_of(case))


@cache
def again(text: str) -> Storyboard:
    board, problems = load_scene(Document("scene.yaml", text), lambda *_: (None, []))
    assert board is not None and not any(problem.is_error for problem in problems), (text, problems)
    return board


def bare(board: Storyboard) -> Storyboard:
    """What is told, without the names of its file and the places in it."""
    return dataclasses.replace(board, name="", inferred=True, diagram=None)


def uncommented(text: str) -> str:
    return re.sub(r"(?m)\s+# because.*$", "", text)


@pytest.mark.slow
def test_a_described_diagram_is_the_same_story_when_it_is_read():
    for case in READ:
        assert bare(again(described(case))) == bare(board_of(case)), case.name


@pytest.mark.slow
def test_describing_a_described_diagram_changes_nothing_but_its_comments():
    for case in READ:
        assert uncommented(write_scene(again(described(case)))) == uncommented(described(case)), case.name


def test_every_line_that_was_inferred_says_why():
    for case in CASES:
        steps = described(case).partition("\nsteps:\n")[2].splitlines()
        beats = [line for line in steps if re.match(r"    (?:do: [^|]|  )", line)]
        first = [line for before, line in pairwise(["", *steps]) if line in beats and not before.startswith("      ")]
        assert first and all("# because" in line for line in first), case.name


def test_a_reason_that_was_just_given_is_not_given_again():
    for case in CASES:
        reasons = [line.partition("# because")[2] for line in described(case).splitlines()]
        assert all(one != other for one, other in pairwise(reasons) if one and other), case.name


def test_a_reason_names_the_line_of_the_diagram_as_it_is_written_there():
    for case in CASES:
        text = described(case)
        diagram = re.search(r"(?ms)^diagram: \|-?\n(.*?)^(?:system|steps):", text)
        if diagram is None:
            continue
        lines = diagram[1].splitlines()
        for word, row in re.findall(r"# because “(\S+?)” \(line (\d+)\)", text):
            assert int(row) <= len(lines), (case.name, word)


def test_what_holds_anyhow_is_not_written():
    for case in CASES:
        board = board_of(case)
        head = described(case).partition("\ndiagram:")[0]
        assert "seed:" not in head and "infer:" not in head, case.name
        assert ("pace:" in head) == (board.pace != 1), case.name


@pytest.fixture
def arranged_once(monkeypatch):
    """A cast that is the last one but for where its words are written stands where that stood."""
    last: list[tuple[object, object]] = []

    def arrange(cast, theme, frame):
        key = (placeless(cast), theme, frame)
        if not last or last[0][0] != key:
            last[:] = [(key, layout_of(cast, theme, frame))]
        return last[0][1]

    layout_of = layout.arrange
    monkeypatch.setattr(layout, "arrange", arrange)


def placeless(thing):
    """The same without the places of its words in their files."""
    if isinstance(thing, Label):
        return dataclasses.replace(thing, span=None)
    if dataclasses.is_dataclass(thing):
        return (type(thing), *(placeless(getattr(thing, one.name)) for one in dataclasses.fields(thing)))
    return tuple(map(placeless, thing)) if isinstance(thing, tuple) else thing


@pytest.mark.usefixtures("arranged_once")
@pytest.mark.parametrize("case", CASES[::EVERY], ids=lambda case: case.name)
def test_both_doors_lead_to_the_same_film(case):
    drawn, problems = plan(Task(case.block.document, case.block, "drawn"), Settings())
    assert drawn is not None and not [one for one in problems if one.is_error], problems
    scene = Document("scene.yaml", described(case))  # as `describe` writes it, before captions speak their figures
    written, problems = plan(Task(scene, None, "written"), Settings())
    assert written is not None and not [one for one in problems if one.is_error], problems
    assert written.timeline == drawn.timeline
