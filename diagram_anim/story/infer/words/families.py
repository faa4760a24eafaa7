"""How a paragraph calls parts that are named alike: by numbers and letters, in lists, by their place, by how many.

Comes in: a chart, and a text. Goes out: who is called so, and where: `servers 1 and 2`, `두 번째 서버`, `2号機`, `both
workers`. Refuses to know what is said of them, and what a part is called by a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import called
from diagram_anim.story.language import phrases
from diagram_anim.story.language.forms import HANGUL
from diagram_anim.story.language.lexicon import find


@dataclass(frozen=True, slots=True)
class Mention:
    """`ids` are called together by the signs of a text from `start` to `end`."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """`members` by the number or letter that tells them apart; `nouns` are what one of them is called without it."""

    members: Mapping[str, str]
    nouns: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How some are called, in any case where it is `cased` so: made only for texts that have one of some signs which it
    can't do without, since that takes longer than to search."""

    written: str
    signs: tuple[str, ...]
    cased: bool = False

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        low = text.casefold() if self.cased else text
        if any(one in low for one in self.signs):
            yield from _made(self.written, re.IGNORECASE if self.cased else 0).finditer(text)


@lru_cache(maxsize=1024)
def _made(written: str, flags: int) -> re.Pattern[str]:
    return re.compile(written, flags)


_CODED = re.compile(r"(.*?[^\s\d-])[\s-]?(\d{1,2}|(?<![A-Za-z])[A-Z])(?:号機?|호기?|番機?|번)?", re.DOTALL)
"""A name with the number or letter that tells it from others."""

_SEATED = re.compile(r"(.+?)\s+(\d{1,2})(?:号機?|番機?|台目|호기)", re.DOTALL)

_SEAT = re.compile(r"\s*(?:[(（\[].*[)）\]]|\s[-–—:/]\s.*)$")
"""What stands behind a name and says what it is there for: `Node A - leader`."""


def base(name: str) -> str:
    """A name without what says at its end who leads or follows."""
    bare = _SEAT.sub("", name).strip()
    last = next((hit for hit in reversed(find(bare)) if hit.end == len(bare) and hit.start), None)
    seat = (
        last is not None and last.says("leader", "member", "standby") and _CODED.fullmatch(bare[: last.start].strip())
    )
    return bare[: last.start].strip() if last and seat else bare


def coded(name: str) -> tuple[str, str] | None:
    """What a name calls a part, and the number or letter that tells it from its like."""
    tight = phrases.tight(base(name))
    found = _CODED.fullmatch(tight) or _SEATED.fullmatch(tight)
    return (found[1].strip(), found[2]) if found else None


@once
def families(given: Given) -> Sequence[Family]:
    """All that are told apart by a number or a letter, two of each at least."""
    found: dict[str, dict[str, str]] = {}
    for id in (*given.nodes, *given.groups):
        name = given.name(id)
        one = None if called.dated(name) or acts(name) else coded(name)
        if one:
            found.setdefault(one[0].casefold(), {}).setdefault(one[1], id)
    several = {stem: members for stem, members in found.items() if len(members) > 1}
    every = {id: given.words(id).casefold() for id in (*given.nodes, *given.groups)}
    families = []
    for stem, members in several.items():
        kin = {*members.values()}
        short = [one for one in heads(stem) if not any(one in every[id] for id in every.keys() - kin)]
        nouns = tuple(dict.fromkeys((stem, *short, *_tails(given, stem, kin))))
        families.append(Family(members, nouns, _patterns(nouns, tuple(members))))
    return tuple(families)


def _tails(given: Given, stem: str, kin: Set[str]) -> Iterator[str]:
    """What a paragraph calls those of a Korean name by its end alone, as nothing else is called: `검색대` of
    `보안검색대`."""
    others = " ".join(given.words(id) for id in (*given.nodes, *given.groups) if id not in kin).casefold()
    for at in range(1, len(stem) - 1):
        tail = stem[at:]
        if re.fullmatch("[가-힣]{2,}", tail) and tail not in others and re.search(rf"(?<![가-힣]){tail}", given.prose):
            yield tail


def acts(name: str) -> bool:
    """Whether a name is that of an act, and of no device that is called after what it does: `検査レーン1`."""
    found = coded(name)
    if found is None or not re.search(r"[ァ-ヶー一-龯가-힣]$", found[0]):
        return sense.says(name, "action") is not None
    hits = [hit for hit in find(found[0]) if hit.says("action")]
    return bool(hits) and hits[-1].end == len(found[0])


_TAIL = re.compile(
    r"(?<=[ァ-ヶー一-龯])(?:ノード|サーバー?|ワーカー|ポッド|コンテナ|インスタンス|ブローカー?|コンシューマー?"
    r"|ランナー|レーン|ルーター?"
    r"|リージョン|ゾーン|ゲートウェイ|サービス|スイッチ|センサー|ロボット|ポンプ|コンベヤ|コンベア|ライン"
    r"|クラスター?|プロキシ|エージェント|レジ|キュー|データベース|DB|ストレージ|アプリ|スケジューラー?)$"
)


def heads(stem: str) -> Iterator[str]:
    """What is left of a name that says what the thing is: `server` of `web server`, `サーバー` of `webサーバー`."""
    words = stem.split()
    if len(words) > 1:
        yield words[-1]
        yield words[0]
    if tail := _TAIL.search(stem):
        yield tail[0]
    if tail := re.search(r"(?<=[^ァ-ヶー])[ァ-ヶー]{2,}$|(?<=[ァ-ヶーA-Za-z])[一-龯]{2,}$", stem):
        yield tail[0]


_ORDINALS = {
    "1": ("first", "첫 번째", "첫째", "첫 ", "一台目", "一番目", "一つ目", "一本目", "一号機"),
    "2": ("second", "두 번째", "둘째", "두번째", "二台目", "二番目", "二つ目", "二本目", "二号機"),
    "3": ("third", "세 번째", "셋째", "세번째", "三台目", "三番目", "三つ目", "三本目", "三号機"),
    "4": ("fourth", "네 번째", "넷째", "네번째", "四台目", "四番目", "四つ目", "四本目", "四号機"),
    "5": ("fifth", "다섯 번째", "다섯째", "五台目", "五番目", "五つ目", "五本目", "五号機"),
    "6": ("sixth", "여섯 번째", "여섯째", "六台目", "六番目", "六つ目", "六本目", "六号機"),
}
_ORDINALS |= {
    letter: tuple(word for word in _ORDINALS[number] if word.isascii())
    for letter, number in zip("ABCD", "1234", strict=True)
}
"""The first of those that letters tell apart is A."""

_WORDS = {"1": ("one",), "2": ("two",), "3": ("three",), "4": ("four",), "5": ("five",), "6": ("six",)}
_JOINT = r"(?:\s*,?\s*(?:and|&)\s*|\s*[,、·・/]\s*|\s*(?:와|과|및|랑)\s*|\s*と\s*)"

_TAKES = (
    r"(?:is|was|has|had|went|took|got|came|kept|carries|carried|joined|left|crashed|failed|died|stopped|became"
    r"|alone"
    r"|hung|froze|fell|broke|rebooted|recovered|rejoined|returned|joined|keeps|gets?|got|gave|goes|does|did|takes"
    r"|serves"
    r"|handles|could|couldn't|can|stays|stayed|remained|ran|runs|needs|stood|stands|comes|didn't|wasn't|isn't"
    r"|hasn't|now"
    r"|(?:lost|dropped|answered|slowed|started|restarted|handled|served|needed|received)"
    r"(?=\s*(?:[,.;]|$|and\b|at\b|in\b|on\b|by\b|for\b|after\b|when\b|while\b|all\b|the\b|no\b|its\b|down\b|up\b"
    r"|\d)))\b"
)


def _places(nouns: Sequence[str]) -> list[str]:
    """What a Korean number may stand right before that tells several from each other: `1구역`."""
    return [rf"{one}(?!\s?(?:클러스터|구성|체제|이상|이하))" for one in nouns if re.fullmatch("[가-힣]{2,4}", one)]


_KINDS_OF = (
    "plan option team phase class type step point zone rack line hall room group grade version vitamin part case level"
    " appendix figure table chapter section building model variant"
)
"""What else is told apart by letters."""


@lru_cache(maxsize=1024)
def _patterns(nouns: tuple[str, ...], codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    """How members of a family are called by their numbers or letters: behind what they are, in front of it, and where
    that has been said, alone; `codes` stand in the groups of these patterns."""
    noun = "|".join(rf"{re.escape(one)}(?:s|es)?" if one[-1:].isascii() else re.escape(one) for one in nouns)
    first = r"(?<![A-Za-z0-9])" if nouns[-1][:1].isascii() else ""
    words = [word for code in codes for word in _WORDS.get(code, ())]
    code = "|".join(map(re.escape, (*codes, *words)))
    nth = [word for code in codes for word in _ORDINALS.get(code, ())] + [
        rf"{one}\s?(?:번째|번|호기?)" for one in codes
    ]
    nth += [rf"(?<![\d.:]){one}(?={head})" for one in codes if one.isdigit() for head in _places(nouns)]
    nth += [rf"{one}(?:台目|号機?|番目|番|つ目|本目|基目)" for one in codes]
    nth = [one if one.startswith("첫 ") or not one[0].isalpha() or not one.isascii() else rf"\b{one}" for one in nth]
    order = "|".join(nth)
    last = r"(?![A-Za-z0-9]|\s?(?:대|개|명|번이나|台|個|つ|人|本|%|％|percent|배|倍|割)|\s(?:at a time|by one|after))"
    listed = rf"{first}(?:{noun})[\s-]?(?:{code}){last}(?:{_JOINT}(?:(?:{noun})[\s-]?)?(?:{code}){last})*"
    placed = rf"(?:{order})(?:{_JOINT}(?:{order}))*(?:[\s-]|の)?(?:{noun})(?![A-Za-z0-9])"
    numbered = "|".join(rf"{one}(?:台目|号機?|番機?|番目|つ目|本目|基目)" for one in codes if one.isdigit())
    placed += rf"|{first}(?:{noun})の?(?:{numbered})(?:{_JOINT}(?:{numbered}))*" if numbered else ""
    counted = ("number", "no.", "nr", "#") if all(map(str.isdigit, codes)) else ()
    placed += rf"|\b(?:number|no\.|nr\.?|#)\s?(?:{code})(?![A-Za-z0-9])" if counted else ""
    letters = [one for one in codes if one.isalpha()]
    single = rf"(?<![A-Za-z0-9])(?:{'|'.join(letters)})" if letters else ""
    particle = r"(?=[가는은이를와과의도로에만]|[はがをとのにもへで]|から|まで|だけ|\s+" + _TAKES + ")"
    ordinals = tuple(word for one in codes for word in _ORDINALS.get(one, ())[:1])
    ordinal = "|".join(ordinals)
    mid = "".join(rf"(?<!{word} )" for word in _KINDS_OF.split())
    middle = rf"(?<=[a-z,;] ){mid}(?:{'|'.join(letters)})(?=['’]s\b|\s+[a-z]|\s*[.,;)]|$)" if len(letters) > 1 else ""
    lettered = rf"(?:{single})(?:{_JOINT}(?:{single}))*\s?(?:{noun})(?![A-Za-z0-9])"
    alone = [Pattern(rf"(?:{single})(?:{_JOINT}(?:{single}))*{particle}", tuple(letters))] if letters else []
    alone += [Pattern(middle, tuple(letters))] if middle else []
    if ordinal:
        one_of = rf"\bthe (?:{ordinal})(?: one)?(?=\s+{_TAKES})|\b(?:the|an?) (?:{ordinal}) one\b"
        alone.append(Pattern(one_of, ordinals))
    numbers = "|".join(one for one in codes if one.isdigit())
    if numbers:
        both = (
            rf"(?<=\bto )(?:{code})(?:,? and (?:{code}))+(?=\s*(?:[,.;]|$|and\b|until\b|while\b))"
            rf"|(?<=\bthrough )(?:{code}) and (?:{code})(?=\s*(?:[,.;]|$|and\b|until\b|while\b))"
            rf"|(?<=\bof )(?:{code}) and (?:{code})(?=\s*[,.;]|$)"
        )
        alone.append(Pattern(both, (" and ",)))
        alone.append(Pattern(rf"(?<!\d)(?:{numbers})(?:번|호기?)(?=[은이을과]\s|[와과]\s)", ("번", "호")))
        ranked = rf"(?<!\d)(?:{numbers})(?:台目|号機?|番目|番)(?=[はがをのにもと、])"
        alone.append(Pattern(ranked, ("台目", "号", "番")))
    named = [Pattern(listed, nouns, cased=True), Pattern(placed, (*nouns, *counted), cased=True)]
    named += [Pattern(lettered, nouns, cased=True)] if letters and not noun.isascii() else []
    return (*named, *alone)


@once
def _placed(given: Given) -> Sequence[tuple[str, str, str]]:
    """How one of a kind is called by the place that it stands in: `the database in Virginia`, `서울의 DB`."""
    found: list[tuple[str, str, str]] = []
    for group in given.groups:
        members = [id for id in given.within(group) if id in given.nodes]
        words: dict[str, list[str]] = {}
        for id in members:
            for word in dict.fromkeys(words_of(given.words(id))):
                words.setdefault(word, []).append(id)
        places = [word for word in words_of(given.name(group)) if not _holds(given, group, word)]
        numbered = re.search(r"\d", given.name(group)) is not None
        where = "|".join(map(re.escape, (*(() if numbered else places), given.name(group).casefold())))
        for word, ids in words.items():
            if len(ids) == 1 and word not in places:
                noun = re.escape(word)
                between = r"(?:의|에 있는)? ?(?-i:[가-힣A-Za-z]+ )?" if re.match("[가-힣]", word) else "(?:の|にある)"
                pattern = rf"\b{noun} (?:in|at) (?:the )?(?:{where})\b|(?<!{HANGUL})(?:{where}){between}{noun}"
                found.append((word, pattern, ids[0]))
    return found


def _holds(given: Given, group: str, word: str) -> bool:
    """Whether a word of a place's name is that of another place, too: `region`."""
    return any(word in given.name(one).casefold() for one in given.groups if one != group)


def listed(given: Given, text: str) -> Iterator[Mention]:
    """Who is called by numbers, letters or places, alone or several at once."""
    low = text.casefold()
    for word, placed, id in _placed(given):
        for hit in re.finditer(placed, text, re.IGNORECASE) if word in low else ():
            yield Mention(*hit.span(), (id,))
    for family in families(given):
        for pattern in family.patterns:
            for hit in pattern.finditer(text):
                ids = tuple(dict.fromkeys(family.members[one] for one in _codes(family, hit[0]) if one))
                if ids:
                    yield Mention(hit.start(), hit.end(), ids)


def _codes(family: Family, text: str) -> Iterator[str]:
    """The numbers or letters of a family in the order in which a text has them."""
    text = re.sub(r"\b(first|second|third|fourth|fifth|sixth) one\b", r"\1", text, flags=re.IGNORECASE)
    for noun in family.nouns:
        text = re.sub(rf"{re.escape(noun)}(?:es|s)?(?![a-z])", " ", text, flags=re.IGNORECASE)
    spelled = {
        word.strip(): code for code in family.members for word in (*_ORDINALS.get(code, ()), *_WORDS.get(code, ()))
    }
    kinds = "|".join(sorted(map(re.escape, (*spelled, *family.members)), key=len, reverse=True))
    for hit in re.finditer(kinds, text):
        yield hit[0] if hit[0] in family.members else spelled[hit[0].casefold()]


def words_of(name: str) -> Iterator[str]:
    """The words of a name that may say what a thing is."""
    for word in re.split(r"[\s()（）/·:–—-]+", name):
        own = found[0].casefold() if (found := coded(word)) else word.casefold()
        for one in (own, *heads(own)):
            if len(one) > 1 and not re.search(r"\d", one):
                yield one
