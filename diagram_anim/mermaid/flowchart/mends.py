"""What can be mended in a line of a flowchart without guessing.

Each mend proposes the line as it was meant; whether it helps, the grammar decides.
"""

from __future__ import annotations

import colorsys
import re

from diagram_anim.mermaid.flowchart import habits
from diagram_anim.mermaid.flowchart.joints import AND, LINK
from diagram_anim.mermaid.labels import NAME, NUMBER, QUOTE, STOP
from diagram_anim.mermaid.reading import Mend, Mistake

_RESERVED = "end style class graph subgraph linkStyle classDef interpolate flowchart _self _blank _parent _top"
_AFTER_LINK = re.compile(
    rf"((?:[-=.]+[->xo]|-\.+-|~~~+)(?:[ \t]*\|[^|]*\|)?[ \t]+|&[ \t]+)({'|'.join(_RESERVED.split())})\b(?![\w.-])"
)
_SIGN = re.compile(r"[\u2100-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+")
_SIGNED = re.compile(rf"(?:{_SIGN.pattern}|\w)+")
_CLOSING = {"[": "]", "(": ")", "{": "}"}


def _equals(mistake: Mistake) -> str | None:
    if not re.match(r"\s*(?:style|classDef|linkStyle)\b", mistake.line):
        return None
    line = re.sub(f"[{NUMBER}{NAME}](\\w+){STOP}", r"#\1", mistake.line)  # `#f00;`, which isn't an entity here
    return re.sub(r"(?<=[\w-])[ \t]*=[ \t]*(?=[^\s=])", ":", line)


def _colors(mistake: Mistake) -> str | None:
    if not re.match(r"\s*(?:style|classDef|linkStyle)\b", mistake.line):
        return None
    return re.sub(r"\b(rgb|hsl)a?\(([^()]*)\)", _hex, mistake.line, flags=re.IGNORECASE)


def _hex(found: re.Match[str]) -> str:
    numbers = re.findall(r"[\d.]+%?", found[2])
    if len(numbers) not in (3, 4):
        return found[0]
    try:
        if found[1].lower() == "rgb":
            parts = [_share(number, 255) for number in numbers[:3]]
        else:
            hue, saturation, light = float(numbers[0].rstrip("%")) / 360, _share(numbers[1], 1), _share(numbers[2], 1)
            parts = list(colorsys.hls_to_rgb(hue % 1, light, saturation))
        if len(numbers) == 4:
            parts.append(_share(numbers[3], 1))
    except ValueError:
        return found[0]
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02x}" for part in parts)


def _share(number: str, whole: float) -> float:
    return float(number[:-1]) / 100 if number.endswith("%") else float(number) / whole


def _comment(mistake: Mistake) -> str | None:
    found = re.search(r"[ \t]*%%[^\n]*$", mistake.line)
    return mistake.line[: found.start()] if found else None


def _other_comment(mistake: Mistake) -> str | None:
    return "" if re.match(r"\s*(?://|#(?![\da-zA-Z]+;)|--\s)", mistake.line) else None


def _blanks(mistake: Mistake) -> str | None:
    return mistake.line.rstrip()


def _list(mistake: Mistake) -> str | None:
    if not re.match(r"\s*(?:class|classDef|linkStyle|style)\b", mistake.line):
        return None
    return re.sub(r"[ \t]*,[ \t]+(?=[\w#])", ",", mistake.line)


def _quotes(mistake: Mistake) -> str | None:
    """A label with brackets or quotes inside: quoted, up to the bracket that closes it."""
    line, opened = mistake.line, mistake.opened
    if opened <= 0 or opened > len(line):
        return None
    mark = line[opened - 1]
    begin = opened - 1
    while begin > 0 and line[begin - 1] in "([{" and mark in "([{/\\":
        begin -= 1
    if mark == "|":
        stop = line.find("|", opened)
        return _quoted(line, opened, stop) if stop > 0 else None
    balanced = all(line.count(opening) == line.count(closing) for opening, closing in _CLOSING.items())
    for first in range(opened, begin, -1):
        opening = line[begin:first]
        closing = "".join(_CLOSING.get(char, char) for char in reversed(opening))
        if mark == ">":
            closing = "]"
        stop = _closed(line, first, closing)
        if _half(line[first:stop]):
            return None
        if stop > first and (balanced or not (LINK.search(line, first, stop) or AND.search(line, first, stop))):
            return _quoted(line, first, stop)
    return None


def _closed(line: str, start: int, closing: str) -> int:
    """Where the closing mark stands that leaves as many brackets open as closed before it; else the last one."""
    link = next((found.start() for found in LINK.finditer(line, start) if closing in line[start : found.start()]), None)
    end = len(line) if link is None else link
    places = [found.start() for found in re.finditer(re.escape(closing), line[:end]) if found.start() >= start]
    for place in places:
        inside = line[start:place]
        if all(inside.count(mark) == inside.count(_CLOSING[mark]) for mark in _CLOSING):
            return place
    return places[-1] if places else -1


def _half(inside: str) -> bool:
    """Whether a text begins with a bracket that may well be half of the shape's, left open."""
    mark = inside[:1]
    return mark in _CLOSING and inside.count(mark) > inside.count(_CLOSING[mark])


def _quoted(line: str, start: int, stop: int) -> str:
    inside = line[start:stop].strip()
    if len(inside) > 1 and inside[0] == inside[-1] == '"':
        inside = inside[1:-1]
    elif inside.count('"') == 1:
        inside = inside.strip('"')
    return f'{line[:start]}"{inside.replace(chr(34), QUOTE)}"{line[stop:]}'


def _colon(mistake: Mistake) -> str | None:
    found = re.match(r"(.*?(?:--+>|--+|==+>|-\.+->))[ \t]*([^\s:|]+)[ \t]*:[ \t]+([^|]+?)[ \t;]*$", mistake.line)
    if found is None:
        return None
    return f"{found[1]}|{_worded(found[3])}| {found[2]}"


def _worded(text: str) -> str:
    text = text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') == 2 else text
    return f'"{text.replace(chr(34), QUOTE)}"' if re.search(r'[\[\](){}|"]', text) else text


def _short_arrow(mistake: Mistake) -> str | None:
    line = mistake.line
    line = re.sub(r"(?<![-=.<>])[ \t]+(?:—|–|―)[ \t]+", " --- ", line)
    line = re.sub(r"(?<![-=.<>])[ \t]*(?:→|⟶|[—–]{1,2}>|->)[ \t]*(?!>)", " --> ", line)
    line = re.sub(r"(?<![-=.])[ \t]*(?:⇒|=>)[ \t]*", " ==> ", line)
    return re.sub(r"[ \t]*-\.>[ \t]*|[ \t]+\.\.+>[ \t]*", " -.-> ", line)


def _dashes(mistake: Mistake) -> str | None:
    found = re.match(r"(.*?\S)[ \t]+--[ \t]+(.+)[ \t]+(--+>|---+)[ \t]+([^-]+)$", mistake.line)
    return f'{found[1]} {found[3]}|"{found[2].strip(chr(34))}"| {found[4]}' if found else None


def _dots(mistake: Mistake) -> str | None:
    return re.sub(r"(-\.[ \t]+)([^\s\"|.-][^\"|]*?\.[^\"|]*?)([ \t]+\.+-)", r'\1"\2"\3', mistake.line)


def _reserved(mistake: Mistake) -> str | None:
    line = re.sub(rf"^(\s*)end(?=[ \t]*(?:{LINK.pattern}|[\[({{&]))", r"\1End", mistake.line)
    return _AFTER_LINK.sub(lambda found: found[1] + found[2].lstrip("_").capitalize(), line)


def _glued(mistake: Mistake) -> str | None:
    return re.sub(r"(?:(?<=^)|(?<=[\s&;]))([xo])(?=(?:--|==|-\.))", r"\1 ", mistake.line)


def _class_first(mistake: Mistake) -> str | None:
    return re.sub(r"(:::[\w-]+)(\[[^\]]*\]|\([^)]*\)|\{[^}]*\})", r"\2\1", mistake.line)


def _unclosed(mistake: Mistake) -> str | None:
    """A bracket that the line's end leaves open, with no arrow in its text."""
    line, opened = mistake.line.rstrip(" \t;"), mistake.opened
    inside = line[opened:]
    if opened <= 0 or not inside.strip() or LINK.search(inside) or re.search(r"[\[\](){}|]", inside):
        return None
    begin = opened
    while begin > 0 and line[begin - 1] in _CLOSING:
        begin -= 1
    closing = "".join(_CLOSING[char] for char in reversed(line[begin:opened]))
    return f"{_quoted(line, opened, len(line))}{closing}" if closing else None


def _backward(mistake: Mistake) -> str | None:
    found = re.match(r"(\s*)(.+?)[ \t]*<(-+|==+|-\.+-)[ \t]*([^-=<>.|\s][^-=<>|]*?)[ \t;]*$", mistake.line)
    return f"{found[1]}{found[4]} {found[3] if len(found[3]) > 1 else '--'}> {found[2]}" if found else None


def _subgraph_class(mistake: Mistake) -> str | None:
    return re.sub(r"^(\s*subgraph\s+[^\n]*?)[ \t]*:::[ \t]*\S+[ \t]*$", r"\1", mistake.line)


def _subgraph_title(mistake: Mistake) -> str | None:
    found = re.match(r'(\s*subgraph[ \t]+)([^"\[\]\n]+?)[ \t]*$', mistake.line)
    return f'{found[1]}"{found[2]}"' if found else None


def _ampersand(mistake: Mistake) -> str | None:
    return re.sub(r"(?<=[\w\])}])[ \t]*&[ \t]*(?=\w)", " & ", mistake.line)


def _pictures(mistake: Mistake) -> str | None:
    """Signs that may not stand in a name, at the place where it was given up: they are named by their codes."""
    line = mistake.line
    if not _SIGN.match(line, mistake.at):
        return None
    word = next(found for found in _SIGNED.finditer(line) if found.end() > mistake.at)
    begin = word.start()
    name = _SIGN.sub(_code, word[0])
    label = "" if line[word.end() : word.end() + 1] in ("[", "(", "{", ">", "@") else f'["{word[0]}"]'
    return line[:begin] + name + label + line[word.end() :]


def _code(found: re.Match[str]) -> str:
    return "u" + "_".join(f"{ord(char):X}" for char in found[0] if char not in "\ufe0f\u200d")


def _title(mistake: Mistake) -> str | None:
    found = re.match(r"(\s*)title[ \t]*:?[ \t]+(.+)", mistake.line)
    return f"{found[1]}accTitle: {found[2]}" if found else None


def _bare_click(mistake: Mistake) -> str | None:
    return re.sub(r"^\s*click[ \t]+\S+[ \t]*(?:\n|$)", "", mistake.line)


MENDS = (
    *habits.FIRST,
    Mend("comment-behind", "a comment has a line of its own", _comment),
    Mend("style-equals", "styles are written with `:`, not `=`", _equals),
    Mend("style-color", "a style takes `#` colours and names only", _colors),
    Mend("blank-at-end", "no blank may stand at the end of this line", _blanks),
    Mend("list-blanks", "no blank may stand in a list", _list),
    Mend("title-line", "a flowchart has no `title` line: write it between `---` lines at the top", _title),
    Mend("unquoted-label", "a label with brackets or quotes stands in quotes", _quotes),
    Mend("label-behind-edge", "an edge's label stands in the arrow", _colon),
    Mend("arrow-too-short", "arrows have two dashes or more", _short_arrow),
    Mend("dashes-in-label", "a label with `--` stands between `|`", _dashes),
    Mend("dots-in-label", "a dotted arrow's label with `.` stands in quotes", _dots),
    Mend("unclosed-bracket", "a bracket is left open", _unclosed),
    Mend("backward-arrow", "an arrow can't point backwards only", _backward),
    Mend("reserved-name", "this word can't be a name in small letters", _reserved),
    Mend("name-in-arrow", "`x` and `o` right before an arrow belong to it", _glued),
    Mend("class-before-shape", "the class stands behind the brackets", _class_first),
    Mend("subgraph-class", "a subgraph takes its class in a line of its own, behind its `end`", _subgraph_class),
    Mend("unquoted-title", "a title with brackets stands in quotes", _subgraph_title),
    Mend("ampersand-blanks", "blanks stand around `&`", _ampersand),
    Mend("sign-in-name", "a name is made of letters and digits", _pictures),
    Mend("click-without-target", "a click needs a link or a function", _bare_click),
    Mend("foreign-comment", "comments begin with `%%`", _other_comment),
    *habits.LAST,
)
