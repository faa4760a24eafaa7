"""From a cast to its pieces: what cards measure in a design, of one kind alike, and the whole chart as one piece."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, field, replace

from diagram_anim.layout.boxes.allowance import Allowance
from diagram_anim.layout.boxes.maker import Maker
from diagram_anim.layout.boxes.pieces import Piece
from diagram_anim.layout.cards.body import Body, body
from diagram_anim.layout.cards.feet import abreast
from diagram_anim.layout.containers.kin import Kin, kin
from diagram_anim.layout.containers.structure import Container
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.model.cast import Card, Cast


@dataclass(frozen=True, slots=True)
class Composed:
    whole: Piece
    bodies: Mapping[str, Body]
    columns: Mapping[str, float]
    """How wide the columns are of titles beside what their groups hold."""


def hangs(containers: Mapping[str, Container], design: Design) -> frozenset[str]:
    """Containers in which counters may hang below the borders of cards: where nothing leads down from these."""
    if containers[""].upright or design.strip:
        return frozenset()
    return frozenset(id for id, one in containers.items() if not one.upright)


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes a cast in one design after the other: what cards measure in a design is found once, whatever containers
    they stand in."""

    cast: Cast
    roomy: frozenset[str] = frozenset()
    """Wires whose words have room of their own."""

    low: bool = False
    """Whether the room is low: dials stand beside very many tiles then, not over them."""

    slides: bool = True
    """Whether ports slide far along their sides to make wires straight."""

    known: _Known = field(default_factory=lambda: _Known(), repr=False, compare=False)

    def composed(self, containers: Mapping[str, Container], design: Design, aspect: float) -> Composed:
        """The whole chart as one piece. `aspect` is the stage's width by its height."""
        key = self.known.number(containers), design, aspect, self.roomy
        if key not in self.known.composed:
            self.known.composed[key] = self._composed(containers, design, aspect)
        return self.known.composed[key]

    def _composed(self, containers: Mapping[str, Container], design: Design, aspect: float) -> Composed:
        bodies = self.bodies(design, hanging=hangs(containers, design))
        allowance = Allowance(self.cast, containers, bodies, design.sizes, self.roomy)
        maker = Maker(self.cast, containers, design, bodies, allowance, self._kin(containers))
        return Composed(maker.inner(containers[""], aspect, framed=False), maker.bodies, maker.columns)

    def _kin(self, containers: Mapping[str, Container]) -> Kin:
        key = self.known.number(containers)
        if key not in self.known.kin:
            self.known.kin[key] = kin(self.cast, containers)
        return self.known.kin[key]

    def bodies(self, design: Design, *, hanging: Set[str]) -> dict[str, Body]:
        """Of all cards; counters may hang below those of `hanging` containers. One that takes another's place has that
        one's size, and where one of a group has to lie, for what it shows, all of them do."""
        # How near cards stand to each other, and where words on lines are broken, is nothing to a card.
        sizes = Sizes(design.sizes.theme, design.sizes.k, ease=design.sizes.ease, floor=design.sizes.floor)
        forms = design.upright, design.narrow, design.strip, design.stands
        key = sizes, forms, design.flat, design.slim, frozenset(hanging)
        if key not in self.known.bodies:
            self.known.bodies[key] = self._bodies(design, sizes, hanging)
        return self.known.bodies[key]

    def _bodies(self, design: Design, sizes: Sizes, hanging: Set[str]) -> dict[str, Body]:
        def measured(card: Card, *, upright: bool, hanging: bool, beside: bool) -> Body:
            slim = card.id in design.slim
            narrow = design.narrow or slim
            level = (design.strip or self.low and not narrow and abreast(card)) and not beside
            flat = card.id in design.flat and not beside
            high = design.stands and not beside
            key = card.id, sizes, upright, hanging, narrow, beside, high, level, flat, slim
            if key not in self.known.cards:
                self.known.cards[key] = body(
                    card,
                    sizes,
                    upright=upright,
                    hanging=hanging,
                    narrow=narrow,
                    beside=beside,
                    high=high,
                    level=level,
                    flat=flat,
                    slim=slim,
                )
            return self.known.cards[key]

        found = {
            card.id: measured(card, upright=design.upright, hanging=(card.group or "") in hanging, beside=False)
            for card in self.cast.cards
        }
        lying = {card.group for card in self.cast.cards if card.group and not found[card.id].upright}
        for card in self.cast.cards:
            if card.group in lying and found[card.id].upright:
                found[card.id] = measured(card, upright=False, hanging=False, beside=True)
        for card in self.cast.cards:
            if card.bearer in found:
                one, other = found[card.id], found[card.bearer]
                w, h = max(one.w, other.w), max(one.h, other.h)
                found[card.id], found[card.bearer] = replace(one, w=w, h=h), replace(other, w=w, h=h)
        return found


@dataclass(slots=True)
class _Known:
    """What was found before, whichever room or search asked for it: most designs are tried more than once."""

    containers: list[Mapping[str, Container]] = field(default_factory=list)
    composed: dict[tuple[int, Design, float, frozenset[str]], Composed] = field(default_factory=dict)
    bodies: dict[tuple[Hashable, ...], dict[str, Body]] = field(default_factory=dict)
    cards: dict[tuple[Hashable, ...], Body] = field(default_factory=dict)
    kin: dict[int, Kin] = field(default_factory=dict)

    def number(self, containers: Mapping[str, Container]) -> int:
        """The same for all that are alike."""
        at = next((at for at, one in enumerate(self.containers) if one is containers or one == containers), None)
        if at is None:
            self.containers.append(containers)
        return len(self.containers) - 1 if at is None else at
