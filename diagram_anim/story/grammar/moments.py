"""Beats that begin at the same moment and can't both hold: nobody can say which of them is meant.

Comes in: steps. Goes out: an error at the later of two such beats. Beats of one chain (`then`) come one after another,
and those whose moment hangs on what the system does are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat, Step

RELEASES = ("roll", "canary", "bluegreen")

SETTING = ("traffic", "load", "split", "scale", "autoscale", "degrade", "gauge", "replace", "focus")
"""Verbs of which the last one holds."""

OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        ("fail", "recover"),
        ("fail", "start"),
        ("stop", "start"),
        ("drain", "start"),
        ("degrade", "recover"),
        ("partition", "recover"),
        ("appear", "disappear"),
        *((verb, "undo") for verb in RELEASES),
    )
)

BRIEF = (
    *("appear", "disappear", "highlight", "focus", "badge", "note", "title"),
    *("traffic", "fail", "degrade", "partition", "register", "expire", "resolve"),
)
"""Verbs that take none of the system's time; only a `wait` tells how much it takes."""


def at_once(steps: Sequence[Step], wrong: Callable[[Beat], bool] = lambda beat: False) -> Iterator[Diagnostic]:
    """Beats that are `wrong` by themselves are left alone."""
    for step in steps:
        told = [one for one in _timed(step) if one[2].cause is None and not wrong(one[2])]
        for (chain, moment, one), (other_chain, other_moment, other) in combinations(told, 2):
            if chain != other_chain and moment == other_moment and (shared := _clash(one, other)):
                yield _told(one, other, shared)


def in_order(step: Step) -> list[Beat]:
    """The step's beats as they come about: those whose second is certain by it, the others behind all that is written
    before them."""
    certain = {id(beat): moment for _, moment, beat in _timed(step)}
    found: list[Beat] = []
    for beat in step.beats:
        place, moment = len(found), certain.get(id(beat))
        while moment is not None and place and certain.get(id(found[place - 1]), moment) > moment:
            place -= 1
        found.insert(place, beat)
    return found


def _timed(step: Step) -> Iterator[tuple[int, float, Beat]]:
    """Each beat with its chain and the second of its step in which it begins, as far as that is certain."""
    chain, moment, known = 0, 0.0, True
    for beat in step.beats:
        if not beat.then:
            chain, moment, known = chain + 1, 0.0, True
        if known:
            yield chain, moment, beat
        moment += beat.args.get("seconds", 0.0)
        known = known and (beat.verb in BRIEF or "seconds" in beat.args)


def _clash(one: Beat, other: Beat) -> str:
    """The target about which two beats can't both be right; empty where they can."""
    same = one.verb == other.verb and one.verb in SETTING
    released = one.verb in RELEASES and other.verb in RELEASES
    if not (same or released or frozenset((one.verb, other.verb)) in OPPOSED):
        return ""
    if one.verb == "gauge" and one.args["name"] != other.args.get("name"):
        return ""
    if same and one.verb == "focus":
        return other.targets[0] if one.targets != other.targets else ""
    return next((mine for mine in other.targets if any(_meet(mine, theirs) for theirs in one.targets)), "")


def _meet(one: str, other: str) -> bool:
    """Whether two targets are the same, or one is a copy of the other."""
    return one == other or base(one) == other or base(other) == one


def _told(one: Beat, other: Beat, target: str) -> Diagnostic:
    if one.verb == other.verb:
        message = f"`{other.verb} {target}` stands here twice at the same moment"
        return error("at-once", message, other.span, hint="keep one of them, or let it wait: `at=2s`")
    message = f"`{target}` can't `{one.verb}` and `{other.verb}` at the same moment"
    first, second = (f"{beat.verb} {target}{' …' if beat.args else ''}" for beat in (one, other))
    hint = f"one after the other: `{first} then {second}`, or in the next step"
    return error("at-once", message, other.span, hint=hint)
