"""One whose copies a message brings to a new version, one by one: `한 대씩 새 버전으로 교체`, `rolling update to v2`.

Comes in: a message. Goes out: who is renewed, from which version to which. What is only told to bring others there (a
platform, a controller) is not renewed itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from diagram_anim.model.diagram import Message
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import lives
from diagram_anim.story.language.events import rolls, unnumbered, unreal
from diagram_anim.story.outcomes import BREAKABLE

FEW = 3
"""So many copies are shown: nobody counts them."""


def rolled(given: Given, message: Message) -> Beat | None:
    """That a message renews who gets it, None where it doesn't."""
    text, who = message.label.plain, message.target
    hit = rolls().search(text) or (_RENEWS.fullmatch(text.strip()) if lives.operated(given, message) else None)
    if hit is None or message.end == "cross" or message.number in given.answers or not _runs(given, who):
        return None
    if unreal().search(message.label.plain) or sense.asks(message.label.plain) or _REPORTS.search(message.label.plain):
        return None
    cause = Cause("roll", hit[0], message.span.line)
    return beat("roll", who, cause=cause, to=_versions(given, message)[1])


def _runs(given: Given, who: str) -> bool:
    """Whether copies of it may run: it is no person and nothing that only brings others up."""
    words = given.words(who)
    orders = sense.says(words, "platform", "scaler", "orchestration", "launcher", "watcher", "operator", "release")
    return given.role(who) in (Role.SERVER, Role.THING, Role.QUEUE, Role.BALANCER) and orders is None


_RENEWS = re.compile(
    r"(?:이미지를 |버전을 )?v?\d+(?:\.\d+)*(?:으?로) "
    r"(?:교체|업데이트|업그레이드|갱신|전환|변경|올림|올리기|재배포|배포|버전 ?업)"
    r"|v?\d+(?:\.\d+)+ (?:배포|설치)"
    r"|(?:イメージを|版を)?(?:v|版数)?\d+(?:\.\d+)*(?:に|へ)(?:の)?"
    r"(?:更新|入れ?替え?|差し?替え?|置き?換え?|アップデート|アップグレード|バージョンアップ|切り?替え?|更改|上げ)(?:る)?"
    r"|(?:(?:replace|swap)(?: it)? (?:with|for)|(?:update|upgrade|move|roll|switch|bump)(?: it)? to|install|deploy)"
    r" (?:version |release )?v?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
"""How who operates one brings it to a new version."""


_REPORTS = re.compile(
    r"(?:완료|성공|됨|끝)(?:\s?보고)?$|(?:完了|成功)(?:を?報告)?$|\b(?:done|complete[d]?|finished|succeeded|status)\b",
    re.IGNORECASE,
)
"""How it is said that it has come about."""


def _versions(given: Given, message: Message) -> tuple[str, str]:
    """From which version to which, as far as a message says."""
    old, new = unnumbered(given.lang)
    told = list(dict.fromkeys(re.findall(r"(?<![A-Za-z\d])v?\d+(?:\.\d+)+|(?<![A-Za-z\d])v\d+", message.label.plain)))
    return (told[0], told[1]) if len(told) > 1 else (old, told[0] if told else new)


def settings(given: Given) -> dict[str, Mapping[str, Any]]:
    """What those that are renewed were before."""
    found: dict[str, Mapping[str, Any]] = {}
    for message, sure in zip(given.sequence.messages, _sure(given), strict=True):
        if sure and (roll := rolled(given, message)):
            (who,) = roll.targets
            role = {} if given.role(who) in BREAKABLE else {"role": Role.SERVER.value}
            many = {"replicas": FEW} if rolls().search(message.label.plain) else {}
            found.setdefault(who, {"version": _versions(given, message)[0], **many, **role})
    return found


def _sure(given: Given) -> list[bool]:
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    return [sure for event, sure in events if isinstance(event, Message)]
