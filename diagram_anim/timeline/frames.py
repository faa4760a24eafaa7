"""The frames of a sequence as they are played: which messages stand in which, and what runs together, again or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.cast import Row
from diagram_anim.model.diagram import bare, section_names

PARALLEL = ("par", "par_over")
CASES = ("alt", "critical")
BARS = ("activate", "deactivate")

_TIMES = re.compile(
    r"(\d{1,4})\s?(?:times?\b|x\b|×|rounds?\b|iterations?\b|attempts?\b|tries\b|retries\b|회|번|차례|라운드|回|度|ラウンド)"
    r"|(?:\bx|×)\s?(\d{1,4})\b|\b(twice|three times|four times|five times)\b|(두|세|네|다섯)\s?번|([二三四五])[回度]",
    re.IGNORECASE,
)
_WORDS = {"twice": 2, "three times": 3, "four times": 4, "five times": 5, "두": 2, "세": 3, "네": 4, "다섯": 5} | {
    word: place for place, word in enumerate("二三四五", 2)
}


Loop = tuple[str, tuple[str, ...], int]
"""A frame's row, its messages in order, and how often they run as its words say, 0 where they don't."""


def times(text: str) -> int:
    """How often a loop runs as its words say (`3 times`, `최대 3회`, `3回`), 0 where they don't."""
    found = _TIMES.search(text)
    word = next(filter(None, found.groups())).lower() if found else "0"
    return int(word) if word.isdecimal() and word.isascii() else _WORDS[word]


@dataclass(frozen=True, slots=True)
class Wave:
    """What is drawn at once: the rows of messages, and of the frames and notes before them."""

    rows: tuple[str, ...]
    messages: tuple[str, ...]
    returning: tuple[str, ...]
    """Those of the messages that have heads at both ends."""

    aside: tuple[str, ...]
    """The rows of the branches that aren't taken while these messages' are."""

    again: tuple[Loop, ...]
    """The loops that come to their end here."""

    skipped: tuple[str, ...]
    """The rows of branches left out before it; they are only seen to stand there."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame around a row: its own row, its keyword, and which section it is, with all that this can be named by."""

    id: str
    kind: str
    section: int
    names: tuple[str, ...]


_Placed = tuple[Row, tuple[_Frame, ...]]
"""A row with the frames around it, outermost first; a frame's own row and its sections' stand outside it."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A message with the rows before it and the frames around it."""

    number: int
    message: Row
    placed: tuple[_Placed, ...]
    frames: tuple[_Frame, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(row.id for row, _ in self.placed)


def waves(rows: Sequence[Row], first: int, last: int | None, branch: str) -> tuple[Wave, ...]:
    """The messages `first` to `last` by their numbers, in turn; the sections of a `par` side by side. Of frames that
    have a section called `branch` the others are left out."""
    placed = tuple(_placed(rows))
    turns = _turns(placed)
    named = {frame.id for turn in turns for frame in turn.frames if branch and _is(frame, branch)}

    def left_out(frames: Sequence[_Frame]) -> bool:
        return any(frame.id in named and not _is(frame, branch) for frame in frames)

    out = {turn for turn in turns if left_out(turn.frames)}
    said = {row.id: times(row.label.plain) for row in rows if row.label and row.kind == "open"}
    loops = _loops([turn for turn in turns if turn not in out], said)
    left = [turn for turn in turns if first <= turn.number and (last is None or turn.number <= last)]
    found: list[Wave] = []
    skipped: list[str] = []
    around: list[_Placed] = []
    while left:
        turn = left.pop(0)
        if turn in out:
            # Of a frame with a branch that is left out all else comes with what is taken.
            skipped += [row.id for row, frames in turn.placed if left_out(frames)]
            around += [one for one in turn.placed if not left_out(one[1])]
            continue
        turn = replace(turn, placed=(*around, *turn.placed))
        together = [turn, *_beside(turn, left)]
        left = [one for one in left if one not in together]
        found.append(_wave(together, placed, loops, skipped))
        skipped, around = [], []
    if found:
        end = found[-1]
        foot = _after(rows) if last is None or last >= len(turns) else ()
        rest = (*(row.id for row, _ in around), *foot)
        found[-1] = replace(end, rows=(*end.rows, *rest), skipped=(*end.skipped, *skipped))
    return tuple(found)


def _wave(turns: Sequence[_Turn], placed: Sequence[_Placed], loops: Mapping[str, Loop], skipped: Sequence[str]) -> Wave:
    return Wave(
        rows=tuple(row for turn in turns for row in turn.rows),
        messages=tuple(turn.message.id for turn in turns),
        returning=tuple(turn.message.id for turn in turns if turn.message.start != "none"),
        aside=tuple(dict.fromkeys(row for turn in turns for row in _others(turn, placed))),
        again=tuple(loops[turn.message.id] for turn in turns if turn.message.id in loops),
        skipped=tuple(skipped),
    )


def _placed(rows: Sequence[Row]) -> Iterator[_Placed]:
    around: list[_Frame] = []
    for row in rows:
        label = row.label.plain if row.label else ""
        if row.kind == "close" and around:
            around.pop()
        elif row.kind == "section" and around:
            inner = around.pop()
            yield row, tuple(around)
            number = inner.section + 1
            around.append(replace(inner, section=number, names=section_names(label, row.word, number)))
            continue
        yield row, tuple(around)
        if row.kind == "open":
            around.append(_Frame(row.id, row.word, 1, section_names(label, row.word, 1)))


def _turns(placed: Sequence[_Placed]) -> tuple[_Turn, ...]:
    """A message takes what stands before it, and the bars that begin or end right behind it; the last one of a section
    also what is left of that."""
    found: list[_Turn] = []
    waiting: list[_Placed] = []
    for row, around in placed:
        if row.kind in BARS and found and not waiting:
            found[-1] = replace(found[-1], placed=(*found[-1].placed, (row, around)))
            continue
        if row.kind in ("section", "close") and found:
            own = [one for one in waiting if one[1] == found[-1].frames]
            found[-1] = replace(found[-1], placed=(*found[-1].placed, *own))
            waiting = [one for one in waiting if one not in own]
        waiting.append((row, around))
        if row.kind == "message":
            found.append(_Turn(len(found) + 1, row, tuple(waiting), around))
            waiting = []
    return tuple(found)


def _after(rows: Sequence[Row]) -> tuple[str, ...]:
    """What stands behind the last message."""
    last = max((place for place, row in enumerate(rows) if row.kind == "message"), default=-1)
    return tuple(row.id for row in rows[last + 1 :])


def _is(frame: _Frame, branch: str) -> bool:
    """Whether an author who names a branch means this section."""
    return frame.kind in CASES and bare(branch) in map(bare, frame.names)


def _others(turn: _Turn, placed: Sequence[_Placed]) -> Iterator[str]:
    """The rows of the sections beside the message's in each `alt` around it."""
    mine = {frame.id: frame.section for frame in turn.frames if frame.kind in CASES}
    for row, around in placed:
        if any(mine.get(frame.id, frame.section) != frame.section for frame in around):
            yield row.id


def _loops(turns: Sequence[_Turn], said: Mapping[str, int]) -> dict[str, Loop]:
    """The innermost loop that ends with a message, by that message: they run again."""
    inside: dict[str, list[str]] = {}
    for turn in turns:
        for frame in turn.frames:
            if frame.kind == "loop":
                inside.setdefault(frame.id, []).append(turn.message.id)
    return {some[-1]: (frame, tuple(some), said.get(frame, 0)) for frame, some in inside.items()}


def _beside(turn: _Turn, following: Sequence[_Turn]) -> list[_Turn]:
    """The messages of the other sections of the `par` around one that run with it: in each the next one."""
    place = next((place for place, frame in enumerate(turn.frames) if frame.kind in PARALLEL), None)
    if place is None:
        return []
    mine = turn.frames[place]
    found: dict[int, _Turn] = {}
    for one in following:
        frame = one.frames[place] if len(one.frames) > place else None
        if frame is None or frame.id != mine.id:
            break
        if frame.section != mine.section:
            found.setdefault(frame.section, one)
    return list(found.values())
