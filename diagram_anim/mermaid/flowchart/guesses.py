"""What a line of a flowchart most likely means, where it might be meant otherwise: shown, left to its author."""

from __future__ import annotations

import re

from diagram_anim.mermaid.flowchart.joints import AND, LINK
from diagram_anim.mermaid.reading import Mistake

_CLOSING = {"[": "]", "(": ")", "{": "}"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_HEADS = {"--": "-->", "==": "==>", "-.": ".->"}


def _before_arrow(mistake: Mistake) -> str | None:
    """A bracket that is closed wrongly or not at all before the next arrow or node, or the line's end."""
    line, opened = mistake.line.rstrip(" \t;"), mistake.opened
    if opened <= 0 or mistake.error.inside < 0 or line[opened - 1] not in _CLOSING:
        return None
    begin = opened
    while begin > 0 and line[begin - 1] in _CLOSING:
        begin -= 1
    joints = (joint.search(line, opened) for joint in (LINK, AND))
    end = min([joint.start() for joint in joints if joint], default=len(line))
    words = _worded(line[opened:end])
    closing = "".join(_CLOSING[char] for char in reversed(line[begin:opened]))
    return f"{line[:opened]}{words}{closing}{line[end:]}" if words else None


def _worded(text: str) -> str:
    """The words without the marks that were to close them, in quotes where they need them."""
    text = text.strip()
    while text and text[-1] in _OPENING and text.count(text[-1]) > text.count(_OPENING[text[-1]]):
        text = text[:-1].rstrip()
    quoted = '"' in text
    text = text.strip('"')
    if '"' in text or not text:
        return ""
    return f'"{text}"' if quoted or re.search(r"[\[\](){}|]", text) else text


def _bar(mistake: Mistake) -> str | None:
    """`A -->|yes B`: the last word is the node."""
    found = re.fullmatch(r'(.*[-=.>ox]\|)"?([^|"\n]+?)"?[ \t]+(\S+)[ \t;]*', mistake.line)
    return f"{found[1]}{found[2]}| {found[3]}" if found else None


def _open_arrow(mistake: Mistake) -> str | None:
    """`A -- yes B`: the last word is the node."""
    found = re.fullmatch(r'(.*?\S[ \t]+)(--|==|-\.)[ \t]+"?([^|"\n]+?)"?[ \t]+([^\s"]+)[ \t;]*', mistake.line)
    if found is None or LINK.search(found[3]):
        return None
    return f"{found[1]}{found[2]} {found[3]} {_HEADS[found[2]]} {found[4]}"


def _braces(mistake: Mistake) -> str | None:
    found = re.fullmatch(r"(.*@\{[^{}\n]*?)[ \t]*\}?[ \t;]*", mistake.line)
    if found is None:
        return None
    return f"{found[1]}{chr(34) if found[1].count(chr(34)) % 2 else ''} }}"


def _quote(mistake: Mistake) -> str | None:
    line = mistake.line.rstrip(" \t;")
    return f'{line}"' if line.count('"') % 2 and re.match(r"\s*click\b", line) else None


def _too_many(mistake: Mistake) -> str | None:
    found = re.compile(r"[\])}]+").match(mistake.line, mistake.at) if mistake.error.inside < 0 else None
    return mistake.line[: found.start()] + mistake.line[found.end() :] if found else None


def _empty(mistake: Mistake) -> str | None:
    line, at = mistake.line, mistake.at
    return f'{line[:at]}" "{line[at:]}' if mistake.opened == at else None


GUESSES = (_empty, _too_many, _before_arrow, _braces, _quote, _bar, _open_arrow)
