"""The system behind a diagram: its parts with their roles, links from the arrows, settings from the author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagram_anim.model.diagram import Diagram, Flowchart, SequenceDiagram
from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Part, Role, System
from diagram_anim.story import sense
from diagram_anim.story.graph import links
from diagram_anim.story.hits import hits
from diagram_anim.story.idle import idle
from diagram_anim.story.naming import alike
from diagram_anim.story.roles import roles

_OF_ROLE = {"client": Role.CLIENT, "balancer": Role.BALANCER, "store": Role.STORE, "controller": Role.CONTROLLER}


def build_system(diagram: Diagram, settings: Mapping[str, Mapping[str, Any]]) -> System:
    """Parts with their roles and settings. A role that was given stands, `thing` too; others are told by the words."""
    found = roles(diagram)
    ids = [node.id for node in diagram.nodes] if isinstance(diagram, Flowchart) else []
    ids += [one.id for one in diagram.participants] if isinstance(diagram, SequenceDiagram) else []
    parts = {}
    for id in (*ids, *(id for id in settings if id not in ids)):
        given = {key: value for key, value in settings.get(id, {}).items() if key != "role"}
        told = settings.get(id, {}).get("role")
        role = Role(told) if told else found.get(id, (Role.THING, ""))[0]
        if role is Role.THING and not told:
            role = _by_keys(given)
        if role is Role.QUEUE and isinstance(diagram, Flowchart) and _publishes(diagram, id):
            given = {"deliver": "each", **given}
        if role is Role.CACHE and isinstance(diagram, Flowchart) and (hit := hits(diagram, id)) is not None:
            given = {"hit": hit, **given}
        parts[id] = Part(id, role, given)
    return System(parts, _links(diagram))


def with_shared(system: System, steps: Sequence[Step], diagram: Diagram) -> System:
    """The ways by which a sequence's steps share requests out, too: of them no message need be drawn."""
    if not isinstance(diagram, SequenceDiagram):
        return system
    beats = [beat for step in steps for beat in step.beats if beat.verb == "split"]
    shared = [(sender, target) for beat in beats for sender in beat.targets for target in beat.args["to"]]
    return replace(system, links=tuple(dict.fromkeys([*system.links, *shared])))


def _publishes(chart: Flowchart, id: str) -> bool:
    """Whether a topic or a bus leads to consumers that are no copies of one another: then each gets every message. A
    dotted arrow beside others leads to none."""
    node, arrows = chart.node(id), [edge for edge in chart.edges if edge.source == id]
    consumers = [edge.target for edge in arrows if edge.stroke != "dotted"] or [edge.target for edge in arrows]
    if node is None or len({*consumers}) < 2 or not sense.says(node.label.plain, "topic"):
        return False
    return not all((one := chart.node(target)) and alike(chart, one, consumers) for target in consumers)


def _by_keys(settings: Mapping[str, Any]) -> Role:
    """A part that takes a balancer's settings is one."""
    from diagram_anim.story.grammar.settings import find

    for name in settings:
        key = find(name)
        if key and key.of in _OF_ROLE:
            return _OF_ROLE[key.of]
    return Role.THING


def _answers(chart: Flowchart) -> set[tuple[str, str]]:
    """The ways back by which only answers come: a dotted arrow beside a drawn-out one the other way, or any from a
    store to who asks it."""
    asked = {(edge.source, edge.target) for edge in chart.edges if edge.stroke != "dotted"}
    kept = {node.id for node in chart.nodes if node.shape in ("cyl", "lin-cyl", "datastore")}
    back = [edge for edge in chart.edges if (edge.target, edge.source) in asked]
    return {(edge.source, edge.target) for edge in back if edge.stroke == "dotted" or edge.source in kept}


def _links(diagram: Diagram) -> tuple[tuple[str, str], ...]:
    if isinstance(diagram, Flowchart):
        still = {(edge.source, edge.target) for edge in diagram.edges if idle(diagram, edge)}
        return links(diagram, still | _answers(diagram))
    found: dict[tuple[str, str], None] = {}
    for message in diagram.messages:
        pair = (message.source, message.target)
        reply = message.line != "solid" and (message.target, message.source) in found
        if message.source != message.target and not reply:
            found[pair] = None
    return tuple(found)
