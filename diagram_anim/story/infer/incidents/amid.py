"""Where in a telling a step belongs that tells what befalls a part: before the shares that follow from it.

Comes in: the steps of a telling, and others. Goes out: all of them in one order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense

_COMING = ("recover", "restart", "start")
_GOING = ("fail", "drain")


def in_place(steps: Sequence[Step], others: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with others among them: who fails does so before it gets nothing more, who comes back before it gets
    something again; all else comes last, as does the end of who gets nothing more."""
    before: dict[int, list[Step]] = {}
    last: list[Step] = []
    least = 0
    unplaced: set[str] = set()  # who has been emptied last of all
    steps, others = _with_their_arrows(steps, others)
    followed = any(_leads(beat) for one in others for beat in one.beats)
    for one in others:
        drained = any(beat.verb == "drain" for beat in one.beats)  # whatever has been told of it till now
        places = [place for place in _places(steps, one) if place >= least or drained] or _heirs(steps, one)
        places = places or _slowed(steps, one)
        places = places or ([1] if followed and _silent(steps, one) else [])
        comes = {id for beat in one.beats if beat.verb in _COMING for id in beat.targets}
        if places and not comes & unplaced:
            least = max(least, places[0])
            before.setdefault(places[0], []).append(one)
        else:
            last.append(one)
            unplaced |= {id for beat in one.beats if beat.verb == "drain" for id in beat.targets}
    told = [one for place, step in enumerate(steps) for one in (*before.get(place, ()), step)]
    return (*told, *last)


def _slowed(steps: Sequence[Step], other: Step) -> list[int]:
    """The place of the step in which one fails of whom it is told that it is slow: it is so before."""
    slow = {id for one in other.beats if one.verb == "degrade" and "errors" not in one.args for id in one.targets}
    falls = [
        at for at, step in enumerate(steps) if any(one.verb == "fail" and slow & {*one.targets} for one in step.beats)
    ]
    return falls[:1]


def _heirs(steps: Sequence[Step], other: Step) -> list[int]:
    """The place behind a failure where it is told who leads from then on, before that one sends anything."""
    leads = [id for one in other.beats if _leads(one) for id in one.targets]
    fails = [at for at, step in enumerate(steps) if any(one.verb == "fail" for one in step.beats)]
    sent = [
        at for at, step in enumerate(steps) if any(one.verb == "send" and one.targets[0] in leads for one in step.beats)
    ]
    return [fails[0] + 1] if leads and fails and sent and fails[0] < min(sent) else []


def _leads(beat: Beat) -> bool:
    return beat.cause is not None and beat.cause.rule == "promotion"


def _silent(steps: Sequence[Step], other: Step) -> bool:
    """Whether it is told who fails, of whom nothing else is told: that comes before whatever follows from it."""
    fails = [id for one in other.beats if one.verb == "fail" for id in one.targets]
    told = {id for step in steps for one in step.beats if one.verb not in ("appear", "highlight") for id in one.targets}
    comes = any(one.verb == "appear" for step in steps[1:] for one in step.beats)  # it may not yet be there
    return bool(fails) and len(steps) > 1 and not comes and not told & {*fails}


def _with_their_arrows(steps: Sequence[Step], others: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """The steps, in which that befalls a part which the one arrow says that is told there; and what is left, among it
    what befalls a part later than something else that is left."""
    told, left = [*steps], list[Step]()
    for other in others:
        aims = {id for one in other.beats for id in one.targets}
        lines = {one.cause.line for one in other.beats if one.cause}
        places = [place for place, step in enumerate(steps) if _line(step) in lines]
        later = any(aims & {*one.targets} for some in left for one in some.beats)
        if len(places) == 1 and len(lines) == 1 and not later:
            step = told[places[0]]
            told[places[0]] = replace(step, beats=_joined(step.beats, other.beats))
        else:
            left.append(other)
    return told, left


def _joined(runs: Sequence[Beat], acts: Sequence[Beat]) -> tuple[Beat, ...]:
    """What befalls a part behind what runs along the arrow that says so; before it where the arrow only tells that
    somebody notices."""
    first = [one for one in acts if one.verb == "fail" and one.cause and sense.says(one.cause.word, "silent", "sick")]
    rest = [replace(one, then=True) for one in acts if one not in first]
    if not first:
        return (*runs, *rest)
    return (*first, replace(runs[0], then=True), *runs[1:], *rest)


def _line(step: Step) -> int:
    """The line of the one arrow that a step tells, and nothing else; 0 where it tells more."""
    lines = {one.cause.line for one in step.beats if one.verb == "send" and one.cause}
    acts = [one for one in step.beats if one.verb not in ("highlight", "wait")]
    hops = all(one.verb == "send" and len(one.targets) == 2 for one in acts)
    return (lines.pop() or 0) if len(lines) == 1 and hops else 0


def _places(steps: Sequence[Step], other: Step) -> Iterator[int]:
    """The places of the steps by whose shares somebody gets nothing more, or something again, whom another befalls."""
    acts = [one for one in other.beats if one.verb in (*_GOING, *_COMING)]
    shares: dict[str, float] = {}
    for place, step in enumerate(steps):
        given = [one.args["to"] for one in step.beats if one.verb == "split"]
        now = {id: share for some in given for id, share in some.items()}
        for act in acts:
            known = [id for id in act.targets if id in now and id in shares]
            leaves = all(shares[id] and not now[id] for id in known)
            comes = all(now[id] and not shares[id] for id in known)
            if known and (leaves if act.verb in _GOING else comes):
                yield place
        shares |= now
