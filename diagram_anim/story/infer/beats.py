"""The small steps that all patterns take: a beat with its cause, beats one after another, some of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, zip_longest
from typing import Any, TypeVar

from diagram_anim.model.storyboard import Beat, Cause, Step

T = TypeVar("T")


def beat(verb: str, *targets: str, cause: Cause, **args: Any) -> Beat:
    return Beat(verb, targets, args, cause=cause)


def chain(*beats: Beat) -> tuple[Beat, ...]:
    """Beats one after another."""
    return tuple(replace(one, then=place > 0) for place, one in enumerate(beats))


def of_each(rows: Iterable[Sequence[T]], most: int) -> list[T]:
    """So many of what stands in rows, in turn from each."""
    turns = (one for row in zip_longest(*rows) for one in row if one is not None)
    return list(islice(turns, most))


def twice(*beats: Beat) -> tuple[Beat, ...]:
    """Each beat, and then once more."""
    return tuple(one for some in beats for one in chain(some, some))


def started_once(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps without a start of what has been started before and runs, and without a recovery of what has come back
    already: an order and a note, or a chart and its paragraph, may both tell of it."""
    up: set[str] = set()
    back: set[str] = set()
    """Who has come back, and nothing has befallen since."""
    kept_out: set[str] = set()
    """Who has been drained, and is still so once it is up again."""
    told = []
    for step in steps:
        kept = []
        for one in step.beats:
            if one.verb == "start" and {*one.targets} <= up:
                continue
            if one.verb == "recover" and {*one.targets} <= back:
                continue
            back |= {*one.targets} if one.verb == "recover" else set()
            back -= {*one.targets} if one.verb in _HARMS else set()
            kept_out |= {*one.targets} if one.verb == "drain" else set()
            kept_out -= {*one.targets} if one.verb == "start" else set()
            up |= {*one.targets} - kept_out if one.verb in ("start", "restart", "recover") else set()
            up -= {*one.targets} if one.verb in ("stop", "fail", "disappear", "drain") else set()
            kept.append(one)
        if len(kept) == len(step.beats) or any(one.verb != "wait" for one in kept):
            told.append(replace(step, beats=tuple(kept)))
    return tuple(told)


_HARMS = ("fail", "degrade", "partition", "stop", "drain", "load")
