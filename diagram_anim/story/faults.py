"""How many of its answers somebody is said to fail: `error rate 12%`, `8% of requests fail`, `오류율 0.1% → 9%`.

Comes in: a text. Goes out: percent and the words for it; no bound, no target, and nothing that is as usual.
"""

from __future__ import annotations

import re

SLIGHT = 1.0
"""Fewer errors than so many of a hundred are how a system is when it is well."""

_PERCENT = r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*[%％]"

_RATE = (
    r"(?:(?:error|failure|5xx)s?[ -]?rate|errors|failures|(?:HTTP )?5xx(?: errors?|\s?(?:오류|에러)|\s?エラー)?"
    r"|(?:오류|에러|실패)(?:\s?[율률]| 비율)|(?:エラー|失敗|異常|5xx|50\d)(?:応答)?(?:率|の?割合|の?比率)"
    r"|(?:HTTP )?50\ds?(?: (?:errors?|오류|에러)|エラー)?)"
)
_COMES = (
    r"(?:一時(?:的に)?|一気に|約|およそ|ついに|たちまち|みるみる|徐々に|次第に|瞬間的に"
    r"|[:=(]|is|was|at|on|for|in|of|to|by|now|(?:ris|ros|jump|climb|spik|went|go|hit|reach)\w*(?: up)?(?: to)?)"
)
_TO = r"(?:→|➔|➜|->|=>|⇒|에서|から|to)"
_BOUND = r"(?!\s*(?:이상|초과|미만|이하|넘|以上|以下|未満|を?超|or (?:more|less)|threshold|limit|budget|target))"

_AFTER = re.compile(
    rf"{_RATE}[은는이가はがも]?\s*(?:{_COMES}\s*){{0,2}}(?:(?:from\s)?{_PERCENT}\s*{_TO}\s*)?{_PERCENT}{_BOUND}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"{_PERCENT}{_BOUND}\s?(?:의|の|가|が|of|all|the|its|requests?|calls?|answers?|responses?|are|were|is"
    rf"|returns?|returned"
    r"|gets?|got|came back|answered|ended|요청이|응답이|リクエストが|as|with|in|an?|HTTP|\s)*"
    r"(?:(?:error|failure|5xx)s?[ -]rate|errors?\b|(?:HTTP )?5(?:xx|0\d)(?![\da-z])|failures\b|fail(?:s|ed"
    r"|ing)?\b(?!-)"
    r"|(?:오류|에러|실패)(?![율률])|(?:エラー|失敗|タイムアウト|5\d\d|異常終了|拒否)(?!率|の割合))",
    re.IGNORECASE,
)
_WELL = re.compile(
    rf"(?:success(?:ful)?(?:[ -]?rate)?|성공[률율]|成功率)[은는이가はが]?\s*(?:{_COMES}\s*){{0,2}}"
    rf"(?:(?:from\s)?{_PERCENT}\s*{_TO}\s*)?{_PERCENT}{_BOUND}",
    re.IGNORECASE,
)
"""How many of its answers are none: the others are."""

_UNTOLD = re.compile(
    r"(?<![-=])[<>]|[≤≥~?？]|\b(?:if|when|(?:above|over|below|under)(?= (?:\d|the |its |a ))|max|slo|sla|budget)\b"
    r"|넘으면|경우|場合|たら"
)


_GAUGED = re.compile(
    r"(?:cpu|memory|mem|disk|load|usage|util\w*|메모리|디스크|사용[률량]|부하|メモリ|ディスク|使用率"
    r"|負荷)\s*[:=]?\s*$",
    re.IGNORECASE,
)
"""Before a figure that is a gauge's, whatever is said behind it."""


_PIECES = r"(?:개|건|번|회|件|回)?"
_WRONG = r"(?:5xx\s*)?(?:오류|에러|실패|エラー|失敗)"
_PART = re.compile(
    rf"(\d{{1,4}})\s*{_PIECES}\s*(?:중에?서?|のうち|中)\s*(\d{{1,4}})\s*{_PIECES}[가이はが]?\s*{_WRONG}"
    r"|(\d{1,4}) (?:out of|of|in) (?:every )?(\d{1,4}) (?:requests|answers|responses|calls)?\s*"
    r"(?:were |are |came back as )?(?:errors|fail)",
    re.IGNORECASE,
)
"""So many of so many: `응답 100개 중 12개가 오류`."""

_HALVES = re.compile(
    r"(?:절반|반)[에이은을]?\s?(?:5xx|50\d|오류|에러|실패)|半[数分][がは]?(?:5xx|エラー|失敗)"
    r"|half (?:of )?(?:all |its |the )?(?:\w+ )?(?:fail|with errors|were errors)",
    re.IGNORECASE,
)


def errors(text: str) -> tuple[float, str] | None:
    """Percent and its words, of two figures one of which comes after the other the last."""
    after, well = _AFTER.search(text), _WELL.search(text)
    found = after or well or _BEFORE.search(text)
    if found is None and (part := _part(text)) is not None:
        return part
    if found is None or _UNTOLD.search(text.lower()) or _GAUGED.search(text[: found.start()]):
        return None
    percent = float(found[2] if after or well else found[1])
    percent = percent if after or not well else round(100 - percent, 6)
    return (percent, found[0]) if SLIGHT <= percent <= 100 else None


def _part(text: str) -> tuple[float, str] | None:
    """The same of so many out of so many, or of half of them."""
    if half := _HALVES.search(text):
        return 50.0, half[0]
    found = _PART.search(text)
    if found is None or _UNTOLD.search(text.lower()):
        return None
    whole, some = (int(found[1]), int(found[2])) if found[1] else (int(found[4]), int(found[3]))
    return (100 * some / whole, found[0]) if 0 < some < whole else None


_FAULT = (
    r"(?:\berrors?\b|\bfail(?:s|ed|ing|ures?)?\b|(?<!\d)5(?:xx|0[0-9])s?(?![\da-z])|\btimed out\b|\btime-?outs?\b"
    r"|\brejected\b|\berrored\b|\bmis(?:read|routed|sorted|printed|labell?ed|scanned|directed|delivered|addressed|filed)\b|\bexceptions?\b|\baborted\b|\bcrash(?:es|ed)?\b|\bwrong\b|\b(?:corrupt(?:ed|ing)?|mangled"
    r"|garbled)\b"
    r"|오류|에러|실패|타임아웃|エラー|失敗|タイムアウト"
    r"|誤(?:警報|判定|検知|検出|応答|認識|計算)|誤った|誤って[^、。]{0,10}(?:警報|拒否|判定|返|弾|表示|計算|通知|破棄))"
)
_MOVED = r"(?:sent|went|goes|moved|routed|shifted|보냈|보내|옮|流し|流れ|移し|向け)"
_AMONG = re.compile(
    rf"{_PERCENT}(?P<behind>.{{0,60}}?){_FAULT}|{_FAULT}(?P<before>[^%％.,;]{{0,26}}?)(?:\b|(?<=[ぁ-ん]))(?:on|for|in|to"
    rf"|at)?\s?{_PERCENT}"
    rf"|\b(?:drops?|dropped|dropping|lost|loses|losing|discard(?:ed|s|ing)|refus(?:ed|es|ing))\s(?:about "
    rf"|some )?{_PERCENT}"
    r" of (?:all |the |its |our )*(?:packets|messages|requests|calls|queries|orders|writes|frames|data)",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:without|no|not|free of|budget|fewer|less)\b|없|않|아니|무관|なく|なし|ない|ず", re.IGNORECASE
)


def among(text: str) -> tuple[float, str] | None:
    """The same of a sentence, in which more may stand between the figure and what becomes of so many: `15 % of the
    responses that went out were errors`."""
    found = _AMONG.search(text)
    if found is None or _UNTOLD.search(text.lower()) or _GAUGED.search(text[: found.start()]):
        return None
    between = found["behind"] or found["before"] or ""
    if (
        re.search(_MOVED, between, re.IGNORECASE)
        or _SPARED.search(found[0])
        or _SPARED.match(text[found.end() :].strip())
    ):
        return None
    percent = float(found[1] or found[4] or found[5])
    return (percent, found[0]) if SLIGHT <= percent <= 100 else None


SOME = 20.0
"""Percent of errors where it is but said that they have become many."""

_MANY = re.compile(
    r"\b(?:errors?|(?:HTTP )?5xx|50[0234]s?)(?: errors?)?(?: rates?)? (?:spikes?|spiking|surges?|surging"
    r"|bursts?|climb(?:s|ing)|soar(?:s|ing)|jump(?:s|ed)|shoots? up)\b"
    r"|\b(?:spikes?|surges?|bursts?) (?:in|of) (?:errors|5xx)\b"
    r"|(?:오류|에러|5xx|50[0234])(?:율|률| 오류| 에러)?[이가]? ?(?:급증|폭증|폭주|치솟)"
    r"|(?:[⚠🔥❌💥🚨]\ufe0f?\s*)(?:(?:HTTP )?5xx(?: errors?)?|errors|오류|에러|エラー)$"
    r"|(?:エラー|5xx|50[0234])(?:率|エラー)?[がの]?(?:急増|多発|激増|急上昇)",
    re.IGNORECASE,
)


_RISEN = re.compile(
    rf"{_MANY.pattern}"
    r"|\b(?:errors?|(?:HTTP )?5xx|50[0234]s?|failures)(?: errors?)?(?: rates?)?(?: \S+){0,4}? "
    r"(?:spiked|surged|soared|jumped"
    r"|climbed|exploded|shot up|rose (?:sharply|steeply|quickly)|went (?:up|through the roof)|piled up|poured in)\b"
    r"|\b(?:began|started) (?:to (?:throw|return|answer with)|throwing|returning|answering with) "
    r"(?:(?:many|lots of|mostly) )?"
    r"(?:errors|5xx|50[0234]s?)\b"
    r"|(?:오류|에러|5xx|50[0234])(?:[율률]| 오류| 에러| 응답)?[이가은는도]? ?(?:\S+ ){0,2}?"
    r"(?:급증|폭증|폭주|치솟|쏟아[졌져지]"
    r"|뛰었|뛰어올|급격히 (?:늘|증가|올)|크게 (?:늘|증가|올)|잇따[라랐]|속출|늘어[나났]|늘었|늘자|늘면서)"
    r"|(?:エラー|5xx|50[0234])(?:率|エラー|応答)?[がはも]?(?:急に|一気に|大きく|大量に|急激に)?"
    r"(?:急増|多発|激増|急上昇|跳ね上"
    r"|増え(?:た|て|始|出|、|まし)|頻発|続出|相次|噴出|上が(?:った|り|って))",
    re.IGNORECASE,
)


def risen(text: str) -> tuple[float, str] | None:
    """The same of a sentence that tells it as what came about, without a figure: `errors spiked on v2`."""
    found = _RISEN.search(text)
    bare = found is not None and not _UNTOLD.search(text.lower()) and not _SPARED.match(text[found.end() :].strip())
    return (SOME, found[0]) if found and bare and not re.search(r"\d\s?[%％]", text) else None


def many(text: str) -> tuple[float, str] | None:
    """So many of a hundred, and the words, where a text says no more than that errors have become many (`5xx 급증`)."""
    found = _MANY.search(text)
    return (SOME, found[0]) if found and not _UNTOLD.search(text.lower()) and not re.search(r"\d\s?%", text) else None


_ANSWER = re.compile(
    r"(?<![\d.,:])(?:HTTP[ /]?(?:1\.1 )?)?[45](?:xx|\d\d)(?![\d.,]|\s?(?:rps|req|ms|s\b|MB|GB|users|건|명|件|人|%))"
    r"|\berror (?:response|page)\b|(?:오류|에러) 응답|エラー(?:応答|レスポンス)",
    re.IGNORECASE,
)


def answered(text: str) -> bool:
    """Whether an answer with an error arrives, as its status tells: `HTTP 500`, `503 Service Unavailable`."""
    return _ANSWER.search(text) is not None


_CODE = re.compile(r"\s*(?:HTTP )?[45](?:xx|\d\d)\b(?! ?(?:ms|s|rps|req|users|[가-힣ぁ-んァ-ン一-龥]))", re.IGNORECASE)


def code(text: str) -> bool:
    """Whether a text begins with the code of an answer with an error: `503`, `429 Too Many Requests`."""
    return _CODE.match(text) is not None
