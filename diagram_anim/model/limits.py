"""What no film can show any more: bounds of what may be asked for, each told before anything is simulated."""

from __future__ import annotations

COPIES = 1000
"""The most copies of one thing: tiles show some thirty, past them stands a count."""

LONGEST = 3600.0
"""The most system seconds that one beat may take or wait: a step of a few seconds squeezes them into ×1000 already."""

STEP = 600.0
"""The most seconds of film for one step."""

PACE = 20.0
"""The most that all steps may be drawn out."""
