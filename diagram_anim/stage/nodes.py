"""A frame as plain data: what is seen, in which look, how strongly and where. Equal frames are equal pictures.

A sprite names the function that draws a thing and the arguments that decide its look, so that it is drawn once for
each look. Lengths are frame px.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from diagram_anim.model.geometry import Box, Point
from diagram_anim.stage.tracks import Track


@dataclass(frozen=True, slots=True)
class Sprite:
    """`draw(kit, *args)` gives its shapes; equal sprites look the same."""

    draw: Callable[..., Any]
    args: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers over one another that fade and move as one."""

    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """Looks that cross into one another, each with its share."""

    shares: tuple[tuple[Sprite | Stack, float], ...]


Node = Sprite | Stack | Mix


@dataclass(frozen=True, slots=True)
class Layer:
    """A node with its strength, its offset, and the window through which it is seen."""

    node: Node
    alpha: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    clip: Box | None = None

    def moved(self, dx: float, dy: float, clip: Box | None = None) -> Layer:
        """The same, so far to the right and down, through another window where one is given."""
        return Layer(self.node, self.alpha, self.dx + dx, self.dy + dy, clip or self.clip)


@dataclass(frozen=True, slots=True)
class Comet:
    """A dot under way: how far along its line its head is, how long its tail is (ahead of it where that is less than
    0), and its colours. `dx` and `dy` are how far the line is moved."""

    track: Track
    way: float
    far: float
    color: str
    core: str
    size: float = 1.0
    alpha: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    @property
    def at(self) -> Point:
        x, y = self.track.at(self.way)
        return (x + self.dx, y + self.dy)


@dataclass(frozen=True, slots=True)
class Lens:
    """The part of the frame that is seen: its top left corner and device px per frame px."""

    scale: float
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, from back to front: what lies under the traffic, the traffic, what lies over it, how its dots end,
    the words around.

    All but the last are seen through the camera's lens and, where it has moved in, through `window`.
    """

    lens: Lens
    under: tuple[Layer, ...] = ()
    comets: tuple[Comet, ...] = ()
    over: tuple[Layer, ...] = ()
    ends: tuple[Layer, ...] = ()
    hud: tuple[Layer, ...] = ()
    window: Box | None = None
    moving: bool = False
    """Whether the lens moves, so that nothing will be seen just so in another frame."""


def stack(layers: Iterable[Layer | None]) -> Stack:
    return Stack(tuple(layer for layer in layers if layer is not None and layer.alpha > 0.0))


def mix(shares: Iterable[tuple[Sprite | Stack, float]]) -> Node:
    """A mixture, or the node alone where there is only one."""
    found = tuple((node, share) for node, share in shares if share > 0.0)
    if len(found) == 1 and found[0][1] >= 1.0:
        return found[0][0]
    return Mix(found)
