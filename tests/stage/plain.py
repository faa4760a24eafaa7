"""A frame as Manim draws it by itself: every thing as mobjects, drawn by Manim's own camera.

Manim has no word for several mobjects that fade, cross or end at a window as one: each such group is drawn by a camera
of its own, on nothing, and laid over by the formula (Porter and Duff's "over"; a cross-fade is a weighted sum). What
rises or is rolled up is moved by whole px, as on the stage: less than half a px beside where it is meant to be.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from manim import Camera

from diagram_anim.stage.color import rgb
from diagram_anim.stage.nodes import Mix, Sprite
from diagram_anim.stage.pen import circle, polygon
from diagram_anim.stage.shapes import Shape, shape
from diagram_anim.stage.tails import CORE, RADIUS, STRONG, WIDTH, ribbon
from diagram_anim.stage.window import ASIDE, FEATHER


@dataclass
class Plain:
    """What is seen through a `lens` by (w, h) px, over what is there already; premultiplied."""

    kit: object
    lens: object
    size: tuple
    pixels: np.ndarray
    _waiting: list = field(default_factory=list)

    def layers(self, layers, dx=0, dy=0):
        for layer in layers:
            if layer.alpha <= 0 or layer.node == Mix(()):
                continue
            x, y = (at + round(by * self.lens.scale) / self.lens.scale for at, by in ((dx, layer.dx), (dy, layer.dy)))
            if isinstance(layer.node, Sprite) and layer.alpha == 1 and layer.clip is None:
                self.mobjects(self._drawn(layer.node, x, y))
            else:
                self._over(self._cut(self._group(layer.node, x, y), layer.clip), layer.alpha)

    def comets(self, comets):
        dots = [comet(one) for one in comets]
        self.mobjects([tail for tail, _ in dots if len(tail.points)])
        self.mobjects([part for _, head in dots for part in head])

    def mobjects(self, found):
        self._waiting += found

    def done(self):
        """The pixels, with everything drawn that waited for it."""
        if self._waiting:
            wide, high = (side / self.lens.scale for side in self.size)
            camera = Camera(
                frame_center=(self.lens.x + wide / 2, -self.lens.y - high / 2, 0),
                frame_width=wide,
                frame_height=high,
                cairo_line_width_multiple=1.0,
            )
            camera.pixel_array[:] = self.pixels
            camera.capture_mobjects(self._waiting)
            self.pixels, self._waiting = camera.pixel_array.copy(), []
        return self.pixels

    def _drawn(self, sprite, dx, dy):
        return [one.shift((dx, -dy, 0)) for one in sprite.draw(self.kit, *sprite.args)]

    def _group(self, node, dx, dy):
        if isinstance(node, Mix):
            return sum(self._group(one, dx, dy) * share for one, share in node.shares)
        alone = Plain(self.kit, self.lens, self.size, np.zeros_like(self.pixels))
        if isinstance(node, Sprite):
            alone.mobjects(alone._drawn(node, dx, dy))
        else:
            alone.layers(node.layers, dx, dy)
        return alone.done()

    def _cut(self, group, box):
        if box is not None:
            left, top = round((box.x - self.lens.x) * self.lens.scale), round((box.y - self.lens.y) * self.lens.scale)
            right = round((box.right - self.lens.x) * self.lens.scale)
            bottom = round((box.bottom - self.lens.y) * self.lens.scale)
            inside = slice(max(0, top), max(0, bottom)), slice(max(0, left), max(0, right))
            whole, group = group, np.zeros_like(group)
            group[inside] = whole[inside]
        return group

    def _over(self, group, alpha):
        """Where a group is nothing, what lies under it stays as it is."""
        drawn = group.any(axis=2)
        rows, columns = (np.flatnonzero(drawn.any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            return
        there = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        over = group[there] * alpha
        under = self.done()[there] * (1 - over[..., 3:] / 255)
        self.pixels[there] = np.round(over + under).astype(np.uint8)


class Tail(Shape):
    """Fades along the chord of its line, however that is bent."""

    def get_gradient_start_and_end_points(self):
        return self.ends


def comet(one):
    """A dot with its tail, just where it is."""
    line = one.track.between(one.way - one.far, one.way)
    tail = Tail(sheen_direction=(1, 0, 0), background_stroke_color=None)
    tail.points = shape(polygon(ribbon(line, WIDTH * one.size))).points if len(line) > 1 else tail.points
    tail.fill_rgbas = np.array([[*rgb(one.color), 0.0], [*rgb(one.color), STRONG * one.alpha]])
    tail.ends = [np.array((x, -y, 0.0)) for x, y in (line[0], line[-1])] if line else []
    tail.stroke_width, tail.stroke_rgbas = 0.0, np.zeros((1, 4))
    return tail, [
        shape(circle(*one.at, RADIUS * one.size * part), fill=color)
        for color, part in ((one.color, 1), (one.core, CORE))
    ]


def plain(kit, frame, whole):
    """The frame's pixels; `whole` is the lens that shows all of it."""
    size = kit.picture.size
    ground = np.array([*(round(one * 255) for one in rgb(kit.picture.theme.color("ground"))), 255], np.uint8)
    stage = Plain(kit, frame.lens, size, np.full((size[1], size[0], 4), ground))
    stage.layers(frame.under)
    stage.comets(frame.comets)
    stage.layers(frame.over)
    stage.layers(frame.ends)
    around = Plain(kit, whole, size, _ended(stage.done(), frame.window, whole.scale, ground))
    around.layers(frame.hud)
    return around.done()


def _ended(pixels, box, scale, ground):
    """What is seen through a window ends softly."""
    if box is None:
        return pixels
    shown = np.zeros(pixels.shape[:2])
    rows = (np.arange(len(pixels)) + 0.5) / scale
    soft = np.clip(np.minimum(rows - box.y, box.bottom - rows) / FEATHER, 0, 1)
    columns = slice(round(box.x * scale), round(box.right * scale))
    shown[round(box.y * scale) : round(box.bottom * scale), columns] = 1
    across = (np.arange(pixels.shape[1]) + 0.5) / scale
    shown *= soft[:, None] * np.clip(np.minimum(across - box.x, box.right - across) / ASIDE, 0, 1)
    return np.round(ground + (pixels.astype(float) - ground) * shown[..., None]).astype(np.uint8)
