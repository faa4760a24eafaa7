"""What plain Mermaid says: patterns over words and structure, tried in order; the first that fits tells the film.

Comes in: a diagram with its words around it. Goes out: a telling, each beat with its cause. A pattern that isn't sure
says nothing: where none fits, the structure alone is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import outcomes, sense
from diagram_anim.story.infer.beats import started_once
from diagram_anim.story.infer.belied import belied
from diagram_anim.story.infer.evidence import quoted
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import (
    aftermath,
    demand,
    failover,
    gauge,
    outage,
    pictures,
    rolled,
    scaling,
    scheduled,
    serviced,
    switch,
    tended,
    thresholds,
    traffic,
    waves,
)
from diagram_anim.story.infer.incidents import befallen, places, renewals, rollouts, severed, strikes
from diagram_anim.story.infer.length import pace
from diagram_anim.story.infer.sequences import dialogue, foretold, shift
from diagram_anim.story.infer.structure import (
    answered,
    authored,
    before,
    catalogue,
    cuts,
    exchange,
    numbered,
    parallels,
    reveal,
    stages,
    states,
    swapped,
    told,
    tree,
)
from diagram_anim.story.infer.structure.aloud import opened
from diagram_anim.story.infer.structure.chapters import toured
from diagram_anim.story.infer.system import casting, erring, releases
from diagram_anim.story.infer.words import levels

EVENTS = (
    failover.tell,
    outage.tell,
    scheduled.tell,
    serviced.tell,
    tended.tell,
    waves.tell,
    thresholds.tell,
    demand.tell,
    gauge.tell,
    rolled.tell,
    scaling.tell,
    switch.tell,
)
NAMED = (
    numbered.tell,
    exchange.tell,
    swapped.tell,
    aftermath.tell,
    tree.tell,
    catalogue.tell,
    told.tell,
)
FLOW = (stages.tell, reveal.tell)

HAPPENING = (*EVENTS, traffic.tell)
STRUCTURE = (*NAMED, *FLOW)
"""Patterns that tell what there is; what lies in it and is down is told behind them."""


def happening(given: Given) -> Telling | None:
    """What happens in a system, None where only its parts and arrows can be told."""
    return next((telling for one in HAPPENING if (telling := one(given))), None)


def _plain(given: Given) -> Telling:
    """What there is, whatever it is."""
    return next(telling for one in STRUCTURE if (telling := one(given)))


def _pictures(given: Given) -> Telling | None:
    return pictures.tell(given, happening, _plain)


CHART = (authored.tell, states.tell, _pictures, *EVENTS, *NAMED, traffic.tell, *FLOW)
SEQUENCE = (shift.tell, dialogue.tell)


def infer(given: Given) -> Telling:
    """The film of a diagram whose author wrote no steps; what the words before it make of its things counts where
    requests run through them."""
    known = casting.cast(given)
    if known is not given:
        telling = _inferred(known)
        if any(one.verb == "traffic" for step in telling.steps for one in step.beats):
            roles = casting.settled(known, given)
            settings = {id: {**roles.get(id, {}), **telling.settings.get(id, {})} for id in (*roles, *telling.settings)}
            return replace(telling, settings=settings)
    return _inferred(given)


def _inferred(given: Given) -> Telling:
    given = answered.apart(strikes.apart(given))
    if isinstance(given.diagram, Flowchart) and (late := places.coming(given)):
        given = replace(given, coming=late)
    patterns = CHART if isinstance(given.diagram, Flowchart) else SEQUENCE
    pattern, telling = next((one, telling) for one in patterns if (telling := one(given)))
    if belied(given, telling):
        given = replace(given, uncounted=True)
        plain = STRUCTURE if isinstance(given.diagram, Flowchart) else (dialogue.tell,)
        pattern, telling = next((one, telling) for one in plain if (telling := one(given)))
    if pattern in STRUCTURE:
        telling = befallen.told(given, telling, ordered=pattern not in (tree.tell, reveal.tell))
        telling = releases.shown(given, telling)
    telling = strikes.told(given, telling) if given.strikes else telling
    if isinstance(given.diagram, Flowchart):
        telling = replace(telling, settings=_closed(given, telling))
        falls = any(one.act.verb == "fail" for one in places.told(given))  # what mends that is told behind it
        if pattern not in (authored.tell, serviced.tell):
            telling = parallels.chosen(given, telling) if falls else parallels.apart(given, telling)
        if pattern not in (authored.tell, states.tell, _pictures, rolled.tell, serviced.tell):
            telling = renewals.added(given, places.added(given, telling))
            telling = severed.added(given, rollouts.added(given, telling))
        if pattern is not authored.tell:
            telling = telling if pattern is _pictures else levels.shown(given, telling)
            telling = telling if pattern is serviced.tell else parallels.apart(given, telling)
            telling = toured(given, cuts.told(given, telling))
    else:
        telling = foretold.added(given, telling)
        telling = replace(telling, settings=_watching(given, telling))
        telling = severed.added(given, rollouts.added(given, telling))
    telling = erring.seen(telling)
    telling = quoted(given, replace(telling, steps=started_once(telling.steps)))
    steps = opened(*before.told(given, telling.steps))
    return replace(telling, steps=steps, pace=pace(steps, given.lang))


def _closed(given: Given, telling: Telling) -> dict[str, Mapping[str, Any]]:
    """The settings with the boxes that name an outcome: none of these controls anything but who
    watches."""
    closed = [id for id in outcomes.closed(given.chart, given.roles) if not _watches(given, telling, id)]
    told = {id: {**telling.settings.get(id, {}), "role": Role.OUTCOME.value} for id in closed}
    return {**telling.settings, **told}


def _watching(given: Given, telling: Telling) -> Mapping[str, Mapping[str, Any]]:
    """The settings of a dialogue in which requests flow: who watches takes none of them, whatever is reported to it."""
    if not any(beat.verb == "traffic" for step in telling.steps for beat in step.beats):
        return telling.settings
    watchers = [id for id in given.of_role(Role.THING) if sense.says(given.words(id), "watcher", "observer")]
    told = {id: {"role": Role.CONTROLLER.value} for id in watchers if id not in telling.settings}
    return {**telling.settings, **told}


def _watches(given: Given, telling: Telling, id: str) -> bool:
    beside = telling.settings.get(id, {}).get("role") == Role.CONTROLLER.value
    return beside and bool(sense.says(given.words(id), "watcher", "observer"))
