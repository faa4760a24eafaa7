"""What stands still in one picture after another, painted once; where layers change, within their edges, again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cairo

from diagram_anim.stage.canvas import Canvas, Mask, clipped, merged, overlap
from diagram_anim.stage.cels import Edges, Placed
from diagram_anim.stage.nodes import Frame, Layer
from diagram_anim.stage.window import Window

Place = Callable[[Layer], list[Placed]]


class Row:
    """Layers as they were placed for the last frame."""

    def __init__(self, place: Place, layers: Sequence[Layer] = ()) -> None:
        self._place = place
        self._layers: Sequence[Layer] = ()
        self.placed: list[Placed] = []
        self._by_layer: dict[int, list[Placed]] = {}
        self.change(layers)

    def change(self, layers: Sequence[Layer]) -> list[Edges]:
        """Takes the next frame's layers; the boxes in which these look different."""
        if layers == self._layers:
            return []
        before = self._by_layer
        now = {id(one): before[id(one)] if id(one) in before else self._place(one) for one in layers}
        gone = dict.fromkeys(one for key, found in before.items() if key not in now for one in found)
        come = dict.fromkeys(one for key, found in now.items() if key not in before for one in found)
        # Ids are those of the layers held here: none is another's meanwhile.
        self._layers, self._by_layer = layers, now
        self.placed = [one for layer in layers for one in now[id(layer)]]
        return [one.box for one in gone if one not in come] + [one.box for one in come if one not in gone]

    def paint(self, context: cairo.Context[Any], box: Edges | None = None) -> None:
        for one in self.placed:
            if box is None or overlap(one.box, box):
                one.paint(context)


class Sheets:
    """Two canvases through one lens: `under` with what lies under the dots, `still` with the whole picture less dots.

    `over` and `hud` are placed as for the last frame; `covered` tells the blocks in which there is anything of them.
    `place` puts a layer under the lens, `lay` one of the words around.
    """

    def __init__(self, size: tuple[int, int], ground: int, window: Window, place: Place, lay: Place) -> None:
        self._size = size
        self._ground = ground
        self._window = window
        self.under, self.still = Canvas(size), Canvas(size)
        self._below, self.over, self.hud = Row(place), Row(place), Row(lay)
        self.covered = self.still.mask()
        self._new = True

    def change(self, frame: Frame) -> Mask:
        """Takes the next frame; the blocks that differ from those before."""
        below = self._below.change(frame.under)
        above = self.over.change(frame.over) + self.hud.change(frame.hud)
        if self._new:
            below, self._new = [(0, 0, *self._size)], False
        if above or below:
            placed = (*self.over.placed, *self.hud.placed)
            self.covered = self.still.mask([*(one.box for one in placed), *self._window.bands])
        for box in merged(below, self._size):
            self._paint_under(box)
        boxes = merged([*below, *above], self._size)
        for box in boxes:
            self._paint_still(box)
        return self.still.mask(boxes)

    def _paint_under(self, box: Edges) -> None:
        self.under.fill(self._ground, box)
        context = self.under.context
        with clipped(context, box), self._window.clipped(context):
            self._below.paint(context, box)

    def _paint_still(self, box: Edges) -> None:
        self.still.copy(self.under, box)
        context = self.still.context
        with clipped(context, box):
            with self._window.clipped(context):
                self.over.paint(context, box)
            self._window.feather(context)
            self.hud.paint(context, box)
