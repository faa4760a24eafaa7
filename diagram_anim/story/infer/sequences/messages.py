"""Messages as sentences: who says what to whom, alone or several that are seen together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import faults, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import find

_NUMBER = re.compile(r"(?:^|(?<=\s))\d+(?:[.-]\d+)*[.)](?=\s*\S)\s*(?!\d)")


def said(given: Given, message: Message) -> str:
    """A message as a sentence."""
    text = _text(message)
    source, target = given.name(message.source), given.name(message.target)
    if message.source == message.target:
        return given.say("alone", a=source, text=text) if text else source
    if not text:
        return given.say("hop", a=source, b=target)
    failing = _replies(given, message) and faults.answered(text) and not _gone(given, message)
    if message.end == "cross" and _ends(given, message):
        return given.say("alone", a=source, text=text)
    if message.end == "cross" and not failing:
        waits = _replies(given, message) and sense.says(text, "silent", "timeout")
        return given.say("unanswered" if waits else "lost", a=source, b=target, text=text)
    key = "reply" if _replies(given, message) else "send"
    if given.nodes[message.target].type == "actor" or sense.is_person(target):
        return given.say(f"{key}_person", a=source, b=target, text=text)
    if given.role(message.target) is Role.THING and all(hit.senses == {"member"} for hit in find(target)):
        # Whether a name is a person's can't be told, and Korean asks.
        return given.say.whole("alone", a=_way(given, message), text=text)
    return given.say(key, a=source, b=target, text=text)


def _replies(given: Given, message: Message) -> bool:
    """Whether an answer comes back to one who has spoken to its sender."""
    before = given.sequence.messages[: message.number - 1]
    return message.number in given.answers and any(
        (one.source, one.target) == (message.target, message.source) for one in before
    )


def _ends(given: Given, message: Message) -> bool:
    """Whether a cross stands for the end of who sends a message, which says nothing else: `P1-xRS: terminated`."""
    text = message.label.plain
    found = tidings.read(text, speaking.names(given, message.source))
    dies = found is not None and (found.verb == "stop" or _DIES.match(found.word) is not None)
    if found is None or not dies or sense.says(text, "silent", "timeout", "partition"):
        return False
    left = _ENDED.sub("", text[found.end :])
    return tidings.bare(f"{text[: found.end]}{left}", found) and not tidings.of_tie(text)


_DIES = re.compile(r"(?:OOM\s?)?kill|crash|exit|died?\b|죽|사망|死", re.IGNORECASE)
_ENDED = re.compile(r"^(?:됨|되었음|되었다|됐음|됐다|했음|했다|함|しました|した|されました|された)")
"""How a Korean or Japanese verb goes on that says so."""


def _gone(given: Given, message: Message) -> bool:
    """Whether a note before it says of its sender that this is down: nothing comes from there."""
    events = given.sequence.events
    before = [
        one for one in events[: events.index(message)] if isinstance(one, Note) and {*one.over} == {message.source}
    ]
    return any(
        sense.says(one.label.plain, "outage", "failure") and not faults.errors(one.label.plain) for one in before
    )


def _text(message: Message) -> str:
    """What a message says, without the number that it has in the picture."""
    return _NUMBER.sub("", phrases.clean(message.label.plain))


def _way(given: Given, message: Message) -> str:
    source, target = given.name(message.source), given.name(message.target)
    if message.source == message.target:
        return source
    return f"{source} {'→' if message.start == 'none' else '↔'} {target}"


def told(given: Given, messages: Sequence[Message]) -> str:
    """Messages that are seen together, as far as two lines hold them: who says what to whom, or what is said, by whom
    where these are few."""
    if len(messages) == 1:
        return said(given, messages[0])
    whole = " · ".join(said(given, one) for one in messages)
    if all(one.label.plain for one in messages) and phrases.width(whole) <= phrases.LINE:
        return whole
    words = _texts(messages)
    if not words:
        both = dict.fromkeys(given.name(id) for one in messages for id in (one.source, one.target))
        return given.say("meet", many=given.say.many([*both]))
    if exchanged := _exchange(given, messages):
        return exchanged
    listed = given.say("and").join(words)
    for who in _speakers(given, messages):
        named = given.say.whole("alone", a=who, text=listed)
        if phrases.width(named) <= 2 * phrases.LINE:
            return named
    return listed if phrases.width(listed) <= 2 * phrases.LINE else f"{words[0]} … {words[-1]}"


def _exchange(given: Given, messages: Sequence[Message]) -> str:
    """What is asked on the way to whom it is handed on, and what is answered on the way back from there; "" where it is
    none of that, or is too long."""
    there = list(takewhile(lambda one: one.number not in given.answers, messages))
    back = messages[len(there) :]
    turns = back and back[0].source == there[-1].target if there else False
    if not turns or not _handed_on(there) or not _handed_on(back):
        return ""
    passed = groupby((there[0].source, *(one.target for one in there)))
    way = " → ".join(given.name(id) for id, _ in passed)
    asked, answered = (given.say("and").join(_texts(some)) for some in (there, back))
    whole = given.say.whole("asked", a=way, text=asked, b=answered) if asked and answered else ""
    return whole if phrases.width(whole) <= 2 * phrases.LINE else ""


def _handed_on(messages: Sequence[Message]) -> bool:
    """Whether each comes from whom the one before it went to."""
    return all(one.target == two.source for one, two in pairwise(messages))


NAMED = 3
"""More than so many who speak aren't named before what they say."""


def _speakers(given: Given, messages: Sequence[Message]) -> Iterator[str]:
    """Who says it all: one, those through whom it is handed on, or all who speak and are spoken to."""
    sources = {one.source for one in messages}
    if len(sources) == 1:
        yield given.name(*sources)
    ids = list(dict.fromkeys(id for one in messages for id in (one.source, one.target)))
    if len(ids) == len(messages) + 1 and _handed_on(messages):
        yield " → ".join(map(given.name, ids))
    names = list(dict.fromkeys(map(given.name, ids)))
    if len(names) <= NAMED:
        yield given.say.joined(names)


def noted(given: Given, note: Note) -> str:
    """A note's words; before few words over one participant stands whose they are, unless they call it by name."""
    text, who = note.label.plain, note.over[0]
    if speaking.heads(note) or phrases.width(text) > SHORT or phrases.sentence(text) or sense.asks(text):
        return text
    words = {who, *(word for word in re.findall(r"[^\W\d_]+", given.name(who)) if len(word) > 1)}
    there = (word for word in words if word.casefold() in text.casefold())
    called = any(re.search(_called(word), text) for word in there) or speaking.others(given, who, text)
    return text if called or _PASSES.search(text) else given.say.whole("alone", a=given.name(who), text=text)


def _called(word: str) -> str:
    """How a word of a name stands in a text that calls it: one letter for itself, as it is written."""
    return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if len(word) == 1 else rf"(?i:\b{re.escape(word)})"


SHORT = 30
"""Columns of a note that is no sentence."""

_PASSES = re.compile(r"\d\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?|분|초|시간|일|秒|分|時間|日)\b")
"""Time that passes is nobody's."""


def under(given: Given, words: str, messages: Sequence[Message]) -> str:
    """What stands over messages, and what they say, where one caption holds both; else ""."""
    for then in (told(given, messages), given.say("and").join(_texts(messages))):
        if then and phrases.width(whole := f"{words} · {then}") <= 2 * phrases.LINE:
            return whole
    return ""


def listed(given: Given, messages: Sequence[Message]) -> str:
    """What messages say, one after another on a line; of more only the first and the last."""
    words = _texts(messages)
    whole = given.say.lexicon.say["and"].join(words)
    return whole if len(words) < 2 or phrases.width(whole) <= phrases.LINE else f"{words[0]} … {words[-1]}"


def in_case(given: Given, holds: str, messages: Sequence[Message]) -> str:
    """A branch: what has to hold, and what is said then as far as it is readable."""
    then = listed(given, messages)
    whole = given.say.whole("alone", a=holds, text=then)
    return whole if then and phrases.width(whole) <= 2 * phrases.LINE else holds


def _texts(messages: Sequence[Message]) -> list[str]:
    return list(dict.fromkeys(_text(one) for one in messages if one.label.plain))
