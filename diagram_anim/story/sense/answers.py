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


def in_need(text: str) -> bool:
    """Whether a text says when: if something fails."""
    case = _CONDITION.search(clean(text).strip(" .()").casefold())
    return bool(case) and says(text, "outage", "failure", "sick") is not None


_SHARE = re.compile(r"\d\s*[%％]")
