"""Copies that whoever runs them is told, arrow by arrow, to bring to a new version (`① stop 2.2, start 2.3`), or each
of which says so on its card (`v4 → v5 (first)`).

Comes in: a chart, and its telling. Goes out: the same, in which each of these copies is renewed where data went to it
before, or behind all else, one after another. Refuses where only one copy, or another version of it, is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import renewed
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import exchanged, sharing, unnumbered, unreal
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0

LEAST = 2
"""Fewer copies are no rollout."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """An arrow that brings its end, or the `line` of a card that brings its part, from one version to another."""

    who: str
    edge: Edge | None
    line: str
    old: str
    new: str


def added(given: Given, telling: Telling) -> Telling:
    found = {one.who: one for one in renewals(given)}
    if not found:
        return telling
    waiting, steps = dict(found), list[Step]()
    for step in telling.steps:
        told = [id for id in waiting if any(_to(one, found[id]) for one in step.beats)]
        steps += [left] if (left := _left(step, found)) else []
        steps += [_step(given, waiting.pop(id)) for id in told]
    steps += [_step(given, one) for one in waiting.values()]
    return replace(telling, steps=tuple(steps), settings=_versioned(given, telling.settings))


def _left(step: Step, found: Mapping[str, Renewal]) -> Step | None:
    """A step without what tells of the copies otherwise, None where nothing is left of it."""
    rest = [one for one in step.beats if not (_to_any(one, found) or _ends(one, found))]
    if len(rest) == len(step.beats):
        return step
    beats = tuple(replace(one, then=one.then and at > 0) for at, one in enumerate(rest))
    return replace(step, beats=beats) if any(one.verb != "wait" for one in rest) else None


def _to_any(one: Beat, found: Mapping[str, Renewal]) -> bool:
    return any(_to(one, renewal) for renewal in found.values())


def _ends(one: Beat, found: Mapping[str, Renewal]) -> bool:
    """Whether it ends or starts a copy whose version only changes."""
    return one.verb in ("stop", "start", "drain", "restart", "recover") and {*one.targets} <= {*found}


def _to(one: Beat, renewal: Renewal) -> bool:
    """Whether data runs along the arrow that renews."""
    if renewal.edge is None:
        return False
    ends = (renewal.edge.source, renewal.edge.target)
    return one.verb == "send" and ends in pairwise(one.targets)


def _step(given: Given, one: Renewal) -> Step:
    edge, label = one.edge, one.line
    cause = given.cause("roll", label, one.who)
    rolled = beat("roll", one.who, cause=cause, to=one.new)
    if edge is None:
        words = given.say("alone", a=given.name(one.who), text=f"{one.old} → {one.new}")
        return given.step(words, *chain(rolled, beat("wait", cause=cause, seconds=SEEN)))
    words = given.say("labelled", label=phrases.clean(label), a=given.name(edge.source), b=given.name(edge.target))
    order = beat("send", edge.source, edge.target, cause=given.along((edge.source, edge.target)))
    return given.step(words, *chain(order, rolled, beat("wait", cause=cause, seconds=SEEN)))


def _versioned(given: Given, settings: Mapping[str, Mapping[str, object]]) -> dict[str, Mapping[str, object]]:
    """The settings with the version that each copy had before; it is a server where nothing else says what it is."""
    told = dict(settings)
    for one in renewals(given):
        id = one.who
        runs = given.role(id) in BREAKABLE and given.role(id) is not Role.NODE  # what runs on a node has versions
        role = {} if runs else {"role": Role.SERVER.value}
        told[id] = {**told.get(id, {}), "version": one.old, **role}
    return told


@once
def renewals(given: Given) -> Sequence[Renewal]:
    """All of them, in the order of their numbers, else of their arrows."""
    found: dict[str, list[Renewal]] = {}
    for edge in given.graph.edges:
        line = edge.label.plain if edge.label else ""
        pair = versions(line, given.lang) if line and edge.target not in _taken_out(given) else None
        if pair and _runs(given, edge, pair[1]):
            old = _running(given, edge.target) or pair[0]
            found.setdefault(edge.source, []).append(Renewal(edge.target, edge, line, old, pair[1]))
    several = [some for some in found.values() if _alike(given, [one.who for one in some])]
    return _on_cards(given) if not several else sorted((one for some in several for one in some), key=_turn)


@once
def _taken_out(given: Given) -> frozenset[str]:
    """Those that a numbered arrow takes out of work before another renews them, or that several arrows of one source
    order several things: each order is told in its turn."""
    said = [edge for edge in given.graph.edges if edge.label and phrases.numbered(edge.label.plain)]
    ways = [(edge.source, edge.target) for edge in said]
    many = {target for source, target in ways if ways.count((source, target)) > LEAST}
    texts = [(edge.target, phrases.unnumbered(edge.label.plain)) for edge in said if edge.label]
    out = {id for id, text in texts if sharing("drains").search(text) or sense.only(text, ("end",), ())}
    return frozenset(many | out)


def _turn(one: Renewal) -> int:
    return phrases.numbered(one.line)


def _on_cards(given: Given) -> Sequence[Renewal]:
    """Those that say on their own cards from which version to which they go, each in the place that it says, else as
    they are drawn."""
    found: list[tuple[int, Renewal]] = []
    for id in given.of_role(Role.SERVER, Role.STORE, Role.CACHE, Role.THING):
        first, *lines = given.label(id).lines or ("",)
        for line in (*lines, *re.split(r"\s[–—]\s|[:：]\s?", first, maxsplit=1)[1:]):
            if pair := versions(_PLACED.sub("", line), given.lang):
                found.append((_place(line), Renewal(id, None, line, *pair)))
    order = sorted(found, key=lambda one: one[0])
    return [one for _, one in order] if _alike(given, [one.who for _, one in order]) else ()


def _place(line: str) -> int:
    """In which place a card says that it comes, 0 where it says none."""
    hit = _PLACED.search(line)
    if hit is None:
        return phrases.numbered(line)
    return int(hit[1]) if hit[1] else next(at for at, word in enumerate(_PLACES, 1) if re.search(word, hit[0].lower()))


_PLACES = (r"first|첫|最初", r"second|두|둘", r"third|세|셋", r"fourth|네|넷", r"fifth|다섯", r"last|마지막|最後")
_PLACED = re.compile(
    r"\s*[(（,、·]?\s*(?:#?(\d{1,2})\s?(?:번째?|番目?|台目|순위|st|nd|rd|th)"
    r"|first|second|third|fourth|fifth|last|(?:첫|두|세|네|다섯)\s?번째|첫째|둘째|셋째|넷째|마지막|最初|最後)(?:에|に)?\s*[)）]?$",
    re.IGNORECASE,
)
"""In which place one comes, at the end of a line."""


def _running(given: Given, id: str) -> str:
    """The version that a line beneath its name says that a copy runs, and nothing else; "" without one."""
    return next((hit[1] for line in given.label(id).lines[1:] if (hit := _BENEATH.fullmatch(line))), "")


_BENEATH = re.compile(r"\s*[(（]?(?:version|버전|バージョン)?\s?(v?\d+(?:\.\d+)+|v\d+)[)）]?\s*", re.IGNORECASE)


def _runs(given: Given, edge: Edge, new: str) -> bool:
    """Whether an arrow leads from who may renew something to a copy that bears no version in its name, and none, or
    another, beneath it."""
    orders = given.role(edge.source) not in (Role.CLIENT, Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE)
    runs = given.role(edge.target) in (*BREAKABLE, Role.THING) and edge.target in given.nodes
    said = sense.version(given.words(edge.target))
    return orders and runs and (not said or _running(given, edge.target) not in ("", new))


def _alike(given: Given, ids: Sequence[str]) -> bool:
    """Whether these are copies of one thing, and all of them are told apart."""
    return len({*ids}) == len(ids) >= LEAST and len({renewed.kin(given, id) for id in ids}) == 1


def versions(text: str, lang: str) -> tuple[str, str] | None:
    """From which version to which one is brought by a text that says nothing else: by their numbers, or as the old and
    the new one."""
    turn, text = phrases.numbered(text), phrases.unnumbered(text).strip()
    if sense.asks(text) or unreal().search(text):
        return None
    bare = _ORDINAL.sub("", text)
    if turn and (one := _ALONE.fullmatch(bare)) and exchanged().search(bare):
        return unnumbered(lang)[0], one["new"]
    if turn and _RENEWS.fullmatch(bare):
        return unnumbered(lang)
    pair = _PAIR.fullmatch(text)
    if pair is None or not exchanged().search(text):
        return None
    if pair["old"] == pair["new"]:
        return None
    return (pair["old"], pair["new"]) if re.search(r"\d", pair["old"] + pair["new"]) else unnumbered(lang)


_VERSION = (
    r"v?\d+(?:\.\d+)+|v\d+|(?:old|new|current)(?: version| image)?|(?:구|이전|기존|새|신)\s?(?:버전|이미지)"
    r"|(?:旧|新|新しい|古い)(?:版|バージョン|イメージ)"
)
_PAIR = re.compile(
    rf"[^\d%]{{0,16}}(?<![\w.])(?P<old>{_VERSION})\D{{1,16}}?(?<![\w.])(?P<new>{_VERSION})(?![\d.]*[\d%])[^\d%]{{0,16}}",
    re.IGNORECASE,
)
"""Two versions, and few words around them."""

_ALONE = re.compile(r"[^\d%]{0,24}(?<![\w.])(?P<new>v?\d+(?:\.\d+)+|v\d+)(?![\d.]*[\d%])[^\d%]{0,16}", re.IGNORECASE)
"""The new version alone, in the turn of one: `3.7に更新`."""

_ORDINAL = re.compile(
    r"\b(?:the )?(?:first|second|third|fourth|fifth|next|last)\b(?: (?:one|node|broker|server|pod|instance)\b)?[,:]?"
    r"|\b(?:node|broker|server|pod|instance|replica|copy) \d+\b"
    r"|\d+(?:번째?|호|대째)\s?(?:노드|서버|파드|인스턴스|브로커)?[를을]?"
    r"|\d+(?:台目|番目|号機?|つ目)(?:の?(?:ノード|サーバー?|Pod))?[をは]?",
    re.IGNORECASE,
)
"""Which of several is meant."""

_RENEWS = re.compile(
    r"\s*(?:rolling )?(?:update|upgrade|replace|patch|roll(?: out)?|re-?deploy|swap|exchange)(?:d|s|ing)?(?: it)?"
    r"(?: (?:to|with) (?:the )?new (?:version|image|release|build))?\s*"
    r"|\s*(?:새 (?:버전|이미지)(?:으로|을)?\s?)?(?:업데이트|업그레이드|교체|갱신|패치|재배포)(?:한다|합니다|함)?\s*"
    r"|\s*(?:新(?:版|バージョン|イメージ)[にへを])?(?:更新|入れ替え|差し替え|アップデート|アップグレード|パッチ適用)(?:する|します)?\s*",
    re.IGNORECASE,
)
"""That one is renewed in its turn, and nothing else."""
