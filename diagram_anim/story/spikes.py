"""Rushes that a text tells otherwise than by a factor beside a word for traffic: without a figure (`traffic spike`,
`트래픽 급증`), or of what is sent (`uploads x5`) or who comes (`Users x10`).

Comes in: the words of a client, of its arrow or of a note over it. Goes out: the words that say so. What may come, is
planned, analysed or withstood is no rush.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.story import rates, sense
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import rushes
from diagram_anim.story.sense import bracketed, clauses, unbracketed

USUAL = 5
"""So many times as many requests come in a rush of which nobody says how large it is: fewer are hardly seen to be one,
more would be a figure that stands nowhere."""


def spike(text: str) -> str:
    """The words that say without a figure that requests become many at once, "" where none do."""
    if re.search(r"\d", text) or tidings.only_said(text) or sense.asks(text) or rushes("unlike").search(text):
        return ""
    return next((hit[0] for one in _pieces(text) if (hit := rushes("spikes").search(one))), "")


def _pieces(text: str) -> Iterator[str]:
    """A text, what stands before, behind and in brackets, and each of its clauses, without marks at their ends."""
    for whole in (unbracketed(text), *bracketed(text)):
        for one in (whole, *clauses(whole)):
            yield re.sub(r"^[\W_]+|[\W_]+$", "", one)


def sent(text: str) -> bool:
    """Whether a text says of what is sent, or of many who come, how many times as many they are, and nothing else:
    `uploads x5`, `주문 10배`, `Users x10`. A few may be how many there are."""
    many = rates.factor(text)
    if many is None or many[0] < rates.RUSH:
        return False
    rest = re.sub(r"^[\W_]+|[\W_]+$", "", text.replace(many[1], " ")).strip()
    return re.fullmatch(rushes("things"), rest) is not None or _crowd(rest)


def _crowd(name: str) -> bool:
    """Whether a name is that of many people: `Users`, `사용자`, but no `User`, and no `Devices`."""
    said = sense.only(name, ("person",), ("client",))
    return said is not None and (not name.isascii() or said.word.endswith("s"))


def called(name: str) -> str:
    """What who sends is called, without how many times as much that is: `Users` of `Users x10`."""
    many = rates.factor(name)
    crowd = many and sent(name) and name.rstrip().endswith(many[1])
    return name[: name.rindex(many[1])].rstrip() if many and crowd else rates.unrushed(name)
