"""The order of telling: along the arrows from the sources, a group's frame before its members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from diagram_anim.model.cast import Cast


def waves(cast: Cast, targets: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Targets in waves that come together: cards by their distance from a source, each wire with the card that it
    leads to, each group with its first member."""
    wanted = list(dict.fromkeys(targets))
    chosen = set(wanted)
    depth = _depths(cast, chosen)
    turns: dict[int, list[str]] = defaultdict(list)
    for group in cast.groups:
        if group.id in chosen:
            inside = [depth[card] for card in members(cast, group.id) if card in depth]
            turns[min(inside, default=0)].append(group.id)
    for wire in cast.wires:
        if wire.id in chosen:
            ends = [_at(cast, depth, end) for end in (wire.source, wire.target)]
            turns[max(ends)].append(wire.id)
    for target in wanted:
        if target in depth:
            turns[depth[target]].append(target)
    placed = {one for wave in turns.values() for one in wave}
    turns[0] += [target for target in wanted if target not in placed]
    groups = {group.id for group in cast.groups}
    result: list[tuple[str, ...]] = []
    for turn in sorted(turns):
        frames = tuple(one for one in turns[turn] if one in groups)
        rest = tuple(one for one in turns[turn] if one not in groups)
        result += [wave for wave in (frames, rest) if wave]
    return tuple(result)


def members(cast: Cast, group: str) -> tuple[str, ...]:
    """The cards inside a group, at any depth, in the order written."""
    inside = {group}
    while True:
        deeper = {one.id for one in cast.groups if one.parent in inside} - inside
        if not deeper:
            break
        inside |= deeper
    return tuple(card.id for card in cast.cards if card.group in inside)


def groups_in(cast: Cast, group: str) -> tuple[str, ...]:
    """The groups inside a group, at any depth."""
    found: list[str] = []
    for one in cast.groups:
        if one.parent == group:
            found += [one.id, *groups_in(cast, one.id)]
    return tuple(found)


def _at(cast: Cast, depth: dict[str, int], end: str) -> int:
    if end in depth:
        return depth[end]
    return min((depth[card] for card in members(cast, end) if card in depth), default=0)


def _depths(cast: Cast, chosen: set[str]) -> dict[str, int]:
    """How many arrows each chosen card is from the nearest source; a loop begins at its first card."""
    cards = [card.id for card in cast.cards if card.id in chosen]
    after: dict[str, list[str]] = defaultdict(list)
    entered = set()
    for wire in cast.wires:
        for source in _ends(cast, wire.source):
            for target in _ends(cast, wire.target):
                if source in chosen and target in chosen and source != target:
                    after[source].append(target)
                    entered.add(target)
    depth: dict[str, int] = {}
    roots = [card for card in cards if card not in entered]
    for start in (roots, cards):
        front = [card for card in start if card not in depth]
        if start is cards:
            front = front[:1]
        while front:
            for card in front:
                depth.setdefault(card, 0)
            queue = list(front)
            while queue:
                card = queue.pop(0)
                for target in after[card]:
                    if target not in depth:
                        depth[target] = depth[card] + 1
                        queue.append(target)
            front = [card for card in cards if card not in depth][:1]
    return depth


def _ends(cast: Cast, end: str) -> tuple[str, ...]:
    return members(cast, end) if any(group.id == end for group in cast.groups) else (end,)
