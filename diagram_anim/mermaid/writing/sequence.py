"""A SequenceDiagram as text: participants in order, then what happens, frames indented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diagram_anim.mermaid.writing.words import accessible, entities, front
from diagram_anim.model.diagram import (
    Activation,
    Autonumber,
    FragmentEnd,
    FragmentSection,
    FragmentStart,
    Label,
    Lifeline,
    Message,
    Note,
    Participant,
    SequenceDiagram,
    SequenceEvent,
)


def sequence(diagram: SequenceDiagram) -> Iterator[str]:
    yield from front(diagram.meta.front_title, diagram.meta)
    yield "sequenceDiagram"
    for line in _body(diagram):
        yield f"  {line}"


def _body(diagram: SequenceDiagram) -> Iterator[str]:
    if diagram.meta.title and diagram.meta.title != diagram.meta.front_title:
        yield f"title {_text(diagram.meta.title)}"
    yield from accessible(diagram.meta)
    later = _born(diagram)
    yield from _declared(diagram, diagram.participants[: later[0][0] if later else None])
    depth = 0
    events = diagram.events
    skip = False
    for place, event in enumerate(events):
        if skip:
            skip = False
            continue
        after = events[place + 1] if place + 1 < len(events) else None
        skip = isinstance(event, Message) and event.activate and isinstance(after, Activation)
        depth -= isinstance(event, FragmentEnd | FragmentSection)
        yield f"{'  ' * depth}{_event(event, diagram)}"
        depth += isinstance(event, FragmentStart | FragmentSection)
        if isinstance(event, Lifeline) and event.born:
            start, end = next(((start, end) for start, end in later if _id_at(diagram, start) == event.actor), (0, 0))
            for one in diagram.participants[start + 1 : end]:
                yield f"{'  ' * depth}{_participant(one)}"
    for one in diagram.participants:
        yield from _linked(one)


def _born(diagram: SequenceDiagram) -> list[tuple[int, int]]:
    """For each participant that comes up on the way: its place, and the place of the next such one. Those between
    come after it from left to right, so they are declared after it."""
    born = {event.actor for event in diagram.events if isinstance(event, Lifeline) and event.born}
    places = [place for place, one in enumerate(diagram.participants) if one.id in born]
    return list(pairwise([*places, len(diagram.participants)]))


def _id_at(diagram: SequenceDiagram, place: int) -> str:
    return diagram.participants[place].id


def _declared(diagram: SequenceDiagram, participants: Sequence[Participant]) -> Iterator[str]:
    """One by one; a box's members stand in it where they are side by side, else they are put in afterwards."""
    together = [box for box in range(len(diagram.boxes)) if _side_by_side(participants, box)]
    opened: int | None = None
    boxes = {one.box for one in participants if one.box in together}
    order = [one.box for one in participants if one.box in boxes]
    listed = all(_inside(participants, box) == [*diagram.boxes[box].members] for box in together)
    if not listed or order != sorted(order, key=lambda box: box or 0) or len(boxes) != len(diagram.boxes):
        boxes = set()
    for one in participants:
        box = one.box if one.box in boxes else None
        if box != opened:
            if opened is not None:
                yield "end"
            if box is not None:
                yield _box(diagram, box)
            opened = box
        yield f"{'  ' if box is not None else ''}{_participant(one)}"
    if opened is not None:
        yield "end"
    for box, held in enumerate(diagram.boxes):
        if box not in boxes:
            yield _box(diagram, box)
            known = {one.id: one for one in participants}
            for id in held.members:
                if id in known:
                    yield f"  {_participant(known[id], again=True)}"
            for id in _inside(participants, box):
                if id not in held.members:  # named in the box a second time, without a label
                    yield f"  participant {entities(id)}"
            yield "end"


def _inside(participants: Sequence[Participant], box: int) -> list[str]:
    return [one.id for one in participants if one.box == box]


def _side_by_side(participants: Sequence[Participant], box: int) -> bool:
    places = [place for place, one in enumerate(participants) if one.box == box]
    return bool(places) and places[-1] - places[0] == len(places) - 1


def _box(diagram: SequenceDiagram, box: int) -> str:
    held = diagram.boxes[box]
    return f"box {held.color} {_text(held.label.text)}".rstrip()


def _participant(one: Participant, *, again: bool = False) -> str:
    name = entities(one.id)
    if "@" in one.id or re.match(r"\S+\s+as\s", one.id):  # these can be met, but not declared
        return f"links {name}: {{}}"
    keyword = "actor" if one.type == "actor" else "participant"
    data = {} if one.type in ("actor", "participant") else {"type": one.type}
    alias = ""
    if one.label.text != one.id or again:
        if any(char.isspace() for char in one.id):
            data["alias"] = one.label.text
        else:
            alias = f" as {_label(one.label)}"
    braces = f"@{{ {json.dumps(data, ensure_ascii=False)[1:-1]} }}" if data else ""
    return f"{keyword} {name}{braces}{alias}"


def _linked(one: Participant) -> Iterator[str]:
    """Its menu, as far as Mermaid can read it: `#` and `;` would end the line."""
    lines = [f"link {entities(one.id)}: {name} @ {url}" for name, url in one.links.items()]
    if one.properties:
        lines.append(f"properties {entities(one.id)}: {json.dumps(dict(one.properties), ensure_ascii=False)}")
    yield from (line for line in lines if "#" not in line and ";" not in line)


def _label(label: Label) -> str:
    return _text(label.text)


def _text(text: str) -> str:
    return entities(text).replace("\n", "<br/>")


def _event(event: SequenceEvent, diagram: SequenceDiagram) -> str:
    match event:
        case Message():
            left = "()" if event.central in ("start", "both") else ""
            right = "()" if event.central in ("end", "both") else "+" if event.activate else ""
            source, target = entities(event.source), entities(event.target)
            return f"{source}{left}{event.arrow}{right}{target}: {_label(event.label)}".rstrip()
        case Note(placement=placement, over=over):
            where = placement if placement == "over" else f"{placement} of"
            return f"Note {where} {','.join(map(entities, over))}: {_label(event.label)}".rstrip()
        case Activation(actor, active):
            return f"{'activate' if active else 'deactivate'} {entities(actor)}"
        case Lifeline(actor, born):
            one = diagram.participant(actor)
            return f"create {_participant(one)}" if born and one else f"destroy {entities(actor)}"
        case Autonumber(visible, start, step):
            numbers = [f"{number:g}" for number in (start, step) if number is not None]
            return " ".join(["autonumber", *numbers]) if visible else "autonumber off"
        case FragmentStart(kind, label) | FragmentSection(kind, label):
            return f"{kind} {_label(label)}".rstrip()
        case FragmentEnd():
            return "end"
