"""Statements into a Flowchart, in the order and with the rules of Mermaid's own reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from diagram_anim.mermaid import data
from diagram_anim.mermaid.flowchart import shapes
from diagram_anim.mermaid.flowchart.arrows import arrow
from diagram_anim.mermaid.flowchart.statements import (
    Accessible,
    Chain,
    ClassDef,
    ClassOf,
    Click,
    Close,
    Direction,
    Link,
    LinkStyle,
    Open,
    Statement,
    Stretch,
    Style,
    Vertex,
    Words,
)
from diagram_anim.mermaid.labels import cleaned, decoded, label, written
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.mermaid.urls import safe_url
from diagram_anim.model.diagram import Directive, Edge, Flowchart, Label, Meta, Node, Subgraph

MOST_EDGES = 500


@dataclass(slots=True)
class _Thing:
    """A vertex while it is being told of: a node, or what is said of a subgraph by its id."""

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
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Tie:
    """An edge while it is being told of."""

    edge: Edge
    id: str
    classes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    curve: str = ""
    animate: bool | None = None
    animation: str = ""
    step: int | None = None


@dataclass(slots=True)
class _Group:
    id: str
    label: Label
    at: Stretch
    members: list[str]
    direction: str | None
    classes: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Body:
    """What has been listed since a subgraph was opened."""

    open: Open
    members: dict[str, None] = field(default_factory=dict)
    direction: str | None = None


class Builder:
    def __init__(self, reader: Reader[Statement], direction: str, meta: Meta) -> None:
        self._reader = reader
        self._span = reader.places.span
        self._direction = direction
        self._meta = meta
        self._things: dict[str, _Thing] = {}
        self._ties: list[_Tie] = []
        self._by_id: dict[str, _Tie] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._groups: dict[str, _Group] = {}
        self._closed = 0
        self._owned: set[str] = set()
        self._bodies: list[_Body] = []
        self._tooltips: dict[str, str] = {}
        self._class_defs: dict[str, list[str]] = {}
        self._styled: dict[str, Stretch] = {}
        self._drawn: set[str] = set()
        self._default_curve = ""
        self._default_styles: tuple[str, ...] = ()
        self._acc = {"accTitle": meta.acc_title, "accDescr": meta.acc_description}

    def build(self, statements: Sequence[Statement], keyword: str, directives: tuple[Directive, ...]) -> Flowchart:
        for statement in statements:
            self._do(statement)
        self._look_for_strays()
        parents = {member: group.id for group in reversed(self._groups.values()) for member in group.members}
        nodes = tuple(
            self._node(thing, parents.get(thing.id)) for thing in self._things.values() if thing.id not in self._groups
        )
        default = {"styles": list(self._default_styles), "curve": self._default_curve}
        return Flowchart(
            direction=self._direction,
            nodes=nodes,
            edges=tuple(map(self._edge, self._ties)),
            subgraphs=tuple(self._subgraph(group, parents.get(group.id)) for group in self._groups.values()),
            class_defs={decoded(name): tuple(map(decoded, styles)) for name, styles in self._class_defs.items()},
            link_default={key: value for key, value in default.items() if value},
            meta=replace(self._meta, acc_title=self._acc["accTitle"], acc_description=self._acc["accDescr"]),
            directives=directives,
            keyword=keyword,
        )

    def _do(self, statement: Statement) -> None:
        match statement:
            case Chain():
                self._chain(statement)
            case Open():
                self._bodies.append(_Body(statement))
            case Close():
                self._close(statement)
            case Direction(value):
                if self._bodies:
                    self._bodies[-1].direction = value
            case Style(id, styles, at):
                self._styled.setdefault(id, at)
                self._vertex(Vertex(id, at), styles)
            case LinkStyle():
                self._link_style(statement)
            case ClassDef(names, styles):
                self._class_def(names, styles)
            case ClassOf(ids, name):
                self._add_class(ids, name)
            case Click():
                self._click(statement)
            case Accessible(keyword, text):
                self._accessible(keyword, text)

    def _look_for_strays(self) -> None:
        """A style for a node that stands nowhere else makes one, and is most likely a slip of the pen."""
        for id, at in self._styled.items():
            if id in self._drawn or id in self._groups:
                continue
            close = get_close_matches(id, [*self._drawn, *self._groups], 1, 0.5)
            hint = f"did you mean `{decoded(close[0])}`?" if close else "this makes a new node"
            self._reader.warn("style-for-nothing", f"no node is called `{decoded(id)}`", *at, hint=hint)

    # --- nodes

    def _chain(self, chain: Chain) -> None:
        for place, group in enumerate(chain.groups):
            for vertex in group:
                self._drawn.add(vertex.id)
                self._vertex(vertex)
                if vertex.css_class:
                    self._add_class(vertex.id, vertex.css_class)
                if vertex.data is not None:
                    self._data(vertex)
            if self._bodies:
                self._bodies[-1].members.update(dict.fromkeys(vertex.id for vertex in group))
            if place:
                self._link(chain.groups[place - 1], group, chain.links[place - 1])

    def _vertex(self, vertex: Vertex, styles: tuple[str, ...] = ()) -> None:
        if not vertex.id.strip() or vertex.id in self._by_id:
            return
        thing = self._things.get(vertex.id)
        if thing is None:
            thing = self._things[vertex.id] = _Thing(vertex.id, vertex.at, vertex.id, vertex.at)
        if vertex.words:
            thing.text, thing.markdown = _words(vertex.words), vertex.words.style == "markdown"
            thing.words_at = vertex.words.at
        thing.shape = vertex.shape or thing.shape
        thing.styles += styles
        if vertex.props:
            thing.data["props"] = thing.data.get("props", {}) | dict(vertex.props)

    def _data(self, vertex: Vertex) -> None:
        """`@{…}` behind a node, or behind the id of a subgraph or an edge."""
        try:
            given = data.braces(vertex.data or "")
        except data.YamlError as wrong:
            self._reader.tell(
                "bad-data", f"this is no YAML: {wrong}", *vertex.data_at, hint="write `key: value, …`", mended=True
            )
            return
        if not isinstance(given, dict):
            if given is None:
                self._reader.tell("bad-data", "nothing stands in the braces", *vertex.data_at, mended=True)
            return
        if vertex.id in self._groups:
            self._groups[vertex.id].data |= given
        elif vertex.id in self._by_id:
            _animate(self._by_id[vertex.id], given)
        elif vertex.id in self._things:
            self._shape(vertex, self._things[vertex.id], given)

    def _shape(self, vertex: Vertex, thing: _Thing, given: dict[str, Any]) -> None:
        name = given.get("shape")
        if name:
            thing.shape = self._known_shape(vertex, str(name)) or thing.shape
        text = given.get("label")
        if text:
            thing.text, thing.words_at = str(text), vertex.data_at
            thing.markdown = given.get("labelType") not in ("string", "text")
        for key in ("icon", "img"):
            if given.get(key):
                thing.data[key] = _address(given[key])
                if thing.text == thing.id and not str(text or "").strip():
                    thing.text = ""
        for key in ("form", "pos", "constraint"):
            if given.get(key):
                thing.data[key] = _address(given[key])
        for key in ("w", "h"):
            if given.get(key):
                thing.data[key] = _number(given[key])

    def _known_shape(self, vertex: Vertex, name: str) -> str:
        if shapes.known(name):
            return name
        other = name.lower().replace("_", "-")
        if shapes.known(other):
            self._reader.tell(
                "shape-case",
                f"shapes are written in lower case with `-`: `{name}`",
                *vertex.data_at,
                hint=f"write `{other}`",
                mended=True,
            )
            return other
        names = [known for short, names in shapes.SHAPES.items() for known in (short, *names) if shapes.known(known)]
        close = get_close_matches(other, names, 1)
        hint = f"did you mean `{close[0]}`?" if close else "`diagram-anim shapes` lists them"
        self._reader.tell(
            "unknown-shape", f"there is no shape called `{name}`", *vertex.data_at, hint=hint, mended=True
        )
        return ""

    def _node(self, thing: _Thing, parent: str | None) -> Node:
        kept = thing.data
        form = "image" if kept.get("img") else "icon" if kept.get("icon") else shapes.short(thing.shape or "rect")
        return Node(
            id=decoded(thing.id),
            label=label(thing.text, self._span(*thing.words_at), markdown=thing.markdown),
            shape=form,
            span=self._span(*thing.at),
            parent=None if parent is None else decoded(parent),
            raw_shape=thing.shape,
            classes=tuple(map(decoded, thing.classes)),
            styles=tuple(map(decoded, thing.styles)),
            link=thing.link,
            link_target=thing.target,
            tooltip=decoded(self._tooltips.get(thing.id, "")),
            data=kept,
        )

    # --- edges

    def _link(self, left: tuple[Vertex, ...], right: tuple[Vertex, ...], link: Link) -> None:
        stroke, start, end, length = arrow(link.end, link.start)
        shown = None
        if link.words:
            words = link.words
            shown = label(_words(words), self._span(*words.at), markdown=words.style == "markdown")
        for source in left:
            for target in right:
                ends = (source.id, target.id)
                before = self._pairs.get(ends, 0)
                own = link.id and source.id == left[-1].id and target.id == right[0].id and link.id not in self._by_id
                id = link.id if own else f"L_{source.id}_{target.id}_{before + 1 if before else 0}"
                self._pairs[ends] = before + 1
                if len(self._ties) == MOST_EDGES:
                    self._reader.tell(
                        "too-many-edges", f"Mermaid draws no more than {MOST_EDGES} edges", *link.at, mended=True
                    )
                edge = Edge(
                    decoded(id),
                    decoded(source.id),
                    decoded(target.id),
                    shown,
                    self._span(*link.at),
                    user_id=bool(own),
                    stroke=stroke,
                    start=start,
                    end=end,
                    length=length or 0,
                )
                tie = _Tie(edge, id, curve=self._default_curve)
                self._ties.append(tie)
                self._by_id.setdefault(id, tie)

    def _edge(self, tie: _Tie) -> Edge:
        return replace(
            tie.edge,
            classes=tuple(map(decoded, tie.classes)),
            styles=tuple(map(decoded, tie.styles)),
            curve=tie.curve,
            animate=tie.animate,
            animation=tie.animation,
            step=tie.step,
        )

    def _link_style(self, style: LinkStyle) -> None:
        shared = list(style.styles or ())
        for position, at in style.positions:
            if position == "default":
                self._default_curve = style.curve or self._default_curve
                self._default_styles = tuple(shared) or self._default_styles
                continue
            number = int(position)
            if number >= len(self._ties) or str(number) != position:
                last = len(self._ties) - 1
                known = "no edge stands" if last < 0 else "edge 0 stands" if not last else f"edges 0 to {last} stand"
                known += " before this line"
                self._reader.tell("no-such-edge", f"there is no edge {position}", *at, hint=known, mended=True)
                continue
            tie = self._ties[number]
            tie.curve = style.curve or tie.curve
            if style.styles is not None:
                if not any(one.startswith("fill") for one in shared):
                    shared.append("fill:none")
                tie.styles = shared

    # --- subgraphs

    def _close(self, close: Close) -> None:
        if not self._bodies:
            return
        body = self._bodies.pop()
        group = self._grouped(body)
        if group is None:
            self._reader.tell(
                "subgraph-without-name",
                "a subgraph needs a name or a title",
                *body.open.at,
                hint='write `subgraph "Title"`',
                mended=True,
            )
            return
        fresh = [member for member in body.members if member.strip() and member not in self._owned]
        fresh = [member for member in fresh if member != group.id]
        self._owned.update(fresh)
        if group.id in self._groups:
            self._groups[group.id].members += fresh
        else:
            group.members = fresh
            self._groups[group.id] = group
        if self._bodies:
            self._bodies[-1].members[group.id] = None

    def _grouped(self, body: _Body) -> _Group | None:
        id, title = body.open.id, body.open.title
        if id is None or title is None:
            return None
        name = id.text.strip(BLANKS)
        if id is title and any(char in BLANKS for char in id.text):
            name = f"subGraph{self._closed}"
        self._closed += 1
        flow = self._meta.config.get("flowchart")
        inherits = isinstance(flow, dict) and flow.get("inheritDir")
        shown = label(title.text.strip(BLANKS), self._span(*title.at), markdown=title.style == "markdown")
        direction = body.direction or (self._direction if inherits else None)
        return _Group(name, shown, body.open.at, [], direction)

    def _subgraph(self, group: _Group, parent: str | None) -> Subgraph:
        thing = self._things.get(group.id)
        return Subgraph(
            id=decoded(group.id),
            label=group.label,
            members=tuple(map(decoded, group.members)),
            span=self._span(*group.at),
            parent=None if parent is None else decoded(parent),
            direction=group.direction,
            classes=tuple(map(decoded, group.classes)),
            styles=tuple(map(decoded, thing.styles)) if thing else (),
            link=thing.link if thing else "",
            tooltip=decoded(self._tooltips.get(group.id, "")),
            data=group.data,
        )

    # --- styles, classes, clicks

    def _class_def(self, names: str, styles: tuple[str, ...]) -> None:
        joined = ",".join(styles).replace("\\,", "\0").replace(",", ";").replace("\0", ",")
        for name in names.split(","):
            self._class_defs.setdefault(name, []).extend(joined.split(";"))

    def _add_class(self, ids: str, name: str) -> None:
        for id in ids.split(","):
            for owner in (self._things.get(id), self._by_id.get(id), self._groups.get(id)):
                if owner is not None:
                    owner.classes.append(name)

    def _click(self, click: Click) -> None:
        for id in click.id.split(","):
            thing = self._things.get(id)
            if thing and click.url is not None:
                thing.link, thing.target = safe_url(decoded(click.url)), click.target
            if click.tooltip is not None:
                self._tooltips[id] = cleaned(click.tooltip)
        self._add_class(click.id, "clickable")

    def _accessible(self, keyword: str, text: str) -> None:
        text = text.strip(BLANKS)
        kept = decoded(cleaned(text))
        self._acc[keyword] = kept.lstrip(BLANKS) if keyword == "accTitle" else re.sub(r"\n\s+", "\n", kept)
        if self._bodies:
            self._bodies[-1].members[text] = None


def _words(words: Words) -> str:
    """Without the blanks and quotes around it."""
    text = words.text.strip(BLANKS)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _animate(tie: _Tie, given: dict[str, Any]) -> None:
    if given.get("animate") is not None:
        tie.animate = bool(given["animate"])
    if given.get("animation") is not None:
        tie.animation = str(given["animation"])
    if given.get("curve") is not None:
        tie.curve = str(given["curve"])
    step = given.get("step")
    if isinstance(step, int) and not isinstance(step, bool) and step > 0:
        tie.step = step


def _number(value: Any) -> Any:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    return int(number) if number.is_integer() else number


def _address(value: Any) -> Any:
    """Addresses and names aren't HTML: what looks like an entity is none."""
    return written(value) if isinstance(value, str) else value
