"""What a diagram's words say that happens and its film doesn't tell: warned of, lest it vanish without a word.

Comes in: a diagram whose author wrote no steps, and its telling. Goes out: a warning for each of them, at its place.
Only what can mean nothing else is warned of: shares out of one that shares requests out, a part that is drawn as down,
a rush or a rate of who sends requests, copies that an arrow brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.diagram import Edge, Flowchart, Label, Message, Note
from diagram_anim.model.span import Span
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, rates, sense
from diagram_anim.story.grammar import units
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.incidents.cards import behind
from diagram_anim.story.infer.sequences import portions
from diagram_anim.story.infer.words import called
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.outcomes import BREAKABLE
from diagram_anim.story.sharers import shares_out
from diagram_anim.story.shares import claimed

_FIGURE = re.compile(r"\d")
"""Without a figure an arrow only says in which case it is taken."""


def unsaid(given: Given, telling: Telling) -> list[Diagnostic]:
    """The warnings, in the order of their kinds."""
    kinds = (_shares, _falls, _rushes, _copies)
    return [one for kind in kinds for one in kind(given, telling)]


def _verbs(telling: Telling, *verbs: str) -> set[str]:
    """All of whom any of these verbs is told."""
    beats = [one for step in telling.steps for one in step.beats if one.verb in verbs]
    return {id for one in beats for id in (*one.targets, str(one.args.get("of", "")))}


def _shares(given: Given, telling: Telling) -> Iterator[Diagnostic]:
    """Shares that make no whole, and those that make one and aren't told."""
    split = _verbs(telling, "split")
    if not isinstance(given.diagram, Flowchart):
        wrong = portions.unfit(given) if not split else None
        if wrong:
            message, total = wrong
            yield _no_whole(given, message.source, total, _span(message))
        return
    for node in given.chart.nodes:
        own = [one for one in given.graph.edges if one.source == node.id and one.label and one.label.plain]
        if node.id in split or not own or not node.label.lines or sense.asks(node.label.plain):
            continue
        told, place = claimed(given.chart, node.id), _span(own[-1])
        if told is None:
            yield from _some(given, node.id, own)
            continue
        if told.looked_up or told.rated or not shares_out(given.chart, node, told, given.roles):
            continue
        odd = [sum(stage.values()) for stage in told.stages if not units.whole(stage.values())]
        runs = given.role(node.id) is Role.BALANCER and all(given.role(id) in BREAKABLE for id in told.stages[0])
        if odd:
            yield _no_whole(given, node.id, odd[0], place)
        elif runs and _FIGURE.search(told.word):
            yield _untold(f"the shares that `{given.name(node.id)}` gives out aren't told", place, "@split")


def _some(given: Given, id: str, own: Sequence[Edge]) -> Iterator[Diagnostic]:
    """Shares that only some of a balancer's arrows say, unless they are equal ones, which follow by themselves."""
    said = {one: found[0] for one in own if one.label and (found := figures.shares(one.label.plain))}
    percents = [one.percent for one in said.values() if not one.weight and not one.looked_up]
    runs = given.role(id) is Role.BALANCER and all(given.role(one.target) in BREAKABLE for one in said)
    if not runs or len(percents) < max(2, len(said)):
        return
    if sum(percents) > 100.5:
        yield _no_whole(given, id, sum(percents), _span(own[-1]))
    elif len({*percents}) > 1:
        yield _untold(f"the shares that `{given.name(id)}` gives out aren't told", _span(own[-1]), "@split")


def _no_whole(given: Given, id: str, total: float, span: Span | None) -> Diagnostic:
    message = f"the shares that `{given.name(id)}` gives out come to {total:.4g} %: they aren't told"
    return warning("shares-no-whole", message, span, hint="shares that hold together make 100 %")


def _falls(given: Given, telling: Telling) -> Iterator[Diagnostic]:
    """Parts of which a line of their card, or a note over them alone, says that they are down."""
    told = _verbs(telling, "fail", "stop", "degrade", "drain", "partition")
    for id, texts, place in _states(given):
        for text in () if id in told else texts:
            found = tidings.read(text, [given.name(id)])
            if found and found.verb == "fail" and found.sure and tidings.bare(text, found):
                yield _untold(f"`{given.name(id)}` is said to be down: that isn't told", place, "@fail")
                break


def _states(given: Given) -> Iterator[tuple[str, Sequence[str], Span | None]]:
    """What is said of each part by lines of its card or behind its name, or by a note over it alone."""
    parts = given.of_role(*BREAKABLE)
    for id in parts:
        first, *lines = called.own_lines(given, id) or ("",)
        yield id, (*lines, *behind(first)), _span(given.nodes[id])
    for event in () if isinstance(given.diagram, Flowchart) else given.sequence.events:
        if isinstance(event, Note) and len({*event.over}) == 1 and event.over[0] in parts:
            yield event.over[0], (event.label.plain,), _span(event)


def _rushes(given: Given, telling: Telling) -> Iterator[Diagnostic]:
    """So many times as many requests as else, or so many a second, of who sends them."""
    said: list[tuple[str, Label, object]] = []
    if isinstance(given.diagram, Flowchart):
        said = [(edge.source, edge.label, edge) for edge in given.graph.edges if edge.label]
        said += [(id, given.label(id), given.nodes[id]) for id in given.nodes]
    else:
        asks = [one for one in given.sequence.messages if one.line == "solid" and one.source != one.target]
        said = [(one.source, one.label, one) for one in asks]
    rushes, flows = _verbs(telling, "load"), _verbs(telling, "traffic", "load")
    for who, label, thing in said:
        if given.role(who) is not Role.CLIENT:
            continue
        many, rate = rates.factor(label.plain), rates.sending(label.plain)
        if many and many[0] >= rates.RUSH and not rushes:
            yield _untold(f"a rush of `{given.name(who)}` ({many[1].strip()}) isn't told", _span(thing), "@load")
        elif rate and not flows:
            yield _untold(f"what `{given.name(who)}` sends ({rate.word}) isn't told", _span(thing), "@traffic")


def _copies(given: Given, telling: Telling) -> Iterator[Diagnostic]:
    """Copies that an arrow or a message brings to a part: from so many to so many."""
    every: Sequence[Edge | Message] = (
        given.graph.edges if isinstance(given.diagram, Flowchart) else given.sequence.messages
    )
    scaled = _verbs(telling, "scale", "start", "stop", "split")
    for one in every:
        text = one.label.plain if one.label else ""
        if scaled or sense.hears(given.name(one.target)) or given.role(one.target) not in BREAKABLE:
            continue
        found = counts.copied(text)
        if found and found[0] and figures.target(text):
            yield _untold(
                f"that `{given.name(one.target)}` is scaled ({phrases.clean(text)}) isn't told", _span(one), "@scale"
            )


def _untold(message: str, span: Span | None, verb: str) -> Diagnostic:
    return warning("untold", message, span, hint=f"`%% {verb}` tells it, in steps of your own")


def _span(thing: object) -> Span | None:
    """Where its words stand, else itself."""
    label: Label | None = getattr(thing, "label", None)
    span: Span | None = getattr(thing, "span", None)
    return label.span if label and label.span else span
