"""Transparency without fringes: colours stay true at the edges where a codec or a scaler mixes neighbours.

Frames come with straight alpha, and where nothing is there the colour is black. A codec that keeps colours at less than
full size, or not exactly, would mix that black into the edges. Pillow itself weighs colours by their alpha where it
scales.
"""

from __future__ import annotations

import av
import numpy as np
from PIL import Image

from diagram_anim.encode.pixels import Pixels

REACH = 8
"""How far colours are carried over an edge, px: a block of a codec's transform."""


def translucent(frame: Pixels) -> bool:
    return bool(frame[..., 3].min() < 255)


def bled(frame: Pixels) -> Pixels:
    """The frame with colours carried into what is fully transparent; nothing that is seen changes."""
    empty = frame[..., 3] == 0
    if not empty.any() or empty.all():
        return frame
    height, width = empty.shape
    near = np.asarray(Image.fromarray(frame).reduce(REACH).resize((width, height), Image.Resampling.BILINEAR))
    reached = empty & (near[..., 3] > 0)
    filled = frame.copy()
    filled[reached, :3] = near[reached, :3]
    return filled


def scaled(frame: Pixels, size: tuple[int, int]) -> Pixels:
    """The frame in another size, by what is seen of each pixel."""
    if size == (frame.shape[1], frame.shape[0]):
        return frame
    if not translucent(frame):
        picture = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(frame), format="rgba")
        # Planes of red, green and blue are scaled as they are; packed pixels would go through YUV.
        planes = picture.reformat(*size, format="gbrp", interpolation="LANCZOS")
        return np.asarray(planes.reformat(format="rgba").to_ndarray(), np.uint8)
    return np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.BOX))
