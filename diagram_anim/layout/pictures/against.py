"""Whether a chart is read against the way its author wrote it: a chain folded into rows runs to and fro."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from diagram_anim.layout.pictures.shape import WAYS
from diagram_anim.model.cast import Cast
from diagram_anim.model.layout import Placed


def against(cast: Cast, placed: Sequence[Placed], direction: str) -> bool:
    """Whether all arrows that lead on to a card run back there. One that closes a circle does so in any picture, and
    one from group to group where these have their places."""
    boxes = {one.id: one.box for one in placed if one.view == "chart" and one.kind == "card"}
    x, y = WAYS[direction]
    back: dict[str, list[bool]] = defaultdict(list)
    for source, target in _onward(cast):
        if source in boxes and target in boxes:
            here, there = boxes[source], boxes[target]
            gap = (here.x - there.right if x > 0 else there.x - here.right) if x else 0.0
            gap += (here.y - there.bottom if y > 0 else there.y - here.bottom) if y else 0.0
            back[target].append(gap > 0)
    return any(map(all, back.values()))


def _onward(cast: Cast) -> Iterator[tuple[str, str]]:
    """The arrows in the order in which they are followed from each card, as written, without those that lead back to
    where one has come from."""
    after: dict[str, list[str]] = {card.id: [] for card in cast.cards}
    home = {card.id: card.group for card in cast.cards}
    for wire in cast.wires:
        if wire.source in after and wire.target in after and home[wire.source] == home[wire.target]:
            after[wire.source].append(wire.target)
    done: set[str] = set()
    for first in after:
        way, left = [first], [iter(after[first])] if first not in done else []
        while left:
            target = next(left[-1], None)
            if target is None:
                done.add(way.pop())
                left.pop()
            elif target not in way:
                yield way[-1], target
                if target not in done:
                    way.append(target)
                    left.append(iter(after[target]))
