"""The sequence view at a moment: what scrolls and what is pinned, what is now and what is past."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed
from diagram_anim.model.timeline import WAY, Action
from diagram_anim.stage import chips, fragments, grounds, readings, tenses
from diagram_anim.stage import lifelines as looks
from diagram_anim.stage.awaited import VIEW, looked_over, trace
from diagram_anim.stage.endings import STEPS, ring
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Comet, Layer, Node, Sprite, mix, stack
from diagram_anim.stage.pinned import GONE, hung, pinned, strip
from diagram_anim.stage.pulses import pulses
from diagram_anim.stage.wires import FULL

LEAD = 24.0
"""How far a bar reaches beyond the row that is told, in px."""

NEAR = 48.0
"""Where so little of a view is beyond its window, in px, it fades less."""

HEAD = 0.8
"""A message's head comes in the last part of its being drawn."""


def under(moment: Moment) -> tuple[Layer, ...]:
    """Panel, boxes, frames, lifelines, activations and the messages' lines."""
    return moment.hold("sequence under", lambda: _under(moment))


def over(moment: Moment) -> tuple[Layer, ...]:
    """Notes, the messages' words, and on top the pinned heads."""
    return moment.hold("sequence over", lambda: _over(moment))


def _under(moment: Moment) -> tuple[Layer, ...]:
    kit = moment.kit
    shown = max((readings.number(moment, placed.id) for placed in kit.all(VIEW, "head")), default=0.0)
    if shown <= 0:
        return ()
    found = [Layer(Sprite(grounds.panel, (placed.id,)), shown) for placed in kit.all(VIEW, "panel")]
    bands = [Layer(Sprite(grounds.band, (index,)), shown) for index in range(len(kit.all(VIEW, "box")))]
    found += _panned(moment, bands)
    rolled: list[Layer] = []
    for placed in kit.all(VIEW, "fragment"):
        rolled += _tensed(moment, placed, fragments.frame)
    for placed in kit.all(VIEW, "section"):
        rolled += _tensed(moment, placed, fragments.section)
    for placed in kit.all(VIEW, "lifeline"):
        step = round(readings.number(moment, placed.id) * FULL)
        if step:
            rolled.append(Layer(Sprite(looks.lifeline, (placed.id, step))))
    reached = _reached(moment)
    for placed in kit.all(VIEW, "activation"):
        rolled += _activation(moment, placed, reached)
    for placed in kit.all(VIEW, "message"):
        rolled += _leaving(moment, placed, moment.hold(("message", placed.id), partial(_message, moment, placed)))
    return (*found, *_rolled(moment, rolled))


def _over(moment: Moment) -> tuple[Layer, ...]:
    kit = moment.kit
    rolled: list[Layer] = []
    for placed in kit.all(VIEW, "note"):
        rolled += _leaving(moment, placed, _tensed(moment, placed, looks.note))
    for placed in kit.all(VIEW, "message"):
        rolled += _leaving(moment, placed, moment.hold(("label", placed.id), partial(_label, moment, placed)))
    for row in kit.picture.cast.rows:
        if row.kind == "destroy" and kit.has(VIEW, "lifeline", row.over[0]):
            shown = readings.number(moment, row.id)
            if shown > 0:
                rolled.append(Layer(Sprite(looks.destroyed, (row.over[0],)), shown))
    rolled += pinned(moment, readings.scroll(moment), readings.pan(moment), _tensed)
    for placed in kit.all(VIEW, "fragment"):
        said = moment.read(placed.id, Action.TEXT, "round", VIEW)
        rolled.append(
            Layer(mix((Sprite(fragments.rounds, (placed.id, str(one))), share) for one, share in said.handed if one))
        )
    heads: list[Layer] = []
    for placed in kit.all(VIEW, "head"):
        up = _up(moment, placed)
        for layer in moment.hold(("head", placed.id), partial(_head, moment, placed)):
            heads.append(layer.moved(0.0, -up) if up else layer)
    return (*_rolled(moment, rolled), *_panned(moment, heads), *_beyond(moment))


def comets(moment: Moment) -> tuple[Comet, ...]:
    """The dot at the tip of a message that is being drawn, and those that run along one again, or back."""
    kit = moment.kit
    found = []
    for placed in kit.all(VIEW, "message"):
        show = moment.read(placed.id, Action.SHOW, view=VIEW)
        shown = readings.number(moment, placed.id)
        length = kit.track(VIEW, "message", placed.id).length
        if show.value and not show.before and 0 < shown < 1:
            found.append(_comet(moment, placed, (length - 4) * shown, back=False))
        for clip in moment.happening(placed.id, Action.FLOW):
            share = (moment.at - clip.start) / (clip.end - clip.start)
            back = clip.slot == "back"
            found.append(_comet(moment, placed, (length - 4) * ((1 - share) if back else share), back=back))
    return tuple(comet for comet in found if comet is not None)


def _comet(moment: Moment, placed: Placed, way: float, back: bool) -> Comet | None:
    kit, scroll, pan = moment.kit, readings.scroll(moment), readings.pan(moment)
    window, track, token = kit.picture.layout.window, kit.track(VIEW, "message", placed.id), kit.theme["comet"]
    color, core, _, _ = kit.palette.traffic(readings.tone(moment, placed))
    gone = track.length - way if back else way
    far = min(float(token["tail"]), gone * float(token["tail_share"]))
    x, y = track.at(way)
    if window is not None and not window.holds(Box(x - pan, y - scroll, 0.0, 0.0)):
        return None
    return Comet(track, way, -far if back else far, color, core, min(1.0, gone / 14), dx=-pan, dy=-scroll)


def _message(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown = readings.number(moment, placed.id)
    if shown < 1:
        yield from trace(moment, placed, readings.tone(moment, placed), 1.0 - shown)
    if shown <= 0:
        return
    tense, tone = readings.spoken(moment, placed.id), readings.tone(moment, placed)
    step = round(shown * FULL)
    line = mix((Sprite(looks.message, (placed.id, str(one), tone, step)), share) for one, share in tense)
    heads = mix((Sprite(looks.message_heads, (placed.id, str(one), tone)), share) for one, share in tense)
    late = min(1.0, max(0.0, (shown - HEAD) / (1 - HEAD)))
    yield Layer(stack([Layer(line), Layer(heads, late)]), readings.strength(moment, placed.id))


def _label(moment: Moment, placed: Placed) -> Iterable[Layer]:
    shown, tone = readings.number(moment, placed.id), readings.tone(moment, placed)
    if shown < 1 and (seen := looked_over(moment, placed)):
        yield Layer(Sprite(looks.message_label, (placed.id, tenses.PAST, tone)), seen * (1 - shown))
    if shown <= 0:
        return
    looks_ = (
        (Sprite(looks.message_label, (placed.id, str(one), tone)), share)
        for one, share in readings.tense(moment, placed.id)
    )
    yield Layer(mix(looks_), min(1.0, shown * 2.5) * readings.strength(moment, placed.id))
    show = moment.read(placed.id, Action.SHOW, view=VIEW)
    arriving = float(moment.kit.theme["motion.arrive"]["dur"])
    past = moment.since(placed.id, Action.SHOW, arriving, VIEW)
    row = moment.kit.row(placed.id)
    lost = row is not None and row.end == "cross"
    if past is not None and show.value and not lost:
        x, y = moment.kit.track(VIEW, "message", placed.id).at(float("inf"))
        yield Layer(Sprite(ring, (x, y, tone, round(past / arriving * STEPS))), 1 - past / arriving)


def _reached(moment: Moment) -> float:
    """How far down the telling has come: to the row that is drawn last, in px."""
    rows = [placed for kind in ("message", "note") for placed in moment.kit.all(VIEW, kind)]
    reached = above = 0.0
    for foot, id in sorted((placed.corners[-1][1] if placed.corners else placed.box.y, placed.id) for placed in rows):
        shown = readings.number(moment, id)
        if shown > 0:
            reached = above + (foot - above) * shown
        above = foot
    return reached


def _activation(moment: Moment, placed: Placed, reached: float) -> Iterable[Layer]:
    """A bar grows with the telling, from where its participant is called until it is done; then it is past."""
    shown = readings.number(moment, placed.id)
    if shown > 0:
        actor = _actor(moment, placed.id)
        tone = str(moment.read(actor, Action.TONE, view=VIEW).value or "traffic")
        height = round(min(placed.box.h, reached + LEAD - placed.box.y))
        done = min(1.0, max(0.0, (reached - placed.box.bottom) / LEAD))
        tones = [
            ("" if one == tenses.PAST else tone, share * (1 - done)) for one, share in readings.tense(moment, placed.id)
        ]
        bars = [(Sprite(looks.activation, (placed.id, one, height)), share) for one, share in tones]
        bars.append((Sprite(looks.activation, (placed.id, tenses.PAST, height)), done))
        yield Layer(mix(bars), min(1.0, shown * 2))


def _tensed(moment: Moment, placed: Placed, draw: Callable[..., Any]) -> Iterable[Layer]:
    return moment.hold((draw, placed.id), partial(_in_tense, moment, placed, draw))


def _in_tense(moment: Moment, placed: Placed, draw: Callable[..., Any]) -> Iterable[Layer]:
    shown = readings.number(moment, placed.id)
    if shown < 1 and (seen := looked_over(moment, placed)):
        yield Layer(Sprite(draw, (placed.id, tenses.PAST)), seen * (1 - shown))
    if shown > 0:
        node: Node = mix(
            (Sprite(draw, (placed.id, str(one))), share) for one, share in readings.tense(moment, placed.id)
        )
        yield Layer(node, shown * readings.strength(moment, placed.id), dy=8 * (1 - shown))


def _head(moment: Moment, placed: Placed) -> Iterable[Layer]:
    id = placed.id
    shown = readings.number(moment, id)
    if shown <= 0:
        return
    state, lit = moment.read(id, Action.STATE, view=VIEW), moment.read(id, Action.LIGHT, view=VIEW)
    tone = str(moment.read(id, Action.TONE, view=VIEW).value)
    bases = (
        (Sprite(chips.participant, (id, str(one), tone, "" if light == WAY else str(light))), a * b)
        for one, a in state.mixed
        for light, b in lit.mixed
    )
    lights = [(str(light), share) for light, share in lit.mixed if light and light != WAY]
    layers = [
        *(Layer(Sprite(chips.halo, (id, "head", light)), share) for light, share in lights),
        Layer(mix(bases)),
        *(Layer(Sprite(chips.outline, (id, "head", light)), share) for light, share in lights),
        *(
            Layer(Sprite(chips.mark, (id, str(one), moment.turned(str(one)))), share)
            for one, share in state.mixed
            if one and one != "healthy"
        ),
    ]
    for slot in ("badge", "note"):
        said = moment.read(id, Action.TEXT, slot, VIEW)
        shares = ((Sprite(chips.pill, (id, slot, str(one))), share) for one, share in said.handed if one)
        layers.append(Layer(mix(shares)))
    layers += pulses(moment, id, chips.pulse, VIEW)
    rise = float(moment.kit.theme["motion.appear"]["rise"])
    yield Layer(stack(layers), shown * readings.strength(moment, id), dy=rise * (1 - shown))


def _rolled(moment: Moment, layers: Iterable[Layer]) -> Iterable[Layer]:
    """The layers rolled up and moved along as far as the view is, and clipped to its window."""
    window, scroll, pan = moment.kit.picture.layout.window, readings.scroll(moment), readings.pan(moment)
    for layer in layers:
        yield layer.moved(-pan, -scroll, window)


def _panned(moment: Moment, layers: Iterable[Layer]) -> Iterable[Layer]:
    """What is pinned on top, moved along with the rest where the view is wider than its panel."""
    layout, pan = moment.kit.picture.layout, readings.pan(moment)
    if layout.window is None or layout.span <= layout.window.w + 1:
        yield from layers
        return
    _, height = layout.frame
    for layer in layers:
        yield layer.moved(-pan, 0.0, Box(layout.window.x, 0.0, layout.window.w, height))


def _leaving(moment: Moment, placed: Placed, layers: Iterable[Layer]) -> Iterable[Layer]:
    """A row fades as its words roll out of the window's upper edge, or under what stands there: keywords, and what a
    head is called."""
    window, scroll = moment.kit.picture.layout.window, readings.scroll(moment)
    tops = [line.baseline - line.type.size for line in placed.lines]
    if window is None or not scroll or not tops:
        return layers
    edge = window.y + scroll
    called = [one for one in moment.kit.all(VIEW, "head") if moment.read(one.id, Action.TEXT, "badge", VIEW).value]
    edge += max(strip(moment.kit.all(VIEW, "fragment"), placed, edge), hung(called, placed))
    out, height = edge - min(tops), max(line.baseline for line in placed.lines) - min(tops)
    seen = min(1.0, max(0.0, 1 - out / (GONE * height)))
    return [replace(layer, alpha=layer.alpha * seen) for layer in layers] if seen < 1 else layers


def _up(moment: Moment, head: Placed) -> float:
    """How far a head that came with a message is rolled up: until it's pinned beside the others."""
    window = moment.kit.picture.layout.window
    return min(readings.scroll(moment), max(0.0, head.box.bottom - window.y + 2.0)) if window else 0.0


def _beyond(moment: Moment) -> Iterable[Layer]:
    """The panel's sides behind which there is more of the view."""
    layout, pan = moment.kit.picture.layout, readings.pan(moment)
    most = layout.span - layout.window.w if layout.window else 0.0
    if most > 1:
        for placed in moment.kit.all(VIEW, "panel"):
            for right, hidden in ((False, pan), (True, most - pan)):
                yield Layer(Sprite(grounds.beyond, (placed.id, right)), min(1.0, max(0.0, hidden / NEAR)))


def _actor(moment: Moment, id: str) -> str:
    row = moment.kit.row(id)
    return row.over[0] if row and row.over else ""
