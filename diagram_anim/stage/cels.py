"""Looks become small surfaces, once each: what a frame is put together from.

Surfaces hold premultiplied pixels in the byte order R G B A, or in that of another space: like Manim's camera,
everything here paints with the first and the third exchanged in cairo's native order.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo

from diagram_anim.model.geometry import Box
from diagram_anim.stage.inks import Bounds, Drawing, Space, paint
from diagram_anim.stage.nodes import Layer, Lens, Mix, Node, Sprite, Stack

SHELF = 40 * 2**20
"""Bytes of surfaces that are kept."""

AROUND = 64
"""Device px beyond the frame that a sprite is still drawn for, so that it can move in."""

LARGE = 256
"""Device px; a sprite smaller than this is drawn whole, wherever it lies."""

Draw = Callable[[Sprite], Drawing]

Edges = tuple[int, int, int, int]
"""Left, top, right, bottom in device px."""


@dataclass(frozen=True, slots=True)
class Cel:
    """A surface with its place on the device."""

    surface: cairo.ImageSurface
    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A cel where a layer has it: its top left corner, and the edges within which it is seen."""

    cel: Cel
    x: int
    y: int
    alpha: float
    box: Edges
    cut: bool
    """Whether the box is less than the cel."""

    def paint(self, context: cairo.Context[Any]) -> None:
        if self.cut:
            context.save()
            left, top, right, bottom = self.box
            context.rectangle(left, top, right - left, bottom - top)
            context.clip()
        context.set_source_surface(self.cel.surface, self.x, self.y)
        if self.alpha >= 1.0:
            context.paint()
        else:
            context.paint_with_alpha(self.alpha)
        if self.cut:
            context.restore()


class Cels:
    """The surfaces of all looks, those used least lately let go. `draw` gives a sprite's inks."""

    def __init__(self, size: tuple[int, int], whole: Lens, draw: Draw, space: Space) -> None:
        self._size = size
        self._whole = whole
        self._draw = draw
        self._space = space
        self._cels: OrderedDict[Hashable, Cel | None] = OrderedDict()
        self._weight = 0

    def let_go(self) -> None:
        """Of all surfaces."""
        self._cels.clear()
        self._weight = 0

    def place(self, layer: Layer, lens: Lens, x: int = 0, y: int = 0) -> list[Placed]:
        """A layer under a lens, so many device px aside; nothing where nothing of it is seen.

        A stack that isn't faded comes layer by layer: so when one of them changes, the others needn't be painted.
        """
        if layer.alpha <= 0.0:
            return []
        x, y = x + round(layer.dx * lens.scale), y + round(layer.dy * lens.scale)
        if isinstance(layer.node, Stack) and layer.alpha >= 1.0 and layer.clip is None:
            return [one for inner in layer.node.layers for one in self.place(inner, lens, x, y)]
        cel = self._cel(layer.node, lens)
        if cel is None:
            return []
        x, y = cel.x + x, cel.y + y
        box, cut = (x, y, x + cel.w, y + cel.h), False
        if layer.clip is not None:
            left, top, right, bottom = _window(layer.clip, lens)
            seen = (max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom))
            if seen[0] >= seen[2] or seen[1] >= seen[3]:
                return []
            box, cut = seen, seen != box
        return [Placed(cel, x, y, layer.alpha, box, cut)]

    def paint(self, context: cairo.Context[Any], layer: Layer, lens: Lens) -> None:
        """Paints a layer where no other frame will show it just so: its inks go straight onto the canvas, no cel is
        made on the way."""
        node, alpha = layer.node, layer.alpha
        if alpha <= 0.0:
            return
        if isinstance(node, Mix):
            for placed in self.place(layer, lens):
                placed.paint(context)
            return
        context.save()
        if layer.clip is not None:
            left, top, right, bottom = _window(layer.clip, lens)
            context.rectangle(left, top, right - left, bottom - top)
            context.clip()
        context.translate(round(layer.dx * lens.scale), round(layer.dy * lens.scale))
        if alpha < 1.0:
            box = self._box(self._edges(node), lens)
            if box is not None:
                context.rectangle(box[0], box[1], box[2] - box[0], box[3] - box[1])
                context.clip()
                context.push_group()
                self._straight(context, node, lens)
                context.pop_group_to_source()
                context.paint_with_alpha(alpha)
        else:
            self._straight(context, node, lens)
        context.restore()

    def _straight(self, context: cairo.Context[Any], node: Sprite | Stack, lens: Lens) -> None:
        if isinstance(node, Stack):
            for layer in node.layers:
                self.paint(context, layer, lens)
            return
        drawing = self._draw(node)
        if self._box(drawing.edges, lens) is None:
            return
        context.save()
        context.transform(_matrix(lens))
        paint(context, drawing, self._space)
        context.restore()

    def _edges(self, node: Node) -> Bounds | None:
        """Left, top, right, bottom of a node in frame px."""
        if isinstance(node, Sprite):
            return self._draw(node).edges
        if isinstance(node, Mix):
            found = [self._edges(one) for one, _ in node.shares]
        else:
            found = [
                (edges[0] + layer.dx, edges[1] + layer.dy, edges[2] + layer.dx, edges[3] + layer.dy)
                for layer in node.layers
                if (edges := self._edges(layer.node)) is not None
            ]
        boxes = [edges for edges in found if edges is not None]
        if not boxes:
            return None
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def _box(self, edges: Bounds | None, lens: Lens) -> Edges | None:
        """Whole device px around what is drawn; under a lens that has moved in, less of large things than all."""
        if edges is None:
            return None
        scale, (width, height) = lens.scale, self._size
        left = math.floor((edges[0] - lens.x) * scale) - 1
        top = math.floor((edges[1] - lens.y) * scale) - 1
        right = math.ceil((edges[2] - lens.x) * scale) + 1
        bottom = math.ceil((edges[3] - lens.y) * scale) + 1
        if lens != self._whole and max(right - left, bottom - top) > LARGE:
            left, top = max(left, -AROUND), max(top, -AROUND)
            right, bottom = min(right, width + AROUND), min(bottom, height + AROUND)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _cel(self, node: Node, lens: Lens) -> Cel | None:
        if isinstance(node, Mix):
            # Its shares are others in the next frame: where they aren't, nobody asks.
            cels = [(self._cel(one, lens), share) for one, share in node.shares]
            return _mixed([(cel, share) for cel, share in cels if cel is not None])
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

    def _made(self, node: Sprite | Stack, lens: Lens) -> Cel | None:
        if isinstance(node, Sprite):
            return self._drawn(self._draw(node), lens)
        placed = [one for layer in node.layers for one in self.place(layer, lens)]
        if not placed:
            return None
        found, context = _empty([one.box for one in placed])
        for one in placed:
            one.paint(context)
        return found

    def _drawn(self, drawing: Drawing, lens: Lens) -> Cel | None:
        box = self._box(drawing.edges, lens)
        if box is None:
            return None
        found, context = _empty([box])
        context.transform(_matrix(lens))
        paint(context, drawing, self._space)
        return found


def _matrix(lens: Lens) -> cairo.Matrix:
    """From Manim's own coordinates, whose y points up, to the device's."""
    return cairo.Matrix(lens.scale, 0, 0, -lens.scale, -lens.x * lens.scale, -lens.y * lens.scale)


def _window(box: Box, lens: Lens) -> Edges:
    """To whole device px, so that no edge is half seen."""
    left, top = round((box.x - lens.x) * lens.scale), round((box.y - lens.y) * lens.scale)
    return left, top, round((box.right - lens.x) * lens.scale), round((box.bottom - lens.y) * lens.scale)


def _mixed(parts: Sequence[tuple[Cel, float]]) -> Cel | None:
    """A true cross-fade: the weighted sum of the surfaces, so that what is the same in both stays as it is."""
    if not parts:
        return None
    found, context = _empty([(cel.x, cel.y, cel.x + cel.w, cel.y + cel.h) for cel, _ in parts])
    context.set_operator(cairo.Operator.ADD)
    for cel, share in parts:
        context.set_source_surface(cel.surface, cel.x, cel.y)
        context.paint_with_alpha(share)
    return found


def _empty(boxes: Sequence[Edges]) -> tuple[Cel, cairo.Context[Any]]:
    """A surface that holds all boxes, with a context in the device's own coordinates."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    w, h = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h)
    context = cairo.Context(surface)
    context.translate(-left, -top)
    return Cel(surface, left, top, w, h), context


def _weight(cel: Cel | None) -> int:
    return cel.w * cel.h * 4 if cel else 0
