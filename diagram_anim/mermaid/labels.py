"""The words of a label: its source as Mermaid keeps it, and the lines that a viewer sees.

Entities (`#35;`, `#quot;`) come here as marks that stand for `&#`, `&` and `;`, so that no length changes before.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Label
from diagram_anim.model.span import Span
from diagram_anim.model.stress import BOLD, SLANT, bare, stressed, told_apart

NUMBER, NAME, STOP = "\ufdd0", "\ufdd1", "\ufdd2"
"""Marks for `&#`, `&` and `;` of an entity: characters that no text holds."""

QUOTE = f"{NAME}quot{STOP}"
"""A double quote within quotes."""

_ICON = re.compile(r"fa[bklrs]?:fa-[A-Za-z0-9_-]+")
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[!?][^>]*>?|</(?![A-Za-z])[^>]*>?
    |<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*(?P<end>>?)""",
    re.DOTALL | re.VERBOSE,
)
_BLOCKS = frozenset("p div li ul ol h1 h2 h3 h4 h5 h6 table tr blockquote section hr".split())
_UNSEEN = frozenset("script style iframe noembed noframes noscript plaintext xmp foreignobject head".split())
_STRESS = {"b": BOLD, "strong": BOLD, "i": SLANT, "em": SLANT}
_ALONE = frozenset(("br", "img", "hr", "wbr", "input"))
_ATTRIBUTES = re.compile(r"""\s*/?>$|\s+on\w+\s*=\s*(?:'[^']*'|"[^"]*"|[^\s>]*)""")
_BREAK = re.compile(r"\\n|\n")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PLAIN = re.compile(r"[^<&\n\\\ufdd0-\ufdd2]*")
_MARKED = re.compile(r"[*_`\\\[\]<>&#~|\n]|^\s*(?:[-+=]|\d+[.)])|^ {4}|^\t")


def decoded(text: str) -> str:
    """With entities as HTML writes them."""
    if NUMBER in text or NAME in text:
        text = text.replace(NUMBER, "&#").replace(NAME, "&")
    return text.replace(STOP, ";") if STOP in text else text


def written(text: str) -> str:
    """With entities as Mermaid writes them."""
    return text.replace(NUMBER, "#").replace(NAME, "#").replace(STOP, ";")


def label(source: str, span: Span | None = None, *, markdown: bool = False) -> Label:
    """A label of a flowchart, where HTML counts."""
    text = decoded(cleaned(source))
    icons = tuple(_ICON.findall(text)) if ":fa-" in text else ()
    shown = _ICON.sub("", text) if icons else text
    html = _markdown(shown) if markdown else _BREAK.sub("<br>", shown)
    drawn = told_apart(_lines(html))
    lines = tuple(map(bare, drawn))
    return Label(text, lines, markdown, icons, span, stressed=drawn if drawn != lines else ())


def plain(source: str, span: Span | None = None) -> Label:
    """A label of a sequence diagram, where only line breaks and entities count."""
    text = decoded(source)
    rows = re.split(r"</?br\s*/?>", text, flags=re.IGNORECASE) if "<" in text else [text]
    return Label(text, tuple(_squashed(unescaped(row)) for row in rows) if text else (), span=span)


def cleaned(source: str) -> str:
    """As Mermaid keeps a text with tags: whole, without what could do harm, in one spelling."""
    if "<" not in source:
        return source
    parts: list[str] = []
    open_tags: list[str] = []
    for piece in _pieces(source):
        if isinstance(piece, str):
            parts.append(re.sub(r"&(?!#?\w+;)", "&amp;", piece).replace("<", "&lt;").replace(">", "&gt;"))
            continue
        name = piece["name"].lower()
        if name in _ALONE or (name not in _UNSEEN and not piece["close"]):
            inner = _ATTRIBUTES.sub("", piece[0][piece.end("name") - piece.start() :])
            parts.append(f"<{name}{inner.replace(chr(39), chr(34))}>" if name != "br" else "<br>")
            open_tags += () if name in _ALONE else (name,)
        elif piece["close"] and name in open_tags:
            while True:
                last = open_tags.pop()
                parts.append(f"</{last}>")
                if last == name:
                    break
    parts += [f"</{name}>" for name in reversed(open_tags)]
    return "".join(parts)


def unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _pieces(html: str) -> list[str | re.Match[str]]:
    """Words and tags in turn; comments, and what is inside tags that are never shown, are gone."""
    found: list[str | re.Match[str]] = []
    last, hidden = 0, ""
    for tag in _TAG.finditer(html):
        if tag.start() < last:
            continue
        if not hidden:
            found.append(html[last : tag.start()])
        last = tag.end()
        name = (tag["name"] or "").lower()
        if hidden:
            if tag["close"] and name == hidden:
                hidden = ""
        elif name in _UNSEEN and not tag["close"]:
            hidden = name
        elif name and tag["end"]:
            found.append(tag)
    if not hidden:
        found.append(html[last:])
    return [piece for piece in found if piece]


def _lines(html: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(html):
        line = _squashed(html)
        return (line,) if line else ()
    out: list[str] = []
    within: list[str] = []
    for piece in _pieces(html):
        if isinstance(piece, str):
            out.append(stressed(_BLANKS.sub(" ", unescaped(piece)), "".join(sorted(set(within)))))
        elif piece["name"].lower() in _STRESS:
            mark = _STRESS[piece["name"].lower()]
            if not piece["close"]:
                within.append(mark)
            elif mark in within:
                within.remove(mark)
        elif piece["name"].lower() == "br" or (piece["name"].lower() in _BLOCKS and out and out[-1] != "\n"):
            out.append("\n")
    lines = [_squashed(line) for line in "".join(out).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return tuple(lines)


def _squashed(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _markdown(text: str) -> str:
    """Markdown as Mermaid draws it: bold, slanted and line breaks; everything else as it is written."""
    if not _MARKED.search(text):
        return text
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").disable(["entity", "link", "image", "autolink", "reference"])
    rows = text.split("\n")
    out: list[str] = []
    for token in reader.parse(text):
        if token.level or token.map is None:
            if token.type == "inline" and token.level == 1 and out and out[-1] == "<p>":
                out += [_inline(child.type, child.content, child.markup) for child in token.children or ()]
                out.append("</p>")
            continue
        out.append("<p>" if token.type == "paragraph_open" else "\n".join(rows[slice(*token.map)]) + "\n")
    return "".join(out)


def _inline(kind: str, content: str, markup: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return "<br>"
    if kind.endswith(("_open", "_close")):
        return f"<{'/' * kind.endswith('_close')}{kind.partition('_')[0]}>"
    if kind == "code_inline":
        return f"{markup}{content}{markup}"
    return content
