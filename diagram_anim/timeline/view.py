"""What an effect is told of the stage when its beat plays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diagram_anim.model.cast import Card, Cast, Group, Head, Row, Wire
from diagram_anim.model.effect import NONE
from diagram_anim.model.geometry import flatten, length
from diagram_anim.model.layout import Layout
from diagram_anim.model.log import Moment
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline import frames, framing, order
from diagram_anim.timeline.frames import Wave


@dataclass(frozen=True, slots=True)
class Stagehand:
    """The `View` of one beat; `on_stage` is what has been shown before it."""

    cast: Cast
    layout: Layout
    hop: tuple[float, float, float]
    """The least and most film seconds of a dot's hop, and its speed in px a second."""

    raised: frozenset[str] = frozenset()
    """The notes that have a beat of their own, and come with no message."""

    on_stage: frozenset[str] = frozenset()
    start: float = 0.0
    end: float = 0.0
    fate: str = ""
    down: frozenset[str] = frozenset()
    coming: Mapping[str, float] = field(default_factory=dict)
    """Until when what this step brings is on its way, in film seconds."""

    sent: tuple[tuple[str, str], ...] = ()
    """From where to where requests are sent in this step."""

    spread: bool = False
    """Whether they take different ways, not all of but one hop."""

    def at(self, start: float, end: float, moment: Moment | None) -> Stagehand:
        """The same stage for a beat that runs at such a moment, if the system had to do with it."""
        fate, down = (moment.fate, frozenset(moment.down)) if moment else ("", frozenset[str]())
        return replace(self, start=start, end=end, fate=fate, down=down)

    def after(self, clips: Iterable[Clip]) -> Stagehand:
        """The stage as these clips leave it."""
        now, coming = set(self.on_stage), dict(self.coming)
        for clip in clips:
            if clip.action is Action.SHOW:
                (now.add if clip.value else now.discard)(clip.target)
                coming[clip.target] = clip.end
        return replace(self, on_stage=frozenset(now), coming=coming)

    def settled(self, sent: Iterable[Sequence[str]] = ()) -> Stagehand:
        """The same stage, all that was coming arrived, for a step in which requests are sent along such paths."""
        paths = list(dict.fromkeys(tuple(path) for path in sent))
        spread = len(paths) > 1 and any(len(path) > 2 for path in paths)
        return replace(self, coming={}, sent=tuple(hop for path in paths for hop in pairwise(path)), spread=spread)

    def well(self, targets: Iterable[str]) -> tuple[str, ...]:
        return tuple(target for target in targets if target not in self.down)

    def expand(self, targets: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for target in targets:
            for one in self._whole() if target == "all" else (*self._frames(target), *self._inside(target)):
                found[one] = None
        here = found.keys() | self.on_stage
        for wire in self.cast.wires:
            if wire.source in here and wire.target in here:
                found[wire.id] = None
        return tuple(found)

    def touching(self, targets: Iterable[str]) -> tuple[str, ...]:
        chosen = {one for target in targets for one in self._inside(target)}
        return tuple(wire.id for wire in self.cast.wires if wire.source in chosen or wire.target in chosen)

    def waves(self, targets: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        return order.waves(self.cast, targets)

    def frames(self, target: str) -> bool:
        return any(group.id == target for group in self.cast.groups)

    def shown(self, target: str) -> bool:
        return target in self.on_stage

    def there(self, targets: Iterable[str]) -> float:
        return max([self.start, *(self.coming.get(one, 0.0) for one in targets)])

    def views(self, target: str) -> tuple[str, ...]:
        cast = self.cast
        chart = {one.id for one in cast.cards} | {one.id for one in cast.groups} | {one.id for one in cast.wires}
        sequence = {one.id for one in cast.heads} | {one.id for one in cast.rows}
        return tuple(name for name, ids in (("chart", chart), ("sequence", sequence)) if target in ids)

    def others(self, targets: Iterable[str]) -> tuple[str, ...]:
        chosen = set(targets)
        return tuple(one for one in sorted(self.on_stage) if one not in chosen)

    def wires(self, path: Sequence[str], chosen: Mapping[int, str] = NONE) -> tuple[str, ...]:
        found = [chosen.get(hop) or self._wire(source, target) for hop, (source, target) in enumerate(pairwise(path))]
        return tuple(wire for wire in found if wire)

    def hops(self, wires: Sequence[str]) -> tuple[float, ...]:
        least, most, speed = self.hop
        return tuple(min(most, max(least, self._length(wire) / speed)) for wire in wires)

    def speed(self, wire: str) -> float:
        """How fast a dot runs along a wire, px a second."""
        return max(1.0, self._length(wire)) / self.hops([wire])[0]

    def rows(self, first: int, last: int | None, branch: str) -> tuple[Wave, ...]:
        said = self.raised.union(row for row in self.on_stage if row.startswith("note:"))
        waves = frames.waves(self.cast.rows, first, last, branch)
        return tuple(replace(wave, rows=tuple(row for row in wave.rows if row not in said)) for wave in waves)

    def places(self, targets: Sequence[str]) -> tuple[framing.View | None, ...]:
        inside = {one for target in targets for one in self._inside(target)}
        cards = [card.id for card in self.cast.cards if card.id in inside]
        here = [*targets]
        # What runs to a part is seen to come from somewhere, and a line that leads to it too where the camera is near
        # even so, if words can be read in a view of both.
        ways = [(end, other, False) for hop in self.sent for end, other in (hop, hop[::-1])]
        ways += [(wire.source, wire.target, True) for wire in self.cast.wires]
        for end, other, near in ways:
            if other in inside and end not in (*inside, *here):
                wider = [*here, end], [*cards, end]
                if framing.together(self.layout, *wider, near=near):
                    here, cards = wider
        return framing.read(self.layout, framing.framed(self.layout, here), cards)

    def words(self, target: str) -> str:
        cast = self.cast
        things: list[Card | Group | Head | Row | Wire] = [
            *cast.cards,
            *cast.groups,
            *cast.heads,
            *cast.rows,
            *cast.wires,
        ]
        return next((thing.label.plain for thing in things if thing.id == target and thing.label), "")

    def _whole(self) -> tuple[str, ...]:
        """All but what comes only in the course of the story."""
        coming = {card.id for card in self.cast.cards if card.bearer}
        coming |= {row.over[0] for row in self.cast.rows if row.kind == "create"}
        return (
            *(group.id for group in self.cast.groups),
            *(card.id for card in self.cast.cards if card.id not in coming),
            *(head.id for head in self.cast.heads if head.id not in coming),
        )

    def _inside(self, target: str) -> tuple[str, ...]:
        return (target, *order.groups_in(self.cast, target), *order.members(self.cast, target))

    def _frames(self, target: str) -> tuple[str, ...]:
        """The groups that a thing stands in: none stands where its frame isn't."""
        parents = {one.id: one.parent for one in self.cast.groups} | {one.id: one.group for one in self.cast.cards}
        found: list[str] = []
        parent = parents.get(target)
        while parent:
            found.append(parent)
            parent = parents.get(parent)
        return tuple(found)

    def _wire(self, source: str, target: str) -> str:
        """The wire from one to the other, or between their groups, or the same the other way round."""
        sources, targets = self._around(source), self._around(target)
        for one, two in ((sources, targets), (targets, sources)):
            for wire in self.cast.wires:
                if wire.source in one and wire.target in two:
                    return wire.id
        return ""

    def _around(self, id: str) -> tuple[str, ...]:
        """A card, the card whose place it takes, and the groups that it stands in."""
        card = next((card for card in self.cast.cards if card.id == id), None)
        if card is None:
            return (id,)
        found = [id, *([card.bearer] if card.bearer else [])]
        parent = card.group
        parents = {group.id: group.parent for group in self.cast.groups}
        while parent:
            found.append(parent)
            parent = parents.get(parent)
        return tuple(found)

    def _length(self, wire: str) -> float:
        placed = self.layout.find("chart", wire)
        return length(flatten(placed.corners, placed.radius)) if placed else 0.0
