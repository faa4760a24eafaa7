"""Who comes in for what is down, as words on cards, on arrows and in boxes say it.

Comes in: a chart. Goes out: the part, the word, and of which it is a copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def boxes(given: Given, lost: Mapping[str, Hit]) -> dict[str, tuple[str, str, Hit]]:
    """Boxes that say of a part that stands elsewhere that it comes in: the box, the part and the word."""
    parts = {id: given.name(id) for id in given.nodes if id not in lost and given.role(id) in BREAKABLE}
    found = {}
    for id in given.nodes:
        words = given.words(id)
        hit = sense.says(words, "promote") if given.role(id) in (Role.THING, Role.OUTCOME) else None
        named = [part for part, name in parts.items() if name and name.casefold() in words.casefold()]
        if hit and len(named) == 1:
            found[id] = (id, named[0], hit)
    return found


def heir(given: Given, id: str) -> Hit | None:
    """The word that says of a part of a system that it comes in for another."""
    if given.role(id) not in BREAKABLE:
        return None
    said = sense.says(given.words(id), "promote")
    if said:
        return said
    turns = [line for line in given.label(id).lines if re.search(r"→|->|⇒", line) and sense.says(line, "leader")]
    if turns and (stood := sense.says(turns[0], "standby")):
        return stood
    if turns and re.match(r"\s*(?:→|->|⇒)", turns[0]) and turns[0] != given.label(id).lines[0]:
        return sense.says(turns[0], "leader")
    arrows = [edge for edge in given.chart.edges if edge.target == id and edge.label]
    labels = [edge.label.plain for edge in arrows if edge.label]
    told = next((hit for text in labels if (hit := sense.says(text, "promote", "standby"))), None)
    left = {edge.source for edge in given.graph.edges if edge.end == "cross" and edge.target != id}
    watched = [edge for edge in arrows if closed(given, edge.source) or edge.source in left]
    return told or next((hit for edge in watched if edge.label and (hit := _switches(edge.label.plain))), None)


def _switches(text: str) -> Hit | None:
    """That who watches, or whom another answers no more, says of one that all goes there from then on: `자동 전환`,
    `switchover`."""
    text = phrases.unnumbered(text)
    bare = re.sub(
        r"^(?:자동(?:으로)?|장애\s?시|automatic(?:ally)?|自動(?:的に)?|障害時に?)\s*", "", text, flags=re.IGNORECASE
    )
    return sense.only(bare, ("switch",), ("traffic", "every", "route"))


def originals(given: Given, copy: str) -> Iterator[tuple[str, Hit]]:
    """What a part is a copy of, with the word of the arrow that promotes the copy: where that says in case of what, or
    comes from who watches the original."""
    arrows = [edge for edge in given.graph.edges if edge.target == copy and edge.label]
    originals = {edge.source for edge in arrows if edge.label and sense.says(edge.label.plain, "replicate")}
    for edge in arrows:
        text = edge.label.plain if edge.label else ""
        hit = sense.says(text, "promote")
        watches = closed(given, edge.source) and originals <= {*given.graph.after.get(edge.source, [])}
        if hit and len(originals) == 1 and (watches or sense.says(text, "outage", "failure", "standby")):
            yield from ((id, hit) for id in originals if given.role(id) in BREAKABLE)


def troubled(given: Given, heirs: Mapping[str, Hit]) -> dict[str, Hit]:
    """Of what the cards and the arrows from who asks it say that something is wrong, where another part is promoted by
    an arrow: for whom, if not for that one?"""
    said = [edge for edge in given.graph.edges if edge.label]
    if not any(sense.says(edge.label.plain, "promote") for edge in said if edge.label and edge.target in heirs):
        return {}
    found = {}
    for id in given.nodes:
        told = [*given.label(id).lines[1:], *(edge.label.plain for edge in said if edge.label and edge.target == id)]
        hit = next((hit for text in told if (hit := sense.ends_in(text, "trouble", "outage"))), None)
        if hit and id not in heirs and given.role(id) in BREAKABLE:
            found[id] = hit
    return found


def watching(given: Given, id: str) -> bool:
    if id in given.groups or given.role(id) is Role.SERVER:
        return sense.ends_in(given.name(id), "watcher") is not None
    return id in given.nodes and given.role(id) is Role.THING and bool(sense.says(given.words(id), "watcher"))


def closed(given: Given, id: str) -> bool:
    return given.role(id) in (Role.CONTROLLER, Role.OUTCOME) or watching(given, id)
