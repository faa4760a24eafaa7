"""Outlines as cubic Bézier curves: plain arrays, no colours, no Manim.

A path is an array of shape (4 n, 2): n curves of four control points each, px, y down. Curves that meet are one line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from diagram_anim.model.geometry import Box, Point

Path = npt.NDArray[np.float64]

Outline = tuple[Path, Path]
"""A shape's closed border, and open lines drawn with it."""

KAPPA = 0.5522847498307936
"""Handle length of a quarter circle's cubic, as a share of its radius."""

EMPTY: Path = np.zeros((0, 2))


class Pen:
    """Draws a path the way vector formats write them: move, line, curve, close."""

    def __init__(self) -> None:
        self._points: list[Point] = []
        self._here: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)

    def move(self, x: float, y: float) -> Pen:
        self._here = self._start = (x, y)
        return self

    def line(self, x: float, y: float) -> Pen:
        (x0, y0), third = self._here, 1 / 3
        dx, dy = (x - x0) * third, (y - y0) * third
        self._points += [(x0, y0), (x0 + dx, y0 + dy), (x - dx, y - dy), (x, y)]
        self._here = (x, y)
        return self

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> Pen:
        self._points += [self._here, (x1, y1), (x2, y2), (x, y)]
        self._here = (x, y)
        return self

    def quad(self, x1: float, y1: float, x: float, y: float) -> Pen:
        x0, y0 = self._here
        return self.curve(
            x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y
        )

    def turn(self, corner: Point, to: Point) -> Pen:
        """A quarter of an ellipse from here round a right-angled corner."""
        (x0, y0), (cx, cy), (x, y) = self._here, corner, to
        return self.curve(
            x0 + (cx - x0) * KAPPA, y0 + (cy - y0) * KAPPA, x + (cx - x) * KAPPA, y + (cy - y) * KAPPA, x, y
        )

    def close(self) -> Pen:
        if math.dist(self._here, self._start) > 1e-6:
            self.line(*self._start)
        return self

    @property
    def path(self) -> Path:
        return np.array(self._points, dtype=np.float64) if self._points else EMPTY


def join(paths: Iterable[Path]) -> Path:
    """Several paths as one."""
    found = [path for path in paths if len(path)]
    return np.concatenate(found) if found else EMPTY


def rounded(box: Box, radius: float) -> Path:
    """A rectangle with round corners, clockwise from the end of its top left corner."""
    r = max(0.0, min(radius, box.w / 2, box.h / 2))
    if r < 0.01:
        return polygon([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)])
    pen = Pen().move(box.x + r, box.y).line(box.right - r, box.y)
    pen.turn((box.right, box.y), (box.right, box.y + r)).line(box.right, box.bottom - r)
    pen.turn((box.right, box.bottom), (box.right - r, box.bottom)).line(box.x + r, box.bottom)
    pen.turn((box.x, box.bottom), (box.x, box.bottom - r)).line(box.x, box.y + r)
    return pen.turn((box.x, box.y), (box.x + r, box.y)).path


def circle(x: float, y: float, r: float) -> Path:
    return ellipse(x, y, r, r)


def ellipse(x: float, y: float, rx: float, ry: float) -> Path:
    pen = Pen().move(x + rx, y)
    pen.turn((x + rx, y + ry), (x, y + ry)).turn((x - rx, y + ry), (x - rx, y))
    return pen.turn((x - rx, y - ry), (x, y - ry)).turn((x + rx, y - ry), (x + rx, y)).path


def arc(x: float, y: float, r: float, start: float, end: float) -> Path:
    """A part of a circle from angle to angle, degrees, clockwise from the right."""
    count = max(1, math.ceil(abs(end - start) / 45))
    step = math.radians((end - start) / count)
    reach = 4 / 3 * math.tan(step / 4) * r
    pen = Pen()
    angle = math.radians(start)
    pen.move(x + r * math.cos(angle), y + r * math.sin(angle))
    for _ in range(count):
        ax, ay = math.cos(angle), math.sin(angle)
        angle += step
        bx, by = math.cos(angle), math.sin(angle)
        pen.curve(
            x + r * ax - reach * ay,
            y + r * ay + reach * ax,
            x + r * bx + reach * by,
            y + r * by - reach * bx,
            x + r * bx,
            y + r * by,
        )
    return pen.path


def polygon(points: Sequence[Point]) -> Path:
    return polyline([*points, points[0]])


def polyline(points: Sequence[Point]) -> Path:
    """Straight curves through the points."""
    ends = np.asarray(points, dtype=np.float64)
    if len(ends) < 2:
        return EMPTY
    a, b = ends[:-1], ends[1:]
    return np.stack([a, a + (b - a) / 3, b - (b - a) / 3, b], axis=1).reshape(-1, 2)


def softened(points: Sequence[Point], radius: float) -> Path:
    """A polygon whose corners are rounded."""
    count = len(points)
    pen = Pen()
    for index in range(count):
        before, corner, after = points[index - 1], points[index], points[(index + 1) % count]
        cut_in = min(radius, math.dist(before, corner) / 2) / max(1e-9, math.dist(before, corner))
        cut_out = min(radius, math.dist(after, corner) / 2) / max(1e-9, math.dist(after, corner))
        start = (corner[0] + (before[0] - corner[0]) * cut_in, corner[1] + (before[1] - corner[1]) * cut_in)
        end = (corner[0] + (after[0] - corner[0]) * cut_out, corner[1] + (after[1] - corner[1]) * cut_out)
        if index == 0:
            pen.move(*start)
        else:
            pen.line(*start)
        pen.quad(*corner, *end)
    return pen.close().path


def bent(corners: Sequence[Point], radius: float) -> Path:
    """An open line whose corners are rounded by at most `radius` and half the shorter leg."""
    if len(corners) < 3 or radius <= 0:
        return polyline(corners)
    pen = Pen().move(*corners[0])
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        leg_in, leg_out = math.dist(before, corner), math.dist(corner, after)
        cut = min(radius, leg_in / 2, leg_out / 2)
        if cut < 0.5:
            pen.line(*corner)
            continue
        start = _toward(corner, before, cut / leg_in)
        end = _toward(corner, after, cut / leg_out)
        pen.line(*start).turn(corner, end)
    return pen.line(*corners[-1]).path


def dots(line: Sequence[Point], pitch: float, r: float, closed: bool = False) -> Path:
    """Round dots along a line, evenly spaced at about `pitch`."""
    track = np.asarray(line, dtype=np.float64)
    steps = np.hypot(*np.diff(track, axis=0).T)
    ways = np.concatenate([[0.0], np.cumsum(steps)])
    count = max(1, round(ways[-1] / pitch))
    at = np.arange(count if closed else count + 1) * (ways[-1] / count)
    centers = np.stack([np.interp(at, ways, track[:, 0]), np.interp(at, ways, track[:, 1])], axis=1)
    found: Path = (circle(0, 0, r)[None, :, :] + centers[:, None, :]).reshape(-1, 2)
    return found


def sampled(path: Path, per: int = 12) -> Path:
    """Points along a path's curves, (n, 2): its shape as a polyline."""
    curves = path.reshape(-1, 4, 2)
    t = np.linspace(0, 1, per, endpoint=False)[None, :, None]
    u = 1 - t
    a, b, c, d = (curves[:, index : index + 1, :] for index in range(4))
    points = u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d
    return np.concatenate([points.reshape(-1, 2), path[-1:]])


def moved(path: Path, dx: float, dy: float) -> Path:
    found: Path = path + np.array((dx, dy))
    return found


def _toward(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
