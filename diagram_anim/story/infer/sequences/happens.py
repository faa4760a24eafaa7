"""What a message of a sequence makes happen: who fails, ends, comes, is scaled, cut off, or elected.

Comes in: a message that is sent in any case, and what has become of the participants. Goes out: beats.
"""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import checked, fates, leases, ordered, relieved, rolling, ties
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.words import cycled, levels, lives, speaking, tidings
from diagram_anim.story.infer.words.ceased import answers
from diagram_anim.story.infer.words.tidings import Told
from diagram_anim.story.language.events import eased, well
from diagram_anim.story.language.lexicon import Hit


def comes_in(given: Given, message: Message, going: Going) -> Hit | None:
    """The word with which a message says of one that it comes in for another, and doesn't already lead."""
    if leases.asked(given, message):
        return None
    told = going.failed or fates.orders(given, message)
    promoted = fates.promoted(given, message) if told else None
    who = ties.meant(given, message, going.failed)
    if promoted is None and message.end != "cross":
        promoted = ties.turned(given, who, message.label.plain, going.failed)
    return promoted if who != going.leader else None


def acts(given: Given, message: Message, going: Going) -> list[Beat]:
    """What a message brings about; what is reported befalls neither of its ends."""
    if (act := _returns(given, message, going)) or (act := ordered.told(given, message, going)):
        return [act]
    promoted = comes_in(given, message, going)
    if speaking.reported(given, message) and not (promoted and _done(given, message, going)):
        return _gauged(given, message)
    cuts, told = _ties(given, message, going)
    if cuts or told:
        return told
    if promoted:
        going.leader = ties.meant(given, message, going.failed)
        cause = Cause("promotion", promoted.word, message.span.line)
        return [beat("highlight", going.leader, cause=cause, tone="healthy")]
    return [] if cycled.heard(given, message) else _life(given, message, going)


def _done(given: Given, message: Message, going: Going) -> bool:
    """Whether an answer says of its sender that this is done, to who has told it to."""
    return ties.answers(given, message) and ties.meant(given, message, going.failed) == message.source


def _ties(given: Given, message: Message, going: Going) -> tuple[bool, list[Beat]]:
    """Whether a message tells who can't reach whom, or who leads, and what it tells anew."""
    line = message.span.line
    ends = frozenset((message.source, message.target))
    if (word := ties.cut(given, message, going.warned)) and not ends & going.failed:
        if ends in going.cut:
            return True, []
        going.cut.add(ends)
        return True, [beat("partition", message.source, message.target, cause=Cause("partition", word, line))]
    who = ties.meant(given, message, going.failed)
    own = message.source == message.target or who == message.source or ties.chosen(given, message)
    told = tied(given, message, who if own else "", going)
    seat = None if told or message.source == going.leader else ties.seated(given, message, going.failed)
    told = told or ([_elect(seat, line, going)] if seat else [])
    return bool(told), told


def tied(given: Given, event: Message | Note, who: str, going: Going) -> list[Beat]:
    """What a note or a message says of who can reach whom, and of `who`, that a group has elected it."""
    line = event.span.line
    if going.cut and (word := ties.mended(event.label.plain)):
        cause = Cause("recovery", word, line)
        sides = sorted({min(pair) for pair in going.cut})
        going.cut, going.warned = set(), set()
        return [beat("recover", id, cause=cause) for id in sides]
    if back := _joined_again(event, going):
        return back
    if isinstance(event, Note) and (hit := ties.parted(given, event)) and frozenset(event.over) not in going.cut:
        going.cut.add(frozenset(event.over))
        return [beat("partition", *event.over, cause=Cause("partition", hit.word, line))]
    found = ties.elected(given, who, event, going.failed) if who and who != going.leader else None
    if found is None:
        return []
    return [_elect(found, line, going)]


def _joined_again(event: Message | Note, going: Going) -> list[Beat]:
    """Who had failed because the network was parted, and is there again once that is mended."""
    word = ties.mended(event.label.plain)
    fails = [one for one in going.told if one.verb == "fail" and one.cause and one.targets[0] in going.failed]
    torn = {one.targets[0] for one in fails if one.cause and sense.says(one.cause.word, "rift", "partition")}
    cause = Cause("recovery", word, event.span.line) if word else None
    return [going.meets(beat("recover", id, cause=cause)) for id in sorted(torn) if cause]


def _elect(found: ties.Election, line: int, going: Going) -> Beat:
    going.leader = found.leader
    cause, term = Cause("election", found.word, line), {"term": found.term} if found.term else {}
    return beat("elect", *found.members, cause=cause, first=found.leader, **term)


def _returns(given: Given, message: Message, going: Going) -> Beat | None:
    """That a message brings one back that has been ended, or is its word that it runs again."""
    ended = {one.targets[0] for at, one in going.due.items() if at < message.number} - going.failed
    ends = dict.fromkeys((message.target, message.source))
    who = next((one for one in ends if one in ended and lives.comes_back(given, message, one)), None)
    if who is None:
        return None
    going.due = {at: one for at, one in going.due.items() if one.targets != (who,)}
    return beat("start", who, cause=Cause("start", message.label.plain, message.span.line))


def _life(given: Given, message: Message, going: Going) -> list[Beat]:
    """What a message does to the one that gets it, or says of who sends it; a stop is due with the last answer."""
    failed, due, who = going.failed, going.due, message.target
    if roll := rolling.rolled(given, message):
        return [roll]
    life = lives.life(given, message)
    cause = Cause(life or "outage", message.label.plain, message.span.line)
    emptied_only = who in going.drained - going.gone and given.role(who) is Role.NODE
    if life == "start" and not going.begun(who):
        return [beat("restart" if emptied_only else "start", who, cause=cause)]
    ending = any(one.targets == (who,) for one in due.values())
    only_there = emptied_only and not sense.kinds(message.label.plain) & {"node", "instance"}  # what runs on it ends
    if life == "end" and not only_there and who not in failed and not ending:
        last = lives.last_word(given, message) or message.number
        if not _noted(given, message):
            due[last] = beat("stop", who, cause=cause)
        answers = last > message.number and who not in going.drained
        return [going.empties(beat("drain", who, cause=cause))] if answers else []
    if (down := checked.failed(given, message)) and down[0] not in failed:
        return [going.meets(beat("fail", down[0], cause=replace(cause, word=down[1])))]
    if gauged := _gauged(given, message):
        return gauged
    if grown := lives.scaled(given, message):
        copied, copies = grown
        return [beat("scale", copied, cause=replace(cause, rule="scale"), to=copies[1])]
    if who not in failed and (again := lives.restarted(given, message)):
        return [beat("restart", who, cause=replace(cause, rule="restart", word=again.word))]
    if (lost := fates.broken(given, message, failed)) and lost[0] not in failed | _late(message, going):
        return [going.meets(beat("fail", lost[0], cause=replace(cause, word=lost[1])))]
    if fate := _fate(given, message, going):
        return [going.meets(fate), *relieved.after(given, fate, going)]
    hit = eased().search(message.label.plain) if who in going.slow and message.end != "cross" else None
    if hit and not _well_later(given, message):
        back = beat("recover", who, cause=replace(cause, rule="recovery", word=hit[0]))
        return [going.meets(back), *relieved.after(given, back, going)]
    return _told(given, message, going)


def _well_later(given: Given, message: Message) -> bool:
    """Whether a note tells later that the one that gets a message is well again."""
    events = given.sequence.events
    later = [one for one in events[events.index(message) :] if isinstance(one, Note) and message.target in one.over]
    return any(well().search(one.label.plain) or sense.says(one.label.plain, "heal") for one in later)


def _noted(given: Given, message: Message) -> bool:
    """Whether a note tells later that the one whom a message ends has ended."""
    events = [*zip(given.sequence.events, lives.sure(given), strict=True)]
    later = (one for one, sure in events[given.sequence.events.index(message) :] if sure and isinstance(one, Note))
    return any(speaking.struck(given, one) == message.target and fates.ended(given, one) for one in later)


def _fate(given: Given, message: Message, going: Going) -> Beat | None:
    """That one fails, or is back, which says so itself, or is one of two of whom one has failed."""
    own, failed = message.source == message.target, going.failed
    if not own and not failed & {message.source, message.target}:
        return None
    who = speaking.meant(given, message.target, message.label.plain) if own else message.target
    who = message.source if message.source in failed else who
    fate = fates.fate(given, who, message.label) if message.end != "cross" else None
    fate = fate or (fates.succeeded(given, who, message) if own and who == message.source else None)
    fate = None if fate and fate[0] == "fail" and answers(given, message, who) else fate
    if not fate or (fate[0] == "fail") == (who in failed):
        return None
    cause = Cause(lives.life(given, message) or "outage", message.label.plain, message.span.line)
    return beat(fate[0], who, cause=cause)


def _late(message: Message, going: Going) -> set[str]:
    """Those who are slow, where a message says that an answer is waited for no longer: they haven't failed by that."""
    return going.slow if sense.says(message.label.plain, "timeout") else set()


def _gauged(given: Given, message: Message) -> list[Beat]:
    """How a gauge stands, where a message tells that."""
    gauged = lives.gauged(given, message)
    if gauged is None:
        return []
    who, level = gauged
    return [levels.rises(who, level, Cause("gauge", level.word, message.span.line), levels.READ)]


def known(told: Told, going: Going) -> bool:
    """Whether that has been told already, or that there are more copies of one that would start."""
    act = told.act
    if act.verb == "scale":
        before = [one for one in going.told if one.verb == "scale" and one.targets == act.targets]
        return bool(before) and (before[-1].args == act.args or told.more)
    seen = {(one.verb, *one.targets) for one in going.told}
    again = act.verb in ("fail", "recover", "restart", "degrade")  # these may come about more than once
    same = (act.verb, *act.targets) in seen or (act.verb == "start" and ("scale", *act.targets) in seen)
    return same and not again


def _told(given: Given, message: Message, going: Going) -> list[Beat]:
    """What else the words of a message tell of one."""
    told = tidings.by_message(given, message, going.failed, going.slow)
    due = told and told.act.verb == "stop" and told.act.targets in {one.targets for one in going.due.values()}
    leads = told and told.act.verb == "highlight" and leases.asked(given, message)
    return [going.meets(told.act)] if told and not (due or leads or known(told, going)) else []
