"""A line that is wrong hides no other: each is told at its own place, whatever it leaves open."""

from __future__ import annotations

import pytest

from diagram_anim.mermaid import parse
from tests.mermaid.texts import block

FLOWCHART = """
A[열림 --> B|C{{ok --> D|A["x --> B|A("x] --> B|A[x) --> B|A((x) --> B|A(((x)) --> B|A[/x --> B|A[[x] --> B|A[(x] --> B
A{x --> B|click A "http://x|style A|classDef x|linkStyle 0|A ->|subgraph "x|A["`x --> B|A["x`"] --> B C|A & --> B|& A
A@{ label: "x }|A[]|A[x]]|A{x}}|e1@ A|class A|A[x (y] --> B|A --> B{{x|A[x" --> B|A -- "x --> B|[x|A[x --> B; C{
""".strip().replace("\n", "|")
SEQUENCE = """
A->>|->>B: x|A: x|else x|and x|Note over A|participant|participant A@{ "type": "database"|activate|deactivate|destroy
A--B: x|note right of: x|A->>+: x|A - B|end
""".strip().replace("\n", "|")
STATES = """A 에서 B 로|A --> |} |--|note right of|state "x as B|A --> B{"""


def told(head: str, first: str, second: str, good: str) -> dict[int, set[bool]]:
    """By line, whether its problems are errors, of a text with a good line before, between and behind two others."""
    _, problems = parse(block(f"{head}\n{good}\n{first}\n{good}\n{second}\n{good}\n"))
    found: dict[int, set[bool]] = {}
    for problem in problems:
        assert problem.span is not None
        found.setdefault(problem.span.line, set()).add(problem.is_error)
    return found


@pytest.mark.parametrize(
    "head, lines, good, last",
    [
        ("flowchart LR", FLOWCHART, "  X --> Y", "E{ok} --> G[x] H"),
        ("sequenceDiagram", SEQUENCE, "  X->>Y: z", "E->>"),
        ("stateDiagram-v2", STATES, "  X --> Y", "E F G"),
    ],
)
def test_two_wrong_lines_are_told_at_their_own_lines(head, lines, good, last):
    for line in lines.split("|"):
        found = told(head, line, last, good)
        assert set(found) == {3, 5}, (line, found)
        assert True in found[5], line


def test_twenty_lines_that_each_leave_a_bracket_open_are_told_each():
    text = "flowchart LR\n" + "".join(f"  A{n}[열림 --> B{n}\n" for n in range(30))
    _, problems = parse(block(text))
    assert [problem.span.line for problem in problems if problem.span] == list(range(2, 22))
    assert [problem.fixed for problem in problems][:2] == ["A0[열림] --> B0", "A1[열림] --> B1"]


def test_a_text_over_two_lines_is_no_open_one():
    chart, problems = parse(block('flowchart LR\n  A["첫째\n  둘째"] --> B[셋째\n  넷째]\n'))
    assert chart is not None and not problems
    _, (problem,) = parse(block('flowchart LR\n  A["첫째\n  둘째"] B\n'))
    assert (problem.code, problem.span and problem.span.line) == ("two-statements", 3)
