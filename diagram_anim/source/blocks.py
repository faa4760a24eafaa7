"""Diagrams found in a file: Mermaid fences wherever CommonMark allows them, with the words around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.source.inputs import MERMAID, load

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PROSE_MOST = 1200
"""Characters of the words around a diagram that are kept for speaker notes."""

NUMBERING = re.compile(r"^(?:\(?\d+(?:[.\-]\d+)*[.)]?\s+|\(?[①-⑳]\s*)")
PICTURES = re.compile(r"^[^\w\"'(\[{<]+\s*")
"""Emoji and bullets before a heading's words."""


@dataclass(slots=True)
class _Around:
    """What has been read so far above a fence."""

    heading: str = ""
    caption: str = ""
    prose: list[str] = field(default_factory=list)


def blocks(document: Document) -> tuple[Block, ...]:
    """The diagrams of a document in order, numbered from 1; a `.mmd` file, or a bare diagram on stdin, is one."""
    if document.name.lower().endswith(MERMAID) or _bare(document):
        lines = tuple((number, 0) for number in range(1, len(document.lines) + 1))
        stem = re.sub(r"^.*[/\\]|\.\w+$", "", document.name)
        block = Block(document, 1, document.text, Origin(document.name, lines), stem, slug=slug(stem))
        return (block,)
    return _distinct(_markdown(document))


def block_at(here: str, file: str, selection: str | None) -> tuple[Block | None, list[Diagnostic]]:
    """A diagram in another file, named relative to the file `here`; `selection` is its number or slug."""
    from pathlib import Path

    path = Path(here).parent / file
    document, problems = load(str(path))
    if document is None:
        return None, problems
    found = blocks(document)
    if selection is None and len(found) == 1:
        return found[0], []
    chosen = next((block for block in found if selection in (str(block.number), block.slug)), None)
    if chosen is None:
        names = ", ".join(f"{block.number} ({block.slug})" for block in found) or "none"
        return None, [error("no-such-block", f"no diagram `{selection}` in {path}", hint=f"there are: {names}")]
    return chosen, []


def slug(title: str) -> str:
    """A title as part of a name: letters of every script, lower case, blanks to `-`, leading numbering dropped."""
    text = unicodedata.normalize("NFC", NUMBERING.sub("", title)).lower()
    text = re.sub(r"[\s_]+", "-", re.sub(r"[^\w\s-]", "", text)).strip("-")
    return re.sub(r"-{2,}", "-", text)


def _bare(document: Document) -> bool:
    if document.name != "stdin":
        return False
    first = next((line.strip() for line in document.lines if line.strip()), "")
    return first == "---" or bool(re.match(r"(graph|flowchart|sequenceDiagram|%%)\b", first))


def _markdown(document: Document) -> list[Block]:
    around = _Around()
    found: list[Block] = []
    tokens = _parser().parse(document.text)
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            around = _Around(heading=_words(tokens[place + 1]))
        elif token.type == "inline" and tokens[place - 1].type != "heading_open":
            words = _words(token)
            around.caption = _caption(token, words) or around.caption
            around.prose.append(words)
            for index in waiting:
                found[index] = replace(found[index], prose=f"{found[index].prose}\n{words}".strip()[:PROSE_MOST])
            waiting = []
        elif token.type == "fence" and _language(token.info) == "mermaid" and token.map:
            waiting.append(len(found))
            found.append(_block(document, token, token.map[0], len(found) + 1, around))
            around = _Around(heading=around.heading)
    return found


def _block(document: Document, token: Token, start: int, number: int, around: _Around) -> Block:
    rows = token.content.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    lines = document.lines
    origin = []
    for offset, row in enumerate(rows):
        line = lines[start + 1 + offset] if start + 1 + offset < len(lines) else ""
        cut = len(line) - len(row) if line.endswith(row) else max(0, len(line) - len(line.lstrip()))
        origin.append((start + 2 + offset, cut))
    title = _title(around.heading)
    return Block(
        document,
        number,
        token.content,
        Origin(document.name, tuple(origin) or ((start + 2, 0),)),
        title,
        around.heading,
        around.caption,
        "\n".join(around.prose)[-PROSE_MOST:],
        slug(title) or str(number),
    )


def _language(info: str) -> str:
    word = re.match(r"\s*\{?\s*\.?([\w-]+)", info)
    return word.group(1).lower() if word else ""


def _title(heading: str) -> str:
    return NUMBERING.sub("", PICTURES.sub("", heading)).strip()


def _words(token: Token) -> str:
    """The visible words of an inline token."""
    words = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words).strip()


def _caption(token: Token, words: str) -> str:
    """The bold words that a paragraph begins with, with what follows them on the line, else its first sentence."""
    first = re.split(r"(?<=[.!?。！？])\s+", words, maxsplit=1)[0]
    return first.rstrip(":：").strip()


def _distinct(found: Sequence[Block]) -> tuple[Block, ...]:
    """Twins get a number behind their slug."""
    seen: dict[str, int] = {}
    result = []
    for block in found:
        seen[block.slug] = seen.get(block.slug, 0) + 1
        twin = seen[block.slug]
        result.append(replace(block, slug=f"{block.slug}-{twin}") if twin > 1 else block)
    return tuple(result)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")
