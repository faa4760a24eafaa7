"""What a card's words are less what its other parts show: a figure that its dial tells, a state that it takes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Label
from diagram_anim.story import sense
from diagram_anim.story.language import phrases

LONGEST = 180
"""The most columns of one line of a card's words, East Asian letters taking two: at the least size that is read from
afar about eight lines of a card."""

_LEVEL = re.compile(r"\s*[:=>≥<≤~]*\s*\d+(?:\.\d+)?\s*[%％]")


_CLINGS = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"

_PICTURE = re.compile(
    rf"\s*((?:[\U0001f1e6-\U0001f1ff]{{2}}|[\U0001f300-\U0001faff]|[\u2600-\u27bf]\ufe0f){_CLINGS}(?:\u200d.{_CLINGS})*)\s*"
)
"""An emoji before a name, with all that belongs to it."""

_STATES = re.compile("[✅☑✔✳⚪⚫\U0001f534\U0001f535\U0001f7e0-\U0001f7eb\U0001f195-\U0001f197⏳⌛]")
"""Signs of how a thing is: they are no pictures of it."""


def pictured(label: Label) -> tuple[str, Label]:
    """The emoji with which an author begins a name as a picture of the thing, and the name without it; none where the
    name is no more than that, or where the sign tells a state."""
    first = label.lines[0] if label.lines else ""
    found = _PICTURE.match(first)
    if not found or _STATES.match(found[1]) or sense.unpictured(first) != first.strip():
        return "", label
    lines = (first[found.end() :], *label.lines[1:])
    lines = lines if lines[0] else lines[1:]
    if not any(char.isalnum() for char in "".join(lines)):
        return "", label
    drawn = (label.stressed[0][found.end() :], *label.stressed[1:])[-len(lines) :] if label.stressed else ()
    return found[1], replace(label, lines=lines, stressed=drawn)


def elided(label: Label) -> Label:
    """A name of which each line is no longer than a card can bear, ended behind a word: what is left out is told in
    captions."""
    lines = tuple(phrases.cut(line, LONGEST) for line in label.lines)
    return label if lines == label.lines else replace(label, lines=lines, stressed=())


def ungauged(label: Label, sub: Sequence[str]) -> tuple[Label, tuple[str, ...]]:
    """A name and the lines beneath it without the figure that the dial under them tells: `CPU` of "CPU 80%"."""
    lines = tuple(_LEVEL.sub("", line) or line for line in label.lines)
    return replace(label, lines=lines, stressed=()), tuple(filter(None, (_LEVEL.sub("", line) for line in sub)))


def stateless(label: Label) -> Label:
    """A name without the word of a failure that its card tells in its turn: `Consumer 2` of "Consumer 2 ✗ down"."""
    name, *others = label.lines or ("",)
    down = sense.down(name)
    first = down[0].strip() if down else sense.unmarked(name)
    lines = (first, *(line for line in others if not sense.marked((first, line))))
    return label if not first or lines == label.lines else replace(label, lines=lines, stressed=())
