"""Who is told to get how much of what somebody shares out, clause by clause of the paragraph before a chart.

Comes in: its clauses, and among whom is shared out. Goes out: what each clause tells: that some get so much (at first,
or from then on), that all get as many, or that it goes back to what it was. Refuses to know what makes a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.story import portions
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import aims, clauses, cutting, paced
from diagram_anim.story.infer.words.aims import Aim
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.takers import FLOW, STAYS, Spoken, leaves, moved, others, who_of, whose
from diagram_anim.story.language.events import portioning, sharing
from diagram_anim.story.portions import ALL, BARE, NONE, PART, REST, Portion


@dataclass(frozen=True, slots=True)
class Told:
    """`parts` hold percent by target; `first` where that is so every day, or was so till then; `settled` where nobody
    else gets anything. Without parts it goes `back` to how it was at first. It has `changed` where a word says so; what
    only `weighs` counts beside others."""

    parts: Mapping[str, float]
    text: str
    first: bool = False
    settled: bool = False
    back: bool = False
    changed: bool = False
    weighs: bool = False
    undone: bool = False
    """Whether it goes back by one stage only, to how it was before that."""


def told(given: Given, targets: Sequence[str]) -> Iterator[Told]:
    """All of it, in its order."""
    every = [piece for one in clauses.clauses(given) for piece in _pieces(one)]
    spoken = Spoken()
    aside = False
    lists = paced.within(given, [text for _, text in every], tuple(targets))
    for place, (clause, text) in enumerate(every):
        if place in lists:
            if (one := lists[place]) and one.who:
                yield from (Told({one.who: share.percent}, words, changed=True) for share, words in one.shares)
                spoken.seen, spoken.share, spoken.listing = True, one.who, True
            continue
        aside = _aside(given, text, targets, aside)
        if aside and not portioning("others").search(text):
            continue
        near = " ".join(words for _, words in every[max(0, place - 1) : place + 1])
        changed = portioning("changed").search(near) is not None and not _STATE.search(near)
        found = [
            replace(one, changed=changed) for one in _read(given, clause, text, targets, spoken, every[place + 1 :])
        ]
        yield from found
        spots = aims.aims(given, text, targets)
        new = [one.parts for one in found if len(one.parts) == 1 and not (one.first and one.settled)]
        spoken.listing = bool(new) or (spoken.listing and _EMPTY.search(text) is not None)
        spoken.share = next(iter(new[-1])) if new else spoken.share
        begun = [next(iter(one.parts)) for one in found if [*one.parts.values()] == [100.0]]
        spoken.whole = begun[0] if begun and not spoken.seen else spoken.whole
        spoken.about = _about(spots) if spots else spoken.about
        spoken.spreads = spoken.spreads or portioning("spreads").search(text) is not None
        spoken.weighs = spoken.weighs or portioning("weighs").search(text) is not None
        spoken.seen = spoken.seen or bool(found)


def _aside(given: Given, text: str, targets: Sequence[str], before: bool) -> bool:
    """Whether an English piece speaks of other figures than shares, or goes on by its verb with one `before` that did:
    `the error rate | then climbs to 6 %`."""
    if portioning("others").search(text):
        return True
    onward = text.isascii() and _ONWARD.match(text) is not None and not sharing("back").search(text)
    return before and onward and not FLOW.search(text) and not aims.aims(given, text, targets)


_ONWARD = re.compile(
    r"(?:(?:then|now|later|soon|and|but|again|by|up|even)\s+)*"
    r"(?:climb|ris|rose|fell|fall|go|went|jump|drop|reach|hit|increas|decreas|grow|grew|gets?|got|improv|soar|sink|sank"
    r"|settl|to|from)\w*\b"
)
"""How a piece begins that goes on by its verb alone."""

_RATES = re.compile(
    r"\b(?:error|failure|success) rates?\b|(?:오류|에러|실패|성공)율|(?:エラー|失敗|成功)率", re.IGNORECASE
)
"""What is no share of requests, though parts may be called by these words."""


_RULE = re.compile(
    r"전에는[^.]*않|(?:まで|前)は[^。]*ない|\b(?:not|never|no \w+)\b.*\b(?:until|before|unless|without)\b",
    re.IGNORECASE,
)
"""How it is said what must not be before something else has come about."""

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")

_STATE = re.compile(
    r"^(?!.*(?:今は|今では|現在|以降|以後|その後|切り替|ように[なし]|ことに|戻|変え|変更|から、|[たる]ため)).*"
    r"(?:ます|ている|ています|れる|送る|流す|受ける)。?$"
)
"""How a Japanese clause ends that tells how it is, and nothing that has changed."""


def _about(spots: Sequence[Aim]) -> str:
    """Of whom a clause speaks that tells no share: the only one that it calls, or its subject."""
    for some in ({one.id for one in spots}, {one.id for one in spots if one.subject}):
        if len(some) == 1:
            return next(iter(some))
    return ""


_EMPTY = re.compile(r"^\W*(?:[\w']+\W*){0,4}$")


def _pieces(clause: Clause) -> Iterator[tuple[Clause, str]]:
    """A clause without what stands in brackets, and that."""
    return ((clause, piece.strip()) for piece in _PARTED.split(clause.text) if piece.strip())


_PARTED = re.compile(
    r"[(（](?![^()（）\s]{1,6}[)）])|(?<![(（][^()（）\s])[)）]|\s(?=(?:when|because|whereas"
    r"|although)\s)",
    re.IGNORECASE,
)


def _read(
    given: Given,
    clause: Clause,
    text: str,
    targets: Sequence[str],
    spoken: Spoken,
    later: Sequence[tuple[Clause, str]],
) -> Iterator[Told]:
    spots, away = aims.aims(given, text, targets), aims.away(given, tuple(targets))
    if not clause.real:
        if _NOTHING.search(text) and not _RULE.search(text) and (who := who_of(spots, targets)):
            yield Told({who: 0.0}, text, first=not spoken.seen)
        return
    spoken.general = spoken.general or _GENERAL.search(text) is not None
    if spoken.general or (clause.perhaps and not spots):
        return
    if clause.hangs and not clause.names and aims.AGES.search(text) and not _DONE.search(text):
        return  # a rule for what may come about
    bare = aims.masked(given, clause, text, spots)
    first = portioning("everyday").search(text) is not None or _MEANWHILE.search(text) is not None
    begins = portioning("first").search(text) is not None and not spoken.seen
    if pair := _figures(text, spots, targets):
        again = portioning("restored").search(text) is not None
        yield from _from_whole(bare, spots, text)
        yield Told(pair, text, first=first or again, settled=True)
        if again and spoken.seen:
            yield Told({}, text, back=True)
        return
    if _CEASES.search(text):
        if who := who_of(spots, targets):
            yield Told({who: 0.0}, text, first=False)
        return
    figure = portioning("weighs").search(text) and any(one.kind == PART for one in portions.portions(text))
    returns = sharing("back").search(text) or portioning("restored").search(text)
    if not spots and not (figure and spoken.share) and returns and not _READY.search(text):
        yield Told({}, text, back=True)
        return
    if not spots and spoken.seen and _AS_BEFORE.search(text):
        yield Told({}, text, back=True, undone=True)
        return
    outer = _BRACKETS.sub(" ", clause.text) if text != clause.text else ""
    aside = portioning("others").search(outer) is not None
    if (aside or portioning("others").search(bare) or _RATES.search(text)) and (portions.portions(bare) or not away):
        return
    shared = portioning("shared").search(bare) is not None
    ahead = " ".join(words for _, words in later[:3])
    shared = shared or (_GAPPED.search(text) is not None and portioning("shared").search(ahead) is not None)
    amounts = _amounts(bare, spoken, shared=shared)
    was = begins or (first and not spoken.seen)
    some = list(dict.fromkeys(one.id for one in spots))
    if was and not amounts and 0 < len(some) < len(targets) and _ONLY.search(bare):
        yield Told(dict.fromkeys(some, 100 / len(some)), text, first=True, settled=True)
        return
    if shared and not spots and (some := others(given, bare, targets, spoken)):
        yield Told(dict.fromkeys(some, 100 / len(some)), text, settled=True)
        return
    others_gone = bool(some) and {*targets} - {*some} <= away
    if others_gone and not amounts and len(some) < len(targets) and _NO_OTHERS.search(text):
        yield Told(dict.fromkeys(some, 100 / len(some)), text, settled=True)
        return
    theirs = bool(clause.names) and not spots and _others_share(given, clause, targets)
    rest = [one for one in portions.portions(bare) if one.kind == REST]
    if rest and spoken.share and len(some) > 1 and spoken.share not in some:
        yield Told(dict.fromkeys(some, -1 / len(some)), text)
        return
    if not spots and (each := _apiece(given, bare, targets, spoken, amounts)):
        yield Told(each, text)
        return
    if (shared or spoken.seen) and not theirs and (even := _evenly(given, bare, spots, targets, amounts)):
        yield Told(even, text, first=first, settled=True)
        return
    if amounts and (who := whose(given, text, bare, spots, targets, spoken, later, shared)):
        new = aims.newcomers(given, tuple(targets))
        if new and _interim(given, clause) and {*targets} - away - new == {who}:
            return  # who is left gets all without anybody's doing, till another comes
        first = first or (begins and not 0 < amounts[0].percent < 50) or _stood(given, text, amounts, spoken, later)
        whole = not spoken.seen and [one.kind for one in amounts] == [ALL]
        first = first or (whole and leaves(given, who, text, targets, later))
        yield from _each(who, amounts, bare, text, first, called=bool(spots) or STAYS.search(bare) is not None)
        return
    beyond = [id for id in clause.names if id not in targets and not {*given.within(id)} & {*targets}]
    elsewhere = any(one.to for one in aims.aims(given, text, beyond))
    if not amounts and not elsewhere and (who := moved(bare, spots, returns=spoken.seen, gone=away)):
        left = [one.id for one in spots if one.away]
        if not (spoken.seen or away) and len(targets) == 2 and left != [who] and len(left) == 1 and _FLIPS.search(bare):
            yield Told({left[0]: 100.0}, text, first=True, settled=True)
        yield Told({who: 100.0}, text, settled=True)
        return


_DONE = re.compile(r"[ただ](?:。|$)|て$")
"""How a Japanese clause ends that tells what has been done."""

_FLIPS = re.compile(r"\b(?:flip|switch|cut|swap)(?:p?ed|e?s|ping|ing)?\b|切り?[替換]|전환|갈아", re.IGNORECASE)
"""How it is said that who shares out goes over from one to another."""


def _others_share(given: Given, clause: Clause, targets: Sequence[str]) -> bool:
    """Whether a clause calls some to whom another shares out."""
    sharers = [id for id in given.nodes if len(given.graph.after.get(id, ())) > 1 and id not in targets]
    led = {id for one in sharers for id in given.graph.after[one]} - {*targets}
    return any(id in led for id in clause.names)


def _stood(
    given: Given, text: str, amounts: Sequence[Portion], spoken: Spoken, later: Sequence[tuple[Clause, str]]
) -> bool:
    """Whether one that had all of it did so every day, till others got some: `blue served all requests until noon`."""
    whole = not spoken.seen and [one.kind for one in amounts] == [ALL] and _SERVED.search(text) is not None
    prose = clauses.prose(given)
    onward = prose[prose.find(text) + len(text) :]
    if whole and _TILL.match(onward) and not aims.away(given, tuple(given.nodes)):
        return True
    return (
        whole
        and not aims.gone(given)
        and any(one.kind == PART for _, words in later for one in portions.portions(words))
    )


_TILL = re.compile(r"\s?(?:until|till|up to)\s")
"""How it goes on behind a clause where that was so only till then."""

_SERVED = re.compile(
    r"^(?!.*\b(?:now|since|then|after(?:wards)?|later|finally|again|soon)\b).*"
    r"\b(?:serv(?:es|ed|ing)|handl(?:es|ed|ing)|answer(?:s|ed|ing)|had|has|carried|carries|took|takes|got|gets"
    r"|received)\b",
    re.IGNORECASE,
)
"""What is said of one who has something, and not that it has come to have it."""


def _interim(given: Given, clause: Clause) -> bool:
    """Whether a clause, or what its sentence has before it, says that it is so only till something else comes about."""
    prose = clauses.prose(given)
    before = re.split("[.;。]", prose[: max(0, prose.find(clause.text))])[-1]
    return _INTERIM.search(before[-24:] + clause.text) is not None


_INTERIM = re.compile(
    r"\b(?:until then|till then|up to then|meanwhile|in the meantime|in between|for the time being)\b"
    r"|그\s?(?:사이|동안|때까지)|그러는 (?:사이|동안)|(?:その|それまで)の?間|それまで|その(?:あいだ|間)",
    re.IGNORECASE,
)

_GAPPED = re.compile(r"^[^.]{0,24}?\d\s?(?:%|퍼센트)(?:[를은만가]|씩)?$")
"""A Korean clause whose verb stands in one behind it: `월요일에 5%, …`."""

_GENERAL = re.compile(
    r"\b(?:means|e\.g\.|for example|for instance|designed to|supposed to|able to)\b|^say\b"
    r"|예를 들|이란\s|란\s|[하되]도록 (?:설정|구성|되어|돼|설계)|仕様|仕組み|例えば|たとえば|とは"
    r"|設定になって|ようになって",
    re.IGNORECASE,
)
"""Where a clause says how such a thing works, or is set up."""

_NOTHING = re.compile(
    r"(?<!영향을 )(?<!피해를 )(?<!타격을 )(?<!지장을 )(?<!제약을 )(?:받|보내|흐르|가)지\s?(?:않|못)|(?:流|受け"
    r"|送ら)[さけれ]?ない"
    r"|\b(?:gets?|receives?|takes?) (?:no (?:traffic|requests)|none|nothing)\b",
    re.IGNORECASE,
)
_CEASES = re.compile(
    r"(?:回す|流す|送る|渡す|振る|振り分ける|割り当てる|投げる|入れる|向ける)(?:の|こと)?を(?:やめ|止め|停止|控え"
    r"|中止|見合わせ)"
)
"""Where a Japanese clause says that one isn't given anything any more."""
_READY = re.compile(
    r"し?(?:戻し用|用に|可能)|[가-힣]기?\s?(?:용으로|위해|대비)|\b(?:plan|procedure|window|for (?:a |the )?roll)\b",
    re.IGNORECASE,
)


_AS_BEFORE = re.compile(
    r"\bback to (?:where|what|how) (?:we|it|they|things) (?:were|was|had been|stood|had)\b"
    r"|\b(?:what|as) (?:it|they) (?:was|were|had been) before\b|\bone (?:step|stage) back\b"
    r"|\bback (?:by )?one (?:step|stage)\b"
    r"|(?:직전|바로 앞|이전) (?:단계|비율|비중)[으로에]+ |한 단계 (?:되돌|내[리려렸])"
    r"|(?:一つ前|直前|前)の(?:段階|割合|比率)(?:に|へ)",
    re.IGNORECASE,
)
"""That it is shared out as it was before the last change."""

TENTHS = 10
"""What parts of a whole may add up to in Japanese: `8対2`."""


def _figures(text: str, spots: Sequence[Aim], targets: Sequence[str]) -> dict[str, float]:
    """Figures for all of them at once, in the order in which they are called or drawn: `went to 80/20`."""
    ratios = [one for one in _RATIO.finditer(text) if not _CLOCK.fullmatch(one[0].strip())]
    found = next(iter(ratios), None) or cutting.FIGURES.search(text)
    told = [float(one) for one in re.findall(r"\d+", found[0])] if found else []
    if sum(told) == TENTHS and found and re.search("[対:：]", found[0]):
        told = [10 * one for one in told]
    if not told or sum(told) != 100 or len(told) != len(targets):
        return {}
    called = list(dict.fromkeys(one.id for one in spots))
    return dict(zip(called if len(called) == len(targets) else targets, told, strict=True))


_RATIO = re.compile(r"(?<![\d/:.])\d{1,3}\s?[%％]?(?:\s?(?:[/:：]|대|対)\s?\d{1,3}\s?[%％]?)+(?![\d/:])")


_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")


def _from_whole(text: str, spots: Sequence[Aim], words: str) -> Iterator[Told]:
    """That till then one got all of it: `from all in Dublin to 80/20`."""
    if re.search(r"\bfrom (?:all|everything)\b|전부.{0,8}에서|全部.{0,8}から", text, re.IGNORECASE) and len(spots) == 1:
        yield Told({spots[0].id: 100.0}, words, first=True, settled=True)


def _amounts(text: str, spoken: Spoken, *, shared: bool) -> list[Portion]:
    """The figures of a clause, without numbers that are none; all of it where it gives none."""
    found = portions.portions(text)
    weighs = portioning("weighs").search(text) is not None
    if any(one.kind in (PART, REST) for one in found):
        alone = _ALONE.search(text) is not None
        found = [one for one in found if one.kind != ALL or alone]
    if any(one.kind == NONE for one in found):
        found = [one for one in found if one.kind != ALL]
    weighed = weighs or spoken.weighs or spoken.spreads or spoken.listing
    goes = spoken.seen and _ALL_GOES.match(text) is not None
    if not (weighed or goes or FLOW.search(text) or portioning("bears").search(text)):
        found = [one for one in found if one.kind != ALL]
    if not (shared or weighed):
        found = [one for one in found if one.kind != NONE]
    if not spoken.share:
        found = [one for one in found if one.kind != REST]
    bare = [one for one in found if one.kind == BARE]
    listed = spoken.listing and len(bare) == len(found) == 1 and _GOES_ON.match(text) is not None
    if bare and not (weighs or listed):
        found = [one for one in found if one.kind != BARE]
    if any(one.kind in (PART, BARE) for one in found):
        found = [one for one in found if one.kind != REST]
    return found


_ALL_GOES = re.compile(
    r"\W*(?:(?:then|now|and|so|it|they|this|that|at \S+) )*all (?:of it )?"
    r"(?:went|goes|moved|moves|flow(?:s|ed)|switched|is|was)\b",
    re.IGNORECASE,
)
"""How it goes on, where requests have been shared out, that all of them go somewhere."""

_GOES_ON = re.compile(
    r"^\W*(?:(?:and|then|next|later|finally|afterwards?|to|at|by|up|on to|followed by|after that|it|went|of"
    r"|그다음|그 다음|다음에?는?|이어서?|그리고|마지막으로|다시|곧|次に|その後|最後に|続いて|さらに|…|◆)[\s、,]*)*"
    r"(?:at \d\S* |(?:on|by|in the|in|this) \w+,? |[가-힣]+(?:에는?|엔)\s|[一-龯]{1,4}には?、?)?"
    r"\d{1,3}(?!\s?(?!으?로|에서|까지|에는?\b)[가-힣])(?!(?![にへで]|まで)[ぁ-んァ-ヶ一-龯])\W*"
    r"(?:(?:and|then|on|in|at|by|after|the|a|an|next|day|week|later|으?로|까지|에는?|に|へ|まで|で)\b\W*)*"
    r"(?:\w+\W*){0,2}$",
    re.IGNORECASE,
)
"""How a clause says nothing but the next figure of a list: `then 25`; no chapter, ticket or version."""

_ONLY = re.compile(
    r"\b(?:only|just(?! (?:before|after|as|when|in time|over|under|about))|alone|single)\b|뿐|혼자|단독|하나|한 대"
    r"|[가-힣]만\s|だけ|のみ|一台|1台|単独",
    re.IGNORECASE,
)

_NO_OTHERS = re.compile(r"(?:だけ|のみ)(?:に|へ|で)(?!は|も|な)")
"""How a Japanese clause says that it all goes to those whom it calls, where the others are away."""

_ALONE = re.compile(r"혼자|단독|\balone\b|by itself|一台で|単独|すべて.*(?:いた|た)[^。]*は|100\s?[%％]", re.IGNORECASE)


def _apiece(
    given: Given, text: str, targets: Sequence[str], spoken: Spoken, amounts: Sequence[Portion]
) -> dict[str, float]:
    """As much for each of those who are left beside whom it was spoken of last: `残る3台には30%ずつ`."""
    parts = [one.percent for one in amounts if one.kind == PART]
    left = others(given, text, targets, spoken, each=True) if len(parts) == 1 and _APIECE.search(text) else []
    return dict.fromkeys(left, parts[0]) if left and len(left) * parts[0] <= 100 else {}


def _evenly(
    given: Given, text: str, spots: Sequence[Aim], targets: Sequence[str], amounts: Sequence[Portion]
) -> dict[str, float]:
    """All that are called get as many, or all there are."""
    called = list(dict.fromkeys(one.id for one in spots))
    each = _APIECE.search(text) is not None and [one.percent for one in amounts if one.kind == PART]
    if each and len(called) > 1 and len(each) == 1 and len(called) * each[0] < 100:
        return dict.fromkeys(called, each[0])
    parts = (50, 100 / len(targets))
    halves = [one for one in amounts if one.kind == PART and all(abs(one.percent - part) > 1 for part in parts)]
    if halves or not (portioning("evenly").search(text) or (_APIECE.search(text) and amounts)):
        return {}
    left = [id for id in targets if id not in aims.gone(given)]
    counted = _COUNTED.search(text)
    if not called and len(left) < len(targets) and (counted and portions.number(counted[1] or counted[2]) == len(left)):
        return dict.fromkeys(left, 100 / len(left))
    some = called if len(called) > 1 else [*targets] if not called or len(targets) == 2 else []
    rest = re.search("残り[はを]", text) is not None and len(some) < len(targets)
    some = [] if rest or (_LEFT.search(text) and len(some) == len(targets)) else some
    return dict.fromkeys(some, 100 / len(some)) if some else {}


_COUNTED = re.compile(r"(?<![가-힣])(두|세|네|다섯|\d) ?[대개](?:가|만|는|로)|([二三四五\d])[台つ](?:が|で|だけ)")
"""How many share something out."""

_LEFT = re.compile(
    r"\b(?:remaining|other|rest|left|surviv\w+)\b|나머지|남은|남아|다른|残[りるっ]|他の|ほかの", re.IGNORECASE
)
"""Where only those share something out that are left."""

_APIECE = re.compile(r"ずつ|[%％반분]\s?씩|\beach\b|\bapiece\b", re.IGNORECASE)


_MEANWHILE = re.compile(r"(?<=[가-힣]는) 동안$|(?<=[るた])間$")
"""How a clause ends that tells how it is while something else is done."""


def _each(who: str, amounts: Sequence[Portion], bare: str, text: str, first: bool, *, called: bool) -> Iterator[Told]:
    """What a clause tells of one: so much, or one figure after another, the first of which was so till then."""
    for place, one in enumerate(amounts):
        behind = bare[one.end : one.end + 4]
        before = bare[max(0, one.start - 6) : one.start]
        onward = place + 1 < len(amounts) and (
            _SINCE.match(behind) is not None or re.search(r"\bfrom\s$", before, re.IGNORECASE) is not None
        )
        alone = one.kind == ALL and len(amounts) > 1 and place == 0
        if one.kind == REST:
            yield Told({who: -1.0 if called else 100.0}, text)
        else:
            was = onward or alone or (first and not (place and amounts[0].kind == ALL))
            yield Told({who: one.percent}, text, first=was, settled=one.kind == ALL, weighs=one.kind == BARE)


_SINCE = re.compile(r"\s?(?:에서|から(?!始|はじ|スタート|開始|着手|の?スタート|順)|이던|였던|だった)")
