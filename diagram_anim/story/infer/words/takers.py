"""Who gets what a clause says that is shared out, where it calls several, or nobody.

Comes in: a clause without its names, those that it calls, and of whom it was spoken before. Goes out: who gets it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from diagram_anim.story import portions
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import aims
from diagram_anim.story.infer.words.aims import Aim
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language.events import portioning
from diagram_anim.story.portions import ALL, BARE, NONE, PART, REST


@dataclass(slots=True)
class Spoken:
    """Of whom it was spoken so far: who got a share last, and who was called last; `listing` right behind a share."""

    share: str = ""
    about: str = ""
    spreads: bool = False
    weighs: bool = False
    listing: bool = False
    seen: bool = False
    general: bool = False
    whole: str = ""
    """Who had all of it at first."""


def whose(
    given: Given,
    text: str,
    bare: str,
    spots: Sequence[Aim],
    targets: Sequence[str],
    spoken: Spoken,
    later: Sequence[tuple[Clause, str]],
    shared: bool,
) -> str:
    """Of whom a clause with figures speaks: whom it calls, or who was spoken of before it, or is behind it."""
    spreads = portioning("spreads").search(bare) is not None
    weighs = portioning("weighs").search(bare) is not None
    if spots:
        none = any(one.kind == NONE for one in portions.portions(bare))
        who = spots[0].id if none and len(spots) == 1 else who_of(spots, targets)
        told = shared or weighs or spreads or spoken.weighs or spoken.listing or any(one.to for one in spots)
        return who if told else ""
    if not (shared or weighs or spreads or spoken.listing or (spoken.spreads and len(bare) < SHORT)):
        return ""
    if spoken.share and len(targets) == 2 and STAYS.search(bare):
        return next(id for id in targets if id != spoken.share)
    who = _leading(given, text, targets, later)
    who = who or (spoken.share if spoken.listing else spoken.about or spoken.share)
    had_all = len(targets) == 2 and who and who == spoken.whole
    if had_all and portioning("moves").search(bare) and not STAYS.search(bare):
        who = next(id for id in targets if id != who)  # some of it moves away
    return who or (aims.newest(given, targets) if spreads or weighs or spoken.spreads else "")


SHORT = 20
"""Letters of a clause that says little more than a figure."""

STAYS = re.compile(
    r"\b(?:still|stays?|stayed|remain\w*|kept|keeps?|as before)\b|그대로|여전|기존대로|従来|これまで"
    r"|そのまま|変わらず|引き続き",
    re.IGNORECASE,
)
"""What is said of those to whom the rest goes on to go."""


def who_of(spots: Sequence[Aim], targets: Sequence[str]) -> str:
    """Who gets something by a clause that calls some: where it goes, else who is no place where it comes from, else who
    is its subject; the other one of two, where it comes from the one."""
    ids = list(dict.fromkeys(one.id for one in spots))
    to = {one.id for one in spots if one.to}
    away = {one.id for one in spots if one.away}
    if len(ids) == 1 and away:
        others = [id for id in targets if id not in away]
        return others[0] if len(others) == 1 else ""
    for some in (to, {*ids} - away, {one.id for one in spots if one.subject}):
        if len(some) == 1:
            return next(iter(some))
    return ""


def _leading(given: Given, text: str, targets: Sequence[str], later: Sequence[tuple[Clause, str]]) -> str:
    """Who gets what others follow that are told behind it, the last of them said of somebody: `10 %, 50 % and 100 % to
    green`."""
    for clause, words in later:
        every = portions.portions(words)
        amounts = [one for one in every if one.kind in (PART, ALL)] if all(one.kind != REST for one in every) else []
        spots = aims.aims(given, words, targets)
        if not clause.real or not amounts or portioning("others").search(words):
            return ""
        if spots:
            return who_of(spots, targets) if any(one.to for one in spots) and len(words) < 40 else ""
    return ""


def others(given: Given, text: str, targets: Sequence[str], spoken: Spoken, *, each: bool = False) -> list[str]:
    """Those who are left, where all of it goes to them, or so much to `each`: without whom it was spoken of, and who is
    gone."""
    found = _OTHERS.search(text)
    some = any(one.kind in (PART, BARE) for one in portions.portions(text) if one.percent != 50)
    if found is None or (some and not each):
        return []
    left = [id for id in targets if id not in aims.gone(given)]
    left = left if len(left) < len(targets) else [id for id in targets if id != spoken.about]
    many = next((portions.number(one) for one in found.groups() if one), 0)
    return left if 0 < len(left) < len(targets) and many in (0, len(left)) else []


_OTHERS = re.compile(
    r"\b(?:the )?(?:other|remaining|surviving) (two|three|four|five|\d|one)\b"
    r"|\b(?:the )?(?:others|other (?:servers|nodes|workers|pods|instances|machines|routers|apps|regions|zones)"
    r"|remaining (?:servers?|nodes?|workers?|pods?|instances?|machines?|routers?|apps?|regions?|zones?))\b"
    r"|(?:나머지|남은|다른)\s?(한|두|세|네|다섯|\d)\s?[가-힣]|(?:나머지|남은)\s?(?:서버|노드|워커|파드"
    r"|인스턴스|라우터|리전|앱|쪽)"
    r"|(?:残り|残った|残る|ほか|他)の?([一二三四\d])\s?[つ台個本]|(?:残り|残った|残る)の?(?:サーバー?"
    r"|ノード|ワーカー|Pod|ポッド|リージョン|インスタンス)",
    re.IGNORECASE,
)


def moved(text: str, spots: Sequence[Aim], *, returns: bool, gone: Set[str] = frozenset()) -> str:
    """Where all of it goes that is moved, without a word on how much: `flipped from v1 to v2`, `traffic returned to
    fibre`."""
    to = [one.id for one in spots if one.to]
    away = [one.id for one in spots if one.away]
    if len({*to}) != 1 or not portioning("moves").search(text) or _PIECEMEAL.search(text):
        return ""
    all_of_it = bool(gone - {*to}) and _LEADS.search(text) is not None
    all_of_it = all_of_it or _WHOLE.search(text) is not None or _SWITCHED.search(text) is not None
    all_of_it = all_of_it or FLOW.search(text) is not None
    all_of_it = all_of_it or (returns and (_BACK.search(text) or _IT.search(text)) is not None)
    return to[0] if (away and away[0] != to[0]) or all_of_it else ""


def leaves(given: Given, who: str, text: str, targets: Sequence[str], later: Sequence[tuple[Clause, str]]) -> bool:
    """Whether all of it stood at one till it is told to go to another: `everything ran on blue. We flipped it to
    green`."""
    ways = (_gets_all(aims.aims(given, words, targets), words, targets) for _, words in later[:3])
    return _STOOD.search(text) is not None and next(filter(None, ways), who) != who


def _gets_all(spots: Sequence[Aim], text: str, targets: Sequence[str]) -> str:
    """To whom all of it goes by a clause."""
    every = [one.kind for one in portions.portions(text)] == [ALL]
    return moved(text, spots, returns=True) or (who_of(spots, targets) if spots and every else "")


_STOOD = re.compile(
    r"^(?!.*\b(?:now|since|then|after(?:wards)?|later|finally|again|soon)\b).*"
    r"\b(?:was|were|is|ran|runs?|lived|sat|lands?)\b",
    re.IGNORECASE,
)
"""What is said of requests that are somewhere, and not that they have come there."""

_WHOLE = re.compile(
    r"\b(?:router|balancer|proxy|gateway|dns|ingress|switch|lb|edge|cdn|service|queue)\b (?:\w+ )?"
    r"(?:was|were|is|has been|had been|got) (?:then |now )?(?:switched|flipped|pointed|turned|set|moved|cut over)\b"
    r"|\bin one (?:step|go|move)\b|\b(?:cut|flipped) over to\b"
    r"|\b(?:every|each|all(?: of)?(?: the| its| our)?) (?:[\w-]+ ){1,3}(?:to|through|via)\b",
    re.IGNORECASE,
)
"""How an English clause says that who shares out goes over to one."""

_SWITCHED = re.compile(r"(?:に|へ)(?:完全に|全面的に|一気に|一度に|一斉に|本番を)?切り?[替換]え(?:た|て|、|まし|$)")
"""How a Japanese clause says that somebody switches over to one."""

_LEADS = re.compile(r"(?:に|へ)[^、]{0,8}(?:切り?[替換]|迂回|移行|回[しっ]|逃が|乗り換|載せ替|フェイルオーバー)")
"""How a Japanese clause says that all goes another way, of whatever it speaks."""

_PIECEMEAL = re.compile(
    r"\b(?:by one|at a time|instance by|pod by|copy by|one after|gradually|step by step|some|part of"
    r"|parts of|a few)\b"
    r"|하나씩|한 대씩|차례로|일부|점진|조금씩|ずつ|順に|順次|一部|段階",
    re.IGNORECASE,
)
_BACK = re.compile(r"\bback\b|\breturn|\brevert|되돌|돌아|다시|元の|戻", re.IGNORECASE)
"""That it goes where it went before."""

_IT = re.compile(
    r"\b(?:it|them|this|that|the lot)\b (?:all |straight |right |over )*(?:to|onto|on to)\b"
    r"|^(?:(?:then|at \S+|on \w+|later|finally|and) )*(?:it|they)(?: (?:all|was|were|then))* (?:all )?"
    r"(?:went|moved|switched|flipped|shifted|cut over)\b",
    re.IGNORECASE,
)
"""That it is moved that was spoken of before."""

FLOW = re.compile(
    r"\b(?:readers|viewers|passengers|riders|guests|patients|subscribers|shoppers|clients|people|bags|baggage|luggage"
    r"|suitcases|parcels|tickets|matches|games|streams|payments|calls|uploads|searches|traffic|requests?|users|visitors|customers|players|quer(?:y|ies)|calls|load|everything|everyone"
    r"|everybody|all of (?:it|them)"
    r"|messages|orders|jobs|tasks|work|writes|reads|sessions|data|bookings|quotes|packets)\b"
    r"|\b(?:upstream|selector|target group|listener|backend pool)s?(?![a-z])"
    r"|업스트림|셀렉터|타깃 ?그룹|대상 ?그룹|리스너"
    r"|라우팅|경로|연결|차량|승객|화물|차들|트래픽|요청|사용자|이용자|통신|접속|메시지|주문|작업|쿼리|조회|호출"
    r"|물량|데이터|고객|손님|업무|부하|전량"
    r"|アップストリーム|セレクター?|ターゲット ?グループ|リスナー"
    r"|トラフィック|リクエスト|アクセス|通信|向き先|利用者|ユーザー|メッセージ|注文|作業|仕事|処理|クエリ"
    r"|呼び出し|データ|負荷|全量|全員|全件|客|流量|参照|更新|書き込み|読み取り|読み込み|ジョブ|問い合わせ|接続先"
    r"|行き先|宛先|流れ|(?:すべて|全て|全部)を|を(?:すべて|全て|全部|まるごと|丸ごと)"
    r"|(?<!担当)(?<!管理)(?<!作業)(?<!責任)(?<!技術)(?<!開発)者(?=[をのがは])",
    re.IGNORECASE,
)
"""What somebody shares out."""
