"""Problems as a person reads them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from diagram_anim.model.diagnostic import Diagnostic, Severity, error, warning
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span
from diagram_anim.source import render_diagnostic


def shown(problem: Diagnostic, text: str, *, color: bool = False) -> str:
    return render_diagnostic(problem, {"lecture.md": Document("lecture.md", text)}, color)


def at(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span("lecture.md", line, column, end_line, end_column)


def test_the_caret_stands_below_the_word():
    problem = error("unknown-node", "no node called `W3`", at(41, 10, 41, 12), hint="did you mean `W2`?")
    assert shown(problem, "\n" * 40 + "%% @fail W3") == dedent(
        """\
        error[unknown-node]: no node called `W3`
          --> lecture.md:41:10
           |
        41 | %% @fail W3
           |          ^^
           = hint: did you mean `W2`?"""
    )


@pytest.mark.parametrize(
    "row, word, before, under",
    [
        ("서버 --> W3", "W3", 9, 2),
        ("A --> 웹서버", "웹서버", 6, 6),
        ("🚀 --> x", "x", 7, 1),
        ("e\u0301 --> x", "x", 6, 1),
        ("\tA --> x", "x", 10, 1),
        ("日本語（全角） x", "x", 15, 1),
    ],
)
def test_wide_and_joined_characters_take_their_columns(row, word, before, under):
    start = row.index(word)
    lines = shown(error("x", "y", at(1, start + 1, 1, start + 1 + len(word))), row).split("\n")
    assert lines[-1] == f"  | {' ' * before}{'^' * under}"


def test_several_lines_are_marked_each():
    text = "a\n  first line\n\n  second\nb"
    assert shown(warning("x", "two lines", at(2, 9, 4, 6)), text) == dedent(
        """\
        warning[x]: two lines
         --> lecture.md:2:9
          |
        2 |   first line
          |         ^^^^
        3 |
          | ^
        4 |   second
          |   ^^^"""
    )


def test_a_long_stretch_is_cut():
    text = "\n".join(f"line {number}" for number in range(20))
    lines = shown(error("x", "y", at(1, 1, 20, 3)), text).split("\n")
    assert len(lines) == 3 + 2 * 6 + 1
    assert lines[-1].strip() == "…"


def test_a_long_line_is_cut_around_the_place():
    row = "a" * 500 + "X" + "b" * 500
    lines = shown(error("x", "y", at(1, 501, 1, 502)), row).split("\n")
    assert all(len(line) <= 170 for line in lines)
    assert lines[3][lines[4].index("^")] == "X"


def test_the_corrected_line_is_a_hint():
    problem = warning("x", "y", at(1, 1, 1, 2), fixed="graph LR")
    assert shown(problem, "Graph LR").endswith("  = hint: write `graph LR`")
    assert shown(warning("x", "y", at(1, 1, 1, 2), hint="read as `b`", fixed="b"), "a").count("hint") == 1


def test_a_place_past_the_ends_does_no_harm():
    for span in (at(9, 1, 9, 2), at(1, 50, 1, 60), at(1, 2, 1, 1)):
        assert shown(error("x", "y", span), "short").startswith("error[x]: y\n")


def test_a_file_that_isnt_there_and_no_place_at_all():
    assert render_diagnostic(error("x", "y", Span("other.md", 3, 4, 3, 5), hint="z"), {}) == (
        "error[x]: y\n --> other.md:3:4\n  = hint: z"
    )
    assert render_diagnostic(Diagnostic(Severity.NOTE, "x", "y"), {}) == "note[x]: y"


def test_colour_adds_nothing_but_itself():
    import re

    problem = error("x", "y", at(1, 1, 1, 2), hint="z")
    painted = shown(problem, "abc", color=True)
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == shown(problem, "abc")
