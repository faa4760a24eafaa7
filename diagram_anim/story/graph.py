"""A flowchart as arrows between things: what comes before, what after, and paths that together take every edge."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from diagram_anim.model.diagram import Edge, Flowchart, Node
from diagram_anim.story.grammar.names import inside


@dataclass(frozen=True, slots=True)
class Graph:
    """`edges` are those that are seen and lead elsewhere. `after` and `before` hold neighbours in the order drawn, ids
    as written (groups too); `flows` the same edges between nodes only, a group standing for its first nodes."""

    chart: Flowchart
    edges: tuple[Edge, ...]
    after: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)

    def node(self, id: str) -> Node | None:
        return self.chart.node(id)

    def edge(self, source: str, target: str) -> Edge:
        return next(edge for edge in self.edges if (edge.source, edge.target) == (source, target))

    def path(self, first: str) -> list[str] | None:
        """From `first` along single arrows to the end; None where the way forks, joins or turns back."""
        path = [first]
        while self.after.get(path[-1]):
            following = self.after[path[-1]]
            if len(following) != 1 or following[0] in path or len(self.before[following[0]]) != 1:
                return None
            path.append(following[0])
        return path

    def reached(self, start: str) -> list[str]:
        """What can be reached from `start`, nearest first."""
        found = {start: None}
        queue = deque(found)
        while queue:
            for one in self.after.get(queue.popleft(), []):
                if one not in found:
                    found[one] = None
                    queue.append(one)
        return list(found)[1:]

    def shortest(self, start: str, goal: str) -> tuple[str, ...]:
        """The shortest way of arrows between nodes, both ends in it; empty where none leads there."""
        before: dict[str, str] = {}
        queue = [start]
        for here in queue:
            for one in self.after.get(here, []):
                if self.node(one) and one not in before and one != start:
                    before[one] = here
                    queue.append(one)
        if goal not in before:
            return ()
        way = [goal]
        while way[-1] != start:
            way.append(before[way[-1]])
        return tuple(reversed(way))

    def turns_back(self, ids: Collection[str]) -> bool:
        """Whether arrows among these things lead round in a circle."""
        waiting = {id: sum(one in ids for one in self.before.get(id, [])) for id in ids}
        free = [id for id, count in waiting.items() if not count]
        for id in free:
            for one in self.after.get(id, []):
                if one in waiting:
                    waiting[one] -= 1
                    if not waiting[one]:
                        free.append(one)
        return len(free) < len(waiting)


def graph(chart: Flowchart) -> Graph:
    edges = tuple(edge for edge in chart.edges if leads(edge) and edge.source != edge.target)
    after: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.target not in after[edge.source]:
            after[edge.source].append(edge.target)
        if edge.source not in before[edge.target]:
            before[edge.target].append(edge.source)
    return Graph(chart, edges, dict(after), dict(before))


def leads(edge: Edge) -> bool:
    """Whether anything goes along it: it is seen, and not crossed out at both ends."""
    return edge.stroke != "invisible" and not (edge.start == edge.end == "cross")


def links(chart: Flowchart, still: Collection[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """The edges but those of `still` as ways between nodes; a group stands for those of its nodes that nothing inside
    it leads to (at an arrow's head) or that lead to nothing inside it (at its tail)."""
    groups = {group.id: inside(chart, group.id) for group in chart.subgraphs}
    pairs = [(edge.source, edge.target) for edge in chart.edges if leads(edge)]

    def ends(end: str, other: int) -> Sequence[str]:
        members = groups.get(end, (end,))
        within = {pair[1 - other] for pair in pairs if pair[0] in members and pair[1] in members}
        return [one for one in members if one not in within] or members

    found = {
        (source, target): None
        for tail, head in pairs
        if (tail, head) not in still
        for source in ends(tail, 1)
        for target in ends(head, 0)
        if source != target
    }
    return tuple(found)


def levels(graph: Graph) -> dict[str, int]:
    """How many arrows each thing is from where its part of the chart begins: a source, or in a loop the first thing
    written."""
    everything = list(dict.fromkeys([*graph.after, *graph.before]))
    starts = [id for id in everything if not graph.before.get(id)]
    depth: dict[str, int] = {}
    while len(depth) < len(everything):
        first = [id for id in starts if id not in depth] or [next(id for id in everything if id not in depth)]
        depth.update(dict.fromkeys(first, 0))
        queue = deque(first)
        while queue:
            here = queue.popleft()
            for one in graph.after.get(here, []):
                if one not in depth:
                    depth[one] = depth[here] + 1
                    queue.append(one)
    return depth


def parts(graph: Graph) -> list[set[str]]:
    """What arrows join, whichever way they lead, in the order written; a group brings what is in it."""
    found: list[set[str]] = []
    for edge in graph.edges:
        ends = {one for end in (edge.source, edge.target) for one in (end, *inside(graph.chart, end))}
        joined = [part for part in found if part & ends]
        found = [part for part in found if not part & ends]
        found.append(ends.union(*joined))
    order = {id: place for place, edge in enumerate(graph.edges) for id in (edge.source, edge.target)}
    return sorted(found, key=lambda part: min(order[id] for id in part if id in order))


def cover(graph: Graph) -> list[list[str]]:
    """Paths from sources to sinks that together take every edge, the longest first where they start alike.

    Loops begin at the first node written. Each further path joins where an edge isn't told yet, and goes on to the
    nearest end.
    """
    order = [id for id in graph.after if not graph.before.get(id)]
    order += [id for id in graph.after if id not in order]
    left = {(edge.source, edge.target) for edge in graph.edges}
    paths: list[list[str]] = []
    for start in order:
        while any((start, target) in left for target in graph.after[start]):
            path = [start]
            while following := _next(graph, path, left):
                left.discard((path[-1], following))
                path.append(following)
            paths.append(path)
    return paths


def in_turn(graph: Graph) -> list[tuple[str, ...]]:
    """Ways that together take every arrow, each from its start: at whatever leads on in several ways, these are taken
    one after another as they are written."""
    starts = [id for id in graph.after if not graph.before.get(id)] + [*graph.after]
    taken: set[tuple[str, str]] = set()
    ways: list[tuple[str, ...]] = []
    for start in starts:
        waiting: list[tuple[str, ...]] = [(start,)]
        while waiting:
            path = waiting.pop()
            fresh = [one for one in graph.after.get(path[-1], []) if (path[-1], one) not in taken]
            if not fresh:
                continue
            waiting.append(path)
            there, onward = fresh[0], (*path, fresh[0])
            taken.add((path[-1], there))
            known = all((there, one) in taken for one in graph.after.get(there, []))
            if there in path:
                ways.append(onward)
            elif known:
                ways.append(_to_end(graph, onward))
            else:
                waiting.append(onward)
    return ways


def _to_end(graph: Graph, path: Sequence[str]) -> tuple[str, ...]:
    """A path led on to an end, without taking anything twice."""
    found = list(path)
    while after := [one for one in graph.after.get(found[-1], []) if one not in found]:
        found.append(after[0])
    return tuple(found)


def _next(graph: Graph, path: list[str], left: set[tuple[str, str]]) -> str | None:
    """Where a path goes on: along an edge that isn't told yet, and back to its start only to close a loop."""
    here = path[-1]
    fresh = [target for target in graph.after.get(here, []) if (here, target) in left]
    forward = [target for target in fresh if target not in path]
    if forward:
        return max(forward, key=lambda target: (_depth(graph, target, {*path}), -fresh.index(target)))
    return fresh[0] if fresh and here not in path[:-1] else None


def _depth(graph: Graph, start: str, seen: set[str]) -> int:
    """How many arrows lie ahead at the most, as far as eight are looked at."""
    front, depth = {start}, 0
    while front and depth < 8:
        front = {target for one in front for target in graph.after.get(one, [])} - seen
        seen = seen | front
        depth += 1
    return depth
