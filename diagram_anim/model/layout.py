"""Where everything stands, in frame pixels (shorter side 1080, y down); decided once, so that nothing jumps later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from diagram_anim.model.geometry import Box, Point


@dataclass(frozen=True, slots=True)
class Type:
    """How a line of text is set: px and 400 or 700; `tabular` with each figure as wide as any other."""

    size: float
    weight: int = 400
    tabular: bool = False

    @property
    def figures(self) -> Type:
        """The same for numbers that change, so that nothing moves but the figure that does."""
        return replace(self, tabular=True)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of words. `x` is its left end, middle or right end, as `anchor` (start middle end) says; `width` what
    it measures."""

    text: str
    x: float
    baseline: float
    type: Type
    width: float
    anchor: str = "start"
    role: str = "name"
    """Which tone it takes: name, sub, label, group, note, word."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Room inside a card for something that changes."""

    box: Box
    type: Type
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing with its place. `icon` is the icon's well; `slots` by the names of `Card.slots`.

    For wires `corners` is the polyline before its bends are rounded by `radius`, border to border, the last point the
    arrow's tip; for a lifeline its two ends. `clip` is the window through which a scrolling view is seen.
    """

    id: str
    view: str
    kind: str
    """card group wire head lifeline message note fragment section activation panel"""
    box: Box
    lines: tuple[TextLine, ...] = ()
    icon: Box | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    corners: tuple[Point, ...] = ()
    radius: float = 0.0
    label: Box | None = None
    parent: str | None = None
    scale: float = 1.0
    """By how much strokes, radii and glyphs are smaller or larger than the theme's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`frame` is (w, h); `stage` the room for the diagram; `window` the part of the frame where a sequence shows,
    `roll` and `span` how tall and how wide its content is."""

    frame: tuple[float, float]
    stage: Box
    direction: str
    placed: tuple[Placed, ...]
    window: Box | None = None
    roll: float = 0.0
    span: float = 0.0
    notes: tuple[str, ...] = ()
    """What was done to make it fit, in words: "turned from TB to LR"."""

    def find(self, view: str, id: str) -> Placed | None:
        return next((one for one in self.placed if one.view == view and one.id == id), None)
