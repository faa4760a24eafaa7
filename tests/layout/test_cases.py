"""The Markdown files of `tests/cases/layout`: each section's diagram, and where everything stands."""

import os
import re
from pathlib import Path

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from tests.layout.casts import cast_of

FOLDER = Path(__file__).parent.parent / "cases" / "layout"


def sections(path):
    for part in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        yield part.split("\n", 1)[0], part


def fence(section, language):
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return found[1] if found else ""


def written(section):
    width, height = re.search(r"(\d+)\D(\d+)\n", f"{fence(section, 'frame')}1920x1080\n").groups()
    slots = {}
    for line in fence(section, "slots").splitlines():
        id, *names = line.split()
        slots[id] = tuple(names)
    layout, problems = arrange(
        cast_of(fence(section, "mermaid"), slots), resources.theme("night"), (int(width), int(height))
    )
    lines = [f"{problem.code}: {problem.message}" for problem in problems]
    for one in layout.placed:
        if one.kind in ("wire", "message", "lifeline"):
            way = " ".join(f"{x:.0f},{y:.0f}" for x, y in one.corners)
            lines.append(f"{one.kind} {one.id}: {way}")
        else:
            box = one.box
            lines.append(f"{one.kind} {one.id}: {box.x:.0f},{box.y:.0f} {box.w:.0f}x{box.h:.0f}")
        lines += [f"  {line.text!r} {line.type.size:.0f}px {line.x:.0f},{line.baseline:.0f}" for line in one.lines]
        for name, slot in one.slots.items():
            lines.append(f"  {name} {slot.box.x:.0f},{slot.box.y:.0f} {slot.box.w:.0f}x{slot.box.h:.0f}")
    return "\n".join(lines) + "\n"


CASES = [
    pytest.param(path, title, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.md"))
    for title, _ in sections(path)
]


@pytest.mark.parametrize("path, title", CASES)
def test_everything_stands_where_the_case_says(path, title):
    section = dict(sections(path))[title]
    found = written(section)
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "cases aren't rewritten where they are checked"
        new = re.sub(r"```layout\n.*?```", lambda _: f"```layout\n{found}```", section, flags=re.DOTALL)
        path.write_text(path.read_text(encoding="utf-8").replace(section, new), encoding="utf-8")
        return
    assert found == fence(section, "layout")
