"""What Mermaid does to a text before any grammar sees it: front matter, directives, comments and entities.

Block in; out comes the code that is left, every character with its place, and what was said around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diagram_anim.mermaid import data
from diagram_anim.mermaid.labels import NAME, NUMBER, STOP
from diagram_anim.mermaid.mapped import Edit, Mapped, Places
from diagram_anim.mermaid.scanner import BLANKS, H, S
from diagram_anim.model.diagnostic import Diagnostic, Severity, warning
from diagram_anim.model.diagram import Directive, Meta
from diagram_anim.model.document import Block
from diagram_anim.model.tables import merged

_TAG = re.compile(r"<([0-9A-Za-z_]+)([^>]*)>")
_QUOTED = re.compile(r'="([^"]*)"')
_DIRECTIVE = re.compile(rf"%%\{{{S}*(?:(\w+){S}*:|(\w+)){S}*(?:(\w+)|((?:(?!\}}%%).|\n)*))?{S}*(?:\}}%%)?", re.ASCII)
_SHOWN = re.compile(r"%%\{.*?\}%%", re.DOTALL)
_COMMENT = re.compile(rf"^{H}*%%(?!\{{)[^\n]+\n?", re.MULTILINE)
_REMARK = re.compile(rf"^{H}*%%(?!\{{)(.+)$", re.MULTILINE)
_TOLD = re.compile(r"^[^\S\n]*%%[^\S\n]*@[^\S\n]*(.*?)[^\S\n]*$", re.MULTILINE)
_STYLED = re.compile(r"(?:style|classDef).*:[^\s]*#.*;")
_ENTITY = re.compile(r"#([0-9A-Za-z_]+);")


_TAKING_IN = (
    (re.compile(r"^[ \t]*(%%\{[ \t]*\w*)", re.MULTILINE), "}%%"),
    (re.compile(r"^[ \t]*(accDescr[ \t]*\{)", re.MULTILINE), "}"),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    code: Mapped
    meta: Meta
    directives: tuple[Directive, ...]
    problems: tuple[Diagnostic, ...]


def prepare(block: Block, strict: bool) -> Prepared:
    text = Mapped(_requoted(block.text))
    problems: list[Diagnostic] = []
    front, length = _front(block, text, strict, problems)
    text = text.edited([(0, length, "")])
    problems += _left_open(block)
    config = merged(_mapping(front.get("config")), _config(text.text))
    raw = tuple(_SHOWN.findall(text.text[: text.text.rfind("}%%") + 3]))  # behind it, each opening would look for one
    text = text.edited([(found.start(), found.end(), "") for found in _DIRECTIVE.finditer(text.text)])
    text = text.edited(_comments_cut(text.text))
    blank = len(text.text) - len(text.text.lstrip(BLANKS))
    text = text.edited([(0, blank, "")])
    meta = Meta(
        config=config, front_title=_title(front), raw_directives=raw, comments=tuple(_comments(block.text, length))
    )
    return Prepared(text, meta, tuple(_directives(block)), tuple(problems))


def encoded(code: Mapped) -> Mapped:
    """Entities marked as such, so that their `#` and `;` mean nothing to a grammar; ends with a line's end."""
    text = code.text
    if "#" in text:
        stops = sorted({found.end() - 1 for found in _STYLED.finditer(text)})
        code = code.edited([(stop, stop + 1, "") for stop in stops])
        text = _ENTITY.sub(_mark, code.text)
    return Mapped(text + "\n", code.runs)


def _mark(found: re.Match[str]) -> str:
    return f"{NUMBER if found[1].isdecimal() else NAME}{found[1]}{STOP}"


def _requoted(text: str) -> str:
    """Attributes in single quotes, because a double quote would end a label."""
    if "<" not in text:
        return text
    last = text.rfind(">") + 1  # behind it, each `<` would be looked at to the very end
    return _TAG.sub(lambda tag: f"<{tag[1]}{_QUOTED.sub(_single, tag[2])}>", text[:last]) + text[last:]


def _single(found: re.Match[str]) -> str:
    return f"='{found[1]}'"


def _front(block: Block, text: Mapped, strict: bool, problems: list[Diagnostic]) -> tuple[dict[str, Any], int]:
    """Front matter's keys, and how much of the text it takes."""
    found = _fences(text.text)
    if found is None:
        return {}, 0
    indent, start, end, length = found
    body = text.text[start:end]
    if indent:
        body = "\n".join(line.removeprefix(indent) for line in body.split("\n"))
    try:
        return _mapping(data.yaml(body)), length
    except data.YamlError as wrong:
        at = min(start + sum(len(line) + 1 for line in text.text[start:end].split("\n")[: wrong.line]), end)
        at = min(at + len(indent) + wrong.column, end)
        severity = Severity.ERROR if strict else Severity.WARNING
        span = Places(block, text).span(at, at + 1)
        hint = "" if strict else "the front matter is passed over"
        problems.append(Diagnostic(severity, "bad-front-matter", f"the front matter is no YAML: {wrong}", span, hint))
        return {}, length


def _fences(text: str) -> tuple[str, int, int, int] | None:
    """Indent, start and end of the YAML, and the length of it all with its fences.

    The opening takes as many blank lines as it can while a closing fence is left; then the first one closes.
    """
    start = re.match(r"[^\S\n\r]*", text)
    indent = start[0] if start else ""
    opening = len(indent) + 3
    if not text.startswith("---", len(indent)):
        return None
    blank = re.compile(f"{S}*").match(text, opening)
    breaks = [place for place in range(opening, blank.end() if blank else opening) if text[place] == "\n"]
    if not breaks:
        return None
    closing = re.compile(rf"\n{re.escape(indent)}---({S}*)")
    fences = [
        (found.start(), found.start(1) + found[1].rindex("\n") + 1)
        for found in _overlapping(closing, text, breaks[0] + 1)
        if "\n" in found[1]
    ]
    if not fences:
        return None
    opened = max([place for place in breaks if place < fences[-1][0]], default=breaks[0])
    for place, length in fences:
        if place > opened:
            return indent, opened + 1, place, length
    return None


def _overlapping(pattern: re.Pattern[str], text: str, at: int) -> Iterator[re.Match[str]]:
    """Every match, also those that begin within the one before."""
    while found := pattern.search(text, at):
        yield found
        at = found.start() + 1


def _left_open(block: Block) -> Iterator[Diagnostic]:
    """What takes in all that follows, because it is never closed: Mermaid draws nothing of it, without a word."""
    for opened, closing in _TAKING_IN:
        found = opened.search(block.text)
        if found and closing not in block.text[found.end() :]:
            span = Places(block, Mapped(block.text)).span(*found.span(1))
            hint = f"close it with `{closing}`"
            yield warning("takes-in-all", "this takes in all that follows: nothing of it is drawn", span, hint=hint)


def _title(front: dict[str, Any]) -> str:
    title = front.get("title")
    return "" if title in (None, "", False, 0) else str(title)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _config(text: str) -> dict[str, Any]:
    """All `init` directives in one; where one of them is no JSON, none counts."""
    if "%%{" not in text:
        return {}
    config: dict[str, Any] = {}
    wrap = False
    for found in _DIRECTIVE.finditer(text.strip(BLANKS).replace("'", '"')):
        name = found[1] or found[2]
        wrap = wrap or name == "wrap"
        if not re.match(r"init(?:ialize)?$", name):
            continue
        try:
            config = merged(config, _mapping(data.json_value((found[4] or "null").strip(BLANKS))))
        except ValueError:
            return {"wrap": True} if wrap else {}
    if isinstance(inner := config.pop("config", None), dict):
        config = merged(config, {_section(text): inner})
    return config | ({"wrap": True} if wrap else {})


def _section(text: str) -> str:
    return "sequence" if re.search(rf"^{H}*sequenceDiagram", text, re.MULTILINE) else "flowchart"


def _comments_cut(text: str) -> list[Edit]:
    """The comment lines, each with the blank lines above it."""
    edits: list[Edit] = []
    for found in _COMMENT.finditer(text) if "%%" in text else ():
        last = edits[-1][1] if edits else 0
        start = last + len(text[last : found.start()].rstrip(BLANKS))
        start = start if start == last else text.index("\n", start) + 1
        edits.append((start, found.end(), ""))
    return edits


def _comments(text: str, skipped: int) -> Iterator[tuple[int, str]]:
    if "%%" not in text:
        return
    first = text.count("\n", 0, skipped) + 1
    for row, line in enumerate(text[skipped:].split("\n")):
        if found := _REMARK.match(line):
            yield first + row, found[1].strip()


def _directives(block: Block) -> Iterator[Directive]:
    if "@" not in block.text:
        return
    places = Places(block, Mapped(block.text))
    for found in _TOLD.finditer(block.text):
        if found[1]:
            yield Directive(found[1], places.span(found.start(1), found.end(1)))
