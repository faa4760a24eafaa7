"""How long things take on film: waiting, and the frame grid.

Words and pacing decide the film's seconds only; the system's were settled by the simulation.
"""

from __future__ import annotations

import math

LIVE = 5.0
"""System seconds up to which a wait is shown as it is."""

GRID = 0.2
"""Steps end on a multiple of this, which is a whole number of frames at 15, 25, 30, 50 and 60 a second."""


def film(system: float) -> float:
    """Film seconds for a wait of so many system seconds: short ones as they are, minutes squeezed to a few more."""
    if system <= LIVE:
        return system
    return LIVE + 2.0 * math.log(system / LIVE)


def snap(seconds: float) -> float:
    """The next end of a step that every frame rate can meet."""
    return round(math.ceil(seconds / GRID - 1e-6) * GRID, 6)


def ratio(value: float) -> str:
    """The clock as the corner shows it: `×1`, `×0.7`, `×20`."""
    if abs(value - 1) <= 0.05:
        return "×1"
    if value >= 9.5:
        return f"×{value:.0f}"
    return f"×{value:.1f}".removesuffix(".0")
