"""Whether a clause speaks of those that it calls, or of what stands there as a place, a way or an owner.

Comes in: a clause, and where it calls some. Goes out: yes or no. Refuses to know what it says of them.
"""

from __future__ import annotations

import re

from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.language.events import WHO, owned


def speaks(given: Given, text: str, called: Mention) -> bool:
    """Whether a clause speaks of those that it calls, and not of a place there, or of what belongs to them."""
    own = "|".join(re.escape(word) for id in called.ids for word in given.name(id).split())
    behind = re.compile(rf"(?:\s+(?:{own})(?![A-Za-z0-9]))*").match(text, called.end)
    after = text[behind.end() if behind else called.end :]
    paced = _SLOWS.search(after) and (_PACE.match(after) or _PACE_OF.search(text[: called.start]))
    if _EVEN.match(after) and not _OTHERS.search(text):
        return True
    before = text[: called.start]
    if _BROKEN.match(after) or (_WITH.match(before) and _AWAY.match(after)) or _CRASH.match(after):
        return True
    if _HELD.match(after) and {*called.ids} <= {*given.groups}:
        return True
    theirs = text[called.end - 1] == "s" and re.search(r"\b(?:its|their)\s+$", before, re.IGNORECASE)  # its sessions
    if re.search(rf"\b(?:the|our) (?:{own})s? (?:in|at|of|from) (?:the )?$", before, re.IGNORECASE):
        return True  # the standby in Oslo
    paced = paced or _ILL_OF.search(before) or _ALL_OF.search(before)
    return bool(paced) or not (theirs or _BESIDE.match(after) or _BEHIND.search(before))


_EVEN = re.compile(r"\s?(?:쪽|측|서버)?(?:까지|마저|조차)\s")
_OTHERS = re.compile(r"\S(?:[이가은는을를]|에서|부터)(?=\s)")
"""What is said of one in Korean like of others before it, where the clause has nothing else to speak of: `DB까지
느려졌다`."""

_BROKEN = re.compile(
    r"の(?!ログ|データ|ファイル|バックアップ|ページ|画面|リンク|キャッシュ|設定|接続|通信"
    r"|回線)[一-龯ァ-ヶーA-Za-z]{1,8}[がは][^、。]{0,6}"
    r"(?:故障|壊れ|焼き付|焼損|破損|断線|固着|折れ|破裂)"
)
"""Where a piece of one is broken that keeps it from its work."""

_WITH = re.compile(r"(?:and |so |but |now )*with (?:the |our )?$", re.IGNORECASE)
_AWAY = re.compile(
    r" (?:now |still |suddenly |already )*(?:down|dead|gone|offline"
    r"|out(?: of (?:action|the picture|the way|order|service))?"
    r"|unreachable|unavailable)\W*$",
    re.IGNORECASE,
)
"""What stands before and behind one that isn't there any more, beside what follows from it: `with node 2 down`."""

_CRASH = re.compile(
    r"['’]s? (?:\w+ )?(?:crash|failure|outage|breakdown|collapse|death|demise|meltdown)"
    r" (?:was|went|came|left|took|caused|cost|at|in|on|during|last|this|yesterday|woke|brought|meant)\b",
    re.IGNORECASE,
)
"""What befell one, as a thing of its own: `node 2's crash at noon was noticed`."""

_HELD = re.compile(
    r"(?:に(?:置い|あ|載[せっ]|居|い)[たるっていれあ]{1,4}|内の|上の|配下の|の)?(?:全|すべての|全ての|あらゆる)"
    r"[一-龯ァ-ヶーA-Za-z]{1,10}[がはも]"
)
"""All that a place holds, of which it is told as of the place: `1aに置いた全機器が`."""


def held(text: str) -> str:
    """A text without that it speaks of all that a place holds, where a sign stands for the place."""
    return re.sub(rf"(?<={WHO})(\s*)({_HELD.pattern})", lambda hit: hit[0][-1].rjust(len(hit[0])), text)


_PACE = re.compile(
    r"\s*(?:의\s+)?(?:[가-힣]{1,5}\s)?(?:빌드|적재|작업|조회|응답|처리|반응|지연|성능|속도|동작|쓰기|읽기|조회"
    r"|쿼리|갱신)"
    r"|(?:の|への|からの)(?:応答|返事|返答|レスポンス|反応|処理|動作|動き|性能|速度|遅延|書き込み|読み取り"
    r"|読み込み|更新|クエリ"
    r"|[一-龯ァ-ヶーみりきしい]{1,6}(?=[がはも])"
    r"|レイテンシー?|スループット|ページ表示|表示|検索|照会|回線速度|通信速度|複製|レプリケーション|同期)"
    r"|'s\s+(?:respons|latenc|answer|perform|quer|repl|write|read)\w*",
    re.IGNORECASE,
)
_PACE_OF = re.compile(
    r"\b(?:responses?(?: times?)?|latenc(?:y|ies)|answers?|queries|writes|reads|calls|requests)"
    r"\s+(?:of|from|to|in|on|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SLOWS = re.compile(
    r"느[려리렸린려]|늦[어었]|길어[지졌짐]|늘어|지연|저하|둔[해화]|遅|重く|重い|延び|長く|鈍|かかる|かかっ|もたつ"
    r"|低下|落ち|半減|滞|待たされ|伸び|膨ら|悪化|追いつか|詰ま|広が|拡大"
    r"|\b(?:shot|shoots|went|goes) up\b|\b(?:climb|rose|ris(?:es|en|ing)|jump|doubl|tripl|quadrupl|increas"
    r"|explod|soar|spik|balloon|deteriorat|suffer)\w*|\d\s?m?s\b"
    r"|\bslow\w*|\blonger\b|\bsluggish|\bseconds\b|\blatency|\blag\w*",
    re.IGNORECASE,
)
"""Where a clause speaks of how fast one answers it speaks of that one."""

_OWN = owned()

_ILL_OF = re.compile(
    rf"\b(?:{_OWN})\s+(?:on|of|in|inside|at)\s+(?:the\s+)?$|"
    r"\b(?:high|higher|elevated|increased|rising|growing|excessive)\s+(?:latenc(?:y|ies)|response times?|load times?)"
    r"\s+(?:on|of|in|at|from|for|to)\s+(?:the\s+)?$|"
    r"\bslow(?:er)?\s+(?:quer(?:y|ies)|responses?|answers?|reads|writes|requests)"
    r"\s+(?:of|from|to|in|on|at|by)\s+(?:the\s+)?$"
    r"|\b(?:power|current|electricity|mains)\b[^,;]{0,24}\b(?:cut|lost|failed|gone|out|off|interrupted)\b[^,;]{0,12}"
    r"\b(?:to|at|in|for|on)\s+(?:the\s+)?$"
    r"|\b(?:kernel panic|segfault|core dump|power (?:cut|failure|outage|loss)|blackout|outage|crash|fire|flood\w*"
    r"|OOM kill|(?:disk|hardware|memory|board|host|fan|cooling) (?:failure|fault|crash|error))"
    r"\s+(?:on|in|at|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before whom a clause speaks of by what has befallen it: `slow queries on`, `power was cut to`."""

_ALL_OF = re.compile(
    r"\b(?:all|both|each|every one|every copy|every instance|the whole|the entirety|everything) (?:of|in) (?:the )?$",
    re.IGNORECASE,
)
"""What stands before a group that is spoken of as a whole."""

_MODIFIES = r"(?:[가-힣A-Za-z]{4,}|[가-힣A-Za-z]{1,3}(?<![이가은는을를]))"
"""What may stand in Korean between an owner and what is its own: `2번의 엑스레이 장비`."""

_BESIDE = re.compile(
    rf"\s*(?:에서(?!.{{0,12}}(?:정전|장애|고장)[이가])(?!\s(?:{_OWN})[이가]\s)|에게|으로|로"
    rf"|[을를]?\s?(?:제외한|제외하고|빼고|뺀 나머지)|만 빼고|말고|외에|이외|以外|を除"
    rf"|の?(?:障害|停止|故障|ダウン)の?(?:訓練|対応|対策|報告|想定|シナリオ|演習|検証|教訓|テスト)"
    rf"|까지|부터|보다|처럼|만큼|에(?!\s*(?:정전|장애|고장|화재|불이|침수|단전|사고|폭발|누수))"
    rf"|의\s+(?!(?:{_MODIFIES}\s)?(?:{_OWN}))|から|まで(?!も|、?[^、。]{{0,12}}(?:巻き込|落ち|倒れ|止ま|ダウン"
    rf"|道連れ|遅く))|より"
    rf"|へ|に(?!障害|停電|故障)|で(?!.{{0,12}}(?:障害|停電|故障))|の(?!{_OWN}|両方|双方|両者|どちら|[二三2-9]つ"
    rf"|[二三2-9][台本系])"
    rf"|\s?(?:사이|간)[의에]|[와과]의?(?=\s(?:.{{0,12}}(?:사이|간[의에]|통신|연결|링크|회선|네트워크)))"
    rf"|[을를]\s(?:잇는|연결하는|이어 주던|거쳐|거치|통해|통과|경유|지나)|を(?:経[てる由]|通っ?[てじる]|経由|介し)"
    rf"|と(?:の|(?=.{{0,12}}(?:間|を(?:つな|結))))|を(?:つな|結)"
    rf"|'s\s+(?!{_OWN})"
    rf"|\s+(?!(?:{_OWN})|전체|모두|전부|자체|서버|노드|파드|인스턴스|컨트롤러|프로세스|컨테이너|클러스터|장비"
    rf"|시스템|서비스"
    rf"|데몬|본체|쪽|측)[가-힣]{{1,6}}"
    rf"(?:이|가|만)\s)"
)
"""What follows a name in a clause that speaks of something else."""

_BEHIND = re.compile(
    r"(?<!power )(?<!network )(?<!kubelet )(?<!process )(?<!link )(?<!disk )(?<!controller )(?<!supply )(?<!fan )"
    r"(?<!board )(?<!motherboard )(?<!memory )(?<!battery )(?<!cpu )(?<!raid )"
    r"\b(?:in|within|on|from|to|at|of|by|with|between|behind|into|via|through|for|towards?|(?<!^)as"
    r"|than|except|but|excluding|besides|unlike|without)\s+(?:(?:the|its|a|our)\s+)?(?:(?:new|old|other)\s+)?$",
    re.IGNORECASE,
)
"""What stands before one."""
