"""Names as they are seen: what stands in a registry, and what a client was told, until that runs out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from diagram_anim.cast import named
from diagram_anim.cast.signs import ANSWER, NAMES
from diagram_anim.model.log import Clock, Event
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Action, Clip

TICKS = 30
"""An answer's remaining time is told at most so many times, each second where that is enough."""

Film = Callable[[int], float]


def tables(events: Sequence[Event], film: Film, board: Storyboard) -> list[Clip]:
    """The registry's row, as it changes."""
    found = []
    for part in named.registries(board, events):
        for index, name, ids in named.known(events):
            at = film(index)
            found.append(Clip(at, at, Action.TEXT, part, named.entry(board, name, ids), slot=NAMES))
    return found


def answers(events: Sequence[Event], film: Film, clock: Clock, board: Storyboard) -> list[Clip]:
    """What each client goes by and for how long yet; stale from when somebody it was told of isn't there any more."""
    changes = list(named.known(events))
    clients = {event.of for event in events if event.kind == "resolved"}
    found: list[Clip] = []
    for client in sorted(clients):
        asked = [index for index, event in enumerate(events) if event.kind == "resolved" and event.of == client]
        for here, after in pairwise([*asked, len(events)]):
            event = events[here]
            name, ids, ttl = str(event.data["name"]), tuple(event.data["addresses"]), float(event.data["ttl"])
            gone = next(
                (i for i, of, there in changes if here < i < after and of == name and set(ids) - set(there)), None
            )
            over = next((i for i in range(here, after) if (events[i].kind, events[i].of) == ("expired", name)), None)
            last = events[after].t if after < len(events) else events[-1].t
            moments = [(film(here), event.t, here)]
            step = max(1.0, math.ceil(ttl / TICKS))
            ticks = (event.t + step * number for number in range(1, math.ceil(ttl / step) + 1))
            moments += [(clock.film(t), t, -1) for t in ticks if t < last]
            moments += [(film(one), events[one].t, one) for one in (gone, over) if one is not None]
            for at, t, _ in sorted(moments):
                stale = gone is not None and at >= film(gone)
                ended = over is not None and at >= film(over)
                left = 0 if ended else max(0, math.ceil(event.t + ttl - t - 1e-9))
                said = named.answer(board, name, ids, left, stale=stale)
                found.append(Clip(at, at, Action.TEXT, client, said, slot=ANSWER))
    return found
