"""The tables of mends in `docs/mermaid.md`: each line is read as the page says, and no mend is missing there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from diagram_anim.mermaid import parse
from diagram_anim.mermaid.flowchart.mends import MENDS as FLOWCHART
from diagram_anim.mermaid.sequence.mends import MENDS as SEQUENCE
from diagram_anim.mermaid.state.mends import MENDS as STATE
from tests.mermaid.texts import block

PAGE = Path(__file__).parents[2] / "docs" / "mermaid.md"
BEFORE = {
    "Everywhere": "",
    "In flowcharts": "flowchart LR\nA\nB\n",
    "In sequence diagrams": "sequenceDiagram\nparticipant A\nparticipant B\n",
    "In state diagrams": "stateDiagram-v2\n",
}
_ROW = re.compile(r"^\| (\S+) \| (`.+`) \| (.+) \|$", re.MULTILINE)


def tables(text: str) -> dict[str, list[tuple[str, str, str]]]:
    found = {}
    for section in text.split("\n### ")[1:]:
        title, rows = section.split("\n", 1)
        found[title] = _ROW.findall(rows.split("\n## ")[0])
    return found


def row(before: str, written: str) -> str:
    """The row of the table as it should be."""
    text = before + written.strip("`").replace("\\|", "|").replace("⏎", "\n")
    diagram, problems = parse(block(text))
    assert diagram is not None, (written, problems)
    assert problems, written
    code, fixed = problems[0].code, problems[0].fixed
    hint = re.fullmatch(r"(?:did you mean|write|read as) `(.+)`\??", problems[0].hint)
    shown = f"`{fixed}`" if fixed else f"`{hint[1]}`" if hint else problems[0].hint.replace("this is passed over", "—")
    return f"| `{code}` | {written} | {shown.replace('|', chr(92) + '|') or '—'} |"


@pytest.mark.parametrize("title", BEFORE)
def test_every_line_is_mended_as_the_page_says(title):
    text = PAGE.read_text(encoding="utf-8")
    rows = tables(text)[title]
    assert rows
    for code, written, shown in rows:
        was, now = f"| {code} | {written} | {shown} |", row(BEFORE[title], written)
        if os.environ.get("UPDATE"):
            text = text.replace(was, now, 1)
        else:
            assert was == now
    if os.environ.get("UPDATE"):
        PAGE.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "title, mends", [("In flowcharts", FLOWCHART), ("In sequence diagrams", SEQUENCE), ("In state diagrams", STATE)]
)
def test_no_mend_is_missing(title, mends):
    told = {code.strip("`") for code, _, _ in tables(PAGE.read_text(encoding="utf-8"))[title]}
    assert {mend.code for mend in mends} <= told
