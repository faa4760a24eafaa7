"""A sequence in a box: heads on top, below them a window in which its rows stand or roll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagram_anim import text
from diagram_anim.layout.columns import Need, columns
from diagram_anim.layout.heads import Chip, births, chip, pictured, with_room
from diagram_anim.layout.rows import BAR, LOOP, OVER, Line, depths, heights, lines, own
from diagram_anim.layout.scaled import scaled
from diagram_anim.layout.sizes import Sizes, width_of
from diagram_anim.model.cast import Cast
from diagram_anim.model.geometry import Box, Point, union
from diagram_anim.model.layout import Placed, TextLine, Type
from diagram_anim.model.theme import Theme

PAD = 16.0
SIDE = 60.0
"""How far notes and fragments reach beyond the lifelines they are about."""

EDGE = 12.0
"""From the border of a fragment to what stands in it, at least."""

ASIDE = 24.0
"""From a message's words to the upright lines beside them, at least."""

WIDTHS = (520.0, 400.0, 320.0, 260.0, 200.0)
"""How wide words may be before they are broken, tried in this order."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    placed: tuple[Placed, ...]
    window: Box
    roll: float
    shrunk: float


def sequence(cast: Cast, theme: Theme, room: Box) -> Dialogue:
    sizes = Sizes(theme)
    at = {head.id: index for index, head in enumerate(cast.heads)}
    for widest in WIDTHS:
        chips = [chip(head, sizes, widest) for head in cast.heads]
        said = with_room(lines(cast, sizes, widest), chips)
        xs, need = columns(len(chips), _needs(cast, chips, said, at), room.x, room.w)
        if need <= room.w:
            break
    shrunk = min(1.0, room.w / need)
    if shrunk < 1.0:
        room = Box(room.x / shrunk, room.y / shrunk, room.w / shrunk, room.h / shrunk)
        xs, _ = columns(len(chips), _needs(cast, chips, said, at), room.x, room.w)
    return _Board(cast, sizes, room, chips, said, dict(zip(at, xs, strict=True)), shrunk).made()


def _needs(cast: Cast, chips: Sequence[Chip], said: Sequence[Line], at: Mapping[str, int]) -> list[Need]:
    count = len(chips)
    nested = max(depths(said).values(), default=-1) + 1
    edge = PAD + (SIDE + 24.0 * (nested - 1) if nested else 0.0)
    found = [Need(-1, 0, max(chips[0].w / 2 + PAD, edge)), Need(count - 1, count, max(chips[-1].w / 2 + PAD, edge))]
    found += [Need(i, i + 1, (chips[i].w + chips[i + 1].w) / 2 + 28.0) for i in range(count - 1)]
    numbered = any(line.row.shown for line in said)
    made = {message: chips[at[id]].w / 2 for id, message in births(said).items()}
    for line in said:
        places = sorted(at[id] for id in line.row.over if id in at)
        if not places:
            continue
        first, last = places[0], places[-1]
        if own(line.row):
            found.append(Need(first, first + 1, LOOP + 24.0 + line.width + (edge if first == count - 1 else 24.0)))
        elif line.row.kind == "message":
            found.append(
                Need(first, last, line.width + 64.0 + (44.0 if numbered else 0.0) + made.get(line.row.id, 0.0))
            )
        elif line.row.kind == "note" and line.row.placement == "over":
            if first == last:
                half = line.width / 2 + 28.0
                found += [Need(first - 1, first, half + PAD), Need(first, first + 1, half + PAD)]
            else:
                found.append(Need(first, last, line.width + 48.0 - 2 * SIDE))
        elif line.row.kind == "note":
            width = line.width + 48.0 + 2 * PAD
            left = line.row.placement == "left"
            found.append(Need(first - 1, first, width) if left else Need(first, first + 1, width))
    return found


@dataclass(frozen=True, slots=True)
class _Board:
    cast: Cast
    sizes: Sizes
    room: Box
    chips: Sequence[Chip]
    said: Sequence[Line]
    xs: Mapping[str, float]
    shrunk: float

    def made(self) -> Dialogue:
        room = self.room
        named = any(label.plain for label, _, _ in self.cast.boxes)
        top = room.y + PAD + (34.0 if named else 0.0)
        tall = max(chip.h for chip in self.chips)
        window = Box(room.x, top + tall + 2, room.w, room.bottom - 2 - (top + tall + 2))
        spots, end = heights(self.said, window.y, window.h)
        roll = max(window.h, end - window.y)
        foot = window.y + roll
        bars = self._bars(spots, foot)
        placed = [Placed("panel", "sequence", "panel", room)]
        boxes = self._boxes(top)
        placed += boxes
        upright = [*self.xs.values(), *(side for one in boxes for side in (one.box.x, one.box.right))]
        born = {id: spots[message][1] for id, message in births(self.said).items()}
        heads = [self._head(chip, top + tall, born.get(chip.head.id)) for chip in self.chips]
        placed += heads
        placed += self._lifelines(spots, {head.id: head.box.bottom for head in heads}, foot)
        placed += self._fragments(spots)
        placed += [Placed(id, "sequence", "activation", box) for id, _, box in bars]
        for line in self.said:
            if line.row.kind == "message":
                placed.append(self._message(line, spots, bars, [head for head in heads if head.id in born], upright))
            elif line.row.kind == "note":
                placed.append(self._note(line, spots))
        if self.shrunk < 1.0:
            placed = [scaled(one, self.shrunk) for one in placed]
            window = Box(*(length * self.shrunk for length in (window.x, window.y, window.w, window.h)))
        return Dialogue(tuple(placed), window, round(roll * self.shrunk, 1), self.shrunk)

    def _head(self, chip: Chip, foot: float, born: float | None) -> Placed:
        """On top, with its foot there, or where the message that creates it comes to it."""
        x = self.xs[chip.head.id]
        y = foot - chip.h if born is None else round(born - chip.h / 2, 1)
        box = Box(round(x - chip.w / 2, 1), y, round(chip.w, 1), chip.h)
        type = self.sizes.type("node_small")
        icon = Box(box.x + 22.0, box.cy - 16.0, 32.0, 32.0) if pictured(chip.head) else None
        middle = box.x + (icon.right + 14.0 - box.x if icon else 24.0) + width_of(chip.words, type) / 2
        first = box.cy - 16.0 * (len(chip.words) - 1) + type.size * 0.36
        words = tuple(
            _text(said, middle, first + 32.0 * index, type, "middle", "name") for index, said in enumerate(chip.words)
        )
        return Placed(chip.head.id, "sequence", "head", box, words, icon)

    def _lifelines(
        self, spots: Mapping[str, tuple[float, float]], start: Mapping[str, float], foot: float
    ) -> list[Placed]:
        """Each from its head to the foot, or to the message that destroys it."""
        end = dict.fromkeys(self.xs, foot - 1)
        for index, line in enumerate(self.said):
            if line.row.kind == "destroy":
                told = next((one for one in self.said[index:] if one.row.kind == "message"), line)
                end[line.row.over[0]] = spots[told.row.id][1] + (0.0 if told is line else 14.0)
        return [
            Placed(id, "sequence", "lifeline", Box(x, start[id], 0.0, end[id] - start[id]),
                   corners=((x, start[id]), (x, end[id])))
            for id, x in self.xs.items()
        ]  # fmt: skip

    def _chip_of(self, id: str) -> Chip:
        return next(chip for chip in self.chips if chip.head.id == id)

    def _boxes(self, top: float) -> list[Placed]:
        found = []
        for index, (label, _, members) in enumerate(self.cast.boxes):
            inside = [chip for chip in self.chips if chip.head.id in members]
            if not inside:
                box = Box(self.room.x, self.room.y, 0.0, 0.0)
            else:
                left = min(self.xs[chip.head.id] - chip.w / 2 for chip in inside) - 12
                right = max(self.xs[chip.head.id] + chip.w / 2 for chip in inside) + 12
                box = Box(left, self.room.y + 8, right - left, self.room.h - 16)
            type = self.sizes.type("small")
            said = text.cut(label.plain, type, max(40.0, box.w - 24))
            words = (_text(said, box.cx, top - 12, type, "middle", "label"),) if said else ()
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
            _text(said, x, first + line.pitch * index, line.type, anchor, "label")
            for index, said in enumerate(line.words)
        )
        label = _around(words) if words else None
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
            _text(said, box.cx, first + line.pitch * index, line.type, "middle", "note")
            for index, said in enumerate(line.words)
        )
        return Placed(row.id, "sequence", "note", box, words)

    def _fragments(self, spots: Mapping[str, tuple[float, float]]) -> list[Placed]:
        """Frames with their sections, outer ones first."""
        inner = depths(self.said)
        found: list[Placed] = []
        around = 0
        for index, line in enumerate(self.said):
            around -= line.row.kind == "close"
            if line.row.kind != "open":
                continue
            alone = not around and not inner[line.row.id]
            around += 1
            inside, sections, foot = self._inside(index)
            low, high = self._reach(inside)
            pad = SIDE + 24.0 * inner[line.row.id]
            left, right = max(self.room.x + 8, low - pad), high + pad
            if alone:
                right = max(right, left + max(map(self._said, (line, *sections))))
            right = min(self.room.right - 8, right)
            top = spots[line.row.id][0]
            bottom = spots[foot][1] + 8 if foot else max(y for _, y in spots.values()) + 12
            box = Box(round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))
            found.append(Placed(line.row.id, "sequence", "fragment", box, self._opening(line, box)))
            for section in sections:
                y = spots[section.row.id][0]
                words = tuple(_text(said, box.x + 20, y + 32, section.type, "start", "label") for said in section.words)
                found.append(
                    Placed(
                        section.row.id, "sequence", "section", Box(box.x, y, box.w, 0.0), words,
                        corners=((box.x, y), (box.right, y)), parent=line.row.id,
                    )
                )  # fmt: skip
        return found

    def _said(self, line: Line) -> float:
        """How wide a frame that stands alone must be for what it says of a section."""
        keyword = text.measure(line.row.word, Type(line.type.size, 700)) + 36.0 if line.row.kind == "open" else 0.0
        return keyword + width_of(line.words, line.type) + 40.0 if line.words else 0.0

    def _opening(self, line: Line, box: Box) -> tuple[TextLine, ...]:
        if line.row.word == "rect":
            return ()
        bold = Type(line.type.size, 700)
        word = _text(line.row.word, box.x + 16, box.y + 30, bold, "start", "word")
        x = word.x + word.width + 40
        return (word, *(_text(said, x, box.y + 32, line.type, "start", "label") for said in line.words))

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
            half = self._chip_of(row.over[0]).w / 2 + EDGE - SIDE
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


def _clear(start: float, end: float, width: float, upright: Sequence[float]) -> float:
    """The middle of a message's words: between two of the upright lines where they fit there, as near as may be to the
    middle of its own line, and nearer to who says them; else right in the middle, where lifelines open."""
    low, high = min(start, end), max(start, end)
    stops = [low, *sorted(x for x in upright if low + BAR < x < high - BAR), high]
    gaps = [(left + right) / 2 for left, right in pairwise(stops) if right - left >= width + 2 * ASIDE]
    middle = (start + end) / 2
    return min(gaps, key=lambda x: (round(abs(x - middle)), abs(x - start)), default=middle)


def _text(said: str, x: float, baseline: float, type: Type, anchor: str, role: str) -> TextLine:
    return TextLine(said, round(x, 1), round(baseline, 1), type, round(text.measure(said, type), 1), anchor, role)


def _around(words: Sequence[TextLine]) -> Box:
    boxes = []
    for one in words:
        left = one.x - {"start": 0.0, "middle": one.width / 2, "end": one.width}[one.anchor]
        boxes.append(Box(round(left, 1), round(one.baseline - one.type.size * 0.9, 1), one.width, one.type.size * 1.15))
    return union(boxes)
