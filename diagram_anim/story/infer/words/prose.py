"""What the paragraph right before a chart tells of its parts.

Comes in: the clauses of that paragraph, and what they tell that happens. Goes out: who fails or leads by it, and the
figures that it gives of requests, copies and gauges. What only comes about `when` something else does counts where
others are spoken of behind it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, numerals, portions
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import aims, called, clauses, deeds, families, figured, levels, renewed
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.events import sharing
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.shares import sharing as sharing_out


def _of(given: Given, *ids: str) -> list[Deed]:
    return [one for one in deeds.deeds(given) if one.who in ids]


def leads(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a part leads from then on."""
    told = next((one.told for one in _of(given, id) if one.told.verb == "lead"), None)
    return Hit(told.word, frozenset({"promote"}), told.start, told.end) if told else None


def down(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a part or a group fails, or a place is switched off."""
    told = next((one.told for one in _of(given, id) if _falls(given, one)), None)
    return Hit(told.word, frozenset({"outage"}), told.start, told.end) if told else None


def stays_down(given: Given, id: str) -> bool:
    """Whether it is told that a part fails, and not that it comes back."""
    verbs = {one.told.verb for one in _of(given, id)}
    return "fail" in verbs and not verbs & {"recover", "start"}


def _falls(given: Given, deed: Deed) -> bool:
    off = deed.told.verb == "stop" and deed.who in given.groups and _OFF.search(deed.told.word)
    return deed.told.verb == "fail" or (bool(off) and not _left(given, deed.who))


def _left(given: Given, group: str) -> bool:
    """Whether requests went to what is in a group at first and none do in the end, as arrows say: it is closed."""
    told = (sharing_out(given.chart, id) for id in given.graph.after if id in given.nodes)
    ends = [(one.stages[0], one.stages[-1]) for one in told if one and len(one.stages) > 1]
    return any(first.get(id) and not last.get(id) for first, last in ends for id in given.within(group))


_OFF = re.compile(r"\boff\b|(?<![가-힣])(?:끄|끈|껐)|전원|電源", re.IGNORECASE)


def _real(given: Given) -> list[Clause]:
    return [one for one in clauses.clauses(given) if one.real]


def back(given: Given, ids: Sequence[str]) -> tuple[str, str] | None:
    """To which of these all requests go back in the end, and the words for it."""
    every = _real(given)
    told = [at for at, one in enumerate(every) if _goes_back(one.text) and not re.search(r"\d ?[/:] ?\d", one.text)]
    at = told[-1] if told else None
    last = every[at] if at is not None else None
    before = every[at - 1].who if at and last and not last.names else None
    named = {*last.names, *filter(None, [before])} if last and not last.hangs else set[str]()
    to = [id for id in ids if named & {id, *(group for group in given.groups if id in given.within(group))}]
    if last and len(to) > 1:
        to = [one.id for one in aims.aims(given, last.text, to) if one.to]
    return (to[0], last.text) if last and len(to) == 1 else None


def _goes_back(text: str) -> bool:
    hit = sharing("back").search(text) or sharing("returns").search(text)
    return (
        hit is not None
        and not _FOR.match(text[hit.end() :])
        and not re.search(r"\bfor (?:a |the )?$", text[: hit.start()])
    )


_FOR = re.compile(
    r"し?(?:用|可能|手順|方法|先|時(?!\d)|の(?:手順|方法|際|判断|基準))|し?は(?![^。]*(?:完了|終わ|行[いっ]|実施|た。?$))"
    r"|기?\s?(?:용|위|대비)|\s*(?:계획|절차|plan\b|procedure|window)",
    re.IGNORECASE,
)
"""What follows a word for a rollback that is only made ready."""


def level(given: Given) -> figures.Level | None:
    """How the gauge of a system stands that grows by it."""
    texts = (one.text for one in _real(given) if not figured.SPENT.search(one.text))
    told = (levels.read(_TO.sub(r"\1 ", _PASSED.sub(r"\1", text))) for text in texts)
    found = next((one for one in told if one and one.name in ("cpu", "memory", "load")), None)
    return replace(found, words=_CLIMBS.sub("", found.words)) if found else None


_CLIMBS = re.compile(
    r"(?:\s(?:climb(?:s|ed|ing)?|hits?|ris(?:es|ing)|rose|reach(?:es|ed)?|went|goes|got|gets|jump(?:s|ed)|grew|grows"
    r"|stood|stands|stays?|stayed|passed|is|was|then|soon|had|has|up|to|at|over|above|beyond|past))+$"
    r"|(?<=[가-힣A-Za-z])[이가은는]$|(?<=[ァ-ヶー一-龯])[はがも]$"
)
"""What stands between what a gauge is called and its figure."""

_PASSED = re.compile(
    r"\b(?:went|rose|climbed|got|jumped|shot|is|was)(?: up)? (?:above|over|past|beyond) (?=\d)|\bexceeded (?=\d)"
    r"|([%％])(?:[을를] ?(?:넘(?:자|어|었|긴|기)|초과(?:하자|해|했|한)|돌파)\S*|을? 웃돌\S*"
    r"|を?(?:超え(?:た|て|、|まし|たた)|上回(?:っ|り)|突破)\S*)",
    re.IGNORECASE,
)
"""How it is told that a gauge has gone beyond a figure: it stood there then."""

_TO = re.compile(r"([%％])(?:까지|に達|まで)")
"""What stands behind a figure that a gauge comes to."""


def copies(given: Given) -> Sequence[tuple[str, tuple[int, int], str]]:
    """Of which part there come to be how many copies, from how many, one change after another, by which clause."""
    found: list[tuple[str, tuple[int, int], str]] = []
    spoken: Sequence[str] = ()
    had, last = 0, ""
    for one in _real(given):
        some = _copied(given, one)
        counts_on = _COUNTS.search(one.text) or (had and counts.ordered(numerals.figures(one.text), had))
        if not some and last and counts_on and all(given.role(id) in _ASIDE for id in one.names):
            some = (last,)  # that pool, it
        spoken = some = some or spoken
        named = [id for id in one.names if id in given.nodes and (given.role(id) in _RUNNING or _copies(given, id))]
        last = named[0] if len(named) == 1 else "" if named else last
        text = clauses.without_names(given, one)
        told = counts.copied(text) or ((0, to) if (to := counts.brought(text)) else None)
        if told is None and not one.names and found and (hit := _BACK_TO.search(text)):
            told = (found[-1][1][1], int(portions.number(hit[1])))
        who = next(iter(some), "")
        if had and (told is None or told[0] < 2) and (to := counts.ordered(numerals.figures(text), had)):
            found = found[:-1] if found and found[-1][1] == (0, had) else found  # so many it had at first
            told = (had, to)
        told = None if told and told[0] == told[1] else told
        of_its_own = who in one.names and one.who != who and not re.search(counts.COPY, text, re.IGNORECASE)
        of_its_own = of_its_own and not _COUNTS.search(text)
        told = None if _NO_COPIES.search(text) or of_its_own else told
        if told and told[1] <= counts.MOST:
            before, to = _before(text, told[1]) or told[0] or had, told[1]
            each = 1 if _EACH.search(one.text) or not {*some}.isdisjoint(one.names) else max(1, len(some))
            if before % each == to % each == 0:
                found += [(id, (before // each, to // each), one.text) for id in some]
        if held := _HAD.search(numerals.figures(text)):
            had = int(next(filter(None, held.groups())))
        elif told or (named and one.names[0] not in some):
            had = 0
    return found


_RUNNING = (Role.SERVER, Role.NODE)
_ASIDE = (Role.CONTROLLER, Role.CLIENT)

_BACK_TO = re.compile(
    r"\b(?:back|down|again|returned|returns) to (?:just |only )?(\d{1,2}|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)\b"
    r"(?! ?(?:%|per|[:.]\d|am\b|pm\b|o'clock|ms|seconds|minutes))",
    re.IGNORECASE,
)
"""To how many copies it goes again of whom it was told before."""

_HAD = re.compile(
    r"\b(?:(?:had|has|have|has had|with)|(?:ran|runs?|running)(?: on| with| as)?)\s(\d{1,2})\s"
    r"(?:pods?|replicas?|instances?|servers?|copies|workers?)\b"
    r"|(\d{1,2})\s?[대개](?:였던|이던|였는데|인데|뿐이(?:던|었)\S*|가 있던|로 돌다가"
    r"|로 (?:돌|운영|운용|구성)\S{0,4}(?:\s[있중]\S*)?)"
    r"|(\d{1,2})\s?[台個つ本](?:だった|で動いて|あった|で構成|で運用|で稼働|。?$)",
    re.IGNORECASE,
)
"""How many copies there were, as the clause says that stands before how many there come to be."""


def _copied(given: Given, one: Clause) -> Sequence[str]:
    """Of whom a clause may tell that there come to be more: whom it calls first, the only one in a place that it calls,
    or each of a kind."""
    running = _RUNNING
    if named := next((id for id in one.names if given.role(id) in running), ""):
        return (named,)
    things = [id for id in one.names if id in given.nodes and _copies(given, id)]
    things = things or [id for id in given.of_role(Role.CLIENT) if _copies(given, id) and given.name(id) in one.text]
    if things and _COUNTS.search(one.text):
        return things[:1]
    scaled = {id for who in one.names if given.role(who) is Role.CONTROLLER for id in given.graph.after.get(who, [])}
    ruled = [id for id in scaled if id in given.nodes and (given.role(id) in running or _copies(given, id))]
    if len(ruled) == 1:
        return ruled
    groups = [group for group in one.names if group in given.groups]
    within = [id for group in groups for id in given.within(group)]
    inner = [id for id in within if given.role(id) in running]
    several = [id for id in within if given.role(id) in running or _copies(given, id)]
    if len(groups) == 1 and several == within and _alike(given, within) and _COUNTS.search(one.text):
        return within
    if len(inner) == 1:
        return inner
    kinds = [kind for kind in families.families(given) if any(noun in one.text.casefold() for noun in kind.nouns)]
    each = [id for kind in kinds for id in kind.members.values() if given.role(id) in running]
    return each if _EACH.search(one.text) else ()


def _alike(given: Given, ids: Sequence[str]) -> bool:
    """Whether these are copies of one thing, told apart by no more than a number."""
    return len({renewed.kin(given, id) for id in ids}) == 1


def _copies(given: Given, id: str) -> bool:
    """Whether there may be several of one that isn't known to answer: a thing, a cache, an app that asks others."""
    return given.role(id) in _SERVED or (given.role(id) is Role.CLIENT and called.app(given, id))


_SERVED = (Role.THING, Role.CACHE)


_COUNTS = re.compile(
    rf"\d+\s?{counts.UNIT}?から\s?\d+\s?{counts.UNIT}?(?:に|へ|まで|$)"
    r"|\bfrom \w+(?: (?!to\b|seconds?\b|minutes?\b|hours?\b|days?\b|percent\b|per\b|ms\b)[a-z]+)?"
    r" to (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|twenty|\d+)\b"
    r"|\b(?:from \w+ to|scal\w+\b.*\bto|(?:rais|increas|reduc|lower|cut|grew|grow"
    r"|shr[iau]nk)\w*\b.*\bto) \w+ (?:pods?"
    r"|replicas?|instances?|copies|servers?|workers?|nodes?|containers?|machines?)\b",
    re.IGNORECASE,
)
"""How a clause says from how many to how many, whatever they are."""

_EACH = re.compile(r"\b(?:each|every|all|both)\b|각각|각\s|모든|모두|양쪽|それぞれ|各|すべて|全て|両方", re.IGNORECASE)


_NO_COPIES = re.compile(
    r"\b(?:pools?|connections?|threads?|memory|timeouts?|shards?|partitions?|(?:giga|mega|tera)bytes?|[GMT]i?B)\b"
    r"|커넥션|연결 수|풀[이을은의]"
    r"|스레드|메모리|파티션|コネクション|接続数|プール|スレッド|メモリ|パーティション"
    r"|(?:振り?分け|割り?振り|分散|分担|トラフィック|リクエスト|アクセス)[はがを][^、。]{0,12}\d\s?[台つ]",
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
