"""A flowchart's first line: the keyword and the direction."""

from __future__ import annotations

import re
from typing import NamedTuple

from diagram_anim.mermaid.flowchart.statements import Statement
from diagram_anim.mermaid.flowchart.tokens import DIRECTION
from diagram_anim.mermaid.kinds import FLOWCHART
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import EDGE, H, S

_KEYWORD = re.compile(f"({'|'.join(FLOWCHART)}){EDGE}")
_NONE = re.compile(f"\n*{S}*\n")
_SIDE = re.compile(f"{S}*(?:(LR|RL|TB|BT|TD|BR){EDGE}|([<>^])|(v){EDGE})")
_STOP = re.compile(f"(?!{DIRECTION})(?:;|{H}*\n+)")
_MARKS = {"<": "RL", ">": "LR", "^": "BT", "v": "TB", "TD": "TB"}


class Header(NamedTuple):
    keyword: str
    direction: str
    end: int


def header(text: str, reader: Reader[Statement]) -> Header:
    """What the first line says and where the statements begin; what is wrong with it is told and mended."""
    keyword = _KEYWORD.match(text)
    if keyword is None:
        return _unknown(text, reader)
    end = keyword.end()
    if none := _NONE.match(text, end):
        return Header(keyword[1], "TB", none.end())
    side = _SIDE.match(text, end)
    if side is None:
        return _sideless(keyword[1], text, end, reader)
    said = side[1] or side[2] or side[3]
    stop = _STOP.match(text, side.end())
    if stop is None:
        _crowded(text, side.end(), reader)
    return Header(keyword[1], _MARKS.get(said, said), stop.end() if stop else side.end())


def _crowded(text: str, at: int, reader: Reader[Statement]) -> None:
    line_end = text.index("\n", at)
    rest = text[at:line_end]
    reader.tell(
        "header-line",
        "the first statement stands on the header's line",
        at + len(rest) - len(rest.lstrip()),
        line_end,
        fixed=f"{text[:at].strip()}; {rest.strip(' ;')}".rstrip(),
        mended=True,
    )


def _sideless(keyword: str, text: str, at: int, reader: Reader[Statement]) -> Header:
    """A direction that there isn't: in small letters it is clear what it means."""
    line_end = text.index("\n", at)
    word = re.compile(r"\s*(\w*)[^\n;]*").match(text, at)
    assert word is not None
    meant = word[1].upper()
    if meant in ("LR", "RL", "TB", "BT", "TD"):
        reader.tell(
            "direction-case",
            f"directions are written in capitals: `{word[1]}`",
            *word.span(1),
            fixed=f"{keyword} {meant}",
            hint=f"write `{keyword} {meant}`",
            mended=True,
        )
        stop = _STOP.match(text, word.end(1))
        if stop is None:
            _crowded(text, word.end(1), reader)
        return Header(keyword, _MARKS.get(meant, meant), stop.end() if stop else word.end(1))
    start = at + len(text[at:line_end]) - len(text[at:line_end].lstrip())
    reader.tell(
        "unknown-direction",
        f"`{text[start:line_end].strip()}` is no direction",
        start,
        max(line_end, start + 1),
        hint="the directions are TB, TD, BT, LR and RL",
    )
    return Header(keyword, "TB", line_end + 1)


def _unknown(text: str, reader: Reader[Statement]) -> Header:
    """`flowchart-foo`: the word begins well and goes on wrong."""
    word = re.compile(r"\S*").match(text)
    end = word.end() if word else 0
    reader.tell("unknown-diagram", f"there is no diagram called `{text[:end]}`", 0, end, hint="write `flowchart LR`")
    return Header("flowchart", "TB", text.index("\n", end) + 1)
