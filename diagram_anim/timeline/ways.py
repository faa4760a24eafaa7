"""The way that each request has gone so far, as the log tells it."""

from __future__ import annotations

from collections import defaultdict

from diagram_anim.cast.room import base
from diagram_anim.model.log import Event


class Ways:
    """Ways by their requests, from the source on, copies as copies. Where one was tried again from a part, or went back
    to a queue, what led nowhere isn't of its way."""

    def __init__(self) -> None:
        self._ways: dict[int, list[str]] = defaultdict(list)

    def follow(self, event: Event) -> None:
        """Takes a `sent` or a `routed` event; others change nothing."""
        if event.request is None:
            return
        if event.kind == "sent":
            self._ways[event.request] = [event.at]
        elif event.kind == "routed":
            way = self._ways[event.request]
            cards = [base(part) for part in way]
            if base(event.at) in cards:
                del way[cards.index(base(event.at)) + 1 :]
            way.append(event.to)

    def end(self, request: int) -> list[str]:
        """The way of one that has ended, which is forgotten."""
        return self._ways.pop(request, [])
