"""Habits from other languages, and marks in a text that would end it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from diagram_anim.mermaid import wide
from diagram_anim.mermaid.labels import NAME, NUMBER, STOP
from diagram_anim.mermaid.mapped import Edit
from diagram_anim.mermaid.parser import Unexpected
from diagram_anim.mermaid.reading import Mend, Mistake
from diagram_anim.mermaid.sequence.grammar import Grammar

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
_KINDS = "alt|loop|opt|par|rect|box|critical|break"
_FOREIGN = ("if", "while", "for", "group")
_NAMED_END = re.compile(rf"(?im)^[ \t]*end([ \t]+(?:{_KINDS}|{'|'.join(_FOREIGN)}))[ \t;]*$")
_OPENED = re.compile(rf"(?im)(?:^|;)[ \t]*(?:end[ \t]+)?(?:{_KINDS}|par_over)\b")
_BORDER = re.compile(rf"(?im)(?:^|;)[ \t]*(?:({_KINDS}|par_over)|end)\b")
_CLOSED = re.compile(r"(?im)(?:^|;)[ \t]*end\b")
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
    for found, inside in _inside(text, _TEXT.finditer(text)):
        end = text.find("\n", found.end())
        line = text[found.end() : end]
        for mark in re.finditer(r"(?:&(\w+))?;", line):
            start, end = found.end() + mark.start(), found.end() + mark.end()
            rest = line[mark.end() :].split(";")[0]
            if not _STATEMENT.match(rest) or not _reads(rest, inside):
                yield start, end, f"{NAME}{mark[1]}{STOP}" if mark[1] else f"{NUMBER}59{STOP}"


def _inside(text: str, places: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Each place with the kind of the block around it, if any."""
    marks = _BORDER.finditer(text)
    mark = next(marks, None)
    around: list[str] = []
    for place in places:
        while mark and mark.start() < place.start():
            if mark[1]:
                around.append(mark[1].lower())
            elif around:
                around.pop()
            mark = next(marks, None)
        yield place, around[-1] if around else ""


def _reads(text: str, inside: str) -> bool:
    """Whether it's a statement where it stands."""
    grammar = Grammar(f"sequenceDiagram\n{text}\n", 0)
    grammar.header()
    if inside:
        grammar.blocks.append((inside, (0, 0)))
    try:
        while not grammar.ahead("eof"):
            grammar.statement()
    except Unexpected:
        return False
    return True


def words_behind_ends(text: str) -> list[Edit]:
    """`end loop`, which closes a block and opens another: those of a diagram where more are opened than closed."""
    found = list(_NAMED_END.finditer(text))
    if found and len(_OPENED.findall(text)) <= len(_CLOSED.findall(text)):
        found = [one for one in found if one[1].split()[0].lower() in _FOREIGN]
    return [(*one.span(1), "") for one in found]


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
    kinds = f"{_KINDS}|{'|'.join(_FOREIGN)}"
    return re.sub(rf"(?i)^(\s*)end_?(?:{kinds})[ \t;]*$", r"\1end", mistake.line)


def _box(mistake: Mistake) -> str | None:
    """What isn't a participant ends the box."""
    return f"end\n{mistake.line}" if "destroy" in mistake.error.wanted and mistake.line.strip() else None


def _end_of_box(mistake: Mistake) -> str | None:
    """The `end` of a box that has ended before."""
    return "" if "statement-in-box" in mistake.mended and mistake.line.strip().lower() == "end" else None


def _name_end(mistake: Mistake) -> str | None:
    """`end` as a participant."""
    line = re.sub(r"(?i)^(\s*)end(?=[ \t]*(?:-->>|->>|-->|->|--?[x)]))", r"\1End_", mistake.line)
    return re.sub(r"(?i)((?:-->>|->>|-->|->|--?[x)])[ \t]*[+-]?[ \t]*)end(?=[ \t]*:)", r"\1End_", line)


FIRST = (Mend("wide-marks", "this mark is of double width, the language's are of single width", _narrow),)

LAST = (
    Mend("statement-in-box", "only participants stand in a box: it ends here", _box),
    Mend("statement-in-box", "the box has ended above", _end_of_box),
    Mend("colon-for-as", "a label stands behind `as`", _declared),
    Mend("several-participants", "each participant has a line of its own", _several),
    Mend("typed-participant", "the kind of a participant stands in braces", _typed),
    Mend("foreign-condition", "conditions are written `alt`, `else` and `end`", _condition),
    Mend("foreign-end", "a block is closed by `end` alone", _end),
    Mend("reserved-name", "this word can't be a name", _name_end),
)
