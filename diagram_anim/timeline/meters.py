"""What meters and dials show: readings of the log, what servers have served of late, how far what starts has come."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence

from diagram_anim.model.cast import Cast
from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.model.timeline import Action, Clip, Value
from diagram_anim.timeline import loops
from diagram_anim.timeline.loops import Loop
from diagram_anim.timeline.ways import Ways

LOAD = "meter:load"

COMING, LEFT = "coming", "left"
"""The channel that tells how far what starts has come."""

LATELY = 3.0
"""System seconds over which what a server has served is its load."""

STARTING = 40
"""In so many steps what starts is seen to come."""

STEP = 0.02
"""A load that has changed by less is as it was."""

Film = Callable[[int], float]


def levels(events: Sequence[Event], film: Film, passes: Sequence[Loop]) -> list[Clip]:
    """Meters and gauges, as shares, by a series of readings, none before the first. What is only being
    offered counts for whose turn it is, but nobody has it yet."""
    series: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for index, event in enumerate(events):
        if event.kind == "gauge" and not (index and events[index - 1].kind == "offered"):
            series[event.of, f"gauge:{event.data['name']}"].append((film(index), float(event.data["value"]) / 100))
    return [stepped(Action.LEVEL, part, slot, loops.means(steps, passes)) for (part, slot), steps in series.items()]


def loads_of_servers(
    events: Sequence[Event], film: Film, cast: Cast, limits: Mapping[str, float], passes: Sequence[Loop]
) -> list[Clip]:
    """What each server with a load to show has served in the last seconds, as a share of what it can serve; while it
    starts, how far it has come, and in how many seconds of the system it will be there."""
    recent: dict[str, deque[tuple[float, int]]] = {card.id: deque() for card in cast.cards if LOAD in card.slots}
    series: dict[str, list[tuple[float, float]]] = {part: [(0.0, 0.0)] for part in recent}
    coming: dict[str, list[tuple[float, float]]] = defaultdict(list)
    left: dict[str, list[tuple[float, float]]] = defaultdict(list)
    ways = Ways()
    ready = dict.fromkeys(recent, 0.0)
    for index, event in enumerate(events):
        if event.of in recent and event.kind == "state" and event.data["state"] == "starting" and event.t > 0:
            following = _next_state(events, index)
            start, ready[event.of] = film(index), film(following)
            lasts = events[following].t - event.t
            left[event.of] += [(start, float(math.ceil(lasts)))]
            left[event.of] += [
                (start + (ready[event.of] - start) * (1.0 - more / lasts), float(more))
                for more in range(math.ceil(lasts) - 1, 0, -1)
            ]
            series[event.of].append((start, 0.0))
            steps = range(STARTING + 1)
            coming[event.of] += [
                (start + (ready[event.of] - start) * step / STARTING, step / STARTING) for step in steps
            ]
        if event.request is None:
            continue
        ways.follow(event)
        if event.kind in ENDS:
            passed = {base(part) for part in (*ways.end(event.request).passed, event.at)}
            for part, times in recent.items():
                if event.kind == "served" and part in passed:
                    times.append((event.t, event.count))
                while times and times[0][0] <= event.t - LATELY:
                    times.popleft()
                done = sum(count for _, count in times)
                share = round(min(1.0, done / LATELY / limits[part]), 2)
                if film(index) > ready[part] and abs(share - series[part][-1][1]) >= STEP:
                    series[part].append((film(index), share))
    loads = [stepped(Action.LEVEL, part, LOAD, loops.means(steps, passes)) for part, steps in series.items()]
    starts = [stepped(Action.LEVEL, part, COMING, steps) for part, steps in coming.items()]
    return [*loads, *starts, *(stepped(Action.LEVEL, part, LEFT, steps) for part, steps in left.items())]


def _next_state(events: Sequence[Event], index: int) -> int:
    """Where a part's state changes the next time after this event; the last event if it doesn't."""
    later = range(index + 1, len(events))
    of = events[index].of
    return next((one for one in later if events[one].kind == "state" and events[one].of == of), len(events) - 1)


def loads_of_copies(events: Sequence[Event], film: Film, cast: Cast, passes: Sequence[Loop]) -> list[Clip]:
    """How busy each copy is, as shares by place, at each reading that tells of them."""
    places = {card.id: card.copies for card in cast.cards if "tiles" in card.slots}
    series: dict[str, list[list[tuple[float, float]]]] = {part: [[] for _ in range(n)] for part, n in places.items()}
    for index, event in enumerate(events):
        if event.kind != "gauge" or event.of not in places or "each" not in event.data:
            continue
        at, each = film(index), event.data["each"]
        for place, steps in enumerate(series[event.of]):
            steps.append((at, each.get(f"{event.of}/{place + 1}", 0) / 100))
    return [
        Clip(together[0][0], together[0][0], Action.LEVEL, part, tuple(load for _, load in together), slot="tiles")
        for part, copies in series.items()
        for together in zip(*(loops.means(steps, passes) for steps in copies), strict=True)
    ]


def stepped(action: Action, part: str, slot: str, steps: Sequence[tuple[float, Value]]) -> Clip:
    return Clip(steps[0][0], steps[-1][0], action, part, steps[-1][1], slot=slot, series=tuple(steps))
