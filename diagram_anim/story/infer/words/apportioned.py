"""How requests are shared out by what is said before a chart whose arrows don't tell it.

Comes in: the clauses of that paragraph, and among whom somebody shares out. Goes out: percent by target, one stage
after another: `v2 first received 5 % of the traffic, then 25 %, and finally all of it`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.story import sense
from diagram_anim.story.grammar import units
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, deeds, naming, renewed
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language.events import sharing


@dataclass(frozen=True, slots=True)
class Apportioned:
    """`stages` hold percent by target, each a whole; `word` is what the first is told by."""

    stages: tuple[Mapping[str, float], ...]
    word: str


_SENT = re.compile(
    r"보[내냅냈낸]|받[는았아습]|\b(?:sends?|sent|gets?|got|receiv\w+|routes?|routed|moves?|moved)\b"
    r"|[流送]|受け|traffic|requests?\b|users|players|everything|it\b|load"
    r"|요청|트래픽|사용자|부하|トラフィック|リクエスト|アクセス|すべて|全部",
    re.IGNORECASE,
)
"""What is shared out."""

_NONE = re.compile(
    r"(?:받|보내|흐르)지\s?않|(?:流|受け|送ら)さ?ない"
    r"|\b(?:gets?|receives?|takes?) (?:no (?:traffic|requests)|none|nothing)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\d/])(\d{1,3})\s?[/:]\s?(\d{1,3})(?![\d/])")
_STEP = re.compile(r"(?:\D{0,24}(?:\s|(?<=[ぁ-ん])))?(\d{1,3}(?:\.\d+)?)\s?[%％](?:\D{0,12}(?<=[가-힣ぁ-ん]))?")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?[%％]")
_ALL = re.compile(
    r"\b(?:all|everything|100\s?%)\b|모든|모두|전부|전체|전량|100\s?%|すべて|全て|全部|全(?:トラフィック|リクエスト)|100\s?%",
    re.IGNORECASE,
)
_HALF = re.compile(r"\bhalf\b|절반|반반|半分")
_FIRST = re.compile(
    r"\b(?:at first|initially|normally|usually|before)\b|처음|최초|평소|원래|最初|通常|普段|いつも", re.IGNORECASE
)
_OTHERS = re.compile(
    r"오류|에러|error|5xx|CPU|메모리|memory|캐시|cache|hit|사용률|エラー|使用率|실패|fail", re.IGNORECASE
)
"""What else may be so many of a hundred."""


def apportioned(given: Given, targets: Sequence[str]) -> Apportioned | None:
    """The stages, None where nothing is told, or what is told makes no whole."""
    stages: list[Mapping[str, float]] = []
    words: list[str] = []
    sets = [*_sets(given, targets)]
    for place, (parts, text, first) in enumerate(sets):
        whole = _whole(parts, targets)
        if whole is None:
            return None
        if not stages and not (first or _begins(parts, sets[place + 1 :])) and max(whole.values()) == 100:
            if sharing("back").search(text) or len(targets) != 2:
                return None
            stages.append(_before(given, whole))
        if not stages or stages[-1] != whole:
            stages.append(whole)
        words.append(text)
    stages += _returned(given, stages)
    return Apportioned(tuple(stages), words[0]) if words else None


def _begins(parts: Mapping[str, float], later: Sequence[tuple[Mapping[str, float], str, bool]]) -> bool:
    """Whether another gets the lesser part next: until then these had theirs."""
    after = later[0][0] if later else {}
    return bool(after) and not parts.keys() & after.keys() and max(after.values()) < HALF


HALF = 50.0


def _returned(given: Given, stages: Sequence[Mapping[str, float]]) -> Iterator[Mapping[str, float]]:
    """As it was at first, where all had the same and who gets nothing since is told to be back: it takes its part."""
    if len(stages) < 2 or len({*stages[0].values()}) > 1:
        return
    lives = {id: [one.told.verb for one in deeds.deeds(given) if one.who == id] for id in stages[0]}
    gone = [id for id, share in stages[-1].items() if not share]
    if gone and all(lives[id][-1:] == ["recover"] for id in gone):
        yield stages[0]


def _before(given: Given, whole: Mapping[str, float]) -> Mapping[str, float]:
    """How it was before all went to one of two: each of a kind had its half, of two versions the other had all."""
    alike = len({renewed.kin(given, id) for id in whole}) == 1 and not sense.versions(
        {id: given.words(id) for id in whole}
    )
    return dict.fromkeys(whole, 50.0) if alike else {id: 100 - share for id, share in whole.items()}


def _whole(parts: Mapping[str, float], targets: Sequence[str]) -> dict[str, float] | None:
    """The shares of all of them: who isn't named gets the rest, where it is one, else nothing of it is left."""
    left = [id for id in targets if id not in parts]
    rest = 100 - sum(parts.values())
    if rest < 0 or (rest and len(left) != 1):
        return None
    shares = {id: parts.get(id, rest if rest else 0.0) for id in targets}
    return shares if units.whole(shares.values()) else None


def _sets(given: Given, targets: Sequence[str]) -> Iterator[tuple[dict[str, float], str, bool]]:
    """What is told together, one after another, with its words, and whether it is said to hold at first."""
    now: dict[str, float] = {}
    text, first, spoken = "", False, ""
    every = clauses.clauses(given)
    whole: list[dict[str, float]] = []
    for place, one in enumerate(every):
        again = _again(one, whole)
        if again is not None:
            if now:
                yield now, text, first
            yield again, one.text, False
            now, spoken = {}, ""
            continue
        told = _leading(given, every[place:], targets) or _told(given, one, targets, spoken, _steps(every[place + 1 :]))
        if told is None:
            continue
        who, share = told
        spoken = who
        if now and (who in now or sum(now.values()) + share > 100):
            yield now, text, first
            now = {}
        if not now:
            text, first = one.text, _FIRST.search(one.text) is not None or not share
        now[who] = share
        whole += [dict(now)] if len(now) == len(targets) else []
    if now:
        yield now, text, first


def _again(one: Clause, before: Sequence[dict[str, float]]) -> dict[str, float] | None:
    """The shares that a clause goes back to by their figures alone: `went back to 60/40`."""
    found = _BARE.search(one.text) if one.real and sharing("again").search(one.text) else None
    told = [float(found[1]), float(found[2])] if found else []
    return next((dict(shares) for shares in before if told and [*shares.values()] == told), None)


def _steps(every: Sequence[Clause]) -> list[float]:
    """The figures of the clauses at the beginning that say nothing but one: `then 50 %`, `100 %`."""
    found: list[float] = []
    for one in every:
        bare = _STEP.fullmatch(one.text) if one.real and not one.names and not _OTHERS.search(one.text) else None
        if bare is None:
            break
        found.append(float(bare[1]))
    return found


def _leading(given: Given, every: Sequence[Clause], targets: Sequence[str]) -> tuple[str, float] | None:
    """Who gets so much by a figure that others follow, the last and largest of which is said of somebody: `10 %, 50 %
    and 100 % to green`."""
    steps = _steps(every)
    behind = every[len(steps)] if 0 < len(steps) < len(every) else None
    percent = _PERCENT.search(behind.text) if behind and behind.real and not _OTHERS.search(behind.text) else None
    who = _meant(given, behind, targets) if behind and percent else ""
    figures = [*steps, float(percent[1])] if percent else []
    return (who, steps[0]) if who and sorted({*figures}) == figures else None


def _told(
    given: Given, one: Clause, targets: Sequence[str], spoken: str, steps: Sequence[float]
) -> tuple[str, float] | None:
    """Who gets how much by a clause: whom it names, or whom the one before it spoke of; `steps` follow it."""
    who = _meant(given, one, targets)
    if who and _NONE.search(one.text):
        return who, 0.0
    if not one.real or _OTHERS.search(one.text):
        return None
    then = (
        bool(spoken)
        and not one.names
        and (re.match(r"(?:then|finally|later|그다음|다음|이어서|次に)\b|\d", one.text) or _STEP.fullmatch(one.text))
    )
    if not (who or then):
        return None
    percent, sent = _PERCENT.search(one.text), _SENT.search(one.text)
    grows = percent is not None and bool(steps) and float(percent[1]) < steps[0]
    if percent and (sent or then or spoken or grows):
        return who or spoken, float(percent[1])
    if sent and _ALL.search(one.text):
        return who or spoken, 100.0
    return (who or spoken, 50.0) if spoken and _HALF.search(one.text) else None


def _meant(given: Given, one: Clause, targets: Sequence[str]) -> str:
    """The only target that a clause calls, or the place that it stands in."""
    homes = {id: [group for group in given.groups if id in given.within(group)] for id in targets}
    found = [id for id in targets if id in one.names or {*homes[id]} & {*one.names}]
    found = found or [id for id in targets if id == one.who and not one.names]
    if len(found) > 1:
        found = [id for id in found if any(_to(name, one.text) for name in naming.names(given, id))]
    return found[0] if len(found) == 1 else ""


def _to(name: str, text: str) -> bool:
    """Whether a text calls one as where something goes: `to Dublin`, `부산으로`, `大阪へ`."""
    called = re.escape(name)
    return re.search(rf"\bto (?:the )?{called}\b|{called}(?:으로|로|へ|に)(?![가-힣])", text, re.IGNORECASE) is not None
