"""Topologies beside each other: the same load on the diagram as it is drawn, and without some of its parts.

Comes in: a storyboard, and by the name of each run what is taken out there and the system's settings in it. Goes out: a
storyboard of one diagram in which each run stands in a frame of its own. Sources of the same name send at the same
moments, and checks of the same name are made at the same ones (`stream`); a beat acts on all that bear its targets'
names, so that all runs go through the same steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.diagram import Edge, Flowchart, Label, Node, Subgraph
from diagram_anim.model.effect import Effect, Form, Kind
from diagram_anim.model.storyboard import Beat, Storyboard
from diagram_anim.model.system import Part, Role, System
from diagram_anim.story.grammar.directives import WITHOUT
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.settled import Places

NAMES = (Kind.NAME, Kind.NEIGHBOUR, Kind.NEW)
TOGETHER = ("elect", "send")
"""Verbs whose targets belong together, as many as they are."""


@dataclass(frozen=True, slots=True)
class Topology:
    """A run: what isn't there in it, by id, and the system with its settings."""

    without: tuple[str, ...]
    system: System


def beside(board: Storyboard, runs: Mapping[str, Topology]) -> Storyboard:
    """The storyboard with all runs in one picture. A run in which nothing is otherwise gives the diagram as it is drawn
    its name; without one its frame bears none."""
    chart = board.diagram
    assert isinstance(chart, Flowchart)
    own = next((name for name, run in runs.items() if not run.without and run.system == board.system), "")
    others = {name: run for name, run in runs.items() if name != own}
    streams = {part: number for number, part in enumerate(dict.fromkeys([*_sources(board), *board.system.parts]), 1)}
    charts, systems, maps = [_framed(chart, own, 0)], [_streamed(board.system, streams)], []
    for number, (name, run) in enumerate(others.items(), 1):
        rest = _without(chart, run.without)
        names = {id: _renamed(id, number, chart) for id in _ids(rest)}
        charts.append(_framed(_called(rest, names), name, number))
        systems.append(_called_system(_streamed(run.system, streams), names, run.without))
        maps.append((number, names))
    steps = tuple(replace(step, beats=tuple(_told(step.beats, maps))) for step in board.steps)
    merged = replace(
        chart,
        nodes=tuple(node for one in charts for node in one.nodes),
        edges=tuple(edge for one in charts for edge in one.edges),
        subgraphs=tuple(group for one in charts for group in one.subgraphs),
    )
    parts = {id: part for one in systems for id, part in one.parts.items()}
    system = System(parts, tuple(link for one in systems for link in one.links))
    return replace(board, diagram=merged, system=system, steps=steps, compare={}, without={})


def lacking(
    without: Mapping[str, Sequence[str]], settings: Mapping[str, Mapping[str, Any]], names: Names, places: Places
) -> Iterator[Diagnostic]:
    """What can't be told of runs that lack some parts."""
    for run, gone in without.items():
        at = places.get((run, WITHOUT))
        if gone and "participant" in names.kinds.values():
            yield error("bad-compare", "a sequence has no parts to take out", at, hint="give its runs settings")
        elif set(gone) >= set(names.known(["node", "participant"])):
            yield error("bad-compare", f"nothing is left in `{run}`", at, hint="take out less")
        for part, keys in settings.get(run, {}).items():
            if part in gone:
                at = next((places[part, key] for key in keys if (part, key) in places), at)
                hint = f"take it out of `{WITHOUT}`, or leave its settings out"
                yield error("bad-compare", f"`{part}` isn't there in `{run}`", at, hint=hint)


def contracted(pairs: Sequence[tuple[str, str]], without: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Ways past what isn't there: who would be left without any leads to what is behind it."""

    def onward(id: str, seen: frozenset[str]) -> list[str]:
        after = [target for source, target in pairs if source == id and target not in seen]
        kept = [target for target in after if target not in without]
        return kept or [far for target in after for far in onward(target, seen | {target})]

    sources = dict.fromkeys(source for source, _ in pairs if source not in without)
    return tuple(
        (source, target) for source in sources for target in dict.fromkeys(onward(source, frozenset([source])))
    )


def _sources(board: Storyboard) -> list[str]:
    named = [target for step in board.steps for beat in step.beats if beat.verb == "traffic" for target in beat.targets]
    clients = [id for id, part in board.system.parts.items() if part.role is Role.CLIENT]
    return list(dict.fromkeys([*named, *clients]))


def _streamed(system: System, streams: Mapping[str, int]) -> System:
    parts = {
        id: Part(id, part.role, {"stream": streams[id], **part.settings}) if id in streams else part
        for id, part in system.parts.items()
    }
    return System(parts, system.links)


def _ids(chart: Flowchart) -> list[str]:
    return [one.id for some in (chart.nodes, chart.subgraphs, chart.edges) for one in some]


def _renamed(id: str, number: int, chart: Flowchart) -> str:
    known, name = {*_ids(chart)}, f"{id}_{number + 1}"
    while name in known:
        name = f"{name}_"
    return name


def _without(chart: Flowchart, without: Sequence[str]) -> Flowchart:
    """The diagram without some nodes, arrows drawn past them; a group that has lost all of its nodes is gone too."""
    nodes = tuple(node for node in chart.nodes if node.id not in without)
    left = {node.id for node in nodes}
    gone = {*without}
    groups = []
    for group in chart.subgraphs:
        members = tuple(id for id in group.members if id not in gone)
        if group.members and not members:
            gone.add(group.id)
        else:
            groups.append(replace(group, members=members))
    edges = [edge for edge in chart.edges if not {edge.source, edge.target} & gone]
    ends = left | {group.id for group in groups}
    shown = {(edge.source, edge.target) for edge in edges}
    every = [(edge.source, edge.target) for edge in chart.edges if edge.stroke != "invisible"]
    span = chart.edges[0].span if chart.edges else None
    for source, target in contracted(every, gone):
        if {source, target} <= ends and (source, target) not in shown and span:
            edges.append(Edge(f"L_{source}_{target}_0", source, target, None, span))
    return replace(chart, nodes=nodes, edges=tuple(edges), subgraphs=tuple(groups))


def _called(chart: Flowchart, names: Mapping[str, str]) -> Flowchart:
    """The same diagram with other ids."""

    def called(id: str | None) -> str | None:
        return names.get(id, id) if id else id

    return replace(
        chart,
        nodes=tuple(replace(one, id=names[one.id], parent=called(one.parent)) for one in chart.nodes),
        edges=tuple(
            replace(one, id=names[one.id], source=names[one.source], target=names[one.target]) for one in chart.edges
        ),
        subgraphs=tuple(
            replace(
                one,
                id=names[one.id],
                parent=called(one.parent),
                members=tuple(names.get(member, member) for member in one.members),
            )
            for one in chart.subgraphs
        ),
    )


def _framed(chart: Flowchart, name: str, number: int) -> Flowchart:
    """All of a diagram in a frame with the run's name."""
    id = _renamed("run", number, chart)
    things: list[Node | Subgraph] = [*chart.nodes, *chart.subgraphs]
    outer = tuple(one.id for one in things if one.parent is None)
    frame = Subgraph(id, Label(name, (name,)), outer, chart.nodes[0].span, direction=chart.direction)
    return replace(
        chart,
        nodes=tuple(replace(one, parent=one.parent or id) for one in chart.nodes),
        subgraphs=(*(replace(one, parent=one.parent or id) for one in chart.subgraphs), frame),
    )


def _called_system(system: System, names: Mapping[str, str], without: Sequence[str]) -> System:
    def settings(part: Part) -> dict[str, Any]:
        found = {}
        for key, value in part.settings.items():
            if key == "on":
                value = tuple(names.get(id, id) for id in value)
            elif key.startswith("weights."):
                target = key.partition(".")[2]
                if target in without:
                    continue
                key = f"weights.{names.get(target, target)}"
            found[key] = value
        return found

    parts = {names[id]: Part(names[id], part.role, settings(part)) for id, part in system.parts.items() if id in names}
    links = contracted(system.links, without)
    return System(parts, tuple((names[a], names[b]) for a, b in links if a in names and b in names))


def _told(beats: Sequence[Beat], maps: Sequence[tuple[int, Mapping[str, str]]]) -> list[Beat]:
    """Each beat on all runs: at once where it may have more targets, else once more for each."""
    found: list[Beat] = []
    for beat in beats:
        effect = BY_NAME[beat.verb]
        copies = [copy for number, names in maps if (copy := _called_beat(beat, effect, number, names))]
        if beat.verb == "wait" or not copies:
            found.append(beat)
        elif effect.targets[1] is None and beat.verb not in TOGETHER and not _named(effect):
            targets = (*beat.targets, *(target for copy in copies for target in copy.targets))
            found.append(replace(beat, targets=tuple(dict.fromkeys(targets))))
        elif beat.then:
            found += [beat, *copies]
        else:
            found += [*copies, beat]
    return found


def _named(effect: Effect) -> bool:
    """Whether a beat names more than its targets."""
    return Form.NAMED in effect.forms or any(arg.kind in NAMES for arg in effect.args)


def _called_beat(beat: Beat, effect: Effect, number: int, names: Mapping[str, str]) -> Beat | None:
    """The beat in another run; None where what it names isn't there."""

    def called(id: str) -> str:
        base, slash, copy = id.partition("/")
        return id if id in ("all", "leader") else f"{names.get(base, '')}{slash}{copy}"

    targets = tuple(called(target) for target in beat.targets)
    if effect.targets[1] is None and beat.verb not in TOGETHER:
        targets = tuple(target for target in targets if target.partition("/")[0])
    args = dict(beat.args)
    for arg in effect.args:
        if arg.kind in NAMES and args.get(arg.name):
            args[arg.name] = f"{args[arg.name]}_{number + 1}" if arg.kind is Kind.NEW else called(str(args[arg.name]))
    if Form.NAMED in effect.forms:
        args["name"] = f"{args['name']}_{number + 1}"
    if Form.SHARES in effect.forms:
        args["to"] = {called(id): share for id, share in args["to"].items() if called(id)}
    missing = not all(target.partition("/")[0] for target in targets) or "" in args.values() or args.get("to") == {}
    return None if missing or (beat.targets and not targets) else replace(beat, targets=targets, args=args)
