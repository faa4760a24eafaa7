"""The two ends of a wire: each at a box, on a side of it, at a place along that side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diagram_anim.layout.cards.outlines import ROUND, border
from diagram_anim.model.geometry import Box, Point

OUT: Mapping[str, Point] = {"n": (0.0, -1.0), "s": (0.0, 1.0), "w": (-1.0, 0.0), "e": (1.0, 0.0)}
"""The way out of a box by each side."""

PITCH = 40.0

TIP = 14.0
"""How far apart lines at the tip of a low shape are, in px, if it is high enough: they are seen as several then."""

HIGH = 100.0

CORNER = 18.0
"""How far a side is round at its ends, in px: there no line leaves it squarely."""

SLACK = 6.0
"""Ports stay so much farther from there where they needn't come nearer."""

NARROWING = ROUND | {"diam", "hex", "tri", "flip-tri", "cloud", "bang"}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a wire: the box, its side, and where along that side (x for n and s, y for e and w)."""

    id: str
    box: Box
    shape: str
    side: str
    at: float = 0.0
    inward: bool = False
    """Whether the wire comes from inside the box."""

    toward: Point | None = None
    """Where the wire passes first, if not straight to its other end."""

    shuns: tuple[tuple[float, float], ...] = ()
    """Stretches along the side before which something stands that the wire would have to pass."""

    @property
    def level(self) -> bool:
        return self.side in "ew"

    @property
    def range(self) -> tuple[float, float]:
        low, size = (self.box.y, self.box.h) if self.level else (self.box.x, self.box.w)
        inset = min(CORNER + SLACK, size * 0.3)
        return low + inset, low + size - inset

    @property
    def widest(self) -> tuple[float, float]:
        """The range of ports on a crowded side, as far as where the corners are round."""
        low, size = (self.box.y, self.box.h) if self.level else (self.box.x, self.box.w)
        inset = min(CORNER, size * 0.25)
        return low + inset, low + size - inset

    @property
    def middle(self) -> float:
        return self.box.cy if self.level else self.box.cx

    def free(self, at: float) -> float | None:
        """The nearest place to `at` on this side that is free; None where none is."""
        low, high = self.range
        places = [at, *(edge for stretch in self.shuns for edge in stretch if low - SLACK <= edge <= high + SLACK)]
        open_ = [one for one in places if not any(a < one < b for a, b in self.shuns)]
        return min(open_, key=lambda one: abs(one - at)) if open_ else None

    @property
    def way(self) -> Point:
        x, y = OUT[self.side]
        return (-x, -y) if self.inward else (x, y)

    @property
    def outset(self) -> Point:
        """Where the wire leaves the box around the shape."""
        across = {"n": self.box.y, "s": self.box.bottom, "w": self.box.x, "e": self.box.right}[self.side]
        return (across, self.at) if self.level else (self.at, across)

    @property
    def pitch(self) -> float:
        """How far apart ports may be; a shape that narrows to this side has them close to its tip."""
        low, high = self.range
        # A high hexagon's sides are nearly upright.
        narrow = self.shape in NARROWING and not (self.shape == "hex" and self.level and self.box.h > HIGH)
        most = max((high - low) * 0.16, min(TIP, (high - low) * 0.4)) if narrow else PITCH
        return min(PITCH, most)

    @property
    def point(self) -> Point:
        """On the visible border."""
        rim = border(self.shape, self.box)
        axis = 1 if self.level else 0
        hits = []
        for a, b in zip(rim, (*rim[1:], rim[0]), strict=True):
            low, high = sorted((a[axis], b[axis]))
            if low <= self.at <= high and high > low:
                share = (self.at - a[axis]) / (b[axis] - a[axis])
                hits.append(a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share)
        across = {"n": self.box.y, "s": self.box.bottom, "w": self.box.x, "e": self.box.right}[self.side]
        if hits:
            across = min(hits) if self.side in "nw" else max(hits)
        return (across, self.at) if self.level else (self.at, across)


@dataclass(frozen=True, slots=True)
class Link:
    """A wire with both its ends."""

    id: str
    source: End
    target: End
    nest: int = 0
    """How many other loops lie between it and the box that it starts from and comes back to."""

    over: float = 0.0
    """The room that the words of those take, in px."""

    @property
    def loop(self) -> bool:
        return self.source.id == self.target.id


def _ahead(end: End) -> bool:
    """Whether the lane in which a wire passes first lies before its side."""
    low, high = end.range
    return end.toward is not None and low < end.toward[1 if end.level else 0] < high


def aim(end: End, far: End) -> tuple[int, float, int, float]:
    """Where along this side a wire is drawn to. Of those that turn once the outermost reaches farthest. Of those that
    pass in one lane, what leaves it first lies outside."""
    axis = 1 if end.level else 0
    own, middle = (end.box.cx, end.box.cy), (far.box.cx, far.box.cy)
    deep = abs(middle[1 - axis] - own[1 - axis])
    if end.level != far.level and not _ahead(end):
        before = middle[axis] < own[axis]
        return (-1 if before else 1, deep if before else -deep, 0, 0.0)
    free = far.free(far.middle)
    if free is not None and abs(free - far.middle) > PITCH:  # it goes round what stands between them
        return (0, free, 0, 0.0)
    if end.toward is None:
        return (0, middle[axis], 0, 0.0)
    before = middle[axis] < end.toward[axis]
    return (0, end.toward[axis], -1 if before else 1, deep if before else -deep)
