"""The promotion in a failover: who learns of the failure, who comes in, and by which arrow requests go there then.

Comes in: who is lost, and who comes in for it. Goes out: steps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system.downed import event
from diagram_anim.story.infer.words import prose
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import Hit


@dataclass(frozen=True, slots=True)
class Failover:
    """`lost` fails, as `failure` says; `heir` comes in, as `taking` says. `way` leads from what is lost, or from who
    watches it, to the heir, as far as arrows are drawn; `clients` send the requests, through `chooser` where there is
    one, which can reach both where `moves`, and asks both all along where `shares`. `box` is the box that tells of it,
    where the heir stands elsewhere."""

    lost: str
    failure: Hit
    heir: str
    taking: Hit
    way: tuple[str, ...]
    clients: tuple[str, ...]
    chooser: str
    moves: bool
    shares: bool = False
    box: str = ""


def promoted(given: Given, found: Failover) -> list[Step]:
    """Who learns of it, one after another, and the promotion."""
    cause = given.cause("failover", found.taking.word, found.heir)
    off = [beat("traffic", *found.clients, cause=cause, off=True)] if found.clients and not found.moves else []
    light = beat("highlight", found.heir, *((found.box,) if found.box else ()), cause=cause, tone="healthy")
    words = _taking(given, found)
    if not found.way:
        return [given.step(words, *off, light)]
    way = found.way[1:] if boxed(given, found) else found.way
    told = [
        _hop(given, found, here, there, off if not place else [])
        for place, (here, there) in enumerate(zip(way[:-2], way[1:-1], strict=True))
    ]
    last = [beat("send", *way[-2:], cause=cause)] if way[-2] != found.lost else []
    return [*told, given.step(words, *(off if not told else ()), *chain(*last, light))]


def _hop(given: Given, found: Failover, here: str, there: str, more: Sequence[Beat]) -> Step:
    """Somebody learns of it, from another, or because what is lost sends nothing any more."""
    label = given.graph.edge(here, there).label
    text = phrases.clean(label.plain) if label and label.plain else ""
    name, words = given.name(there), given.say("noticed")
    if re.search(r"\w", name):
        learns = bool(text) and sense.says(name, "watcher", "controller") and not sense.says(name, "action")
        words = given.say("learns", b=name) if learns else given.say("gauge_next", d=name)
    cause = given.along((here, there))
    seen = beat("highlight", there, cause=cause) if here == found.lost else beat("send", here, there, cause=cause)
    return given.step(words, *more, seen)


def _taking(given: Given, found: Failover) -> str:
    """The promotion in the author's words: those of the arrow, or the heir's own."""
    name = given.name(found.heir)
    if found.box:
        return given.say("gauge_next", d=given.whole(found.box))
    if sense.says(given.words(found.heir), "promote"):
        return given.say("gauge_next", d=given.whole(found.heir))
    last = found.way[-2:] or ((found.chooser, found.heir) if found.moves else ())
    label = given.graph.edge(*last).label if last else None
    said = label.plain if label and (found.way or sense.says(label.plain, "promote", "standby")) else ""
    said = "" if _WELL.fullmatch(said) else said
    text = phrases.clean(said or found.taking.word)
    if name in text and not text.casefold().startswith(name.casefold()):
        return text
    if sense.only(text, ("promote", "standby"), ()) or found.taking == prose.leads(given, found.heir):
        return given.say("takes_over", b=name)
    return given.say("alone", a=name, text=text)


_WELL = re.compile(r"\W*(?:정상|양호|healthy|ok|up|alive|passing|正常|良好)\W*", re.IGNORECASE)
"""What an arrow says of who is well all along."""


def own_way(given: Given, found: Failover) -> Edge | None:
    """The arrow to the heir that is drawn for it beside the one of everyday: `3. reconnects and writes`."""
    ways = [edge for edge in given.graph.edges if (edge.source, edge.target) == (found.chooser, found.heir)]
    return ways[-1] if len(ways) > 1 and ways[-1].label else None


def boxed(given: Given, found: Failover) -> tuple[str, ...]:
    """The box on the way that only says that the part before it is down: it is lit as that fails."""
    return found.way[1:2] if len(found.way) > 2 and event(given, found.lost, found.way[1]) else ()
