"""What a master offers on its way to a framework, then the framework's answer, and with an acceptance the order to the
agent: one after another, so that it is seen who answers what, and nothing runs before it has been taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagram_anim.effects import offer
from diagram_anim.model.log import Event, Log
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline.clock import Hold
from diagram_anim.timeline.view import Stagehand

PAUSE = 0.12
"""From the arrival of one word to the next."""

HELD = 12
"""For so many words of a step the system is held: who is offered the same again and again isn't waited for."""

NOTICE = 0.9
"""An agent is seen as the one whose resources are offered for so long."""

SAID = ("offered", "accepted", "declined", "rescinded")
"""The events that are words."""

Film = Callable[[int], float]
Way = tuple[tuple[str, str], str]
"""From whom to whom, and what it says."""


def holds(log: Log, step: int, stage: Stagehand) -> tuple[Hold, ...]:
    """Where the system waits in a step for what is offered, and for each answer."""
    end = log.cuts[step + 1] if step + 1 < len(log.cuts) else len(log.events)
    found = []
    for index in range(log.cuts[step], end):
        seconds = sum(sum(stage.hops(stage.wires(ends))) for ends, _ in _ways(log.events, index, ""))
        if seconds:
            found.append(Hold(log.events[index].t, index + 1, seconds + PAUSE))
    return tuple(found[:HELD])


def clips(events: Sequence[Event], film: Film, stage: Stagehand, lang: str) -> list[Clip]:
    found = []
    for index, event in enumerate(events):
        if event.kind not in SAID:
            continue
        at = film(index)
        if event.kind == "offered":
            found.append(Clip(at, at + NOTICE, Action.PULSE, str(event.data["agent"]), "traffic"))
        for ends, label in _ways(events, index, lang):
            wires = stage.wires(ends)
            end = at + sum(stage.hops(wires))
            value = {"tone": "traffic", "label": label, "weight": 1}
            if wires:
                found.append(Clip(at, end, Action.FLOW, ends[1], value, slot="signal", path=wires, ease="linear"))
            at = end
    return found


def _ways(events: Sequence[Event], index: int, lang: str) -> list[Way]:
    """What an event says, and to whom."""
    event = events[index]
    if event.kind not in SAID:
        return []
    master, framework, agent = str(event.data["by"]), event.of, str(event.data["agent"])
    if event.kind == "offered":
        return [((master, framework), offer.amounts(event.data, lang))]
    said = offer.answers(event.kind, lang)
    if event.kind == "rescinded":
        return [((master, framework), said)]
    if event.kind == "accepted":
        return [((framework, master), said), ((master, agent), "")]
    before = (events[place] for place in range(index - 1, -1, -1))
    offers = (one for one in before if (one.kind, one.of, one.data.get("agent")) == ("offered", framework, agent))
    last = next(offers, None)
    return [((framework, master), " · ".join([said, offer.amounts(last.data, lang)]) if last else said)]
