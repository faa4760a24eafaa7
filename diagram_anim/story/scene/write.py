"""A storyboard as a scene file: all of it explicit, each inferred line with its reason, and the same when read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagram_anim.mermaid import write as mermaid
from diagram_anim.model.document import Block
from diagram_anim.model.effect import Kind
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Cause, Step, Storyboard, Text
from diagram_anim.model.system import Part, Role
from diagram_anim.story.board import SEED
from diagram_anim.story.grammar import settings, units
from diagram_anim.story.grammar.lines import repeated
from diagram_anim.story.grammar.whole import MOST
from diagram_anim.story.grammar.wording import Wording
from diagram_anim.story.system import build_system


def write_scene(board: Storyboard) -> str:
    """The file's text. The diagram is its author's own text, without its `%% @` lines; without one it is written
    anew."""
    board = board.apart or board
    block = board.block
    text = _without_directives(block.text) if block else mermaid(board.diagram)
    plain = _plain(board)
    system = {id: _keys(part, plain=id in plain) for id, part in board.system.parts.items()}
    system = {id: keys for id, keys in system.items() if keys}
    lines = [
        *_said("title", board.title, board.lang),
        *_said("subtitle", board.subtitle, board.lang),
        *(_said("caption", board.caption, board.lang) if _opens_otherwise(board) else ()),
        f"lang: {board.lang}",
        *([f"seed: {board.seed}"] if board.seed != SEED else ()),
        *([f"pace: {units.number(board.pace)}"] if board.pace != 1 else ()),
        *([f"charts: {'on' if board.charts else 'off'}"] if board.charts is not None else ()),
        *_block("diagram", text, ""),
        *(["words:"] if board.words else ()),
        *(f"  {lang}: {_flow(dict(words))}" for lang, words in board.words.items()),
        *(["system:"] if system else ()),
        *(f"  {scalar(id)}: {_flow(keys)}" for id, keys in system.items()),
        *_compared(board),
        *(["steps:"] if board.steps else ()),
    ]
    wording = Wording(board)
    rows = _rows(block)
    for step in board.steps:
        lines += _step(step, board.lang, wording, rows, block)
    return "\n".join(lines) + "\n"


def _opens_otherwise(board: Storyboard) -> bool:
    return bool(board.caption) and (not board.steps or board.caption != board.steps[0].say)


def _without_directives(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _DIRECTIVE.match(line))


_DIRECTIVE = re.compile(r"\s*%%\s*@")


def _keys(part: Part, *, plain: bool = False) -> dict[str, Any]:
    """A part's settings as nested keys, its role among them; a mere thing's where it is to be said."""
    found: dict[str, Any] = {"role": part.role.value} if plain or part.role is not Role.THING else {}
    for name, value in part.settings.items():
        key = settings.find(name)
        assert key is not None
        stem, *inner = key.name.split(".")
        path = [stem, name[len(stem) + 1 :]] if inner == ["*"] else name.split(".")
        here = found
        for outer in path[:-1]:
            here = here.setdefault(outer, {})
        number = isinstance(value, int | float) and key.kind in (Kind.COUNT, Kind.AMOUNT, settings.CORES)
        text = settings.written(key, value)
        here[path[-1]] = value if number and not text.endswith("%") else text
    return found


def _compared(board: Storyboard) -> list[str]:
    """`compare:`, each run with what is otherwise in it."""
    lines = ["compare:"] if board.compare else []
    for name, system in board.compare.items():
        rows = [f"    without: {' '.join(board.without[name])}"] if board.without.get(name) else []
        for id, part in system.parts.items():
            same = board.system.parts[id]
            new = {key: value for key, value in part.settings.items() if same.get(key) != value}
            role = part.role if part.role is not same.role else Role.THING
            if new or role is not Role.THING:
                rows.append(f"    {scalar(id)}: {_flow(_keys(Part(id, role, new)))}")
        lines += [f"  {scalar(name)}:{'' if rows else ' {}'}", *rows]
    return lines


def _plain(board: Storyboard) -> set[str]:
    """The parts that are nothing but things, though their words would tell something else of them."""
    parts = board.system.parts
    told = {id: {} if part.role is Role.THING else {"role": part.role.value} for id, part in parts.items()}
    again = build_system(board.diagram, {id: {**part.settings, **told[id]} for id, part in parts.items()})
    return {id for id, part in parts.items() if part.role is Role.THING and again.role(id) is not Role.THING}


def _rows(block: Block | None) -> dict[int, int]:
    """The lines of a user's file as lines of the diagram as it is written here, from 1."""
    if block is None:
        return {}
    text = block.text.split("\n")
    kept = [place for place, line in enumerate(text) if not _DIRECTIVE.match(line)]
    return {block.origin.lines[place][0]: row for row, place in enumerate(kept, 1) if place < len(block.origin.lines)}


def _step(step: Step, lang: str, wording: Wording, rows: Mapping[int, int], block: Block | None) -> list[str]:
    lines = [
        *_said("say", step.say, lang),
        *([f"for: {units.duration(step.seconds)}"] if step.seconds is not None else ()),
        *(["loop: on"] if step.loop else ()),
    ]
    if step.beats:
        beats = _beats(step.beats, wording, rows, block)
        if len(beats) == 1:
            ((words, because),) = beats
            lines.append(f"do: {scalar(words)}{because and '  '}{because}")
        else:
            lines += _block("do", "".join(f"{line}\n" for line in _aligned(beats)), "")
    return [f"{'    ' if place else '  - '}{line}" if line else "" for place, line in enumerate(lines or ["do:"])]


def _aligned(beats: list[tuple[str, str]]) -> list[str]:
    """The reasons under one another; one that was just given isn't given again."""
    wide = max((len(words) for words, because in beats if because and len(words) <= _WIDE), default=0)
    lines, last = [], ""
    for words, because in beats:
        lines.append(f"{words:<{wide}}  {because}" if because and because != last else words)
        last = because
    return lines


_WIDE = 44
"""Reasons stand in a column beside beats up to so many characters."""


def _beats(
    beats: tuple[Beat, ...], wording: Wording, rows: Mapping[int, int], block: Block | None
) -> list[tuple[str, str]]:
    """A line for each beat with its reason, or what its author remarks behind it; a path that is run several times over
    stands on one line."""
    lines = []
    for first, count in _runs(beats):
        words = wording.beat(replace(first, args={"times": float(count), **first.args}) if count > 1 else first)
        lines.append(
            (f"then {words}" if first.then else words, _because(first.cause, rows) or _remark(first.span, block))
        )
    return lines


def _runs(beats: tuple[Beat, ...]) -> list[tuple[Beat, int]]:
    """Each beat, and how often it is done one after another."""
    runs: list[tuple[Beat, int]] = []
    for beat in beats:
        last, count = runs[-1] if runs else (None, 0)
        if last and count < MOST and repeated(replace(last, args={**last.args, "times": 2}))[1:] == (beat,):
            runs[-1] = (last, count + 1)
        else:
            runs.append((beat, 1))
    return runs


_PLAINLY = {
    "reveal": "it is drawn",
    "flow": "of the arrows",
    "part": "it is a part",
    "stages": "it comes next",
    "pictures": "it is a picture of its own",
    "messages": "of the messages",
    "told": "of its name",
    "shape": "of its shape",
    "class": "of its class",
}
"""Reasons that name no word: what is drawn is told."""


def _because(cause: Cause | None, rows: Mapping[int, int]) -> str:
    if cause is None:
        return ""
    word = re.sub(r"\s+", " ", cause.word).strip()
    row = rows.get(cause.line, cause.line) if cause.line else None
    line = f" (line {row})" if row else ""
    if not word:
        return f"# because {_PLAINLY.get(cause.rule) or f'of the {cause.rule}'}{line}"
    return f"# because “{word}”{line}: {cause.rule}"


def _remark(span: Span | None, block: Block | None) -> str:
    """The comment behind a beat in the file that it stands in."""
    lines = block.document.lines if block and span and span.file == block.document.name else ()
    if span is None or span.line > len(lines):
        return ""
    found = re.fullmatch(r"\s+(#\s.*?)\s*", lines[span.line - 1][span.end_column - 1 :])
    return found[1] if found else ""


def _said(key: str, text: Text, lang: str) -> list[str]:
    if not text:
        return []
    if set(text) == {lang}:
        return [f"{key}: {scalar(text[lang])}"]
    return [f"{key}: {_flow(text)}"]


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key, flow=True)}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, int | float):
        return units.number(value)
    return scalar(str(value), flow=True)


def _block(key: str, text: str, indent: str) -> list[str]:
    """A text as it stands, where YAML lets it; else quoted."""
    if _UNPRINTABLE.search(text) or not text.strip():
        return [f"{indent}{key}: {_quoted(text)}"]
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    chomp = {0: "-", 1: ""}.get(ends, "+")
    explicit = "2" if body[0] in " \n" else ""
    lines = body.split("\n") + [""] * (ends - 1)
    return [f"{indent}{key}: |{explicit}{chomp}", *(f"{indent}  {line}" if line else "" for line in lines)]


_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FLOW = re.compile(r"\w(?:[\w ./%+·()…-]*[\w.%+)…])?")
_PLAIN = re.compile(r"\w(?:[\w .,!?/%+·()…→—=>-]*[\w.!?%+)…])?")
_OTHERWISE = re.compile(r"null|true|false|[-+]?(\.inf|\.nan)|[-+.\d][\d_.eExXoO+-]*[a-fA-F\d]*", re.IGNORECASE)


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML: bare where it is read back as this very text, else in double quotes."""
    plain = (_FLOW if flow else _PLAIN).fullmatch(text)
    return text if plain and not _OTHERWISE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    whole = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: _escaped(match[0]), whole).replace("\x7f", "\\x7f")


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
