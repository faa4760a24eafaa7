"""The wires of a chart whose cards have their places: sides, ports, ways, and labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.layout.cards.titles import title_box
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.lines.bends import SHARP, SMOOTH, WIDE, radius
from diagram_anim.layout.lines.drawing import Drawing, Faults, Room, drawn
from diagram_anim.layout.lines.ends import End, Link
from diagram_anim.layout.lines.field import Way
from diagram_anim.layout.lines.jogs import jogless
from diagram_anim.layout.lines.labels import label_size, lines_in
from diagram_anim.layout.lines.ports import ported
from diagram_anim.layout.lines.sides import branched, linked, looped
from diagram_anim.model.cast import Cast, Wire
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Placed

APART = 24.0
"""A wire should run no nearer along a border of a group, in px."""


def wires(
    cast: Cast,
    containers: Mapping[str, Container],
    boxes: Mapping[str, Box],
    placed: Sequence[Placed],
    room: Box,
    sizes: Sizes,
    *,
    untangle: bool = False,
    slides: bool = True,
) -> tuple[list[Placed], Faults]:
    """All wires whose both ends have a place, in the cast's order, and what couldn't be helped. `untangle` draws those
    that cross again, where fewer then do; `slides` lets ports slide far to make wires straight."""
    titles = {one.id: box for one in placed if one.kind == "group" if (box := title_box(one)) is not None}
    cards = [one.box for one in placed if one.kind == "card"]
    hung = [slot.box for one in placed for slot in one.slots.values() if slot.box.y >= one.box.bottom]
    groups = [(one.id, one.box) for one in placed if one.kind == "group"]
    labels = {wire.id: wire.label for wire in cast.wires if wire.label and wire.label.plain}
    words = {id: label_size(label, sizes) for id, label in labels.items()}
    joined = _links(cast, containers, boxes, [*dict.fromkeys(cards)], words)
    links = branched(joined, [*cards, *titles.values(), *hung])
    # A title under which a wire must pass to reach its card gives way (see `aside`); all others are kept clear.
    titles = {id: title for id, title in titles.items() if not _pressed(links, groups, id, title)}
    solid = [*dict.fromkeys(cards), *titles.values(), *hung]
    links = [_beside_none(_shunning(link, groups, titles), groups) for link in links]
    around = union([room, *(box for box in cards)]).inset(-24) if cards else room
    there = {link.id for link in links}
    said = {id: label for id, label in labels.items() if id in there}
    space = Room(tuple(solid), tuple(groups), around, sizes)
    links, made, faults = _straightest(links, words, said, space, untangle=untangle, slides=slides)
    bend = sizes.theme.px("radius.bend")
    bends = {**dict.fromkeys(SHARP, 0.0), **dict.fromkeys(SMOOTH, sizes.px(WIDE))}
    found = [
        _placed(
            wire,
            made.ways[wire.id],
            made.spots.get(wire.id),
            radius(
                made.ways[wire.id],
                bends.get(wire.curve, bend),
                [*solid, *(box for id, box in made.spots.items() if id != wire.id)],
            ),
            sizes,
        )
        for wire in cast.wires
        if wire.id in made.ways
    ]
    return found, faults


def _straightest(
    links: Sequence[Link],
    words: Mapping[str, tuple[float, float]],
    said: Mapping[str, Label],
    room: Room,
    *,
    untangle: bool,
    slides: bool,
) -> tuple[list[Link], Drawing, Faults]:
    """Drawn with as many straight wires as can be, unless fewer lie on things, on each other or cross without."""
    best: tuple[list[Link], Drawing, Faults] | None = None
    for solid in (room.solid, None) if slides else (None,):
        tried = ported(links, words, solid)
        if best is not None and tried == best[0]:
            break
        made = drawn(tried, said, room, untangle=untangle)
        faults = made.faults(tried, room.solid)
        if best is None or _weighed(faults) < _weighed(best[2]):
            best = tried, made, faults
        if not any(faults):
            break
    assert best is not None
    calm = jogless(best[0], best[1].ways)
    if calm != list(best[0]):
        made = drawn(calm, said, room, untangle=untangle)
        faults = made.faults(calm, room.solid)
        if all(now <= then for now, then in zip(faults, best[2], strict=True)):
            return calm, made, faults
    return best


def _weighed(faults: Faults) -> tuple[int, int]:
    return faults.through + faults.shared, faults.crossings


def _shunning(link: Link, groups: Sequence[tuple[str, Box]], titles: Mapping[str, Box]) -> Link:
    """The wire with what its ends must not lie under: titles of groups that it enters or leaves at the top."""

    def end(one: End, far: End) -> End:
        if one.side != "n":
            return one
        entered = [id for id, box in groups if box.holds(one.box, 1.0) and not box.holds(far.box)]
        passed = [titles[id] for id in entered if id in titles]
        over = tuple((title.x - 18.0, title.right + 18.0) for title in passed if title.bottom <= one.box.y + 1)
        return replace(one, shuns=over)

    return replace(link, source=end(link.source, link.target), target=end(link.target, link.source))


def _beside_none(link: Link, groups: Sequence[tuple[str, Box]]) -> Link:
    """The wire with what its ends should not be level with: borders of groups that it passes, for it would lie close
    along them; nor with any part of one that it would run right through, where there is room beside that."""

    def end(one: End, far: End) -> End:
        if link.loop or one.inward or far.inward:
            return one
        axis = 0 if one.level else 1
        way, here, there = one.way[axis], one.outset[axis], far.outset[axis]
        low, high = sorted((here, there))
        shuns = list(one.shuns)
        for _, box in groups:
            first, last, *edges = (
                (box.x, box.right, box.y, box.bottom) if one.level else (box.y, box.bottom, box.x, box.right)
            )
            if not box.holds(one.box) and (there - here) * way > 0 and min(high, last) - max(low, first) > APART:
                whole = edges[0] - APART, edges[1] + APART
                beside = one.range[0] <= whole[0] or whole[1] <= one.range[1]
                through = low < first and last < high and not box.holds(far.box)
                shuns += [whole] if beside and through else [(edge - APART, edge + APART) for edge in edges]
        return replace(one, shuns=tuple(shuns))

    return replace(link, source=end(link.source, link.target), target=end(link.target, link.source))


def _pressed(links: Sequence[Link], groups: Sequence[tuple[str, Box]], id: str, title: Box) -> bool:
    found = [_shunning(link, groups, {id: title}) for link in links]
    ends = [end for link in found for end in (link.source, link.target) if end.shuns]
    return any(end.free(end.middle) is None for end in ends)


def _placed(wire: Wire, way: Way, spot: Box | None, bend: float, sizes: Sizes) -> Placed:
    xs, ys = [x for x, _ in way], [y for _, y in way]
    box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    corners = tuple((round(x, 1), round(y, 1)) for x, y in way)
    lines = lines_in(wire.label, spot, sizes) if wire.label and spot else ()
    return Placed(wire.id, "chart", "wire", box, lines, corners=corners, radius=bend, label=spot, scale=sizes.k)


def _links(
    cast: Cast,
    containers: Mapping[str, Container],
    boxes: Mapping[str, Box],
    cards: Sequence[Box],
    words: Mapping[str, tuple[float, float]],
) -> list[Link]:
    shapes = {card.id: card.shape for card in cast.cards}
    parents = {group.id: group.parent or "" for group in cast.groups}
    parents |= {card.id: card.group or "" for card in cast.cards}
    levels = {
        id: (container.id, index)
        for container in containers.values()
        for index, rank in enumerate(container.ranks)
        for id in rank
    }
    found = []
    loops: dict[str, list[float]] = defaultdict(list)
    for wire in cast.wires:
        if wire.source not in boxes or wire.target not in boxes:
            continue
        one, two = _path(wire.source, parents), _path(wire.target, parents)
        shared = [id for id in one if id in two and id in containers]
        home = containers[shared[-1]] if shared else containers[""]
        a, b = _below(one, home.id), _below(two, home.id)
        step = levels[b][1] - levels[a][1] if a in levels and b in levels else 0
        trail = [boxes[lane] for lane in home.trails.get(wire.id, ()) if lane in boxes]
        source = (wire.source, boxes[wire.source], shapes.get(wire.source, "rect"))
        if wire.source == wire.target:
            by_side = home.upright or wire.source == home.id
            found.append(looped(wire.id, source, by_side, loops[wire.source]))
            loops[wire.source].append(words.get(wire.id, (0.0, 0.0))[0 if by_side else 1])
            continue
        target = (wire.target, boxes[wire.target], shapes.get(wire.target, "rect"))
        down = a in levels and b in levels and home.row(levels[a][1]) != home.row(levels[b][1])
        link = linked(wire.id, source, target, home.upright or down, step < -1, cards, trail)
        if trail:
            first, last = (trail[0].cx, trail[0].cy), (trail[-1].cx, trail[-1].cy)
            source_end, target_end = replace(link.source, toward=first), replace(link.target, toward=last)
            link = replace(link, source=source_end, target=target_end)
        found.append(link)
    return found


def _path(id: str, parents: Mapping[str, str]) -> list[str]:
    found = [id]
    while found[-1]:
        found.append(parents.get(found[-1], ""))
    return list(reversed(found))


def _below(path: Sequence[str], home: str) -> str:
    at = path.index(home) + 1
    return path[at] if at < len(path) else path[-1]
