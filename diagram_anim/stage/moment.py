"""A second of a segment, with what it takes to read it, and what was made of the seconds before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from math import inf

from diagram_anim.model.timeline import Action, Clip
from diagram_anim.stage.channels import Channels, Reading
from diagram_anim.stage.glyphs import TURNS
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Layer

Layers = tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Layers that are the same from one second until another."""

    since: float
    until: float
    layers: Layers


@dataclass(frozen=True, slots=True)
class Moment:
    """`turning` is how far turning rings are, 0 to 1. `hold` fills `kept`, which one moment lends to the next."""

    kit: Kit
    channels: Channels
    second: float
    turning: float
    kept: dict[Hashable, Kept] = field(default_factory=dict)

    @property
    def at(self) -> float:
        """The second itself: who asks for it is another in the next."""
        self.channels.until = self.second
        return self.second

    def hold(self, key: Hashable, make: Callable[[], Iterable[Layer]]) -> Layers:
        """What `make` gives, made anew only when something has changed that it read."""
        kept, channels = self.kept.get(key), self.channels
        if kept is None or not kept.since <= self.second < kept.until:
            before, channels.until = channels.until, inf
            layers = tuple(make())
            if kept is not None and layers == kept.layers:
                layers = kept.layers
            kept = self.kept[key] = Kept(self.second, channels.until, layers)
            channels.until = before
        channels.until = min(channels.until, kept.until)
        return kept.layers

    def read(self, target: str, action: Action, slot: str = "", view: str = "chart") -> Reading:
        return self.channels.read(view, target, action, self.second, slot)

    def number(self, target: str, action: Action, slot: str = "", view: str = "chart") -> float:
        return self.channels.number(view, target, action, self.second, slot)

    def happening(self, target: str, action: Action) -> list[Clip]:
        return self.channels.happening(target, action, self.second)

    def since(self, target: str, action: Action, lasting: float, view: str = "chart") -> float | None:
        """Seconds since a channel came to a value, where that was less than `lasting` ago."""
        return self.channels.since(view, target, action, self.second, lasting)

    def turned(self, state: str) -> int:
        """The position of a state's shape; only the ring of what starts turns."""
        if state != "starting":
            return 0
        self.channels.until = self.second
        return int(self.turning * TURNS) % TURNS

    def strength(self, dim: float) -> float:
        return 1.0 - self.kit.palette.back * dim
