"""Those between whom nothing passes any more, two or one and several, as the words before a diagram tell: `we cut the
link between zone A and zone B`, `worker 1 can no longer reach the queue`, `the answer was lost on its way back`.

Comes in: a chart or a sequence, and its telling. Goes out: the same, behind which nothing passes between the two any
more, and something does again where that is told, too. Where no arrow joins them there is nothing to be seen of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.words import clauses, parted
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import links

SEEN = 6.0
"""Seconds of the system for which each of the two is seen."""


def added(given: Given, telling: Telling) -> Telling:
    beats = [one for step in telling.steps for one in step.beats]
    cut = None if any(one.verb == "partition" for one in beats) else parted.cut(given)
    fallen = {id for one in beats if one.verb in ("fail", "stop") for id in one.targets}
    if cut is None or fallen & {*cut.ends}:  # who is down answers nobody
        return telling
    steps = [_step(given, cut.sentence, "partition", *cut.ends)]
    prose = clauses.prose(given)
    later = prose[prose.index(cut.sentence) + cut.at :]
    if mends := links("mends").search(later):
        steps.append(_step(given, _sentence(later, mends.end() - 1), "recover", *given.within(cut.ends[0])))
    return replace(telling, steps=_in_place(telling.steps, steps, cut.ends, later))


def _in_place(told: Sequence[Step], steps: Sequence[Step], ends: Sequence[str], later: str) -> tuple[Step, ...]:
    """The steps behind all others; but before one of the two gets nothing more, and before it gets something again; and
    before who leads from then on, by the `later` words."""
    moves = [at for at, step in enumerate(told) if at and any(one.verb == "split" for one in step.beats)]
    shares = [
        {id: s for one in told[at].beats if one.verb == "split" for id, s in one.args["to"].items()} for at in moves
    ]
    whose = next((id for id in ends if any(id in some for some in shares)), "")
    given = [some.get(whose, 0) for some in shares]
    leaves = next((n for n in range(1, len(given)) if given[n - 1] and not given[n]), 0)
    if not leaves:
        leads = [at for at, step in enumerate(told) if any(_leads(one, later) for one in step.beats)]
        at = leads[0] if leads else len(told)
        return (*told[:at], steps[0], *told[at:], *steps[1:])
    back = next((n for n in range(leaves + 1, len(given)) if given[n]), 0)
    first, *rest = steps
    before = {moves[leaves]: [first]} | ({moves[back]: rest} if back else {})
    placed = [one for at, step in enumerate(told) for one in (*before.get(at, ()), step)]
    return (*placed, *([] if back else rest))


def _leads(one: Beat, later: str) -> bool:
    """Whether it is told who leads, by these words."""
    return one.cause is not None and one.cause.rule == "promotion" and one.cause.word in later


def _sentence(text: str, at: int) -> str:
    """The clause of a text in which a place lies."""
    begins = max(text.rfind(sign, 0, at) for sign in ".;。") + 1
    ends = min((place for sign in ".;。" if (place := text.find(sign, at)) >= 0), default=len(text))
    return text[begins:ends].strip()


def _step(given: Given, text: str, verb: str, *ends: str) -> Step:
    cause = given.cause("partition" if verb == "partition" else "recovery", text)
    words = phrases.cut(phrases.clean(text), 2 * phrases.LINE)
    apart = [beat(verb, ends[0], other, cause=cause) for other in ends[1:]] if verb == "partition" else []
    seen = replace(beat("wait", cause=cause, seconds=SEEN), then=True)
    return given.step(words, *(apart or [beat(verb, *ends, cause=cause)]), seen)
