"""Shares that arrows tell only together: one figure on each, and all of them make a whole.

`stable 95%` and `canary 5%`, `0.9` and `0.1`, `90퍼센트` and `나머지`, `ratio 9` and `ratio 1`, whatever else they say.
What measures something, or bounds it, is no share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.story import figures, sense

NEAR = 0.5
"""By so many percent may the figures miss a whole: people round."""


def shares(said: Mapping[str, str]) -> dict[str, list[figures.Share]]:
    """The share of each target by what its arrow says, none where they make no whole."""
    if len(said) < 2:
        return {}
    if staged := _staged(said):
        return staged
    for read in (_percent, _fraction, _number):
        if found := _whole(said, {target: read(text) for target, text in said.items()}):
            return found
    weights = {target: _WEIGHT.fullmatch(text.strip()) for target, text in said.items()}
    if all(weights.values()):
        return {
            target: [figures.Share(float(one[1]), said[target].strip(), weight=True)]
            for target, one in weights.items()
            if one
        }
    return {}


def _staged(said: Mapping[str, str]) -> dict[str, list[figures.Share]]:
    """Shares at one stage after another, whatever each arrow says before them: `기존 95→75→0` and `신규 5→25→100`; one
    that says no figure gets the rest at each."""
    told = {target: got for target, text in said.items() if (got := _stages(text))}
    left = [target for target in said if target not in told]
    counts = {len(some) for some in told.values()}
    if len(counts) != 1 or len(left) > 1 or any(re.search(r"\d", said[one]) for one in left):
        return {}
    sums = [sum(some) for some in zip(*told.values(), strict=True)]
    if left and (_REST.fullmatch(said[left[0]].strip()) or _OLDER.fullmatch(said[left[0]].strip())):
        told[left[0]] = [100 - one for one in sums]
    elif left or any(abs(one - 100) > NEAR for one in sums):
        return {}
    if any(share < 0 for some in told.values() for share in some):
        return {}
    return {target: [figures.Share(one, said[target].strip()) for one in told[target]] for target in said}


_OLDER = re.compile(
    r"(?:stable|baseline|current|legacy|old|main|primary|v1|기존|안정|현재|구버전|旧|旧版|現行|安定版?)"
    r"(?: (?:version|버전))?",
    re.IGNORECASE,
)
"""What an arrow calls the older release."""


def _stages(text: str) -> list[float]:
    """The figures of several stages one after another, at the end of a text whose beginning measures nothing."""
    found = _STAGES.search(text)
    if found is None or _strange(text[: found.start()]) or sense.says(text[: found.start()], "copies", "unit"):
        return []
    return [float(one) for one in re.findall(r"\d+", found[0])]


_STAGES = re.compile(
    r"(?<![\d.])\d{1,3}\s?[%％]?(?:\s*(?:→|➔|->|=>|⇒|/|,|、|\bthen\b)\s*\d{1,3}\s?[%％]?)+\s*$", re.IGNORECASE
)


def _number(text: str) -> float | None:
    """A bare figure beside what calls a release: `90 (stable)`, `10 canary`."""
    found = re.findall(r"(?<![\d.])\d{1,3}(?![\d.])", text)
    rest = re.sub(r"\d+|\bparts?\b|[()（）]", " ", text)
    named = sense.only(rest, ("old", "canary", "new", "release"), ("traffic", "version")) is not None
    return float(found[0]) if len(found) == 1 and (named or "part" in text) and not _strange(text) else None


def _whole(said: Mapping[str, str], got: Mapping[str, float | None]) -> dict[str, list[figures.Share]]:
    """With the one that gets the rest, where its arrow says so."""
    told = {target: percent for target, percent in got.items() if percent is not None}
    left = [target for target in said if target not in told]
    total = sum(told.values())
    if len(left) == 1 and told and total < 100 and _REST.fullmatch(said[left[0]].strip()):
        told[left[0]] = 100 - total
    elif left or abs(total - 100) > NEAR:
        return {}
    word = next(text for text in said.values() if text.strip())
    return {target: [figures.Share(told[target], text.strip() or word.strip())] for target, text in said.items()}


def _percent(text: str) -> float | None:
    found = _PERCENT.findall(text)
    return float(found[0]) if len(found) == 1 and not _strange(text) else None


def _fraction(text: str) -> float | None:
    """`0.95`, `9/10`."""
    part = re.fullmatch(r"(\d{1,3})\s?/\s?(\d{1,4})", text.strip())
    if part and 0 < int(part[1]) < int(part[2]):
        return 100 * int(part[1]) / int(part[2])
    return 100 * float(text) if re.fullmatch(r"0?\.\d{1,3}", text.strip()) else None


def _strange(text: str) -> bool:
    """Whether its figure is no share of requests, or only one of several things that may be."""
    measured = sense.says(text, "measure", "outage", "failure", "sick", "gauge.cpu", "gauge.memory", "gauge.disk")
    return bool(measured or _OTHER.search(text) or sense.asks(text))


_PERCENT = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:[%％]|percent\b|pct\b|퍼센트|프로(?![가-힣])|パーセント)", re.IGNORECASE
)

_OTHER = re.compile(
    r"[<>≥≤]|\b99\.\d|(?:→|->|⇒)\s*\d|\b(?:over|above|below|under|more than|less than|at least|at most|up to|discount"
    r"|off|cpu|mem|chance|probability|odds|train|test|valid\w*|error|fail\w*|success|hit|miss)\b"
    r"|이상|초과|미만|이하|확률|할인|학습|검증|테스트|오류|에러|실패|성공"
    r"|以上|以下|未満|確率|割引|学習|検証|テスト|エラー|失敗|成功",
    re.IGNORECASE,
)

_REST = re.compile(
    r"(?:(?:the |all )?(?:rest|others?|remaining|remainder|everyone else|everything else)"
    r"(?: of (?:the )?\w+| (?:traffic|requests|users))?|default"
    r"|(?:나머지|그 외|기타|기본)(?: ?(?:트래픽|요청|사용자|전부|모두))?"
    r"|(?:残り|その他|それ以外|デフォルト)(?:の?(?:トラフィック|リクエスト))?)?",
    re.IGNORECASE,
)

_WEIGHT = re.compile(
    r"(?:weight(?:ed)?|w|ratio|(?:traffic )?dial|가중치|비율|重み(?:付け)?|比率)\s*[:：=]?\s*[\"']?(\d{1,4})[\"']?",
    re.IGNORECASE,
)
