"""Whether what a theme shows can be told from what it stands on: the pairs that meet, and how much each needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagram_anim.model.theme import Theme
from diagram_anim.stage import color
from diagram_anim.stage.palette import GROUNDS, READABLE, VISIBLE, Palette

PARTS = "card group head note frame activation".split()
"""What may have a fill of its own with words on it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet, by their tokens. `least` is the ratio that they need: words 4.5, signs and lines 3."""

    front: str
    back: str
    ratio: float
    least: float

    @property
    def fits(self) -> bool:
        return self.ratio >= self.least


def pairs(theme: Theme) -> Iterator[Pair]:
    """Every pair that a theme brings together (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""
    palette = Palette(theme)
    states = tuple(theme["color.state"])
    for back in (*GROUNDS, "band", "raised"):
        for front in ("ink", "ink2", "ink3", "traffic_ink", "old", "new_ink"):
            yield _pair(front, back, palette[front], palette[back], READABLE)
    for back in GROUNDS:
        for state in states:
            yield _pair(f"state.{state}", back, palette.word(state), palette[back], READABLE)
            yield _pair(f"state_fill.{state}", back, palette.fill(state), palette[back], VISIBLE)
        for front in ("traffic", "lit", "old", "new", "edge"):
            yield _pair(front, back, palette[front], palette[back], VISIBLE)
    yield _pair("ink", "past", palette["ink"], palette["past"], READABLE)
    yield _pair("on_state", "traffic", palette["on_state"], palette["traffic"], READABLE)
    for state in states:
        yield _pair("on_state", f"state_fill.{state}", palette["on_state"], palette.fill(state), VISIBLE)
    for state in states:
        if tint := palette.tint(state):
            yield _pair(f"state.{state}", f"state_tint.{state}", palette.word(state), tint, READABLE)
            for front in ("ink", "ink2"):
                yield _pair(front, f"state_tint.{state}", palette[front], tint, READABLE)
    for part in PARTS:
        own = palette.given(part)
        if own.fill:
            for name in ("ink", "ink2"):
                front = own.ink if name == "ink" and own.ink else palette[name]
                yield _pair(name, f"own.{part}.fill", front, own.fill, READABLE)


def _pair(front: str, back: str, one: str, other: str, least: float) -> Pair:
    return Pair(front, back, color.contrast(one, other), least)
