"""Parts of a whole that a sentence gives, in figures or in words: `5 percent`, `a tenth`, `3分の1`, `열 건 중 한 건`.

Comes in: a text. Goes out: each with its place and its percent, and what is said of all, of nothing and of the rest.
Refuses to know of what they are parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

ALL, NONE, REST, PART, BARE = "all", "none", "rest", "part", "bare"


@dataclass(frozen=True, slots=True)
class Portion:
    """From `start` to `end` a text gives `percent` of a whole, in a way of its own (`kind`); a `bare` number is one
    only beside a word for weights, or in a list of others. Of the rest nobody says how much that is."""

    start: int
    end: int
    percent: float
    kind: str


_ENGLISH = {
    word: place
    for place, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        1,
    )
} | {word: 10 * place for place, word in enumerate("thirty forty fifty sixty seventy eighty ninety hundred".split(), 3)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_PARTS |= {"ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100}
_HANGUL = {word: place for place, word in enumerate("일 이 삼 사 오 육 칠 팔 구 십".split(), 1)} | {"백": 100}
_COUNTED = {word: place for place, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), 1)}
_COUNTED |= {"하나": 1, "둘": 2, "셋": 3, "넷": 4, "스무": 20, "백": 100}
_KANJI = {word: place for place, word in enumerate("一二三四五六七八九十", 1)} | {"百": 100}
_NUMBERS = {**_ENGLISH, **_COUNTED, **_HANGUL, **_KANJI}

_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_E = rf"(?:(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?:[- ]{_ONES}\b)?)"
_K = rf"(?:\d+|{'|'.join(sorted({**_COUNTED, **_HANGUL}, key=len, reverse=True))})"
_J = r"(?:\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九百])"
_OF = (
    r"(?:requests?|answers?|responses?|repl(?:y|ies)|calls?|queries|messages?|users?|customers?|orders?"
    r"|jobs?|visitors?"
    r"|transactions?|writes?|reads?|clients?|sessions?|connections?|packets?)"
)
_THINGS = r"\s?(?:건|개|번|명|회|요청|응답|호출|쿼리|메시지)?"
_EACH = r"(?:件|回|人|個|通|リクエスト|レスポンス|応答|回答)?"

_FIGURES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<percent>\d{1,3}(?:\.\d+)?)\s?(?:[%％]|\bper ?cent\b|\bpct\b|퍼센트"
        r"|프로(?=[를가의로만까 ,.]|$)|パーセント)",
        rf"\b(?P<word>{_E})[- ]per ?cent\b",
        r"(?<![\d.])(?<!week )(?<!day )(?<!step )(?<!stage )(?<!phase )(?<!month )(?<!hour )(?<!wave )"
        r"(?P<percent1>\d{1,3})(?=\s?(?:to|から|에서|→|->)\s?\d{1,3}(?:\.\d+)?\s?(?:[%％]"
        r"|per ?cent|퍼센트|パーセント))",
        rf"\b(?P<some>an?|{_E})[- ](?P<part>{'|'.join(_PARTS)})s?\b",
        rf"\b(?P<some1>{_E}|\d+) (?:{_OF} )?(?:(?:out of|in)(?: every| each| a)?|of (?:every|each|a)) "
        rf"(?P<of1>{_E}|\d+)\b(?! (?:minutes|seconds|hours|days))",
        r"\bevery (?P<nth>third|fourth|fifth|tenth|twentieth|hundredth)"
        r" (?!days?\b|weeks?|months?|years?|hours?|minutes?|seconds?|nights?|times?|mornings?|quarters?)[a-z]+",
        rf"(?P<of2>{_K})\s?분의\s?(?P<some2>{_K})",
        rf"(?<![가-힣\d])(?P<of3>{_K}){_THINGS}\s?(?:중에?서?|가운데|당|에)\s?(?P<some3>{_K})(?:\s?(?:건|개"
        rf"|번|명|회|꼴)|(?=[은는이가을를만꼴\s]))",
        rf"(?<![가-힣\d])(?P<tenth>{_K})\s?할(?:\s?(?P<hundredth>{_K})\s?푼)?(?=[은는이가을를만의정\s,.]|$)",
        rf"(?P<of4>{_J})分の(?P<some4>{_J})",
        rf"(?<![\d一-龥])(?P<of5>{_J}){_EACH}(?:のうち|中|につき|に|あたり)(?P<some5>{_J})(?:件|回|人|個|通|つ)",
        r"(?<![\d.一-龥])(?P<tenth1>10|十"
        r"|[\d一二三四五六七八九])\s?割(?:(?P<hundredth1>[\d一二三四五六七八九])分)?(?!り|当|合|れ)",
        r"(?P<half>(?<!other )(?<!an )\bhalf\b(?! an? | past|-hour| hour)|(?<!나머지 )(?<!남은 )절반|반반|반씩"
        r"|(?<=[의를을 ])반(?=[을은이씩만 ])|半分|半数|半々|折半)",
    )
)

_WHOLE = re.compile(
    r"\b(?:all|everything|everybody|everyone|every (?:single )?(?:request|user|call|query|message|visitor|customer)s?"
    r"|the (?:whole )?lot(?! of)|the whole (?:of it|thing)"
    r"|(?:the )?(?:whole|entire|full|complete) (?:traffic|load|volume|stream)|entirely|completely)\b"
    r"|모든|모두|전부|전량|전원|전체(?!의| (?:요청|트래픽)의)|완전히|すべて|全て|全部|全量|全員|全面的"
    r"|全(?:トラフィック|リクエスト|アクセス|通信|ユーザー?|利用者|件|注文|処理|メッセージ|データ|仕事|作業"
    r"|クエリ|負荷)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\b(?:no(?: more)? (?:traffic|requests|users|load|messages)|nothing(?! (?:broke|happened|went|changed|failed"
    r"|else|was lost|bad|noticed|special))|none|zero|no longer (?:gets?"
    r"|receives?|takes?|got|received))\b"
    r"|\bto (?P<zero>0)\b(?!\.)|(?<![\d.])0(?=으로|에|に|まで|까지)|영으로|사라[져졌지진]|끊[겼긴]|ゼロ"
    r"|(?<![れきけえせめ])なくなっ|途絶え",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:the )?(?:rest|remainder|remaining|other half|others?)\b|나머지(?: 절반)?|남은(?: 절반)?|残り(?:の半分)?"
    r"|他は|ほかは|残る",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\d.:/A-Za-z#＃-])(?P<bare>\d{1,3})(?![\d:/%％]|\.\d"
    r"|\s?(?:[시時분分초秒일日월月주週년年명人대台개個건件번番号회回배倍つ]|ms|GB|MB|[ap]m\b"
    r"|(?:minutes?|hours?|days?|weeks?|months?|seconds?|servers?|pods?|instances?|copies|replicas|nodes?"
    r"|times?)\b|st\b|nd\b|rd\b|th\b))",
    re.IGNORECASE,
)


def portions(text: str) -> list[Portion]:
    """All that a text gives, in their order, none of them within another."""
    found: list[Portion] = []
    for pattern in (*_FIGURES, _NOTHING, _LEFT, _WHOLE, _BARE):
        for hit in pattern.finditer(text):
            told = _read(pattern, hit)
            if told and not any(one.start < told.end and told.start < one.end for one in found):
                found.append(told)
    return sorted(found, key=lambda one: one.start)


def _read(pattern: re.Pattern[str], hit: re.Match[str]) -> Portion | None:
    kind = {_NOTHING: NONE, _LEFT: REST, _WHOLE: ALL, _BARE: BARE}.get(pattern, PART)
    if kind in (NONE, REST, ALL):
        return Portion(hit.start(), hit.end(), 100.0 if kind == ALL else 0.0, kind)
    percent = _percent({re.sub(r"\d$", "", name): one for name, one in hit.groupdict().items() if one})
    return Portion(hit.start(), hit.end(), percent, kind) if 0 <= percent <= 100 else None


def _percent(told: dict[str, str]) -> float:
    """The value of a figure, by the names of the pieces that it is written in; of none that is sensible more than a
    hundred."""
    for name in ("percent", "bare", "word"):
        if name in told:
            return number(told[name])
    if "half" in told:
        return 50.0
    if "nth" in told:
        return 100 / _PARTS[told["nth"].lower()]
    if "tenth" in told:
        return 10 * number(told["tenth"]) + (number(told["hundredth"]) if "hundredth" in told else 0)
    some = number(told["some"])
    of = _PARTS[told["part"].lower()] if "part" in told else number(told["of"])
    return round(100 * some / of, 6) if 0 < some < of else 101.0


@cache
def number(word: str) -> float:
    """The value of a number in figures or in words: 25 of `twenty-five`, 12 of `十二`."""
    word = word.lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return float(word)
    if word in ("a", "an"):
        return 1.0
    if word in _NUMBERS:
        return float(_NUMBERS[word])
    if "十" in word:
        tens, _, ones = word.partition("十")
        return float(10 * _KANJI.get(tens, 1) + _KANJI.get(ones, 0))
    return float(sum(_ENGLISH.get(one, 0) for one in re.split(r"[- ]", word)))


def in_percent(text: str) -> str:
    """A text in which every part of a whole stands as percent: `10% responses` of `one in ten responses`."""
    for one in reversed([one for one in portions(text) if one.kind == PART]):
        text = f"{text[: one.start]}{_rounded(one.percent):g}%{text[one.end :]}"
    return text


def _rounded(percent: float) -> float:
    """A percent as people say it: 33 of a third, 12.5 of an eighth."""
    return percent if percent * 2 == int(percent * 2) else float(round(percent))
