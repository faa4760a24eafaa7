"""The frames of a sequence around what they hold: as wide as that, with what they say beside lifelines, not on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim import text
from diagram_anim.layout.frame.lettering import put
from diagram_anim.layout.frame.sizes import width_of, wrapped
from diagram_anim.layout.sequences.rows import BAR, LOOP, SIDE, Line, depths, own
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, TextLine, Type

EDGE = 12.0
"""From the border of a fragment to what stands in it, at least."""

NEST = 24.0
"""How much farther a fragment reaches than one that it holds."""

INSET = 20.0
"""From a fragment's border to the words of a section."""

BESIDE = BAR / 2 + 10.0
"""From a lifeline to the words of a section beside it."""

LINES = (2, 3)
"""Into how many lines such words are broken at the most, so that they stand beside lifelines near the frame's left."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A fragment from `left` to `right`; `foot` is the id of the row that closes it, and its own line and those of its
    sections have their words begin at `starts`."""

    line: Line
    sections: tuple[Line, ...]
    foot: str
    left: float
    right: float
    starts: Mapping[str, float]

    def placed(self, spots: Mapping[str, tuple[float, float]]) -> Iterator[Placed]:
        """The frame, then its sections; `spots` are the rows' tops and feet."""
        id, top = self.line.row.id, spots[self.line.row.id][0]
        bottom = spots[self.foot][1] + 8 if self.foot else max(y for _, y in spots.values()) + 12
        box = Box(round(self.left, 1), round(top, 1), round(self.right - self.left, 1), round(bottom - top, 1))
        yield Placed(id, "sequence", "fragment", box, (*_keyword(self.line, box), *self._said(self.line, top)))
        for section in self.sections:
            y = spots[section.row.id][0]
            yield Placed(
                section.row.id, "sequence", "section", Box(box.x, y, box.w, 0.0), self._said(section, y),
                corners=((box.x, y), (box.right, y)), parent=id,
            )  # fmt: skip

    def _said(self, line: Line, top: float) -> tuple[TextLine, ...]:
        x = self.starts[line.row.id]
        return tuple(
            put(said, x, top + 32 + line.pitch * n, line.type, "start", "label") for n, said in enumerate(line.words)
        )


def framed(
    said: Sequence[Line], xs: Mapping[str, float], halves: Mapping[str, float], room: Box
) -> tuple[list[Line], list[Frame]]:
    """The rows, with the words of sections broken where they would stand on lifelines else; and the frames, outer ones
    first. `halves` are half the widths of the participants' heads."""
    lines = {line.row.id: line for line in said}
    found = []
    for frame in _Fragments(said, xs, halves, room).frames():
        found.append(frame)
        lines |= {line.row.id: line for line in (frame.line, *frame.sections)}
    return list(lines.values()), found


@dataclass(frozen=True, slots=True)
class _Fragments:
    said: Sequence[Line]
    xs: Mapping[str, float]
    halves: Mapping[str, float]
    room: Box

    def frames(self) -> Iterator[Frame]:
        inner = depths(self.said)
        around = 0
        for index, line in enumerate(self.said):
            around -= line.row.kind == "close"
            if line.row.kind != "open":
                continue
            alone = not around and not inner[line.row.id]
            around += 1
            inside, sections, foot = self._inside(index)
            low, high = self._reach(inside)
            pad = SIDE + NEST * inner[line.row.id]
            left, right = max(self.room.x + 8, low - pad), min(self.room.right - 8, high + pad)
            told = [self._beside(one, left, self.room.right - 8 if alone else right) for one in (line, *sections)]
            wide = max((x + width_of(one.words, one.type) + INSET for one, x in told if one.words), default=right)
            right = max(right, wide) if alone else right
            starts = {one.row.id: x for one, x in told}
            yield Frame(told[0][0], tuple(one for one, _ in told[1:]), foot, left, right, starts)

    def _beside(self, line: Line, left: float, right: float) -> tuple[Line, float]:
        """A line with its words broken, and where they begin: right of a lifeline rather than over one."""
        first = left + (16.0 + _word(line) + 40.0 if line.row.kind == "open" else INSET)
        stops = sorted(x for x in self.xs.values() if first < x + BESIDE and x < right)
        starts, ends = [first, *(x + BESIDE for x in stops)], [*(x - BESIDE for x in stops), right - INSET]
        for most in LINES:
            for start, end in zip(starts, ends, strict=True):
                words = wrapped(line.words, line.type, end - start) if end > start else ()
                if line.words and 0 < len(words) <= most and width_of(words, line.type) <= end - start:
                    height = line.height + line.pitch * (len(words) - 1)
                    return replace(line, words=words, height=height), start
        return line, first

    def _inside(self, index: int) -> tuple[list[Line], list[Line], str]:
        """What a fragment holds, its own sections, and the id of the row that closes it."""
        depth = 0
        inside: list[Line] = []
        sections: list[Line] = []
        for line in self.said[index + 1 :]:
            if line.row.kind == "open":
                depth += 1
            elif line.row.kind == "close" and depth == 0:
                return inside, sections, line.row.id
            elif line.row.kind == "close":
                depth -= 1
            elif line.row.kind == "section" and depth == 0:
                sections.append(line)
            inside.append(line)
        return inside, sections, ""

    def _reach(self, inside: Sequence[Line]) -> tuple[float, float]:
        """From the leftmost to the rightmost of what a fragment is about."""
        low, high = [], []
        for line in inside:
            xs = [self.xs[id] for id in line.row.over if id in self.xs]
            if not xs:
                continue
            left, right = self._beyond(line, min(xs) == max(xs))
            low.append(min(xs) - left)
            high.append(max(xs) + right)
        if not low:
            return min(self.xs.values()), max(self.xs.values())
        return min(low), max(high)

    def _beyond(self, line: Line, one: bool) -> tuple[float, float]:
        """How far a row goes beyond its lifelines at the left and at the right, more than a fragment reaches anyway."""
        row = line.row
        if row.kind == "create":
            half = self.halves[row.over[0]] + EDGE - SIDE
            return half, half
        if own(row):
            return 0.0, LOOP + 24.0 + line.width - SIDE + 16.0
        if row.kind != "note":
            return 0.0, 0.0
        if row.placement == "over":
            half = max(0.0, (line.width + 48.0) / 2 + EDGE - SIDE) if one else EDGE
            return half, half
        far = line.width + 64.0 - SIDE + 16.0
        return (far, 0.0) if row.placement == "left" else (0.0, far)


def _word(line: Line) -> float:
    return text.measure(line.row.word, Type(line.type.size, 700))


def _keyword(line: Line, box: Box) -> tuple[TextLine, ...]:
    if line.row.word == "rect":
        return ()
    return (put(line.row.word, box.x + 16, box.y + 30, Type(line.type.size, 700), "start", "word"),)
