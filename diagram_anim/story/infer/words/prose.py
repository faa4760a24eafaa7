"""What the paragraph right before a chart tells of its parts.

Comes in: the clauses of that paragraph. Goes out: what befalls which part, in the order in which it is told, and the
figures that it gives of requests, copies and gauges. What only comes about `when` something else does counts where
others are spoken of behind it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.system import Role
from diagram_anim.story import counts, faults, figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import clauses, levels, naming
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import all_well, links, sharing
from diagram_anim.story.language.lexicon import Hit


@dataclass(frozen=True, slots=True)
class Deed:
    """`told` befalls `who`, a part or a group, by the `words` of a clause."""

    who: str
    told: Tiding
    words: str


@once
def deeds(given: Given) -> Sequence[Deed]:
    """All that befalls parts of a chart, each at its first place; who comes back has been away."""
    found: dict[tuple[str, str], Deed] = {}
    every = clauses.clauses(given)
    last: Deed | None = None
    spoken = ""
    for place, clause in enumerate(every):
        if clause.who is None and spoken and _IT.match(clause.text):
            clause = replace(clause, who=spoken)
        deed = last = _deed(given, clause) or _likewise(given, clause, last)
        spoken = deed.who if deed else spoken
        if deed is None:
            found |= _all_well(clause, found)
            continue
        followed = any(_follows(given, one, deed) for one in every[place + 1 :])
        away = {verb for who, verb in found if who == deed.who} & {"fail", "stop", "degrade"}
        if (followed or not clause.perhaps) and (away or deed.told.verb != "recover"):
            known = found.get((deed.who, deed.told.verb))
            if known and known.told.verb == "recover" and sense.says(known.told.word, "restart"):
                del found[deed.who, deed.told.verb]  # it was only started anew
            found.setdefault((deed.who, deed.told.verb), deed)
    return tuple(found.values())


def _follows(given: Given, clause: Clause, first: Deed) -> bool:
    """Whether a clause behind what need not come about tells what befalls another part then, or that it comes in, and
    is no rule that has a limit."""
    others = {id for id in clause.names if given.role(id) is not Role.CLIENT} - {first.who}
    deed = _deed(given, clause)
    comes = bool(deed and deed.who != first.who) or (bool(others) and _COMES_IN.search(clause.text) is not None)
    return comes and not _WITHIN.search(clause.text)


_COMES_IN = re.compile(
    r"elect|promot|tak(?:es?|en|ing) over|takes its place|moves? to|\b(?:sends?|routes?|redirects?|goes?|go)\b.* to\b"
    r"|승격|선출|올[리려린립]|넘겨받|이어받|대신|옮[겨기긴]|보[내낸냅]"
    r"|昇格|選出|引き継|代わ|移[さしっりる]|[送回][らりるっ]|向け",
    re.IGNORECASE,
)
"""What another does that comes in for one."""

_WITHIN = re.compile(r"\d ?\S{1,3} ?(?:이내|안|내)[에로]|\bwithin \S+ \w+|以内")
"""How a rule says how soon something is to come about."""

_IT = re.compile(r"(?:it|they)\b", re.IGNORECASE)
"""How a clause begins that goes on with whom something was told of last."""


def _all_well(clause: Clause, found: Mapping[tuple[str, str], Deed]) -> dict[tuple[str, str], Deed]:
    """Who is back, where a clause says that all is as it was."""
    hit = all_well().search(clause.text) if clause.real else None
    ill = {who for who, verb in found if verb in ("fail", "degrade") and (who, "recover") not in found}
    told = Tiding("recover", hit[0], hit.start(), hit.end(), True) if hit else None
    return {(who, "recover"): Deed(who, told, clause.text) for who in ill if told}


_RAISED = re.compile("올[리려린립]")
"""A copy that is raised leads from then on."""


def _likewise(given: Given, clause: Clause, last: Deed | None) -> Deed | None:
    """What a clause that says no more than another name tells of that one: `then mongo-1`."""
    if last is None or len(clause.names) != 1:
        return None
    (who,) = clause.names
    rest = re.sub("|".join(map(re.escape, naming.names(given, who))), "", clause.text, flags=re.IGNORECASE)
    return replace(last, who=who, words=clause.text) if _THEN.fullmatch(rest) else None


_THEN = re.compile(
    r"\W*(?:then|and|finally|next|그다음|그 다음|다음|이어서|마지막으로|次に|最後に|その次に)?\W*", re.IGNORECASE
)


def _deed(given: Given, clause: Clause) -> Deed | None:
    """What a clause tells of whom it speaks of, by a word as it is written."""
    if clause.who is None or not clause.real or links("severs").search(clause.text):
        return None
    text = clauses.told(clause.text)
    homes = [group for group in given.groups if clause.who in given.within(group) and group in clause.names]
    own = [phrases.tight(name) for id in (clause.who, *homes) for name in naming.names(given, id)]
    told = tidings.read(text, own) or tidings.read(re.sub(r"\bthe\s+", "", text), own)
    if told is None or not (clause.named or told.sure):
        return None
    if told.verb == "start" and given.role(clause.who) is Role.STORE and _RAISED.match(told.word):
        told = replace(told, verb="lead", sure=True)
    told = replace(told, word=clause.text[told.start :]) if clause.text.endswith("면") else told
    deed = Deed(clause.who, told, clause.text)
    return deed if _fits(given, deed) else None


_CHOSEN = re.compile(r"elect|promot|leader|primary|master|승격|선출|당선|리더|마스터|昇格|選出|リーダー", re.IGNORECASE)

_DONE_TO = re.compile(r"[가-힣][을를]\s|[一-龥ァ-ヶー]を")
"""Where who acts does it to another."""


_ANEW = re.compile(
    r"\b(?:new|replacement|comes up|came up|is started|started|added)\b|새로|대신|대체|추가|代わり|新た|新しく|追加",
    re.IGNORECASE,
)
"""Who comes up only then; what runs is started, too, where somebody says what it is."""


def _fits(given: Given, deed: Deed) -> bool:
    """Whether it may befall such a part: who decides or asks may notice another's failure or take another out, and a
    queue drains by itself."""
    verb, role = deed.told.verb, given.role(deed.who)
    if role is Role.THING and verb in ("fail", "stop", "recover", "start") and _DONE.match(deed.words, deed.told.start):
        return False
    acts = role in (Role.BALANCER, Role.CONTROLLER, Role.CLIENT)
    if verb == "fail":
        watches = sense.says(given.words(deed.who), "watcher", "observer") and tidings.reported(deed.words)
        return not (watches or (acts and (tidings.of_check(deed.words) or _DONE_TO.search(deed.words))))
    if verb == "lead":
        raised = _RAISED.match(deed.told.word) is not None
        return deed.who in given.nodes and (raised or _CHOSEN.search(deed.words) is not None)
    if verb in ("start", "recover") and _elsewhere(given, deed):
        return False
    if verb == "start":
        return deed.who in given.nodes and not acts and _ANEW.search(deed.words) is not None
    return verb in ("recover", "degrade") or (verb == "stop" and not acts and role is not Role.QUEUE)


_DONE = re.compile(r"[a-z]+s (?:up |down )?(?:the|an?|its|all|every|old|new|one)\b", re.IGNORECASE)
"""Where who is named does something to another: `the handler drains the node`."""


def _elsewhere(given: Given, deed: Deed) -> bool:
    """Whether one is told to come up in another place than it stands in: it is another."""
    places = [id for id in naming.names_in(given, deed.words) if id in given.groups]
    return any(deed.who not in (place, *given.within(place)) for place in places)


def leads(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a part leads from then on."""
    told = next((one.told for one in deeds(given) if one.who == id and one.told.verb == "lead"), None)
    return Hit(told.word, frozenset({"promote"}), told.start, told.end) if told else None


def down(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a part or a group fails, or a place is switched off."""
    told = next((one.told for one in deeds(given) if one.who == id and _falls(given, one)), None)
    return Hit(told.word, frozenset({"outage"}), told.start, told.end) if told else None


def _falls(given: Given, deed: Deed) -> bool:
    off = deed.told.verb == "stop" and deed.who in given.groups and _OFF.search(deed.told.word)
    return deed.told.verb == "fail" or bool(off)


_OFF = re.compile(r"\boff\b|(?<![가-힣])(?:끄|끈|껐)|전원|電源", re.IGNORECASE)


def emptied(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a machine is drained, or the one that something runs on."""
    homes = [group for group in given.groups if id in given.within(group)]
    told = next((one.told for one in deeds(given) if one.who in (id, *homes) and _DRAINS.search(one.told.word)), None)
    return Hit(told.word, frozenset({"end"}), told.start, told.end) if told else None


_DRAINS = re.compile(r"drain|evacuat|cordon|드레인|비우|비움|ドレイン|退避", re.IGNORECASE)


def drained(given: Given, who: str, words: str) -> bool:
    """Whether one that requests are shared out to is only taken out of its pool by these words."""
    led = any(given.role(one) is Role.BALANCER for one in given.graph.before.get(who, []))
    return led and _OUT.search(words) is not None


_OUT = re.compile(
    r"[빼뺀뺐]|빠[지진졌]|제외|분리|드레인|\bout of\b|\bfrom (?:its|the) (?:pool|rotation|balancer)|drain"
    r"|外[すしれ]|切り離|除外|ドレイン",
    re.IGNORECASE,
)


def _real(given: Given) -> list[Clause]:
    return [one for one in clauses.clauses(given) if one.real]


def errors(given: Given, id: str) -> tuple[float, str, str] | None:
    """Percent of a part's answers that are errors, the words for it, and the clause."""
    spoken: Sequence[str] = ()
    for one in _real(given):
        answering = [who for who in one.names if given.role(who) in (Role.SERVER, Role.NODE, Role.STORE)]
        spoken = answering or ([] if one.names else spoken)
        if [*spoken] == [id] and (rate := faults.errors(one.text)):
            return *rate, one.text
    return None


def back(given: Given, ids: Sequence[str]) -> tuple[str, str] | None:
    """To which of these all requests go back in the end, and the words for it."""
    every = _real(given)
    told = [at for at, one in enumerate(every) if _goes_back(one.text) and not re.search(r"\d ?[/:] ?\d", one.text)]
    at = told[-1] if told else None
    last = every[at] if at is not None else None
    before = every[at - 1].who if at and last and not last.names else None
    named = {*last.names, *filter(None, [before])} if last and not last.hangs else set[str]()
    to = [id for id in ids if named & {id, *(group for group in given.groups if id in given.within(group))}]
    return (to[0], last.text) if last and len(to) == 1 else None


def _goes_back(text: str) -> bool:
    hit = sharing("back").search(text) or sharing("returns").search(text)
    return (
        hit is not None
        and not _FOR.match(text[hit.end() :])
        and not re.search(r"\bfor (?:a |the )?$", text[: hit.start()])
    )


_FOR = re.compile(r"し?(?:用|可能)|기?\s?(?:용|위|대비)|\s*(?:계획|절차|plan\b|procedure|window)", re.IGNORECASE)
"""What follows a word for a rollback that is only made ready."""


def level(given: Given) -> figures.Level | None:
    """How the gauge of a system stands that grows by it."""
    told = (levels.read(_TO.sub(r"\1 ", one.text)) for one in _real(given))
    found = next((one for one in told if one and one.name in ("cpu", "memory", "load")), None)
    return (
        replace(found, words=re.sub(r"(?<=[가-힣])[이가은는]$|(?<=[ァ-ヶー一-龯])[はがも]$", "", found.words))
        if found
        else None
    )


_TO = re.compile(r"([%％])(?:까지|に達|まで)")
"""What stands behind a figure that a gauge comes to."""


def copies(given: Given) -> Sequence[tuple[str, tuple[int, int], str]]:
    """Of which part there come to be how many copies, from how many, one change after another, by which clause."""
    found: list[tuple[str, tuple[int, int], str]] = []
    spoken = ""
    for one in _real(given):
        spoken = who = next((id for id in one.names if given.role(id) in (Role.SERVER, Role.NODE)), spoken)
        text = clauses.without_names(given, one)
        told = counts.copied(text) or ((0, to) if (to := counts.brought(text)) else None)
        of_its_own = who in one.names and one.who != who and not re.search(counts.COPY, text, re.IGNORECASE)
        told = None if _NO_COPIES.search(text) or of_its_own else told
        if told and who and told[1] <= counts.MOST:
            found.append((who, (_before(text, told[1]) or told[0], told[1]), one.text))
    return found


_NO_COPIES = re.compile(
    r"\b(?:pools?|connections?|threads?|memory|timeouts?|shards?|partitions?|(?:giga|mega|tera)bytes?|[GMT]i?B)\b"
    r"|커넥션|연결 수|풀[이을은의]"
    r"|스레드|메모리|파티션|コネクション|接続数|プール|スレッド|メモリ|パーティション",
    re.IGNORECASE,
)
"""Of what else there may come to be more."""


def _before(text: str, to: int) -> int:
    """How many copies there were, where a clause counts them so before it says how many there come to be: `서버 2대로는
    감당하지 못해 8대까지`; else 0."""
    counted = [(int(many), unit) for many, unit in _COUNTED.findall(text)]
    first, *later = counted or [(0, "")]
    return first[0] if len(later) == 1 and later[0] == (to, first[1]) and first[0] != to else 0


_COUNTED = re.compile(r"(\d{1,3}) ?(대|개|台|個|つ|pods?|servers?|instances?|replicas?|workers?|nodes?)(?![a-z])")
