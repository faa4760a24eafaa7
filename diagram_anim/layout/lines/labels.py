"""Words on lines: how much room they take, and where beside their line they stand in the clear."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

import numpy as np

from diagram_anim import text
from diagram_anim.layout.frame.sizes import Sizes, width_of, wrapped
from diagram_anim.layout.lines.spots import Floats, around
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box, Point
from diagram_anim.model.layout import TextLine

WIDEST = 300.0
"""How wide words on a line may be before they are broken."""

FEW = 2
"""The most lines of words that are broken early."""

WIDER = 20.0
"""By how much wider such words are tried each time until they have no more lines than that, px."""

AGAIN = 2
"""How often labels that stand on others are placed anew."""

SHARES = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where along a leg a label is tried."""

CLOSER = tuple(sorted((at / 40 for at in range(1, 40)), key=lambda share: abs(share - 0.5)))
"""Where it is tried where at none of those it stands in the clear."""

NARROWER = 0.7
"""The share of their own width at which words are broken that stand in the clear in no other place."""

ANSWER = 0.08
"""What each px costs between the words of an answer and its question."""

CLEAR = 1e5
"""What costs less stands in the clear."""


def label_lines(label: Label, sizes: Sizes) -> tuple[str, ...]:
    """Broken early only where that breaks no word and makes no column of them."""
    type = sizes.type("label")
    if sizes.label < WIDEST:
        word = max((text.measure(word, type) for line in label.drawn for word in line.split()), default=0.0)
        width, widest = max(sizes.px(sizes.label), word + 1.0), sizes.px(WIDEST)
        while width <= widest:
            early = wrapped(label.drawn, type, width)
            if len(early) <= FEW:
                return early
            width += WIDER
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
    answers: Set[str] = frozenset(),
) -> dict[str, Box]:
    """A box for each wire's label, beside a leg of its line, where it covers least of what else is there; those of
    `answers` rather near to the question."""
    found: dict[str, Box] = {}
    away = float(sizes.theme["space.label_edge"])
    there = around(solid, borders, room, lines)

    def best(id: str, label: Label, corners: Sequence[Point]) -> Box:
        size = label_size(label, sizes)
        cheapest = (math.inf, Box(0, 0, *size))
        for (w, h), shares in ((size, SHARES), (size, CLOSER), (_narrower(label, sizes), CLOSER)):
            boxes, reaches, prices = _spots(corners, w, h, away, shares, ANSWER if id in answers else 0.0)
            prices = prices + there.prices(id, boxes, reaches, found)
            at = int(prices.argmin())
            if prices[at] < cheapest[0]:
                left, top, _, _ = boxes[at].tolist()
                cheapest = float(prices[at]), Box(round(left, 1), round(top, 1), w, h)
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
    corners: Sequence[Point], w: float, h: float, away: float, shares: Sequence[float], far: float
) -> tuple[Floats, Floats, Floats]:
    """Places beside the legs, each with all that lies between it and its leg, and its price: long legs, their middle,
    and the side above are best, and what is near to the start where a px from it costs something (`far`)."""
    whole = sum(math.dist(a, b) for a, b in pairwise(corners))
    rank, along, begun = np.arange(len(shares)) * 8.0, np.asarray(shares), 0.0
    found: list[tuple[Floats, Floats, Floats]] = []
    for a, b in pairwise(corners):
        long = math.dist(a, b)
        level = abs(a[1] - b[1]) < abs(a[0] - b[0])
        short = max(0.0, (w if level else h) + 40 - long)
        x, y = a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along
        sides = (
            ((x - w / 2, y - away - h), (x - w / 2, y + away))
            if level
            else ((x + away, y - h / 2), (x - away - w, y - h / 2))
        )
        each = [np.stack([left, top], axis=1).round(1) for left, top in sides]
        corner = np.stack(each, axis=1).reshape(-1, 2)
        boxes = np.concatenate([corner, corner + np.array([w, h])], axis=1)
        own = np.repeat(y if level else x, 2)
        reaches = boxes.copy()
        one, two = (1, 3) if level else (0, 2)
        reaches[:, one], reaches[:, two] = np.minimum(boxes[:, one], own), np.maximum(boxes[:, two], own)
        price = (rank[:, None] + np.array([0.0, 12.0])).reshape(-1) + short * 4 + (whole - long) * 0.05
        price += far * (begun + long * np.repeat(along, 2))
        begun += long
        found.append((boxes, reaches, price))
    boxes, reaches, prices = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return boxes, reaches, prices
