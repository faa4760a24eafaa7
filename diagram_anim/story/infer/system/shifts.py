"""How shares are told that a chart's arrows give: at first, stage by stage, what befalls between, who stands by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import turned
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import erring
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.downed import down, whole
from diagram_anim.story.infer.system.ways import sources
from diagram_anim.story.infer.words import prose
from diagram_anim.story.language import phrases
from diagram_anim.story.shares import Sharing

SEEN = 4.0
EASED = 2.0
"""Seconds in which shares move from one stage to the next."""


def split(given: Given, id: str, told: Sharing, stage: int) -> tuple[Beat, str]:
    """A stage of a balancer's shares, and how it is said."""
    weights = told.stages[stage]
    eased = {"over": EASED} if stage else {}
    shares = {target: round(share, 2) for target, share in weights.items()}
    shown = beat("split", id, cause=given.cause("split", told.said(stage), id), to=shares, **eased)
    if told.reserve:
        first = [target for target, share in weights.items() if share]
        clients = [one for one in sources(given) if one != id] or [id]
        return shown, given.say("traffic_one", client=given.many(clients), b=given.many(first))
    named = _named(given, weights)
    if stage and (whole := [name for name, share in named if round(share, 2) == 100]):
        return shown, given.say("moved", b=whole[0])
    many = given.say.many([f"{name} {share:.3g}%" for name, share in named], table=True)
    return shown, given.say("traffic_shares", lb=given.name(id), many=many)


def _named(given: Given, weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Who gets which share; of several that are called alike, what their groups get together."""
    names = {target: given.name(target) for target in weights}
    alike = len({*names.values()}) < len(names)
    homes = {target: str(given.nodes[target].parent) if target in given.nodes else "" for target in weights}
    several = len(weights) > MANY and len({*homes.values()}) < len(weights) and _even(weights, homes)
    if not (alike or several) or not {*homes.values()} <= {id for id in given.groups if given.words(id).strip()}:
        return [(names[target], share) for target, share in weights.items()]
    groups = dict.fromkeys(homes.values())
    return [(given.name(home), sum(weights[one] for one in weights if homes[one] == home)) for home in groups]


MANY = 4
"""So many figures stand in one caption; of more those of their groups do."""


def _even(weights: Mapping[str, float], homes: Mapping[str, str]) -> bool:
    """Whether all in a group get as much."""
    return len({(homes[one], round(share)) for one, share in weights.items()}) == len({*homes.values()})


def shifting(given: Given) -> list[Step]:
    """The later stages of shares: `100% → 0%`; who errs does so before it gets less, or at last. What goes back by a
    way that is drawn is told with that."""
    steps: list[Step] = []
    for id, told in shared(given).items():
        left = [one for one in told.stages[0] if not down(given, one)]
        stages = told.stages[:-1] if _undone(given, id, told) else told.stages
        for stage, (before, after) in enumerate(pairwise(stages), 1):
            here = [one for one in left if before[one] > after[one]]
            left = [one for one in left if one not in here]
            fallen = {one for some in stages[:stage] for one, share in some.items() if share}
            later = {
                one
                for one in before
                if one not in fallen and (_falls(stages[stage:], one) or prose.stays_down(given, one))
            }
            steps += [*_befalls(given, before, after, later), *_needed(given, id, stage), *erring.steps(given, here)]
            steps.append(_stage(given, id, told, stage))
        steps += erring.steps(given, [one for one in left if stages[-1][one]])
    return steps


def _undone(given: Given, id: str, told: Sharing) -> bool:
    """Whether in the last of several stages all goes back to who got most at first, and a way is drawn on which it
    comes to that: from who gets nothing then, by who watches or decides, to who shares out."""
    first, last = told.stages[0], told.stages[-1]
    left = [one for one, share in last.items() if not share]
    most = max(first, key=lambda one: first[one])
    changes = first != last or len(told.stages) > 2
    if len(told.stages) < 2 or len(left) != len(last) - 1 or last[most] != 100 or not changes:
        return False
    around = [one for one in given.graph.before.get(id, []) if given.role(one) in (Role.CONTROLLER, Role.THING)]
    return any(by in given.graph.reached(one) for one in left for by in around)


def returned(given: Given) -> list[Step]:
    """All goes back to where it went before, as the words before the chart say."""
    steps: list[Step] = []
    for id, told in shared(given).items():
        steps += [_stage(given, id, told, len(told.stages) - 1)] if _undone(given, id, told) else []
        steps += back(given, id, told.stages)
    return steps


def _stage(given: Given, id: str, told: Sharing, stage: int) -> Step:
    shown, words = split(given, id, told, stage)
    seen = beat("wait", cause=given.cause("split", told.said(stage), id), seconds=SEEN)
    return given.step(words, *chain(shown, seen))


def told_with(given: Given, steps: Sequence[Step], returns: Sequence[Step]) -> list[Step]:
    """Steps behind which all goes back, as soon as they have come to who shares out: an alarm leads to it. As they are
    where none comes there, or tells of shares itself."""
    ids = {id for step in returns for one in step.beats if one.verb == "split" for id in one.targets}
    if any(one.verb == "split" for step in steps for one in step.beats):
        return [*steps]
    place = next((at for at, step in enumerate(steps) if _comes_to(step, ids)), None)
    return [*steps] if place is None else [*steps[: place + 1], *returns, *steps[place + 1 :]]


def _comes_to(step: Step, ids: Collection[str]) -> bool:
    return any(one.verb == "send" and one.targets[-1] in ids for one in step.beats)


def back(given: Given, id: str, stages: Sequence[Mapping[str, float]]) -> list[Step]:
    """All goes back to who got most at first, as the words before the chart say."""
    first, shares = stages[0], stages[-1]
    found = prose.back(given, [*shares]) if len(stages) == 1 or shares != first else None
    if found is None or shares[found[0]] == 100 or first.get(found[0]) != max(first.values()):
        return []
    to, words = found
    cause = given.cause("split", words, id)
    whole = {one: 100.0 if one == to else 0.0 for one in shares}
    split = beat("split", id, cause=cause, to=whole, over=EASED)
    name = next(name for name, share in _named(given, whole) if share)
    return [given.step(given.say("moved", b=name), *chain(split, beat("wait", cause=cause, seconds=SEEN)))]


def _falls(stages: Sequence[Mapping[str, float]], id: str) -> bool:
    """Whether one gets nothing more after it got some."""
    return any(before[id] and not after[id] for before, after in pairwise(stages))


def _befalls(
    given: Given, before: Mapping[str, float], after: Mapping[str, float], later: Collection[str]
) -> list[Step]:
    """Those whose cards say that they are down fail before they get nothing more, and are back before they get some,
    but for those that fall only `later`."""
    found = {id: hit for id in before if id in given.nodes and (hit := down(given, id))}
    fails = {whole(given, id): hit for id, hit in found.items() if before[id] and not after[id]}
    back = {whole(given, id): hit for id, hit in found.items() if after[id] and not before[id] and id not in later}
    steps = []
    for verb, key, some in (("fail", "down_fail", fails), ("recover", "back", back)):
        for id, hit in some.items():
            cause = given.cause("outage" if verb == "fail" else "recovery", hit.word, id)
            seen = beat("wait", cause=cause, seconds=SEEN)
            words = given.say(key, server=given.name(id), a=given.name(id))
            steps.append(given.step(words, *chain(beat(verb, *given.within(id), cause=cause), seen)))
    return steps


def _needed(given: Given, id: str, stage: int) -> list[Step]:
    """The failure for which all of it goes to another: who got it till then is down."""
    arrows = [edge for edge in given.graph.edges if edge.source == id]
    words = {edge.target: word for edge in arrows if (word := turned.needed(arrows, edge.target))}
    others = [edge.target for edge in arrows if edge.target not in words]
    if stage > 1 or len(words) != 1 or len(others) != 1 or down(given, others[0]):
        return []
    cause = given.cause("outage", next(iter(words.values())), others[0])
    fail = beat("fail", *given.within(others[0]), cause=cause)
    said = given.say("down_fail", server=given.name(others[0]))
    return [given.step(said, *chain(fail, beat("wait", cause=cause, seconds=SEEN)))]


def in_reserve(given: Given) -> list[Step]:
    """Who stands by, and for which case."""
    return [
        given.step(
            given.say("alone", a=given.name(id), text=phrases.clean(text)),
            beat("highlight", id, cause=given.cause("standby", text, id)),
            beat("wait", seconds=SEEN, cause=given.cause("standby", text, id)),
        )
        for told in shared(given).values()
        for id, text in told.reserve.items()
    ]


def taken_over(given: Given) -> list[Step]:
    """Who stood by gets all the requests once everybody else is down."""
    steps = []
    for id, told in shared(given).items():
        first = [one for one, share in told.stages[0].items() if share]
        others = [one for one in told.stages[0] if one not in first]
        hits = [down(given, one) for one in first]
        if others and told.reserve and all(hits) and hits[0]:
            cause = given.cause("failover", next(iter(told.reserve.values())), next(iter(told.reserve)))
            weights = dict.fromkeys(first, 0.0) | dict.fromkeys(others, 100 / len(others))
            split = beat("split", id, cause=cause, to=weights, over=EASED)
            seen = beat("wait", cause=cause, seconds=SEEN)
            steps.append(given.step(given.say("moved", b=given.many([*told.reserve])), *chain(split, seen)))
            steps += back(given, id, (told.stages[0], weights))
    return steps
