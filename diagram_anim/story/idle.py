"""Arrows along which no requests go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.diagram import Edge, Flowchart, Node
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.language import tidings
from diagram_anim.story.naming import alike


def idle(diagram: Flowchart, edge: Edge) -> bool:
    """Whether no requests go along an arrow: it brings changes to a copy, or what has failed to a queue for such, or
    leads from how things stand to how they stand later; or what it leads to is being seen to, or takes none
    by its card: it is going, or not ready."""
    if _rests(diagram, edge):
        return True
    ends = [node for id in (edge.source, edge.target) if (node := diagram.node(id))]
    return (
        _copies(edge) or _fills(ends) or _peers(diagram, edge) or any(map(_dead_letters, ends)) or _turns(diagram, edge)
    )


def resting(diagram: Flowchart) -> frozenset[str]:
    """What is under maintenance, going or not ready by its card, or by an arrow to it."""
    return frozenset(edge.target for edge in diagram.edges if _rests(diagram, edge))


def _rests(diagram: Flowchart, edge: Edge) -> bool:
    aim = diagram.node(edge.target)
    ordered = () if edge.label is None or _orders(diagram, edge) else edge.label.lines
    said = (*ordered, *(aim.label.lines[1:] if aim else ()))
    named = sense.ends_in(aim.label.lines[0], "resting") if aim and aim.label.lines else None
    behind = _behind(aim.label.lines[0]) if aim and aim.label.lines else []
    if planned(edge):
        return True
    away = any(_AWAY.fullmatch(line.strip()) or _SEEN_TO.fullmatch(line.strip()) for line in (*said, *behind))
    return away or any(sense.says(line, "resting") for line in said) or (named is not None and named.start > 0)


def planned(edge: Edge) -> bool:
    """Whether a dotted arrow says that it is to come only some day, and no more."""
    return edge.stroke == "dotted" and edge.label is not None and _PLANNED.fullmatch(edge.label.plain) is not None


_PLANNED = re.compile(
    r"\W*(?:(?:is )?(?:planned|in planning|to come|coming soon|future|later|not yet(?: built| there)?|tbd|roadmap"
    r"|next (?:year|month|quarter))(?: (?:for|in) .{1,16})?"
    r"|(?:.{1,12}\s)?(?:도입 |증설 |구축 )?(?:예정|계획|검토 중|추후|향후)(?:임|중)?"
    r"|.{0,10}(?:導入|増設|構築)?(?:予定|計画|検討)(?:中)?|将来|今後)\W*",
    re.IGNORECASE,
)


def _orders(diagram: Flowchart, edge: Edge) -> bool:
    """Whether who operates a part tells it to go: it has worked till then."""
    by, text = diagram.node(edge.source), edge.label.plain if edge.label else ""
    operated = by is not None and sense.ends_in(by.label.plain, "operator") is not None
    told = tidings.read(text) if operated else None
    return told is not None and told.verb == "stop"


def _behind(name: str) -> list[str]:
    """What stands behind a name on its line: in brackets, or behind the number or letter that it ends with."""
    numbered = re.match(r".*?(?:\d|\b[A-Z])(?=\s)", name)
    return [*sense.bracketed(name), *([name[numbered.end() :]] if numbered else [])]


_AWAY = re.compile(
    r"\W*(?:(?:state|status|pod)\s?[:=]?\s?)?terminating\b\W*(?:\(.*\))?"
    r"|\W*(?:ready\s?[:=]?\s?)?0\s?/\s?[1-9]\d?(?:\s(?:running|ready|pending|containercreating)\b.*)?"
    r"|\W*(?:readiness|ready)\s(?:probe\s|check\s)?(?:pending|not yet passed|waiting)\W*"
    r"|(?:\w+\s?[:：]\s?)?(?:paused|suspended|on hold|frozen|일시 ?중지|일시 ?중단|보류|一時停止)(?:됨|중)?"
    r"|\W*(?:readiness|ready)\s?(?:probe|check|프로브|체크|검사|プローブ|チェック)?[\s:]*"
    r"(?:is\s|keeps\s)?(?:fail(?:s|ed|ing|ure)?|not passing|ng|실패|통과 못 ?함|失敗|ＮＧ)\s?(?:중|中)?\W*"
    r"|\W*(?:not ready yet|not yet ready|waiting for readiness)\W*"
    r"|\W*(?:종료 중|종료중|아직 준비 안 됨|준비 중|終了中|準備中)\W*",
    re.IGNORECASE,
)
"""How an orchestrator lists one that is going, or none of whose containers is ready: it is no endpoint."""

_SEEN_TO = re.compile(
    r"\W*(?:(?:ready|notready),\s?)?schedulingdisabled\W*"
    r"|\W*(?:(?:state|status)\s?[:=]?\s?)?(?:(?:is|being|now|currently|connections?|os|kernel|planned|scheduled)\s)*"
    r"(?:draining|drained|maint(?:enance)?(?: mode| window)?|patching|being patched|upgrading|updating|upgrade|cordoned"
    r"|disabled|deregistered|deregistering|(?:under |in |out for )maintenance"
    r"|(?:rebooting|evacuated|drained|removed|stopped|out|closed) for \w+(?: \w+)?)\W*(?:\(.*\))?"
    r"|\W*weight\s?[:=]?\s?0\W*"
    r"|\W*(?:정기\s?|계획\s?)?(?:점검|유지\s?보수|정비|패치|업그레이드|업데이트|작업|드레인|드레이닝)(?:\s?(?:중|됨|모드))?\W*"
    r"|\W*(?:定期|計画)?(?:メンテ(?:ナンス)?|点検|保守|ドレイン|(?:パッチ|更新)適用|アップグレード|更新作業)(?:作業)?(?:中|済み?)?\W*"
    r"|\W*切り離し(?:中|済み?)\W*",
    re.IGNORECASE,
)
"""What says of one, alone, that its operators see to it: balancers send it nothing."""


def _turns(diagram: Flowchart, edge: Edge) -> bool:
    """Whether an arrow leads from a group called before, or what is in it, to one called after."""
    timed = [group for group in diagram.subgraphs if sense.says(group.label.plain, "earlier", "later")]
    homes = [(group.label.plain, {group.id, *inside(diagram, group.id)}) for group in timed]
    first = [title for title, home in homes if edge.source in home and edge.target not in home]
    last = [title for title, home in homes if edge.target in home and edge.source not in home]
    return any(sense.in_time(one, other) for one in first for other in last)


def _dead_letters(node: Node) -> bool:
    """Whether a node is where messages are put aside that nobody could work on, and nothing else besides."""
    name = sense.unbracketed(next(iter(node.label.lines), ""))
    dead = sense.says(name, "dead_letter") is not None or _DEAD.search(name)
    return bool(dead) and not re.search(r"[+&/]|\b(?:with|and)\b", name)


_DEAD = re.compile(
    r"(?<=\w)[.\-_/](?:dead|failed|failures?|poison|parked|dlq|dlt)$"
    r"|\b(?:poison|failed|parked) (?:messages?|events?|jobs?|queue|topic)$"
    r"|(?:실패|격리|오류) ?(?:메시지|이벤트|큐|토픽)$|(?:失敗|隔離|エラー)(?:メッセージ|キュー|トピック)$",
    re.IGNORECASE,
)
"""What such a place is called besides."""


def set_aside(diagram: Flowchart, edges: Sequence[Edge]) -> list[Edge]:
    """The arrows by which messages are put aside that nobody could work on, and those that lead on from there: all out
    of what nothing else leads to."""
    dead = {node.id for node in diagram.nodes if _dead_letters(node)}
    if not dead & {edge.target for edge in edges}:
        return []
    aims = {edge.target for edge in edges}
    reached = {edge.source for edge in edges} - aims - dead or {edges[0].source}
    while more := {edge.target for edge in edges if edge.source in reached} - reached - dead:
        reached |= more
    return [edge for edge in edges if edge.target in dead or edge.source not in reached]


def _copies(edge: Edge) -> bool:
    """Whether a store's changes go along an arrow to its replica, and no requests."""
    return bool(edge.label and sense.says(edge.label.plain, "replicate"))


def _fills(ends: Sequence[Node]) -> bool:
    """Whether an arrow leads from a store to a cache, which takes from there what it hadn't."""
    roles = [role[0] if (role := sense.role(one.label.lines[0])) else None for one in ends if one.label.lines]
    return roles == [Role.STORE, Role.CACHE]


def _peers(diagram: Flowchart, edge: Edge) -> bool:
    """Whether an arrow with two heads joins two of the same kind, which keep one another up to date."""
    ends = [node for id in (edge.source, edge.target) if (node := diagram.node(id))]
    return edge.start == edge.end == "arrow" and len(ends) == 2 and alike(diagram, ends[0], (edge.source, edge.target))
