"""One line of beats into tokens, with the columns where they stand.

Knows words, quoted texts, arrows, `name=value` and comments; refuses to know what any of them means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from diagram_anim.model.span import Span


class Sort(StrEnum):
    WORD = "word"
    TEXT = "text"  # quoted
    ARROW = "arrow"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` without quotes; `start` and `end` count characters of the line from 0. A pair has a `value`.

    `glued` says that no blank stands before it. `nth` stands behind the colon of a name that an arrow leads to.
    """

    sort: Sort
    text: str
    start: int
    end: int
    glued: bool = False
    quoted: bool = False
    value: Token | None = None
    nth: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line's first character stands in the user's file."""

    file: str
    line: int
    column: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, self.line, self.column + start, self.line, self.column + max(end, start + 1))


@dataclass(frozen=True, slots=True)
class Slip:
    """What cannot be a token, and what would be one."""

    start: int
    end: int
    code: str
    message: str
    hint: str = ""


_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WORD = re.compile(r'(?:(?!->)[^\s"=])+')
_COMMENT = re.compile(r"#(?:\s|$)")
_NTH = re.compile(r"(.*):([\w-]+)")
_CURLY = "“”„«»「」"
_QUOTED = re.compile(r"[“”„«「]([^“”»」\"]*)[“”»」](?=\s|$)|'([^'\"]*)'(?=\s|$)")


def scan(line: str) -> tuple[list[Token], list[Slip]]:
    """Tokens in order, pairs put together; slips beside them."""
    raw, slips = _pieces(line)
    tokens: list[Token] = []
    index = 0
    while index < len(raw):
        token = raw[index]
        following = raw[index + 1] if index + 1 < len(raw) else None
        if token.text == "=" and token.sort is Sort.PAIR:
            slips.append(
                Slip(token.start, token.end, "stray-equals", "`=` has no name before it", "write `name=value`")
            )
            index += 1
        elif following and following.sort is Sort.PAIR and token.sort in (Sort.WORD, Sort.TEXT):
            value = raw[index + 2] if index + 2 < len(raw) else None
            name = f'"{token.text}"' if token.quoted else token.text
            if value is None or value.sort not in (Sort.WORD, Sort.TEXT):
                slips.append(
                    Slip(token.start, following.end, "missing-value", f"`{name}=` has no value", f"write `{name}=…`")
                )
                index += 2
                continue
            if not following.glued or not value.glued:
                message = "no blank may stand beside `=`"
                slips.append(
                    Slip(token.start, value.end, "blank-beside-equals", message, f"write `{name}={value.text}`")
                )
            tokens.append(Token(Sort.PAIR, token.text, token.start, value.end, token.glued, token.quoted, value))
            index += 3
        else:
            tokens.append(token)
            index += 1
    return tokens, slips


def _pieces(line: str) -> tuple[list[Token], list[Slip]]:
    """Words, texts, arrows, and each `=` as an unfinished pair."""
    found: list[Token] = []
    slips: list[Slip] = []
    at = 0
    while at < len(line):
        char = line[at]
        if char.isspace():
            at += 1
            continue
        glued = bool(found) and found[-1].end == at
        if not glued and _COMMENT.match(line, at):
            break
        if char == '"':
            match = _TEXT.match(line, at)
            if match is None:
                slips.append(Slip(at, len(line), "open-quote", "this quote is never closed", 'end it with `"`'))
                found.append(Token(Sort.TEXT, line[at + 1 :], at, len(line), glued, quoted=True))
                break
            text = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], match[1])
            found.append(Token(Sort.TEXT, text, at, match.end(), glued, quoted=True))
        elif (other := _QUOTED.match(line, at)) and (not glued or line[at - 1] == "="):
            text = other[1] or other[2] or ""
            said = "texts stand in straight quotes" if char != "'" else "texts stand in double quotes"
            slips.append(Slip(at, other.end(), "curly-quote", said, f'write `"{text}"`'))
            found.append(Token(Sort.TEXT, text, at, other.end(), glued, quoted=True))
        elif line.startswith("->", at):
            found.append(Token(Sort.ARROW, "->", at, at + 2, glued))
        elif char == "=":
            found.append(Token(Sort.PAIR, "=", at, at + 1, glued))
        else:
            match = _WORD.match(line, at)
            assert match is not None
            if match[0][0] in _CURLY or match[0][-1] in _CURLY:
                slips.append(Slip(at, match.end(), "curly-quote", "texts stand in straight quotes", 'write `"…"`'))
            found.append(Token(Sort.WORD, match[0], at, match.end(), glued))
        at = found[-1].end
    return _numbered(found), slips


def _numbered(pieces: list[Token]) -> list[Token]:
    """The pieces, in which names behind arrows are parted from what stands behind their colons."""
    found: list[Token] = []
    for piece in pieces:
        match = _NTH.fullmatch(piece.text) if piece.sort is Sort.WORD else None
        before = found[-1] if found else None
        if match and match[1] and before and before.sort is Sort.ARROW:
            found.append(replace(piece, text=match[1], nth=match[2]))
        elif match and not match[1] and piece.glued and before and before.quoted and _led(found):
            found[-1] = replace(before, end=piece.end, nth=match[2])
        else:
            found.append(piece)
    return found


def _led(pieces: list[Token]) -> bool:
    """Whether an arrow leads to the last of them."""
    return len(pieces) > 1 and pieces[-2].sort is Sort.ARROW
