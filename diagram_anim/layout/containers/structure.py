"""A chart as a tree of containers: in each, its own cards and groups in ranks, and those that no edge touches."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.ranks import ranked
from diagram_anim.layout.containers.spine import DECISION, beside
from diagram_anim.model.cast import Cast

LANE = "lane:"
"""Places that long edges keep begin with this."""


@dataclass(frozen=True)
class Container:
    """`id` is empty for the whole chart. `links` join things in neighbouring ranks, lanes among them; `leaves` says
    whether edges go out of it to what comes later. `linked` are the wires behind each pair of things."""

    id: str
    direction: str
    ranks: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str], ...]
    lone: tuple[str, ...]
    leaves: bool = False
    wires: tuple[tuple[str, str, str], ...] = ()
    """(thing, thing, wire id) for every wire between two things of this container."""

    trails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lanes of each long wire, rank by rank from its source to its target."""

    back: frozenset[str] = frozenset()
    """Lanes of wires that lead back."""

    beyond: frozenset[str] = frozenset()
    """Things whose wires lead out of it."""

    rows: tuple[int, ...] = ()
    """The ranks at which a row of their own begins below those before, where it is level."""

    shelved: bool = False
    """Whether its ranks are rows in which things stand whatever they are joined with."""

    @cached_property
    def level(self) -> Mapping[str, int]:
        """In which rank each thing stands."""
        return {id: index for index, rank in enumerate(self.ranks) for id in rank}

    @cached_property
    def joined(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The wires of each thing, each with what it joins that with."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one, two, wire in self.wires:
            for id, far in dict.fromkeys(((one, two), (two, one))):
                found[id].append((far, wire))
        return found

    @cached_property
    def passing(self) -> Mapping[str, Sequence[str]]:
        """The wires that pass in each lane."""
        found: dict[str, list[str]] = defaultdict(list)
        for wire, trail in self.trails.items():
            for lane in trail:
                found[lane].append(wire)
        return found

    @cached_property
    def whole(self) -> bool:
        """Whether wires join all that stands in it with each other."""
        things = {id for rank in (*self.ranks, self.lone) for id in rank if not id.startswith(LANE)}
        ends = [{one, two} for one, two, _ in self.wires]
        found = {*sorted(things)[:1]}
        while more := [pair for pair in ends if pair & found and not pair <= found]:
            found = found.union(*more)
        return things <= found

    @cached_property
    def crowds(self) -> Mapping[str, int]:
        """How many wires come to the fuller side of each thing."""
        sides = Counter(side for one, two, _ in self.wires for side in ((one, "out"), (two, "in")))
        return {id: max(sides[id, "in"], sides[id, "out"]) for id, _ in sides}

    @cached_property
    def kin(self) -> Mapping[str, tuple[str, ...]]:
        """The children of each thing all of whose children have no other parent."""
        level = self.level
        after: dict[str, dict[str, None]] = defaultdict(dict)
        before: dict[str, set[str]] = defaultdict(set)
        for one, two, _ in self.wires:
            if not self.shelved and level[one] < level[two]:
                after[one][two] = None
                before[two].add(one)
        return {id: tuple(kids) for id, kids in after.items() if all(len(before[kid]) == 1 for kid in kids)}

    @cached_property
    def flat(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The wires between things of one rank."""
        level = self.level
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one, two, wire in self.wires:
            if level[one] == level[two]:
                found[one, two].append(wire)
        return found

    def row(self, rank: int) -> int:
        """The row in which a rank lies."""
        return bisect_right(self.rows, rank)

    @property
    def chain(self) -> bool:
        """Whether its things follow on one from another."""
        return all(len(rank) == 1 for rank in self.ranks) and not self.lone

    @property
    def upright(self) -> bool:
        """Whether ranks follow each other from top to bottom or back."""
        return self.direction in ("TB", "TD", "BT")

    @property
    def reversed(self) -> bool:
        return self.direction in ("BT", "RL")


@dataclass(slots=True)
class _Tree:
    parents: dict[str, str] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def path(self, id: str) -> list[str]:
        """From the chart down to the thing itself."""
        found = [id]
        while found[-1]:
            found.append(self.parents.get(found[-1], ""))
        return list(reversed(found))


def structure(cast: Cast, dot: Dot, direction: str, inner: str = "", *, aside: bool = False) -> dict[str, Container]:
    """Containers by id. Things stand in the order in which the cast names them where edges don't decide. Groups have
    the direction `inner`; without one, or where that is the author's, their own; else the chart's. Answers may stand
    `aside`, in the rank of their decision."""
    tree = _tree(cast)
    found: dict[str, Container] = {}
    own = {group.id: group.direction for group in cast.groups if group.direction}
    turned = inner != cast.direction if inner else direction != cast.direction
    queue: list[tuple[str, str, str, dict[str, int]]] = [("", direction, direction, {})]
    while queue:
        id, way, outer, sides = queue.pop(0)
        made, beyond = _container(cast, tree, dot, id, way, sides, aside=aside)
        if made.beyond and not made.wires:
            # Side by side across the way on which wires come, so that each is reached.
            made = replace(made, direction=outer)
        found[id] = made
        for child in tree.children.get(id, ()):
            if child in tree.children:
                given = own.get(child)
                inside = given if given and not turned else inner or way
                queue.append((child, inside, made.direction, beyond.get(child, {})))
    return found


def _tree(cast: Cast) -> _Tree:
    tree = _Tree()
    groups = {group.id for group in cast.groups}
    for group in cast.groups:
        tree.parents[group.id] = group.parent if group.parent in groups else ""
        tree.children.setdefault(group.id, [])
    for card in cast.cards:
        if card.bearer is None:
            tree.parents[card.id] = card.group if card.group in groups else ""
    for id, parent in sorted(tree.parents.items(), key=lambda pair: pair[0] in groups):
        tree.children.setdefault(parent, []).append(id)
    tree.children.setdefault("", [])
    return tree


def _container(
    cast: Cast, tree: _Tree, dot: Dot, id: str, direction: str, sides: dict[str, int], *, aside: bool
) -> tuple[Container, dict[str, dict[str, int]]]:
    """The container, and for each group in it on which side of it the other ends of its members' wires lie: -1 where
    they come before it, 1 where after it. `sides` is the same for this container's own members."""
    members = _in_order(cast, tree.children[id])
    wires: list[tuple[str, str, str]] = []
    lengths: list[int] = []
    ends: list[tuple[str, str]] = []
    bearers = {card.id: card.bearer for card in cast.cards if card.bearer}
    for wire in cast.wires:
        source, target = bearers.get(wire.source, wire.source), bearers.get(wire.target, wire.target)
        if source not in tree.parents or target not in tree.parents:
            continue
        one, two = _member(tree, id, source), _member(tree, id, target)
        if one and two and one != two and id in tree.path(source) and id in tree.path(target):
            wires.append((one, two, wire.id))
            lengths.append(wire.length)
            ends.append((source, target))
    touched = {end for one, two, _ in wires for end in (one, two)}
    outer = {member: side for member in members for side in [_side(tree, member, sides)] if side}
    joined = [member for member in members if member in touched or member in outer]
    place = {member: index for index, member in enumerate(joined)}
    edges = [(place[one], place[two], length) for (one, two, _), length in zip(wires, lengths, strict=True)]
    if aside:
        edges = beside(edges, {place[card.id] for card in cast.cards if card.shape == DECISION and card.id in place})
    before, after = len(joined), len(joined) + 1
    hints = [
        (before, place[member], 1) if side < 0 else (place[member], after, 1)
        for member, side in outer.items()
        if wires and not any((side < 0 and two == member) or (side > 0 and one == member) for one, two, _ in wires)
    ]
    count = len(joined) + (2 if hints else 0)
    plan = ranked(count, [*edges, *hints], dot) if joined else None
    names = dict(enumerate(joined))
    ranks: list[tuple[str, ...]] = []
    links: list[tuple[str, str]] = []
    if plan:
        hinted = {node for a, b, at in plan.links if at >= len(edges) for node in (a, b) if node >= count}
        away = hinted | ({before, after} if hints else set())
        names |= {node: f"{LANE}{id}/{node}" for rank in plan.ranks for node in rank if node >= count}
        rows = [tuple(names[node] for node in _as_written(rank, edges) if node not in away) for rank in plan.ranks]
        ranks = [row for row in rows if row]
        links = [(names[a], names[b]) for a, b, at in plan.links if at < len(edges)]
    trails: dict[str, tuple[str, ...]] = {}
    if plan:
        for a, _, at in plan.links:
            if at < len(edges) and a >= count:
                trails[wires[at][2]] = (*trails.get(wires[at][2], ()), names[a])
    level = {member: index for index, rank in enumerate(ranks) for member in rank}
    back = frozenset(lane for one, two, wire in wires if level[one] > level[two] for lane in trails.get(wire, ()))
    inner: dict[str, dict[str, int]] = {member: {} for member in members if member in tree.children}
    for (one, two, _), (source, target) in zip(wires, ends, strict=True):
        step = level[two] - level[one]
        for thing, end, side in ((one, source, step), (two, target, -step)):
            if thing in inner and end != thing and side:
                inner[thing][end] = 1 if side > 0 else -1
    for end, side in sides.items():
        thing = _member(tree, id, end)
        if thing in inner and end != thing:
            inner[thing].setdefault(end, side)
    lone = tuple(member for member in members if member not in place)
    leaves = any(side > 0 for side in outer.values())
    return Container(
        id,
        direction,
        tuple(ranks),
        tuple(links),
        lone,
        leaves,
        tuple(wires),
        _onward(trails, wires, level),
        back,
        frozenset(outer),
    ), inner


def _as_written(rank: Sequence[int], edges: Sequence[tuple[int, int, int]]) -> list[int]:
    """A rank in which things that are joined with the very same others stand in the order they are written."""
    joined: dict[int, list[tuple[int, int]]] = {node: [] for node in rank}
    for a, b, _ in edges:
        if a in joined:
            joined[a].append((1, b))
        if b in joined:
            joined[b].append((-1, a))
    alike: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for node in rank:
        alike[tuple(sorted(joined[node])) or ((0, node),)].append(node)
    turns = {key: iter(sorted(nodes)) for key, nodes in alike.items()}
    return [next(turns[tuple(sorted(joined[node])) or ((0, node),)]) for node in rank]


def _onward(
    trails: Mapping[str, tuple[str, ...]], wires: Sequence[tuple[str, str, str]], level: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Trails as their wires run: those of wires that lead back are turned round."""
    back = {id for one, two, id in wires if level[one] > level[two]}
    return {id: tuple(reversed(trail)) if id in back else trail for id, trail in trails.items()}


def _in_order(cast: Cast, members: list[str]) -> list[str]:
    """Cards as written; a group where its first card stands."""
    first = {card.id: index for index, card in enumerate(cast.cards)}
    parents = {group.id: group.parent for group in cast.groups}
    where: dict[str, int] = {}
    for card in cast.cards:
        group = card.group
        while group:
            where.setdefault(group, first[card.id])
            group = parents.get(group)
    return sorted(members, key=lambda member: first.get(member, where.get(member, len(first))))


def _member(tree: _Tree, container: str, id: str) -> str:
    """The thing in the container that is `id` or holds it; empty where none does."""
    path = tree.path(id)
    if container not in path:
        return ""
    at = path.index(container) + 1
    return path[at] if at < len(path) else ""


def _side(tree: _Tree, member: str, sides: dict[str, int]) -> int:
    found = [side for end, side in sides.items() if member in tree.path(end)]
    return (-1 if min(found) < 0 else 1) if found else 0
