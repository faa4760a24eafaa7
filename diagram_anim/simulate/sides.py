"""The runs that stand beside each other in one picture, each with a log of its own.

Comes in: a storyboard and the log of all that stands in it. Goes out: for each run its name and what befell it: the
requests of its sources, the events of its parts, and its own totals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.log import ENDS, Event, Log, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.simulate.ledger import totals


def sides(board: Storyboard, log: Log) -> list[tuple[str, Log]]:
    """(name, log) of each run in a frame of its own; the log as it is where there is only one, without a name."""
    chart = board.diagram
    if board.apart is None or not isinstance(chart, Flowchart):
        return [("", log)]
    owner: dict[str, int] = {}
    groups = {group.id: group for group in chart.subgraphs}
    frames = [group for group in chart.subgraphs if group.parent is None]
    for number, frame in enumerate(frames):
        inside = [*frame.members]
        for id in inside:
            owner[id] = number
            inside += groups[id].members if id in groups else ()
    for beat in (beat for step in board.steps for beat in step.beats):
        if beat.verb == "replace" and beat.args.get("as"):
            owner.setdefault(beat.args["as"], owner.get(base(beat.targets[0]), 0))
    whose = _whose(log.events, owner)
    return [(frame.label.plain, _side(log, whose, number)) for number, frame in enumerate(frames)]


def _whose(events: Sequence[Event], owner: Mapping[str, int]) -> list[int | None]:
    """Of which run each event is; None where it is of all."""
    sent: dict[int, int | None] = {}
    found = []
    for event in events:
        if event.request is None:
            found.append(owner.get(base(event.of)))
        else:
            found.append(sent.setdefault(event.request, owner.get(base(event.at))))
    return found


def _side(log: Log, whose: Sequence[int | None], number: int) -> Log:
    kept = [one in (None, number) for one in whose]
    before = [0, *accumulate(kept)]
    events = tuple(event for event, mine in zip(log.events, kept, strict=True) if mine)
    return replace(log, events=events, cuts=tuple(before[cut] for cut in log.cuts), totals=_totals(events), told=())


def _totals(events: Sequence[Event]) -> dict[str, Any]:
    since: dict[int | None, float] = {}
    took: list[float] = []
    ends: Counter[str] = Counter()
    by: dict[str, Counter[str]] = defaultdict(Counter)
    sent = 0
    for event in events:
        if event.kind == "sent":
            since[event.request], sent = event.t, sent + event.count
        elif event.kind in ENDS and event.request is not None:
            ends[event.kind] += event.count
            by[event.at][event.kind] += event.count
            took += [event.t - since[event.request]] if event.kind == "served" else []
    return totals(sent, ends, took, by)
