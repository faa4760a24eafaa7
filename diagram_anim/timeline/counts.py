"""What the log counts on the cards: requests served, answered with an error, lost, refused; connections denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence

from diagram_anim.effects import replace
from diagram_anim.model.cast import Cast
from diagram_anim.model.log import COUNTED, ENDS, Event, Log, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline import loops
from diagram_anim.timeline.loops import Loop
from diagram_anim.timeline.meters import stepped
from diagram_anim.timeline.ways import Ways

NONE: Mapping[int, str] = {}

GONE = replace.OUT + replace.EMPTY / 2
"""Film seconds from when one begins to go until its place is empty."""

SILENT = ("lost", "refused")
"""Who has nothing to count says nothing of these where others do."""

DENIED = "denied"
"""The counter of connections that a store doesn't give."""

Film = Callable[[int], float]
Steps = list[tuple[float, float | str]]


def renewed(board: Storyboard, log: Log) -> dict[int, str]:
    """Who stands anew in the place of one that is replaced, by the event with which it starts."""
    found: dict[int, str] = {}
    for moment in log.moments:
        beat = board.steps[moment.step].beats[moment.beat]
        if beat.verb == "replace" and not beat.args.get("as"):
            for index, event in enumerate(log.events[moment.cut :], moment.cut):
                if event.of == beat.targets[0] and event.data.get("state") == "starting":
                    found[index] = event.of
                    break
    return found


def counts(
    events: Sequence[Event],
    film: Film,
    cast: Cast,
    passes: Sequence[Loop],
    single: Container[int],
    new: Mapping[int, str] = NONE,
) -> list[Clip]:
    """One clip a counter, stepping at each event that it counts; in a loop it shows their rate. What a controller sends
    is an order, which nobody counts, and `single` ones that a step tells of are no traffic: a reading, a copy. Where
    some lose requests, who loses none says nothing of it. Beside errors it stands which share of the answers they are.
    Who is `new` at an event begins at nothing, whatever was counted in its place. Who hands to a queue is done with a
    request once the queue has taken it (HTTP's 202, RFC 9110 15.3.3), whoever works on it later. A store that lends
    connections denies those: the requests it is asked by without one are refused by who asks it.
    """
    kept = {(card.id, slot) for card in cast.cards for slot in card.slots if slot in {*COUNTED, DENIED}}
    many = {card.id for card in cast.cards if (card.id, "served") in kept and card.role == "balancer"}
    ordering = {card.id for card in cast.cards if card.role == "controller"}
    queues = {card.id for card in cast.cards if card.role == "queue"}
    limited = {event.of for event in events if event.kind == "connections"}
    failing = {kind for kind in ENDS if kind != "served"}
    turned_away = {event.request for event in events if event.kind in failing and base(event.at) in queues}
    done: dict[int, set[str]] = defaultdict(set)
    ways = Ways()
    series: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    well: dict[str, list[tuple[float, float]]] = defaultdict(list)
    refused: dict[str, float] = defaultdict(float)
    faulty = {event.of: False for event in events if event.data.get("state") == "faulty"}

    def count(parts: set[str], slot: str, index: int, many_more: int) -> None:
        for part in sorted(parts):
            if (part, slot) in kept:
                _add(series[part, slot], film(index), many_more)
                if slot == "served" and _erring(part, faulty, part in many):
                    _add(well[part], film(index), many_more)

    for index, event in enumerate(events):
        for (part, _), steps in series.items() if index in new else ():
            if part == new[index] and steps[-1][1]:
                steps.append((film(index) + GONE, 0.0))
        if event.kind == "state" and event.of in faulty:
            faulty[event.of] = event.data["state"] == "faulty"
        if event.kind == "connections" and event.data["refused"]:
            refused[event.of] += float(event.data["refused"])
            series[event.of, DENIED].append((film(index), refused[event.of]))
        if event.request is None or event.request in single:
            continue
        ways.follow(event)
        if event.kind == "routed" and base(event.to) in queues and event.request not in turned_away:
            way = ways.of(event.request)
            handed = {base(part) for part in way.passed} - done[event.request] - {base(event.to)}
            if base(way.parts[0]) not in ordering:
                done[event.request] |= handed
                count(handed, "served", index, event.count)
        if event.kind not in ENDS:
            continue
        slot = COUNTED[event.kind]
        way = ways.end(event.request)
        source, passed = base(way.parts[0]), [base(part) for part in way.passed]
        if source in ordering:
            continue
        here, shared = base(event.at), many & {source, *passed}
        counting = {*passed, here, *shared} if slot == "served" else {here, *shared}
        counting -= done.pop(event.request, set())
        if slot == "refused" and here in limited:
            counting = {*[base(part) for part in way.parts if base(part) != here][-1:], *shared}
        count(counting, slot, index, event.count)
    losing = [one for one in series if one[1] in SILENT]
    silent = sorted(one for one in kept if one[1] in {slot for _, slot in losing} and one not in losing)
    told = series if not passes else [one for one in kept if one not in silent]
    shown = {(part, slot): loops.rates(series[part, slot], passes) for part, slot in told}
    shown |= {(part, slot): shares(steps, well[part]) for (part, slot), steps in shown.items() if slot == "error"}
    return [
        *(stepped(Action.COUNT, part, slot, steps) for (part, slot), steps in shown.items()),
        *(Clip(0, 0, Action.COUNT, part, "", slot=slot) for part, slot in silent),
    ]


def _add(steps: list[tuple[float, float]], at: float, count: int) -> None:
    steps.append((at, (steps[-1][1] if steps else 0.0) + count))


def shares(errors: Steps, served: Sequence[tuple[float, float]]) -> Steps:
    """A counter of errors with their share of the answers since who makes them does; a rate, which a loop shows, stays
    as it is."""
    found: Steps = []
    wrong: float | str = 0.0
    well = 0.0
    changes = sorted([(at, False, count) for at, count in errors] + [(at, True, count) for at, count in served])
    for at, is_well, count in changes:
        if is_well:
            well = float(count)
        else:
            wrong = count
        if wrong:
            said = wrong if isinstance(wrong, str) else f"{wrong:,.0f} ({100 * wrong / (wrong + well):.0f}%)"
            if not found or found[-1][1] != said:
                found.append((at, said))
    return found


def _erring(part: str, faulty: Mapping[str, bool], all_: bool) -> bool:
    """Whether a part makes errors, or of `all_` any does; all the time where none is ever told to begin with it."""
    told = [wrong for of, wrong in faulty.items() if all_ or base(of) == part]
    return any(told) or not told
