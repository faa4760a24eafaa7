"""One that is cut off from several, as a clause tells: `replica 3 is cut off from the two others`, `노드 1과 노드
2는 노드 3과 통신할 수 없다`.

Comes in: a clause, and the place in it that tells of a link that is cut. Goes out: the one, and all the others. None
where it stands on neither side alone, or isn't joined to each of them.
"""

from __future__ import annotations

import re

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses


def apart(given: Given, text: str, at: int) -> tuple[str, ...] | None:
    """The one and those that it is cut off from: the subject of a clause on one side, whom else it calls on the other;
    in English what stands before the verb and behind it."""
    if not isinstance(given.diagram, Flowchart):
        return None
    every = clauses.jointly(given, text)
    latin = re.search(r"[^\x00-\u2fff]", text) is None
    first = [one for one in every if (one.start < at if latin else clauses.subject(text, one))][:1]
    if not first:
        return None
    sides = [[*first[0].ids], [id for one in every if one not in first for id in one.ids]]
    if _REST.search(text) and len(sides[0]) == 1:
        sides[1] = beside(given, sides[0][0])
    for one, others in (sides, sides[::-1]):
        if len(one) == 1 and len({*others}) > 1 and {*others} <= {*beside(given, one[0])}:
            return (one[0], *dict.fromkeys(others))
    return None


def between(given: Given, text: str | None) -> tuple[str, ...] | None:
    """The one and the several whom an English text calls as the two ends of a link."""
    if text is None or not isinstance(given.diagram, Flowchart):
        return None
    near, _, far = text.partition(" and ")
    sides = [[id for one in clauses.jointly(given, side) for id in one.ids] for side in (near, far)]
    for one, others in (sides, sides[::-1]):
        if len(one) == 1 and len({*others}) > 1 and {*others} <= {*beside(given, one[0])}:
            return (one[0], *dict.fromkeys(others))
    return None


def alone(given: Given, text: str) -> tuple[str, ...] | None:
    """The only one that a text calls, which the network has left alone, and all that it is joined to."""
    hit = _ALONE.search(text) if isinstance(given.diagram, Flowchart) else None
    called = list(dict.fromkeys(id for one in clauses.jointly(given, text) for id in one.ids)) if hit else []
    others = beside(given, called[0]) if len(called) == 1 else []
    return (called[0], *others) if others else None


def beside(given: Given, id: str) -> list[str]:
    """All that an arrow joins to one, but who only asks it."""
    near = dict.fromkeys((*given.graph.after.get(id, ()), *given.graph.before.get(id, ())))
    return [one for one in near if given.role(one) is not Role.CLIENT]


_REST = re.compile(
    r"\b(?:the )?(?:(?:two|three|four|\d|all) )?(?:others?|rest)\b|\b(?:other|remaining) (?:two|three|four|\d)\b"
    r"|(?:나머지|다른) ?(?:두|세|네|모든|\d)? ?[가-힣]|(?:残り|ほか|他)の?(?:[二三四\d][つ台個]|すべて|全て"
    r"|全部|ノード|サーバー?)",
    re.IGNORECASE,
)
"""All others that one is joined to."""

_ALONE = re.compile(
    r"\bnetwork (?:partition|failure|split|outage|problem|fault|issue)\b.{0,24}"
    r"\b(?:isolat(?:es|ed)|cuts? off|separat(?:es|ed))"
    r"|\b(?:is|was|gets?|got|left|been) (?:completely )?(?:isolated|cut off) (?:by a |in a |during a )?"
    r"(?:network|partition)"
    r"|(?:네트워크|통신|회선|망)\S*\s(?:장애|분할|단절|문제|두절|파티션)\S*\s[^.。]{0,24}(?:고립|격리|분리)[되된됐됩돼]"
    r"|(?:ネットワーク|通信|回線)(?:の)?(?:障害|分断|断絶|故障|問題|パーティション)[^。]{0,24}孤立",
    re.IGNORECASE,
)
"""Where the network has left one alone."""
