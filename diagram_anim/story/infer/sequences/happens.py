"""What notes and messages of a dialogue make happen: who fails, ends, comes, is scaled, cut off, or elected."""

from __future__ import annotations

from dataclasses import replace

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import checked, emptied, fates, leases, messages, ordered, ties
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.sequences.parts import Part, begins
from diagram_anim.story.infer.words import cycled, levels, lives, speaking, tidings
from diagram_anim.story.infer.words.ceased import answers, ceased
from diagram_anim.story.infer.words.tidings import Told
from diagram_anim.story.language.lexicon import Hit


def at_once(given: Given, parts: list[Part], going: Going) -> None:
    """Those fail before all else whose own names say that they are down."""
    if fallen := fates.fallen(given):
        acts = [beat("fail", id, cause=given.cause("outage", word, id)) for id, word in fallen.items()]
        parts.append(Part(given.say("down_fail", server=given.many([*fallen])), acts=acts, own=True))
        parts.append(Part())
        going.failed |= fallen.keys()


def by_note(given: Given, note: Note, parts: list[Part], going: Going, sure: bool) -> None:
    """A note's step, with what it says that happens."""
    who = speaking.struck(given, note) if sure else None
    failed = going.failed
    fate = fates.of_note(given, who, note) if who else None
    fate = fate or (fates.succeeded(given, who, note) if who and len(set(note.over)) == 1 else None)
    stopped = who is not None and _stopped(who, parts, going)
    passed = who is not None and (ceased(given, note, who) or answers(given, note, who))
    fate = None if fate and fate[0] == "fail" and (stopped or passed) else fate
    if who in failed and not fate and not speaking.perhaps(note.label.plain):
        back = sense.says(note.label.plain, "heal", "restart")
        fate = ("recover", back.word) if back else None
    if sure and (lost := checked.failed(given, note) or (None if fate else fates.given_up(given, note))):
        who, fate = lost[0], ("fail", lost[1])
    if sure and sense.says(note.label.plain, "rift"):
        going.warned |= {*note.over}
    if who and fate and (fate[0] == "fail") != (who in failed):
        verb, word = fate
        cause = Cause("outage" if verb == "fail" else "recovery", word, note.span.line)
        _stepped(given, note, parts, beat(verb, who, cause=cause))
        going.meets(verb, who)
    elif sure and (act := emptied.noted(given, note, going.drained)):
        _stepped(given, note, parts, going.empties(act))
    elif sure and (tied := _ties(given, note, who or "", going)):
        _stepped(given, note, parts, *tied)
    elif who and not passed and (hit := fates.ended(given, note)) and who not in failed and not stopped:
        _stepped(given, note, parts, beat("stop", who, cause=Cause("end", hit.word, note.span.line)))
    elif who and who not in failed and (climbs := levels.by_note(given, who, note)):
        acts = [climbs]
        told = tidings.by_note(given, note, failed, going.slow)
        if told and told.act.verb == "degrade":
            acts.append(told.act)
            going.meets("degrade", who)
        _stepped(given, note, parts, *acts)
    elif who and who not in failed and (hit := lives.begun(given, note)):
        _stepped(given, note, parts, beat("start", who, cause=Cause("start", hit.word, note.span.line)))
    elif who and who not in failed and (hit := lives.again(given, note)):
        _stepped(given, note, parts, beat("restart", who, cause=Cause("restart", hit.word, note.span.line)))
    elif (
        who
        and who not in failed
        and _open(who, going)
        and (hit := ties.leads(note) or ties.turned(given, who, note.label.plain, failed))
    ):
        cause = Cause("promotion", hit.word, note.span.line)
        _stepped(given, note, parts, beat("highlight", who, cause=cause, tone="healthy"))
    elif (
        sure
        and (told := tidings.by_note(given, note, failed, going.slow))
        and not (told.act.verb == "fail" and (stopped or fates.in_vain(given, note)))
        and not _known(parts, told)
    ):
        _stepped(given, note, parts, told.act)
        going.meets(told.act.verb, told.act.targets[0])
    elif note.placement == "over" and (len(set(note.over)) > 1 or begins(given, parts[-1])):
        parts.append(Part(messages.noted(given, note), own=True, note=note))
        if not speaking.heads(note):
            parts.append(Part())


def _open(who: str, going: Going) -> bool:
    """Whether one may come to lead: somebody has failed, or is cut off and another led till then."""
    return bool(going.failed) or (bool(going.cut) and who != going.leader)


def _stopped(who: str, parts: list[Part], going: Going) -> bool:
    """Whether it has been told of one that it ends, and not that it starts again."""
    acts = [*(act for part in parts for act in part.acts), *going.due.values()]
    verbs = [act.verb for act in acts if act.targets == (who,) and act.verb in ("stop", "start", "recover", "restart")]
    return verbs[-1:] == ["stop"]


def _stepped(given: Given, note: Note, parts: list[Part], *acts: Beat) -> None:
    """A step that a note tells of, with what happens by it."""
    parts.append(Part(messages.noted(given, note), acts=[shown(note, acts[0].cause), *acts], own=True))
    parts.append(Part())


def shown(note: Note, cause: Cause | None = None) -> Beat:
    """The beat that brings a note by itself."""
    return beat("appear", f"note:{note.number}", cause=cause or Cause("note", "", note.span.line))


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


def comes_back(given: Given, message: Message, parts: list[Part], going: Going) -> None:
    """One that has failed, and sends again what it sent before, is back."""
    who, text = message.source, sense.unbracketed(message.label.plain).strip()
    sent = [one for one in given.sequence.messages[: message.number - 1] if one.source == who]
    before = {sense.unbracketed(one.label.plain).strip() for one in sent if one.line == "solid"}
    if who in going.failed and message.line == "solid" and message.end != "cross" and text and text in before:
        cause = Cause("recovery", message.label.plain, message.span.line)
        parts.append(Part(given.say("back", a=given.name(who)), acts=[beat("recover", who, cause=cause)], own=True))
        parts.append(Part())
        going.meets("recover", who)


def by_message(given: Given, message: Message, parts: list[Part], going: Going) -> None:
    """What a message that is sent in any case brings about; what is reported befalls neither of its ends."""
    if _returns(given, message, parts[-1], going):
        return
    if act := ordered.told(given, message, going):
        parts[-1].acts.append(act)
        return
    promoted = comes_in(given, message, going)
    if speaking.reported(given, message) and not (promoted and _done(given, message, going)):
        _gauged(given, message, parts[-1])
        return
    if _tied(given, message, parts[-1], going):
        return
    if promoted:
        going.leader = ties.meant(given, message, going.failed)
        cause = Cause("promotion", promoted.word, message.span.line)
        parts[-1].acts.append(beat("highlight", ties.meant(given, message, going.failed), cause=cause, tone="healthy"))
    elif not cycled.heard(given, message):
        _life(given, message, parts, going)


def _done(given: Given, message: Message, going: Going) -> bool:
    """Whether an answer says of its sender that this is done, to who has told it to."""
    return ties.answers(given, message) and ties.meant(given, message, going.failed) == message.source


def _tied(given: Given, message: Message, part: Part, going: Going) -> bool:
    """Whether a message tells who can't reach whom, or who leads; it is told."""
    line = message.span.line
    ends = frozenset((message.source, message.target))
    if (word := ties.cut(given, message, going.warned)) and not ends & going.failed:
        if ends not in going.cut:
            cause = Cause("partition", word, line)
            part.acts.append(beat("partition", message.source, message.target, cause=cause))
            going.cut.add(ends)
        return True
    who = ties.meant(given, message, going.failed)
    own = message.source == message.target or who == message.source or ties.chosen(given, message)
    acts = _ties(given, message, who if own else "", going)
    seat = None if acts or message.source == going.leader else ties.seated(given, message, going.failed)
    acts = acts or ([_elect(seat, line, going)] if seat else [])
    part.acts += acts
    return bool(acts)


def _ties(given: Given, event: Message | Note, who: str, going: Going) -> list[Beat]:
    """What a note or a message says of who can reach whom, and of `who`, that a group has elected it."""
    line = event.span.line
    if going.cut and (hit := sense.says(event.label.plain, "mended")):
        cause = Cause("recovery", hit.word, line)
        sides = sorted({min(pair) for pair in going.cut})
        going.cut, going.warned = set(), set()
        return [beat("recover", id, cause=cause) for id in sides]
    if isinstance(event, Note) and (hit := ties.parted(given, event)) and frozenset(event.over) not in going.cut:
        going.cut.add(frozenset(event.over))
        return [beat("partition", *event.over, cause=Cause("partition", hit.word, line))]
    found = ties.elected(given, who, event, going.failed) if who and who != going.leader else None
    if found is None:
        return []
    return [_elect(found, line, going)]


def _elect(found: ties.Election, line: int, going: Going) -> Beat:
    going.leader = found.leader
    cause, term = Cause("election", found.word, line), {"term": found.term} if found.term else {}
    return beat("elect", *found.members, cause=cause, first=found.leader, **term)


def _returns(given: Given, message: Message, part: Part, going: Going) -> bool:
    """Whether a message brings one back that has been ended, or is its word that it runs again; it is told."""
    ended = {one.targets[0] for at, one in going.due.items() if at < message.number} - going.failed
    ends = dict.fromkeys((message.target, message.source))
    who = next((one for one in ends if one in ended and lives.comes_back(given, message, one)), None)
    if who is not None:
        part.acts.append(beat("start", who, cause=Cause("start", message.label.plain, message.span.line)))
        going.due = {at: one for at, one in going.due.items() if one.targets != (who,)}
    return who is not None


def _life(given: Given, message: Message, parts: list[Part], going: Going) -> None:
    """What a message does to the one that gets it, or says of who sends it; a stop is due with the last answer."""
    part, failed, due = parts[-1], going.failed, going.due
    started = {act.targets for one in parts for act in one.acts if act.verb in ("start", "scale")}
    life = lives.life(given, message)
    cause = Cause(life or "outage", message.label.plain, message.span.line)
    emptied_only = message.target in going.drained - going.gone and given.role(message.target) is Role.NODE
    if life == "start" and (message.target,) not in started:
        part.acts.append(beat("restart" if emptied_only else "start", message.target, cause=cause))
    elif (
        life == "end"
        and not emptied_only
        and message.target not in failed
        and (message.target,) not in {one.targets for one in due.values()}
    ):
        last = lives.last_word(given, message) or message.number
        if last > message.number:  # it has an answer to give yet
            part.acts.append(beat("drain", message.target, cause=cause))
        due[last] = beat("stop", message.target, cause=cause)
    elif (down := checked.failed(given, message)) and down[0] not in failed:
        part.acts.append(beat("fail", down[0], cause=replace(cause, word=down[1])))
        failed.add(down[0])
    elif _gauged(given, message, part):
        pass
    elif grown := lives.scaled(given, message):
        who, copies = grown
        part.acts.append(beat("scale", who, cause=replace(cause, rule="scale"), to=copies[1]))
    elif message.target not in failed and (again := lives.restarted(given, message)):
        part.acts.append(beat("restart", message.target, cause=replace(cause, rule="restart", word=again.word)))
    elif (lost := fates.broken(given, message, failed)) and lost[0] not in failed | _late(message, going):
        part.acts.append(beat("fail", lost[0], cause=replace(cause, word=lost[1])))
        failed.add(lost[0])
    elif message.source == message.target or failed & {message.source, message.target}:
        own, back = message.source == message.target, message.source in failed
        who = speaking.meant(given, message.target, message.label.plain) if own else message.target
        who = message.source if back else who
        fate = fates.fate(given, who, message.label) if message.end != "cross" else None
        fate = fate or (fates.succeeded(given, who, message) if own and who == message.source else None)
        fate = None if fate and fate[0] == "fail" and answers(given, message, who) else fate
        if fate and (fate[0] == "fail") != (who in failed):
            part.acts.append(beat(fate[0], who, cause=cause))
            going.meets(fate[0], who)
        else:
            _told(given, message, parts, going)
    else:
        _told(given, message, parts, going)


def _late(message: Message, going: Going) -> set[str]:
    """Those who are slow, where a message says that an answer is waited for no longer: they haven't failed by that."""
    return going.slow if sense.says(message.label.plain, "timeout") else set()


def _gauged(given: Given, message: Message, part: Part) -> bool:
    """Whether a message tells how a gauge stands; it is told."""
    gauged = lives.gauged(given, message)
    if gauged:
        who, level = gauged
        part.acts.append(levels.rises(who, level, Cause("gauge", level.word, message.span.line)))
    return gauged is not None


def _known(parts: list[Part], told: Told) -> bool:
    """Whether that has been told already, or that there are more copies of one that would start."""
    act = told.act
    if act.verb == "scale":
        acts = [one for part in parts for one in part.acts if one.verb == "scale" and one.targets == act.targets]
        return bool(acts) and (acts[-1].args == act.args or told.more)
    known = {(one.verb, *one.targets) for part in parts for one in part.acts}
    again = act.verb in ("fail", "recover", "restart", "degrade")  # these may come about more than once
    same = (act.verb, *act.targets) in known or (act.verb == "start" and ("scale", *act.targets) in known)
    return same and not again


def _told(given: Given, message: Message, parts: list[Part], going: Going) -> None:
    """What else the words of a message tell of one."""
    told = tidings.by_message(given, message, going.failed, going.slow)
    due = told and told.act.verb == "stop" and told.act.targets in {one.targets for one in going.due.values()}
    leads = told and told.act.verb == "highlight" and leases.asked(given, message)
    if told and not (due or leads) and not _known(parts, told):
        parts[-1].acts.append(told.act)
        going.meets(told.act.verb, told.act.targets[0])
