"""What a pattern is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from diagram_anim.model.diagram import Diagram, Edge, Flowchart, Label, SequenceDiagram
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense, spikes
from diagram_anim.story.fallen import falls
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import Graph, graph, parts
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.language.phrases import LISTED, Phrases
from diagram_anim.story.severed import severed

SERVING = (Role.BALANCER, Role.SERVER, Role.STORE, Role.CACHE, Role.NODE)

_UNREADY = re.compile(r"[\s:(（]*\bnot\s?ready[)）]?\s*$", re.IGNORECASE)
"""A state behind the name of a machine."""


def unstated(name: str) -> str:
    """A name without the state that stands behind a colon: `master-1` of `master-1：停止`."""
    found = _STATED.fullmatch(name)
    if found is None or not (sense.INSTANCE.match(found["name"]) or sense.unnumbered(found["name"]) != found["name"]):
        return name
    told = tidings.read(found["state"])
    alone = told is not None and tidings.bare(found["state"], told)
    waits = sense.only(found["state"], ("standby", "leader", "outage", "state", "new"), ("new", "old", "state"))
    turned = _VERSIONS.fullmatch(found["state"]) is not None
    return found["name"] if alone or turned or waits is not None else name


_STATED = re.compile(r"(?P<name>[^:：]{2,24}?)\s?(?:：\s?|:\s+|\s[–—]\s)(?P<state>[^:：]{2,16})")
_VERSIONS = re.compile(r"(?:[①-⑳]\s?)?v?\d[\d.]*\s?(?:→|->)\s?v?\d[\d.]*")

FEW = 5
"""The most parts that are named at the beginning."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The steps of a film, and what they need to know of the system: dotted keys by part."""

    steps: tuple[Step, ...]
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pace: float = 1.0


@dataclass(frozen=True)
class Given:
    """A diagram, its words around it, and what its words mean. `roles` hold the word that told each."""

    diagram: Diagram
    lang: str
    roles: Mapping[str, tuple[Role, str]]
    title: str = ""
    caption: str = ""
    prose: str = ""
    """What stands right before it in its lecture: a paragraph, of which the caption may be the first sentence."""
    picture: bool = False
    """Whether it is one of several pictures in one chart."""
    coming: frozenset[str] = frozenset()
    """What is started only in the course of the film."""
    uncounted: bool = False
    """Whether no requests are counted, since the diagram gives figures of them that no pattern keeps to."""
    strikes: Mapping[str, tuple[str, Hit]] = field(default_factory=dict)
    """Parts and groups that fail by what a box before them says, with that box and its word."""

    @cached_property
    def say(self) -> Phrases:
        return Phrases(self.lang)

    @cached_property
    def chart(self) -> Flowchart:
        assert isinstance(self.diagram, Flowchart)
        return self.diagram

    @cached_property
    def sequence(self) -> SequenceDiagram:
        assert isinstance(self.diagram, SequenceDiagram)
        return self.diagram

    @cached_property
    def graph(self) -> Graph:
        return graph(self.chart)

    @cached_property
    def nodes(self) -> dict[str, Any]:
        """Nodes or participants by id, groups left out."""
        if isinstance(self.diagram, SequenceDiagram):
            return {one.id: one for one in self.diagram.participants}
        groups = {group.id for group in self.diagram.subgraphs}
        return {node.id: node for node in self.diagram.nodes if node.id not in groups}

    @cached_property
    def groups(self) -> dict[str, Any]:
        """Groups by id, outer ones first."""
        return {group.id: group for group in sorted(self.chart.subgraphs, key=lambda group: group.span)}

    @cached_property
    def answers(self) -> frozenset[int]:
        """The numbers of the messages that answer: those with a dotted line; where there is none at all, those that go
        back to who has asked last, unless that got lost; who shares out requests gives no answers to those it asks."""
        messages = self.sequence.messages
        dotted = frozenset(one.number for one in messages if one.line != "solid")
        asked: dict[str, str] = {}
        found = set()
        for one in () if dotted else [one for one in messages if one.source != one.target]:
            asks = self.role(one.source) is Role.BALANCER and self.role(one.target) in (Role.SERVER, Role.NODE)
            if asked.get(one.source) == one.target and not asks and self.role(one.source) is not Role.CONTROLLER:
                found.add(one.number)
                del asked[one.source]
            elif one.end != "cross":
                asked[one.target] = one.source
        return dotted or frozenset(found)

    def role(self, id: str) -> Role:
        return self.roles[id][0] if id in self.roles else Role.THING

    def told(self, id: str) -> str:
        """The word that told a thing's role, "" where it has none."""
        return self.roles[id][1] if id in self.roles else ""

    def of_role(self, *roles: Role) -> list[str]:
        return [id for id in self.nodes if self.role(id) in roles]

    def label(self, id: str) -> Label:
        thing = self.nodes[id] if id in self.nodes else self.groups[id]
        label: Label = thing.label
        return label

    @cached_property
    def said(self) -> str:
        """The words of all nodes and groups, a line each."""
        return "\n".join(self.words(one) for one in (*self.nodes, *self.groups))

    def words(self, id: str) -> str:
        return self.label(id).plain

    def name(self, id: str) -> str:
        """What a thing is called; made once, since patterns ask for it over and over."""
        if id not in self._names:
            self._names[id] = self._name(id)
        return self._names[id]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def _name(self, id: str) -> str:
        name = phrases.called(phrases.name(self.label(id))) or id
        name = figures.unranged(name) if len(name) > 1 else name
        name = unstated(name)
        lines = self.label(id).lines
        if lines and (id not in self.nodes or sense.signed(lines[:1], "outage", "failure", "sick")):
            first = lines[0] if id in self.nodes else _UNREADY.sub("", lines[0]) or lines[0]
            down = sense.down(first) if id not in self.nodes else None
            return figures.unranged(phrases.clean(down[0] if down else sense.unmarked(first)))
        if name in self.doubled and not sense.card_down(lines):
            name = self.whole_label(id)
        if self.role(id) in (Role.THING, Role.OUTCOME):
            return name
        down = sense.down(name)
        return down[0].strip() if down else spikes.called(sense.all_of(sense.unmarked(name)))

    @cached_property
    def replaces(self) -> bool:
        """Whether a chart says anywhere that one comes in for another: a bare cross there means that one is down."""
        labels = [node.label.plain for node in self.chart.nodes]
        labels += [edge.label.plain for edge in self.graph.edges if edge.label]
        return any(sense.says(text, "promote", "standby", "heal") for text in labels)

    @cached_property
    def doubled(self) -> frozenset[str]:
        """First lines that several things share which go on differently."""
        labels = {self.label(id).plain: phrases.name(self.label(id)) for id in (*self.nodes, *self._groups())}
        names = list(labels.values())
        return frozenset(name for name in names if names.count(name) > 1)

    def _groups(self) -> Mapping[str, Any]:
        return self.groups if isinstance(self.diagram, Flowchart) else {}

    def whole_label(self, id: str) -> str:
        return phrases.clean(" ".join(self.label(id).lines)) or id

    def whole(self, id: str) -> str:
        """All that its label says, on one line."""
        return phrases.clean(" ".join(self.label(id).lines)) or self.name(id)

    def described(self, id: str) -> str:
        """A thing's name, with what stands under it."""
        under = self.say.lexicon.say["and"].join(phrases.rest(self.label(id)))
        return phrases.caption(f"{self.name(id)} · {under}" if under else self.name(id))

    def speaks(self, id: str) -> bool:
        """Whether it says more than its name: has more under it, or is a sentence."""
        return bool(phrases.rest(self.label(id))) or phrases.sentence(self.name(id))

    def enclosed(self, id: str) -> str:
        """The same as one of several: what stands under its name in brackets."""
        under = self.say.lexicon.say["and"].join(phrases.rest(self.label(id)))
        return self.say("way", b=self.name(id), text=under) if under else self.name(id)

    def titled(self, group: str, members: Sequence[str]) -> str:
        """A group's title, with what is in it."""
        named = self.many(members, table=True)
        return f"{self.whole(group)}: {named}" if self.words(group).strip() else named

    def within(self, id: str) -> list[str]:
        """A thing, or the things of a group."""
        return [one for one in inside(self.chart, id) if one in self.nodes] if id in self.groups else [id]

    def many(self, ids: Sequence[str], *, table: bool = False) -> str:
        """Things by their names; of too many, those that are all that is in a group by the group's."""
        ids = list(ids) if table or len(ids) <= LISTED else self._gathered(ids)
        return self.say.many([self.name(id) for id in ids], table=table)

    def counted(self, ids: Sequence[str]) -> str:
        """The same of things among which something is shared out: those that are called alike, with how many."""
        names = [self.name(id) for id in ids]
        each = ((name, names.count(name)) for name in dict.fromkeys(names))
        alike = [self.say("alike", a=name, n=count) if count > 1 else name for name, count in each]
        return self.many(ids) if len(alike) == len(names) else self.say.many(alike)

    def _gathered(self, ids: Sequence[str]) -> list[str]:
        homes = {id: str(node.parent) for id, node in self.nodes.items() if isinstance(self.diagram, Flowchart)}
        whole = {
            group
            for group in {homes.get(id) for id in ids}
            if group in self._groups() and {one for one, home in homes.items() if home == group} <= {*ids}
        }
        return list(dict.fromkeys(homes[id] if homes.get(id) in whole else id for id in ids))

    def line(self, id: str) -> int | None:
        """Where a thing stands."""
        thing = self.nodes.get(id) or (self.groups.get(id) if isinstance(self.diagram, Flowchart) else None)
        return thing.span.line if thing else None

    def cause(self, rule: str, word: str = "", of: str = "") -> Cause:
        return Cause(rule, word, self.line(of) if of else None)

    def along(self, way: Sequence[str]) -> Cause:
        """The cause of data that runs along arrows: the first of them."""
        return Cause("flow", "", self.graph.edge(way[0], way[1]).span.line)

    def barred(self, edge: Edge) -> bool:
        """Whether an arrow lets nothing through: it ends in a cross, or its words say so, or that its link is broken;
        `blocked` alone, or with a port, says it between parts of a system, elsewhere an answer or an outcome."""
        text = edge.label.plain if edge.label else ""
        if self.falls(edge) and edge.end != "cross":
            return False
        if edge.end == "cross" or sense.is_barred(text) or severed(self.graph, self.roles, edge):
            return True
        parts = self.role(edge.source) in (Role.CLIENT, *SERVING) and self.role(edge.target) in SERVING
        return parts and sense.only(text, ("blocked",), ()) is not None

    def falls(self, edge: Edge) -> Hit | None:
        """The word with which an arrow says that the part it leaves is down."""
        return falls(self.graph, self.roles, edge)

    def opening(self, rule: str, *targets: str, words: str = "") -> Step:
        """The first step: what there is, under the words that stand before the diagram, or else `words`."""
        words = self.caption or words or self._who()
        return self.step(words, beat("appear", *(targets or ("all",)), cause=self.cause(rule)))

    def _who(self) -> str:
        """Who takes part, where they are few and each a part of a system: the title stands above the picture anyway."""
        few = len(self.nodes) <= FEW and all(self.role(id) not in (Role.THING, Role.OUTCOME) for id in self.nodes)
        names = self.many([*self.nodes])
        if few and len(self.nodes) > 1 and all(self.name(id) in names for id in self.nodes):
            return self.say("parts", many=names)
        if isinstance(self.diagram, SequenceDiagram):
            return self.say("open")
        return self._extent() if self.graph.edges else self.say("open_apart")

    def _extent(self) -> str:
        """How far a chart reaches: its groups where they hold all there is, or where it begins and where it ends."""
        tops = [id for id, group in self.groups.items() if group.parent not in self.groups and self.words(id).strip()]
        if tops and {one for id in tops for one in self.within(id)} >= self.nodes.keys():
            return self._parts(tops)
        named = [id for id in (*self.nodes, *self.groups) if any(map(str.isalnum, self.words(id)))]
        spoken = [id for id in named if phrases.sentence(self.name(id))]  # no names to speak of
        starts = [id for id in named if self.graph.after.get(id) and not self.graph.before.get(id)]
        ends = [id for id in named if self.graph.before.get(id) and not self.graph.after.get(id)]
        told = {*(starts if len(starts) == 1 else ends), *(ends if len(ends) == 1 else ())}
        if told & {*spoken} or len(parts(self.graph)) > 1 or self.chart.keyword == "stateDiagram":
            return self.say("open")
        if len(starts) == len(ends) == 1:
            a, b = (phrases.unnumbered(self.name(*some)) for some in (starts, ends))
            return self.say("open_way", a=a, b=b)
        if len(starts) == 1 and len(ends) > 1 and self.role(*starts) is Role.THING:
            asks = sense.asks(self.words(*starts))
            return self.whole(*starts) if asks else self.say("open_from", a=self.name(*starts))
        return self.say("open_to", b=self.name(*ends)) if len(ends) == 1 < len(starts) else self.say("open")

    def _parts(self, groups: Sequence[str]) -> str:
        """Groups that hold all there is: the title of the only one, the names of few, the number of many."""
        if len(groups) == 1:
            return self.whole(*groups)
        look = self.say.whole("look", many=self.say.joined([self.name(id) for id in groups]))
        few = len(groups) <= LISTED and phrases.width(look) <= 2 * phrases.LINE
        return look if few else self.say("open_parts", n=len(groups))

    def step(self, words: str, *beats: Beat) -> Step:
        return Step({self.lang: phrases.caption(words)} if words else {}, beats)
