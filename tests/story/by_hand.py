"""Diagrams by hand, so that these tests need no parser."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import (
    Edge,
    Flowchart,
    Label,
    Message,
    Node,
    Note,
    Participant,
    SequenceDiagram,
    Subgraph,
)
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.model.span import Span

NOWHERE = Span("test.md", 1, 1, 1, 2)


def label(text: str) -> Label:
    return Label(text, tuple(text.split("/")))


def chart(text: str) -> Flowchart:
    """`A=label` or `A` a node, `A>B` or `A>B:label` an edge, `G{A B}` a group, `A:::hot` a class."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    groups: list[Subgraph] = []

    def node(id: str, words: str = "", **given: object) -> None:
        if id not in nodes or words:
            nodes[id] = Node(id, label(words or id), "rect", NOWHERE, **given)  # type: ignore[arg-type]

    for line in (line.strip() for line in text.strip().split("\n")):
        if match := re.fullmatch(r"(\S+)\{(.*)\}", line):
            members = tuple(match[2].split())
            groups.append(Subgraph(match[1], label(match[1]), members, NOWHERE))
            for member in members:
                old = nodes.get(member)
                nodes[member] = Node(member, old.label if old else label(member), "rect", NOWHERE, match[1])
        elif match := re.fullmatch(r"(.+?)>([^:]+)(?::(.*))?", line):
            source, target = match[1].strip(), match[2].strip()
            node(source)
            node(target)
            words = label(match[3]) if match[3] else None
            edges.append(Edge(f"L_{source}_{target}_{len(edges)}", source, target, words, NOWHERE))
        elif match := re.fullmatch(r"(\S+):::(\w+)", line):
            old = nodes[match[1]]
            nodes[match[1]] = Node(old.id, old.label, "rect", NOWHERE, old.parent, classes=(match[2],))
        else:
            id, _, words = line.partition("=")
            node(id, words)
    return Flowchart("LR", tuple(nodes.values()), tuple(edges), tuple(groups))


def sequence(text: str) -> SequenceDiagram:
    """`A>B:text` a message, `A<B:text` a reply from B to A, `note A B:text` a note over them."""
    heads: dict[str, Participant] = {}
    events: list[Message | Note] = []
    messages = notes = 0
    for line in (line.strip() for line in text.strip().split("\n")):
        head, _, words = line.partition(":")
        if head.startswith("note "):
            notes += 1
            events.append(Note(notes, "over", tuple(head.split()[1:]), label(words), NOWHERE))
            continue
        reply = "<" in head
        target, source = head.split("<") if reply else reversed(head.split(">"))
        for id in (source, target):
            heads.setdefault(id, Participant(id, label(id), NOWHERE))
        messages += 1
        kind = "dotted" if reply else "solid"
        events.append(Message(messages, source, target, label(words), "->>", NOWHERE, kind))
    return SequenceDiagram(tuple(heads.values()), tuple(events))


def block(text: str = "graph LR", *, title: str = "제목", caption: str = "", prose: str = "한국어 문서") -> Block:
    lines = tuple((number + 1, 0) for number in range(text.count("\n") + 1))
    return Block(Document("test.md", prose), 1, text, Origin("test.md", lines), title, title, caption=caption)
