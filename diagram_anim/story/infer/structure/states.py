"""A state diagram: its transitions one after another, as they are written, the start first.

What has no name isn't stopped at: a choice is told by its ways through it, a fork and a join by what goes on together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Cause, Step
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language import phrases

SINGLY = 4
"""So many transitions are told one by one; of more, those that leave the same state together."""

FEW = 3
"""The most transitions that are told in one step."""

START, END, CHOICE, BAR = "sm-circ", "fr-circ", "diam", "fork"
"""The shapes of what has no name; a bar is a fork, a join or both."""


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one state to another, through what has no name between them."""

    edges: tuple[Edge, ...]

    @property
    def path(self) -> tuple[str, ...]:
        return (self.edges[0].source, *(edge.target for edge in self.edges))

    @property
    def label(self) -> str:
        return next((edge.label.plain for edge in reversed(self.edges) if edge.label and edge.label.plain), "")


def tell(given: Given) -> Telling | None:
    if given.chart.keyword != "stateDiagram":
        return None
    edges = [edge for edge in given.chart.edges if edge.stroke != "dotted"]
    edges.sort(key=lambda edge: _shape(given, edge.source) != START or bool(given.nodes[edge.source].parent))
    return Telling(
        (
            given.opening("reveal", words=given.say("open_states")),
            *(_step(given, turn) for turn in _turns(given, edges)),
        )
    )


def _shape(given: Given, id: str) -> str:
    return given.nodes[id].shape if id in given.nodes and not given.words(id) else ""


def _turns(given: Given, edges: Sequence[Edge]) -> Iterator[list[Move]]:
    """What is told in a step: a transition, or those through the same choice or bar."""
    done: set[Edge] = set()
    several = len(edges) > SINGLY
    for edge in edges:
        if edge in done:
            continue
        middle = next((id for id in (edge.target, edge.source) if _shape(given, id) in (CHOICE, BAR)), "")
        moves = _through(middle, edges) if middle else []
        if not moves:
            like = [one for one in edges if one.source == edge.source and _leads_on(given, one)]
            moves = [Move((one,)) for one in (like if several and edge in like else [edge])]
        done |= {one for move in moves for one in move.edges}
        most = FEW if several and not middle else len(moves)
        yield from (moves[at : at + most] for at in range(0, len(moves), most))


def _leads_on(given: Given, edge: Edge) -> bool:
    """Whether a transition leads to another state that has a name, or to the end."""
    return edge.source != edge.target and _shape(given, edge.target) not in (CHOICE, BAR)


def _through(middle: str, edges: Sequence[Edge]) -> list[Move]:
    """Every way in with a way out, as few as tell all of them."""
    into = [edge for edge in edges if edge.target == middle]
    out = [edge for edge in edges if edge.source == middle]
    if not into or not out:
        return []
    return [Move((into[at % len(into)], out[at % len(out)])) for at in range(max(len(into), len(out)))]


def _step(given: Given, moves: Sequence[Move]) -> Step:
    beats = [
        beat("highlight", move.path[0], cause=_cause(move))
        if len(set(move.path)) == 1
        else beat("send", *move.path, cause=_cause(move))
        for move in moves
    ]
    together = len(moves) > 1 and any(_shape(given, id) == BAR for id in moves[0].path[1:-1])
    words = _together(given, moves) if together else _moves(given, moves)
    return given.step(phrases.cut(words, 2 * phrases.LINE), *(beats if together else chain(*beats)))


def _cause(move: Move) -> Cause:
    return Cause("transition", "", move.edges[-1].span.line)


def _together(given: Given, moves: Sequence[Move]) -> str:
    """What goes on at the same time behind a fork, or what a join waits for."""
    before, after = (_names(given, [move.path[at] for move in moves]) for at in (0, -1))
    if len(before) > 1:
        return given.say("joined", many=given.say.many(before), b=given.say.many(after))
    return given.say("forked", many=given.say.many(after))


def _names(given: Given, ids: Sequence[str]) -> list[str]:
    return [given.name(id) for id in dict.fromkeys(ids) if given.words(id)]


def _moves(given: Given, moves: Sequence[Move]) -> str:
    """Transitions out of one state as what it can lead to, others one after another."""
    sources = {move.path[0] for move in moves}
    if len(moves) > 1 and len(sources) == 1 and given.words(*sources):
        (source,) = sources
        for ways in ([_way(given, move) for move in moves], [_end(given, move) for move in moves]):
            words = given.say.whole("either", a=given.name(source), many=given.say.joined(list(dict.fromkeys(ways))))
            if phrases.width(words) <= 2 * phrases.LINE:
                return words
    return " · ".join(dict.fromkeys(_said(given, move) for move in moves))


def _way(given: Given, move: Move) -> str:
    """Where a transition leads, with what it says."""
    label = phrases.clean(move.label)
    return given.say.whole("way", b=_end(given, move), text=label) if label else _end(given, move)


def _end(given: Given, move: Move) -> str:
    last = move.path[-1]
    return given.say("the_end") if _shape(given, last) == END else given.name(last)


def _said(given: Given, move: Move) -> str:
    """A transition as a sentence, under what it says."""
    first, last = move.path[0], move.path[-1]
    home = given.nodes[first].parent if first in given.nodes else None
    names = [given.name(id) for id in (first, last) if given.words(id)]
    if not names:
        return phrases.clean(move.label)
    words = {"a": names[0], "b": names[-1]}
    if first == last:
        key = "stays"
    elif _shape(given, first) == START and home in given.groups and given.words(home):
        key, words["group"] = "begins_in", given.name(home)
    elif _shape(given, first) == START:
        key = "begins"
    else:
        key = "ends" if _shape(given, last) == END else "becomes"
    return given.say.under(move.label, key, **words)
