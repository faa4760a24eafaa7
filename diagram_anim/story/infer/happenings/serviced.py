"""Servers that somebody sees to by numbered orders on arrows: `1. drain`, `2. patch`, `3. return to service`.

Comes in: a chart in which who operates several of them tells each, or who sends requests to them, to give up its work,
and to take it again. Goes out: the requests as they run, then one server after another, an order at a time. None where
one alone is seen to, or where all would be out at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings import traffic
from diagram_anim.story.infer.happenings.tended import WORKED_ON
from diagram_anim.story.infer.structure.reveal import flows
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words.called import nicknames
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import sharing, upkeep

SEEN = 4.0
"""Seconds for which an order that changes who gets requests is seen."""

MOST = 4
"""More of them are too long a film."""

OUT, BACK, WORK, HOLD, AGAIN = "out", "back", "work", "hold", "again"


@dataclass(frozen=True, slots=True)
class Order:
    """What an arrow bids: of `whom`, "" where it leads to who sends requests to them and calls none of them."""

    kind: str
    text: str
    number: int
    edge: Edge
    whom: str


def tell(given: Given) -> Telling | None:
    orders = _orders(given)
    seen = _in_turn(orders) if orders else []
    if not seen or any(decides(given, id) for id in given.nodes):
        return None
    bidden = {one.edge for one in orders}
    left = tuple(edge for edge in given.chart.edges if edge not in bidden)
    runs = replace(given, diagram=replace(given.chart, edges=left))
    found = ways(runs)
    if found and any(one.edge.source in found.here for one in orders):
        return None
    told = traffic.tell(runs) if found else None
    steps = told.steps if told else (given.opening("reveal"), *(flows(runs) if runs.graph.edges else ()))
    return Telling((*steps, *(_step(given, one) for one in seen)), told.settings if told else {})


def _orders(given: Given) -> list[Order]:
    """All that one who operates several tells them, in the order of the numbers."""
    numbered = [edge for edge in given.graph.edges if edge.label and phrases.numbered(edge.label.plain)]
    sources = list(dict.fromkeys(edge.source for edge in numbered or _bare(given)))
    if len(sources) != 1 or given.graph.before.get(sources[0]):
        return []
    labelled = numbered or [edge for edge in given.graph.edges if edge.source == sources[0] and edge.label]
    texts = list(dict.fromkeys(edge.label.plain for edge in labelled if edge.label))
    places = {text: place for place, text in enumerate(texts, 1)}
    orders = [order for edge in labelled for order in _read(given, edge, places)]
    if any(not order.kind for order in orders):
        return []
    return sorted(orders, key=lambda one: one.number)


def _bare(given: Given) -> list[Edge]:
    """Arrows that say no more than that one is to be drained, where none has a number."""
    return [edge for edge in given.graph.edges if edge.label and _kind(edge.label.plain) == OUT]


def _read(given: Given, edge: Edge, places: Mapping[str, int]) -> Iterator[Order]:
    """What an arrow bids, one order after another; to a pool it is said of each of its machines. Without a number of
    its own it has its place among what the arrows say."""
    assert edge.label is not None
    number = 0 if phrases.numbered(edge.label.plain) else places[edge.label.plain]
    aims = [id for id in given.within(edge.target) if _works(given, id)]
    for piece in _pieces(edge.label.plain):
        number = phrases.numbered(piece) or number
        text = phrases.clean(phrases.unnumbered(piece)).strip(" →>-,·")
        kind = _kind(text)
        if given.role(edge.target) is Role.BALANCER:
            after = given.graph.after.get(edge.target, [])
            named = [id for id in after if tidings.calls(text, nicknames(given, id))]
            yield Order(kind if len(named) < 2 else "", text, number, edge, next(iter(named), ""))
        else:
            for id in aims or [edge.target]:
                yield Order(kind if aims else "", text, number, edge, id)


def _works(given: Given, id: str) -> bool:
    return given.role(id) in (Role.SERVER, Role.NODE, Role.STORE, Role.CACHE)


def _pieces(text: str) -> list[str]:
    """A label's orders: each number begins one, and an arrow or a line of its own does."""
    return [one.strip() for one in _PIECES.split(text) if one.strip(" →>-,·")]


_PIECES = re.compile(r"\s*(?:→|➔|➜|->|⇒)\s*|\n|(?<!^)(?=[①-⑳❶-❿])|(?<=[\s,])(?=\(?\d{1,2}[.)]\s)")


def _kind(text: str) -> str:
    """What an order bids, "" where that isn't known."""
    back, out = (upkeep("back"), sharing("joins")), (sharing("drains"), sharing("empties"))
    kinds = [(AGAIN, _AGAIN), *((BACK, one) for one in back), (HOLD, _HOLDS), (WORK, WORKED_ON)]
    kinds += [(OUT, one) for one in out]
    return next((kind for kind, said in kinds if said.search(text)), "")


_HOLDS = re.compile(
    r"\bcordon|(?<!언)코든|コルドン|스케줄 ?(?:중지|차단|금지)|スケジュール(?:停止|禁止)", re.IGNORECASE
)
"""An order by which nothing new comes to a machine."""

_AGAIN = re.compile(r"\b(?:same|repeat\w*|likewise|ditto)\b|반복|똑같이|동일|마찬가지|同様|同じ|繰り返", re.IGNORECASE)
"""That one is seen to as another was."""


def _in_turn(orders: Sequence[Order]) -> list[Order]:
    """The orders as they are carried out, each with whom it concerns; nothing where one alone is seen to, one isn't
    put back, or nobody knows whom an order concerns."""
    whom = list(dict.fromkeys(one.whom for one in orders if one.whom))
    unnamed = [one for one in orders if not one.whom]
    if not 1 <= len(whom) <= MOST or (len(whom) == 1 and not unnamed):
        return []
    if unnamed:
        shared = sum(one.kind == OUT for one in unnamed) == 1
        told = _each(orders, whom) if shared else _assigned(orders)
    elif any(one.kind == AGAIN for one in orders):
        first = [one for one in orders if one.whom == whom[0]]
        told = [*first]
        for id in whom[1:]:
            own = [one for one in orders if one.whom == id]
            again = own[0].kind == AGAIN and len(own) == 1
            told += [replace(one, edge=own[0].edge, whom=id) for one in first] if again else own
    else:
        numbers = {one.number: {other.whom for other in orders if other.number == one.number} for one in orders}
        told = _each(orders, whom) if any(len(some) > 1 for some in numbers.values()) else [*orders]
    return told if told and all(_whole([one.kind for one in told if one.whom == id]) for id in whom) else []


def _each(orders: Sequence[Order], whom: Sequence[str]) -> list[Order]:
    """All that is bidden of one, or of nobody, is done with one after another."""
    return [replace(one, whom=id) for id in whom for one in orders if one.whom in ("", id)]


def _assigned(orders: Sequence[Order]) -> list[Order]:
    """Who is taken out is the next that is worked on, and who is put back the last that was taken out."""
    told: list[Order] = []
    for at, one in enumerate(orders):
        ahead = [other.whom for other in orders[at:] if other.whom]
        behind = [other.whom for other in told if other.kind == OUT]
        some = behind[-1:] if one.kind == BACK else ahead[:1]
        if not one.whom and not some:
            return []
        told.append(one if one.whom else replace(one, whom=some[0]))
    return told


def _whole(kinds: Sequence[str]) -> bool:
    """Whether one is taken out once, and is put back afterwards."""
    return kinds.count(OUT) == kinds.count(BACK) == 1 and kinds.index(OUT) < kinds.index(BACK)


def _step(given: Given, one: Order) -> Step:
    parts = given.within(one.whom)
    cause = given.cause("end" if one.kind == OUT else "start", one.text, one.whom)
    cause = replace(cause, line=one.edge.span.line)
    acts: list[Beat] = []
    if one.edge.target in given.nodes:
        acts.append(
            beat("send", one.edge.source, one.edge.target, cause=given.along((one.edge.source, one.edge.target)))
        )
    else:
        acts.append(beat("highlight", *parts, cause=cause))
    if verb := {OUT: "drain", BACK: "start"}.get(one.kind):
        acts += [beat(verb, *parts, cause=cause), beat("wait", cause=cause, seconds=SEEN)]
    named = tidings.calls(one.text, nicknames(given, one.whom))
    words = one.text[:1].upper() + one.text[1:] if named else given.say("alone", a=given.name(one.whom), text=one.text)
    return given.step(words, *chain(*acts))
