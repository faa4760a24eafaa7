"""Words that were broken early, broken anew for the width that their card turned out to have."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.layout.cards.body import Body, state_width
from diagram_anim.layout.frame.sizes import wrapped


def rebroken(body: Body, width: float) -> Body:
    """On fewer lines where the box turned out wide."""
    if not body.plain:
        return body
    room = width - beside(body)
    name = wrapped(body.card.label.drawn, body.name_type, room)
    sub = wrapped(body.card.sub, body.sizes.type("small"), room)
    return replace(
        body, name=name if len(name) < len(body.name) else body.name, sub=sub if len(sub) < len(body.sub) else body.sub
    )


def beside(body: Body) -> float:
    """The width that isn't its words'."""
    room = 2 * body.pad
    if not body.upright:
        room += body.well + body.sizes.air(20) if body.well else 0.0
        room += body.sizes.px(24) + body.counted[0] if body.counters else 0.0
        room += body.sizes.px(24) + body.aside.w if body.aside else 0.0
        room += body.sizes.px(20) + state_width(body.sizes) if body.stated else 0.0
    return room


def head(body: Body) -> float:
    """The height of what it says."""
    return body.stack if body.upright else max(body.column, body.well, body.counted[1])
