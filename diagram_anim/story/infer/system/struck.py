"""Arrows that say that what they lead to is down: a balancer's (`❌`, `503`, `health check failed`), or that of who
watches it (`3회 연속 실패`)."""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.severed import parts_two


def struck(given: Given, edge: Edge) -> Hit | None:
    """The outage word that is all an arrow from a balancer says: what it leads to is down."""
    if given.role(edge.source) is not Role.BALANCER:
        return None
    text = edge.label.plain if edge.label else ""
    if out := sense.says(text, "ejected"):
        return out
    if sense.only_mark(text) or (edge.end == "cross" and not text) or _OUT.fullmatch(text.strip()):
        return Hit(text or "x", frozenset({"outage"}), 0, len(text))
    if parts_two(edge):
        return None  # the link is down, and not what it leads to
    return _sick(re.sub(r"^[\s❌✕✖✗Xx]+(?=\s)", "", text)) if text else None


def checked(given: Given, id: str) -> Hit | None:
    """What who watches a part says on its arrow, where that is but that its checks fail: `3회 연속 실패`. Who shares
    out, guides or controls hears by it of another."""
    guides = id in given.nodes and sense.says(given.words(id), "guide") is not None
    if guides or given.role(id) in (Role.BALANCER, Role.CONTROLLER):
        return None
    for edge in given.graph.edges:
        text = edge.label.plain.strip() if edge.label else ""
        watches = edge.target == id and edge.source in given.nodes and sense.says(given.words(edge.source), "watcher")
        if watches and _CHECKS.fullmatch(text):
            return Hit(text, frozenset({"outage"}), 0, len(text))
    return None


_CHECKS = re.compile(
    r"(?:\d+\s?회\s?)?(?:연속\s?)?실패(?:\s?\d+회)?|응답 ?없음|무응답|(?:\d+回)?連続?失敗|無応答|応答なし"
    r"|(?:\d+ (?:consecutive )?)?(?:fail(?:s|ed|ures?)|timeouts?)(?: \d+\s?[x×]?)?|no (?:response|answer)",
    re.IGNORECASE,
)

_OUT = re.compile(
    r"[x×✗✘]|out|no (?:traffic|requests)|not routed|removed|excluded|fail(?:s|ed)|timed? ?out|50[0234]"
    r"|connection (?:refused|reset|timed out)|제외(?:됨)?|연결 (?:실패|거부)|트래픽 없음|빠짐|除外"
    r"|接続(?:失敗|拒否|不可)|振り分けなし"
    r"|(?:health ?checks?|헬스 ?체크|상태 ?(?:확인|검사)|ヘルスチェック)\s?[:=]?\s?"
    r"(?:NG|KO|fail(?:s|ed|ing|ure)?|실패|失敗|異常|비정상|[❌✕✖✗✘])",
    re.IGNORECASE,
)
"""What an arrow of a balancer says alone, if what it leads to answers no requests."""


def _sick(text: str) -> Hit | None:
    """The word with which a text says that something is down and, behind a comma, at most that nothing goes there."""
    first, *others = re.split(r"\s*[,;、·]\s*", text)
    hit = sense.only(first, ("outage", "sick"), ())
    shut = all(sense.only(one, ("blocked", "ejected", "outage", "sick"), ("traffic",)) for one in others)
    return hit if shut else None


def cut_off(given: Given, id: str) -> Hit | None:
    """The outage word of a balancer's arrow, where all that leads there is such."""
    arrows = [struck(given, edge) for edge in given.graph.edges if edge.target == id]
    return arrows[0] if arrows and all(arrows) else None
