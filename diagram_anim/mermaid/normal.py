"""A diagram as plain data in a normal form: two texts that Mermaid reads alike print alike.

What is empty or as usual is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagram_anim.model.diagram import (
    Activation,
    Autonumber,
    Diagram,
    Edge,
    Flowchart,
    FragmentEnd,
    FragmentSection,
    FragmentStart,
    Label,
    Lifeline,
    Message,
    Meta,
    Node,
    Note,
    Participant,
    ParticipantBox,
    SequenceDiagram,
    SequenceEvent,
    Subgraph,
)

Plain = dict[str, Any]


def normal(diagram: Diagram) -> Plain:
    if isinstance(diagram, Flowchart):
        return _head(diagram.meta, _type(diagram)) | _flowchart(diagram)
    return _head(diagram.meta, "sequence") | _sequence(diagram)


def _type(chart: Flowchart) -> str:
    return {"flowchart-elk": "flowchart-elk", "swimlane-beta": "swimlane"}.get(chart.keyword, "flowchart-v2")


def _told(**members: Any) -> Plain:
    """Without what says nothing; the number 0 says something."""
    return {
        key.rstrip("_"): value
        for key, value in members.items()
        if value is not None and value is not False and value != "" and value != [] and value != {}
    }


def _head(meta: Meta, type_: str) -> Plain:
    comments = [{"line": line, "text": text} for line, text in meta.comments]
    return {"type": type_} | _told(
        title=meta.title,
        accTitle=meta.acc_title,
        accDescr=meta.acc_description,
        config=dict(meta.config),
        frontTitle=meta.front_title,
        directives=list(meta.raw_directives),
        comments=comments,
    )


def _label(label: Label | None) -> Plain:
    if label is None:
        return {"lines": []}
    text = _told(text=label.text) | {"lines": list(label.lines)}
    return text | _told(labelType="markdown" if label.markdown else None, icons=list(label.icons))


def _flowchart(chart: Flowchart) -> Plain:
    return {
        "kind": "flowchart",
        "direction": chart.direction,
        "nodes": list(map(_node, chart.nodes)),
        "edges": list(map(_edge, chart.edges)),
        "subgraphs": list(map(_subgraph, chart.subgraphs)),
    } | _told(
        classDefs={name: list(styles) for name, styles in chart.class_defs.items()},
        linkDefault=dict(chart.link_default),
    )


def _node(node: Node) -> Plain:
    return (
        {"id": node.id}
        | _label(node.label)
        | {"shape": node.shape}
        | _told(
            rawShape=node.raw_shape,
            parent=node.parent,
            classes=list(node.classes),
            styles=list(node.styles),
            link=node.link,
            linkTarget=node.link_target,
            tooltip=node.tooltip,
        )
        | _told(**node.data)
    )


def _edge(edge: Edge) -> Plain:
    return (
        {"id": edge.id}
        | _told(userId=edge.user_id)
        | {"from": edge.source, "to": edge.target}
        | _label(edge.label)
        | {"stroke": edge.stroke, "start": edge.start, "end": edge.end}
        | _told(
            length=edge.length or None,
            curve=edge.curve,
            animate=edge.animate,
            animation=edge.animation,
            step=edge.step,
            classes=list(edge.classes),
            styles=list(edge.styles),
        )
    )


def _subgraph(group: Subgraph) -> Plain:
    return (
        {"id": group.id}
        | _label(group.label)
        | {"members": [*group.members, *group.strays]}
        | _told(
            parent=group.parent,
            direction=group.direction,
            classes=list(group.classes),
            styles=list(group.styles),
            link=group.link,
            tooltip=group.tooltip,
            metadata=_mapping(group.data),
        )
    )


def _mapping(data: Mapping[str, Any]) -> Plain:
    return dict(data)


def _sequence(diagram: SequenceDiagram) -> Plain:
    return {
        "kind": "sequence",
        "participants": list(map(_participant, diagram.participants)),
        "boxes": list(map(_box, diagram.boxes)),
        "events": list(map(_event, diagram.events)),
    }


def _participant(one: Participant) -> Plain:
    return {"id": one.id, "text": one.label.text, "lines": list(one.label.lines), "type": one.type} | _told(
        box=one.box, wrap=one.wrap, links=dict(one.links), properties=dict(one.properties)
    )


def _box(box: ParticipantBox) -> Plain:
    return {"text": box.label.text, "color": box.color, "members": list(box.members)} | _told(wrap=box.wrap)


def _event(event: SequenceEvent) -> Plain:
    match event:
        case Message():
            return {
                "t": "message",
                "from": event.source,
                "to": event.target,
                "text": event.label.text,
                "lines": list(event.label.lines),
                "arrow": event.arrow,
                "line": event.line,
                "start": event.start,
                "end": event.end,
            } | _told(
                central=event.central,
                activate=event.activate,
                wrap=event.wrap,
                number=_figure(float(event.shown)) if event.shown else None,
            )
        case Note(placement=placement, over=over):
            placed = {"t": "note", "placement": placement, "over": list(over), "text": event.label.text}
            return placed | {"lines": list(event.label.lines)} | _told(wrap=event.wrap)
        case Activation(actor, active):
            return {"t": "activate" if active else "deactivate", "actor": actor}
        case Lifeline(actor, born):
            return {"t": "create" if born else "destroy", "actor": actor}
        case Autonumber(visible, start, step):
            return {"t": "autonumber", "visible": visible} | _told(start=_figure(start), step=_figure(step))
        case FragmentStart(kind, label):
            return {"t": "block", "kind": kind, "text": label.text, "lines": list(label.lines)}
        case FragmentSection(kind, label):
            return {"t": "section", "kind": kind, "text": label.text, "lines": list(label.lines)}
        case FragmentEnd(kind):
            return {"t": "end", "kind": kind}


def _figure(number: float | None) -> int | float | None:
    return int(number) if number is not None and number.is_integer() else number
