"""The Markdown files of `tests/cases/timeline`: each section's scene, and what is seen when.

Each line is a clip: from, to, what is done to what, and its values. Dots are counted by how they end. `UPDATE=1 pytest`
writes the timelines anew, for a person to read the difference.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action

FOLDER = Path(__file__).parent.parent / "cases" / "timeline"


def sections(path):
    for part in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        yield part.split("\n", 1)[0], part


def fence(section, language):
    return re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)[1]


def value(one):
    if isinstance(one, tuple):
        return "/".join(value(part) for part in one) or "none"
    return f"{one:g}" if isinstance(one, float) else str(one) or "none"


def line(clip):
    slot = f".{clip.slot}" if clip.slot else ""
    if clip.series:
        change = f"{value(clip.before)} -> {value(clip.series[-1][1])}"
    elif clip.before is not None:
        change = f"{value(clip.before)} -> {value(clip.value)}"
    else:
        change = value(clip.value) if clip.value is not None else ""
    return f"  {clip.start:6.2f} {clip.end:6.2f} {clip.action} {clip.view}/{clip.target}{slot} {change}".rstrip()


def written(section):
    document = Document("scene.yaml", fence(section, "yaml"))
    made, problems = plan(Task(document, None, "scene"), Settings())
    assert made is not None and not problems, problems
    lines = []
    for number, scene in enumerate(made.timeline.scenes, 1):
        lines.append(f"step {number}: {scene.start:g} to {scene.end:g} s: {scene.caption}")
        began = [clip for clip in made.timeline.clips if scene.start <= clip.start < scene.end]
        dots = Counter(clip.slot or "on" for clip in began if clip.action is Action.FLOW)
        lines += [line(clip) for clip in began if clip.action is not Action.FLOW]
        lines += [f"  dots: {', '.join(f'{count} {how}' for how, count in sorted(dots.items()))}"] if dots else []
    return "\n".join(lines) + "\n"


CASES = [
    pytest.param(path, title, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.md"))
    for title, _ in sections(path)
]


@pytest.mark.parametrize("path, title", CASES)
def test_everything_is_seen_when_the_case_says(path, title):
    section = dict(sections(path))[title]
    found = written(section)
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "cases aren't rewritten where they are checked"
        new = re.sub(r"```timeline\n.*?```", lambda _: f"```timeline\n{found}```", section, flags=re.DOTALL)
        path.write_text(path.read_text(encoding="utf-8").replace(section, new), encoding="utf-8")
        return
    assert found == fence(section, "timeline")
