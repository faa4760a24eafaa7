"""Titles of groups: above what they hold, below it where lines run through them there, or beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim import text
from diagram_anim.layout.frame.sizes import Sizes, width_of, wrapped
from diagram_anim.model.cast import Group
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Placed, TextLine, Type

COLUMN = 240.0
"""How wide a title beside what its group holds may be, in px."""

WIDER = 1.6
"""By how much wider it may be for a word that would be broken else."""

LOW = 1.6
"""What is so much wider than high has its title beside it, where room is scarce."""

SIGN = 64.0
"""How far what stands on a card's corner or before it reaches beyond its border, px."""

LINE = 1.2

DEEP = 2.0
"""So many px over a title something covers it."""


@dataclass(frozen=True, slots=True)
class Title:
    """A group's title, measured to stand beside what it holds."""

    lines: tuple[str, ...]
    type: Type
    well: float
    """How wide its icon is with the room beside it, 0 without one."""

    @property
    def size(self) -> tuple[float, float]:
        return self.well + width_of(self.lines, self.type), LINE * self.type.size * len(self.lines)


def beside(group: Group, sizes: Sizes) -> Title:
    """The title as it stands in a column."""
    type = type_of(group, sizes)
    well = type.size * 1.15 + sizes.px(10) if group.icon else 0.0
    longest = max((text.measure(word, type) for line in group.label.drawn for word in line.split()), default=0.0)
    column = max(sizes.px(COLUMN), min(longest + 1.0, WIDER * sizes.px(COLUMN)))
    return Title(wrapped(group.label.drawn, type, column), type, well)


def type_of(group: Group, sizes: Sizes) -> Type:
    """The type of a group's title: only those of outermost groups are to be read from where all of a large chart is
    seen."""
    return (replace(sizes, heading=0.0) if group.parent else sizes).type("group")


def header_of(group: Group, sizes: Sizes) -> float:
    """From a group's border to what it holds, on the side of its title."""
    return sizes.air(24) + type_of(group, sizes).size * 1.2 + sizes.pad_group * 0.6


def sign_room(header: float, sizes: Sizes) -> float:
    """What more there should be from a group's border to cards that may bear signs on their corners: the look's own
    room over its title, and that of a sign below it."""
    return max(0.0, sizes.px(24) + sizes.type("group").size * 1.2 + sizes.px(SIGN) - header)


def framed(
    group: Group, box: Box, sizes: Sizes, *, foot: bool, columns: Mapping[str, float], held: Iterable[Box] = ()
) -> Placed:
    """A group's frame with its title: in its column, if it has one, else in its head or at its foot, as far from the
    side as what it holds (`held`) there, where that has no more than the look's own room beside it."""
    if group.id in columns:
        lines, icon = _in_column(group, box, sizes)
    else:
        away = min((one.x - box.x for one in held), default=0.0)
        side = min(max(sizes.pad_group, away), sizes.pad_group + sizes.pad_easy)
        lines, icon = _in_line(group, box, sizes, side, foot=foot)
    return Placed(group.id, "chart", "group", box, lines, icon, parent=group.parent, scale=sizes.k)


def _in_column(group: Group, box: Box, sizes: Sizes) -> tuple[tuple[TextLine, ...], Box | None]:
    title, x = beside(group, sizes), box.x + sizes.pad_group
    top = min(box.y + sizes.pad_group, box.cy - title.size[1] / 2)
    size = round(title.type.size * 1.15, 1)
    icon = Box(round(x, 1), round(top + title.type.size * 0.59 - size / 2, 1), size, size) if title.well else None
    lines = [
        _line(said, x + title.well, top + title.type.size * (0.95 + LINE * at), title.type)
        for at, said in enumerate(title.lines)
    ]
    return tuple(lines), icon


def _in_line(
    group: Group, box: Box, sizes: Sizes, side: float, *, foot: bool
) -> tuple[tuple[TextLine, ...], Box | None]:
    type = type_of(group, sizes)
    baseline = box.bottom - sizes.air(24) - type.size * 0.2 if foot else box.y + sizes.air(24) + type.size * 0.9
    icon = None
    x = box.x + side
    if group.icon:
        well = round(type.size * 1.15, 1)
        icon = Box(round(x, 1), round(baseline - type.size * 0.36 - well / 2, 1), well, well)
        x += well + sizes.px(16)
    said = text.cut(group.label.plain, type, max(40.0, box.right - side - x))
    return (_line(said, x, baseline, type),) if said else (), icon


def _line(said: str, x: float, baseline: float, type: Type) -> TextLine:
    return TextLine(said, round(x, 1), round(baseline, 1), type, round(text.measure(said, type), 1), "start", "group")


def aside(frame: Placed, wires: Sequence[Placed]) -> Placed:
    """A group with its title moved to the right, into the first stretch of its head that no wire crosses and where no
    words on one stand; where there is none, into the first that no wire crosses."""
    title = title_box(frame)
    if title is None:
        return frame
    head = Box(frame.box.x, title.y - 4, frame.box.w, title.h + 8)
    lines = [
        (a[0] - 17.0, a[0] + 20.0)
        for wire in wires
        for a, b in pairwise(wire.corners)
        if a[0] == b[0] and head.overlaps(Box(a[0], min(a[1], b[1]), 0.0, abs(a[1] - b[1])))
    ]
    words = [(box.x - 10.0, box.right + 10.0) for wire in wires if (box := wire.label) and head.overlaps(box)]
    starts = (_free(title, frame.box.right - 16.0, taken) for taken in ([*lines, *words], lines))
    by = round(next((start for start in starts if start is not None), title.x) - title.x, 1)
    moved = tuple(replace(line, x=line.x + by) for line in frame.lines)
    return replace(frame, lines=moved, icon=frame.icon.moved(by, 0) if frame.icon else None)


def _free(title: Box, end: float, taken: Sequence[tuple[float, float]]) -> float | None:
    """Where a title stands that has room between what is taken, as far left as can be."""
    at = title.x
    for low, high in sorted(taken):
        if low >= at + title.w:
            break
        at = max(at, high)
    return at if at + title.w <= end or at == title.x else None


def title_box(group: Placed) -> Box | None:
    """The letters of a group's title with its icon."""
    if not group.lines:
        return None
    words = [Box(line.x, line.baseline - line.type.size * 0.8, line.width, line.type.size) for line in group.lines]
    return union([*words, group.icon] if group.icon else words)


def covered(placed: Sequence[Placed]) -> list[str]:
    """Groups over whose titles cards stand, or other groups than those around them."""
    boxes = [(one.id, one.box, one.kind) for one in placed if one.view == "chart" and one.kind in ("card", "group")]
    groups = {one.id: one for one in placed if one.view == "chart" and one.kind == "group"}

    def around(id: str) -> set[str]:
        found = {id}
        while (id := groups[id].parent or "") in groups:
            found.add(id)
        return found

    return [
        id
        for id, group in groups.items()
        if (title := title_box(group))
        and any(
            title.overlaps(box, -DEEP) and not (kind == "group" and other in around(id)) for other, box, kind in boxes
        )
    ]
