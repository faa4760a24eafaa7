"""A theme's colours by what they are for, and the author's own fitted to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from diagram_anim.model.cast import Paint
from diagram_anim.model.theme import Theme
from diagram_anim.stage import color

TINT = 0.05
"""Chroma below which a fill is a tint, whose hue says less than the stroke's."""

STREAMS = {"blue": "#3B82F6", "green": "#5CB338", "canary": "#EAB308", "next": "#9B72E8"}
"""Versions that are called by a colour: each is shown in its own, fitted to the theme as an author's would be."""

GREY = 0.015
"""Chroma below which a colour has no hue."""

GROUNDS = ("ground", "group", "surface")
"""What words may stand on that have no fill of their own."""

HUELESS = 0.004
"""The palest colours that an author writes for a ground have hardly more colour than this, and mean it."""

LANE = (0.45, 0.85)
"""How much of its dots' colour a lane has, at the least and at the most, that is called by a colour."""

BACK = 0.62
"""How far what stands back fades at the most."""

READABLE = 4.5
VISIBLE = 3.0


@dataclass(frozen=True, slots=True)
class Own:
    """An author's colours as the theme shows them; empty where the author said nothing."""

    fill: str = ""
    stroke: str = ""
    ink: str = ""


def _bare(css: str) -> bool:
    return css.strip().lower() in ("none", "transparent")


def _share(css: str) -> float:
    """An opacity, `0.4` or `40%`, as a share; all of it where it can't be read."""
    try:
        value = float(css.strip().removesuffix("%")) / (100 if css.strip().endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, value))


ALIKE = {"faulty": "degraded"}
"""States that bear another's colour: the word tells them apart."""


class Palette:
    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def __getitem__(self, name: str) -> str:
        return self._theme.color(name)

    @cached_property
    def halo(self) -> float:
        return float(self._theme["color.halo_alpha"])

    @cached_property
    def dark(self) -> bool:
        return color.oklch(self["ground"])[0] < 0.5

    @cached_property
    def back(self) -> float:
        """How far what stands back fades into the ground: as far as its names can still be read."""
        ink, ground = self["ink"], self["ground"]

        def readable(back: float) -> bool:
            name = color.mix(ink, ground, back)
            return all(
                color.contrast(name, color.mix(self[one], ground, back)) >= READABLE for one in ("group", "surface")
            )

        return next((back / 100 for back in range(round(BACK * 100), 0, -1) if readable(back / 100)), 0.0)

    def word(self, state: str) -> str:
        """The tone of a state's word."""
        return str(self._theme["color.state"].get(ALIKE.get(state, state), self["ink2"]))

    def fill(self, state: str) -> str:
        """The tone of a state's shape and outline."""
        return str(self._theme.tokens["color"].get("state_fill", {}).get(ALIKE.get(state, state)) or self.word(state))

    def tint(self, state: str) -> str:
        """What a surface turns to in a state, or empty."""
        return str(self._theme["color"].get("state_tint", {}).get(ALIKE.get(state, state), ""))

    def bar(self, state: str) -> str:
        """The tone of a long bar, whose value is written too."""
        return str(self._theme.tokens["color"].get("state_meter", {}).get(ALIKE.get(state, state)) or self.fill(state))

    def tone(self, name: str) -> str:
        """The outline of what is lit: a state's colour or that of the traffic."""
        if name in self._theme["color.state"]:
            return self.fill(name)
        return self.traffic(name)[0] if name in ("old", "new", *STREAMS) else self["lit"]

    def ring(self, name: str) -> tuple[str, float]:
        """The ring around what is lit, and how much of it covers: where the theme has a marker, that."""
        marker = self._theme.tokens["color"].get("marker", "")
        return (str(marker), 1.0) if marker and self.tone(name) == self["lit"] else (self.tone(name), self.halo)

    @property
    def marker(self) -> str:
        """The tick at a caption."""
        return self.ring("")[0]

    @property
    def banded(self) -> bool:
        """Whether the way of a message has a band too: where being lit has a colour of its own, not that of traffic."""
        return self["lit"] != self["traffic"]

    @property
    def spoken(self) -> str:
        """The icon of what is spoken of; a little lighter or darker than its outline where that is traffic's colour."""
        return self["traffic_ink" if self["lit"] == self["traffic"] else "lit"]

    def traffic(self, tone: str) -> tuple[str, str, str, str]:
        """Of a stream: its dots, their cores, its lane, its words."""
        if tone in STREAMS:
            return self._stream(tone)
        if tone == "old":
            return self["old"], self["old_head"], self["oldlane"], self["old"]
        if tone == "new":
            return self["new"], self["new_head"], self["newlane"], self["new_ink"]
        return self["traffic"], self["traffic_head"], self["lane"], self["traffic_ink"]

    def _stream(self, name: str) -> tuple[str, str, str, str]:
        if self._theme["author"]["stroke_C"][1] < GREY:
            return self.traffic("old" if name == "blue" else "new")
        dot = self._line(STREAMS[name])
        light, chroma, hue = color.oklch(dot)
        core = color.from_oklch(min(0.96, light + 0.22), chroma * 0.5, hue)
        return dot, core, self._lane(dot), self._readable(dot, *GROUNDS)

    def _lane(self, dot: str) -> str:
        """It stands out as much as any lane."""
        ground, (least, most) = self["ground"], LANE
        wanted = color.contrast(self["lane"], ground)
        while least < most and color.contrast(color.mix(ground, dot, least), ground) < wanted:
            least += 0.05
        return color.mix(ground, dot, min(least, most))

    def given(self, part: str) -> Own:
        """What a diagram's own theme says of a part: card group wire head lifeline message note activation frame."""
        return Own(**self._theme["color"].get("own", {}).get(part, {}))

    def own(self, paint: Paint, part: str = "") -> Own:
        """The author's colours: their hue is kept, the theme says how light they are.

        What the paint doesn't say, the diagram's own theme may say of the part.
        """
        fill, stroke, ink = (color.css(value) if value else None for value in (paint.fill, paint.stroke, paint.color))
        given = self.given(part)
        if not (fill or stroke or ink or paint.opacity or _bare(paint.fill)):
            return given
        found = self["ground"] if _bare(paint.fill) else self._fill(fill, stroke) if fill else given.fill
        outlined = stroke or fill
        line = self._line(outlined) if outlined else given.stroke
        if (shown := _share(paint.opacity)) < 1.0:
            found = color.mix(self["ground"], found or self["surface"], shown)
            line = color.mix(self["ground"], line or self["stroke"], max(0.35, shown))
        words = self._readable(ink or given.ink, *((found,) if found else GROUNDS)) if ink or given.ink else ""
        return Own(found, line, words)

    def wash(self, css: str) -> tuple[str, str]:
        """A ground in the author's hue and the line around it. It is as light as a ground of the theme, so that words
        of any tone can be read on it, and has the more colour for it."""
        light, chroma, hue = color.oklch(css)
        if chroma < HUELESS:
            return self["surface" if self.dark else "group"], self["hair"]
        least, most = self._theme["author"]["fill_C"]
        light, _, _ = color.oklch(self["surface" if self.dark else "group"])
        ground = color.from_oklch(light, min(most, max((least + most) / 2, chroma)), hue)
        return ground, color.mix(self["hair"], self._line(color.from_oklch(0.7, max(GREY, chroma), hue)), 0.4)

    def _fill(self, fill: str, stroke: str | None) -> str:
        light, own, _ = color.oklch(fill)
        limits = self._theme["author"]
        light = min(limits["fill_L"][1], max(limits["fill_L"][0], 1.22 - light if self.dark else light))
        for one, least in ((fill, TINT), (stroke, GREY), (fill, GREY)):
            if one and color.oklch(one)[1] >= least:
                _, chroma, hue = color.oklch(one)
                # By night a tint is as strong as its outline says: the little colour it has by day wouldn't be seen.
                chroma = chroma if self.dark else own
                return color.from_oklch(light, min(limits["fill_C"][1], max(limits["fill_C"][0], chroma)), hue)
        _, chroma, hue = color.oklch(self["surface"])
        return color.from_oklch(light, chroma, hue)

    def _line(self, value: str) -> str:
        light, chroma, hue = color.oklch(value)
        limits = self._theme["author"]
        if chroma < GREY:
            return self["edge"]
        chroma = min(limits["stroke_C"][1], max(limits["stroke_C"][0], chroma))
        light = min(limits["stroke_L"][1], max(limits["stroke_L"][0], light))
        return self._apart(light, chroma, hue, VISIBLE, "group")

    def _readable(self, value: str, *grounds: str) -> str:
        light, chroma, hue = color.oklch(value)
        if chroma < GREY or not self._theme["author"]["stroke_C"][1]:  # a theme without hues has its own ink
            return ""
        return self._apart(light, chroma, hue, READABLE, *grounds)

    def _apart(self, light: float, chroma: float, hue: float, least: float, *grounds: str) -> str:
        """The nearest lightness of a colour at which it stands out from all of these grounds, tokens or colours."""
        step = 0.02 if self.dark else -0.02
        behind = [ground if ground.startswith("#") else self[ground] for ground in grounds]
        for _ in range(40):
            found = color.from_oklch(light, chroma, hue)
            if all(color.contrast(found, ground) >= least for ground in behind):
                return found
            light = min(1.0, max(0.0, light + step))
        return self["ink"]
