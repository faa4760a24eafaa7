"""Words on lines: how much room they take, and where beside their line they stand in the clear."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from diagram_anim import text
from diagram_anim.layout.sizes import Sizes, width_of, wrapped
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box, Point, union
from diagram_anim.model.layout import TextLine

WIDEST = 300.0
"""How wide words on a line may be before they are broken."""

FEW = 2
"""The most lines of words that are broken early."""

NEAR_TIP, TIP = 300.0, 28.0
"""What it costs to stand nearer than so many px to the head of another line, whose words they might be taken for."""

AGAIN = 2
"""How often labels that stand on others are placed anew."""

SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along a leg a label is tried."""

CLOSER = tuple(sorted((at / 40 for at in range(1, 40)), key=lambda share: abs(share - 0.5)))
"""Where it is tried where at none of those it stands in the clear."""

NARROWER = 0.7
"""The share of their own width at which words are broken that stand in the clear in no other place."""

CLEAR = 1e5
"""What costs less stands in the clear."""


def label_lines(label: Label, sizes: Sizes) -> tuple[str, ...]:
    """Broken early only where that breaks no word and makes no column of them."""
    type = sizes.type("label")
    if sizes.label < WIDEST:
        word = max((text.measure(word, type) for line in label.drawn for word in line.split()), default=0.0)
        early = wrapped(label.drawn, type, max(sizes.px(sizes.label), word + 1.0))
        if len(early) <= FEW and word <= sizes.px(WIDEST):
            return early
    return wrapped(label.drawn, type, sizes.px(WIDEST))


def label_size(label: Label, sizes: Sizes) -> tuple[float, float]:
    return _size(label_lines(label, sizes), sizes)


def _narrower(label: Label, sizes: Sizes) -> tuple[float, float]:
    """The size of the words with one break more, if they have one where no word is broken."""
    type = sizes.type("label")
    word = max((text.measure(word, type) for line in label.drawn for word in line.split()), default=0.0)
    wide = label_size(label, sizes)[0]
    return _size(wrapped(label.drawn, type, max(word, NARROWER * wide) + 1.0), sizes)


def _size(lines: tuple[str, ...], sizes: Sizes) -> tuple[float, float]:
    type = sizes.type("label")
    return width_of(lines, type), type.size * (1.28 * len(lines) - 0.1)


def stand(
    wires: Sequence[tuple[str, Label, Sequence[Point]]],
    solid: Sequence[Box],
    lines: Mapping[str, Sequence[Point]],
    borders: Sequence[Box],
    room: Box,
    sizes: Sizes,
) -> dict[str, Box]:
    """A box for each wire's label, beside a leg of its line, where it covers least of what else is there."""
    found: dict[str, Box] = {}
    away = float(sizes.theme["space.label_edge"])

    legs = {id: _legs(points) for id, points in lines.items()}

    def best(id: str, label: Label, corners: Sequence[Point]) -> Box:
        others = [those for other, those in legs.items() if other != id]
        tips = [points[-1] for other, points in lines.items() if other != id and points]
        words = [box for other, box in found.items() if other != id]
        own = _legs(corners)

        def cost(spot: tuple[Box, Box, float], most: float) -> float:
            """What it costs to stand there; where it is no less than `most`, maybe only a part of it."""
            box, reach, price = spot
            price += 0.0 if room.holds(box) else 1e5
            price += sum(1e6 for one in words if box.overlaps(one, 2.0))
            if price >= most:
                return price
            price += sum(1e6 + _shared(box, one) for one in solid if box.overlaps(one, -1.0))
            if price >= most:
                return price
            near = box.inset(-3)
            price += sum(2e5 for those in others if _through(those, near))
            if price >= most:
                return price
            # Beyond another line they would be taken for its words.
            price += sum(3e5 for those in others if _through(those, reach) and not _through(those, box))
            price += 2e5 if _through(own, box.inset(-6)) else 0.0
            price += sum(NEAR_TIP for tip in tips if _near(tip, box))
            price += sum(3e3 for one in borders if one.overlaps(box, -1.0) and not one.holds(box, 2.0))
            return price

        size = label_size(label, sizes)
        cheapest = (math.inf, Box(0, 0, *size))
        for (w, h), shares in ((size, SHARES), (size, CLOSER), (_narrower(label, sizes), CLOSER)):
            for spot in _spots(corners, w, h, away, shares):
                price = cost(spot, cheapest[0])
                if price < cheapest[0]:
                    cheapest = price, spot[0]
            if cheapest[0] < CLEAR:
                break
        return cheapest[1]

    for wire in wires:
        found[wire[0]] = best(*wire)
    for _ in range(AGAIN):  # what came first made no room for what came later
        for wire in wires:
            if any(found[wire[0]].overlaps(box, 2.0) for other, box in found.items() if other != wire[0]):
                found[wire[0]] = best(*wire)
    return found


def lines_in(label: Label, box: Box, sizes: Sizes) -> tuple[TextLine, ...]:
    """The words broken as their box asks for."""
    type = sizes.type("label")
    lines = label_lines(label, sizes)
    if width_of(lines, type) > box.w + 0.5:
        lines = wrapped(label.drawn, type, box.w + 0.5)
    ascent = type.size * 0.92
    return tuple(
        TextLine(
            said,
            round(box.cx, 1),
            round(box.y + ascent + type.size * 1.28 * index, 1),
            type,
            round(text.measure(said, type), 1),
            "middle",
            "label",
        )
        for index, said in enumerate(lines)
    )


Leg = tuple[float, float, float, float]
"""From the left to the right, and from the top to the foot."""


def crosses(points: Sequence[Point], box: Box) -> bool:
    """Whether a polyline of upright and level legs runs through a box."""
    return _through(_legs(points), box)


def _legs(points: Sequence[Point]) -> list[Leg]:
    return [
        (min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1]))
        for a, b in zip(points, points[1:], strict=False)
    ]


def _through(legs: Sequence[Leg], box: Box) -> bool:
    left, right, top, bottom = box.x, box.right, box.y, box.bottom
    for first, last, high, low in legs:  # noqa: SIM110, tried more often than all else
        if first < right and last > left and high < bottom and low > top:
            return True
    return False


def _spots(
    corners: Sequence[Point], w: float, h: float, away: float, shares: Sequence[float]
) -> list[tuple[Box, Box, float]]:
    """Boxes beside the legs, each with all that lies between it and its leg, and its price: long legs, their middle,
    and the side above are best."""
    found = []
    whole = sum(math.dist(a, b) for a, b in zip(corners, corners[1:], strict=False))
    for a, b in zip(corners, corners[1:], strict=False):
        long = math.dist(a, b)
        level = abs(a[1] - b[1]) < abs(a[0] - b[0])
        short = max(0.0, (w if level else h) + 40 - long)
        for rank, share in enumerate(shares):
            x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            sides = (
                [(x - w / 2, y - away - h), (x - w / 2, y + away)]
                if level
                else [(x + away, y - h / 2), (x - away - w, y - h / 2)]
            )
            for side, (left, top) in enumerate(sides):
                price = rank * 8.0 + side * 12.0 + short * 4 + (whole - long) * 0.05
                box = Box(round(left, 1), round(top, 1), w, h)
                between = Box(box.x, y, w, 0.0) if level else Box(x, box.y, 0.0, h)
                found.append((box, union([box, between]), price))
    return found


def _near(point: Point, box: Box) -> bool:
    around = box.inset(-TIP)
    return around.x < point[0] < around.right and around.y < point[1] < around.bottom


def _shared(a: Box, b: Box) -> float:
    return max(0.0, min(a.right, b.right) - max(a.x, b.x)) * max(0.0, min(a.bottom, b.bottom) - max(a.y, b.y))
