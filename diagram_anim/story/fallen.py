"""Arrows whose words say that the part they leave is down."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import Graph
from diagram_anim.story.language import tidings
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.outcomes import BREAKABLE
from diagram_anim.story.severed import parts_two

_HANDING = (Role.BALANCER, Role.QUEUE)
"""Who shares out says it of those who get a share."""


_SILENT = re.compile(
    r"no (?:answer|response|reply)|not responding|응답 ?없음|무응답|(?:応答|返事)なし|無応答|応答しない", re.IGNORECASE
)
"""What an arrow says that never arrives, out of who should have answered."""


def falls(arrows: Graph, roles: Mapping[str, tuple[Role, str]], edge: Edge) -> Hit | None:
    """The outage word that is all an arrow out of a part says (`W1 -->|❌ crashed| DB`), where it tells of that part.

    It does where it can't tell of what it leads to: that is no part, others lead there too or the part leads nowhere
    else, or it is who asks the part.
    """
    role, to = (roles.get(id, (Role.THING, ""))[0] for id in (edge.source, edge.target))
    groups = {group.id: group.label.plain for group in arrows.chart.subgraphs}
    node = arrows.node(edge.source)
    words = groups.get(edge.source, node.label.plain if node else "")
    if (role not in BREAKABLE and edge.source not in groups) or not edge.label or to is Role.OUTCOME or parts_two(edge):
        return None
    handed = role in _HANDING and (to in BREAKABLE or edge.target in groups)
    if handed or sense.says(words, "watcher", "observer", "operator"):
        return None
    aim = arrows.node(edge.target)
    if aim and sense.hears(aim.label.plain):
        return None  # it is reported
    bare = sense.undated(sense.unpictured(edge.label.plain))
    hit = sense.only(bare, ("outage",), ("state",))
    if edge.end == "cross" and (silent := _SILENT.fullmatch(bare)):
        return Hit(silent[0], frozenset({"outage"}), 0, len(bare))
    told = None if hit else tidings.read(bare)
    if told and (told.verb, told.sure) == ("fail", True) and not tidings.of_tie(bare) and to is Role.CONTROLLER:
        hit = Hit(told.word, frozenset({"outage"}), told.start, told.end) if tidings.bare(bare, told) else None
    if hit is None or (hit.says("download") and bare == edge.label.plain and to is not Role.CONTROLLER):
        return None
    asked = arrows.before.get(edge.source, [])
    shared = len(arrows.before.get(edge.target, [])) > 1 or arrows.after.get(edge.source) == [edge.target]
    return hit if to is Role.THING or shared or edge.target in asked else None
