"""What a frame is in memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""(h, w, 4): red, green, blue, straight alpha. Formats that say so also take (h * 3 / 2, w): NV12 in BT.709 and video
range, that is luma, then at half the size blue's and red's differences side by side."""
