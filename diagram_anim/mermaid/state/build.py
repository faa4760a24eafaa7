"""Lines into a Flowchart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from diagram_anim.mermaid.labels import cleaned, decoded, label
from diagram_anim.mermaid.state import forms
from diagram_anim.mermaid.state.lines import Line
from diagram_anim.model.diagram import Directive, Edge, Flowchart, Label, Meta, Node, Subgraph
from diagram_anim.model.nesting import depths
from diagram_anim.model.span import Span

Stretch = tuple[int, int]

_SHAPES = {"choice": ("diamond", "diam"), "fork": ("fork", "fork"), "join": ("fork", "fork")}
_SHAPES |= {"start": ("sm-circ", "sm-circ"), "end": ("fr-circ", "fr-circ"), "history": ("circle", "circle")}
_PLAIN = ("round", "rounded")
_NONE = Label("", ())


@dataclass(slots=True)
class _State:
    """`kind` is choice, fork, join, start, end, note or empty."""

    id: str
    at: Stretch
    parent: str | None
    kind: str = ""
    words: list[tuple[str, Stretch]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    """An open state: its id, where it was opened, which of its regions is being read (0 where it isn't divided)."""

    id: str
    at: Stretch
    regions: int = 0

    @property
    def scope(self) -> str:
        return f"{self.id}_region{self.regions}" if self.regions else self.id


class Builder:
    """`divided` says where those states are opened that have regions."""

    def __init__(self, span: Callable[[int, int], Span], meta: Meta, divided: frozenset[int]) -> None:
        self._span = span
        self._divided = divided
        self._meta = meta
        self._direction = "TB"
        self._states: dict[str, _State] = {}
        self._groups: dict[str, Stretch] = {}
        self._directions: dict[str, str] = {}
        self._edges: list[Edge] = []
        self._pairs: dict[tuple[str, str], int] = {}
        self._bodies: list[_Body] = []
        self._regions: dict[str, int] = {}
        self._class_defs: dict[str, tuple[str, ...]] = {}
        self._notes = 0

    @property
    def unclosed(self) -> list[Stretch]:
        return [body.at for body in self._bodies]

    def take(self, line: Line) -> bool:
        """Whether the line is one of a state diagram's."""
        text, start = line
        at = (start, start + len(text))
        if text == "}":
            return bool(self._bodies) and bool(self._bodies.pop())
        if text == "--":
            return self._divide()
        if found := forms.TURN.fullmatch(text):
            self._turn(found[1])
        elif found := forms.SPOKEN.match(text):
            self._speak(found[1], (found[2] or found[3] or "").strip())
        elif found := forms.NOTE.match(text):
            group = 3 if found[3] is not None else 4
            self._note(found[2], found[group], (start + found.start(group), start + found.end(group)))
        elif forms.PASSED.match(text):
            return True
        elif found := forms.LOOKS.match(text):
            self._dress(found[1], [name.strip() for name in found[2].split(",")], found[3].strip(), at)
        elif found := forms.TRANSITION.match(text):
            words = found[3] and label(found[3], self._span(start + found.start(3), start + found.end(3)))
            source = self._end(found[1], "start", (start, start + found.end(1)))
            target = self._end(found[2], "end", (start + found.start(2), start + found.end(2)))
            self._tie(source, target, words or None, at)
        elif found := forms.DECLARED.match(text):
            self._declare(found, start, at)
        elif found := forms.DESCRIBED.match(text):
            state = self._state(found[1], (start, start + found.end(1)))
            state.words.append((found[2], (start + found.start(2), start + found.end(2))))
        elif found := forms.BARE.match(text):
            state = self._state(found[1], (start, start + found.end(1)))
            state.classes += [found[2]] if found[2] else []
        else:
            return False
        return True

    def chart(self, directives: tuple[Directive, ...]) -> Flowchart:
        """Groups come inner ones first, as flowcharts have them."""
        deep = depths({id: state.parent for id, state in self._states.items()})
        groups = sorted(self._groups, key=deep.__getitem__, reverse=True)
        return Flowchart(
            direction=self._direction,
            nodes=tuple(self._node(one) for one in self._states.values() if one.id not in self._groups),
            edges=tuple(self._edges),
            subgraphs=tuple(self._subgraph(id) for id in groups),
            class_defs=self._class_defs,
            meta=self._meta,
            directives=directives,
            keyword="stateDiagram",
        )

    # --- lines

    @property
    def _scope(self) -> str | None:
        return self._bodies[-1].scope if self._bodies else None

    def _state(self, id: str, at: Stretch, kind: str = "") -> _State:
        """A state belongs to the composite state that it was mentioned in last."""
        scope = self._scope
        state = self._states.get(id)
        if state is None:
            state = self._states[id] = _State(id, at, scope, kind)
        elif scope is not None and (id not in self._groups or scope not in self._inside(id)):
            state.parent = scope
        return state

    def _inside(self, id: str) -> list[str]:
        """The state and all that is in it."""
        found = [id]
        for one in found:
            found += [state.id for state in self._states.values() if state.parent == one and state.id not in found]
        return found

    def _end(self, word: str, kind: str, at: Stretch) -> str:
        """The state at an end of a transition; `[*]` is the start or the end of the state around it."""
        id, _, css = word.partition(":::")
        if id == "[*]":
            id = f"{self._scope or 'root'}_{kind}"
            self._state(id, at, kind)
            return id
        self._state(id, at).classes += [css] if css else []
        return id

    def _tie(self, source: str, target: str, words: Label | None, at: Stretch, *, plain: bool = False) -> None:
        before = self._pairs.get((source, target), 0)
        self._pairs[source, target] = before + 1
        id = f"L_{source}_{target}_{before + 1 if before else 0}"
        edge = Edge(decoded(id), decoded(source), decoded(target), words, self._span(*at))
        self._edges.append(replace(edge, stroke="dotted", end="none") if plain else edge)

    def _declare(self, found: re.Match[str], start: int, at: Stretch) -> None:
        id = found[2].strip('"') if found[2].startswith('"') else found[2]
        if id in self._states and not any(found.group(1, 3, 4, 5)):
            return  # Mermaid passes over a name alone, which makes a state here where there is none
        state = self._state(id, at)
        if found[1]:
            state.words.append((found[1], (start + found.start(1), start + found.end(1))))
        state.classes += [found[3]] if found[3] else []
        state.kind = found[4] or state.kind
        if found[5]:
            self._groups.setdefault(id, at)
            self._bodies.append(_Body(id, at))
            if at[0] in self._divided:
                self._divide()

    def _divide(self) -> bool:
        """`--`: another region of the state begins."""
        if not self._bodies:
            return False
        body = self._bodies[-1]
        body.regions = self._regions[body.id] = self._regions.get(body.id, 0) + 1
        self._region(body)
        return True

    def _region(self, body: _Body) -> None:
        self._states[body.scope] = _State(body.scope, body.at, body.id, "region")
        self._groups[body.scope] = body.at

    def _turn(self, direction: str) -> None:
        if self._bodies:
            self._directions[self._bodies[-1].id] = direction
        else:
            self._direction = direction

    def _speak(self, keyword: str, text: str) -> None:
        kept = decoded(cleaned(text))
        title = keyword == "accTitle"
        self._meta = replace(self._meta, acc_title=kept) if title else replace(self._meta, acc_description=kept)

    def _note(self, id: str, text: str, at: Stretch) -> None:
        self._notes += 1
        owner = self._state(id, at)
        note = _State(f"{id}_note{self._notes}", at, owner.parent, "note")
        note.words.append(("<br>".join(row.strip() for row in text.strip().split("\n")), at))
        self._states[note.id] = note
        self._tie(id, note.id, None, at, plain=True)

    def _dress(self, keyword: str, names: list[str], what: str, at: Stretch) -> None:
        if keyword == "classDef":
            self._class_defs |= {name: tuple(one.strip() for one in what.split(",")) for name in names}
            return
        for name in names:
            state = self._state(name, at)
            if keyword == "class":
                state.classes.append(what)
            else:
                state.styles = [one.strip() for one in what.split(",")]

    # --- nouns

    def _label(self, state: _State) -> Label:
        if state.kind and state.kind not in ("note", "history"):
            return _NONE
        if state.kind == "history":
            return Label("H", ("H",))
        if not state.words:
            return label(state.id, self._span(*state.at))
        return label("<br>".join(words for words, _ in state.words), self._span(*state.words[0][1]))

    def _node(self, state: _State) -> Node:
        raw, shape = ("notch-rect", "notch-rect") if state.kind == "note" else _SHAPES.get(state.kind, _PLAIN)
        return Node(
            id=decoded(state.id),
            label=self._label(state),
            shape=shape,
            span=self._span(*state.at),
            parent=None if state.parent is None else decoded(state.parent),
            raw_shape=raw,
            classes=tuple(state.classes),
            styles=tuple(state.styles),
        )

    def _subgraph(self, id: str) -> Subgraph:
        state = self._states[id]
        return Subgraph(
            id=decoded(id),
            label=self._label(state),
            members=tuple(decoded(one.id) for one in self._states.values() if one.parent == id),
            span=self._span(*self._groups[id]),
            parent=None if state.parent is None else decoded(state.parent),
            direction=self._directions.get(id),
            classes=tuple(state.classes),
            styles=tuple(state.styles),
        )
