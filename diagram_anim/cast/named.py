"""What is known of names, in words: a registry's table, and the answer that a client goes by.

A line is `sign|words` as in `cast/signs.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from diagram_anim.model.diagram import Flowchart, Node, Participant, SequenceDiagram
from diagram_anim.model.log import Event, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?")

_NOBODY = {"ko": "없음", "en": "nobody", "ja": "なし"}
_LEFT = {"ko": "TTL {}초", "en": "TTL {} s", "ja": "TTL {}秒"}
_STALE = {"ko": "옛 답", "en": "stale", "ja": "古い答え"}

FEW = 2
"""More addresses than these are told by their number."""


def registries(board: Storyboard, events: Iterable[Event]) -> tuple[str, ...]:
    """Who is asked for names: what both those who ask and those who stand under a name lead to, and sends nothing on to
    the one that it answers with."""
    told = [event for event in events if event.kind in ("registered", "resolved")]
    asking = {event.of for event in told if event.kind == "resolved"}
    standing = {base(event.of) for event in told if event.kind == "registered"}
    reached = {target for source, target in board.system.links if source in asking}
    known = {target for source, target in board.system.links if source in standing}
    no = (Role.BALANCER, Role.CLIENT)
    return tuple(sorted(one for one in (reached & known) - asking - standing if board.system.role(one) not in no))


def address(board: Storyboard, id: str) -> str:
    """What a part is called as an address: the one in its words, else all of them; a copy has its number."""
    part, _, copy = id.partition("/")
    found = _ADDRESS.search(label(board, part))
    return found.group() if found else f"{label(board, part)} {copy}".strip()


def label(board: Storyboard, part: str) -> str:
    """A part's words."""
    return next((one.label.plain for one in _things(board) if one.id == part), part)


def entry(board: Storyboard, name: str, ids: Sequence[str]) -> str:
    """A row of the registry: a name, and the addresses that it is answered with."""
    return f"|{name} → {_addresses(board, ids)}"


def answer(board: Storyboard, name: str, ids: Sequence[str], left: int, *, stale: bool) -> str:
    """What a client goes by: whom it was told of, for how many more seconds it believes that, and whether it is so no
    more."""
    said = f"{_addresses(board, ids)} · {_said(_LEFT, board).format(left)}"
    return f"degraded|{_said(_STALE, board)}: {said}" if stale else f"|{name} → {said}"


def known(events: Sequence[Event]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Whenever what a registry answers with changes: the event's index, the name, and all that are ready under it."""
    names: dict[str, list[str]] = {}
    states: dict[str, str] = {}
    told: dict[str, tuple[str, ...]] = {}
    for index, event in enumerate(events):
        if event.kind == "state":
            states[event.of] = str(event.data["state"])
        elif event.kind == "registered":
            names.setdefault(str(event.data["name"]), []).append(event.of)
        else:
            continue
        for name, parts in names.items():
            here = tuple(one for part in parts for one in _ready(part, states))
            if told.get(name) != here:
                told[name] = here
                yield index, name, here


def _ready(part: str, states: Mapping[str, str]) -> list[str]:
    """A part's addresses: one for each of its copies, where it has any that are told of."""
    copies = [one for one in states if one.startswith(f"{part}/")]
    return [one for one in copies or [part] if states.get(one, "ready") == "ready"]


def _things(board: Storyboard) -> Sequence[Node | Participant]:
    if isinstance(board.diagram, Flowchart):
        return board.diagram.nodes
    return board.diagram.participants if isinstance(board.diagram, SequenceDiagram) else ()


def _addresses(board: Storyboard, ids: Sequence[str]) -> str:
    if not ids:
        return _said(_NOBODY, board)
    told = ", ".join(address(board, id) for id in ids[:FEW])
    return f"{told} +{len(ids) - FEW}" if len(ids) > FEW else told


def _said(words: dict[str, str], board: Storyboard) -> str:
    return words.get(board.lang, words["en"])
