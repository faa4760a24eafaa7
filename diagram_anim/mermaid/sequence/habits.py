"""Habits from other languages, and marks in a text that would end it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.mermaid import wide
from diagram_anim.mermaid.labels import NUMBER, STOP
from diagram_anim.mermaid.mapped import Edit
from diagram_anim.mermaid.reading import Mend, Mistake

_TEXT = re.compile(
    r"(?im)^[ \t]*(?:note\b[^:\n]*:|(?:loop|alt|else|opt|par|and|critical|option|break)[ \t]|[^:\n#]*-[->x)][^:\n#]*:)"
)
_WORD = re.compile(r"#(?=\w)")
_COLOR = re.compile(r"(?im)^[ \t]*(?:rect|box)[ \t]+(#(?:[\da-f]{6}|[\da-f]{3}))(?![\w])")
_STATEMENT = re.compile(
    r"(?i)\s*(?:$|[%#]|(?:participant|actor|create|destroy|box|note|activate|deactivate|loop|rect|opt|alt|else|par|"
    r"par_over|and|critical|option|break|end|autonumber|title|accTitle|accDescr|links?|properties|details)\b"
    r"|[^:]+-[->x)|\\/]|[^:]*<<-|[^:]*[/\\]+\|?-)"
)
_TYPES = "boundary control entity database collections queue"


def hashes(text: str) -> Iterator[Edit]:
    """`#12` in a text: Mermaid takes it and all behind it for a comment, the author hardly meant it so."""
    for found in _TEXT.finditer(text):
        end = text.find("\n", found.end())
        stop = text.find(";", found.end(), end)
        for mark in _WORD.finditer(text, found.end(), end if stop < 0 else stop):
            yield mark.start(), mark.end(), f"{NUMBER}35{STOP}"


def colors(text: str) -> Iterator[Edit]:
    """`rect #eef`, which Mermaid takes for a comment."""
    for found in _COLOR.finditer(text):
        digits = found[1][1:] if len(found[1]) == 7 else "".join(2 * digit for digit in found[1][1:])
        parts = ",".join(str(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
        yield found.start(1), found.end(1), f"rgb({parts})"


def semicolons(text: str) -> Iterator[Edit]:
    """Those in a text behind which no statement follows; Mermaid rejects such a line."""
    for found in _TEXT.finditer(text):
        end = text.find("\n", found.end())
        line = text[found.end() : end]
        for mark in re.finditer(";", line):
            if not _STATEMENT.match(line[mark.end() :].split(";")[0]):
                yield found.end() + mark.start(), found.end() + mark.end(), f"{NUMBER}59{STOP}"


def _narrow(mistake: Mistake) -> str | None:
    found = re.search(r"[:：]", mistake.line)
    if found is None or found[0] == ":":
        head, colon, rest = mistake.line.partition(":")
        return wide.everywhere(head) + colon + rest
    return f"{wide.everywhere(mistake.line[: found.start()])}: {mistake.line[found.end() :]}"


def _declared(mistake: Mistake) -> str | None:
    """`participant A: Alice`."""
    return re.sub(r"(?i)^(\s*(?:participant|actor)[ \t]+[^:,\n]+?)[ \t]*:[ \t]*(\S[^\n]*)$", r"\1 as \2", mistake.line)


def _several(mistake: Mistake) -> str | None:
    """`participant A, B`."""
    found = re.fullmatch(r"(?i)(\s*)(participant|actor)s?[ \t]+([^:\n]+,[^:\n]+?)[ \t]*", mistake.line)
    if found is None or " as " in found[3]:
        return None
    names = [name.strip() for name in found[3].split(",")]
    return "\n".join(f"{found[1]}{found[2]} {name}" for name in names) if all(names) else None


def _typed(mistake: Mistake) -> str | None:
    """`database DB`."""
    kinds = _TYPES.replace(" ", "|")
    found = re.fullmatch(rf"(?i)(\s*)({kinds})[ \t]+(\"[^\"]+\"|\w[\w.-]*)([ \t]+as[ \t]+[^\n]+)?[ \t]*", mistake.line)
    if found is None:
        return None
    return f'{found[1]}participant {found[3]}@{{ "type": "{found[2].lower()}" }}{found[4] or ""}'


def _condition(mistake: Mistake) -> str | None:
    line = re.sub(r"(?i)^(\s*)(?:else[ _]?if|elif|elsif)\b", r"\1else", mistake.line)
    return re.sub(r"(?i)^(\s*)if\b(?=[ \t]+\S)(?![^\n]*-[->x)])", r"\1alt", line)


def _end(mistake: Mistake) -> str | None:
    kinds = "if|alt|loop|opt|par|rect|box|critical|break|while|group"
    if re.search(rf"(?im)^[ \t]*end[ \t]+(?:{kinds})?\Z", mistake.before_line) and re.fullmatch(
        rf"(?i)[ \t]*(?:{kinds})[ \t;]*", mistake.line
    ):
        return ""
    return re.sub(rf"(?i)^(\s*)end_?(?:{kinds})[ \t;]*$", r"\1end", mistake.line)


def _name_end(mistake: Mistake) -> str | None:
    """`end` as a participant."""
    line = re.sub(r"(?i)^(\s*)end(?=[ \t]*(?:-->>|->>|-->|->|--?[x)]))", r"\1End_", mistake.line)
    return re.sub(r"(?i)((?:-->>|->>|-->|->|--?[x)])[ \t]*[+-]?[ \t]*)end(?=[ \t]*:)", r"\1End_", line)


FIRST = (Mend("wide-marks", "this mark is of double width, the language's are of single width", _narrow),)

LAST = (
    Mend("colon-for-as", "a label stands behind `as`", _declared),
    Mend("several-participants", "each participant has a line of its own", _several),
    Mend("typed-participant", "the kind of a participant stands in braces", _typed),
    Mend("foreign-condition", "conditions are written `alt`, `else` and `end`", _condition),
    Mend("foreign-end", "a block is closed by `end` alone", _end),
    Mend("reserved-name", "this word can't be a name", _name_end),
)
