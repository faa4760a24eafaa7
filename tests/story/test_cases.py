"""The Markdown files of `tests/cases/story`: each section's diagram, and the story that is told of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role
from diagram_anim.story import storyboard
from diagram_anim.story.grammar.wording import Wording

FOLDER = Path(__file__).parent.parent / "cases" / "story"
QUIET = {"appear", "highlight", "illustrate", "send", "play", "wait"}
"""Verbs that tell what is drawn; all others are events."""


def sections(path: Path) -> Iterator[tuple[str, str]]:
    for part in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        yield part.split("\n", 1)[0], part


CASES = [
    pytest.param(path, title, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.md"))
    for title, _ in sections(path)
]


def fence(section: str, language: str) -> str | None:
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return found[1] if found else None


def told(section: str) -> str:
    text = (fence(section, "mermaid") or "").rstrip("\n")
    caption = re.search(r"\*\*(.+?)\*\*", section.split("```")[0])
    title = section.split("\n", 1)[0]
    origin = Origin("case.md", tuple((row + 1, 0) for row in range(text.count("\n") + 1)))
    words = caption[1] if caption else ""
    block = Block(Document("case.md", f"{words}\n{text}"), 1, text, origin, title, title, caption=words)
    diagram, problems = parse(block)
    assert diagram is not None, problems
    board, problems = storyboard(diagram, block)
    lines = [f"{problem.code} {problem.message}" for problem in problems]
    return "\n".join([*lines, *(written(board) if board else ())]) + "\n"


def written(board: Storyboard) -> Iterator[str]:
    roles = [f"{id}={part.role.value}" for id, part in board.system.parts.items() if part.role is not Role.THING]
    settings = [
        f"{id}.{key}={value}" for id, part in board.system.parts.items() for key, value in part.settings.items()
    ]
    events = [beat for step in board.steps for beat in step.beats if beat.verb not in QUIET and beat.cause]
    wording = Wording(board)
    yield f"roles: {' '.join(roles) or 'none'}"
    if settings:
        yield f"settings: {' '.join(settings)}"
    yield f"events: {', '.join(dict.fromkeys(wording.beat(beat) for beat in events)) or 'none'}"
    for number, step in enumerate(board.steps, 1):
        yield f"{number}. {board.text(step.say)}"
        for beat in step.beats:
            word = f"  # {beat.cause.word}" if beat.cause and beat.cause.word else ""
            yield f"   {'then ' if beat.then else ''}{wording.beat(beat)}{word}"


@pytest.mark.parametrize("path, title", CASES)
def test_the_story_is_the_one_in_the_file(path, title):
    section = next(section for name, section in sections(path) if name == title)
    now = told(section)
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "UPDATE rewrites what CI is to check"
        rewrite(path, section, now)
        return
    assert now == fence(section, "story")


def rewrite(path: Path, section: str, now: str) -> None:
    old = re.search(r"```story\n.*?```", section, re.DOTALL)
    block = f"```story\n{now}```"
    if old:
        new = section.replace(old[0], block)
    else:
        end = section.index("```", section.index("```mermaid") + 3) + 3
        new = f"{section[:end]}\n\n{block}{section[end:]}"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(f"## {section}", f"## {new}"), encoding="utf-8")
