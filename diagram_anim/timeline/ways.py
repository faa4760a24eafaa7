"""The way that each request has gone so far, as the log tells it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from diagram_anim.model.log import Event, base


@dataclass(frozen=True, slots=True)
class Aside:
    """A way to a part that somebody on the way asked before others, from the source on, and whether it answered."""

    way: tuple[str, ...]
    answered: bool


@dataclass(slots=True)
class Way:
    """Parts from the source on, copies as copies: the way to the last one, and those to others that were asked."""

    parts: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    @property
    def passed(self) -> list[str]:
        """All that it has come to and that have done their work, once it is served."""
        return [*self.parts[1:], *(part for one in self.asides if one.answered for part in one.way[1:])]


class Ways:
    """Ways by their requests. Where one was tried again from a part, went back to a queue, or was lost with a part that
    waited for others, what led nowhere isn't of its way."""

    def __init__(self) -> None:
        self._ways: dict[int, Way] = defaultdict(Way)

    def follow(self, event: Event) -> None:
        """Takes what an event tells of a request's way; others change nothing."""
        if event.request is None:
            return
        if event.kind == "sent":
            self._ways[event.request] = Way([event.at])
            return
        way = self._ways[event.request]
        cards = [base(part) for part in way.parts]
        places = [place for place, card in enumerate(cards) if card == base(event.at)]
        if places:
            del way.parts[places[0 if event.kind == "routed" else -1] + 1 :]
        if event.kind == "routed":
            way.parts.append(event.to)
        elif event.kind in ("answered", "unanswered"):
            way.asides.append(Aside(tuple(way.parts), event.kind == "answered"))

    def of(self, request: int) -> Way:
        """The way of one by now."""
        return self._ways[request]

    def end(self, request: int) -> Way:
        """The way of one that has ended, which is forgotten."""
        return self._ways.pop(request, Way())
