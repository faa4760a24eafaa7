"""The system behind a diagram: who plays which role, who can reach whom, and how each behaves.

Times are seconds, rates requests per second, shares 0 to 1. A part holds only what was given; every key has a default
in the simulation's table, `simulate.DEFAULTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    CLIENT = "client"
    BALANCER = "balancer"
    SERVER = "server"
    STORE = "store"
    CACHE = "cache"
    QUEUE = "queue"
    CONTROLLER = "controller"
    NODE = "node"
    OUTCOME = "outcome"
    """A box that names what becomes of the others ("service down"); no request goes there."""
    THING = "thing"
    """Nothing is known of it: requests pass through."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of the system. `settings` holds what was given, with dotted names flattened: `check.period`."""

    id: str
    role: Role
    settings: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        return self.settings.get(key, default)


@dataclass(frozen=True, slots=True)
class System:
    """`links` are the ways requests can go, in the order drawn, as (source, target) pairs of part ids."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()

    def role(self, id: str) -> Role:
        part = self.parts.get(id)
        return part.role if part else Role.THING

    def after(self, id: str) -> tuple[str, ...]:
        return tuple(target for source, target in self.links if source == id)
