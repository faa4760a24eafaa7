"""What is moved from one machine to another: it ends here and comes up there, as an arrow between the two says.

Comes in: a chart. Goes out: who ends and who starts. Told where both are called alike (`web-1` and `web-1 (node-2)`)
and the arrow, or the card of the one that goes, says that it is moved, evicted or made anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system.downed import down
from diagram_anim.story.infer.words import maintained, renewed
from diagram_anim.story.infer.words.saying import said
from diagram_anim.story.infer.words.tidings import Told
from diagram_anim.story.language import tidings


def told(given: Given) -> list[Told]:
    """By arrows, and by cards that say that they have been moved (`Pod A (재배치)`) where another called so runs
    elsewhere; what is down there ends no more."""
    acts: list[Told] = []
    for here, there, word, line in _moves_of(given):
        ends, starts = given.cause("end", word, here), given.cause("start", word, there)
        ends, starts = replace(ends, line=line or ends.line), replace(starts, line=line or starts.line)
        if not down(given, here):
            acts.append(Told(beat("stop", here, cause=ends), word, word))
        acts.append(Told(beat("start", there, cause=starts), given.words(there), word))
    return acts


def left(given: Given) -> frozenset[str]:
    """Those that are moved away and don't come back."""
    return frozenset(here for here, *_ in _moves_of(given))


@once
def _moves_of(given: Given) -> Sequence[tuple[str, str, str, int]]:
    """From where, to where, by which word, and in which line an arrow says so."""
    edges = [(edge, word) for edge in given.graph.edges if (word := _moves(given, edge))]
    found = [(edge.source, edge.target, word, edge.span.line) for edge, word in edges]
    known = {edge.target for edge, _ in edges}
    return [*found, *((*one, 0) for id in given.nodes if id not in known and (one := _carded(given, id)))]


def arrows(given: Given) -> list[Edge]:
    """The arrows along which something is moved."""
    return [edge for edge in given.graph.edges if _moves(given, edge)]


def steps(given: Given) -> list[Step]:
    """What is moved along arrows, at once where they say the same: it ends, unless it is down, and comes up there."""
    together: dict[str, list[Edge]] = {}
    for edge in arrows(given):
        together.setdefault(edge.label.plain if edge.label else "", []).append(edge)
    return [_together(given, some) for some in together.values()]


def _together(given: Given, edges: Sequence[Edge]) -> Step:
    runs: list[Beat] = []
    for edge in edges:
        word = _moves(given, edge)
        end = beat("stop", edge.source, cause=given.cause("end", word, edge.source))
        start = beat("start", edge.target, cause=given.cause("start", word, edge.target))
        send = beat("send", edge.source, edge.target, cause=given.along((edge.source, edge.target)))
        seen = beat("wait", cause=given.cause("start", word, edge.target), seconds=SEEN)
        goes = [] if down(given, edge.source) else [end]
        if drained := _drained(given, edge.source):
            goes = [beat("drain", edge.source, cause=given.cause("end", drained, edge.source)), *goes]
        runs += chain(*goes, send, start, seen)
    return given.step(said(given, [(edge.source, edge.target) for edge in edges]), *runs)


def _drained(given: Given, id: str) -> str:
    """The word with which the words before a chart, or the title of the machine that one runs on, say of it that it is
    drained; "" where none do."""
    said = maintained.emptied(given, id)
    titles = [given.words(group) for group in given.groups if id in given.within(group)]
    titled = next((hit[0] for title in titles if (hit := _DRAINING.search(title))), "")
    return said.word if said else titled


_DRAINING = re.compile(r"\bdrain(?:ing|ed)\b|드레인|드레이닝|비우는 중|ドレイン", re.IGNORECASE)

SEEN = 4.0


def _carded(given: Given, id: str) -> tuple[str, str, str] | None:
    """From where and to where one is moved whose own card says so."""
    first, *rest = given.label(id).lines or ("",)
    said = [*sense.bracketed(first), *rest, first[len(_name(given, id)) :]]
    word = next((hit[0] for text in said if (hit := _CARDED.fullmatch(text.strip(" ()[]（）")))), "")
    elsewhere = [one for one in given.nodes if one != id and given.nodes[one].parent != given.nodes[id].parent]
    others = [one for one in elsewhere if same(given, one, id) and _able(given, one)] if word else []
    return (others[0], id, word) if len(others) == 1 else None


def _able(given: Given, id: str) -> bool:
    """Whether it runs, and may be moved."""
    unit = sense.kinds(given.words(id)) & _UNITS or sense.INSTANCE.match(given.words(id))
    return given.role(id) is Role.SERVER or (given.role(id) is Role.THING and bool(unit))


def _moves(given: Given, edge: Edge) -> str:
    """The word with which an arrow, or the card that it leaves, says that one is moved along it."""
    here, there = edge.source, edge.target
    if not {here, there} <= {*given.nodes} or edge.end != "arrow" or edge.start != "none":
        return ""
    if not _able(given, here) or not same(given, here, there):
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


def stands_in(given: Given, id: str) -> bool:
    """Whether its name is another's with a mark for what comes in its place: `web-1'`."""
    first = next(iter(given.label(id).lines), "")
    marked = re.search(r"['′`]\s*$", first) is not None
    return marked and any(same(given, one, id) for one in given.nodes if one != id)


def _name(given: Given, id: str) -> str:
    """What a card calls it, without what stands in brackets or says that it goes."""
    name = sense.unbracketed(given.label(id).lines[0] if given.label(id).lines else "")
    name = re.sub(rf"\s+(?:{_MOVED.pattern}|(?:on|at|@)\s.*|종료|새로.*)\s*$", "", name, flags=re.IGNORECASE)
    return renewed.ANEW.sub("", re.sub(r"\s*['′`]+\s*$", "", name)).strip()


_UNITS = {"pod", "container", "instance", "replica", "worker"}

_MOVED = re.compile(
    r"\b(?:evict(?:s|ed|ion)?|reschedul\w+|recreat\w+|moves?|moved|migrat\w+|relocat\w+|respawn\w*)\b"
    r"|축출|퇴거|이동|이전|재배치|재생성|재스케줄링?|옮김|退避|移動|再配置|再作成|再スケジュール|追い出し",
    re.IGNORECASE,
)

_CARDED = re.compile(
    r"(?:now |was |been )?(?:reschedul\w*|relocated|recreated|moved|migrated|respawned)(?: here| to .*)?"
    r"|(?:재배치|재생성|재스케줄(?:링)?|이동|옮겨)(?:됨|되었음|됐음|진|짐)?|(?:移動|再配置|再作成|再スケジュール)(?:済み?|後|された)?",
    re.IGNORECASE,
)
"""What a card says of one that has been moved, and nothing else."""
