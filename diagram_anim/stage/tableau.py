"""A segment at a moment as a frame: every channel read, every thing in its look."""

from __future__ import annotations

from collections.abc import Hashable

from diagram_anim.model.geometry import Box
from diagram_anim.model.timeline import Action, Segment
from diagram_anim.stage import chart, hud, plots, sequence
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Kept, Moment
from diagram_anim.stage.nodes import Frame, Layer, Lens, Sprite, mix
from diagram_anim.stage.traffic import Traffic

STILL = 0.01
"""The camera that is so near to where it shows the whole is there, in px."""


class Tableau:
    def __init__(self, segment: Segment, kit: Kit) -> None:
        self._kit = kit
        self._channels = Channels(segment, kit.theme)
        self._traffic = Traffic(kit, self._channels)
        self._seconds = segment.seconds
        self._kept: dict[Hashable, Kept] = {}

    def frame(self, at: float) -> Frame:
        """What is seen at second `at` of the segment."""
        moment = Moment(self._kit, self._channels, at, self._turn(at), self._kept)
        lens, window, moving = self._lens(at)
        return Frame(
            lens=lens,
            under=(*chart.groups(moment), *chart.rings(moment), *chart.wires(moment), *sequence.under(moment)),
            comets=(*self._traffic.under_way(at), *sequence.comets(moment)),
            over=(*chart.cards(moment), *sequence.over(moment)),
            ends=self._traffic.endings(at),
            hud=(*plots.layers(moment), *moment.hold("hud", lambda: self._hud(at))),
            window=window,
            moving=moving,
        )

    def _turn(self, at: float) -> float:
        """How far a turning ring is; it makes whole turns in a segment, so that nothing jumps at its borders."""
        period = float(self._kit.theme["motion.start"]["turn"])
        turns = max(1, round(self._seconds / period))
        return (at / self._seconds * turns) % 1.0 if self._seconds > 0 else 0.0

    def _lens(self, at: float) -> tuple[Lens, Box | None, bool]:
        picture = self._kit.picture
        width, height = picture.layout.frame
        scale = picture.size[1] / height
        found = self._channels.read("frame", "camera", Action.CAMERA, at)
        whole = (0.0, 0.0, width, height)
        here, there = (found.before or whole), (found.value or whole)
        share = 1.0 if found.steady else found.share
        x, y, w, _ = (a + (b - a) * share for a, b in zip(here, there, strict=True))
        if max(abs(x), abs(y), abs(width - w)) < STILL:
            return Lens(scale), None, False
        stage = picture.layout.stage
        return Lens(scale * width / w, x, y), Box(0, stage.y - 16, width, stage.h + 32), not found.steady

    def _hud(self, at: float) -> tuple[Layer, ...]:
        _kit, channels, picture = self._kit, self._channels, self._kit.picture
        found: list[Layer] = []
        shown = channels.number("frame", "title", Action.SHOW, at)
        heading = channels.read("frame", "title", Action.TEXT, at)
        subtitle = channels.read("frame", "title", Action.TEXT, at, "subtitle")
        looks = [
            (Sprite(hud.title, (one or picture.title, two or picture.subtitle)), share * part)
            for one, share in heading.handed
            for two, part in subtitle.handed
        ]
        found.append(Layer(mix(looks), shown))
        step = channels.read("frame", "dots", Action.TEXT, at, "step")
        found.append(Layer(mix((Sprite(hud.dots, (str(value),)), share) for value, share in step.mixed)))
        note = channels.read("frame", "corner", Action.TEXT, at)
        said = channels.read("frame", "caption", Action.TEXT, at)
        if said.value or said.before:
            found.append(Layer(Sprite(hud.ground)))
            beside = bool(note.value or note.before)
            looks = [(Sprite(hud.caption, (str(value), beside)), share) for value, share in said.handed]
            found.append(Layer(mix(looks)))
        found.append(Layer(mix((Sprite(hud.corner, (str(value),)), share) for value, share in note.handed if value)))
        legend = channels.read("frame", "legend", Action.TEXT, at)
        found.append(
            Layer(
                mix(
                    (Sprite(hud.legend, (str(value), str(note.value))), share)
                    for value, share in legend.handed
                    if value
                )
            )
        )
        return tuple(found)
