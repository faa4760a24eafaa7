"""Requests as dots: each takes its route, its fate and the moment of its end from the log.

Its way there is drawn at a readable pace, its departure dated back. Where too many would be on the way at once, a dot
stands for a round number of requests, taken evenly from each route and fate so that shares and losses stay true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.timeline.view import Stagehand
from diagram_anim.timeline.ways import Aside, Ways

HURRY = 0.2
"""Film seconds that the quickest dot takes."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Wires from the source on, what became of the request at their end, and the part there."""

    wires: tuple[str, ...]
    fate: str
    at: str


@dataclass(frozen=True, slots=True)
class Trip:
    """One request as it is seen: the wires of its route, its end in film seconds and how it ended."""

    wires: tuple[str, ...]
    begin: float
    end: float
    fate: str
    at: str
    """The part where it ended."""
    count: int
    """How many requests it stands for."""

    tone: str = "traffic"
    """Of the version that answered it, where there are two: also where a store behind it had the last word."""

    asides: tuple[Branch, ...] = ()

    def runs(self, stage: Stagehand) -> Iterator[tuple[Branch, float, float]]:
        """All dots that are seen of it, from when to when: who is asked beside others gets one of its own, which is one
        with the first as far as they go together."""
        yield Branch(self.wires, self.fate, self.at), self.begin, self.end
        pace = (self.end - self.begin) / sum(stage.hops(self.wires)) if self.asides else 0.0
        for one in self.asides:
            yield one, self.begin, self.begin + pace * sum(stage.hops(one.wires))


def trips(
    events: Sequence[Event],
    film: Callable[[int], float],
    stage: Stagehand,
    skip: set[int],
    releases: Mapping[int, Mapping[tuple[str, str], str]],
    tones: Mapping[str, str],
) -> list[Trip]:
    """The requests that can be drawn, in the order of their ends; `film` gives an event's film second by its index,
    `releases` the tones of each part's versions from an event on, `tones` those of parts that keep theirs."""
    ways = Ways()
    found: list[Trip] = []
    known: dict[tuple[str, ...], tuple[tuple[str, ...], tuple[float, ...]]] = {}
    up: dict[str, float] = {}
    shares: dict[str, float] = {}
    released: dict[tuple[str, str], str] = {}
    running: dict[str, str] = {}
    homes: dict[str, str] = {}
    for index, event in enumerate(events):
        released |= releases.get(index, {})
        if event.kind == "state" and "version" in event.data:
            running[event.of] = str(event.data["version"])
        if event.kind == "scheduled":
            homes[event.of] = str(event.data["node"])
        taking = _taking(event, shares)
        if event.t > 0:
            up |= dict.fromkeys(taking, film(index))
        if event.request is None or event.request in skip:
            continue
        ways.follow(event)
        if event.kind in ENDS:
            way = ways.end(event.request)
            route = way.parts
            route += _home(stage, route, homes)
            path = tuple(base(part) for part in route)
            if path not in known:
                wires = stage.wires(path)
                known[path] = (wires, tuple(stage.hops(wires)))
            wires, hops = known[path]
            if wires:
                end = film(index)
                begin = _departure(hops, [up.get(part, 0.0) for part in route[-len(hops) :]], end)
                ran = [(base(part), running.get(part, "")) for part in reversed(route)]
                tone = next(filter(None, (released.get(one) or tones.get(one[0]) for one in ran)), "traffic")
                asides = tuple(_branches(stage, way.asides))
                found.append(Trip(wires, begin, end, event.kind, base(event.at), event.count, tone, asides))
    return found


def _branches(stage: Stagehand, asides: Sequence[Aside]) -> Iterator[Branch]:
    for one in asides:
        path = [base(part) for part in one.way]
        if wires := stage.wires(path):
            yield Branch(wires, "served" if one.answered else "lost", path[-1])


def _home(stage: Stagehand, route: Sequence[str], homes: Mapping[str, str]) -> list[str]:
    """The node on which a copy answers, where a line leads on to it."""
    node = homes.get(route[-1], "") if route and "/" in route[-1] else ""
    return [node] if node and stage.wires([base(route[-1]), node]) else []


def _taking(event: Event, shares: dict[str, float]) -> list[str]:
    """Who begins to take requests with this event: what becomes ready, or is given a share; `shares` are kept here."""
    if event.kind == "state":
        return [event.of] if event.data["state"] == "ready" else []
    if event.kind != "split":
        return []
    given: dict[str, float] = dict(event.data["to"])
    new = [part for part, share in given.items() if share > 0 and shares.get(part) == 0]
    shares.update(given)
    return new


def _departure(hops: Sequence[float], ups: Sequence[float], end: float) -> float:
    """When a dot sets out: so early that it can be followed, but on the wire to each part of its route only once that
    part takes requests."""
    way, gone = sum(hops), 0.0
    begin = end - way
    for hop, up in zip(hops, ups, strict=True):
        share = gone / way
        if up < end:
            begin = max(begin, (up - share * end) / (1 - share))
        gone += hop
    return min(begin, max(end - HURRY, end - way))
