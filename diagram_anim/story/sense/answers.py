"""What an arrow's words say of the way: an answer to a question, a case that may come about, or that it is barred."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.source.detect import scripts
from diagram_anim.story.language.lexicon import answers, denials, opposed
from diagram_anim.story.language.phrases import clean
from diagram_anim.story.sense.states import CROSSES, only_mark
from diagram_anim.story.sense.words import says


def is_barred(label: str) -> bool:
    """Whether an arrow's words say that nothing gets through: by a cross before them, or `cannot`; a share of what
    goes wrong and takes this way does get through (`❌ 1%`)."""
    crossed = bool(re.match(rf"\s*[{CROSSES}]", label)) and not only_mark(label) and not _SHARE.search(label)
    return crossed or says(label, "barred") is not None


def is_answer(text: str) -> bool:
    """Whether a text is an answer to a question, or a condition, and nothing else: yes, 아니오, < 90 %."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", clean(text)).casefold()
    compares = re.search(r"[<>≤≥≦≧]|[=!]=|\w\s*=\s*\d", text)
    return bare in answers(scripts(bare)) or bool(compares or _CONDITION.search(bare))


def exclude(texts: Sequence[str]) -> bool:
    """Whether only one of two texts can hold: `solved` and `not solved`, 발급 and 미발급, `all pass` and `1 fails`."""
    if len(texts) != 2:
        return False
    short, long = sorted((clean(text).casefold().strip(" .?!") for text in texts), key=len)
    denied = {f"{no}{blank}{short}" for no in denials(scripts(long)) for blank in ("", " ")}
    return bool(short) and long != short and (long in denied or opposed(short, long))


_CONDITION = re.compile(
    r"(?:[가-힣] 시|[가-힣]\s?(?:경우|때)|[가-힣](?:하|되|으|이|있|없)면|場合|時|なら)$|^(?:if|when|unless|on) \w"
)
"""A case that may come about: "장애 시", "if it fails"."""


_ONCE = re.compile(
    r"(?<=[가-힣])면$|(?<=[ぁ-ん])(?:たら|だら|れば|せば|けば|ると|すと|際|際に|とき|際は)$|^(?:once|should) \w"
)
"""A case that words of trouble tell more of: `서울이 멈추면`, `東京が止まったら`."""


_FALLS = re.compile(
    r"(?:멈추|멎으|멈춰 ?버리|죽으|뻗으|끊기|끊어지|다운되|꺼지|무너지|쓰러지|고장 ?나"
    r"|장애가 (?:나|생기|발생하)|먹통이 ?되"
    r"|터지|응답하지 않으|응답이 없으|응답을 (?:안|못) ?하|답이 없으|못 ?쓰게 되|문제가 (?:생기|있으))면$"
)
"""The same of the verbs by which one stops, whose other forms the lexicon has."""


def in_need(text: str) -> bool:
    """Whether a text says when: if something fails."""
    bare = _SWITCHES.sub("", clean(text).strip(" .()").casefold())
    case = _CONDITION.search(bare) or _ONCE.search(bare)
    return _FALLS.search(bare) is not None or bool(case) and says(text, "outage", "failure", "sick") is not None


_SWITCHES = re.compile(
    r"^(?:automatic(?:ally)? )?(?:switch(?:es|ed)?(?:-?over)?|fail-?over|change-?over)(?: automatically)?\s+"
    r"(?=on |upon |in |if )"
    r"|(?<=시)(?:에는?|엔)?,?\s(?:자동(?:으로)?\s?)?(?:절체|전환|교체|대체|우회|페일오버)$"
    r"|(?<=時)(?:に|は|には)?、?(?:自動(?:で|的に)?)?(?:切り?替え?|フェイルオーバー|迂回)(?:る|え)?$"
)
"""What is done in that case: `고장 시 자동 절체`."""

_SHARE = re.compile(r"\d\s*[%％]")
