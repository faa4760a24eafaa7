"""How light a colour is, by WCAG 2.2's definition of relative luminance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Light = npt.NDArray[np.float64]


def linear(share: Light) -> Light:
    """Shares of sRGB, 0 to 1, as linear light."""
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def luminance(light: Light) -> Light:
    """Of linear red, green and blue, (…, 3)."""
    return np.asarray(light @ np.array([0.2126, 0.7152, 0.0722]))
