"""Statements into a Flowchart, in the order and with the rules of Mermaid's own reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from diagram_anim.mermaid.flowchart import braces
from diagram_anim.mermaid.flowchart.arrows import ARROW, arrow
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
    Semicolon,
    Statement,
    Stretch,
    Style,
    Vertex,
    Words,
)
from diagram_anim.mermaid.flowchart.things import Body, Group, Thing, Tie, said
from diagram_anim.mermaid.labels import cleaned, decoded, label, written
from diagram_anim.mermaid.reading import Reader
from diagram_anim.mermaid.scanner import BLANKS
from diagram_anim.mermaid.urls import safe_url
from diagram_anim.model.diagram import Directive, Edge, Flowchart, Meta

MOST_EDGES = 500


class Builder:
    def __init__(self, reader: Reader[Statement], direction: str, meta: Meta) -> None:
        self._reader = reader
        self._span = reader.places.span
        self._direction = direction
        self._meta = meta
        self._things: dict[str, Thing] = {}
        self._ties: list[Tie] = []
        self._by_id: dict[str, Tie] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._groups: dict[str, Group] = {}
        self._closed = 0
        self._owned: set[str] = set()
        self._bodies: list[Body] = []
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
        for id, tooltip in self._tooltips.items():
            if id in self._things:
                self._things[id].tooltip = tooltip
        nodes = [thing for thing in self._things.values() if thing.id not in self._groups]
        groups = self._groups.values()
        default = {"styles": list(self._default_styles), "curve": self._default_curve}
        return Flowchart(
            direction=self._direction,
            nodes=tuple(thing.node(parents.get(thing.id), self._span) for thing in nodes),
            edges=tuple(tie.edge() for tie in self._ties),
            subgraphs=tuple(
                group.subgraph(parents.get(group.id), self._things, self._groups, self._span) for group in groups
            ),
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
                self._bodies.append(Body(statement))
            case Close():
                self._close()
            case Semicolon():
                if self._bodies:  # Mermaid lists one that ends no statement among the members
                    self._bodies[-1].members[";"] = None
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
            if id in self._drawn or id in self._groups or self._share(id, at):
                continue
            close = get_close_matches(id, [*self._drawn, *self._groups], 1, 0.5)
            hint = f"did you mean `{decoded(close[0])}`?" if close else "this makes a new node"
            self._reader.warn("style-for-nothing", f"no node is called `{decoded(id)}`", *at, hint=hint)

    def _share(self, ids: str, at: Stretch) -> bool:
        """`style A,B`, as a class would take them, makes one node of that name: the style is each one's."""
        names = ids.split(",")
        if self._reader.strict or len(names) < 2 or not all(one in self._drawn or one in self._groups for one in names):
            return False
        styles = tuple(self._things.pop(ids).styles)
        for name in names:
            self._vertex(Vertex(name, at), styles)
        self._reader.warn(
            "style-list", "`style` takes one name, a class takes several", *at, hint="read as one for each"
        )
        return True

    def _look_into(self, words: Words, start: int, between: bool = False) -> None:
        """Words without quotes that run on to a line with an arrow: most likely something is open above."""
        text = self._reader.places.mapped.text[start : words.at[1]]
        row, broken, rest = text.partition("\n")
        if words.style == "text" and broken and (between or ARROW.search(rest)):
            end = start + len(row.rstrip())
            hint = "close it on its own line, or put quotes around the text if it is meant"
            what = "arrow's" if between else "label's"
            message = f"this {what} text takes in the next line"
            self._reader.warn("text-over-lines", message, max(start, min(words.at[0], end - 1)), end, hint=hint)

    # --- nodes

    def _chain(self, chain: Chain) -> None:
        for place, group in enumerate(chain.groups):
            for before, vertex in zip((None, *group), group, strict=False):
                self._drawn.add(vertex.id)
                self._vertex(vertex)
                if vertex.css_class:
                    self._add_class(vertex.id, vertex.css_class)
                if before is not None:  # Mermaid looks into the braces when it has read what follows the `&`
                    self._data(before)
            self._data(group[-1])
            if self._bodies:
                self._bodies[-1].members.update(dict.fromkeys(vertex.id for vertex in group))
            if place:
                self._link(chain.groups[place - 1], group, chain.links[place - 1])

    def _vertex(self, vertex: Vertex, styles: tuple[str, ...] = ()) -> None:
        if not vertex.id.strip() or vertex.id in self._by_id:
            return
        thing = self._things.get(vertex.id)
        if thing is None:
            thing = self._things[vertex.id] = Thing(vertex.id, vertex.at, vertex.id, vertex.at)
        if vertex.words:
            self._look_into(vertex.words, vertex.words.at[0])
            thing.text, thing.markdown = said(vertex.words), vertex.words.style == "markdown"
            thing.words_at = vertex.words.at
        thing.shape = vertex.shape or thing.shape
        thing.styles += styles
        if vertex.props:
            thing.data["props"] = thing.data.get("props", {}) | dict(vertex.props)

    def _data(self, vertex: Vertex) -> None:
        if vertex.data is None:
            return
        found = braces.given(vertex, self._reader)
        if vertex.id in self._groups:
            self._groups[vertex.id].data |= {
                key: written(value) if isinstance(value, str) else value for key, value in found.items()
            }
        elif vertex.id in self._by_id:
            if not isinstance(found.get("animate", False), (bool, type(None))):
                self._reader.warn("bad-data", "`animate` is `true` or `false`", *vertex.data_at)
            braces.animate(self._by_id[vertex.id], found)
        elif vertex.id in self._things:
            braces.dress(self._things[vertex.id], found, vertex.data_at, self._reader)

    # --- edges

    def _link(self, left: tuple[Vertex, ...], right: tuple[Vertex, ...], link: Link) -> None:
        """Every pair of them; the author's id is for the last on the left and the first on the right."""
        stroke, start, end, length = arrow(link.end, link.start)
        words = link.words
        if words:
            self._look_into(words, link.at[0] if link.start else words.at[0], bool(link.start))
        shown = words and label(said(words), self._span(*words.at), markdown=words.style == "markdown")
        bare = Edge("", "", "", shown, self._span(*link.at), False, stroke, start, end, length or 0)
        for vertex in (*left, *right):
            if vertex.id in self._by_id and vertex.id not in self._things:
                self._edge_for_node(vertex)
        for source in left:
            for target in right:
                own = bool(link.id) and link.id not in self._by_id
                own = own and source.id == left[-1].id and target.id == right[0].id
                self._tie(bare, source.id, target.id, link.id if own else "")
        if len(self._ties) - len(left) * len(right) <= MOST_EDGES < len(self._ties):
            message = f"Mermaid draws no more than {MOST_EDGES} edges"
            self._reader.tell("too-many-edges", message, *link.at, mended=True)

    def _edge_for_node(self, end: Vertex) -> None:
        """An edge's id at an edge's end, which Mermaid reads and then can't draw."""
        message = f"`{decoded(end.id)}` is an edge here, and no edge can begin or end at it"
        self._reader.refuse("edge-for-node", message, *end.at, hint="give one of them another name")

    def _tie(self, bare: Edge, source: str, target: str, own: str) -> None:
        before = self._pairs.get((source, target), 0)
        self._pairs[source, target] = before + 1
        id = own or f"L_{source}_{target}_{before + 1 if before else 0}"
        tie = Tie(bare, id, source, target, own=bool(own), curve=self._default_curve)
        self._ties.append(tie)
        self._by_id.setdefault(id, tie)

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

    def _close(self) -> None:
        """A node belongs to the first subgraph closed that lists it; the same id twice is one subgraph."""
        if not self._bodies:
            return
        body = self._bodies.pop()
        group = self._group(body)
        if group is None:
            message, hint = "a subgraph needs a name or a title", 'write `subgraph "Title"`'
            self._reader.tell("subgraph-without-name", message, *body.open.at, hint=hint, mended=True)
            return
        group = self._groups.setdefault(group.id, group)
        fresh = [one for one in body.members if one.strip() and one not in self._owned and one != group.id]
        self._owned.update(fresh)
        group.members += fresh
        if self._bodies:
            self._bodies[-1].members[group.id] = None

    def _group(self, body: Body) -> Group | None:
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
        return Group(name, shown, body.open.at, body.direction or (self._direction if inherits else None))

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
                thing.link, thing.target = safe_url(written(click.url)), click.target
            if click.tooltip is not None:
                self._tooltips[id] = cleaned(click.tooltip)
        self._add_class(click.id, "clickable")

    def _accessible(self, keyword: str, text: str) -> None:
        text = text.strip(BLANKS)
        kept = decoded(cleaned(text))
        self._acc[keyword] = kept.lstrip(BLANKS) if keyword == "accTitle" else re.sub(r"\n\s+", "\n", kept)
        if self._bodies:
            self._bodies[-1].members[text] = None
