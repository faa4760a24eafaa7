"""What is moved from one machine to another: it ends here and comes up there, as an arrow between the two says.

Comes in: a chart. Goes out: who ends and who starts. Told where both are called alike (`web-1` and `web-1 (node-2)`)
and the arrow, or the card of the one that goes, says that it is moved, evicted or made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.downed import down
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.tidings import Told
from diagram_anim.story.language import tidings


def told(given: Given) -> Iterator[Told]:
    for edge in given.graph.edges:
        word = _moves(given, edge)
        if word:
            cause = given.cause("end", word, edge.source)
            yield Told(beat("stop", edge.source, cause=cause), word, word)
            cause = given.cause("start", word, edge.target)
            yield Told(beat("start", edge.target, cause=cause), given.words(edge.target), word)


def _moves(given: Given, edge: Edge) -> str:
    """The word with which an arrow, or the card that it leaves, says that one is moved along it."""
    here, there = edge.source, edge.target
    if not {here, there} <= {*given.nodes} or edge.end != "arrow" or edge.start != "none":
        return ""
    unit = sense.kinds(given.words(here)) & _UNITS or sense.INSTANCE.match(given.words(here))
    runs = given.role(here) is Role.SERVER or (given.role(here) is Role.THING and bool(unit))
    if not runs or not same(given, here, there) or down(given, here):
        return ""
    own = [*given.label(here).lines[1:], given.label(here).lines[0][len(_name(given, here)) :]]
    texts = [edge.label.plain if edge.label else "", *own]
    told = next((hit[0] for text in texts if (hit := _MOVED.search(text)) and not sense.asks(text)), "")
    ends = (found.word for text in own if (found := tidings.read(text)) and found.verb == "stop")
    return told or next(ends, "")


def same(given: Given, here: str, there: str) -> bool:
    """Whether one is called as the other is, and by the machine that it runs on at most besides."""
    one, other = _name(given, here), _name(given, there)
    return one.casefold() == other.casefold() != "" and not sense.several(given.words(here))


def _name(given: Given, id: str) -> str:
    """What a card calls it, without what stands in brackets or says that it goes."""
    name = sense.unbracketed(given.label(id).lines[0] if given.label(id).lines else "")
    name = re.sub(rf"\s+(?:{_MOVED.pattern}|(?:on|at|@)\s.*|종료|새로.*)\s*$", "", name, flags=re.IGNORECASE)
    return re.sub(r"\s*['′`]+\s*$", "", name).strip()


_UNITS = {"pod", "container", "instance", "replica", "worker"}

_MOVED = re.compile(
    r"\b(?:evict(?:s|ed|ion)?|reschedul\w+|recreat\w+|moves?|moved|migrat\w+|relocat\w+|respawn\w*)\b"
    r"|축출|퇴거|이동|이전|재배치|재생성|재스케줄링?|옮김|退避|移動|再配置|再作成|再スケジュール|追い出し",
    re.IGNORECASE,
)
