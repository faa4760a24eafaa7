"""What a diagram's things are called, and what a word on a beat's line means among them.

Globs, classes, edges and, where a verb changes the system, groups become ids here; a wrong word becomes a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from diagram_anim.model.diagram import Diagram, Edge, Flowchart, Node, SequenceDiagram, Subgraph
from diagram_anim.story.grammar import near, parallel
from diagram_anim.story.grammar.wrong import Wrong

LEADER = "leader"
"""Whoever leads a group that elects, where nothing in the diagram is called so; verbs that take it say so."""

PARTS = ("node", "group", "participant")
"""The kinds of things that a system is made of."""

_NUMBERED = re.compile(r"(msg|note):(\d+)")


@dataclass(frozen=True, slots=True)
class Names:
    """`kinds` tells of each id whether it is a node, group, participant or edge, in the diagram's order.

    `members` holds the nodes inside each group at any depth, `edges` the edges of each (source, target), `links`
    all pairs along which something can be sent, `bearers` whose place an introduced name has taken.
    """

    kinds: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edges: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    links: frozenset[tuple[str, str]] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    bearers: Mapping[str, str] = field(default_factory=dict)
    said: tuple[tuple[str, str], ...] = ()
    """From whom to whom each message of a sequence goes."""

    notes: int = 0

    @property
    def messages(self) -> int:
        return len(self.said)

    @property
    def thing(self) -> str:
        """What this diagram is made of: nodes or participants."""
        return "participant" if "participant" in self.kinds.values() else "node"

    def known(self, kinds: Iterable[str]) -> list[str]:
        kinds = set(kinds)
        return [id for id, kind in self.kinds.items() if kind in kinds]

    def bearer(self, id: str) -> str:
        """The part of the diagram in whose place `id` stands: copies on their owner's, replacements on the old's."""
        seen = set()
        while id not in seen:
            seen.add(id)
            owner, _, number = id.rpartition("/")
            if id not in self.kinds and number.isdigit() and owner in self.kinds:
                id = owner
            id = self.bearers.get(id, id)
        return id

    def linked(self, source: str, target: str) -> bool:
        """Whether an edge (or a message) leads from one to the other, or to a group that holds it."""
        sources, targets = self._around(self.bearer(source)), self._around(self.bearer(target))
        return any((one, other) in self.links for one in sources for other in targets)

    def apart(self, source: str, target: str) -> tuple[str, str]:
        """What to say where no way leads from one to the other: that, and a hint."""
        after = self.after(source)
        hint = f"from `{source}` it goes to {near.listed(after)}" if after else f"nothing leaves `{source}`"
        return f"there is no way from `{source}` to `{target}`", hint

    def after(self, source: str) -> list[str]:
        around = self._around(self.bearer(source))
        return list(dict.fromkeys(target for one, target in sorted(self.links) if one in around))

    def _around(self, id: str) -> set[str]:
        return {id, *(group for group, members in self.members.items() if id in members)}

    def with_new(self, name: str, bearer: str) -> Names:
        kinds = {**self.kinds, name: self.kinds.get(self.bearer(bearer), "node")}
        return replace(self, kinds=kinds, bearers={**self.bearers, name: self.bearer(bearer)})

    def resolve(self, word: str, quoted: bool, of: tuple[str, ...], *, inside: bool) -> tuple[str, ...] | Wrong:
        """The ids that a word stands for, of the kinds in `of`; with `inside` a group stands for its nodes."""
        if word in self.kinds:
            kind = self.kinds[word]
            if kind in of:
                return self.members[word] if kind == "group" and inside else (word,)
            return Wrong(f"`{word}` is {_a(kind)}", f"here may stand {_any(of)}", "wrong-target")
        owner, _, number = word.rpartition("/")
        if number.isdigit() and int(number) > 0 and self.kinds.get(owner) in ("node", "participant"):
            if self.kinds[owner] in of:
                return (word,)
            return Wrong(f"`{word}` is a copy", f"here may stand {_any(of)}", "wrong-target")
        if not quoted:
            for read in (self._numbered, self._class, self._glob):
                found = read(word, of, inside)
                if found is not None:
                    return found
            if word == LEADER and LEADER in of:
                return (LEADER,)
            if word == "all":
                if "all" in of:
                    return ("all",)
                return Wrong("`all` may not stand here", "name what is meant, or write a glob: `W*`", "wrong-target")
        return self._unknown(word, of)

    def edge(self, source: str, target: str, of: tuple[str, ...], nth: str = "") -> tuple[str, ...] | Wrong:
        """The edges of `A->B`, or the one of `A->B:2`."""
        for end in (source, target):
            if end not in self.kinds:
                return self._unknown(end, ("node", "group"))
        if (said := self.number(source, target, nth)) and "message" in of:
            return Wrong("a sequence has messages, no edges", f"this one is `msg:{said}`", "unknown-edge")
        if "edge" not in of:
            return Wrong(f"`{source}->{target}` is an edge", f"here may stand {_any(of)}", "wrong-target")
        found = self.edges.get((self.bearer(source), self.bearer(target)))
        if found and nth:
            one = parallel.chosen(self, source, target, nth)
            return one if isinstance(one, Wrong) else (one,)
        if found:
            return found
        if (self.bearer(target), self.bearer(source)) in self.edges:
            return Wrong(
                f"no edge leads from `{source}` to `{target}`", f"did you mean `{target}->{source}`?", "unknown-edge"
            )
        after = self.after(source)
        tail = f"edges from `{source}` lead to {near.listed(after)}" if after else f"no edge leaves `{source}`"
        return Wrong(f"no edge leads from `{source}` to `{target}`", tail, "unknown-edge")

    def number(self, source: str, target: str, nth: str = "") -> int:
        """The number of a sequence's first message from one to the other, or of the one that is the nth of them."""
        ends = (self.bearer(source), self.bearer(target))
        found = [at for at, pair in enumerate(self.said, 1) if pair == ends]
        return found[min(int(nth), len(found)) - 1 if nth.isdigit() and int(nth) else 0] if found else 0

    def _numbered(self, word: str, of: tuple[str, ...], inside: bool) -> tuple[str, ...] | Wrong | None:
        match = _NUMBERED.fullmatch(word)
        if not match:
            return None
        kind, count = ("message", self.messages) if match[1] == "msg" else ("note", self.notes)
        if kind not in of:
            return Wrong(f"`{word}` is {_a(kind)}", f"here may stand {_any(of)}", "wrong-target")
        if not 1 <= int(match[2]) <= count:
            there = f"there are {count}" if count else "there are none"
            return Wrong(f"no {kind} has the number {match[2]}", there, f"unknown-{kind}")
        return (word,)

    def _class(self, word: str, of: tuple[str, ...], inside: bool) -> tuple[str, ...] | Wrong | None:
        if not word.startswith(".") or len(word) < 2:
            return None
        if word[1:] not in self.classes:
            known = [f".{name}" for name in self.classes]
            hint = near.hint(word, known) or f"no class is given here: write `class A {word[1:]}` in the diagram"
            return Wrong(f"nothing has the class `{word[1:]}`", hint, "unknown-class")
        return self._of_kind(word, self.classes[word[1:]], of, inside)

    def _glob(self, word: str, of: tuple[str, ...], inside: bool) -> tuple[str, ...] | Wrong | None:
        if "*" not in word and "?" not in word:
            return None
        pattern = word.replace("[", "[[]")
        matching = tuple(id for id, kind in self.kinds.items() if kind != "edge" and fnmatchcase(id, pattern))
        if not matching:
            hint = near.hint(word.strip("*?"), self.known(kind for kind in of if kind != "edge"))
            return Wrong(f"no {self.thing} called like `{word}`", hint, f"unknown-{self.thing}")
        return self._of_kind(word, matching, of, inside)

    def _of_kind(self, word: str, ids: Iterable[str], of: tuple[str, ...], inside: bool) -> tuple[str, ...] | Wrong:
        fitting = [id for id in ids if self.kinds[id] in of]
        if not fitting:
            return Wrong(f"`{word}` names nothing that may stand here", f"here may stand {_any(of)}", "wrong-target")
        spread = [self.members[id] if inside and self.kinds[id] == "group" else (id,) for id in fitting]
        return tuple(dict.fromkeys(one for some in spread for one in some))

    def _unknown(self, word: str, of: tuple[str, ...]) -> Wrong:
        labelled = [id for id, label in self.labels.items() if label.casefold() == word.casefold()]
        message = f"no {self.thing} called `{word}`"
        if labelled:
            return Wrong(message, f"that is a label: did you mean `{labelled[0]}`?", f"unknown-{self.thing}")
        kinds = [kind for kind in of if kind != "edge"]
        return Wrong(message, near.hint(word, self.known(kinds)), f"unknown-{self.thing}")


def names(diagram: Diagram) -> Names:
    """All names of a diagram."""
    return _chart(diagram) if isinstance(diagram, Flowchart) else _sequence(diagram)


def _chart(chart: Flowchart) -> Names:
    kinds = {node.id: "node" for node in chart.nodes}
    kinds.update({group.id: "group" for group in chart.subgraphs})
    edges: dict[tuple[str, str], tuple[str, ...]] = {}
    links = set()
    for edge in chart.edges:
        kinds.setdefault(edge.id, "edge")
        edges[edge.source, edge.target] = (*edges.get((edge.source, edge.target), ()), edge.id)
        if edge.stroke != "invisible":
            links.add((edge.source, edge.target))
        if edge.stroke != "invisible" and (edge.end == "none" or edge.start != "none"):
            links.add((edge.target, edge.source))
    classes: dict[str, list[str]] = {}
    boxes: list[Node | Subgraph] = [*chart.nodes, *chart.subgraphs]
    things: list[Node | Subgraph | Edge] = [*boxes, *chart.edges]
    for thing in things:
        for name in thing.classes:
            if thing.id not in classes.setdefault(name, []):
                classes[name].append(thing.id)
    labels = {thing.id: thing.label.plain for thing in boxes}
    return Names(
        kinds=kinds,
        members={group.id: inside(chart, group.id) for group in chart.subgraphs},
        classes={name: tuple(ids) for name, ids in classes.items()},
        edges=edges,
        links=frozenset(links),
        labels=labels,
    )


def inside(chart: Flowchart, group: str) -> tuple[str, ...]:
    """The nodes in a group at any depth, in the order written."""
    groups = {group}
    while True:
        deeper = {one.id for one in chart.subgraphs if one.parent in groups} - groups
        if not deeper:
            break
        groups |= deeper
    return tuple(node.id for node in chart.nodes if node.parent in groups and node.id not in groups)


def _sequence(sequence: SequenceDiagram) -> Names:
    pairs = tuple((message.source, message.target) for message in sequence.messages)
    return Names(
        kinds={one.id: "participant" for one in sequence.participants},
        links=frozenset(pairs),
        labels={one.id: one.label.plain for one in sequence.participants},
        said=pairs,
        notes=len(sequence.notes),
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _any(of: tuple[str, ...]) -> str:
    return " or ".join("`all`" if kind == "all" else _a(kind) for kind in of if kind != LEADER)
