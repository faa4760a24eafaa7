"""What is taken of a node's cores, in words, and how many places they are: what a scheduler goes by.

A line is `sign|words` as in `cast/signs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagram_anim.cast.named import label
from diagram_anim.model.log import Event, base, standing
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

_USED = {"ko": "코어 {used}/{most} 사용", "en": "{used}/{most} cores used", "ja": "コア {used}/{most} 使用"}

MOST = 16
"""Where a node has room for more, its free places aren't drawn one by one."""


def taken(board: Storyboard, events: Sequence[Event]) -> Iterator[tuple[int, str, str]]:
    """Whenever what stands on a node changes whose cores are told of: the event's index, or -1 for the beginning, the
    node and the line. Where all that ever stands on nodes is of one kind, which no line leads to, it is called and
    counted."""
    changes = [(index, node, [one for one in copies if one]) for index, node, copies in standing(events)]
    nodes = [part.id for part in board.system.parts.values() if part.role is Role.NODE and _limit(board, part.id)]
    kinds = {base(one) for _, _, copies in changes for one in copies}
    if not any(_request(board, kind) for kind in kinds):
        return
    tied = {end for link in board.system.links for end in link}
    alone = next(iter(kinds)) if len(kinds) == 1 and not kinds & tied else ""
    told: dict[str, str] = {}
    for index, node, copies in [*((-1, node, []) for node in nodes), *changes]:
        if node in nodes:
            used = sum(_request(board, base(one)) for one in copies)
            words = _USED.get(board.lang, _USED["en"])
            said = words.format(used=f"{used:g}", most=f"{_limit(board, node):g}")
            named = f"{label(board, alone)} {len(copies)} · " if alone else ""
            if told.get(node) != (line := f"|{named}{said}"):
                told[node] = line
                yield index, node, line


def places(board: Storyboard, node: str, kinds: Sequence[str]) -> int:
    """How many copies of things that all ask for the same a node has cores for; 0 where they don't, or nobody says."""
    asked = {_request(board, base(kind)) for kind in kinds}
    if len(asked) != 1 or not (each := asked.pop()):
        return 0
    most = int(_limit(board, node) / each + 1e-9)
    return most if most <= MOST else 0


def _request(board: Storyboard, part: str) -> float:
    its = board.system.parts.get(part)
    return float(its.get("cpu.request") or 0.0) if its else 0.0


def _limit(board: Storyboard, node: str) -> float:
    its = board.system.parts.get(node)
    return float(its.get("cpu.limit") or 0.0) if its else 0.0
