"""What holds for every text, and how quick it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagram_anim.mermaid import normal, parse, result, write
from tests.machine import units
from tests.mermaid.texts import block

PIECES = [
    *"ABC가나🚀 \t\n;:,.&|\"`'#<>[](){}@^~=*_\\/+-%",
    *("-->", "---", "-.->", "==>", "~~~", "--", "((", "))", "@{", ":::", "%%", "%% @fail A\n", "end\n", "subgraph x\n"),
    *("style A fill:#fff\n", "classDef ", "class A b\n", "click A ", "linkStyle 0 ", "direction LR\n", "#35;", "<br/>"),
    *("->>", "-->>", "-x", "-)", "<<->>", "()", "Note over A: x\n", "loop x\n", "alt\n", "else\n", "participant A\n"),
    *("create participant B\n", "destroy B\n", "activate A\n", "autonumber\n", "box Aqua\n", "title x\n", "---\n"),
]
TEXTS = st.tuples(
    st.sampled_from(["graph LR\n", "flowchart TB;", "sequenceDiagram\n", "---\ntitle: x\n---\ngraph TD\n", ""]),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
).map("".join)


@given(TEXTS)
def test_no_text_is_too_odd(text):
    one = block(text)
    for strict in (False, True):
        diagram, problems = parse(one, strict)
        assert diagram is not None or problems
        for problem in problems:
            assert problem.span is None or 1 <= problem.span.line <= text.count("\n") + 1


@given(TEXTS)
def test_what_mermaid_takes_is_read_alike_with_and_without_mending(text):
    """But for `#` in a text and in a colour, behind which Mermaid leaves words out without telling."""
    strict = result(text, strict=True)
    _, problems = parse(block(text))
    if strict["ok"] and not {problem.code for problem in problems} & {"hash-in-text", "hash-color"}:
        assert result(text) == strict


@given(TEXTS)
def test_what_was_read_can_be_written_and_read_again(text):
    diagram, _ = parse(block(text))
    if diagram is None:
        return
    again, problems = parse(block(write(diagram)))
    assert again is not None, (write(diagram), problems)


@pytest.mark.parametrize(
    "text",
    [
        "flowchart LR\n" + "".join(f"N{n}[서버 {n}<br/>웹] -->|요청 {n}| N{n + 1}\n" for n in range(450)) + "A\n" * 550,
        "sequenceDiagram\n" + "".join(f"A->>B: 요청 {n}\nNote over A,B: n\n" for n in range(500)),
    ],
    ids=["flowchart", "sequence"],
)
def test_a_thousand_lines_are_read_in_a_blink(text):
    one = block(text)
    parse(one)
    assert units(lambda: parse(one), tries=6) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "flowchart LR\n" + "\n   " * 10_000 + "\nA",
        "flowchart LR\nA" + " " * 20_000 + "B",
        "flowchart LR\nA " + "-" * 20_000 + " B",
        "flowchart LR\n" + "A" + "[" * 5_000,
        'flowchart LR\nA["' + "<a " * 3_000 + '"]',
        "---\n" + " \n" * 8_000,
        "sequenceDiagram\nA" + "-" * 5_000 + ">B: x",
    ],
    ids=["blank lines", "blanks", "dashes", "brackets", "tags", "front matter", "sequence"],
)
def test_no_text_takes_long(text):
    assert units(lambda: parse(block(text))) < 3


def test_mended_lines_are_all_read_however_many_there_are():
    text = "flowchart LR\n" + "".join(f"N{number}\nstyle N{number} fill=#fff\n" for number in range(60))
    diagram, problems = parse(block(text))
    assert diagram is not None
    assert len(normal(diagram)["nodes"]) == 60
    assert len(problems) == 60


def test_no_more_than_twenty_errors_are_told():
    diagram, problems = parse(block("flowchart LR\n" + "A[x] B[y]\n" * 100))
    assert diagram is None
    assert len(problems) == 20


def test_other_kinds_of_diagrams_are_no_mistake():
    diagram, problems = parse(block("classDiagram\nA <|-- B"))
    assert diagram is None
    assert [(problem.code, problem.is_error) for problem in problems] == [("unsupported-diagram", False)]
    assert result("classDiagram\nA <|-- B") == {"ok": True, "type": "classDiagram", "kind": "other"}


def test_a_refusal_says_line_and_column():
    answer = result("graph LR\r\nA --> B\r\nA[x] B[y]")
    assert answer["ok"] is False
    assert answer["error"] | {"message": ""} == {
        "kind": "syntax",
        "code": "two-statements",
        "message": "",
        "line": 3,
        "column": 6,
    }
