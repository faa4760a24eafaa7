"""What befalls those among whom a sequence shares out requests, while it does.

Comes in: a sequence and its shares. Goes out: beats by the number of the message that they come before, or behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story import faults, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences.course import course
from diagram_anim.story.infer.words import lives, speaking
from diagram_anim.story.infer.words.ceased import well_again
from diagram_anim.story.language.events import sharing

DRAINED = 2.0
"""Seconds between a drain and the end, so that both are seen even where nothing was left to finish."""

_TAKEN_OUT = re.compile(r"\btak(?:es?|en|ing) .*\bout\b|\btaken out\b", re.IGNORECASE)
"""What is said of who is down, elsewhere; of one that shares requests with others, that it is put aside."""

_EMPTY = "emptied"
"""How one stands who is drained, by a note, for as long as it gets nothing."""

Shares = Mapping[int, Mapping[str, float]]
"""What each gets in percent from which message on."""


@dataclass(slots=True)
class Meanwhile:
    """Beats `before` and `behind` messages by their numbers; those that a note behind the last message tells are before
    one more."""

    before: dict[int, list[Beat]] = field(default_factory=dict)
    behind: dict[int, list[Beat]] = field(default_factory=dict)


def befalls(given: Given, splits: Shares) -> Meanwhile:
    """What comes about with notes and messages, as far as it fits those among whom requests are shared out."""
    found = Meanwhile()
    state: dict[str, str] = {}
    asked = dict.fromkeys((who for shares in splits.values() for who in shares), 0.0)
    number, last = 0, len(given.sequence.messages)
    for event, sure, now in zip(given.sequence.events, lives.sure(given), course(given), strict=True):
        if isinstance(event, Message):
            number = event.number
            _ordered(found, event)
            for act in _back(event, splits, state, [now.back] if now.back else []):
                found.before.setdefault(_share_of(given, event, act.targets[0]), []).append(act)
        elif not isinstance(event, Note):
            continue
        held = {**asked, **_shares(splits, number)}
        told = (_telling(given, event, splits, state) if sure else []) or now.acts
        for act in told or (_emptied(event, held) if sure and isinstance(event, Note) else []):
            who, was = act.targets[0], state.get(act.targets[0], "")
            if isinstance(event, Note) and act.verb == "fail" and held.get(who) == 0 and _ended(event):
                act = beat("stop", who, cause=replace(act.cause or Cause("end", ""), rule="end"))
            if act.verb == "fail" and act.cause and _TAKEN_OUT.search(act.cause.word):
                act = beat("drain", who, cause=replace(act.cause, rule="end"))
            if late := _empties(event, act, was, splits, number):
                state[who] = _EMPTY
                found.behind.setdefault(late, []).append(act)
                continue
            verb = "drain" if _drains(given, act, was, held) else _fits(act, was, held.get(who))
            if verb is None:
                continue
            state[who] = was if (was, verb) == (_EMPTY, "restart") else verb
            acts = _ends(act) if verb == "stop" and was not in ("fail", "drain") else [replace(act, verb=verb)]
            moves = verb == "stop" and held.get(who) and number < last  # by the next message, before it is gone
            behind = isinstance(event, Message) or moves
            at = number if isinstance(event, Message) else number + 1
            (found.behind if behind else found.before).setdefault(at, []).extend(acts)
    return found


def _ordered(found: Meanwhile, message: Message) -> None:
    """Who starts by a note, and is told so by the message right behind it as well, starts behind both."""
    noted = found.before.get(message.number, [])
    starts = [act for act in noted if act.verb == "start" and act.targets == (message.target,)]
    if starts and sense.says(message.label.plain, "start"):
        found.before[message.number] = [act for act in noted if act not in starts]
        found.behind.setdefault(message.number, []).extend(starts)


def _back(message: Message, splits: Shares, state: dict[str, str], told: Sequence[Beat]) -> Iterator[Beat]:
    """Who had failed, or was gone, and got nothing any more, is there again where it gets requests, or so `told`."""
    for act in told:
        if state.get(act.targets[0]) == "fail":
            state[act.targets[0]] = act.verb
            yield act
    now, before = splits.get(message.number, {}), _shares(splits, message.number - 1)
    for who in [id for id in now if now[id] and before.get(id) == 0 and state.get(id) in ("fail", "stop", _EMPTY)]:
        failed = state[who] == "fail"
        state[who] = "recover" if failed else "start"
        cause = Cause("recovery" if failed else "start", message.label.plain, message.span.line)
        yield beat(state[who], who, cause=cause)


def _share_of(given: Given, message: Message, who: str) -> int:
    """The number of the message with which one gets its share, of those that the given one completes."""
    to = [one.number for one in given.sequence.messages[: message.number] if one.source == message.source]
    last = [number for number in to if given.sequence.messages[number - 1].target == who]
    return last[-1] if last and set(range(last[-1], message.number + 1)) <= {*to} else message.number


def _telling(given: Given, event: Message | Note, splits: Shares, state: Mapping[str, str]) -> list[Beat]:
    """What is told only among those who share requests: that answers are errors, and that whose were is well again."""
    who = speaking.struck(given, event) if isinstance(event, Note) else None
    word = well_again(event.label.plain) if who and state.get(who) == "fail" else ""
    if who and word:
        return [beat("recover", who, cause=Cause("recovery", word, event.span.line))]
    return _erring(given, event, splits)


def _ended(note: Note) -> bool:
    """Whether words over one to whom nothing goes any more may say that it has been taken away."""
    harm = sense.says(note.label.plain, "outage", "failure", "sick", "killed", "strike")
    return harm is None or harm.says("end")


def _ends(act: Beat) -> list[Beat]:
    """One that is told to end finishes what it has begun."""
    cause = act.cause or Cause("end", "", None)
    return [
        beat("drain", *act.targets, cause=cause),
        beat("wait", cause=cause, seconds=DRAINED),
        beat("stop", *act.targets, cause=cause),
    ]


def _emptied(note: Note, held: Mapping[str, float]) -> list[Beat]:
    """That one among whom requests are shared out finishes what it has begun, by a note over it alone."""
    (who, *others) = dict.fromkeys(note.over)
    text = note.label.plain
    says = not others and who in held and sharing("drains").search(text) is not None
    return [beat("drain", who, cause=Cause("end", text, note.span.line))] if says else []


def _empties(event: Message | Note, act: Beat, was: str, splits: Shares, number: int) -> int:
    """The message with which one gets nothing any more of whom a note says that it is drained, 0 of who gets some."""
    (who, *_) = act.targets
    told = (
        isinstance(event, Note)
        and {*event.over} == {who}
        and act.verb == "drain"
        and was not in ("drain", "stop", _EMPTY)
    )
    left = [at for at, shares in sorted(splits.items()) if at > number]
    gets = _shares(splits, number).get(who)
    return left[0] if told and gets and left and splits[left[0]].get(who) == 0 else 0


def _drains(given: Given, act: Beat, was: str, held: Mapping[str, float]) -> bool:
    """Whether one that gets nothing from now on is said to finish what it has begun."""
    who = act.targets[0]
    if act.verb != "drain" or held.get(who) != 0 or was in ("drain", "stop", "fail"):
        return False
    if act.cause and any(isinstance(one, Note) and one.span.line == act.cause.line for one in given.sequence.events):
        return True
    notes = [one.label.plain for one in given.sequence.events if isinstance(one, Note) and {*one.over} == {who}]
    told = [one.label.plain for one in given.sequence.messages if act.cause and one.span.line == act.cause.line]
    return any(sharing("drains").search(text) for text in (*notes, *told))


def _fits(act: Beat, was: str, share: float | None) -> str | None:
    """What befalls one by that which befell it last, and by the share of requests that it gets, None of who gets none:
    who has failed is brought back, not started; who runs isn't started, nor who is gone ended."""
    verb, gone = act.verb, was in ("stop", "fail")
    if share is not None and verb in ("drain", "partition", "highlight", "elect"):
        return None  # its share tells it
    match verb:
        case "fail" | "stop" | "drain":
            return None if was == "stop" or (gone and verb != "stop") else verb
        case "start" | "recover" | "restart" if was == "fail":
            return "recover"
        case "start":
            return None if (share and was not in ("stop", "drain")) or was == "start" else verb
        case "recover":
            return verb if was == "degrade" else None
        case "degrade":
            return None if gone or was == "degrade" else verb
    return None if gone else verb


def _shares(splits: Shares, number: int) -> Mapping[str, float]:
    """What each gets behind a message."""
    return next((shares for at, shares in sorted(splits.items(), reverse=True) if at <= number), {})


def _erring(given: Given, event: Message | Note, splits: Shares) -> list[Beat]:
    """That answers are errors: so many of them, or all, where no other event tells how many."""
    errs = _rate(given, event, splits)
    word = _refused(event, splits) if isinstance(event, Message) and not errs else None
    if isinstance(event, Message) and word and event.source not in _rated(given, splits):
        return [beat("fail", event.source, cause=Cause("outage", word, event.span.line))]
    return [errs] if errs else []


def _refused(message: Message, splits: Shares) -> str | None:
    """The words with which one of those among whom requests are shared out answers with a server's errors, where
    afterwards none are sent to it any more."""
    answers = message.line != "solid" or message.end == "cross"
    hit = _ERRORS.search(message.label.plain) if answers and message.source != message.target else None
    now = [shares for number, shares in sorted(splits.items()) if number < message.number][-1:]
    later = [shares for number, shares in sorted(splits.items()) if number > message.number][:1]
    served = bool(now) and now[0].get(message.source, 0) > 0
    return hit[0] if hit and served and later and later[0].get(message.source) == 0 else None


_ERRORS = re.compile(r"(?<![\d.,])5(?:xx|0[0-4])(?![\d.,]|\s?(?:rps|req|ms|MB|GB|users|건|명|件|人|%))", re.IGNORECASE)
"""A server's own errors by their number: `502`, `5xx`."""


def _rated(given: Given, splits: Shares) -> set[str]:
    """Of whom it is said anywhere how many of its answers are errors: it has failed only where all are."""
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    told = (_rate(given, one, splits) for one, sure in events if sure and isinstance(one, Message | Note))
    return {who for one in told if one for who in one.targets}


def _rate(given: Given, event: Message | Note, splits: Shares) -> Beat | None:
    """That so many of somebody's answers are errors, as a message or a note tells while it gets requests: of the one
    with which it stands or that it names, or else of the only one that gets none afterwards."""
    rate = faults.errors(event.label.plain)
    if rate is None:
        return None
    events = given.sequence.events
    before = sum(isinstance(one, Message) for one in events[: events.index(event)])
    now = next((shares for at, shares in sorted(splits.items(), reverse=True) if at <= before), {})
    later = next((shares for at, shares in sorted(splits.items()) if at > before), {})
    gets = [who for who, share in now.items() if share]
    mine = event.source if isinstance(event, Message) else speaking.struck(given, event)
    named = [who for who in speaking.others(given, "", event.label.plain) if who in now]
    left = [who for who in gets if later.get(who) == 0]
    who = mine if mine in gets else named[0] if len(named) == 1 else left[0] if len(left) == 1 and not named else None
    if who not in gets:
        return None
    return beat("degrade", str(who), cause=Cause("errors", rate[1], event.span.line), errors=rate[0])
