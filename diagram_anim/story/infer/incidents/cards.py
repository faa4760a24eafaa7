"""What befalls parts by their own cards: lines of state beneath a name, or what stands on its line behind a sign.

Comes in: a chart. Goes out: what its cards and its groups' titles tell, one thing after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.system import Role
from diagram_anim.story import counts, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system.divided import emptied
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.words import called, renewed
from diagram_anim.story.infer.words.tidings import Told, fits, readings
from diagram_anim.story.language import phrases, tidings


def told(given: Given) -> list[Told]:
    """What cards tell, in the order of their numbers where they have such (`① 起動`, `② 停止`): what is stopped in its
    turn ends, and hasn't failed."""
    found = [*_states(given)]
    turns = {id: number for id in given.nodes if (number := _turn(given, id))}
    if len({*turns.values()}) < 2:
        return found
    found = [_ends(one) if one.act.targets[0] in turns else one for one in found]
    return sorted(found, key=lambda one: turns.get(one.act.targets[0], 0))


def _turn(given: Given, id: str) -> int:
    """The number of a line beneath a name, 0 without one."""
    return next((number for line in given.label(id).lines[1:] if (number := phrases.numbered(line))), 0)


def _ends(one: Told) -> Told:
    planned = one.act.verb == "fail" and sense.says(one.word, "end")
    return replace(one, act=replace(one.act, verb="stop")) if planned else one


def _states(given: Given) -> Iterator[Told]:
    """By a line of state beneath a name, or by what stands on its own line behind a sign, an arrow or in brackets."""
    for id in (*called.parts(given), *given.groups):
        if id in given.groups and not machine(given, id):
            continue
        first, *lines = given.label(id).lines or ("",)
        others = [one for one in called.parts(given) if one != id and renewed.kin(given, one) != renewed.kin(given, id)]
        yield from _phases(given, id)
        acts = phrases.NUMBER.match(first) or any(called.longer(given, one, id) for one in others)
        texts = (text for line in lines for text in (*sense.bracketed(line), line))
        for text in () if acts else map(phrases.unnumbered, (*texts, *behind(first))):
            states = [] if _purpose(text) else readings(text, id, called.names(given, id), given.line(id))
            if id in given.groups:
                states = [one for state in states if (one := _of_one(given, state))]
            own = _DATED.search(text) is not None or _alone(given, id, text)
            if states and fits(given, states[0], own=own) and _drawn(given, id, states[0]):
                yield from states
                break


def _phases(given: Given, id: str) -> Iterator[Told]:
    """How many copies of a part there are at one time after another, as lines of its card say."""
    lines = given.label(id).lines[1:]
    for before, to in pairwise(counts.phases(lines) if id in given.nodes else []):
        cause = given.cause("scale", " · ".join(lines), id)
        yield Told(beat("scale", id, cause=cause, to=to), " · ".join(lines), before=before)


def _of_one(given: Given, state: Told) -> Told | None:
    """What a group's title tells; more copies there come to be of the only thing in it, or of none."""
    if state.act.verb != "scale":
        return state
    inner = given.within(state.act.targets[0])
    return replace(state, act=replace(state.act, targets=tuple(inner))) if len(inner) == 1 else None


def machine(given: Given, id: str) -> bool:
    """Whether a group is a machine or a place that may fail with all that runs in it."""
    said = sense.clauses(sense.unbracketed(given.label(id).lines[0])) if given.label(id).lines else []
    return any("node" in sense.kinds(text) for text in (given.words(id), *said)) and bool(given.within(id))


def behind(line: str) -> list[str]:
    """What stands behind a name on its line: in brackets, behind a sign or an arrow, or behind an instance's name."""
    named = sense.INSTANCE.match(line)
    rest = [line[named.end() :]] if named and line[named.end() :].strip() else []
    return [
        *sense.bracketed(line),
        *(one for one in _SIGN.split(line)[1:] if one.strip()),
        *rest,
        *_COMMA.split(line)[1:],
    ]


_COMMA = re.compile(r",\s+|[、，]\s*")

_SIGN = re.compile("[\u2190-\u21ff\u2600-\u27bf\u26a1\U0001f300-\U0001faff]\ufe0f?|\\s[–—/-]\\s")


def _drawn(given: Given, id: str, state: Told) -> bool:
    """Whether a state beneath a name tells of the part and not of what it is: of one of several, or in words that can
    mean nothing else; how many copies there are is only where it says that they have changed."""
    if state.act.verb == "highlight":
        return state.sure
    brought = [edge.source for edge in given.graph.edges if edge.target == id]
    if state.act.verb == "start" and any(runs(given, one) or gone(given, one) for one in brought):
        return True
    if state.act.verb == "stop" and id in emptied(given):
        return True
    absent = (one for one in called.parts(given) if one != id and (gone(given, one) or down(given, one)))
    if state.act.verb == "start" and _alone(given, id, state.words) and any(absent):
        return True
    if state.act.verb == "scale":
        return bool(state.before) or counts.changed(state.words)
    if len(called.kin(given, id)) > 1 and _DATED.search(state.words):
        return True
    hurts = state.act.verb in _HURTING
    known = given.role(id) is not Role.THING or id in (*renewed.members(given), *called.alike(given))
    return state.sure and hurts or (len(called.kin(given, id)) > 1 and (state.sure or (hurts and known)))


def _alone(given: Given, id: str, text: str) -> bool:
    """Whether a line says nothing but what befalls the part beneath whose name it stands."""
    found = tidings.read(text, called.names(given, id))
    return found is not None and tidings.bare(text, found)


_HURTING = ("fail", "degrade")

_DATED = re.compile(
    r"\b\d{1,2}:\d\d\b|\b(?:step|stage|phase)\s?\d|\d\s?단계|段階\s?\d|\d\s?段階|\bT\+\d", re.IGNORECASE
)
"""When something came about: `20:15`, `in step 2`."""


def runs(given: Given, id: str) -> bool:
    """Whether one operates, watches or keeps copies of others."""
    senses = ("watcher", "observer", "operator", "platform", "launcher", "scaler")
    return given.role(id) is Role.CONTROLLER or sense.says(given.words(id), *senses) is not None


def gone(given: Given, id: str) -> bool:
    """Whether a card says of a part that it ends or is down."""
    lines = given.label(id).lines if id in given.nodes else ()
    texts = [*lines[1:], *(behind(lines[0]) if lines else [])]
    found = [told for text in texts if (told := tidings.read(phrases.unnumbered(text)))]
    return any(one.verb in ("fail", "stop") for one in found)


def _purpose(text: str) -> bool:
    """Whether a line says what a part is there for, or between how many copies it is kept."""
    if counts.moved(text):
        return False
    ranged = sense.says(text, "controller", "range") and not re.search(r"[a-z]{4}.*ed\b|었|았|했|됐|た$", text)
    return tidings.purpose(text) or bool(ranged)
