"""The first caption of a film whose paragraph tells what then comes about: it doesn't give that away.

Comes in: a chart with its paragraph, and the steps. Goes out: the chart with the sentences before the first event for
its caption, and the steps with that, or with who takes part, over the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, cutting
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import portioning

_QUIET = ("appear", "send", "play", "rewind", "wait", "focus", "traffic", "illustrate")
"""Verbs that tell what is drawn."""


_GOES_ON = re.compile(r"[가-힣](?<![다요음임됨함])[.]?$|(?<!た)(?<!る)(?<!す)(?<!だ)(?<=[ぁ-ん])[。、]?$|[一-龯ァ-ヶ]$")
"""How a Korean or Japanese clause ends that is no sentence."""


def told(given: Given, steps: Sequence[Step]) -> tuple[Given, Sequence[Step]]:
    caption = given.caption
    opens = bool(steps) and steps[0].say == {given.lang: phrases.caption(caption)}
    if (
        not isinstance(given.diagram, Flowchart)
        or not caption
        or not opens
        or phrases.tight(caption) not in phrases.tight(given.prose)
    ):
        return given, steps
    words = {*_events(one for step in steps[1:] for one in step.beats)}
    calm: list[str] = []
    every = [one for one in cutting.SENTENCES.split(caption) if one.strip()]
    for sentence in every:
        if any(word in sentence for word in words):
            break
        calm.append(sentence.strip())
    if len(calm) == len(every):
        return given, steps
    kept = replace(given, caption=" ".join(calm))
    first = kept.opening("reveal").say
    gone = " ".join(every[len(calm) :])
    return kept, (replace(steps[0], say=first), *(_worded(given, step, gone) for step in steps[1:]))


def _worded(given: Given, step: Step, gone: str) -> Step:
    """A step that says of one but that it is down, in the words that told so at the beginning."""
    for one in step.beats:
        word = one.cause.word if one.verb == "fail" and one.cause and one.cause.line is None else ""
        places = [id for id in (*given.nodes, *given.groups) if {*one.targets} == {*given.within(id)}]
        bare = [id for id in places if step.say == {given.lang: given.say("down_fail", server=given.name(id))}]
        for clause in clauses.clauses(given) if word and bare else ():
            if word in clause.text and clause.text in gone and clause.named and {*bare} & {*clause.whose}:
                text = phrases.clean(clause.text)
                whole = not (clause.perhaps or _GOES_ON.search(text))
                fits = whole and phrases.width(text) <= 2 * phrases.LINE and len(clause.whose) == 1
                return replace(step, say={given.lang: text[:1].upper() + text[1:]}) if fits else step
    return step


def _events(beats: Iterable[Beat]) -> Iterator[str]:
    """The words of the paragraph by which anything comes about; how it is every day is nothing of that."""
    for one in beats:
        leads = one.verb != "highlight" or (one.cause is not None and one.cause.rule == "promotion")
        if one.verb in _QUIET or not leads or one.cause is None or one.cause.line is not None:
            continue
        if one.cause.word and not portioning("everyday").search(one.cause.word):
            yield one.cause.word
