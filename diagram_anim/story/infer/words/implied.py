"""What befalls one by what a clause tells of something else: of its queries or answers, or of the line that it is.

Comes in: a clause. Goes out: that one answers slowly, or that it is cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.story import numerals, paces
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import actors, clauses, handed, naming, parted
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import links


def told(given: Given, clause: Clause) -> Sequence[Deed]:
    return _slowed(given, clause) or _cut(given, clause)


def _slowed(given: Given, clause: Clause) -> Sequence[Deed]:
    """That one answers slowly whose queries or answers a clause says to take long."""
    named = [
        id for id in (*clause.whose, *clause.names) if given.role(id) in handed.ANSWERING or naming.part(given, id)
    ]
    text = numerals.figures(clause.text)
    takes = paces.takes(text) if clause.real and len({*named}) == 1 else None
    slow = takes is not None and takes >= paces.LONG
    slow = slow or (clause.real and len({*named}) == 1 and bool(paces.slowed(text)))
    slow = slow or (clause.real and len({*named}) == 1 and _LAGS.search(clause.text) is not None)
    slow = slow or (clause.real and len({*named}) == 1 and _DRAGS.search(clause.text) is not None)
    slow = slow and not actors.unhurried(given, clause.text)
    told = Tiding("degrade", clause.text, 0, len(clause.text), True)
    return [Deed(named[0], told, clause.text)] if slow else ()


_DRAGS = re.compile(
    r"の(?:検索|照会|参照|更新|保存|表示|登録|集計|計算|描画|反映|変換|配信|ログイン|読み込み|読み取り|書き込み|画面|ページ)"
    r"(?:表示)?[がはも][^、。]{0,12}(?:遅く|重く|鈍[くっり]|滞[りっる]|もたつ|のろく|遅れ(?!な))"
    r"(?!ならな|なりませ|な[いく]|ない)[^、。]{0,6}(?:た|ました|ている|ています|し|り)[。]?$"
)
"""How it is told that what one is asked for takes long: `注文サーバーの検索が重くなった`."""

_LAGS = re.compile(
    r"(?:レプリケーション|複製|同期|レプリカ)の?(?:遅延|遅れ|ラグ)[がはも][^、。]{0,10}"
    r"(?:膨ら|広が|拡大|増え|増大|増加|伸び|延び|悪化|急増|達|開[いき]|たま|なっ|に及)"
    r"|(?:レプリケーション|複製|同期)[がはも][^、。]{0,10}(?:遅れ|滞|追いつ)"
)
"""How a copy is told to fall behind, which any of them may be a little."""


def parts(given: Given, clause: Clause, who: str) -> bool:
    """Whether a clause tells that nothing passes any more between one that it speaks of and another."""
    cut = parted.cut(given)
    return cut is not None and who in cut.ends and cut.told_by(clause.text)


def _cut(given: Given, clause: Clause) -> Sequence[Deed]:
    """That one fails which is a line that is cut, and no arrow: `the leased line is cut`."""
    hit = links("severs").search(clause.text) if clause.real and clause.named and len(clause.whose) == 1 else None
    (who, *_) = (*clause.whose, "")
    line = hit is not None and _IS_LINE.search(given.name(who)) is not None
    line = line and any(
        hit and one.start < hit.end() and hit.start() < one.end for one in clauses.jointly(given, clause.text)
    )
    if hit is None or not line or _SHARE.search(clause.text) or parts(given, clause, who):
        return ()
    return [Deed(who, Tiding("fail", hit[0], hit.start(), hit.end(), True), clause.text)]


_IS_LINE = re.compile(
    r"\b(?:lines?|links?|fib(?:re|er)s?|cables?|tunnels?|circuits?|trunks?|uplinks?|MPLS|VPN|wires?|SD-WAN|ISDN|DSL)\b"
    r"|회선|전용선|케이블|링크|터널|광섬유|선로|専用線|回線|ケーブル|リンク|トンネル|ファイバー",
    re.IGNORECASE,
)
"""What a part is called that is a line itself."""

_SHARE = re.compile(r"\d\s?(?:%|percent\b|per cent\b|％|퍼센트|割)")
"""So much of what a line carries is lost, and not the line."""
