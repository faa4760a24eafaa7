"""How requests were shared out in the picture before: one that follows begins so, until who got all of them has failed.

Comes in: what has been told of a picture, and of the one before it. Goes out: the former, with these shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.system.downed import NOTICED
from diagram_anim.story.infer.system.shifts import EASED, SEEN
from diagram_anim.story.infer.words.renewed import called

Shares = Mapping[str, Mapping[str, float]]
"""Percent by what a target is called, by what its balancer is called."""


def last(given: Given, telling: Telling) -> Shares:
    """How requests are shared out in the end."""
    splits = [one for step in telling.steps for one in step.beats if one.verb == "split"]
    return {
        called(given, one.targets[0]): {called(given, id): part for id, part in one.args["to"].items()}
        for one in splits
    }


def on(given: Given, telling: Telling, before: Shares) -> Telling:
    """The telling of a picture, in which one gets all at first as it did `before`, and others take over from it once it
    is noticed that it is down."""
    for lb in (id for id in given.nodes if called(given, id) in before):
        parts = before[called(given, lb)]
        shares = {id: parts.get(called(given, id), -1.0) for id in given.graph.after.get(lb, [])}
        active = [id for id, share in shares.items() if share == 100]
        fails = any(one.verb == "fail" and one.targets == (*active,) for step in telling.steps for one in step.beats)
        if len(active) == 1 and fails and sorted(shares.values()) == sorted(parts.values()):
            return replace(telling, steps=tuple(_carried(given, telling.steps, lb, shares)))
    return telling


def _carried(given: Given, steps: Sequence[Step], lb: str, shares: Mapping[str, float]) -> Iterator[Step]:
    active, *_ = (id for id, share in shares.items() if share == 100)
    for step in steps:
        verbs = [one.verb for one in step.beats]
        if "traffic" in verbs:
            begins = [one for one in step.beats if one.verb == "traffic"]
            split = beat("split", lb, cause=given.cause("split", of=lb), to=dict(shares))
            words = given.say("traffic_one", client=given.many(begins[0].targets), b=given.name(active))
            yield given.step(words, *begins, split, *(one for one in step.beats if one.verb == "wait"))
        elif any(one.args.get("until") == "detected" and active in one.targets for one in step.beats):
            continue  # all else is told as soon as it has failed
        else:
            yield step
            if any(one.verb == "fail" and active in one.targets for one in step.beats):
                yield _moved(given, lb, active, shares)


def _moved(given: Given, lb: str, active: str, shares: Mapping[str, float]) -> Step:
    """Once it is noticed, the others get all."""
    others = [id for id in shares if id != active]
    cause = given.cause("failover", of=lb)
    parts = {id: 0.0 if id == active else round(100 / len(others), 2) for id in shares}
    noticed = beat("wait", active, cause=cause, until="detected", max=NOTICED)
    moves = beat("split", lb, cause=cause, to=parts, over=EASED)
    words = given.say("down_seen", many=given.many(others))
    return given.step(words, *chain(noticed, moves, beat("wait", cause=cause, seconds=SEEN)))
