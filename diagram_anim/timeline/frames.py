"""The frames of a sequence as they are played: which messages stand in which, and what runs together, again or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagram_anim.model.cast import Row

PARALLEL = ("par", "par_over")
CASES = ("alt", "critical")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around a message: its row, its keyword, and the number and words of the section it stands in."""

    id: str
    kind: str
    section: int
    word: str
    label: str

    def named(self, name: str) -> bool:
        """Whether an author who names a branch means this section: by its words, its keyword or its number."""
        name = name.strip().strip("[]").casefold()
        return name in (self.label.casefold(), str(self.section), self.word.casefold() if self.section > 1 else "")


@dataclass(frozen=True, slots=True)
class Wave:
    """What is drawn at once: rows of frames and notes before it, and its messages. `skipped` are those of branches
    that aren't taken; they are only seen to stand there."""

    rows: tuple[str, ...]
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """A message with the rows before it and the frames around it, outermost first."""

    number: int
    rows: tuple[str, ...]
    frames: tuple[Frame, ...]


def waves(rows: Sequence[Row], first: int, last: int | None, branch: str) -> tuple[Wave, ...]:
    """The messages `first` to `last` by their numbers, in turn; the sections of a `par` side by side."""
    turns = [turn for turn in _turns(rows) if first <= turn.number and (last is None or turn.number <= last)]
    found: list[Wave] = []
    skipped: list[str] = []
    while turns:
        turn = turns.pop(0)
        if branch and _left_out(turn, rows, branch):
            skipped += turn.rows
            continue
        together = [turn, *_beside(turn, turns)]
        turns = [one for one in turns if one not in together]
        found.append(Wave(tuple(row for one in together for row in one.rows), tuple(skipped)))
        skipped = []
    if found and skipped:
        found[-1] = Wave(found[-1].rows, (*found[-1].skipped, *skipped))
    if found and (last is None or last >= sum(row.kind == "message" for row in rows)):
        found[-1] = Wave((*found[-1].rows, *_after(rows)), found[-1].skipped)
    return tuple(found)


def others(rows: Sequence[Row], message: str) -> tuple[str, ...]:
    """The rows of the sections that are not taken while this message's are: those beside it in each `alt` around it."""
    places = {row.id: around for row, around in _placed(rows)}
    cases = {frame.id: frame.section for frame in places.get(message, ()) if frame.kind in CASES}
    return tuple(
        row
        for row, around in places.items()
        if any(cases.get(frame.id, frame.section) != frame.section for frame in around)
    )


def rounds(rows: Sequence[Row], first: int, last: int | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The loops that come to their end here, with their messages in order: they run again."""
    numbers: dict[str, list[int]] = {}
    for turn in _turns(rows):
        for frame in turn.frames:
            if frame.kind == "loop":
                numbers.setdefault(frame.id, []).append(turn.number)
    return tuple(
        (id, tuple(f"msg:{number}" for number in mine))
        for id, mine in numbers.items()
        if first <= mine[-1] and (last is None or mine[-1] <= last)
    )


def branches(rows: Sequence[Row]) -> tuple[str, ...]:
    """By what the sections can be named, in order."""
    found = [frame for turn in _turns(rows) for frame in turn.frames if frame.kind in CASES]
    return tuple(dict.fromkeys(name for frame in found for name in (frame.label, frame.word) if name))


def _turns(rows: Sequence[Row]) -> Iterator[_Turn]:
    waiting: list[str] = []
    number = 0
    for row, around in _placed(rows):
        waiting.append(row.id)
        if row.kind == "message":
            number += 1
            yield _Turn(number, tuple(waiting), around)
            waiting = []


def _placed(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[Frame, ...]]]:
    """Each row with the frames around it, outermost first; a frame's own row and its sections' stand outside it."""
    around: list[Frame] = []
    for row in rows:
        label = row.label.plain if row.label else ""
        if row.kind == "close" and around:
            around.pop()
        elif row.kind == "section" and around:
            inner = around.pop()
            yield row, tuple(around)
            around.append(Frame(inner.id, inner.kind, inner.section + 1, row.word, label))
            continue
        yield row, tuple(around)
        if row.kind == "open":
            around.append(Frame(row.id, row.word, 1, row.word, label))


def _after(rows: Sequence[Row]) -> tuple[str, ...]:
    """What stands behind the last message."""
    last = max((place for place, row in enumerate(rows) if row.kind == "message"), default=-1)
    return tuple(row.id for row in rows[last + 1 :])


def _left_out(turn: _Turn, rows: Sequence[Row], branch: str) -> bool:
    """Whether a message stands in a section that isn't the named one, of a frame that has the named one."""
    named = {frame.id for one in _turns(rows) for frame in one.frames if frame.kind in CASES and frame.named(branch)}
    return any(frame.id in named and not frame.named(branch) for frame in turn.frames)


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
