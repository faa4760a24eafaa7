"""The mermaid fences of a Markdown text, wherever CommonMark lets one stand, with the words around each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diagram_anim.source import pointing
from diagram_anim.source.rendering import width

LINE = 66
"""Columns of a caption's line, East Asian letters taking two."""

_MERMAID = re.compile(r"\{?\s*\.?mermaid(?![\w-])")
_NEARLY = re.compile(r"^[ \t>*+\-\d.)]*(?:`{3,}|~{3,})[ \t]*(?!mermaid\b)[mM]\w{3,}", re.MULTILINE)
_DIAGRAM = re.compile(r"\s*(?:graph|flowchart|sequenceDiagram|stateDiagram)\b")
LIKE = 0.75
"""From which share of letters on a fence's name is taken for a slip of the pen."""

_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|[。！？](?![」』）)])|$)", re.DOTALL)
_STARS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARK = re.compile(r"\s*\{:?\s*[#.][^{}]*\}\s*$")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]?|:::+)\s*(?:[a-z][\w-]*(?=[\s\[]|$)\s*)?(?:\"([^\"]*)\"|\[([^\]]*)\])?\s*")
_NUMBERING = re.compile(r"\s*(?:\d+(?:[.-]\d+)*[.)]|\(\d+\)|\d+(?:[.-]\d+)+|[①-⑳])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Fence:
    """`opened` counts lines from 0 and is the fence's own; `lines` are the text's with the columns cut off each.

    `closed` is false where the file ends before the fence does.
    """

    text: str
    opened: int
    lines: tuple[tuple[int, int], ...]
    closed: bool
    heading: str
    section: str
    caption: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A heading, a paragraph or a mermaid fence (`kind`), in order; `bold` is the text of a line all in bold, of a
    heading that of the line right above it; `level` is a heading's, from 1."""

    kind: str
    line: int
    depth: int
    text: str = ""
    bold: str = ""
    level: int = 0
    token: Token | None = None


@cache
def _markdown() -> MarkdownIt:
    """Made once: that takes longer than to read a short text."""
    return MarkdownIt("commonmark")


@lru_cache(maxsize=1)
def fences(text: str) -> tuple[Fence, ...]:
    """Kept for the next question: a file is asked for those that are open, then for all."""
    if "mermaid" not in text:
        return ()
    front = _FRONT.match(text)
    if front:
        text = "\n" * text[: front.end()].count("\n") + text[front.end() :]
    rows = text.split("\n")
    flow = tuple(_flow(_markdown().parse(text)))
    return tuple(_fence(flow, place, rows) for place, one in enumerate(flow) if one.kind == "fence")


def misnamed(text: str) -> Iterator[tuple[int, str]]:
    """The lines, from 0, of fences whose name is nearly `mermaid` and which hold a diagram, each with its name."""
    from difflib import SequenceMatcher  # only a slip needs it

    if not _NEARLY.search(text):
        return
    for token in _markdown().parse(text):
        if token.type != "fence" or not token.map or not _DIAGRAM.match(token.content):
            continue
        name = re.split(r"\W", token.info.strip(), maxsplit=1)[0]
        if name != "mermaid" and SequenceMatcher(None, name.lower(), "mermaid").ratio() > LIKE:
            yield token.map[0], name


def first_heading(text: str) -> str:
    """The first heading of the first level; where there is none, the first of any; "" without any."""
    tokens = _markdown().parse(_FRONT.sub("", text, count=1) if _FRONT.match(text) else text)
    opened = [at for at, one in enumerate(tokens) if one.type == "heading_open"]
    first = next((at for at in opened if tokens[at].tag == "h1"), opened[0] if opened else None)
    return "" if first is None else unmarked(_text(tokens[first + 1].children or []))


def unmarked(heading: str) -> str:
    """`Pods {#pods}` is `Pods`: what pages are linked by isn't read."""
    return _MARK.sub("", heading)


def without_numbering(heading: str) -> str:
    """`1. Pods` and `4-2) Pods` are `Pods`."""
    found = _NUMBERING.match(heading)
    return heading[found.end() :] if found else heading


def _flow(tokens: Sequence[Token]) -> Iterator[_Words]:
    for place, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        if token.type in ("heading_open", "paragraph_open"):
            inline = tokens[place + 1].children or []
            if token.type == "paragraph_open":
                yield _Words("paragraph", line, token.level, _text(inline), _bold(inline))
            else:
                above = tokens[place - 2].children if place and tokens[place - 1].type == "paragraph_close" else None
                yield _Words(
                    "heading", line, token.level, unmarked(_text(inline)), _bold(above or []), int(token.tag[1:])
                )
        elif token.type == "fence" and _MERMAID.match(token.info):
            yield _Words("fence", line, token.level, token=token)


def _text(inline: Sequence[Token]) -> str:
    parts = [" " if _breaks(one) else _bare(one) for one in inline]
    return re.sub(r"\s+", " ", "".join(part for part, one in zip(parts, inline, strict=True) if _is_said(one))).strip()


def _bare(token: Token) -> str:
    """Without the stars that were meant to make words bold, which CommonMark leaves where a letter stands right behind
    a closing mark: of `**"Pod"**을` they are no words."""
    return _STARS.sub(r"\1", token.content) if token.type == "text" else token.content


def _breaks(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or re.match(r"<br\b", token.content) is not None


def _is_said(token: Token) -> bool:
    return _breaks(token) or token.type not in ("html_inline", "image")


def _bold(inline: Sequence[Token]) -> str:
    """The bold words, where nothing but marks stands beside them."""
    bold: list[Token] = []
    beside = ""
    within = 0
    for token in inline:
        within += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if within:
            bold.append(token)
        else:
            beside += token.content
    return _text(bold).rstrip(":： ") if bold and not re.search(r"\w", beside) else ""


def _fence(flow: Sequence[_Words], place: int, rows: Sequence[str]) -> Fence:
    token = flow[place].token
    assert token is not None and token.map is not None
    first, end = token.map
    closed = end - first > 1 and _closes(rows[end - 1], token.markup)
    text = token.content.removesuffix("\n")
    content = text.split("\n")
    lines = tuple((first + 1 + row, _cut(rows, first + 1 + row, line)) for row, line in enumerate(content))
    before = flow[:place]
    headings = [one for one in reversed(before) if one.kind == "heading"]
    heading = headings[0].text if headings else ""
    section = next((one.text for one in headings if one.level < headings[0].level), "")
    caption = _caption(before, flow[place].depth)
    if not text:
        lines = ((first, 0),)
    return Fence(text, first, lines, closed, heading, section, caption, *_around(flow, place))


def _closes(row: str, markup: str) -> bool:
    found = re.search(r"(`{3,}|~{3,})[ \t]*$", row)
    return found is not None and found[1][0] == markup[0] and len(found[1]) >= len(markup)


def _cut(rows: Sequence[str], row: int, line: str) -> int:
    """How many columns of the file's line the fence's own indentation takes."""
    raw = rows[row] if row < len(rows) else ""
    return len(raw) - len(line) if raw.endswith(line) else max(0, len(raw) - len(line.lstrip()))


def _caption(before: Sequence[_Words], depth: int) -> str:
    """The nearest bold line since the last diagram or heading, or right above this heading; else the first sentences
    of the words right before the fence, as far as they stand on one line. What else stands above a heading is another
    matter, and a table no sentence."""
    sentence = last = ""
    for one in reversed(before):
        if one.kind == "heading":
            return sentence or one.bold
        if one.kind == "fence":
            break
        if one.bold:
            return one.bold
        if (not sentence or pointing.points(last)) and one.depth == depth and not one.text.startswith("|"):
            last = one.text
            sentence = _told(without_numbering(_unboxed(one.text)))
    return sentence


def _told(text: str) -> str:
    """A text's first sentence, and those after it that stand on one line with it; what leads over to the diagram with
    a colon says nothing by itself."""
    sentences: list[str] = [one.strip() for one in _SENTENCE.findall(text)] or [""]
    told = sentences[0].rstrip(":：")
    for sentence in sentences[1:]:
        longer = f"{told}{'' if told.endswith(('。', '！', '？')) else ' '}{sentence}"
        if sentence.endswith((":", "：")) or width(longer) > LINE:
            break
        told = longer
    return told


def _unboxed(text: str) -> str:
    """What a box or a tab of a page says: `!!! note "Before you begin"`, `=== "Rolling"`, `:::tip`."""
    box = _BOX.match(text)
    return box[1] or box[2] or text[box.end() :] if box else text


def _around(flow: Sequence[_Words], place: int) -> tuple[str, str]:
    """The words before a fence and behind it, from the heading or the diagram before it to the next, a line each."""
    first = place
    while first and flow[first - 1].kind == "paragraph":
        first -= 1
    last = place + 1
    while last < len(flow) and flow[last].kind == "paragraph":
        last += 1
    before, after = ("\n".join(one.text for one in part if one.text) for part in (flow[first:place], flow[place:last]))
    return before, after
