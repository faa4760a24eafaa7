"""A new version that takes the old one's place copy by copy, as the words before a chart tell: `from v1 to v2, one pod
at a time`.

Comes in: a chart and a telling in which requests run. Goes out: the same with the rollout behind them: of the only part
that answers, where it is said how many copies there are, or of several of a kind, one after another. A chart that
draws both versions tells it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story import figures, sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.system.passing import ANSWERING
from diagram_anim.story.infer.words import clauses, naming, renewed
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import rolls
from diagram_anim.story.numerals import digits

SEEN = 4.0
MOST = 8
"""More copies than these are too long a film one by one."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """From which version to which the `parts` go, of each of which there are so many copies, as a sentence says."""

    parts: tuple[str, ...]
    copies: int
    old: str
    new: str
    sentence: str


def added(given: Given, telling: Telling) -> Telling:
    found = _rollout(given) if any(one.verb == "traffic" for step in telling.steps for one in step.beats) else None
    if found is None:
        return telling
    settings = dict(telling.settings)
    for id in found.parts:
        own = {"replicas": found.copies} if found.copies > 1 else {}
        settings[id] = {**settings.get(id, {}), "version": found.old, **own}
    return replace(telling, steps=(*telling.steps, *_steps(given, found)), settings=settings)


def _steps(given: Given, found: Rollout) -> Iterator[Step]:
    for id in found.parts:
        cause = given.cause("roll", found.sentence)
        roll = beat("roll", id, cause=cause, to=found.new)
        text = phrases.cut(phrases.clean(found.sentence), 2 * phrases.LINE)
        several = len(found.parts) > 1
        words = given.say("alone", a=given.name(id), text=f"{found.old} → {found.new}") if several else text
        yield given.step(words, *chain(roll, beat("wait", cause=cause, seconds=SEEN)))


_NUMBER = re.compile(
    r"(?<![\w.])(\d{1,2})\s?(?:[대개台]|pods?\b|replicas?\b|instances?\b|servers?\b|copies\b|파드|인스턴스)"
)


def _rollout(given: Given) -> Rollout | None:
    text = next((one for one in clauses.sentences(given) if rolls().search(one)), "")
    versions = list(dict.fromkeys(re.findall(r"\bv\d+(?:\.\d+)*", text)))
    if len(versions) != 2 or any(sense.version(given.words(id)) for id in given.nodes):
        return None
    parts = _meant(given, text)
    told = [int(one) for one in _NUMBER.findall(digits(text)) if int(one) > 1]
    drawn = figures.written(given.label(parts[0]).lines) if len(parts) == 1 else 0
    copies = (drawn or next(iter(told), 0)) if len(parts) == 1 else 1
    if not parts or (len(parts) == 1 and copies < 2) or max(copies, len(parts)) > MOST:
        return None
    return Rollout(parts, copies, versions[0], versions[1], text)


def _meant(given: Given, text: str) -> tuple[str, ...]:
    """The only part that answers or that a sentence calls, or all of one kind behind the same balancer."""
    answering = [id for id in given.of_role(*ANSWERING) if id in given.nodes]
    named = [id for id in naming.names_in(given, text) if id in answering]
    if len(named) == 1 or len(answering) == 1:
        return tuple(named or answering)
    for balancer in given.of_role(Role.BALANCER):
        behind = [id for id in given.graph.after.get(balancer, []) if id in answering]
        if len(behind) > 1 and len({renewed.kin(given, id) for id in behind}) == 1 and {*named} <= {*behind}:
            return tuple(behind) if not named or len(named) == len(behind) else ()
    return ()
