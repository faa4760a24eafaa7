"""What a clause says to be handed over from one to another, who leads from then on.

Comes in: a clause. Goes out: who leads, None where nothing is handed to a part that may.
"""

from __future__ import annotations

import re

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding

ANSWERING = (Role.STORE, Role.CACHE, Role.SERVER, Role.NODE)


def heir(given: Given, clause: Clause) -> Deed | None:
    """Who leads from then on, where a clause says that who led hands that over to it."""
    real = clause.real and not clause.perhaps
    voted = _voted(clause.text)
    hit = _HANDS.search(clause.text) or _SWITCHES.search(clause.text) or voted
    if not real or hit is None:
        return None
    for called in reversed(clauses.jointly(given, clause.text)):
        goes = r"\b(?:to|for) (?:the )?$" if voted else r"\bto (?:the )?$"
        to = re.search(goes, clause.text[: called.start]) or _TO.match(clause.text[called.end :])
        stands_by = voted or _HANDS.search(clause.text) or any(_stands_by(given, id) for id in called.ids)
        if to and len(called.ids) == 1 and _may_lead(given, called.ids[0], hit[0]) and stands_by:
            return Deed(called.ids[0], Tiding("lead", hit[0], hit.start(), hit.end(), True), clause.text)
    return None


def _voted(text: str) -> re.Match[str] | None:
    """Whether the one whose vote decides gives it to somebody, as a clause says."""
    return _VOTES.search(text) if _ARBITER.search(text) else None


_VOTES = re.compile(
    r"\b(?:gives?|gave|cast|casts|throws?|threw)\b.{0,16}\bvotes?\b|\bvotes?d? (?:for|with|in favou?r of)\b"
    r"|표를?\s(?:\S+\s)?(?:던[지졌진]|주[었고어]|줬|행사)|(?:に|へ)(?:一|1|の)?票を(?:入れ|投じ|与え|託)",
    re.IGNORECASE,
)
_ARBITER = re.compile(
    r"\b(?:witness|quorum (?:server|disk|node)|arbiter|tie-?breaker|third site)\b|위트니스|증인|중재|쿼럼|아비터|캐스팅"
    r"|ウィットネス|クォーラム|クオラム|調停|立会|第三",
    re.IGNORECASE,
)
"""Who decides by its vote which of two halves goes on."""


def _may_lead(given: Given, who: str, words: str) -> bool:
    """Whether one may lead; where the words tell only that all is switched over, beside one that leads now."""
    over = re.search(r"over$", words, re.IGNORECASE) is not None
    leads = any(sense.says(given.words(id), "leader") for id in given.nodes if id != who)
    stands = sense.says(given.words(who), "standby") is not None
    return who in given.nodes and (not over or ((leads or stands) and given.role(who) in (Role.STORE, *ANSWERING)))


def _stands_by(given: Given, id: str) -> bool:
    """Whether it is a copy that others write to once it leads."""
    return given.role(id) is Role.STORE or sense.says(given.words(id), "member", "replicate") is not None


_SWITCHES = re.compile(
    r"(?:に|へ)(?:自動(?:で|的に)?|手動で|すぐ(?:に)?|無事に?|\d+秒で)*(?:フェイルオーバー|フェールオーバー"
    r"|切り替わ|(?:役割|主導権)が移)"
)
"""How a Japanese clause says that another leads from then on."""


_HANDS = re.compile(
    r"\b(?:fail|fails|failed|failing|switch|switches|switched|flip|flipped|fell)(?:[ -]?over|[ -]back over)\b|"
    r"\b(?:hand|pass|mov|transfer|giv|gave|shift|switch)\w*\b.{0,20}\b(?:leadership|lead|leader|primary role)\b"
    r"|(?:leadership|primary role)\b.{0,20}\b(?:handed|passed|moved|transferred|went|goes)\b"
    r"|(?:리더|리더십|리더 역할|주 역할|마스터 역할)[를을]?\s.*(?:넘[겨기긴겼]|옮[겨기긴겼]|이양|이전|넘어[가갔])"
    r"|(?:リーダー役?|リーダーの(?:役割|座)|主系|主系の役割|プライマリ|プライマリの役割|マスター"
    r"|アクティブ系?)[をがは]"
    r".*(?:移[さしすっ]|渡[しさ]|譲[りっ]|引き継|切り?[替換]|交代|変更|委譲|移管|移譲|託[しさ]|任せ|戻[しさ])",
    re.IGNORECASE,
)


_TO = re.compile(r"(?:으?로|에게|에)(?![가-힣])|[にへ]")
