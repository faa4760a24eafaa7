"""A sequence's things in their places: heads, lifelines, bars, messages, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim import text
from diagram_anim.layout.frame.lettering import around, put
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.sequences.fragments import Frame
from diagram_anim.layout.sequences.heads import Chip, births, set_in
from diagram_anim.layout.sequences.rows import BAR, LOOP, OVER, PAD, SIDE, Line, heights, own
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, Point, union
from diagram_anim.model.layout import Placed

NAMES = 34.0
"""How high the names of boxes around participants are."""

ASIDE = 24.0
"""From a message's words to the upright lines beside them, at least."""


@dataclass(frozen=True, slots=True)
class Board:
    cast: Cast
    sizes: Sizes
    room: Box
    across: float
    """How much of the room's width is seen at once."""

    chips: Sequence[Chip]
    said: Sequence[Line]
    frames: Sequence[Frame]
    xs: Mapping[str, float]

    def placed(self) -> tuple[list[Placed], Box, float]:
        """All things, the window in which the rows are seen, and how tall these are."""
        room = self.room
        foot = room.y + above(self.cast, self.chips)
        window = Box(room.x, foot + 2, self.across, room.bottom - 2 - (foot + 2))
        spots, end = heights(self.said, window.y, window.h)
        roll = max(window.h, end - window.y)
        bars = self._bars(spots, window.y + roll)
        boxes = self._boxes()
        upright = [*self.xs.values(), *(side for one in boxes for side in (one.box.x, one.box.right))]
        born = {id: spots[message][1] for id, message in births(self.said).items()}
        heads = [self._head(chip, foot, born.get(chip.head.id)) for chip in self.chips]
        coming = [head for head in heads if head.id in born]
        found = [
            Placed("panel", "sequence", "panel", Box(room.x, room.y, self.across, room.h)),
            *boxes,
            *heads,
            *self._lifelines(spots, {head.id: head.box.bottom for head in heads}, window.y + roll),
            *(one for frame in self.frames for one in frame.placed(spots)),
            *(Placed(id, "sequence", "activation", box) for id, _, box in bars),
        ]
        for line in self.said:
            if line.row.kind == "message":
                found.append(self._message(line, spots, bars, coming, upright))
            elif line.row.kind == "note":
                found.append(self._note(line, spots))
        return found, window, roll

    def _head(self, chip: Chip, foot: float, born: float | None) -> Placed:
        """On top, with its foot there, or where the message that creates it comes to it."""
        x = self.xs[chip.head.id]
        y = foot - chip.h if born is None else round(born - chip.h / 2, 1)
        box = Box(round(x - chip.w / 2, 1), y, round(chip.w, 1), chip.h)
        words, icon = set_in(chip, box, self.sizes)
        return Placed(chip.head.id, "sequence", "head", box, words, icon)

    def _lifelines(
        self, spots: Mapping[str, tuple[float, float]], start: Mapping[str, float], foot: float
    ) -> list[Placed]:
        """Each from its head to the foot, or to the message that destroys it."""
        end = dict.fromkeys(self.xs, foot - 1)
        for index, line in enumerate(self.said):
            if line.row.kind == "destroy":
                told = next((one for one in self.said[index:] if one.row.kind == "message"), line)
                below = 0.0 if told is line or told.row.end == "cross" else 14.0
                end[line.row.over[0]] = spots[told.row.id][1] + below
        return [
            Placed(id, "sequence", "lifeline", Box(x, start[id], 0.0, end[id] - start[id]),
                   corners=((x, start[id]), (x, end[id])))
            for id, x in self.xs.items()
        ]  # fmt: skip

    def _boxes(self) -> list[Placed]:
        top = self.room.y + PAD + NAMES
        found = []
        for index, (label, _, members) in enumerate(self.cast.boxes):
            inside = [chip for chip in self.chips if chip.head.id in members]
            if not inside:
                box = Box(self.room.x, self.room.y, 0.0, 0.0)
            else:
                left = min(self.xs[chip.head.id] - chip.w / 2 for chip in inside) - 12
                right = max(self.xs[chip.head.id] + chip.w / 2 for chip in inside) + 12
                box = Box(left, self.room.y + 8, right - left, self.room.h - 16)
            type = self.sizes.type("label")
            said = text.cut(label.plain, type, max(40.0, box.w - 24))
            words = (put(said, box.cx, top - 12, type, "middle", "label"),) if said else ()
            found.append(Placed(f"box:{index + 1}", "sequence", "box", box, words))
        return found

    def _bars(self, spots: Mapping[str, tuple[float, float]], foot: float) -> list[tuple[str, str, Box]]:
        """Activations: their id, whose they are, and their box; an inner one stands a little to the right."""
        open_: dict[str, list[tuple[str, float, int]]] = {id: [] for id in self.xs}
        found: list[tuple[str, str, Box]] = []
        y = min((top for top, _ in spots.values()), default=foot)

        def close(actor: str, at: float) -> None:
            id, start, depth = open_[actor].pop()
            left = self.xs[actor] - BAR / 2 + depth * 8.0
            found.append((id, actor, Box(left, start, BAR, max(at - start, 24.0))))

        for line in self.said:
            kind, actor = line.row.kind, line.row.over[0] if line.row.over else ""
            if line.row.kind == "message":
                y = spots[line.row.id][1]
            elif kind == "activate" and actor in open_:
                open_[actor].append((line.row.id, y - 10.0, len(open_[actor])))
            elif kind == "deactivate" and open_.get(actor):
                close(actor, y + 10.0)
            elif line.height:
                y = spots[line.row.id][1]
        for actor, left in open_.items():
            for _ in range(len(left)):
                close(actor, min(foot - 4.0, y + 24.0))
        order = {line.row.id: index for index, line in enumerate(self.said)}
        return sorted(found, key=lambda bar: order[bar[0]])

    def _message(
        self,
        line: Line,
        spots: Mapping[str, tuple[float, float]],
        bars: Sequence[tuple[str, str, Box]],
        born: Sequence[Placed],
        upright: Sequence[float],
    ) -> Placed:
        bars = [*bars, *((head.id, head.id, head.box) for head in born)]
        row, (top, foot) = line.row, spots[line.row.id]
        source, target = row.over[0], row.over[-1]
        right = self.xs[target] >= self.xs[source]
        if own(row):
            start = self._border(source, top + 2, True, bars)
            low = max(top + 32.0, foot) if len(line.words) < 2 else top + 34.0
            end = self._border(source, low, True, bars)
            out = max(start, end) + LOOP
            corners: tuple[Point, ...] = ((start, top), (out, top), (out, low), (end, low))
            x, anchor, first = out + 20.0, "start", (top + low) / 2 - line.pitch * (len(line.words) - 1) / 2 + 9.0
            radius = 16.0
        else:
            start, end = self._border(source, foot, right, bars), self._border(target, foot, not right, bars)
            corners, radius = ((start, foot), (end, foot)), 0.0
            x, anchor = _clear(start, end, line.width, upright), "middle"
            first = foot - OVER - line.pitch * (len(line.words) - 1)
        words = tuple(
            put(said, x, first + line.pitch * index, line.type, anchor, "label")
            for index, said in enumerate(line.words)
        )
        label = around(words) if words else None
        spots_ = [Box(x, y, 0.0, 0.0) for x, y in corners]
        box = union([*spots_, *([label] if label else [])])
        return Placed(row.id, "sequence", "message", box, words, corners=corners, radius=radius, label=label)

    def _border(self, actor: str, y: float, right: bool, bars: Sequence[tuple[str, str, Box]]) -> float:
        """Where a message at `y` meets the lifeline, or the bar that stands on it there."""
        here = [box for _, whose, box in bars if whose == actor and box.y <= y <= box.bottom]
        if not here:
            return self.xs[actor]
        return max(box.right for box in here) if right else min(box.x for box in here)

    def _note(self, line: Line, spots: Mapping[str, tuple[float, float]]) -> Placed:
        row, (top, foot) = line.row, spots[line.row.id]
        xs = sorted(self.xs[id] for id in row.over if id in self.xs)
        width = line.width + 48.0
        if row.placement == "left":
            left, right = xs[0] - PAD - width, xs[0] - PAD
        elif row.placement == "right":
            left, right = xs[-1] + PAD, xs[-1] + PAD + width
        elif xs[0] == xs[-1]:
            left, right = xs[0] - width / 2, xs[0] + width / 2
        else:
            left, right = xs[0] - SIDE, xs[-1] + SIDE
        left, right = max(left, self.room.x + 8), min(right, self.room.right - 8)
        box = Box(round(left, 1), round(top, 1), round(right - left, 1), round(foot - top, 1))
        first = box.cy - line.pitch * (len(line.words) - 1) / 2 + line.type.size * 0.36
        words = tuple(
            put(said, box.cx, first + line.pitch * index, line.type, "middle", "note")
            for index, said in enumerate(line.words)
        )
        return Placed(row.id, "sequence", "note", box, words)


def above(cast: Cast, chips: Sequence[Chip]) -> float:
    """From a panel's upper border to the foot of the heads on top."""
    named = any(label.plain for label, _, _ in cast.boxes)
    return PAD + (NAMES if named else 0.0) + max(chip.h for chip in chips)


def _clear(start: float, end: float, width: float, upright: Sequence[float]) -> float:
    """The middle of a message's words: between two of the upright lines where they fit there, as near as may be to the
    middle of its own line, and nearer to who says them; else right in the middle, where lifelines open."""
    low, high = min(start, end), max(start, end)
    stops = [low, *sorted(x for x in upright if low + BAR < x < high - BAR), high]
    gaps = [(left + right) / 2 for left, right in pairwise(stops) if right - left >= width + 2 * ASIDE]
    middle = (start + end) / 2
    return min(gaps, key=lambda x: (round(abs(x - middle)), abs(x - start)), default=middle)
