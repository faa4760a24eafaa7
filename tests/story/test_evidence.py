"""The word that a beat is said to follow from stands on the line that is named, as it is written there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from facts import board_of, cases

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.source import blocks
from diagram_anim.story import storyboard
from diagram_anim.story.infer.evidence import written
from tests.mermaid.texts import block


def seen(text: str) -> str:
    """A line as it is read: breaks are blanks, entities letters."""
    text = re.sub(r"#(\w+);", r"&\1;", text)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<br\s*/?>|\\n", " ", text, flags=re.IGNORECASE)))


def misquoted(board: Storyboard, lines: list[str]) -> Iterator[str]:
    """What is quoted otherwise than it stands on its line, or in the words before the diagram where none is named."""
    prose = seen(board.block.before if board.block else "")
    for cause in dict.fromkeys(beat.cause for step in board.steps for beat in step.beats):
        if cause is None or not cause.word:
            continue
        line = seen(lines[cause.line - 1]) if cause.line and cause.line <= len(lines) else "" if cause.line else prose
        first, last = (
            ("(?<![A-Za-z])" if cause.word[0].isalpha() else ""),
            ("(?![A-Za-z])" if cause.word[-1].isalpha() else ""),
        )
        if not re.search(first + re.escape(re.sub(r"\s+", " ", cause.word).strip()) + last, line):
            yield f"“{cause.word}” (line {cause.line}): {cause.rule}: {line}"


def test_in_all_cases():
    wrong = [
        f"{case.name}: {one}"
        for case in cases()
        for one in misquoted(board_of(case), case.block.document.text.splitlines())
    ]
    assert not wrong, "\n".join(wrong)


def test_in_the_lectures(shared):
    texts = [path.read_text(encoding="utf-8") for path in (*_lectures(), *(shared / "lecture").glob("*.md"))]
    told = 0
    for text in texts:
        for one in blocks(Document("lecture.md", text)):
            diagram, _ = parse(one)
            board, _ = storyboard(diagram, one) if diagram else (None, [])
            if board:
                told += sum(1 for step in board.steps for beat in step.beats if beat.cause and beat.cause.word)
                assert not list(misquoted(board, text.splitlines()))
    assert told > 50


def _lectures() -> Iterator[Path]:
    return (Path(__file__).parents[2] / "scenes").glob("*.md")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["flowchart", "sequence"])
def test_in_mermaids_own_texts(shared, kind):
    path = shared / "mermaid" / "conformance" / f"{kind}.jsonl"
    if not path.is_file():
        pytest.skip(f"needs Mermaid's cases: {path} isn't there")
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        diagram, _ = parse(block(case["text"]))
        board, _ = storyboard(diagram, block(case["text"])) if diagram else (None, [])
        if board:
            assert not list(misquoted(board, case["text"].splitlines())), case["text"]


@pytest.mark.parametrize(
    "word, text, found",
    [
        ("x10", "Shoppers x10", "x10"),
        ("down", "Web server is down", "down"),
        ("cyl", "Bicycle shop", ""),
        ("down", "downstream", ""),
        ("◆ died", "node-2 died", "died"),
        ("응답 시간이      늘어", "응답 시간이 0.2초에서 9초로 늘어남", "응답 시간이 0.2초에서 9초로 늘어"),
        ("night: 3 · noon: 9", "Pods night: 3 noon: 9", "night: 3 noon: 9"),
    ],
)
def test_a_word_is_quoted_as_it_is_written_or_not_at_all(word, text, found):
    assert written(word, text) == found
