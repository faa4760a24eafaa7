"""The bars of shares: who gets how much, and from when on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import inf

from diagram_anim.model.log import Event
from diagram_anim.model.timeline import Action, Clip

SHIFT = 0.6
"""The divider of a split that changes at once glides this long; its figures don't."""

COMES = 0.4
"""A bar of shares comes this long."""

Film = Callable[[int], float]


def splits(events: Sequence[Event], film: Film) -> list[Clip]:
    """Split bars: each share is reached before the next is there, so that none is seen that wasn't. Before a release
    gives the first share to its new version the other has all, and has had it from the start: so it is told, and so are
    first shares that leave all to one where nothing has been shared out before."""
    order: dict[str, list[str]] = defaultdict(list)
    told: dict[str, list[tuple[float, dict[str, float]]]] = defaultdict(list)
    released: dict[str, str] = {}
    busy: set[str] = set()
    for index, event in enumerate(events):
        if event.kind == "rolling":
            released[event.of] = str(event.data["version"])
        if event.kind == "routed":
            busy.add(event.at)
        if event.kind == "split":
            shares = {name: float(share) for name, share in event.data["to"].items()}
            order[event.of] += [name for name in shares if name not in order[event.of]]
            if event.of in released and not told[event.of] and len(shares) == 2:
                told[event.of].append((0.0, {name: 100.0 * (name != released[event.of]) for name in shares}))
            if not told[event.of] or told[event.of][-1][1] != shares:
                first = not told[event.of] and event.of not in busy and max(shares.values()) == sum(shares.values())
                told[event.of].append((0.0 if first else film(index), shares))
    found: list[Clip] = []
    for of, moments in told.items():
        ends = [*(at for at, _ in moments[1:]), inf]
        for place, ((at, shares), following) in enumerate(zip(moments, ends, strict=True)):
            to = tuple((name, shares.get(name, 0.0)) for name in order[of])
            end = min(at + (SHIFT if place else COMES * (at > 0)), following)
            found.append(Clip(at, end, Action.SPLIT, of, to, slot="split"))
    return found
