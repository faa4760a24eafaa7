"""What it costs words to stand at each of many places at once: by what they would cover, and whose they would seem.

Comes in: places as rows (left, top, right, bottom), and all that is drawn already. Goes out: a price for each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from diagram_anim.model.geometry import Box, Point

Floats = npt.NDArray[np.float64]

NEAR_TIP, TIP = 300.0, 28.0
"""What it costs to stand nearer than so many px to the head of another line, whose words they might be taken for."""

OUTSIDE, ON_WORDS, ON_THINGS = 1e5, 1e6, 1e6
"""What it costs to reach beyond the room, and to stand on words or on something that hides them."""

ON_LINE, BEYOND, ON_OWN = 2e5, 3e5, 2e5
"""What it costs to stand on a line, beyond one, whose words they would be taken for, and on their own line."""

CLOSE, BESIDE = 24.0, 10.0
"""What it costs to stand nearer than so many px to another line."""

ON_BORDER = 3e3
"""What it costs to stand on the border of a group."""

OVER = 2.0
"""Words are no nearer to others than this, px."""


@dataclass(frozen=True)
class Around:
    """What the words on lines stand among."""

    solid: Floats
    borders: Floats
    room: Box
    legs: Mapping[str, Floats]
    """The legs of each line, as rows."""

    tips: Mapping[str, Point]

    def prices(self, id: str, spots: Floats, reaches: Floats, words: Mapping[str, Box]) -> Floats:
        """Of each place for the words on a line; `reaches` are the places with what lies between each and its line,
        `words` those that stand already."""
        left, top, right, bottom = spots.T
        room = self.room
        inside = (left >= room.x) & (top >= room.y) & (right <= room.right) & (bottom <= room.bottom)
        price = np.where(inside, 0.0, OUTSIDE)
        price += ON_WORDS * _over(spots, rows_of(box for other, box in words.items() if other != id), OVER).sum(axis=1)
        on = _over(spots, self.solid, -1.0)
        price += (on * (ON_THINGS + _common(spots, self.solid))).sum(axis=1)
        others = [legs for other, legs in self.legs.items() if other != id and len(legs)]
        if others:
            every, starts = np.concatenate(others), np.cumsum([0, *(len(one) for one in others[:-1])])
            near = np.logical_or.reduceat(_over(_grown(spots, 3.0), every), starts, axis=1)
            beyond = np.logical_or.reduceat(_over(reaches, every), starts, axis=1)
            beyond &= ~np.logical_or.reduceat(_over(spots, every), starts, axis=1)
            close = np.logical_or.reduceat(_over(_grown(spots, BESIDE), every), starts, axis=1)
            price += CLOSE * close.sum(axis=1)
            price += ON_LINE * near.sum(axis=1) + BEYOND * beyond.sum(axis=1)
        price += ON_OWN * _over(_grown(spots, 6.0), self.legs[id]).any(axis=1)
        tips = np.array([(*tip, *tip) for other, tip in self.tips.items() if other != id], float).reshape(-1, 4)
        price += NEAR_TIP * _over(_grown(spots, TIP), tips).sum(axis=1)
        held = (self.borders[:, 0] + OVER <= left[:, None]) & (right[:, None] <= self.borders[:, 2] - OVER)
        held &= (self.borders[:, 1] + OVER <= top[:, None]) & (bottom[:, None] <= self.borders[:, 3] - OVER)
        price += ON_BORDER * (_over(spots, self.borders, -1.0) & ~held).sum(axis=1)
        return price


def around(solid: Sequence[Box], borders: Sequence[Box], room: Box, lines: Mapping[str, Sequence[Point]]) -> Around:
    legs = {id: _legs(points) for id, points in lines.items()}
    return Around(rows_of(solid), rows_of(borders), room, legs, {id: at[-1] for id, at in lines.items() if at})


def rows_of(boxes: Iterable[Box]) -> Floats:
    return np.array([(one.x, one.y, one.right, one.bottom) for one in boxes], float).reshape(-1, 4)


def _legs(points: Sequence[Point]) -> Floats:
    ends = np.array([(*a, *b) for a, b in zip(points, points[1:], strict=False)], float).reshape(-1, 4)
    return np.concatenate([np.minimum(ends[:, :2], ends[:, 2:]), np.maximum(ends[:, :2], ends[:, 2:])], axis=1)


def _over(places: Floats, others: Floats, margin: float = 0.0) -> npt.NDArray[np.bool_]:
    """Whether each place overlaps each of the others."""
    a, b = places[:, None, :], others[None, :, :] + np.array([-margin, -margin, margin, margin])
    over: npt.NDArray[np.bool_] = (a[..., 0] < b[..., 2]) & (b[..., 0] < a[..., 2])
    over &= (a[..., 1] < b[..., 3]) & (b[..., 1] < a[..., 3])
    return over


def _common(places: Floats, others: Floats) -> Floats:
    """How much of each place each of the others covers, px²."""
    a, b = places[:, None, :], others[None, :, :]
    wide = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    common: Floats = np.clip(wide, 0.0, None) * np.clip(high, 0.0, None)
    return common


def _grown(places: Floats, by: float) -> Floats:
    grown: Floats = places + np.array([-by, -by, by, by])
    return grown
