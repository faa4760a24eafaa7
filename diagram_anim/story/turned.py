"""Arrows of which one is taken until something happens, and another from then on: `until 11:32` and `from 11:36`.

Comes in: the arrows out of one thing. Goes out: who gets all of it first, and who then. Refuses to know of shares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.story.language import phrases


def later(edge: Edge, arrows: Sequence[Edge]) -> bool:
    """Whether it is the second of two arrows to the same end, and brings all there from then on: `after failover: 100%`
    beside `30%`, `⑤ 100%` beside `① 90%`."""
    beside = [one for one in arrows if one.target == edge.target and one != edge]
    text = edge.label.plain if edge.label else ""
    when = _ALL.sub("", _ALL.sub("", text)).strip(" ()")
    turns = [phrases.numbered(one.label.plain) if one.label else 0 for one in arrows if one != edge]
    last = (
        (not when or _BACK.fullmatch(when))
        and "100" in text
        and 0 < max(turns, default=0) < phrases.numbered(text)
        and all(turns)
    )
    return bool(beside) and (last or _FROM.fullmatch(when) is not None)


_BACK = re.compile(
    r"다시|복귀|원복|롤백(?: 후)?|되돌림|again|back(?: again)?|(?:after )?(?:the )?roll-?back"
    r"|再び|戻して|復帰|切り?戻し(?:後)?",
    re.IGNORECASE,
)
"""That it goes back where it went first."""


def stages(arrows: Sequence[Edge]) -> tuple[Mapping[str, float], ...]:
    """All of it to one until then, and to the other from then on, where all arrows say nothing but when: `until 11:32`,
    `from 11:36`; `평소`, `전환 후`. One beside `after the switch` may say nothing."""
    said = {edge.target: _when(edge.label.plain) if edge.label else "" for edge in arrows}
    first = [target for target, text in said.items() if _UNTIL.fullmatch(text)]
    whole = {edge.target for edge in arrows if edge.label and _WHOLE.search(edge.label.plain)}
    needed = [target for target, text in said.items() if _NEEDED.fullmatch(text) and whole == said.keys()]
    then = [target for target, text in said.items() if _FROM.fullmatch(text)] or needed
    silent = [target for target, text in said.items() if not text]
    if not first and len(silent) == 1 and all(_SWITCHED.fullmatch(said[one]) for one in then):
        first = silent
    if len(said) != 2 or len(first) != 1 or len(then) != 1:
        return ()
    return {first[0]: 100.0, then[0]: 0.0}, {first[0]: 0.0, then[0]: 100.0}


def _when(text: str) -> str:
    """A text without that it is all the requests that take the arrow: `전환 전` of `전환 전: 현재 트래픽`."""
    when = _ALL.sub("", text).strip(" ()")
    return _REQUESTS.sub("", when).strip(" ()") or when


_REQUESTS = re.compile(
    r"\s*[:：,、–—-]?\s*(?:(?:all|every|the|live|current|new|production|user|현재|기존|신규|새|전체|모든|사용자|실제|운영|現行|現在の?|新|全"
    r"|すべての|既存|本番)\s?)*(?:traffic|requests?|users?|트래픽|요청|사용자|トラフィック|リクエスト|利用者|通信)(?:\s?(?:전부|모두|전체|すべて))?$",
    re.IGNORECASE,
)
"""What takes an arrow, behind when it does: `before the switch: live traffic`."""

_ALL = re.compile(r"^\s*(?:[①-⑳]|\d[.)])\s*|[\s:,]*100\s?[%％]\s*$|^\s*100\s?[%％]\s+(?=\w)")
"""An arrow's number among others, and that it gets all: what is left says when."""

_AT = (
    r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?(?:AM|PM|UTC|KST|JST))?|\d{1,2}\s?[시時](?:\s?\d{1,2}\s?[분分])?"
    r"|(?:step|phase|day|week) \d+)"
)
_TURN = (
    r"(?:the\s)?(?:switch(?:-?over)?|cut-?over|fail-?over|migration|deploy(?:ment)?|release|incident|outage|failure"
    r"|promotion)"
)
_TURN_KO = (
    r"(?:(?:장애\s?)?(?:전환|절체|조치|복구|이관)|배포|이전|장애|승격|페일오버|컷오버|점검|사고|(?:리전|DR)\s?전환)"
)
_TURN_JA = r"(?:(?:障害)?(?:切替え?|切り替え)|障害|移行|昇格|リリース|デプロイ|フェイルオーバー|訓練|リージョン切替)"
_UNTIL = re.compile(
    rf"(?:until|till|up to|before) (?:{_AT}|{_TURN})|before|at first|initially"
    rf"|{_AT}\s?(?:까지|まで|以前|이전)|{_TURN_KO}\s?(?:전|이전)(?:까지)?"
    rf"|{_TURN_JA}(?:前|まで)(?:は|まで)?|normally|usually|normal(?: operation| traffic)?|in normal times|평소|평상시"
    r"|정상\s?시|通常時?|平常時|普段",
    re.IGNORECASE,
)
_INSTEAD = (
    r"[^\d,、]{0,4}\d?[^\d,、]{0,4}\s?"
    r"(?:대신(?: ?(?:처리|운행|담당))?|가 대체|대행|代わる|代行|代替|引き継ぐ|引き継ぎ|肩代わり)"
)
_FROM = re.compile(
    rf"(?:from|since|after|as of|starting) (?:{_AT}|{_TURN})(?: on(?:wards?)?)?|after(?:wards)?|then"
    rf"|(?:during|in) {_TURN}"
    rf"|{_AT}\s?(?:부터|이후|から|以降)(?:에?는|は)?(?:{_INSTEAD})?"
    rf"|{_TURN_KO}\s?(?:후|이후|뒤|중|동안)|{_TURN_JA}(?:後|以降|中)",
    re.IGNORECASE,
)
"""When requests take an arrow: until something, or from then on."""

_WHOLE = re.compile(r"(?<!\d)100\s?[%％]")
_NEEDED = re.compile(
    r"(?:[\w-]{1,12}\s?)?(?:장애|다운|failover|페일오버)\s?(?:시|발생 시)(?:에는)?"
    r"|[^\W\d_]{0,6}(?:障害|停止|ダウン)(?:時|発生時)(?:は|に)?"
    r"|(?:on|upon|in case of|during) (?:[\w-]+ )?(?:failure|outage|failover)",
    re.IGNORECASE,
)
"""The case in which the other gets all of it, beside one that says that it gets all of it otherwise."""


def needed(arrows: Sequence[Edge], target: str) -> str:
    """The words by which one gets all of it only once the other has failed, "" without such."""
    said = {edge.target: edge.label.plain for edge in arrows if edge.label}
    text = _ALL.sub("", said.get(target, "")).strip(" ()")
    return said[target].strip() if _NEEDED.fullmatch(text) and all(map(_WHOLE.search, said.values())) else ""


_SWITCHED = re.compile(
    rf"after (?:the )?(?:switch(?:-?over)?|cut-?over|migration|deploy(?:ment)?|release)|(?:after|from|since) {_AT}"
    rf"|{_AT}\s?(?:이후|부터|以降|から)"
    r"|(?:전환|배포|이전|컷오버|이관)\s?(?:후|이후|뒤)|(?:切替え?|切り替え|移行|リリース|デプロイ)(?:後|以降)",
    re.IGNORECASE,
)
"""The same, where somebody brings it about: the arrow beside it that says nothing is taken till then."""
