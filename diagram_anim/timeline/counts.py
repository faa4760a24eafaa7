"""What the log counts on the cards: served, answered with an error, lost, refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence

from diagram_anim.model.cast import Cast
from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline import loops
from diagram_anim.timeline.loops import Loop
from diagram_anim.timeline.meters import stepped
from diagram_anim.timeline.ways import Ways

Film = Callable[[int], float]
Steps = list[tuple[float, float | str]]


def counts(
    events: Sequence[Event], film: Film, cast: Cast, passes: Sequence[Loop], single: Container[int]
) -> list[Clip]:
    """One clip a counter, stepping at each event that it counts; in a loop it shows their rate. What a controller sends
    is an order, which nobody counts, and `single` ones that a step tells of are no traffic: a reading, a copy. Where
    some lose requests, who loses none says nothing of it. Beside errors it stands which share of the answers they are.
    """
    kept = {(card.id, slot) for card in cast.cards for slot in card.slots if slot in ("served", "error", "lost")}
    many = {card.id for card in cast.cards if (card.id, "served") in kept and card.role == "balancer"}
    ordering = {card.id for card in cast.cards if card.role == "controller"}
    ways = Ways()
    series: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    well: dict[str, list[tuple[float, float]]] = defaultdict(list)
    refused: dict[str, float] = defaultdict(float)
    faulty = {event.of: False for event in events if event.data.get("state") == "faulty"}
    for index, event in enumerate(events):
        if event.kind == "state" and event.of in faulty:
            faulty[event.of] = event.data["state"] == "faulty"
        if event.kind == "connections" and event.data["refused"]:
            refused[event.of] += float(event.data["refused"])
            series[event.of, "refused"].append((film(index), refused[event.of]))
        if event.request is None or event.request in single:
            continue
        ways.follow(event)
        if event.kind not in ENDS:
            continue
        slot = event.kind if event.kind in ("served", "error") else "lost"
        way = ways.end(event.request)
        source, passed = base(way.parts[0]), [base(part) for part in way.passed]
        if source in ordering:
            continue
        here, shared = base(event.at), many & {source, *passed}
        counting = {*passed, here, *shared} if slot == "served" else {here, *shared}
        for part in sorted(counting):
            if (part, slot) in kept:
                steps = series[part, slot]
                steps.append((film(index), (steps[-1][1] if steps else 0.0) + event.count))
                if slot == "served" and _erring(part, faulty, part in many):
                    well[part].append((film(index), (well[part][-1][1] if well[part] else 0.0) + event.count))
    losing = {part for part, slot in series if slot == "lost"}
    silent = sorted(part for part, slot in kept if slot == "lost" and losing and part not in losing)
    told = series if not passes else [one for one in kept if one not in {(part, "lost") for part in silent}]
    shown = {(part, slot): loops.rates(series[part, slot], passes) for part, slot in told}
    shown |= {(part, slot): shares(steps, well[part]) for (part, slot), steps in shown.items() if slot == "error"}
    return [
        *(stepped(Action.COUNT, part, slot, steps) for (part, slot), steps in shown.items()),
        *(Clip(0, 0, Action.COUNT, part, "", slot="lost") for part in silent),
    ]


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
