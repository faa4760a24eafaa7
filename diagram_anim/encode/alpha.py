"""Transparency without fringes: colours stay true at the edges where a codec or a scaler mixes neighbours.

Frames come with straight alpha, and where nothing is there the colour is black. A codec that keeps colours at less than
full size, or not exactly, would mix that black into the edges.
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
    near = Image.fromarray(premultiplied(frame)).reduce(REACH).resize((width, height), Image.Resampling.BILINEAR)
    filled = frame.copy()
    filled[..., :3][empty] = straight(np.asarray(near))[..., :3][empty]
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
    return straight(np.asarray(Image.fromarray(premultiplied(frame)).resize(size, Image.Resampling.BOX)))


def premultiplied(frame: Pixels) -> Pixels:
    alpha = frame[..., 3:].astype(np.uint16)
    found = frame.copy()
    found[..., :3] = (frame[..., :3] * alpha + 127) // 255
    return found


def straight(frame: Pixels) -> Pixels:
    alpha = frame[..., 3:].astype(np.uint32)
    color = frame[..., :3].astype(np.uint32) * 255 + alpha // 2
    np.floor_divide(color, alpha, out=color, where=alpha > 0)
    found = frame.copy()
    found[..., :3] = np.minimum(color, 255)
    return found
