"""Colours as films keep them: BT.709 in video range, and every film says so."""

from __future__ import annotations

from typing import Any

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, VideoReformatter

from diagram_anim.encode.pixels import Pixels


class Converter:
    """Turns frames into an encoder's own layout, one after another."""

    def __init__(self) -> None:
        self._reformatter = VideoReformatter()

    def __call__(self, frame: Pixels, layout: str) -> av.VideoFrame:
        """In one thread: where a width is no multiple of 16, each of several writes over its last row's end into the
        first row of the next one's part."""
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(frame, format="rgba"),
            format=layout,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )


def tag(codec: Any) -> None:
    """Tells in the file how its colours are meant."""
    codec.colorspace, codec.color_range = Colorspace.ITU709, ColorRange.MPEG
    codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
