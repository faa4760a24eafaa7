"""A frame put together from cels: what stands still is kept, and only what has changed is painted and handed on.

Painting one layer after another on an empty canvas is what a frame is. Most of it is found painted already: `under`
holds what lies under the dots, `still` the whole picture without any. Where dots are now, and where they were, blocks
are taken over from these and painted anew; the outcome is the same to the bit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from diagram_anim.model.geometry import Box
from diagram_anim.stage import comets
from diagram_anim.stage.blanks import Blanks
from diagram_anim.stage.canvas import Canvas, Mask
from diagram_anim.stage.cels import Placed
from diagram_anim.stage.nodes import Frame, Layer, Lens
from diagram_anim.stage.planes import Planes
from diagram_anim.stage.sheets import Row, Sheets
from diagram_anim.stage.studio import Studio
from diagram_anim.stage.window import Window

Pixels = npt.NDArray[np.uint8]


class Compositor:
    """Frames through the lenses of one segment, of what is kept in a studio."""

    def __init__(self, studio: Studio) -> None:
        self._size = studio.picture.size
        self._whole = studio.whole
        self._ground = studio.ground
        self._cels, self._space = studio.cels, studio.space
        self._canvas = Canvas(self._size)
        self._planes = Planes(self._canvas) if studio.picture.planes else None
        width, height = self._size
        self._blanks = Blanks((height * 3 // 2, width) if self._planes else (height, width, 4))
        self._given: Pixels | None = None
        self._view: tuple[Lens, Box | None] | None = None
        self._sheets: Sheets | None = None
        self._touched = self._canvas.mask()

    def compose(self, frame: Frame) -> Pixels:
        """The frame's pixels, (h, w, 4) premultiplied or NV12; the array is the caller's. Where
        nothing has changed it is the last one again."""
        view = (frame.lens, frame.window)
        if view == self._view and not frame.moving:
            return self._renewed(frame)
        self._view, self._sheets = view, None
        return self._painted(frame)

    def _painted(self, frame: Frame) -> Pixels:
        """The whole frame from nothing."""
        canvas, context, window = self._canvas, self._canvas.context, self._window(frame)
        canvas.fill(self._word, (0, 0, *self._size))
        with window.clipped(context):
            self._layers(frame.under, frame)
            comets.paint(context, self._space, comets.seen(frame.comets, frame.lens))
            self._layers((*frame.over, *frame.ends), frame)
        window.feather(context)
        self._row(frame.hud, self._whole).paint(context)
        self._touched = canvas.mask([(0, 0, *self._size)])
        return self._handed(self._touched)

    def _renewed(self, frame: Frame) -> Pixels:
        """The frame from the one before, through the same lens."""
        canvas, context, window = self._canvas, self._canvas.context, self._window(frame)
        sheets = self._sheets = self._sheets or self._blank(frame, window)
        changed = sheets.change(frame)
        dots = comets.seen(frame.comets, frame.lens)
        ends = [one for layer in frame.ends for one in self._cels.place(layer, frame.lens)]
        touched = canvas.mask([*(one.box for one in dots), *(one.box for one in ends)])
        dirty = touched | self._touched | changed
        self._touched = touched
        if self._given is not None and not dirty.any():
            return self._given
        covered = touched & sheets.covered
        canvas.take(sheets.still, dirty)
        canvas.take(sheets.under, covered)
        with window.clipped(context):
            comets.paint(context, self._space, dots)
            with canvas.clipped(covered):
                sheets.over.paint(context)
            for one in ends:
                one.paint(context)
        with canvas.clipped(covered):
            window.feather(context)
            sheets.hud.paint(context)
        return self._handed(dirty)

    def _blank(self, frame: Frame, window: Window) -> Sheets:
        def place(layer: Layer) -> list[Placed]:
            return self._cels.place(layer, frame.lens)

        def lay(layer: Layer) -> list[Placed]:
            return self._cels.place(layer, self._whole)

        return Sheets(self._size, self._word, window, place, lay)

    def _handed(self, dirty: Mask) -> Pixels:
        self._canvas.context.get_target().flush()
        self._given = self._blanks.take()
        if self._planes is None:
            self._given[:] = self._canvas.pixels
        else:
            self._planes.renew(dirty)
            self._planes.fill(self._given)
        return self._given

    def _layers(self, layers: Sequence[Layer], frame: Frame) -> None:
        if not frame.moving:
            self._row(layers, frame.lens).paint(self._canvas.context)
            return
        for layer in layers:
            self._cels.paint(self._canvas.context, layer, frame.lens)

    def _row(self, layers: Sequence[Layer], lens: Lens) -> Row:
        return Row(lambda layer: self._cels.place(layer, lens), layers)

    @property
    def _word(self) -> int:
        """The ground as a pixel."""
        ground = [*(round(one * 255) for one in self._ground), 255] if self._ground else [0, 0, 0, 0]
        return int(np.array(ground, np.uint8).view(np.uint32)[0])

    def _window(self, frame: Frame) -> Window:
        return Window(frame.window, self._whole.scale, self._ground)
