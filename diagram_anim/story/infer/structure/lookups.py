"""What is looked up in a cache first: what it has it answers, and only what it hasn't is asked of what stands behind.

Comes in: a chart in which an arrow says that it is taken by what misses. Goes out: the steps, one for each answer, and
how much such a cache has where nobody says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story.hits import hits
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.saying import labelled

USUAL = 0.8
"""How much of what is looked up a cache has of which nobody says it: most, or it would be there for nothing."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """`asker` looks into `cache`; `miss` is the arrow that what isn't there takes, `hit` the one of what is, if drawn;
    by `fills` it is put there afterwards."""

    asker: str
    cache: str
    miss: Edge
    hit: Edge | None
    fills: tuple[Edge, ...]

    @property
    def behind(self) -> str:
        return self.miss.target


def found(given: Given) -> list[Lookup]:
    """The lookups of a chart, one for each cache of which nobody says how much it has."""
    every: dict[str, Lookup] = {}
    for edge in given.chart.edges:
        if not missed(edge) or edge.target not in given.nodes or edge.target in given.of_role(Role.CLIENT):
            continue
        for cache in given.of_role(Role.CACHE):
            askers = [one for one in given.graph.before.get(cache, []) if one in given.nodes and one != edge.target]
            own = edge.source == cache
            if edge.target == cache or not askers or not (own or edge.source in askers):
                continue
            asker = askers[0] if own else edge.source
            if cache not in every and hits(given.chart, cache) is None and not _several(given, cache):
                fills = _fills(given, asker, edge, cache)
                every[cache] = Lookup(asker, cache, edge, _hit(given, cache), fills)
    return [*every.values()]


def _several(given: Given, cache: str) -> bool:
    """Whether it is told otherwise where what isn't there is asked for: answers are told one by one."""
    return sum(missed(edge) for edge in given.chart.edges if edge.source == cache) > 1


def missed(edge: Edge) -> bool:
    """Whether an arrow says that it is taken by what isn't found, and nothing of how often."""
    text = edge.label.plain if edge.label else ""
    return len(_MISS.findall(text)) == 1 and not _HOW_OFTEN.search(text)


_HOW_OFTEN = re.compile(
    r"\d\s?[%％割]|0?\.\d|\b(?:all|every|always|storm|stampede|rate|ratio)\b|전부|모두|폭주|전체|全て|すべて|全部|殺到",
    re.IGNORECASE,
)


def lacking(given: Given, way: tuple[str, ...]) -> bool:
    """Whether an arrow is taken only by what isn't found along another one of the same thing."""
    others = [given.graph.edge(way[0], one) for one in given.graph.after[way[0]] if one != way[1]]
    return missed(given.graph.edge(way[0], way[1])) and any(not missed(one) for one in others)


_MISS = re.compile(
    r"\bmiss(?:es|ed)?\b|\bnot (?:found|in (?:the )?cache|cached|there)\b|\bif (?:empty|absent|not)\b"
    r"|미스|없으면|없을 ?때|없는 ?경우|(?:캐시|데이터|키) ?없음|미적중"
    r"|ミス|なければ|無ければ|ない場合|無い場合|未ヒット",
    re.IGNORECASE,
)

_HIT = re.compile(r"\bhits?\b|\bfound\b|\bcached\b|히트|적중|있으면|있음|ヒット|あれば|ある場合", re.IGNORECASE)

_FILL = re.compile(
    r"\b(?:fill|populat\w+|set|setex|put|stor\w+|writ\w+|updat\w+|warm\w*|sav\w+|load\w*|cach\w+|refresh\w*)\b"
    r"|채우|채움|저장|적재|갱신|쓰기|기록|캐싱|書き込|保存|格納|更新|セット|キャッシュ",
    re.IGNORECASE,
)


def _hit(given: Given, cache: str) -> Edge | None:
    """The arrow that says that what is there is answered, or brings it back."""
    said = [edge for edge in given.chart.edges if edge.label and cache in (edge.source, edge.target)]
    told = [edge for edge in said if edge.label and _HIT.search(edge.label.plain) and not missed(edge)]
    return told[0] if told else None


def _fills(given: Given, asker: str, miss: Edge, cache: str) -> tuple[Edge, ...]:
    """The arrows that put what was missing into the cache, from what stands behind it or from who asks."""
    asks = [edge for edge in given.chart.edges if edge.source == asker and edge.target == cache]
    fills = [edge for edge in given.chart.edges if edge.source == miss.target and edge.target == cache]
    fills += [edge for edge in asks[1:] if edge.label and _FILL.search(edge.label.plain)]
    return tuple(fills)


def steps(given: Given, lookups: Sequence[Lookup]) -> list[Step]:
    """What caches have, what they haven't, and what is put into them, one after another; of several that say the same
    and ask the same at once."""
    together: dict[object, list[Lookup]] = {}
    for one in lookups:
        text = one.miss.label.plain if one.miss.label else ""
        together.setdefault((text, one.behind, one.hit and one.hit.label, bool(one.fills)), []).append(one)
    return [step for some in together.values() for step in _steps(given, some)]


def _steps(given: Given, some: Sequence[Lookup]) -> list[Step]:
    asks = [(one.asker, one.cache) for one in some]
    backs = [(one.hit.source, one.hit.target) for one in some if one.hit and one.hit.source == one.cache]
    hits = [one.hit for one in some if one.hit]
    words = _words(given, hits) if hits else given.say("cache_has", b=given.many([one.cache for one in some]))
    told = [given.step(words, *_sends(given, asks), *_sends(given, backs, then=True))]
    for edges in ([one.miss for one in some], [edge for one in some for edge in one.fills]):
        if edges:
            told.append(given.step(_words(given, edges), *_sends(given, [(one.source, one.target) for one in edges])))
    return told


def _sends(given: Given, ways: Sequence[tuple[str, str]], *, then: bool = False) -> list[Beat]:
    sends = [beat("send", *way, cause=given.along(way), alone=True) for way in dict.fromkeys(ways)]
    return [replace(one, then=then and not place) for place, one in enumerate(sends)]


def _words(given: Given, edges: Sequence[Edge]) -> str:
    """Arrows under what all of them say."""
    if len(edges) == 1:
        return labelled(given, edges[0])
    text = edges[0].label.plain if edges[0].label else ""
    first, last = (
        given.many([*dict.fromkeys(ends)]) for ends in zip(*((one.source, one.target) for one in edges), strict=True)
    )
    return given.say("labelled", label=text, a=first, b=last) if text else given.say("hop", a=first, b=last)


def settings(given: Given, lookups: Sequence[Lookup]) -> dict[str, dict[str, Any]]:
    """Caches that have most of what is looked up, so that not all of it goes on to what stands behind them."""
    return {one.cache: {"hit": USUAL} for one in lookups}
