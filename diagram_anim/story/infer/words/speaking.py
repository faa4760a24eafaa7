"""Of whom a dialogue's words speak: the participant that they stand with, or another that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diagram_anim.model.diagram import Label, Message, Note
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import marks, unreal
from diagram_anim.story.language.lexicon import Hit, find
from diagram_anim.story.outcomes import BREAKABLE

_KNOWN = ("runnable", "new", "old", "server", "balancer", "store", "cache", "queue", "node")

_LIVING = (*BREAKABLE, Role.CONTROLLER, Role.THING)

CLAUSES = re.compile(
    r"\s*(?:[,;。、]|(?<=\S)\s(?:및|후|다음)\s|してから|した後に?|(?<=停止|終了|起動)して\s?(?![いおくも])"
    r"|、その後|\b(?:then|before|and)\b|\s/\s|\.(?=\s|$)|\s[–—-]\s)\s*"
)

_UNITS = {"version", "container", "pod", "instance", "replica", "worker"}
"""Kinds that are called by one another's names."""

MADE = {"pod", "container"}

_UNNAMED = (Role.SERVER, Role.NODE)

_ANY = {"server", "node", "instance"}


def lives(given: Given, id: str) -> bool:
    """Whether a participant may start, fail and end: a part of a system, or one of no known role."""
    return given.role(id) in _LIVING


def said_of(given: Given, who: str, text: str, *senses: str, told: bool = False) -> Hit | None:
    """The word with one of these senses in a text that speaks of this participant and of nothing else; one who is
    `told` by a controller may be called by any unit's name."""
    if not lives(given, who):
        return None
    known = (*_KNOWN, "route") if sense.says(text, "signal") else _KNOWN
    known = (*known, "release") if _canary(given, who) and sense.says(text, "canary") else known
    hit = sense.only(text, senses, known, names(given, who))
    if hit is None:
        return None
    several = sense.several(text) and not sense.several(given.words(who)) and not named(given, who, text)
    if several and not _released(given, who, text):
        return None  # "evict pods" speaks of what runs on the node
    said, own = sense.kinds(text), _kinds(given, who, told, "outage" in senses)
    called = named(given, who, text)
    if told and not called and of_others(given, who, said):
        return None  # who is told to take in a new pod isn't the pod
    if said and not (said & own or called) or (told and not called and others(given, who, text)):
        return None  # who is told to end an instance isn't the instance
    made = told and bool(own & MADE)  # a pod that is told "create" is created; a worker may create something
    return hit if said or called or made or not hit.says("needs") else None


def _released(given: Given, who: str, text: str) -> bool:
    """Whether one is a release, of whose pods a text speaks: the old ones are no new one's."""
    release = sense.says(given.words(who), "release") or sense.version(given.words(who))
    new = sense.says(given.words(who), "canary", "green", "fresh") and sense.says(text, "old")
    return bool(release) and not new


def _canary(given: Given, who: str) -> bool:
    """Whether one is the newer of two versions, none of which is called a canary: it is meant by that word."""
    versions = {id: version for id in given.nodes if (version := sense.version(given.words(id)))}
    named = any(sense.says(given.words(id), "canary") for id in given.nodes)
    return not named and len(versions) == 2 and who in versions and versions[who] == max(versions.values(), key=_parts)


def _parts(version: str) -> tuple[int, ...]:
    """A version's numbers, by which one is newer than another."""
    return tuple(map(int, re.findall(r"\d+", version)))


def _kinds(given: Given, who: str, told: bool, any_kind: bool) -> set[str]:
    """By which kinds' names one may be called."""
    own = sense.kinds(sense.unbracketed(given.words(who)) or given.words(who)) | {"any"}
    own |= {"store"} if given.role(who) in (Role.STORE, Role.CACHE) else set()
    if sense.INSTANCE.match(given.words(who)) and "node" not in own:
        own |= _UNITS
    if sense.version(given.words(who)) or given.role(who) is Role.SERVER:
        own.add("version")
    if own == {"any"} and given.role(who) in (*_UNNAMED, Role.THING, Role.CONTROLLER) and any_kind:
        own |= _ANY  # of a participant that is called by no kind, "server down" can but mean itself
    concrete = own - _UNITS - {"any"}
    if own & _UNITS and (told or not concrete):
        own |= _UNITS
    if told and "node" in own and not any("instance" in sense.kinds(given.words(id)) for id in given.nodes):
        own.add("instance")  # as who rents a machine out calls it
    return own


def of_others(given: Given, who: str, said: set[str]) -> bool:
    """Whether kinds that are spoken of are those of other participants, and not of one itself."""
    kinds = said & _UNITS
    others = [sense.kinds(given.words(id)) for id in given.nodes if id != who]
    return bool(kinds) and not kinds & sense.kinds(given.words(who)) and any(kinds & one for one in others)


def fits(given: Given, who: str, text: str, *, failing: bool, told: bool = False) -> bool:
    """Whether a text that speaks of a kind of thing may speak of one: of a node, but not of what runs on it."""
    said, own = sense.kinds(text) - {"any"}, _kinds(given, who, told, failing)
    if sense.kinds(given.words(who)) & {"worker", "instance", "replica"}:
        own |= {*_UNITS, "server", "node"}
    return not said or (bool(said & own) and not of_others(given, who, said)) or named(given, who, text)


def named(given: Given, who: str, text: str) -> bool:
    """Whether a text calls a participant by name; a name like that of an act calls the act."""
    low = text.casefold()
    there = (name for name in names(given, who) if len(name) > 1 and name.casefold() in low)
    called = (name for name in there if not sense.only(name, ("action",), ()))
    return any(_called(name.casefold()).search(low) for name in called)


@cache
def _called(name: str) -> re.Pattern[str]:
    """A name that isn't the beginning of a longer word: `Sched` isn't called by "schedule", a `Pod` is by "pods"."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?:e?s)?(?![a-z0-9])")


def clauses(given: Given, who: str, label: Label) -> Iterator[str]:
    """What a label says of one, most at once first: all of it, a line, a part of a sentence, its brackets where they
    name the one, without the moment or the number that stands before it."""
    text = label.plain
    if perhaps(text):
        yield text
        return
    for whole in dict.fromkeys((text, *label.lines)):
        bare = sense.unbracketed(whole)
        some = (whole, bare, sense.without_reason(bare), *CLAUSES.split(whole), *naming(given, who, whole))
        yield from dict.fromkeys(_MOMENT.sub("", one) for one in some)


def naming(given: Given, who: str, text: str) -> list[str]:
    """What stands in brackets and names one."""
    return [inner for inner in sense.bracketed(text) if named(given, who, inner)]


def perhaps(text: str) -> bool:
    """Whether a text asks, or tells of what may come about, or did long ago."""
    return sense.asks(text) or _PERHAPS.search(text) is not None or unreal().search(text) is not None


_PERHAPS = re.compile(r"\b(?:if|when|may|might|could)\b|경우|場合", re.IGNORECASE)
"""What may come about, or not: no clause of it has."""

_MOMENT = re.compile(
    r"^\s*(?:(?:\d{1,2}:\d\d(?::\d\d)?)\s+|(?:[Tt]\s?[=+]?\s?\d[\w.]*|(?:step|phase|stage|scenario|단계"
    r"|段階)\s?\d+|\d+\s?단계|\d+)\s*[:：.)]\s+)",
    re.IGNORECASE,
)
"""When something comes about, before what does: `T1: region failure`."""


def heads(note: Note) -> bool:
    """Whether a note stands over what follows it, and doesn't only tell something of the one under it: it spans several
    or says when, or which step it is."""
    text = note.label.plain
    return len(set(note.over)) > 1 or sense.dated(text) or _PHASE.match(text) is not None


_PHASE = re.compile(
    r"\W*(?:\d{1,2}[.)]\s|[①-⑳]|(?:step|phase|stage|part|round|day|단계|段階|フェーズ|ステップ)\s?\d|\d\s?(?:단계"
    r"|段階)|第\d)",
    re.IGNORECASE,
)


def struck(given: Given, note: Note) -> str | None:
    """The participant that a note speaks of: the only one under it, or the only one that it names, of those under it
    or of all."""
    if len(set(note.over)) == 1:
        return note.over[0]
    ids = list(given.nodes)
    ends = sorted(ids.index(id) for id in note.over)
    called = others(given, "", note.label.plain)
    under = [id for id in called if ends[0] <= ids.index(id) <= ends[-1]] or called
    return under[0] if len(under) == 1 else None


def meant(given: Given, who: str, text: str) -> str:
    """Of whom a text speaks that stands with one: of the only other one that it names, else of itself."""
    called = others(given, who, text)
    return called[0] if len(called) == 1 and not named(given, who, text) else who


def others(given: Given, who: str, text: str) -> list[str]:
    """Which other participants a text calls by name, as a word of its own."""
    words = _spaced(text)
    found = {id: names(given, id) for id in given.nodes if id != who and named(given, id, text)}
    return [
        id
        for id, called in found.items()
        if any(re.search(rf"\b{re.escape(_spaced(name))}(?![a-z0-9])", words) for name in called if len(name) > 1)
    ]


def _spaced(text: str) -> str:
    """Words with nothing but blanks between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def names(given: Given, id: str) -> tuple[str, ...]:
    """What a participant is called; `마스터` is the master DB, `master` the MySQL master, `Redis` what its name begins
    with, and `canary` the release that is one, where no other is called so."""
    first, _, kind = given.name(id).rpartition(" ")
    others = [given.name(one).casefold() for one in given.nodes if one != id]
    product = next((hit.word for hit in find(given.name(id))[:1] if hit.says("product")), "")
    releases = [hit.word for hit in find(given.words(id)) if hit.says("release", "canary")]
    halves = (
        (first, sense.role(kind)),
        (kind, sense.role(first) or sense.version(kind)),
        *((word, word) for word in (product, *releases)),
    )
    alone = (
        half
        for half, known in halves
        if known and len(half) > 1 and not any(half.casefold() in other for other in others)
    )
    return (id, given.name(id), sense.unbracketed(given.name(id)), given.words(id), *alone)


def notices(given: Given, who: str, text: str) -> bool:
    """Whether a text over one who controls or watches others says what it notices of these."""
    watches = given.role(who) is Role.CONTROLLER or sense.says(given.words(who), "watcher") is not None
    return watches and tidings.reported(text)


def reported(given: Given, message: Message) -> bool:
    """Whether a message only reports: to who hears of others, or runs them, what befalls neither of its ends."""
    hears = sense.hears(given.name(message.target))
    return hears and message.source != message.target and message.end != "cross"


def of_another(given: Given, who: str, text: str) -> bool:
    """Whether one that says a text takes note of how others stand (`mark NotReady`), or, as one that runs or watches
    them, hears nothing of them (`no heartbeat`): its own fate isn't told."""
    if named(given, who, text):
        return False
    minds = given.role(who) is Role.CONTROLLER or sense.says(given.words(who), "watcher", "observer", "platform")
    return marks().search(text.strip()) is not None or (bool(minds) and _UNHEARD.search(text) is not None)


_UNHEARD = re.compile(
    r"\b(?:no|missed|missing|lost|without)\b[^.]*\b(?:heart ?beats?|response|reply|answer|signal|pings?|ack)\b"
    r"|\bheart ?beats?\b[^.]*\b(?:lost|missed|missing|stopped|timeout|timed out|expired|gone)\b|\bnot heard\b"
    r"|(?:하트비트|응답|신호|핑|생존 ?신호)[^.]*(?:없|끊|누락|중단|타임아웃|안 ?(?:옴|온)|못 ?받)"
    r"|(?:ハートビート|応答|信号|死活)[^。]*(?:な[しい]|無し|途絶|途切れ|欠落|未着|タイムアウト|届か|来な)",
    re.IGNORECASE,
)
