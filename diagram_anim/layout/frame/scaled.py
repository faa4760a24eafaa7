"""A placed thing made smaller about the frame's upper left corner, its words too."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, Type


def scaled(one: Placed, by: float) -> Placed:
    """A placed thing with all its lengths made smaller."""

    def box(of: Box) -> Box:
        return Box(round(of.x * by, 2), round(of.y * by, 2), round(of.w * by, 2), round(of.h * by, 2))

    def type(of: Type) -> Type:
        return replace(of, size=round(of.size * by, 2))

    return replace(
        one,
        box=box(one.box),
        lines=tuple(
            replace(line, x=line.x * by, baseline=line.baseline * by, type=type(line.type), width=line.width * by)
            for line in one.lines
        ),
        icon=box(one.icon) if one.icon else None,
        slots={name: replace(slot, box=box(slot.box), type=type(slot.type)) for name, slot in one.slots.items()},
        corners=tuple((round(x * by, 2), round(y * by, 2)) for x, y in one.corners),
        radius=one.radius * by,
        label=box(one.label) if one.label else None,
        scale=one.scale * by,
    )
