"""Groups that are shown closed: a box each, with the edges of all that is in it.

The author closes them (`@{ view: collapsed }`), or they stand so deep that nothing could be read in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.diagram import Diagram, Edge, Flowchart, Node, Subgraph
from diagram_anim.model.nesting import depths

SHAPE = "st-rect"
"""A stack: there is more behind it."""


DEEPEST = 20
"""Groups within groups, beyond which the frames take all the room."""


def closed(diagram: Diagram) -> tuple[Diagram, list[Diagnostic]]:
    """The diagram as it is seen, the same where nothing is closed; a warning (`groups-too-deep`) where that isn't the
    author's own will.

    Edges within a closed group aren't seen; several from it to the same thing are one.
    """
    if not isinstance(diagram, Flowchart):
        return diagram, []
    groups = {group.id: group for group in diagram.subgraphs}
    deep = [id for id, depth in depths({id: group.parent for id, group in groups.items()}).items() if depth == DEEPEST]
    problems = [
        warning("groups-too-deep", f"nothing could be read so deep inside: `{id}` is shown closed", groups[id].span)
        for id in deep
    ]
    shut = {id for id, group in groups.items() if group.data.get("view") == "collapsed"} | {*deep}
    return (_closed(diagram, groups, shut) if shut else diagram), problems


def _closed(diagram: Flowchart, groups: Mapping[str, Subgraph], shut: set[str]) -> Flowchart:
    parents = {node.id: node.parent for node in diagram.nodes} | {id: group.parent for id, group in groups.items()}

    def seen(id: str) -> str:
        """The outermost closed group around a thing, or the thing itself."""
        found, here = id, parents.get(id)
        while here:
            found = here if here in shut else found
            here = parents.get(here)
        return found

    within = {id for id in parents if seen(id) != id}
    ends = {id: seen(id) for id in parents}
    boxes = tuple(_box(groups[id]) for id in groups if id in shut and id not in within)
    return replace(
        diagram,
        nodes=(*(node for node in diagram.nodes if node.id not in within), *boxes),
        edges=_rerouted(diagram.edges, ends),
        subgraphs=tuple(
            replace(group, members=tuple(dict.fromkeys(ends.get(one, one) for one in group.members)))
            for group in diagram.subgraphs
            if group.id not in within and group.id not in shut
        ),
    )


def _box(group: Subgraph) -> Node:
    return Node(
        group.id,
        group.label,
        SHAPE,
        group.span,
        parent=group.parent,
        classes=group.classes,
        styles=group.styles,
        link=group.link,
        tooltip=group.tooltip,
    )


def _rerouted(edges: tuple[Edge, ...], ends: dict[str, str]) -> tuple[Edge, ...]:
    """The edges by what is seen of their ends; those that were moved onto one another once."""
    found: dict[tuple[str, str, str], Edge] = {}
    for number, edge in enumerate(edges):
        source, target = ends.get(edge.source, edge.source), ends.get(edge.target, edge.target)
        moved = (source, target) != (edge.source, edge.target)
        if moved and source == target:
            continue
        label = edge.label.plain if edge.label else ""
        key = (source, target, label) if moved else (source, target, f"{label}#{number}")
        found.setdefault(key, replace(edge, source=source, target=target))
    return tuple(found.values())
