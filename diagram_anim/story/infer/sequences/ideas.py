"""Which messages of a dialogue are one idea and are seen together: a question with its answer, what is handed on, what
one does at once. What somebody who operates the system does is an idea of its own.

Comes in: messages that follow one another with no note or frame between them. Goes out: how many of them belong to the
first. Never more than a caption can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagram_anim.model.diagram import Message
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given

MOST = 4
"""So many messages can be seen and read in one step."""

ALIKE = 3
"""So many things that one does at once, or answers that are handed back."""


def size(given: Given, rest: Sequence[Message]) -> int:
    """How many messages the first idea of the rest takes."""
    if rest[0].number in given.answers:
        return _back(given, rest, 1, ALIKE)
    if rest[0].end == "cross":
        return 1  # that it gets lost is told for itself
    end = _answered(given, rest)
    if end > MOST:
        return _way_there(given, rest[:end])
    return _back(given, rest, end, MOST) if end else _asked(given, rest)


def _answered(given: Given, rest: Sequence[Message]) -> int:
    """How many messages it takes until the first is answered: by the next answer to who asked, if nothing else is asked
    of them; 0 where that doesn't come."""
    who = rest[0].source
    for count, one in enumerate(rest[1:], 2):
        answers = one.number in given.answers
        if one.target == who and answers:
            return count
        if (one.source == who and not answers) or one.target == who:
            return 0
    return 0


def _back(given: Given, rest: Sequence[Message], count: int, most: int) -> int:
    """As many messages, with the answers that hand on the last of them."""
    while count < min(most, len(rest)) and rest[count].number in given.answers:
        if rest[count].source != rest[count - 1].target:
            break
        count += 1
    return count


def _way_there(given: Given, exchange: Sequence[Message]) -> int:
    """Of a long exchange all up to where it turns, or with the answers to what is asked first on the way."""
    turn = next(at for at, one in enumerate(exchange) if one.number in given.answers)
    on = next((at for at in range(turn, len(exchange)) if exchange[at].number not in given.answers), len(exchange))
    there = on if on < len(exchange) and on <= MOST else turn
    return there if there <= MOST else min(MOST, -(-there // 2))


def _asked(given: Given, rest: Sequence[Message]) -> int:
    """What nobody answers: with what else is said so to others, what comes back, and what is done by it."""
    first, *others = rest
    if not others:
        return 1
    then = others[0]
    if then.end == "cross":
        return 1
    if then.source == first.source and then.label.plain == first.label.plain:
        return _to_all(given, rest)
    if then.number in given.answers:
        return _back(given, rest, 2, MOST) if then.source == first.source else 1
    back = (then.source, then.target) == (first.target, first.source) != (first.source, first.source)
    if back and not _answered(given, others):
        return 2
    more = size(given, others)
    if then.source == first.target:
        if _acts(given, then) and not _acts(given, first):
            return 1
        return 1 + more if more < ALIKE else 1 if _answered(given, others) else 2
    alike = then.source == first.source and not _acts(given, first) and more < ALIKE
    return 1 + more if alike else 1


def _to_all(given: Given, rest: Sequence[Message]) -> int:
    """The same, said to several, with their answers as far as there is room."""
    first, count = rest[0], 1
    for one in rest[1:]:
        same = one.source == first.source and one.label.plain == first.label.plain
        answer = one.target == first.source and one.number in given.answers
        if count == MOST or not (same or answer):
            break
        count += 1
    return count


def _acts(given: Given, message: Message) -> bool:
    """Whether somebody who operates the system does it."""
    return sense.ends_in(given.name(message.source), "operator") is not None
