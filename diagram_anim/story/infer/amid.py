"""Where in a telling a step belongs that tells what befalls a part: before the shares that follow from it.

Comes in: the steps of a telling, and others. Goes out: all of them in one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Step

_COMING = ("recover", "restart", "start")


def in_place(steps: Sequence[Step], others: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with others among them: who fails does so before it gets nothing more, who comes back before it gets
    something again; all else comes last, as does the end of who gets nothing more."""
    before: dict[int, list[Step]] = {}
    last: list[Step] = []
    least = 0
    steps, others = _with_their_arrows(steps, others)
    for one in others:
        places = [place for place in _places(steps, one) if place >= least]
        if places:
            least = places[0]
            before.setdefault(places[0], []).append(one)
        else:
            last.append(one)
    told = [one for place, step in enumerate(steps) for one in (*before.get(place, ()), step)]
    return (*told, *last)


def _with_their_arrows(steps: Sequence[Step], others: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """The steps, in which that befalls a part which the one arrow says that is told there; and what is left."""
    told, left = [*steps], []
    for other in others:
        lines = {one.cause.line for one in other.beats if one.cause}
        places = [place for place, step in enumerate(told) if _line(step) in lines]
        if len(places) == 1 and len(lines) == 1:
            step = told[places[0]]
            told[places[0]] = replace(step, beats=(*step.beats, *(replace(one, then=True) for one in other.beats)))
        else:
            left.append(other)
    return told, left


def _line(step: Step) -> int:
    """The line of the one arrow that a step tells, and nothing else; 0 where it tells more."""
    lines = {one.cause.line for one in step.beats if one.verb == "send" and one.cause}
    hops = all(one.verb == "send" and len(one.targets) == 2 for one in step.beats)
    return (lines.pop() or 0) if len(lines) == 1 and hops else 0


def _places(steps: Sequence[Step], other: Step) -> Iterator[int]:
    """The places of the steps by whose shares somebody gets nothing more, or something again, whom another befalls."""
    acts = [one for one in other.beats if one.verb in ("fail", *_COMING)]
    shares: dict[str, float] = {}
    for place, step in enumerate(steps):
        given = [one.args["to"] for one in step.beats if one.verb == "split"]
        now = {id: share for some in given for id, share in some.items()}
        for act in acts:
            known = [id for id in act.targets if id in now and id in shares]
            leaves = all(shares[id] and not now[id] for id in known)
            comes = all(now[id] and not shares[id] for id in known)
            if known and (leaves if act.verb == "fail" else comes):
                yield place
        shares |= now
