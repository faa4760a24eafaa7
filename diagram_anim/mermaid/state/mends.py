"""What can be mended in a line of a state diagram without guessing: the line as it was meant, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from diagram_anim.mermaid.state.forms import known

_ARROW = re.compile(r"[ \t]*(?:-+>>|(?<!-)->(?!>)|--->+|=+>+|→|⟶|[—–]+>?)[ \t]*")
_KEYWORDS = ("state", "note", "direction", "class", "classDef", "style", "click")


class Mend(NamedTuple):
    code: str
    message: str
    fix: Callable[[str], str | None]


def _arrow(line: str) -> str:
    head, colon, words = line.partition(":") if ":::" not in line else (line, "", "")
    return _ARROW.sub(" --> ", head, count=1) + colon + words


def _chain(line: str) -> str | None:
    states = re.split(r"[ \t]*-->[ \t]*", line)
    if len(states) < 3 or any(":" in state for state in states[:-1]):
        return None
    last, colon, words = states[-1].partition(":")
    ends = [*states[:-1], last.strip()]
    rows = [f"{one} --> {other}" for one, other in zip(ends, ends[1:], strict=False)]
    return "\n".join([*rows[:-1], rows[-1] + (f": {words.strip()}" if colon else "")])


def _note(line: str) -> str | None:
    found = re.fullmatch(r"(?is)note[ \t]+(?:(left|right)[ \t]+|over[ \t]+|of[ \t]+)?(\S+?)[ \t]*:[ \t]*(.+)", line)
    return f"note {(found[1] or 'right').lower()} of {found[2]}: {found[3]}" if found else None


def _name(line: str) -> str:
    return re.sub(r'^state[ \t]+([^"{}<>\n]*?[^"\s{}<>])[ \t]+as[ \t]+', r'state "\1" as ', line)


def _case(line: str) -> str:
    found = re.match(r"\w+", line)
    meant = found and next((word for word in _KEYWORDS if word.lower() == found[0].lower()), None)
    return meant + line[found.end() :] if found and meant else line


def _comment(line: str) -> str:
    return re.sub(r"[ \t]+(?://|#)[ \t].*$", "", line)


def _foreign_comment(line: str) -> str | None:
    return "" if line.startswith("//") or re.match(r"#[ \t]", line) else None


def _direction(line: str) -> str:
    found = re.fullmatch(r"direction[ \t]+(\w+)", line)
    meant = found and found[1].upper().replace("TD", "TB")
    return f"direction {meant}" if meant in ("TB", "BT", "LR", "RL") else line


def _link(line: str) -> str:
    return re.sub(r'^(click[ \t]+\S+)[ \t]+("[^"]*")$', r"\1 href \2", line)


MENDS = (
    Mend("foreign-comment", "comments begin with `%%`", _foreign_comment),
    Mend("comment-behind", "a comment begins with `%%`", _comment),
    Mend("keyword-case", "the case of letters counts in a keyword", _case),
    Mend("foreign-arrow", "a transition is written `-->`", _arrow),
    Mend("several-transitions", "each transition has a line of its own", _chain),
    Mend("note-place", "a note says where it stands: `left of` or `right of`", _note),
    Mend("unquoted-name", "a state's description stands in quotes before `as`", _name),
    Mend("direction-name", "the directions are TB, BT, LR and RL", _direction),
    Mend("click-link", "a link stands behind `href`", _link),
)


def mend(line: str) -> tuple[Mend, str] | None:
    """The mend that makes a known line of one that isn't, and that line."""
    for one, fixed in _tried(line):
        if all(known(row) for row in fixed.split("\n") if row):
            return one, fixed
    return None


def _tried(line: str) -> Iterator[tuple[Mend, str]]:
    for one in MENDS:
        fixed = one.fix(line)
        if fixed is not None and fixed != line:
            yield one, fixed
