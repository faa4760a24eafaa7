"""How far what is drawn keeps to its room."""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.geometry import Box, union
from diagram_anim.model.layout import Placed

BEYOND = 16.0
"""Lines may reach so many px beyond the room."""


def within(placed: Sequence[Placed], room: Box, inner: Box) -> Box:
    """An inner room less as much on each side as things and words on lines reach beyond the room there."""
    all_ = union([room, *(box for one in placed for box in (one.box, one.label) if box)])
    left, top, right, bottom = (
        over if over > BEYOND else 0.0
        for over in (room.x - all_.x, room.y - all_.y, all_.right - room.right, all_.bottom - room.bottom)
    )
    return Box(inner.x + left, inner.y + top, inner.w - left - right, inner.h - top - bottom)
