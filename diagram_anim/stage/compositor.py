"""Sprites become small surfaces through Manim's camera, once a look; a frame is put together from them.

Surfaces hold premultiplied pixels in the byte order R G B A: like Manim's camera, everything here paints with red and
blue exchanged in cairo's native order.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import numpy as np
import numpy.typing as npt
from manim import VMobject

from diagram_anim.model.geometry import Box
from diagram_anim.stage.color import rgb
from diagram_anim.stage.nodes import Frame, Layer, Lens, Mix, Node, Sprite
from diagram_anim.stage.shapes import bounds
from diagram_anim.stage.tails import paint_comets

Pixels = npt.NDArray[np.uint8]

SHELF = 128 * 2**20
"""Bytes of surfaces that are kept."""

AROUND = 64
"""Device px beyond the frame that a sprite is still drawn for, so that it can move in."""


FEATHER = 28.0
"""Frame px over which a window's contents fade out."""


@dataclass(frozen=True, slots=True)
class Cel:
    """A surface with its place on the device."""

    surface: cairo.ImageSurface
    x: int
    y: int
    w: int
    h: int


class Compositor:
    """Puts frames together. `display` draws one mobject as Manim's camera does; `draw` gives a sprite's mobjects."""

    def __init__(
        self,
        size: tuple[int, int],
        whole: Lens,
        ground: str | None,
        display: Callable[[VMobject, cairo.Context[Any]], Any],
        draw: Callable[[Sprite], Sequence[VMobject]],
    ) -> None:
        self._size = size
        self._whole = whole
        self._ground = ground
        self._display = display
        self._draw = draw
        self._cels: OrderedDict[Hashable, Cel | None] = OrderedDict()
        self._weight = 0
        self._backdrop: tuple[Hashable, Pixels] | None = None

    def compose(self, frame: Frame) -> Pixels:
        """The frame's pixels, premultiplied; the array is the caller's."""
        key = (frame.lens, frame.window, frame.under)
        if self._backdrop is None or self._backdrop[0] != key:
            self._backdrop = (key, self._painted(frame))
        pixels = self._backdrop[1].copy()
        context = self._open(pixels)
        self._window(context, frame.window)
        paint_comets(context, frame.comets, frame.lens)
        self._layers(context, frame.over, frame.lens)
        if frame.window is not None:
            self._feather(context, frame.window)
        context.reset_clip()
        self._layers(context, frame.hud, self._whole)
        context.get_target().flush()
        return pixels

    def _painted(self, frame: Frame) -> Pixels:
        width, height = self._size
        ground = [*(round(one * 255) for one in rgb(self._ground)), 255] if self._ground else [0, 0, 0, 0]
        # A pixel at a time, not a byte: many times as fast.
        whole = np.full((height, width), np.array(ground, np.uint8).view(np.uint32)[0], np.uint32)
        pixels: Pixels = whole.view(np.uint8).reshape(height, width, 4)
        context = self._open(pixels)
        self._window(context, frame.window)
        self._layers(context, frame.under, frame.lens)
        context.get_target().flush()
        return pixels

    def _open(self, pixels: Pixels) -> cairo.Context[Any]:
        width, height = self._size
        return cairo.Context(cairo.ImageSurface.create_for_data(pixels.data, cairo.FORMAT_ARGB32, width, height))

    def _window(self, context: cairo.Context[Any], box: Box | None) -> None:
        if box is not None:
            _clip(context, box, self._whole)

    def _feather(self, context: cairo.Context[Any], box: Box) -> None:
        """What the camera has moved out of sight ends softly above and below, not in a cut."""
        scale = self._whole.scale
        ground = rgb(self._ground or "#000000")
        if not self._ground:
            context.set_operator(cairo.Operator.DEST_OUT)
        for edge, inner in ((box.y, box.y + FEATHER), (box.bottom, box.bottom - FEATHER)):
            fade = cairo.LinearGradient(0, edge * scale, 0, inner * scale)
            fade.add_color_stop_rgba(0, *ground[::-1], 1.0)
            fade.add_color_stop_rgba(1, *ground[::-1], 0.0)
            context.set_source(fade)
            top = min(edge, inner) * scale
            context.rectangle(0, top, self._size[0], FEATHER * scale)
            context.fill()
        context.set_operator(cairo.Operator.OVER)

    def _layers(self, context: cairo.Context[Any], layers: Iterable[Layer], lens: Lens) -> None:
        for layer in layers:
            cel = self._cel(layer.node, lens)
            if cel is None or layer.alpha <= 0.0:
                continue
            x, y = cel.x + round(layer.dx * lens.scale), cel.y + round(layer.dy * lens.scale)
            if layer.clip is not None:
                context.save()
                _clip(context, layer.clip, lens)
            context.set_source_surface(cel.surface, x, y)
            if layer.alpha >= 1.0:
                context.paint()
            else:
                context.paint_with_alpha(layer.alpha)
            if layer.clip is not None:
                context.restore()

    def _cel(self, node: Node, lens: Lens) -> Cel | None:
        key = (node, lens)
        if key in self._cels:
            self._cels.move_to_end(key)
            return self._cels[key]
        cel = self._made(node, lens)
        self._cels[key] = cel
        self._weight += _weight(cel)
        while self._weight > SHELF and len(self._cels) > 1:
            _, old = self._cels.popitem(last=False)
            self._weight -= _weight(old)
        return cel

    def _made(self, node: Node, lens: Lens) -> Cel | None:
        if isinstance(node, Sprite):
            return self._drawn(node, lens)
        if isinstance(node, Mix):
            found = [(self._cel(one, lens), share) for one, share in node.shares]
            return self._mixed([(cel, share) for cel, share in found if cel is not None])
        parts = [(self._cel(layer.node, lens), layer) for layer in node.layers]
        boxes = [
            (cel.x + round(layer.dx * lens.scale), cel.y + round(layer.dy * lens.scale), cel.w, cel.h)
            for cel, layer in parts
            if cel is not None
        ]
        if not boxes:
            return None
        empty = _empty(boxes)
        context = cairo.Context(empty.surface)
        context.translate(-empty.x, -empty.y)
        self._layers(context, node.layers, lens)
        return empty

    def _mixed(self, parts: Sequence[tuple[Cel, float]]) -> Cel | None:
        """A true cross-fade: the weighted sum of the surfaces, so that what is the same in both stays as it is."""
        if not parts:
            return None
        empty = _empty([(cel.x, cel.y, cel.w, cel.h) for cel, _ in parts])
        context = cairo.Context(empty.surface)
        context.set_operator(cairo.Operator.ADD)
        for cel, share in parts:
            context.set_source_surface(cel.surface, cel.x - empty.x, cel.y - empty.y)
            context.paint_with_alpha(share)
        return empty

    def _drawn(self, sprite: Sprite, lens: Lens) -> Cel | None:
        mobjects = self._draw(sprite)
        edges = bounds(mobjects)
        if edges is None:
            return None
        scale, (width, height) = lens.scale, self._size
        left = math.floor((edges[0] - lens.x) * scale) - 1
        top = math.floor((edges[1] - lens.y) * scale) - 1
        right = math.ceil((edges[2] - lens.x) * scale) + 1
        bottom = math.ceil((edges[3] - lens.y) * scale) + 1
        if lens != self._whole:
            left, top = max(left, -AROUND), max(top, -AROUND)
            right, bottom = min(right, width + AROUND), min(bottom, height + AROUND)
        if right <= left or bottom <= top:
            return None
        surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, right - left, bottom - top)
        context = cairo.Context(surface)
        context.set_matrix(cairo.Matrix(scale, 0, 0, -scale, -lens.x * scale - left, -lens.y * scale - top))
        for mobject in mobjects:
            self._display(mobject, context)
        return Cel(surface, left, top, right - left, bottom - top)


def _empty(boxes: Sequence[tuple[int, int, int, int]]) -> Cel:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    w, h = max(box[0] + box[2] for box in boxes) - left, max(box[1] + box[3] for box in boxes) - top
    return Cel(cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h), left, top, w, h)


def _weight(cel: Cel | None) -> int:
    return cel.w * cel.h * 4 if cel else 0


def _clip(context: cairo.Context[Any], box: Box, lens: Lens) -> None:
    """Clips to whole device px, so that no edge is half seen."""
    left, top = round((box.x - lens.x) * lens.scale), round((box.y - lens.y) * lens.scale)
    right, bottom = round((box.right - lens.x) * lens.scale), round((box.bottom - lens.y) * lens.scale)
    context.rectangle(left, top, right - left, bottom - top)
    context.clip()
