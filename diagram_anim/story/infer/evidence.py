"""The words that beats are said to follow from, as they are written, each with the line on which it stands.

Comes in: a chart or a sequence, and its telling. Goes out: the same telling. A pattern knows a word and of whom it is
said; where it stands may be the label itself, an arrow's, a group's title or a note, else the words before the diagram,
which have no line in it. What stands nowhere isn't quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Flowchart, FragmentStart, Label, Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.language import phrases

SHAPE, CLASS = "shape", "class"
"""The rules of what is told by a form alone, or by the class of a thing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A text on a line of the file, and the ids that it is said of."""

    line: int
    text: str
    of: frozenset[str]


def quoted(given: Given, telling: Telling) -> Telling:
    """The telling with each cause's word as it is written, on its line."""
    every, forms = list(_places(given)), _forms(given)
    steps = (
        replace(step, beats=tuple(_quoted(beat, every, forms, given.prose) for beat in step.beats))
        for step in telling.steps
    )
    return replace(telling, steps=tuple(steps))


def _quoted(beat: Beat, every: Sequence[Place], forms: Mapping[str, str], prose: str) -> Beat:
    cause = beat.cause
    if cause is None or not cause.word:
        return beat
    here = cause.line or 0
    about = {beat.args.get("first"), *beat.targets}

    def far(place: Place) -> tuple[bool, bool, int]:
        return place.line != here, not place.of & about, abs(place.line - here)

    for place in sorted(every, key=far):
        if word := written(cause.word, place.text):
            return replace(beat, cause=Cause(cause.rule, word, place.line))
    if word := written(cause.word, prose):
        return replace(beat, cause=Cause(cause.rule, word))
    return replace(beat, cause=Cause(forms.get(cause.word, cause.rule), "", cause.line))


def written(word: str, text: str) -> str:
    """The stretch of a text that a word was made of, "" where it isn't there: no part of a longer word, and with what
    was left out between its pieces."""
    said = [one for one in re.split(r"\s*·\s*|\s+|◆", word.strip()) if one]
    if not said or not all(one in phrases.tight(text) for one in said):
        return ""
    if text.count(word) == 1 and _alone(word, text):
        return word  # as most are: no pattern is made of it
    pieces = [re.sub(_TIGHT, r"\\s?", re.escape(one)) for one in said]
    first, last = (r"(?<![A-Za-z])" if word[:1].isalpha() else ""), (r"(?![A-Za-z])" if word[-1:].isalpha() else "")
    for between in (r"\s*", r".{0,24}?"):
        if found := re.search(first + between.join(pieces) + last, text):
            return found[0]
    return ""


def _alone(word: str, text: str) -> bool:
    """Whether a word that a text has stands in it without a letter on either side."""
    before, _, after = text.partition(word)
    return not (before[-1:].isalpha() or after[:1].isalpha())


_TIGHT = re.compile(r"(?<=[ぁ-んァ-ヶー一-龯々])(?=\\?[A-Za-z0-9])|(?<=[A-Za-z0-9%％])(?=[ぁ-んァ-ヶー一-龯々])")
"""Where a Japanese text may have a blank that is left out in reading it."""


def _forms(given: Given) -> dict[str, str]:
    """What tells without a word, with the rule for it: the shapes and classes of a chart's things, the types of a
    sequence's participants."""
    if not isinstance(given.diagram, Flowchart):
        return {one.type: SHAPE for one in given.sequence.participants}
    classes = {one: CLASS for node in given.chart.nodes for one in node.classes}
    return classes | {node.shape: SHAPE for node in given.chart.nodes}


def _places(given: Given) -> Iterator[Place]:
    """All that a diagram says, and where: things, groups, arrows, messages, notes and frames."""
    if isinstance(given.diagram, Flowchart):
        for node in given.chart.nodes:
            yield _place(node.span.line, node.label, _homes(given, node.id))
        for group in given.chart.subgraphs:
            yield _place(group.span.line, group.label, frozenset({group.id, *inside(given.chart, group.id)}))
        for edge in given.chart.edges:
            ends = frozenset({*_homes(given, edge.source), *_homes(given, edge.target)})
            yield _place(edge.span.line, edge.label, ends, " x" if edge.end == "cross" else "")
        return
    for one in given.sequence.participants:
        yield _place(one.span.line, one.label, frozenset({one.id}))
    for event in given.sequence.events:
        if isinstance(event, Message):
            sign = " x" if event.end == "cross" else ""
            yield _place(event.span.line, event.label, frozenset({event.source, event.target}), sign)
        elif isinstance(event, Note):
            yield _place(event.span.line, event.label, frozenset(event.over))
        elif isinstance(event, FragmentStart):
            yield _place(event.span.line, event.label, frozenset())


def _place(line: int, label: Label | None, of: frozenset[str], sign: str = "") -> Place:
    line = label.span.line if label and label.span else line
    return Place(line, re.sub(r"\s+", " ", label.plain if label else "") + sign, of)


def _homes(given: Given, id: str) -> frozenset[str]:
    """A thing, or all that is in a group."""
    return frozenset({id, *given.within(id)}) if id in given.groups else frozenset({id})
