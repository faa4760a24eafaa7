"""What the parts of a control plane say to each other, on its way; and what waits there for room.

A message takes milliseconds of the system and a second of the film: the system is held while it is seen, so that
nothing comes before what it follows from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagram_anim.cast import signs
from diagram_anim.effects import apply, motions
from diagram_anim.effects.send import MARKED
from diagram_anim.model.log import Event, Log
from diagram_anim.model.timeline import WAY, Action, Clip
from diagram_anim.timeline.clock import Hold
from diagram_anim.timeline.view import Stagehand

PAUSE = 0.12
"""From the arrival of one message to the next."""

HELD = 12
"""For so many messages of a step, one after another, the system is held: who tries again and again isn't waited for."""

CHANGE = 0.7

Film = Callable[[int], float]


def holds(log: Log, step: int, stage: Stagehand) -> tuple[Hold, ...]:
    """Where the system waits in a step for what is said: once for all that is said at one moment."""
    end = log.cuts[step + 1] if step + 1 < len(log.cuts) else len(log.events)
    at: dict[float, tuple[int, float]] = {}
    for index in range(log.cuts[step], end):
        event = log.events[index]
        if event.kind == "message":
            seconds = sum(stage.hops(_wires(event, stage)))
            at[event.t] = (index, max(seconds, at.get(event.t, (0, 0.0))[1]))
    return tuple(Hold(t, last + 1, seconds + PAUSE) for t, (last, seconds) in [*at.items()][:HELD] if seconds)


def messages(events: Sequence[Event], film: Film, stage: Stagehand, lang: str) -> list[Clip]:
    """A dot with its words for each message, and light on its way; several at once that say the same are one."""
    found: list[Clip] = []
    fates = {event.request: event.kind for event in events if event.kind in ("served", "lost", "refused")}
    said: dict[tuple[float, str, str, str], list[int]] = {}
    for index, event in enumerate(events):
        if event.kind == "message":
            said.setdefault((event.t, event.data["by"], event.of, event.data["says"]), []).append(index)
    for (_, by, to, says), indices in said.items():
        event = events[indices[0]]
        wires = _wires(event, stage)
        if not wires:
            continue
        start = film(indices[0])
        end = start + sum(stage.hops(wires))
        lost = fates.get(event.data["number"], "served") != "served"
        label = apply.said(says, lang)
        label += f" ×{len(indices)}" if label and len(indices) > 1 else ""
        value = {"tone": "traffic", "label": label, "weight": 1, "by": by}
        slot = "lost" if lost else "signal"
        found.append(Clip(start, end, Action.FLOW, to, value, slot=slot, path=wires, ease="linear"))
        found += motions.light(stage, [by], start)
        found += () if lost else (*motions.light(stage, wires, start, WAY), *motions.light(stage, [to], end))
        found += [motions.hold(end, MARKED)] if lost else []
    return found


def waiting(events: Sequence[Event], film: Film, stage: Stagehand, lang: str) -> list[Clip]:
    """Who keeps evaluations that wait for room bears a word of it."""
    found: list[Clip] = []
    blocked: dict[str, set[int]] = {}
    bearers = signs.keeping(events)
    for index, event in enumerate(events):
        part = bearers.get(event.data["by"], "") if event.kind == "evaluation" else ""
        if not part:
            continue
        here = blocked.setdefault(part, set())
        before = bool(here)
        (here.add if event.data["status"] == "blocked" else here.discard)(event.data["id"])
        if before != bool(here):
            at, words = film(index), apply.waiting(lang) if here else ""
            found += [
                Clip(at, at + CHANGE, Action.TEXT, part, words, view=view, slot="badge") for view in stage.views(part)
            ]
    return found


def _wires(event: Event, stage: Stagehand) -> tuple[str, ...]:
    return stage.wires([str(event.data["by"]), event.of])
