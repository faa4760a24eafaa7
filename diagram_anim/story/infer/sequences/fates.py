"""What a sequence's words say of its participants' fates: who fails, ends, comes back, and comes in for another."""

from __future__ import annotations

import re
from collections.abc import Set

from diagram_anim.model.diagram import Label, Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import ties
from diagram_anim.story.infer.words import lives, speaking
from diagram_anim.story.language import tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE


def fate(given: Given, who: str, label: Label) -> tuple[str, str] | None:
    """`fail` or `recover`, with the word, where a label, a line or a clause of it says so of a participant and of
    nothing else."""
    if speaking.of_another(given, who, label.plain):
        return None
    if of_containers(given, who, label.plain):
        return None
    told = tidings.read(label.plain, speaking.names(given, who))
    if told and (told.verb, told.sure) == ("lead", True) and not speaking.others(given, who, label.plain):
        return None  # it finds others down, and leads
    for clause in speaking.clauses(given, who, label):
        for verb, senses in (("fail", ("outage",)), ("fail", ("failure",)), ("recover", ("heal",))):
            hit = speaking.said_of(given, who, clause, *senses)
            if hit and verb == "fail" and hit.says("end") and sense.says(clause, "old"):
                continue
            concrete = sense.kinds(clause) or sense.says(clause, *(role.value for role in BREAKABLE))
            if hit and (senses != ("failure",) or concrete or speaking.named(given, who, clause)):
                return verb, hit.word
    return None


def of_containers(given: Given, who: str, text: str) -> bool:
    """Whether a text tells a state that only containers are in, of who manages them."""
    return given.role(who) is Role.CONTROLLER and sense.says(text, "contained") is not None


def fallen(given: Given) -> dict[str, str]:
    """Those whose own names say that they are down, with the word: who says nothing in all that follows, and of whom no
    note tells when it came about."""
    later = {one.source for one in given.sequence.messages if one.end != "cross"}
    for note in given.sequence.events:
        who = speaking.struck(given, note) if isinstance(note, Note) else None
        if who and isinstance(note, Note) and fate(given, who, note.label):
            later.add(who)
    lives = (id for id in given.nodes if id not in later and speaking.lives(given, id))
    return {id: hit.word for id in lives if (hit := sense.marked(given.label(id).lines, crossed=False))}


def of_note(given: Given, who: str, note: Note) -> tuple[str, str] | None:
    """`fail` or `recover`, with the word, where a note tells it of a participant; who counts missed answers is well."""
    if tidings.of_breaker(note.label.plain) or speaking.notices(given, who, note.label.plain):
        return None  # it counts the failures of another
    found = fate(given, who, note.label) or failing(given, note) or _till_mended(given, who, note)
    told = tidings.read(note.label.plain, speaking.names(given, who))
    stopped = told is not None and told.verb == "stop" and f"を{told.word}" in note.label.plain  # by somebody
    found = None if found and found[0] == "fail" and stopped else found
    return None if found and found[0] == "fail" and well(given, who, note) else found


def well(given: Given, who: str, note: Note) -> bool:
    """Whether one hasn't failed of whom a note says that something does: it waits in vain, or was told to stop."""
    return in_vain(given, note) or _sent_off(given, who, note)


def _sent_off(given: Given, who: str, note: Note) -> bool:
    """Whether one of whom a note says that it stops has been told to by who operates it, and so hasn't failed."""
    before = given.sequence.messages[: _before(given, note)]
    told = [one for one in before if one.target == who and lives.operated(given, one)][-1:]
    return any(lives.life(given, one) == "end" for one in told) and not sense.says(note.label.plain, "failure", "sick")


def failing(given: Given, note: Note) -> tuple[str, str] | None:
    """`fail`, with the word, where a note over one participant says nothing but "failure", and a message to or from it
    gets lost afterwards."""
    who = note.over[0]
    hit = sense.only(note.label.plain, ("failure",), ("found",)) if len(set(note.over)) == 1 else None
    later = given.sequence.messages[_before(given, note) :]
    silent = any(one.end == "cross" and who in (one.source, one.target) for one in later)
    hit = (hit if silent else None) or _falls_silent(given, note)
    return ("fail", hit.word) if hit and speaking.lives(given, who) else None


def _till_mended(given: Given, who: str, note: Note) -> tuple[str, str] | None:
    """`fail`, with all that a note over one participant says, whatever that is, where the next message to it gets lost
    and a later note over it says that it is back."""
    events = given.sequence.events
    later = events[events.index(note) + 1 :]
    mine = next((one for one in later if isinstance(one, Message) and who in (one.source, one.target)), None)
    lost = mine is not None and mine.end == "cross" and mine.target == who and mine.line == "solid"
    if not lost or len(set(note.over)) > 1 or not speaking.lives(given, who) or speaking.perhaps(note.label.plain):
        return None
    told = [one.label.plain for one in later if isinstance(one, Note) and {*one.over} == {who}]
    return ("fail", note.label.plain) if told and sense.says(told[0], "heal") else None


def given_up(given: Given, note: Note) -> tuple[str, str] | None:
    """Of whom a note over another says that it is down, with the word, where a message from or to it got lost."""
    text, before = note.label.plain, given.sequence.messages[: _before(given, note)]
    called = [] if speaking.perhaps(text) or len(set(note.over)) > 1 else speaking.others(given, note.over[0], text)
    lost = len(called) == 1 and any(one.end == "cross" and called[0] in (one.source, one.target) for one in before)
    hit = sense.says(text, "sick", "outage", "failure") if lost else None
    return (called[0], hit.word) if hit and speaking.lives(given, called[0]) else None


def _falls_silent(given: Given, note: Note) -> Hit | None:
    """The word or mark with which a note over one participant speaks of an end or a failure, where the message
    before or after it is lost, or with an outage after which nobody hears from it or speaks to it. Who waits in vain
    for an answer speaks of another."""
    who, text = note.over[0], note.label.plain
    if len(set(note.over)) > 1 or speaking.perhaps(text) or speaking.others(given, who, text):
        return None
    place = _before(given, note)
    mine = [one for one in given.sequence.messages if who in (one.source, one.target) and one.source != one.target]
    before, after = [one for one in mine if one.number <= place], [one for one in mine if one.number > place]
    near = (*before[-1:], *after[:1])
    lost = any(one.end == "cross" and not (one.line != "solid" and one.target == who) for one in near)
    speaks = any(one.source == who for one in given.sequence.messages[place:])
    work = tidings.of_work(text)
    hit = None if after or speaks or work else sense.ends_in(text, "outage")
    turned = hit is not None and hit.says("download") and not tidings.read(text)
    if hit and not hit.says("end") and not turned:
        return hit
    told = sense.says(text, *_OVER) if lost and tidings.read(text) else None
    told = told or (sense.says(text, *_OVER) if lost and not work else None)
    return (told or sense.leading_mark(text)) if lost else None


_OVER = ("outage", "failure", "end", "strike", "killed")


def succeeded(given: Given, who: str, event: Message | Note) -> tuple[str, str] | None:
    """`fail`, with the word, where words that stand with one speak of a failure, and another comes in afterwards: for
    whom, if not for that one, which does nothing more?"""
    text = event.label.plain
    if speaking.of_another(given, who, text):
        return None
    alone = isinstance(event, Note) and len(set(event.over)) == 1
    cut_off = ("partition",) if alone else ()
    hit = None if speaking.perhaps(text) else sense.says(text, "outage", "failure", *cut_off)
    if hit is None or not speaking.lives(given, who) or given.role(who) is Role.CONTROLLER:
        return None
    if speaking.others(given, who, text) or sense.says(given.words(who), "watcher", "observer"):
        return None
    events = given.sequence.events
    later = events[events.index(event) + 1 :]
    heirs = {_heir(given, one) for one in later} - {"", who}
    works = any(isinstance(one, Message) and one.source == who and _works(one) for one in later)
    return ("fail", hit.word) if heirs and not works else None


def _works(message: Message) -> bool:
    """Whether who sends a message goes on working: it arrives, and is neither an answer nor the news of a failure, nor
    that it is there again."""
    text = message.label.plain
    back = sense.says(text, "failure", "heal", "restart") or _JOINS.search(text)
    return message.line == "solid" and message.end != "cross" and not back


_JOINS = re.compile(
    r"\bre-?(?:join|regist|connect|sync)\w*|\bjoin\w*|\bfollow(?:s|ing)?\b|\bregister|\bback (?:online|up|again)\b"
    r"|\bas (?:a )?(?:follower|replica|standby)|합류|재(?:가입|등록|접속)|복귀|다시 (?:등록|연결|접속|참여)"
    r"|팔로워로|복제본으로|따라잡"
    r"|再参加|再登録|再接続|再同期|復帰|合流|フォロワーとして|レプリカとして|追いつ",
    re.IGNORECASE,
)


def _heir(given: Given, event: object) -> str:
    """Who comes in for another by a message or a note, "" where none does."""
    if isinstance(event, Message):
        return event.target if promoted(given, event) else ""
    said = isinstance(event, Note) and len(set(event.over)) == 1 and sense.says(event.label.plain, "promote", "elected")
    return event.over[0] if said and isinstance(event, Note) else ""


def ended(given: Given, note: Note) -> Hit | None:
    """The word with which a note says of the participant that it speaks of that it ends, where nothing is heard from
    it afterwards."""
    who = speaking.struck(given, note)
    text = note.label.plain
    if who is None or sense.says(text, "killed", "strike"):
        return None
    later = [one for one in given.sequence.messages[_before(given, note) :] if who in (one.source, one.target)]
    texts = (text, speaking.CLAUSES.split(text)[-1], re.split(r"[:：]\s*", text)[-1])
    hits = (speaking.said_of(given, who, text, "end") for text in texts)
    return None if later else next((hit for hit in hits if hit), None)


def in_vain(given: Given, note: Note) -> bool:
    """Whether a note counts what the one under it has waited for in vain: the last answer to it, or its last question,
    got lost."""
    who = note.over[0]
    mine = [one for one in given.sequence.messages[: _before(given, note)] if who in (one.source, one.target)]
    lost = (
        bool(mine)
        and mine[-1].end == "cross"
        and who == (mine[-1].source if mine[-1].line == "solid" else mine[-1].target)
    )
    return lost and len(set(note.over)) == 1 and re.search(r"\d", note.label.plain) is not None


def _before(given: Given, note: Note) -> int:
    """How many messages stand before a note."""
    events = given.sequence.events
    return sum(isinstance(event, Message) for event in events[: events.index(note)])


def broken(given: Given, message: Message, failed: Set[str]) -> tuple[str, str] | None:
    """Who fails, with the word, where a message that never arrives says so: the one it names, else the one from whom
    an answer or to whom a request was under way. One who can't be reached, and for whom another comes in, has failed
    too, unless one of the two has already, or words tell that only the network did."""
    killed = lives.killed(given, message)
    if killed is None and sense.says(message.label.plain, "signal") and sense.kinds(given.words(message.target)):
        killed = sense.says(message.label.plain, "outage") if message.line == "solid" else None
    if killed:
        return message.target, killed.word
    if message.end != "cross":
        return None
    if back := _recovers(given, message):
        return message.source, back.word
    if message.source == message.target:
        ended = speaking.said_of(given, message.source, message.label.plain, "outage", "end")
        return (message.source, ended.word) if ended else None
    ends = (message.target, message.source) if message.line == "solid" else (message.source, message.target)
    text = "" if sense.says(message.label.plain, "silent") else sense.bare(message.label.plain)
    silent = sense.says(text, "outage", "end") if sense.says(text, "alive") else None
    if silent:  # whose sign of life fails to come is the one who has fallen silent
        return message.source, silent.word
    for who in sorted(ends, key=lambda id: not speaking.named(given, id, text)):
        parts = (text, *speaking.CLAUSES.split(text), *speaking.naming(given, who, text))
        hit = next((hit for part in parts if (hit := speaking.said_of(given, who, part, "outage"))), None)
        if hit and not _works_on(given, who, message):
            return who, hit.word
    later = given.sequence.messages[message.number :]
    heir = next((one for one in later if one.target not in ends and promoted(given, one)), None)
    said = [event.label.plain for event in given.sequence.events if isinstance(event, Message | Note)]
    split = any(sense.says(text, "partition") for text in said)
    if heir and not split and not failed & {*ends} and (given.role(ends[0]) in _ANSWERING or _leads(given, ends[0])):
        return ends[0], message.label.plain
    return None


_ANSWERING = (Role.STORE, Role.CACHE, Role.SERVER, Role.NODE)


def _leads(given: Given, who: str) -> bool:
    """Whether one of no known role is called a master."""
    return given.role(who) is Role.THING and sense.ends_in(given.name(who), "leader") is not None


def _recovers(given: Given, message: Message) -> Hit | None:
    """The word with which a note says of one whose answer doesn't arrive that it recovers: until then it has failed."""
    events = given.sequence.events
    for event in events[events.index(message) + 1 :]:
        text = event.label.plain if isinstance(event, Note) and {*event.over} == {message.source} else ""
        if sense.says(text, "outage", "failure"):
            return None
        if (hit := sense.says(text, "heal")) and not speaking.perhaps(text):
            return hit
        if isinstance(event, Message) and event.source == message.source and event.end != "cross":
            return None
    return None


def _works_on(given: Given, who: str, message: Message) -> bool:
    """Whether a participant goes on afterwards as if nothing had happened to it."""
    events = given.sequence.events
    for event in events[events.index(message) + 1 :]:
        if isinstance(event, Message | Note) and sense.says(event.label.plain, "heal", "start"):
            return False
        if isinstance(event, Message) and event.source == who:
            return event.end != "cross"
    return False


def orders(given: Given, message: Message) -> bool:
    """Whether who watches or operates others tells one of them to come in, whatever has happened before."""
    by = sense.says(given.words(message.source), "watcher", "observer", "operator")
    watches = by and message.source != message.target
    return bool(watches) and given.role(message.target) in BREAKABLE


def promoted(given: Given, message: Message) -> Hit | None:
    """The word with which a message says of the one that gets it that it comes in for another."""
    text = message.label.plain
    lives = message.end != "cross" and speaking.lives(given, ties.meant(given, message))
    news = text.rstrip().endswith(("?", "？")) or _NEWS.search(text) or _taken(given, message)
    return sense.says(text, "promote") if lives and not news else None


def _taken(given: Given, message: Message) -> bool:
    """Whether a message takes over the one that gets it: `仮想IPの引き継ぎ`."""
    names = (re.escape(name) for name in speaking.names(given, message.target) if len(name) > 1)
    return (
        re.search(rf"(?:{'|'.join(names)})(?:の|を|を?\s?인수|[을를])", message.label.plain, re.IGNORECASE) is not None
    )


_NEWS = re.compile(r"주소|알림|통보|안내|アドレス|通知|\baddress|\bnotif|\bannounc|\binform|\bendpoint", re.IGNORECASE)
"""Who is told where the new one is doesn't become it."""
