"""What befalls those among whom a sequence shares out requests, while it does.

Comes in: a sequence and its shares. Goes out: beats by the number of the message that they come with.
"""

from __future__ import annotations

from collections.abc import Mapping

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story import faults, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import checked, fates
from diagram_anim.story.infer.words import levels, lives, speaking, tidings

DRAINED = 2.0
"""Seconds between a drain and the end, so that both are seen even where nothing was left to finish."""


def befalls(given: Given, splits: Mapping[int, Mapping[str, float]]) -> dict[int, tuple[Beat, ...]]:
    """What notes, and messages to oneself, say of who fails, is slow and comes back, and how gauges stand, by the
    number of the message behind them; and that one answers with errors, by the number of the message that says so."""
    found: dict[int, tuple[Beat, ...]] = {}
    failed: set[str] = set()
    slow: set[str] = set()
    asked = {who for shares in splits.values() for who in shares}
    rated = _rated(given, splits)
    number = 1
    for event, sure in zip(given.sequence.events, lives.sure(given), strict=True):
        down = checked.failed(given, event) if sure and isinstance(event, Message | Note) else None
        if down and down[0] in asked - failed:
            failed.add(down[0])
            cause = Cause("outage", down[1], event.span.line)
            found[number - 1] = (*found.get(number - 1, ()), beat("fail", down[0], cause=cause))
        if isinstance(event, Message):
            number = event.number + 1
            if sure and not {event.source} & (failed | slow) and (broken := fates.refused(event, splits)):
                hurt = rated.get(event.source)
                (slow if hurt else failed).add(event.source)
                hurt = hurt or beat("fail", event.source, cause=Cause("outage", broken, event.span.line))
                found[event.number] = (*found.get(event.number, ()), hurt)
            elif sure and (act := _own(given, event, failed, slow)):
                found[event.number] = (*found.get(event.number, ()), act)
        errs = _erring(given, event, splits) if sure and isinstance(event, Message | Note) else None
        if errs and not {*errs.targets} & (failed | slow):
            slow |= {*errs.targets}
            at = event.number if isinstance(event, Message) else number
            found[at] = (*found.get(at, ()), errs)
            continue
        who = speaking.struck(given, event) if isinstance(event, Note) and sure else None
        if not who or not isinstance(event, Note):
            continue
        if who not in failed and (climbs := levels.by_note(given, who, event)):
            found[number] = (*found.get(number, ()), climbs)
            continue
        fate = fates.of_note(given, who, event)
        back = sense.says(event.label.plain, "heal") if who in failed and not fate else None
        fate = ("recover", back.word) if back else fate
        if fate and (fate[0] == "fail") != (who in failed):
            (failed.add if fate[0] == "fail" else failed.discard)(who)
            cause = Cause("outage" if fate[0] == "fail" else "recovery", fate[1], event.span.line)
            found[number] = (*found.get(number, ()), beat(fate[0], who, cause=cause))
        elif (told := tidings.by_note(given, event, failed, slow)) and told.act.verb in ("degrade", "recover"):
            (slow.add if told.act.verb == "degrade" else slow.discard)(who)
            failed.discard(who)
            found[number] = (*found.get(number, ()), told.act)
        elif told and told.act.verb == "fail" and who not in failed and not fates.well(given, who, event):
            failed.add(who)
            found[number] = (*found.get(number, ()), told.act)
        elif told and told.act.verb == "start" and who in asked and not _up(given, splits, number, who):
            found[number] = (*found.get(number, ()), told.act)
    return found


def _rated(given: Given, splits: Mapping[int, Mapping[str, float]]) -> dict[str, Beat]:
    """Of whom it is said anywhere how many of its answers are errors: it has failed only where all are."""
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    told = (_erring(given, one, splits) for one, sure in events if sure and isinstance(one, Message | Note))
    return {who: one for one in told if one for who in one.targets}


def _erring(given: Given, event: Message | Note, splits: Mapping[int, Mapping[str, float]]) -> Beat | None:
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


def _own(given: Given, message: Message, failed: set[str], slow: set[str]) -> Beat | None:
    """What a participant tells itself of its own fate."""
    who = message.source
    own = who == message.target and lives.life(given, message) is None
    told = tidings.by_message(given, message, failed, slow) if own else None
    if told is None or told.act.targets != (who,) or told.act.verb not in ("fail", "recover", "degrade"):
        return None
    if (told.act.verb == "fail") == (who in failed) and told.act.verb != "degrade":
        return None
    for hurt, verb in ((failed, "fail"), (slow, "degrade")):
        (hurt.add if told.act.verb == verb else hurt.discard)(who)
    return told.act


def _up(given: Given, splits: Mapping[int, Mapping[str, float]], number: int, who: str) -> bool:
    """Whether one has got any requests before a message, or has been brought back by one."""
    before = [one for one in given.sequence.messages[: number - 1] if one.target == who]
    back = any(lives.begins_again(given, one) for one in before)
    return back or any(shares.get(who) for at, shares in splits.items() if at < number)


def left(given: Given, note: Note, splits: Mapping[int, Mapping[str, float]], number: int) -> Cause | None:
    """That a note says of one to whom nothing goes any more, after message `number`, that it goes."""
    if hit := fates.ended(given, note):
        return Cause("end", hit.word, note.span.line)
    who, now = speaking.struck(given, note), [shares for at, shares in sorted(splits.items()) if at <= number]
    if not who or not now or now[-1].get(who, 100.0):
        return None
    told = tidings.by_note(given, note, set(), set())
    gone = told is not None and told.act.verb in ("fail", "stop")
    return Cause("end", told.word, note.span.line) if told and gone else None


def ended(given: Given, splits: Mapping[int, Mapping[str, float]]) -> dict[int, tuple[Beat, ...]]:
    """Whom a note says to be taken away, by the number of the message that moves all requests away from it."""
    found: dict[int, tuple[Beat, ...]] = {}
    messages, number = given.sequence.messages, 0
    for event, sure in zip(given.sequence.events, lives.sure(given), strict=True):
        if isinstance(event, Message):
            number = event.number
        elif (
            isinstance(event, Note)
            and sure
            and number < len(messages)
            and (cause := left(given, event, splits, number))
        ):
            who = str(speaking.struck(given, event))
            drained = beat("wait", cause=cause, seconds=DRAINED)
            found[number + 1] = (beat("drain", who, cause=cause), drained, beat("stop", who, cause=cause))
    return found
