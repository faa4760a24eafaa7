"""The cast of a storyboard: its diagram's things, and those that the story brings in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from diagram_anim.cast import labels
from diagram_anim.cast.icons import BY_TYPE, meant, of_label
from diagram_anim.cast.paint import paint
from diagram_anim.cast.plots import plots
from diagram_anim.cast.room import Room, flowing, rooms
from diagram_anim.model.cast import TRAFFIC, Card, Cast, Group, Head, Row, Wire, is_card
from diagram_anim.model.diagram import (
    Activation,
    Autonumber,
    Flowchart,
    FragmentEnd,
    FragmentSection,
    FragmentStart,
    Label,
    Lifeline,
    Message,
    Note,
    SequenceDiagram,
)
from diagram_anim.model.log import Log
from diagram_anim.model.storyboard import Beat, Storyboard

SUB_MOST = 28
"""A name's further lines are set small beneath it if the first is no longer than this."""

COUNTED = frozenset({"apply", "scale", "autoscale", "wait"})
"""Beats that tell of copies, and bring nothing on stage."""

QUESTIONS = frozenset({"diam", "hex"})
"""Shapes whose lines are one sentence."""


def resolve(
    board: Storyboard, log: Log, others: Mapping[str, Log] | None = None, pictures: Mapping[str, str] | None = None
) -> Cast:
    """Everything that will ever be on stage; `others` are the logs of the runs that are shown beside, by name.

    `pictures` are the author's own, by node, as PNG in base64.
    """
    need = rooms(board, log)
    if isinstance(board.diagram, Flowchart):
        cast = _chart(board.diagram, board, need)
    else:
        cast = _sequence(board.diagram, board, need)
    cards = tuple(_pictured(card, pictures or {}) for card in (*cast.cards, *_replacements(board, cast.cards)))
    return replace(cast, cards=cards, plots=plots(board, log, others or {}))


def _chart(chart: Flowchart, board: Storyboard, need: dict[str, Room]) -> Cast:
    groups = {group.id for group in chart.subgraphs}
    elsewhere = _elsewhere(chart, board)
    return Cast(
        direction=chart.direction,
        cards=tuple(
            _card(
                node.id,
                node.label,
                board,
                need,
                named=(*node.label.icons, str(node.data.get("icon", ""))),
                shape=node.shape,
                group=node.parent,
                linked=bool(node.link),
                paint=paint(node.classes, node.styles, chart.class_defs, chart.class_defs.get("default", ())),
            )
            for node in chart.nodes
            if node.id not in groups and node.id not in elsewhere
        ),
        groups=tuple(
            Group(
                group.id,
                labels.pictured(group.label)[1],
                group.parent,
                group.direction,
                of_label(group.label),
                paint(group.classes, group.styles, chart.class_defs),
            )
            for group in reversed(chart.subgraphs)
        ),
        wires=tuple(
            Wire(
                edge.id,
                edge.source,
                edge.target,
                edge.label,
                edge.stroke,
                edge.start,
                edge.end,
                edge.length,
                paint(edge.classes, edge.styles, chart.class_defs, chart.link_default.get("styles", ())),
                str(edge.curve or chart.link_default.get("curve") or _config(chart).get("curve") or ""),
            )
            for edge in chart.edges
        ),
    )


def _elsewhere(chart: Flowchart, board: Storyboard) -> set[str]:
    """What has no place of its own: its copies are seen on the nodes that they stand on, no line leads to it and no
    beat brings it on stage."""
    tied = {end for edge in chart.edges for end in (edge.source, edge.target)}
    beats = [beat for beat in _beats(board) if beat.verb not in COUNTED]
    named = {target for beat in beats for target in (*beat.targets, *map(str, beat.args.values()))}
    ids = {node.id for node in chart.nodes}
    if not named & ids:
        return set()  # everything comes by itself
    here = {node.id for node in chart.nodes if node.parent}
    parts = board.system.parts
    return {id for id in ids - tied - named - here if id in parts and parts[id].get("on") and "all" not in named}


def _config(chart: Flowchart) -> Mapping[str, Any]:
    given = chart.meta.config.get("flowchart")
    return given if isinstance(given, Mapping) else {}


def _sequence(sequence: SequenceDiagram, board: Storyboard, need: dict[str, Room]) -> Cast:
    heads = tuple(
        Head(
            one.id,
            labels.pictured(one.label)[1],
            of_label(one.label, board.system.role(one.id)) or BY_TYPE.get(one.type, ""),
            one.type,
            linked=bool(one.links),
        )
        for one in sequence.participants
    )
    cast = Cast(
        direction="LR",
        heads=heads,
        rows=_rows(sequence),
        boxes=tuple((box.label, box.color, box.members) for box in sequence.boxes),
    )
    links = board.system.links if flowing(board) else ()
    seen = {part for link in links for part in link} or {part for part, room in need.items() if room.figures}
    cards = tuple(_card(one.id, one.label, board, need) for one in sequence.participants if one.id in seen)
    wires = tuple(Wire(f"{source}->{target}", source, target) for source, target in links)
    return replace(cast, cards=cards, wires=wires)


def _card(
    id: str, label: Label, board: Storyboard, need: dict[str, Room], named: tuple[str, ...] = (), **given: object
) -> Card:
    """`named` are the icons that the author asks for."""
    room = need.get(id, Room())
    role = board.system.role(id)
    if "state" in room.slots and any(beat.verb == "fail" and id in beat.targets for beat in _beats(board)):
        label = labels.stateless(label)
    label = labels.elided(label)
    sub: tuple[str, ...] = ()
    picture = meant(named) or ("user" if given.get("shape") == "person" else "") or of_label(label, role)
    if is_card(str(given.get("shape", ""))) and "idea" not in room.slots:
        label = labels.pictured(label)[1]
    whole = given.get("shape") in QUESTIONS
    if len(label.lines) > 1 and len(label.lines[0]) <= SUB_MOST and not whole:
        sub = tuple(line for line in label.drawn[1:] if line)
        label = replace(label, lines=label.lines[:1], stressed=label.stressed[:1])
    if any(slot.startswith("gauge:") and slot != TRAFFIC for slot in room.slots):
        label, sub = labels.ungauged(label, sub)
    return Card(
        id=id,
        label=label,
        role=role,
        icon="" if "idea" in room.slots else picture,
        sub=sub,
        slots=tuple(room.slots),
        samples=dict(room.samples),
        copies=room.copies,
        marks=dict(room.marks),
        **given,  # type: ignore[arg-type]
    )


def _pictured(card: Card, pictures: Mapping[str, str]) -> Card:
    """A card with the author's picture in its icon's place."""
    return replace(card, picture=pictures[card.id], icon=card.icon or "node") if card.id in pictures else card


def _beats(board: Storyboard) -> Iterator[Beat]:
    return (beat for step in board.steps for beat in step.beats)


def _replacements(board: Storyboard, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """A `replace … as=NAME` brings a card in the other's place, with room for the same."""
    known = {card.id: card for card in cards}
    found = []
    for step in board.steps:
        for beat in step.beats:
            name = beat.args.get("as") if beat.verb == "replace" else None
            old = known.get(beat.targets[0]) if name else None
            if name and old and name not in known:
                said = board.words.get(board.lang, {}).get(name, name)
                label = Label(said, (said,))
                known[name] = replace(old, id=name, label=label, sub=(), bearer=old.bearer or old.id)
                found.append(known[name])
    return tuple(found)


def _rows(sequence: SequenceDiagram) -> tuple[Row, ...]:
    rows: list[Row] = []
    frames: list[tuple[str, int]] = []
    count = 0
    for event in sequence.events:
        match event:
            case Message():
                rows.append(
                    Row(
                        f"msg:{event.number}",
                        "message",
                        (event.source, event.target),
                        event.label,
                        line=event.line,
                        start=event.start,
                        end=event.end,
                        shown=event.shown,
                        central=event.central,
                    )
                )
            case Note():
                rows.append(Row(f"note:{event.number}", "note", event.over, event.label, placement=event.placement))
            case Activation():
                kind = "activate" if event.active else "deactivate"
                rows.append(Row(f"{kind}:{len(rows)}", kind, (event.actor,)))
            case Lifeline():
                kind = "create" if event.born else "destroy"
                rows.append(Row(f"{kind}:{event.actor}", kind, (event.actor,)))
            case FragmentStart():
                count += 1
                frames.append((f"frag:{count}", 1))
                rows.append(Row(f"frag:{count}", "open", label=event.label, word=event.kind))
            case FragmentSection():
                name, part = frames[-1]
                frames[-1] = (name, part + 1)
                rows.append(Row(f"{name}/{part + 1}", "section", label=event.label, word=event.kind))
            case FragmentEnd():
                name, _ = frames.pop()
                rows.append(Row(f"{name}/end", "close", word=event.kind))
            case Autonumber():
                pass
    return tuple(rows)
