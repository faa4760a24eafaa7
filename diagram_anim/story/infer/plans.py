"""How shares go on where a box behind the smaller one says it: `25% → 50% → 100%` behind a canary that answers well.

Comes in: steps in which data runs along arrows, of a chart in which one shares out requests among two. Goes out: the
same steps, and behind each that comes to such a box its stages, one after another; where a later one ends in taking
the release back, all requests go where most went before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim.model.storyboard import Step
from diagram_anim.story import sense
from diagram_anim.story.figures import errors
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.releases import figures
from diagram_anim.story.infer.saying import decides
from diagram_anim.story.infer.ways import shared

SEEN = 4.0
EASED = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`chooser` sends `old` most and `new` the rest; the shares of `new` in percent, by the box that says them."""

    chooser: str
    old: str
    new: str
    shares: Mapping[str, Sequence[float]]


def shifted(given: Given, steps: Sequence[Step]) -> list[Step]:
    plan = _plan(given)
    return [*_told(given, steps, plan)] if plan else [*steps]


def _plan(given: Given) -> Plan | None:
    """None where more than one shares out, no box behind the smaller share says a larger one, or its own card says that
    it errs: such a release isn't promoted."""
    told = [(id, one) for id, one in shared(given).items() if len(one.stages) == 1 and not one.reserve]
    if len(told) != 1 or len(told[0][1].stages[0]) != 2:
        return None
    chooser, sharing = told[0]
    (new, least), (old, most) = sorted(sharing.stages[0].items(), key=lambda one: one[1])
    behind = given.graph.reached(new)
    if any(map(errors, given.label(new).lines)):
        return None
    if not 0 < least < most or {chooser, old, new} & {*behind}:
        return None
    found = {id: shares for id in behind if (shares := _rising(given, id, least))}
    return Plan(chooser, old, new, found) if found else None


def _rising(given: Given, id: str, least: float) -> Sequence[float]:
    shares = figures(given, id) if id in given.nodes else []
    stages = [least, *shares]
    return shares if all(one < two <= 100 for one, two in pairwise(stages)) else []


def _told(given: Given, steps: Sequence[Step], plan: Plan) -> Iterator[Step]:
    done: set[str] = set()
    for step in steps:
        yield (_undone(given, step, plan) if done else None) or step
        way = _asked(given, step)
        for id in (id for id in way if id in plan.shares and id not in done):
            done.add(id)
            yield from (_stage(given, plan, id, share) for share in plan.shares[id])


def _asked(given: Given, step: Step) -> tuple[str, ...]:
    """The only way that data runs in a step, where something is asked on it; else nothing."""
    ways = {one.targets for one in step.beats if one.verb == "send"}
    return next((way for way in ways if len(ways) == 1 and any(decides(given, id) for id in way)), ())


def _undone(given: Given, step: Step, plan: Plan) -> Step | None:
    """The step with all requests where most went before, where it ends in taking the release back."""
    way = _asked(given, step)
    hit = sense.says(given.words(way[-1]), "undo") if way else None
    if not hit:
        return None
    cause = given.cause("split", hit.word, way[-1])
    split = beat("split", plan.chooser, cause=cause, to={plan.old: 100.0, plan.new: 0.0}, over=EASED)
    return replace(step, beats=chain(*step.beats[:1], split, beat("wait", cause=cause, seconds=SEEN)))


def _stage(given: Given, plan: Plan, id: str, share: float) -> Step:
    cause = given.cause("split", f"{share:g}%", id)
    weights = {plan.old: 100.0 - share, plan.new: share}
    split = beat("split", plan.chooser, cause=cause, to=weights, over=EASED)
    many = given.say.many([f"{given.name(one)} {some:.3g}%" for one, some in weights.items()], table=True)
    words = given.say("traffic_shares", lb=given.name(plan.chooser), many=many)
    return given.step(words, *chain(split, beat("wait", cause=cause, seconds=SEEN)))
