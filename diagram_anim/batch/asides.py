"""What a film shows only by a sign or in part: it stands in full beside the film, in its transcript."""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.batch.plan import Plan
from diagram_anim.model.diagram import Flowchart, Node, SequenceDiagram, Subgraph


def asides(plan: Plan) -> Iterator[str]:
    """A line for each tooltip and link of the diagram, never followed, and for each name that is cut short."""
    diagram = plan.board.diagram
    names = {f"box:{number}": label.plain for number, (label, _, _) in enumerate(plan.cast.boxes, 1)}
    if isinstance(diagram, Flowchart):
        things: tuple[Node | Subgraph, ...] = (*diagram.nodes, *diagram.subgraphs)
        names |= {thing.id: thing.label.plain for thing in things}
        for thing in things:
            if said := ", ".join(word for word in (thing.tooltip, thing.link) if word):
                yield f"{thing.label.plain or thing.id}: {said}"
    if isinstance(diagram, SequenceDiagram):
        names |= {one.id: one.label.plain for one in diagram.participants}
        for one in diagram.participants:
            for word, link in one.links.items():
                yield f"{one.label.plain or one.id}: {word}, {link}"
    for placed in plan.layout.placed:
        if placed.kind in ("group", "box", "card", "head") and any(line.text.endswith("…") for line in placed.lines):
            full, shown = names.get(placed.id, ""), " ".join(line.text for line in placed.lines)
            if full and full != shown:
                yield f"{shown} = {full}"
