"""What befalls parts by arrows that the author has numbered: `1. power module fails`, `② 부산을 새 주 DB로 승격`.

Comes in: a chart. Goes out: what its numbered arrows tell, in their order. An arrow speaks of whom it names; where it
names nobody, a failure is told of who stands at its beginning, all else of who stands at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import bidden, called, renewed, speaking
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.infer.words.tidings import Told, fits, read
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.severed import parts_two

LEAST = 2
"""Fewer numbers are no order."""

_HURTING = ("fail", "degrade")


@once
def told(given: Given) -> Sequence[Told]:
    """What numbered arrows tell; nothing where anything is decided: it may come about or not."""
    return tuple(_in_turn(given))


def _in_turn(given: Given) -> Iterator[Told]:
    turns = sorted((edge for edge in given.graph.edges if _number(edge)), key=_number)
    numbers = list(dict.fromkeys(map(_number, turns)))
    ordered = len(numbers) >= LEAST and numbers == [*range(1, len(numbers) + 1)]
    answers = {edge.source for edge in given.graph.edges if not _number(edge)}  # what has a turn is no answer
    if not ordered or any(decides(given, id) for id in answers):
        return
    rolled = _rolled(given, turns)
    relieved = _relieved(given, turns)
    failed: set[str] = set()
    for at, edge in enumerate(turns):
        one = relieved.get(edge.source) or rolled.get(edge.target) or bidden.bidden(given, edge, turns[:at])
        if one := one or _told(given, edge) or bidden.back_again(given, edge, failed):
            failed |= {*one.act.targets} if one.act.verb == "fail" else set()
            yield one


def _rolled(given: Given, turns: Sequence[Edge]) -> dict[str, Told]:
    """What one part's numbered arrows order of several others, some of which come up as others end: a rollout, or one
    that is moved, whose orders need say no more than `생성`, `Ready 후 종료`."""
    found: dict[str, Told] = {}
    aims = [edge.target for edge in turns]
    for edge in turns:
        text = phrases.unnumbered(edge.label.plain) if edge.label else ""
        starts = sense.says(text, "start")
        verb, hit = ("start", starts) if starts else ("stop", sense.says(text, "end"))
        if hit is None or edge.target not in given.nodes or aims.count(edge.target) > 1:
            continue
        cause = Cause("start" if verb == "start" else "end", hit.word, edge.span.line)
        found[edge.target] = Told(beat(verb, edge.target, cause=cause), text, hit.word)
    sources = {edge.source for edge in turns if edge.target in found}
    verbs = [one.act.verb for one in found.values()]
    rolls = len(sources) == 1 and min(verbs.count("start"), verbs.count("stop")) > 0
    moves = rolls and len({renewed.called(given, id) for id in found}) == 1 and {*found} <= {*called.parts(given)}
    others = {id for id in aims if id not in found and id not in sources}
    return found if moves or (rolls and len(found) > LEAST and not others) else {}


def _relieved(given: Given, turns: Sequence[Edge]) -> dict[str, Told]:
    """Of two that feed one, whatever they are, the one whose arrow ends in a cross and says but that it fails, and the
    other, that comes up for it: `① 停電` and `② 起動して給電`."""
    for lost in (edge for edge in turns if edge.end == "cross" and edge.source in given.nodes):
        fails = _read_of(given, lost)
        text = phrases.unnumbered(lost.label.plain) if lost.label else ""
        found = tidings.read(text)
        if not (fails and fails.sure and fails.act.verb == "fail" and found and tidings.bare(text, found)):
            continue
        for edge in turns:
            comes = _read_of(given, edge) if edge.target == lost.target and edge.source != lost.source else None
            if comes and comes.act.verb in ("start", "recover") and edge.end != "cross":
                return {lost.source: fails, edge.source: replace(comes, act=replace(comes.act, verb="start"))}
    return {}


def _read_of(given: Given, edge: Edge) -> Told | None:
    """What an arrow tells of who stands at its beginning."""
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    return read(text, edge.source, called.names(given, edge.source), edge.span.line)


def _number(edge: Edge) -> int:
    return phrases.numbered(edge.label.plain) if edge.label else 0


def _told(given: Given, edge: Edge) -> Told | None:
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    if speaking.perhaps(text) or tidings.rejoins(text) or sense.says(text, "undo") or parts_two(edge):
        return None
    ends = [id for id in (edge.source, edge.target) if id in called.parts(given)]
    ends += [id for id in (edge.source, edge.target) if id not in ends and _place(given, id)]
    meant = [id for id in ends if _names(given, text, id)]
    meant = meant or [
        id for id in (edge.source, edge.target) if given.role(id) is Role.THING and _names(given, text, id)
    ]
    if len(meant) == 1:
        (who,) = meant
        one = read(text, who, called.nicknames(given, who), edge.span.line)
    else:
        who = edge.source
        one = read(text, who, called.names(given, who), edge.span.line) if who in ends and not meant else None
        asked = tidings.of_check(text) or (edge.end == "cross" and sense.says(text, "silent") is not None)
        if one is None or one.act.verb not in _HURTING or asked:
            who = edge.target
            one = read(text, who, called.names(given, who), edge.span.line) if who in ends and not meant else None
            one = one if one and (one.act.verb not in _HURTING or asked) else None  # who leaves it unanswered is down
    if one and one.act.verb == "recover" and tidings.goes_on(text):
        return None
    if one and one.act.verb in _HURTING and one.act.targets == (edge.target,) and tidings.reported(text):
        return None
    if one and one.act.verb == "fail" and one.act.targets == (edge.source,) and tidings.of_check(text):
        return None  # who asks isn't the one that is down
    return one if one and one.sure and one.act.verb != "scale" and fits(given, one, ordered=True) else None


def _place(given: Given, id: str) -> bool:
    """Whether it is a group of what runs: a machine, a place."""
    return id in given.groups and any(one in called.parts(given) for one in given.within(id))


def _names(given: Given, text: str, id: str) -> bool:
    return tidings.calls(text, called.nicknames(given, id))
