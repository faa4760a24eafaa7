"""A second of a segment, with what it takes to read it."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim.model.timeline import Action
from diagram_anim.stage.channels import Channels, Reading
from diagram_anim.stage.glyphs import TURNS
from diagram_anim.stage.kit import Kit

BACK = 0.62
"""How much of a thing's strength goes when it stands back."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`turn` is how far turning rings are, 0 to 1."""

    kit: Kit
    channels: Channels
    at: float
    turn: float

    def read(self, target: str, action: Action, slot: str = "", view: str = "chart") -> Reading:
        return self.channels.read(view, target, action, self.at, slot)

    def number(self, target: str, action: Action, slot: str = "", view: str = "chart") -> float:
        return self.channels.number(view, target, action, self.at, slot)

    def turned(self, state: str) -> int:
        """The position of a state's shape; only the ring of what starts turns."""
        return int(self.turn * TURNS) % TURNS if state == "starting" else 0

    def strength(self, dim: float) -> float:
        return 1.0 - BACK * dim
