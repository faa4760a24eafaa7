"""What a diagram says: nouns only. No geometry, no time, no colours resolved.

Field values are the normal form's words (arrow heads `none arrow circle cross`, strokes `normal thick dotted
invisible`), so that a diagram prints as Mermaid itself would read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from diagram_anim.model.span import Span


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is the source as Mermaid keeps it, `lines` what a viewer sees, tags and entities resolved; `stressed` the
    same lines with marks behind letters that are set off (`stress`), where there are any."""

    text: str
    lines: tuple[str, ...]
    markdown: bool = False
    icons: tuple[str, ...] = ()
    span: Span | None = None
    stressed: tuple[str, ...] = ()

    @property
    def drawn(self) -> tuple[str, ...]:
        """The lines as they are drawn, with their marks."""
        return self.stressed or self.lines

    @property
    def plain(self) -> str:
        """The visible words on one line."""
        return self.lines[0].strip() if len(self.lines) == 1 else " ".join(filter(None, self.lines)).strip()


@dataclass(frozen=True, slots=True)
class Directive:
    """What follows `%% @` on a comment line, with the span of those words."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Meta:
    """What both kinds of diagram carry around their content."""

    title: str = ""
    acc_title: str = ""
    acc_description: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    front_title: str = ""
    raw_directives: tuple[str, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: Label
    shape: str
    span: Span
    parent: str | None = None
    raw_shape: str = ""
    classes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    link: str = ""
    link_target: str = ""
    tooltip: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    """From `@{…}`: icon form pos img w h constraint, as written."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`id` is the author's or made (`L_A_B_0`); `source` and `target` name nodes or subgraphs."""

    id: str
    source: str
    target: str
    label: Label | None
    span: Span
    user_id: bool = False
    stroke: str = "normal"
    start: str = "none"
    end: str = "arrow"
    length: int = 1
    classes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    curve: str = ""
    animate: bool | None = None
    animation: str = ""
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Subgraph:
    """`strays` are what Mermaid lists among the members though they are neither nodes nor groups."""

    id: str
    label: Label
    members: tuple[str, ...]
    span: Span
    parent: str | None = None
    direction: str | None = None
    classes: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    link: str = ""
    tooltip: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    strays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flowchart:
    """`nodes` in order of first mention, `edges` in order, `subgraphs` in the order they close (inner ones first)."""

    direction: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    subgraphs: tuple[Subgraph, ...] = ()
    class_defs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    link_default: Mapping[str, Any] = field(default_factory=dict)
    meta: Meta = field(default_factory=Meta)
    directives: tuple[Directive, ...] = ()
    keyword: str = "flowchart"

    kind: ClassVar[str] = "flowchart"

    def node(self, id: str) -> Node | None:
        return next((node for node in self.nodes if node.id == id), None)


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    label: Label
    span: Span
    type: str = "participant"
    box: int | None = None
    wrap: bool | None = None
    links: Mapping[str, Any] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParticipantBox:
    label: Label
    color: str
    members: tuple[str, ...]
    span: Span
    wrap: bool | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """`number` counts messages from 1 in source order (`msg:3`); `shown` is what autonumber prints, if anything."""

    number: int
    source: str
    target: str
    label: Label
    arrow: str
    span: Span
    line: str = "solid"
    start: str = "none"
    end: str = "filled"
    activate: bool = False
    central: str = ""
    shown: str = ""
    wrap: bool | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """`number` counts notes from 1 (`note:2`); `placement` is left, right or over; `over` one or two participants."""

    number: int
    placement: str
    over: tuple[str, ...]
    label: Label
    span: Span
    wrap: bool | None = None


@dataclass(frozen=True, slots=True)
class Activation:
    actor: str
    active: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Lifeline:
    """`create` or `destroy`, standing before the message it belongs to."""

    actor: str
    born: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Autonumber:
    visible: bool
    start: float | None
    step: float | None
    span: Span


@dataclass(frozen=True, slots=True)
class FragmentStart:
    """loop alt opt par par_over critical break rect; for rect the text is the colour."""

    kind: str
    label: Label
    span: Span


@dataclass(frozen=True, slots=True)
class FragmentSection:
    """else, and, option."""

    kind: str
    label: Label
    span: Span


def section_names(label: str, keyword: str, number: int) -> tuple[str, ...]:
    """By what an author may name a section of a fragment: its words, its number, and its keyword but for the first."""
    return tuple(name for name in (label, str(number), keyword if number > 1 else "") if name)


def bare(name: str) -> str:
    """A section's name as it is compared: without case, blanks and the brackets it is drawn in."""
    return name.strip().strip("[]").casefold()


@dataclass(frozen=True, slots=True)
class FragmentEnd:
    kind: str
    span: Span


SequenceEvent = Message | Note | Activation | Lifeline | Autonumber | FragmentStart | FragmentSection | FragmentEnd


@dataclass(frozen=True, slots=True)
class SequenceDiagram:
    """`participants` from left to right, `events` from top to bottom; fragments nest by position."""

    participants: tuple[Participant, ...]
    events: tuple[SequenceEvent, ...]
    boxes: tuple[ParticipantBox, ...] = ()
    meta: Meta = field(default_factory=Meta)
    directives: tuple[Directive, ...] = ()

    kind: ClassVar[str] = "sequence"

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(event for event in self.events if isinstance(event, Message))

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(event for event in self.events if isinstance(event, Note))

    def participant(self, id: str) -> Participant | None:
        return next((one for one in self.participants if one.id == id), None)


Diagram = Flowchart | SequenceDiagram
