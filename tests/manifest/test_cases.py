"""Manifests as text: each section of a Markdown file holds some, the scene that is made of them and what is told.

`UPDATE=1 pytest` writes new ones, for a person to read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from diagram_anim import manifest, simulate, source, story
from diagram_anim.model.document import Document

CASES = Path(__file__).parent.parent / "cases" / "manifest"
SECTION = re.compile(
    r"^## (?P<title>[^\n]+)\n+(?:[^\n`#][^\n]*\n+)*"
    r"```yaml\n(?P<given>.*?)```\n+"
    r"(?:```scene\n(?P<scene>.*?)```\n+)?"
    r"```told\n(?P<told>.*?)```",
    re.M | re.S,
)


def sections():
    for path in sorted(CASES.glob("*.md")):
        for match in SECTION.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(path, match, id=f"{path.stem}: {match['title']}")


def load(text):
    return story.load_scene(Document("shop.yaml", text), lambda *_: (None, []))


@pytest.mark.parametrize("path, case", [*sections()])
def test_manifests_are_told_as_they_were(path, case):
    document = Document("k8s.yaml", case["given"])
    text, problems = manifest.scene([document], "shop")
    told = "".join(source.render_diagnostic(one, {"k8s.yaml": document}) + "\n" for one in problems)
    written = None
    if text is not None:
        board, wrong = load(text)
        assert board and not wrong
        written = story.write_scene(board)
        again, wrong = load(written)
        assert again and not wrong and story.write_scene(again) == written, "what is written reads the same"
        log, unmet = simulate.simulate(again)
        assert not unmet, "every wait is fulfilled"
        assert not log.totals or log.totals["served"] > 0
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "cases are updated by a person, not by a machine"
        scene = f"```scene\n{written}```\n\n" if written is not None else ""
        head = case[0][: case[0].index("```yaml")]
        now = f"{head}```yaml\n{case['given']}```\n\n{scene}```told\n{told}```"
        path.write_text(path.read_text(encoding="utf-8").replace(case[0], now), encoding="utf-8")
        return
    assert (written, told) == (case["scene"], case["told"])
