"""What a dialogue's words say of the ties between its participants: who can't reach whom, and whom a group elects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from diagram_anim.model.diagram import Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language.events import links
from diagram_anim.story.language.lexicon import Hit

_TERM = re.compile(r"(?:\bterm|\bepoch|임기|ターム|任期)\s*[:=#]?\s*(\d{1,4})\b", re.IGNORECASE)

FEWEST = 2
"""So many make a group."""


def rift(text: str) -> Hit | None:
    """The word with which a text says that nothing gets through any more: of the network, or of a link and nothing
    else."""
    if hit := sense.says(text, "rift"):
        return hit
    if speaking.perhaps(text) or mended(text) or links("misses").search(text):
        return None
    bare = _AROUND.sub("", text).strip(" .!。💥⚡❌")
    found = links("broken").fullmatch(bare) or links("severs").search(bare)
    return Hit(found[0], frozenset({"rift"}), found.start(), found.end()) if found else None


_AROUND = re.compile(
    r"^\s*\(?\d{1,2}:\d{2}(?::\d{2})?\)?\s*|\s+between .*$"
    r"|^\S+(?:와|과|↔|-)\s?\S+ (?:사이의? |간 )|^\S+と\S+(?:の間|間)の",
    re.IGNORECASE,
)
"""When that was, and between whom."""


def mended(text: str) -> str:
    """The word with which a text says that all gets through again, "" where it doesn't."""
    if speaking.perhaps(text):
        return ""
    if hit := sense.says(text, "mended"):
        return hit.word
    found = links("mends").search(text)
    return found[0] if found else ""


def parted(given: Given, note: Note) -> Hit | None:
    """The word with which a note says of the two under it that they can't reach each other."""
    under = {*note.over}
    hit = rift(note.label.plain) or _apart(given, note)
    between = [id for id in given.nodes if speaking.lives(given, id)]
    two = len(under) == 2 and under <= {*between}
    linked = hit is not None and not sense.says(note.label.plain, "rift") and _lost(given, note)
    return hit if hit and two and (_beside(between, *under) or linked) else None


def _apart(given: Given, note: Note) -> Hit | None:
    """That networks are separated, which may be how they are built: as long as nothing arrives that one sends to the
    other, or it is told that they are mended."""
    found = _SEPARATED.search(note.label.plain)
    later = given.sequence.events[given.sequence.events.index(note) + 1 :]
    mends = any(isinstance(one, Note) and {*one.over} & {*note.over} and mended(one.label.plain) for one in later)
    sent = _next(given, note)
    shut = mends or (sent is not None and sent.end == "cross")
    return Hit(found[0], frozenset({"rift"}), found.start(), found.end()) if found and shut else None


_SEPARATED = re.compile(
    r"(?:네트워크|회선|통신)[이가]?\s?(?:분리|격리)|(?:ネットワーク|回線|通信)[がの]?(?:分離|隔離)"
    r"|\bnetworks? (?:is |are |gets? )?(?:separat|isolat)\w*|\bnetwork (?:separation|isolation)\b",
    re.IGNORECASE,
)


def _next(given: Given, note: Note) -> Message | None:
    """What one of the two under a note sends to the other next."""
    later = given.sequence.events[given.sequence.events.index(note) + 1 :]
    sent = (one for one in later if isinstance(one, Message))
    return next((one for one in sent if {one.source, one.target} == {*note.over}), None)


def _lost(given: Given, note: Note) -> bool:
    sent = _next(given, note)
    return sent is not None and sent.end == "cross"


def _beside(ids: list[str], one: str, other: str) -> bool:
    return abs(ids.index(one) - ids.index(other)) == 1


def cut(given: Given, message: Message, warned: Set[str]) -> str | None:
    """The words with which a message that never arrives tells that its two ends can't reach each other: its own, or
    those of a note before it over one of them, which are `warned`."""
    ends = {message.source, message.target}
    if message.end != "cross" or len(ends) < 2 or not all(speaking.lives(given, id) for id in ends):
        return None
    hit = sense.says(message.label.plain, "rift")
    return hit.word if hit else (message.label.plain if ends & warned else None)


@dataclass(frozen=True, slots=True)
class Election:
    """`members` elect `leader`, as `word` says; `term` is 0 where none is named."""

    leader: str
    members: tuple[str, ...]
    term: int
    word: str


def elected(given: Given, who: str, event: Message | Note, failed: Iterable[str]) -> Election | None:
    """The election of one participant by a group of which more than half are well: those who vote, and those of their
    kind who have failed."""
    texts = (event.label.plain, *event.label.lines)
    hits = (hit for text in texts if (hit := sense.says(text, "elected")) and not speaking.perhaps(text))
    hit = next(hits, None)
    before = given.sequence.events[: given.sequence.events.index(event) + 1]
    votes = [one for one in before if isinstance(one, Message) and sense.says(one.label.plain, "vote")]
    own = isinstance(event, Note) or event.source == event.target == who
    asked = own and any(who in (one.source, one.target) for one in votes)
    hit = hit or (leads(event.label.plain) if asked and not speaking.perhaps(event.label.plain) else None)
    if hit is None or who in failed:
        return None
    voters = {id for one in votes for id in (one.source, one.target)}
    voters |= {id for id in failed if any(given.role(id) is given.role(one) for one in voters)}
    voters = voters or {*_named(given, event)}
    members = tuple(id for id in given.nodes if id in voters and speaking.lives(given, id))
    well = [id for id in members if id not in failed]
    if who not in well or len(members) < FEWEST or 2 * len(well) <= len(members):
        return None
    said = [one.label.plain for one in before if isinstance(one, Message | Note)]
    terms = [int(number) for text in said for number in _TERM.findall(text)]
    return Election(who, members, max(terms, default=0), hit.word)


def seated(given: Given, message: Message, failed: Iterable[str]) -> Election | None:
    """The election of one by its messages alone: it has asked for votes, got those of more than half, and gives a sign
    of life as who leads does, in the term that it has asked in or a later one."""
    who, text = message.source, message.label.plain
    if message.end == "cross" or message.target == who or not (sense.says(text, "alive") or _APPEND.search(text)):
        return None
    before = given.sequence.messages[: message.number - 1]
    asked = [one for one in before if one.source == who != one.target and sense.says(one.label.plain, "vote")]
    if not asked or who in failed or answers(given, message):
        return None
    first = asked[0].number
    granted = {who, *(one.source for one in before[first:] if one.target == who and _grants(one))}
    rivals = [one.source for one in before[first:] if one.source not in (who, one.target) and not answers(given, one)]
    voters = {who, *granted, *(one.target for one in asked)}
    voters |= {id for id in failed if given.role(id) is given.role(who)}
    members = tuple(id for id in given.nodes if id in voters and speaking.lives(given, id))
    term = max((int(number) for one in asked for number in _TERM.findall(one.label.plain)), default=0)
    now = [int(number) for number in _TERM.findall(text)]
    if rivals or len(members) < FEWEST or 2 * len(granted) <= len(members) or (now and now[0] < term):
        return None
    return Election(who, members, max([term, *now]), message.label.plain)


def _grants(message: Message) -> bool:
    text = message.label.plain
    told = sense.says(text, "vote") is not None or _GRANTED.search(text) is not None
    return message.end != "cross" and told and not _DENIED.search(text)


_APPEND = re.compile(r"append[\s_-]?entries", re.IGNORECASE)
_GRANTED = re.compile(
    r"\bgranted\b|\byes\b|\bok\b|^\+1$|찬성|동의|승인|수락|한 표|賛成|承認|同意|票を[与投入]", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:den\w+|reject\w*|refus\w*|no|not|already|against|false)\b|거부|거절|반대|기권|拒否|反対|棄権|却下",
    re.IGNORECASE,
)


def _named(given: Given, event: Message | Note) -> list[str]:
    """The group of one whom somebody outside it tells that it leads: all of its kind."""
    if isinstance(event, Note) or event.source == event.target or given.role(event.target) is Role.THING:
        return []
    peers = [id for id in given.nodes if given.role(id) is given.role(event.target)]
    return [] if event.source in peers else peers


def chosen(given: Given, message: Message) -> bool:
    """Whether a message tells the one who gets it that it has been elected."""
    told = message.source != message.target and meant(given, message) == message.target
    return told and sense.says(message.label.plain, "elected") is not None and bool(_named(given, message))


def leads(text: str) -> Hit | None:
    """The word with which one says that it comes in for another, or nothing but that it leads."""
    bare = re.sub(r"[\s,()]+(?:(?:for|in|of)\s*$)?", " ", _TERM.sub("", text))
    told = sense.says(text, "promote") or sense.only(bare, ("leader",), ())
    state = _LEADING.fullmatch(bare.strip())
    return told or (Hit(state[1], frozenset({"leader"}), state.start(1), state.end(1)) if state else None)


def turned(given: Given, who: str, text: str, failed: Set[str]) -> Hit | None:
    """Words that let one come in for another of its kind that has failed, and say nothing but that work goes over, or
    that it takes the first one's role: `failover`; where it says so itself, that counts."""
    own = [one for one in given.sequence.events if isinstance(one, Message | Note) and who in _ends(one)]
    kin = who not in failed and any(given.role(one) is given.role(who) for one in failed)
    kin = kin and not any(sense.says(one.label.plain, "promote") for one in own)
    said = _TURNED.fullmatch(text.strip(" .!！。")) if kin else None
    return Hit(text.strip(), frozenset({"promote"}), said.start(), said.end()) if said else None


def _ends(event: Message | Note) -> tuple[str, ...]:
    return event.over if isinstance(event, Note) else (event.source, event.target)


_TURNED = re.compile(
    r"(?:auto(?:matic)? ?-?)?(?:fail(?:s|ing)?[- ]?over|switch-?over)(?: to you| now| here)?(?: ?\(.*\))?"
    r"|(?:set |switch to )?(?:role|state|mode) ?(?:[:=]|to) ?(?:primary|master|leader|active)"
    r"|(?:자동 ?)?(?:페일오버|장애 ?조치|절체)(?: ?(?:실행|수행|시작|명령|요청|지시))?"
    r"|(?:주|주 ?DB|마스터|프라이머리)로 전환"
    r"|(?:自動)?(?:フェイルオーバー|フェールオーバー|切替え?|切り替え)(?:実行|開始|指示)?"
    r"|(?:主系|プライマリ|マスター)[にへ](?:切替え?|切り替え)",
    re.IGNORECASE,
)

_LEADING = re.compile(
    r"(?:(?:role|state|status|now)\s*[:=]?\s*)?(leading|leads(?: now)?|leader elected)", re.IGNORECASE
)
"""The state of who leads."""


def meant(given: Given, message: Message, failed: Set[str] = frozenset()) -> str:
    """Of whom a message speaks that says who leads: of the one that gets it, or of its sender, who says so itself or
    answers; an answer may name another that hasn't `failed`, or speak to the one that gets it."""
    if _YOU.search(message.label.plain):
        return message.target
    if sense.says(message.label.plain, "leads"):
        return message.source
    return _of_answer(given, message, failed) if answers(given, message) else message.target


_YOU = re.compile(r"\byou(?:'re)?\b|[네너]가\b|당신|あなた|君が", re.IGNORECASE)


def answers(given: Given, message: Message) -> bool:
    """Whether a dotted message goes back to who has asked its sender before."""
    before = given.sequence.messages[: message.number - 1]
    asked = any((one.source, one.target) == (message.target, message.source) for one in before)
    return message.line != "solid" and message.source != message.target and asked


def _of_answer(given: Given, message: Message, failed: Set[str]) -> str:
    named = [id for id in speaking.others(given, message.source, message.label.plain) if id not in failed]
    return named[0] if len(named) == 1 else message.source
