"""What a flowchart is made of while it is being told of, and the finished nouns made from it.

Mermaid's text adds to a thing wherever it names it: label, shape, classes, styles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diagram_anim.mermaid.flowchart import shapes
from diagram_anim.mermaid.flowchart.statements import Open, Stretch, Words
from diagram_anim.mermaid.labels import decoded, label
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.model.diagram import Edge, Label, Node, Subgraph
from diagram_anim.model.span import Span

Spans = Callable[[int, int], Span]
"""Takes a stretch of the worked text back to the file."""


@dataclass(slots=True)
class Thing:
    """A vertex: a node, or what is said of a subgraph by its id."""

    id: str
    at: Stretch
    text: str
    words_at: Stretch
    markdown: bool = False
    shape: str = ""
    classes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    link: str = ""
    target: str = ""
    tooltip: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def node(self, parent: str | None, span: Spans) -> Node:
        form = "image" if self.data.get("img") else "icon" if self.data.get("icon") else shapes.short(self.shape)
        return Node(
            id=decoded(self.id),
            label=label(self.text, span(*self.words_at), markdown=self.markdown),
            shape=form or "rect",
            span=span(*self.at),
            parent=None if parent is None else decoded(parent),
            raw_shape=self.shape,
            classes=tuple(map(decoded, self.classes)),
            styles=tuple(map(decoded, self.styles)),
            link=self.link,
            link_target=self.target,
            tooltip=decoded(self.tooltip),
            data=self.data,
        )


@dataclass(slots=True)
class Tie:
    """An edge, with names as they are written, entities and all; `own` where the id is the author's."""

    bare: Edge
    id: str
    source: str
    target: str
    own: bool = False
    classes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    curve: str = ""
    animate: bool | None = None
    animation: str = ""
    step: int | None = None

    def edge(self) -> Edge:
        return replace(
            self.bare,
            id=decoded(self.id),
            source=decoded(self.source),
            target=decoded(self.target),
            user_id=self.own,
            classes=tuple(map(decoded, self.classes)),
            styles=tuple(map(decoded, self.styles)),
            curve=self.curve,
            animate=self.animate,
            animation=self.animation,
            step=self.step,
        )


@dataclass(slots=True)
class Group:
    id: str
    label: Label
    at: Stretch
    direction: str | None
    members: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)

    def subgraph(
        self, parent: str | None, things: Mapping[str, Thing], groups: Mapping[str, Group], span: Spans
    ) -> Subgraph:
        """Among the things it may be spoken of as a node."""
        told = things.get(self.id)
        return Subgraph(
            id=decoded(self.id),
            label=self.label,
            members=tuple(decoded(one) for one in self.members if one in things or one in groups),
            strays=tuple(decoded(one) for one in self.members if one not in things and one not in groups),
            span=span(*self.at),
            parent=None if parent is None else decoded(parent),
            direction=self.direction,
            classes=tuple(map(decoded, self.classes)),
            styles=tuple(map(decoded, told.styles)) if told else (),
            link=told.link if told else "",
            tooltip=decoded(told.tooltip) if told else "",
            data=self.data,
        )


@dataclass(slots=True)
class Body:
    """What has been listed since a subgraph was opened."""

    open: Open
    members: dict[str, None] = field(default_factory=dict)
    direction: str | None = None


def said(words: Words) -> str:
    """A label's source without the blanks and quotes around it."""
    text = words.text.strip(BLANKS)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
