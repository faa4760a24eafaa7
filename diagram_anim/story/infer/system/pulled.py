"""Members of a pool that are taken out and put back by orders on arrows: `1. take web-1 out`, `③ 서버 1 재투입`.

Comes in: a chart in which a balancer's arrows tell no shares. Goes out: a step for each order, with the shares from
then on, and for what is done to a member in between. Nothing where none is taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system.divided import shared
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.system.ways import Ways
from diagram_anim.story.infer.words.called import nicknames
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import sharing, unreal

SEEN = 4.0
EASED = 2.0
"""Seconds in which requests move to the others, or back."""

_POOLED = re.compile(
    r"\b(?:pool|rotation|de-?regist\w*|re-?regist\w*|take\w* out|put\w* back)\b|제외|투입|등록|切り離|組み?込|除外",
    re.IGNORECASE,
)
"""What is said of a pool, on an arrow to its member."""


def hops(given: Given, found: Ways) -> set[tuple[str, str]]:
    """The arrows that are told with the orders."""
    return {(edge.source, edge.target) for edge in _edges(given, found)}


def steps(given: Given, found: Ways) -> list[Step]:
    edges = _edges(given, found)
    if not edges:
        return []
    pool = _pool(given, found)
    shares = dict.fromkeys(pool.members, 1.0)
    told = []
    for edge in edges:
        order = _order(given, edge, pool)
        acts: list[Beat] = [beat("send", edge.source, edge.target, cause=given.along((edge.source, edge.target)))]
        if order:
            who, comes, word = order
            shares[who] = float(comes)
            cause = given.cause("split", word, pool.balancer)
            whole = sum(shares.values())
            to = {id: round(100 * share / whole, 2) for id, share in shares.items()}
            acts += [
                beat("split", pool.balancer, cause=cause, to=to, over=EASED),
                beat("wait", cause=cause, seconds=SEEN),
            ]
        told.append(given.step(phrases.clean(_label(edge)), *chain(*acts)))
    return told


@dataclass(frozen=True, slots=True)
class Pool:
    """A balancer, with those among whom it shares out requests."""

    balancer: str = ""
    members: tuple[str, ...] = ()


def _pool(given: Given, found: Ways) -> Pool:
    """The only balancer on the requests' way that has several who answer, and tells no shares."""
    pools = []
    for id in given.of_role(Role.BALANCER):
        after = [one for one in given.graph.after.get(id, []) if one in given.nodes and given.role(one) in ANSWERING]
        if id in {*found.sources, *found.reached} and id not in shared(given) and len(after) > 1:
            pools.append(Pool(id, tuple(after)))
    return pools[0] if len(pools) == 1 else Pool()


@once
def _edges(given: Given, found: Ways) -> Sequence[Edge]:
    """The orders, and what else one who gives them does to members and to their balancer, in the order of their numbers
    or as drawn."""
    pool = _pool(given, found)
    here = {*found.sources, *found.reached}
    edges = [
        edge
        for edge in given.graph.edges
        if edge.label and edge.target in (pool.balancer, *pool.members) and edge.source not in here
    ]
    turns = sorted(edges, key=lambda edge: (phrases.numbered(_label(edge)), edge.span.line))
    orders = {edge: order for edge in turns if (order := _order(given, edge, pool))}
    if not orders or next(iter(orders.values()))[1]:
        return []
    by = {edge.source for edge in orders}
    return [edge for edge in turns if edge.source in by]


def _order(given: Given, edge: Edge, pool: Pool) -> tuple[str, bool, str] | None:
    """Which member an arrow orders out of its pool, or back, and the word for it."""
    text = phrases.unnumbered(_label(edge))
    if unreal().search(text) or sense.asks(text):
        return None
    named = [id for id in pool.members if tidings.calls(text, nicknames(given, id))]
    if edge.target in pool.members:
        named = [edge.target] if _POOLED.search(text) else []
    out, back = sharing("empties").search(text), sharing("joins").search(text)
    hit = out or back
    return (named[0], out is None, hit[0]) if len(named) == 1 and hit else None


def _label(edge: Edge) -> str:
    return edge.label.plain if edge.label else ""
