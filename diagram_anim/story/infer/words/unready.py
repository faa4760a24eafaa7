"""Who is started in a sequence and never becomes ready: `readiness probe failed`, `준비 상태 확인 실패`.

Comes in: a sequence, and a participant. Goes out: whether the last that it tells of itself, or a note of it, says so.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Message, Note
from diagram_anim.story.infer.given import Given

_UNREADY = re.compile(
    r"\b(?:readiness|startup)\b.{0,16}\bfail|\b(?:not|never) (?:becom\w+ |yet )?ready\b|\bunready\b"
    r"|(?:readiness|준비 ?상태|준비성|레디니스|스타트업).{0,10}(?:실패|불합격)|준비(?:되지| 안 됨| 안됨|가 안)"
    r"|(?:readiness|準備(?:状態|確認)?|レディネス|起動確認).{0,10}(?:失敗|NG)|準備(?:できない|完了しない|未完了)",
    re.IGNORECASE,
)
_READY = re.compile(
    r"\bready\b|\bhealthy\b|\bpass(?:ed|es)?\b|\bok\b|준비 ?(?:완료|됨|됐)|통과|정상|準備(?:完了|OK|できた)|合格"
    r"|正常",
    re.IGNORECASE,
)


def unready(given: Given, id: str) -> bool:
    told = False
    for event in given.sequence.events:
        own = isinstance(event, Message) and event.source == id and event.end != "cross"
        own = own or (isinstance(event, Note) and {*event.over} == {id})
        text = event.label.plain if own and isinstance(event, Message | Note) else ""
        if _UNREADY.search(text):
            told = True
        elif text and _READY.search(text):
            told = False
    return told
