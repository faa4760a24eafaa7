"""Casts straight from Mermaid text, without a story: what a layout needs and nothing that changes."""

from diagram_anim.mermaid import parse
from diagram_anim.model.cast import Card, Cast, Group, Head, Row, Wire
from diagram_anim.model.diagram import Activation, Flowchart, FragmentEnd, FragmentSection, FragmentStart, Message, Note
from diagram_anim.model.document import Block, Document, Origin


def cast_of(text: str, slots: dict[str, tuple[str, ...]] | None = None) -> Cast:
    """`slots` are the parts that must have room on a card, by its id."""
    origin = Origin("case.md", tuple((row + 1, 0) for row in range(text.count("\n") + 1)))
    diagram, problems = parse(Block(Document("case.md", text), 1, text, origin, "case", "case", ""))
    assert diagram is not None, problems
    return chart(diagram, slots or {}) if isinstance(diagram, Flowchart) else dialogue(diagram)


def chart(diagram, slots):
    groups = {group.id for group in diagram.subgraphs}
    return Cast(
        diagram.direction,
        tuple(
            Card(node.id, node.label, shape=node.shape, group=node.parent, slots=slots.get(node.id, ()))
            for node in diagram.nodes
            if node.id not in groups
        ),
        tuple(Group(one.id, one.label, one.parent, one.direction) for one in diagram.subgraphs),
        tuple(Wire(one.id, one.source, one.target, one.label, length=one.length) for one in diagram.edges),
    )


def dialogue(diagram):
    rows, open_, count = [], [], 0
    for event in diagram.events:
        match event:
            case Message():
                rows.append(Row(f"msg:{event.number}", "message", (event.source, event.target), event.label))
            case Note():
                note = f"note:{event.number}"
                rows.append(Row(note, "note", event.over, event.label, placement=event.placement))
            case Activation():
                kind = "activate" if event.active else "deactivate"
                rows.append(Row(f"{kind}:{len(rows)}", kind, (event.actor,)))
            case FragmentStart():
                count += 1
                open_.append([f"frag:{count}", 1])
                rows.append(Row(f"frag:{count}", "open", label=event.label, word=event.kind))
            case FragmentSection():
                open_[-1][1] += 1
                rows.append(Row(f"{open_[-1][0]}/{open_[-1][1]}", "section", label=event.label, word=event.kind))
            case FragmentEnd():
                rows.append(Row(f"{open_.pop()[0]}/end", "close", word=event.kind))
    heads = tuple(Head(one.id, one.label, type=one.type) for one in diagram.participants)
    return Cast("LR", heads=heads, rows=tuple(rows))
