"""Arrows and lines whose own words say that the link they stand for is broken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.graph import Graph
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import links
from diagram_anim.story.outcomes import BREAKABLE

_DECISIONS = ("diam", "hex")
"""Shapes whose arrows may be answers."""


def severed(arrows: Graph, roles: Mapping[str, tuple[Role, str]], edge: Edge) -> bool:
    """Whether an arrow says that its link is broken, and nothing else, between two that it links.

    Between others the same words are a case, the news of it or what is done then: out of who watches, to a box that is
    no part, dotted to who stands by, or as one act of several between the same two (connect, send, disconnect). A line
    without a head is none of these.
    """
    text = _text(edge)
    dated = any(_dated(line) for line in (edge.label.plain, *edge.label.lines)) if edge.label else False
    if not links("broken").fullmatch(text) and not dated:
        return False
    node = arrows.node(edge.source)
    if node and node.shape in _DECISIONS and edge.source not in roles:
        return False
    words = {id: _words(arrows, id) for id in (edge.source, edge.target)}
    if any(sense.says(text, "watcher", "observer", "operator") for text in words.values()):
        return False
    if edge.stroke == "dotted" and sense.says(words[edge.target], "standby"):
        return False
    beside = [one for one in arrows.edges if {one.source, one.target} == {edge.source, edge.target} and one != edge]
    acts = edge.end != "cross" and links("acts").fullmatch(text)
    if acts and any(one.label and one.end != "cross" for one in beside):
        return False
    first, last = (sense.unnumbered(text) for text in words.values())
    peers = first == last and first not in words.values()
    line = edge.start == edge.end == "none"
    return (
        peers
        or line
        or dated
        or _WIRE.search(text) is not None
        or all(_links(roles, id, text) for id, text in words.items())
    )


def _dated(line: str) -> bool:
    """Whether a line says when what it names was cut."""
    bare = sense.undated(line)
    return bare != line and _DATED.fullmatch(_CROSS.sub("", sense.unpictured(bare)).strip()) is not None


_DATED = re.compile(
    r"[^:：,、]{1,24}\s?[:：,、]?\s?(?:(?:was |is )?(?:cut|severed|broken)|단선|절단|단절|두절|끊김|断線|切断|断)",
    re.IGNORECASE,
)
"""A line by its name, that is cut, where it says when."""


_WIRE = re.compile(
    r"\bleased line|\bfib(?:re|er)|\bcables?\b|\b(?:wan|mpls|submarine|trunk)\b"
    r"|전용선|전용 회선|회선|케이블|専用線|回線|ケーブル|光ファイバー?",
    re.IGNORECASE,
)
"""What can be cut, whatever it joins."""

_STATE = re.compile(
    r"\s?(?:[:：]\s?|[(（]\s?)(cut|down|broken|severed|lost|단선|절단|단절|끊김|두절|切断|断線|断|不通)(?:\s?[)）])?\s*$",
    re.IGNORECASE,
)
"""How a line stands, behind its name."""


def parts_two(edge: Edge) -> bool:
    """Whether an arrow speaks of the link between its two ends, and of neither of them."""
    return links("broken").fullmatch(_text(edge)) is not None


def _text(edge: Edge) -> str:
    said = _STATE.sub(r" \1", sense.unpictured(edge.label.plain)) if edge.label else ""
    text = phrases.unnumbered(sense.undated(sense.unbracketed(said)))
    text = _HENCE.sub("", _CROSS.sub(" ", text))
    return re.sub(r"\s+", " ", text).strip(" .!！。")


_CROSS = re.compile("[✕✖✗✘❌⚡✂]\ufe0f?")

_HENCE = re.compile(
    r"\s*[:：,、]\s*(?:(?:no|nothing|없음|なし)\b.*|\w+ (?:stops|stopped|halts|pauses|ends)"
    r"|\S+\s?(?:안 ?됨|불가|중단|없음|なし|不可|停止))$",
    re.IGNORECASE,
)
"""What follows from it: `link cut: no replication`."""


def _links(roles: Mapping[str, tuple[Role, str]], id: str, words: str) -> bool:
    """Whether links lead to it: it is a part of a system or a client, or is called as what leads, stands by or lets
    others pass is."""
    part = roles.get(id, (Role.THING, ""))[0] in (Role.CLIENT, *BREAKABLE)
    return part or sense.says(words, "leader", "standby", "guide", "passing") is not None


def _words(arrows: Graph, id: str) -> str:
    groups = {group.id: group.label.plain for group in arrows.chart.subgraphs}
    node = arrows.node(id)
    return node.label.plain if node else groups.get(id, "")
