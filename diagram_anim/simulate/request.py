"""A request on its way: where it is, who waits for its answer, and what it has borrowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.model.system import Role
from diagram_anim.simulate.things import Address, Copy, Thing


@dataclass(slots=True, eq=False)
class Stay:
    """A request's stay at a copy, from when it is sent there until the copy has answered. The last of its stays is
    where it is or comes to; at each before it its answer is waited for."""

    copy: Copy
    came: Copy | None
    """Who sent it there."""
    seen: int
    """How many parts it had been to before."""
    loans: int
    """How many connections it had borrowed by then."""
    left: Sequence[Sequence[Thing]] = ()
    """Whom the copy still asks for it, behind who is asked now."""
    spare: bool = False
    """Whether the answer of who is asked now isn't needed."""


@dataclass(slots=True, eq=False)
class Request:
    """`told` is the way that a single request was given, `via` the only address that a source sends to.

    What a controller sends is an order about its target, no request for its service: it arrives whatever state the
    target is in (an order to start finds nothing running yet) and keeps none of its slots.
    """

    number: int
    source: Thing
    since: float
    client: int
    count: int = 1
    """How many requests it stands for."""
    stays: list[Stay] = field(default_factory=list)
    """Those that aren't over, from the source on."""
    left: float = 0.0
    """When it was last sent on."""
    seen: list[str] = field(default_factory=list)
    to: str = ""
    """The consumer that a copy of a message is for."""
    via: Address | None = None
    told: tuple[str, ...] = ()
    fails: bool = False
    order: bool = True
    """Whether it arrives in whatever state its target is, where a controller sends it."""
    ending: Any = None
    """An event that succeeds with its fate."""
    tries: int = 0
    chooser: Copy | None = None
    """The balancer that sent it here, if it would try another."""
    tried: list[Copy] = field(default_factory=list)
    loans: list[tuple[Copy, Thing]] = field(default_factory=list)
    """The connections that it has borrowed: whose, and to which store."""
    done: bool = False

    @property
    def ordered(self) -> bool:
        """Whether it is an order that has come to its target."""
        orders = self.order and bool(self.told) and self.source.role is Role.CONTROLLER
        return orders and len(self.seen) >= len(self.told)

    @property
    def here(self) -> Copy | None:
        """Where it is, or comes to."""
        return self.stays[-1].copy if self.stays else None

    def stands(self, stay: Stay) -> bool:
        """Whether it is still, or again, at this stay, and not elsewhere."""
        return bool(self.stays) and self.stays[-1] is stay
