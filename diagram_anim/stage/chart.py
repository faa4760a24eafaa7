"""The chart's things at a moment: each thing's channels become its layers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain, product
from typing import Any

from diagram_anim.model.layout import Placed
from diagram_anim.model.timeline import WAY, Action
from diagram_anim.stage import cards as looks
from diagram_anim.stage import counts, dials, ideas, slots, splits, tiles
from diagram_anim.stage import wires as lines
from diagram_anim.stage.channels import Reading
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Node, Sprite, Stack, mix, stack
from diagram_anim.stage.pulses import pulses

HEAD, LABEL = 0.88, 0.7
"""From when on, while an edge is drawn, its head and its label come."""


def groups(moment: Moment) -> tuple[Layer, ...]:
    return moment.hold("groups", lambda: _each(moment, "group", _group))


def cards(moment: Moment) -> tuple[Layer, ...]:
    """All cards, and over them what is cut out of the corners of those that have failed: none lies on it."""
    return moment.hold(
        "cards", lambda: chain(_each(moment, "card", _card_and_place), _each(moment, "card", _failed, "failed"))
    )


def rings(moment: Moment) -> tuple[Layer, ...]:
    """Around cards that are lit; lines lead over them to the card's border."""
    return moment.hold("rings", lambda: _each(moment, "card", _ring, "ring"))


def wires(moment: Moment) -> tuple[Layer, ...]:
    return moment.hold("wires", lambda: _each(moment, "wire", _wire))


def _each(
    moment: Moment, kind: str, make: Callable[[Moment, Placed], Iterable[Layer]], name: str = ""
) -> Iterable[Layer]:
    """The layers of all things of a kind, held by it or, where several are made of each, by their own `name`."""
    for placed in moment.kit.all("chart", kind):
        yield from moment.hold((name or kind, placed.id), partial(make, moment, placed))


def _group(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown = moment.number(placed.id, Action.SHOW)
    if shown <= 0:
        return
    lit = moment.read(placed.id, Action.LIGHT)
    layers = [
        *_lights(placed.id, "group", lit, looks.halo),
        Layer(Sprite(looks.group, (placed.id,))),
        *_lights(placed.id, "group", lit, looks.outline),
    ]
    yield risen(moment, stack(layers), shown, moment.number(placed.id, Action.DIM))


def _card_and_place(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown = moment.number(placed.id, Action.SHOW)
    vacancy = _vacancy(moment, placed.id, shown)
    if vacancy > 0:
        yield Layer(Sprite(looks.vacant, (placed.id,)), vacancy)
    if shown > 0:
        yield risen(moment, _card(moment, placed), shown, moment.number(placed.id, Action.DIM))
        yield from pulses(moment, placed.id, looks.pulse)


def _ring(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown, lit = moment.number(placed.id, Action.SHOW), moment.read(placed.id, Action.LIGHT)
    if shown > 0 and (lights := _lights(placed.id, "card", lit, looks.halo)):
        yield risen(moment, stack(lights), shown, moment.number(placed.id, Action.DIM))


def _wire(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown = moment.number(placed.id, Action.SHOW)
    if shown <= 0:
        return
    tone = _tone(moment, placed.id)
    lane, lit = moment.read(placed.id, Action.LANE), moment.read(placed.id, Action.LIGHT)
    step = round(shown * lines.FULL)
    states = [(str(carried), str(light), share * part) for carried, share in lane.mixed for light, part in lit.mixed]
    drawn = mix(
        (Sprite(lines.line, (placed.id, carried, tone, light, step)), share) for carried, light, share in states
    )
    heads = mix((Sprite(lines.heads, (placed.id, carried, tone, light)), share) for carried, light, share in states)
    banded = moment.kit.palette.banded
    glowing = [(light, share) for light, share in lit.mixed if light and (light != WAY or banded)]
    late, later = (min(1.0, max(0.0, (shown - begin) / (1 - begin))) for begin in (LABEL, HEAD))
    layers = [
        *(Layer(Sprite(lines.glow, (placed.id, str(light))), share * late) for light, share in glowing),
        Layer(drawn),
        Layer(heads, later),
        *([Layer(_label(placed, lit), late)] if placed.lines else []),
    ]
    yield Layer(stack(layers), moment.strength(moment.number(placed.id, Action.DIM)))


def risen(moment: Moment, node: Node, shown: float, dim: float) -> Layer:
    """A thing as it comes: it fades in and rises to its place."""
    rise = float(moment.kit.theme["motion.appear"]["rise"])
    return Layer(node, min(1.0, shown) * moment.strength(dim), dy=rise * (1 - min(1.0, shown)))


def _label(placed: Placed, lit: Reading) -> Node:
    return mix((Sprite(lines.label, (placed.id, str(light))), share) for light, share in lit.mixed)


def _tone(moment: Moment, wire: str) -> str:
    """A line's own tone, else that of the thing it leads to or comes from: a version's way to its store has its own."""
    thing = moment.kit.wire(wire)
    bearers = (wire, thing.target, thing.source) if thing else (wire,)
    return next((str(tone) for one in bearers if (tone := moment.read(one, Action.TONE).value)), "traffic")


def _lights(id: str, kind: str, lit: Reading, draw: Any) -> list[Layer]:
    return [Layer(Sprite(draw, (id, kind, str(tone))), share) for tone, share in lit.mixed if tone and tone != WAY]


def _card(moment: Moment, placed: Placed) -> Stack:
    id = placed.id
    state, lit = moment.read(id, Action.STATE), moment.read(id, Action.LIGHT)
    tone, name = str(moment.read(id, Action.TONE).value), moment.read(id, Action.TEXT, "name")
    bases = [
        (Sprite(looks.base, (id, str(one), tone, "" if light == WAY else str(light), str(said))), a * b * c)
        for (one, a), (light, b), (said, c) in product(state.mixed, lit.mixed, name.mixed)
    ]
    return stack([
        Layer(mix(bases)),
        *_lights(id, "card", lit, looks.outline),
        *(Layer(Sprite(looks.passed, (id,)), share) for tone, share in lit.mixed if tone == WAY and _well(state)),
        *chain.from_iterable(_held(moment, placed, slot) for slot in placed.slots),
        *_corner(moment, placed, state),
    ])  # fmt: skip


def _well(state: Reading) -> bool:
    return state.value in ("", "healthy") and state.before in ("", "healthy", None)


def _failed(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown, state = moment.number(placed.id, Action.SHOW), moment.read(placed.id, Action.STATE)
    if shown <= 0 or "failed" not in (state.value, state.before):
        return
    coming = state.value == "failed"
    share = (1.0 if state.steady else state.share) if coming else 1.0 - (1.0 if state.steady else state.share)
    drawn = max(0.0, (share - 0.35) / 0.65) if coming else 1.0
    if share > 0:
        look = Layer(Sprite(looks.failure, (placed.id, round(drawn * looks.STEPS))), min(1.0, share * 2.5))
        yield risen(moment, stack([look]), shown, moment.number(placed.id, Action.DIM))


def _corner(moment: Moment, placed: Placed, state: Reading) -> Iterable[Layer]:
    if "state" in placed.slots or "tiles" in placed.slots:
        return
    for value, share in state.mixed:
        if value and value not in ("failed", "healthy"):
            yield Layer(Sprite(looks.corner_glyph, (placed.id, str(value), moment.turned(str(value)))), share)


def _held(moment: Moment, placed: Placed, slot: str) -> tuple[Layer, ...]:
    """What ticks in one slot leaves the others as they are."""
    return moment.hold(("slot", placed.id, slot), partial(_slot, moment, placed, slot))


def _slot(moment: Moment, placed: Placed, slot: str) -> Iterable[Layer]:
    id, kind = placed.id, slot.partition(":")[0]
    match kind:
        case "state":
            shares = [
                (Sprite(slots.state, (id, str(value), moment.turned(str(value)))), share)
                for value, share in moment.read(id, Action.STATE).handed
                if value
            ]
            yield Layer(mix(shares))
        case "served" | "error" | "lost" | "refused" | "denied":
            value = moment.read(id, Action.COUNT, slot).value
            if value == "":
                return
            if _below(placed, slot):
                yield Layer(Sprite(slots.rule, (id, slot)))
            yield from map(Layer, counts.counter(moment.kit, id, slot, value if isinstance(value, str) else int(value)))
        case "meter":
            state = moment.read(id, Action.STATE)
            for part, ways in ((slots.meter, state.mixed), (slots.reading, state.handed)):
                step_of = _step if part is slots.meter else _figure
                sprites = (
                    (Sprite(part, (id, slot, step_of(moment, id, slot, str(one)), str(one))), seen)
                    for one, seen in ways
                )
                yield Layer(mix(sprites))
        case "gauge":
            step, states = _step(moment, id, slot), moment.read(id, Action.STATE).mixed
            yield Layer(mix((Sprite(dials.gauge, (id, slot, step, str(value))), share) for value, share in states))
        case "split":
            yield from splits.layers(moment, id)
        case "badge" | "note":
            draw = slots.badge if kind == "badge" else slots.note
            said = moment.read(id, Action.TEXT, slot)
            yield Layer(mix((Sprite(draw, (id, str(value))), share) for value, share in said.handed if value))
        case "rate" | "check" | "waiting":
            said = moment.read(id, Action.TEXT, slot)
            yield Layer(
                mix((Sprite(slots.sign, (id, slot, str(value))), share) for value, share in said.handed if value)
            )
        case "tiles":
            yield from tiles.layers(moment, id)
        case "idea":
            yield from ideas.layers(moment, id)


def _step(moment: Moment, id: str, slot: str, state: str = "") -> int:
    """How far a meter stands, in steps: of what starts it tells how far that has come."""
    told = "coming" if state == "starting" and slot == "meter:load" else slot
    read = moment.read(id, Action.LEVEL, told).value is not None
    return round(moment.number(id, Action.LEVEL, told) * slots.FULL) if read else slots.UNREAD


def _figure(moment: Moment, id: str, slot: str, state: str = "") -> int:
    """What a meter's words say: how full it is, in steps; of what starts, in how many seconds it will be there."""
    if state != "starting" or slot != "meter:load":
        return _step(moment, id, slot, state)
    read = moment.read(id, Action.LEVEL, "left").value
    return slots.UNREAD if read is None else math.ceil(moment.number(id, Action.LEVEL, "left") - 1e-6)


def _below(placed: Placed, slot: str) -> bool:
    """Whether this counter stands under another, outside its card."""
    counters = [name for name in counts.COUNTED if name in placed.slots]
    box = placed.slots[slot].box
    return slot != counters[0] and box.y >= placed.box.bottom - 1


def _vacancy(moment: Moment, id: str, shown: float) -> float:
    """How clearly an empty place is marked: between one card's leaving and the next one's coming into it."""
    card = moment.kit.card(id)
    if card is None:
        return 0.0
    place = {card.bearer or id, id}
    all_ = [clip for one in place for clip in moment.channels.clips("chart", one, Action.SHOW)]
    leaving = [clip for clip in all_ if clip.value == 0.0]
    coming = [clip for clip in moment.channels.clips("chart", id, Action.SHOW) if clip.value]
    if not leaving or not coming:
        return 0.0
    leaving = [clip for clip in leaving if clip.start <= moment.at]
    if not leaving:
        return 0.0
    last, following = max(leaving, key=lambda clip: clip.start), [clip for clip in coming if clip.end > moment.at]
    if not following or following[0].start - last.end > 1.0 or following[0].start < last.start:
        return 0.0
    gone = 1.0 - moment.number(last.target, Action.SHOW)
    return min(gone, 1.0 - shown) if last.target != id or moment.at >= last.end else gone * (1.0 - shown)
