"""The bars of shares: who gets how much, and from when on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from math import inf, sqrt

from diagram_anim.model.log import Event, base
from diagram_anim.model.timeline import Action, Clip

SHIFT = 0.6
"""The divider of a split that changes at once glides this long; its figures don't."""

COMES = 0.4
"""A bar of shares comes this long."""

OUT = ("pending", "starting", "draining", "stopped")
"""States in which nothing is sent to a part; of one that has failed that is so from when it is noticed."""

CHANCE = 3.0
"""So many standard deviations of a binomial count may be between shares that are told and the requests that were
counted."""

Film = Callable[[int], float]
Shares = dict[str, float]
Told = list[tuple[float, Shares]]


def splits(events: Sequence[Event], film: Film) -> list[Clip]:
    """Split bars: each share is reached before the next is there, so that none is seen that wasn't. Before a release
    gives the first share to its new version the other has all, and has had it from the start: so it is told, and so is
    what held before the first shares, as far as the run tells it."""
    order: dict[str, list[str]] = defaultdict(list)
    told: dict[str, Told] = defaultdict(list)
    released: dict[str, str] = {}
    for index, event in enumerate(events):
        if event.kind == "rolling":
            released[event.of] = str(event.data["version"])
        if event.kind == "split":
            shares = {name: float(share) for name, share in event.data["to"].items()}
            order[event.of] += [name for name in shares if name not in order[event.of]]
            if event.of in released and not told[event.of] and len(shares) == 2:
                told[event.of].append((0.0, {name: 100.0 * (name != released[event.of]) for name in shares}))
            elif not told[event.of]:
                told[event.of] += _before(events[:index], event, film)
            if not told[event.of] or told[event.of][-1][1] != shares:
                told[event.of].append((film(index), shares))
    found: list[Clip] = []
    for of, moments in told.items():
        ends = [*(at for at, _ in moments[1:]), inf]
        for place, ((at, shares), following) in enumerate(zip(moments, ends, strict=True)):
            to = tuple((name, shares.get(name, 0.0)) for name in order[of])
            end = min(at + (SHIFT if place else COMES * (at > 0)), following)
            found.append(Clip(at, end, Action.SPLIT, of, to, slot="split"))
    return found


def _before(events: Sequence[Event], split: Event, film: Film) -> Told:
    """What held before the first shares of a chooser: all who are ready get the same, if that is what the requests did.
    Where none came yet, it is known only of one who is ready alone."""
    names, of = list(split.data["to"]), split.of
    ready = set(names) - {base(event.of) for event in events}  # of what has no states nothing ever keeps requests
    stretches = [_Stretch(0.0, 0.0, _even(names, ready))]
    for index, event in enumerate(events):
        name, state = base(event.of), event.data.get("state")
        if event.kind == "routed" and base(event.at) == of:
            stretches[-1].seen[base(event.to)] += event.count
        elif name in names:
            left = event.kind == "detected" or state in OUT
            after = ready - {name} if left else ready | {name} if state == "ready" else ready
            if after != ready:
                ready = after
                if event.t == stretches[-1].t:
                    stretches[-1].shares = _even(names, ready)
                else:
                    stretches.append(_Stretch(event.t, film(index), _even(names, ready)))
    if any(one.seen for one in stretches):
        whole = all(one.held for one in stretches)
        return [(one.at, one.shares) for one in stretches if whole and any(one.shares.values())]
    return [(one.at, one.shares) for one in stretches[:1] if 100.0 in one.shares.values()]


def _even(names: Sequence[str], ready: Collection[str]) -> Shares:
    return {one: round(100.0 * (one in ready) / max(1, len(ready)), 2) for one in names}


@dataclass
class _Stretch:
    """From a second on, of the system's time `t` and the film's `at`: the shares of those who are ready, and how many
    requests each was sent."""

    t: float
    at: float
    shares: Shares
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def held(self) -> bool:
        """Whether the requests were shared out so, as nearly as chance lets them."""
        whole = sum(self.seen.values())
        odds = ((self.seen.get(name, 0), share / 100) for name, share in self.shares.items())
        return set(self.seen) <= set(self.shares) and all(
            abs(count - whole * odd) <= CHANCE * sqrt(whole * odd * (1 - odd)) for count, odd in odds
        )
