"""Where the words around a diagram stand: its title above, captions, corner note and legend below."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim import text
from diagram_anim.layout.frame.sizes import foot_of, margin_of, stacked
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Type
from diagram_anim.model.theme import Theme

COUNT = 300.0
"""The least room for the step dots, right of the title, in px."""

NOTES = 440.0
"""The room beside a caption for the corner note and a sign's meaning, where it must be taken from that, in px."""

FIRST, SECOND = 54.0, 102.0
"""From the rule to the baselines of a caption in two lines, in px."""

GAP = 28.0
"""From the title to its subtitle's rule, in px."""

SMALL, HALVES, PITCH = 0.75, (0.8, 0.75, 0.7), 1.22
"""A title smaller than this, by its own size, stands in two lines, which may be so large, and are so far apart."""


@dataclass(frozen=True, slots=True)
class Bands:
    """In px of the frame, in one of this shape."""

    left: float
    right: float
    rule: float
    baselines: tuple[float, ...]
    """Of a caption's lines, by how many there are room for."""

    width: float
    corner: float
    corner_left: float
    said: float
    """Where captions begin, right of their tick."""

    def end(self, beside: bool) -> float:
        """Where captions end: left of the notes `beside` them, else at the margin."""
        return self.left + self.width if beside or len(self.baselines) > 1 else self.right


def bands(theme: Theme, layout: Layout) -> Bands:
    """The theme's own places in a wide frame; in others the caption takes the width and the note the foot."""
    width, height = layout.frame
    margin = margin_of(theme, width)
    caption = min(theme.px("frame.caption.w"), width - 2 * margin - NOTES)
    said = margin + 4 * theme.px("frame.caption.tick")
    if not stacked(layout.frame):
        rule = height - (1080 - theme.px("frame.caption.rule_y"))
        base = height - (1080 - theme.px("frame.caption.baseline"))
        return Bands(margin, width - margin, rule, (base,), caption, base, margin + caption, said)
    foot = max([layout.stage.bottom, *(one.box.bottom for one in layout.placed if one.view == one.kind == "plot")])
    least, over = foot_of(layout.frame)
    rule = min(foot + over, height - least + over)
    lines = (rule + FIRST, rule + SECOND)
    return Bands(margin, width - margin, rule, lines, width - 2 * margin, height - 28, margin, said)


def title_room(theme: Theme, layout: Layout) -> float:
    """How wide a title can be, in px."""
    band = bands(theme, layout)
    return min(theme.px("frame.title.right"), band.right - COUNT) - band.left


def count_room(theme: Theme, layout: Layout) -> float:
    """How wide the step dots and their figures can be, clear of the title, in px."""
    band = bands(theme, layout)
    return band.right - band.left - title_room(theme, layout) - GAP


def title(words: str, theme: Theme, layout: Layout) -> tuple[Box, tuple[str, ...], Type]:
    """The title's place, as wide as it is, and its lines and their type so that they have room: what would be small in
    one stands in two."""
    left, base, room = bands(theme, layout).left, theme.px("frame.title.baseline"), title_room(theme, layout)
    full = Type(theme.px("type.title.size"), int(theme.px("type.title.weight")))
    said, type = text.fitted(words, full, room)
    lines: tuple[str, ...] = (said,)
    if type.size < SMALL * full.size:
        ways = (Type(round(share * full.size, 1), full.weight) for share in HALVES)
        type = next((way for way in ways if len(text.wrap(words, way, room)) <= 2), Type(26.0, full.weight))
        lines = text.wrap(words, type, room)
        lines = (*lines[:1], text.cut(" ".join(lines[1:]), type, room)) if len(lines) > 1 else lines
    pitch = PITCH * type.size
    top = base - type.size - (pitch * 0.6 if len(lines) > 1 else 0.0)
    wide = max(text.measure(line, type) for line in lines)
    return Box(left, top, wide, 0.3 * type.size + type.size + pitch * (len(lines) - 1)), lines, type


def caption(theme: Theme, layout: Layout, beside: bool) -> Box:
    """The place of captions below their rule, left of the notes `beside` them or above these."""
    band = bands(theme, layout)
    top = band.rule + theme.px("stroke.hair")
    last = min(band.baselines[-1] + theme.px("type.caption.size") / 2, band.corner - theme.px("type.small.size"))
    return Box(
        band.left, top, band.end(beside) - band.left, (layout.frame[1] if len(band.baselines) == 1 else last) - top
    )
