"""The theme's lengths and types at a scale, and the room that a frame of any shape has for a diagram."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from diagram_anim import text
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.model.theme import Theme

LEAST = 24.0
"""No text is smaller than this."""

EASY = 28.1
"""Nor than this, where there is room: it is read from the last row without effort."""

FAIR = 26.0
"""Nor than this, where there is not that much room."""

SCARCE = 0.4
"""With no more than this share of the look's own room around words, lines turn closer together too."""

LESS = 0.3
"""With less than this they do so as close as can be: it is the least room of all, in a small frame."""

FOOT, RULE = (180.0, 171.0), (20.0, 12.0)
"""The room below the stage for a caption in two lines over the corner note, and that from the stage to its rule; and
both where height is wanting."""

WIDE = 1600.0
"""In frames at least so wide, in px, there is room to spare beside and above the stage."""

MARGIN, HIGHER, LOWER = 40.0, (12.0, 20.0), 8.0
"""In others, the room beside the stage, by how much nearer it begins to the title, also where height is wanting, and by
how much nearer it ends to the caption's rule there."""


EASY_PAD = 32.0
"""The look's own room at a group's sides, px."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths and types of a theme, `k` times as large; types stop at `floor`."""

    theme: Theme
    k: float = 1.0
    snug: float = 1.0
    """The share of the look's own room that edges get between two nodes."""

    label: float = 300.0
    """How wide the words on a line should be, where they are broken early."""

    ease: float = 1.0
    """The share of the look's own room around the words of cards and in groups."""

    floor: float = LEAST

    heading: float = 0.0
    """The least size of groups' titles, where they are to be read in a chart that is drawn smaller."""

    def type(self, name: str) -> Type:
        return _type(self, name)

    def px(self, length: float) -> float:
        return length * self.k

    def air(self, length: float) -> float:
        return length * self.k * self.ease

    @property
    def scarce(self) -> bool:
        """Whether there is less room around words than looks well."""
        return self.ease <= SCARCE

    @property
    def least(self) -> bool:
        """Whether it is the least room of all, in a small frame."""
        return self.ease < LESS

    @property
    def gap_node(self) -> float:
        return self.air(self.theme.px("space.gap_node"))

    @property
    def gap_edge(self) -> float:
        close = 26.0 if self.least else 32.0 if self.scarce else 40.0
        least = 56.0 if self.snug > 0.5 else 48.0 if self.ease > 0.6 else close
        return max(least, self.theme.px("space.gap_edge") * max(0.8, min(1.3, self.k)) * self.snug)

    @property
    def pad_easy(self) -> float:
        """What more there is at a group's sides where it is wide enough: the look's own room, px."""
        return max(0.0, EASY_PAD * min(1.0, self.k) - self.pad_group)

    @property
    def pad_group(self) -> float:
        return self.theme.px("space.pad_group") * max(0.6, min(1.0, self.k) * (0.5 + 0.5 * self.snug)) * self.ease


@lru_cache(maxsize=4096)
def _type(sizes: Sizes, name: str) -> Type:
    theme = sizes.theme
    floor = max(sizes.floor, sizes.heading) if name == "group" else sizes.floor
    size = theme.px(f"type.{name}.size") * sizes.k
    return Type(round(max(floor, size), 1), int(theme.px(f"type.{name}.weight")))


def stacked(frame: tuple[float, float]) -> bool:
    """Whether a frame is too narrow for the corner note beside its caption: that stands in two lines over it."""
    return frame[0] < 1.2 * frame[1]


def is_low(frame: tuple[float, float]) -> bool:
    """Whether a frame has little room: it is neither wide nor high."""
    return frame[1] <= frame[0] < WIDE


def foot_of(frame: tuple[float, float]) -> tuple[float, float]:
    """The room below the stage where captions are stacked, and that from the stage to their rule."""
    return FOOT[is_low(frame)], RULE[is_low(frame)]


def stage_box(theme: Theme, frame: tuple[float, float]) -> Box:
    """The room between title and caption: the theme's own in its own frame, the like in frames of other shapes."""
    width, height = frame
    own_h = float(theme["frame.size"][1])
    own = theme["frame.stage"]
    low = is_low(frame)
    below = foot_of(frame)[0] if stacked(frame) else own_h - own["y"] - own["h"] - (LOWER if low else 0.0)
    margin, top = margin_of(theme, width), float(own["y"]) - (HIGHER[low] if width < WIDE else 0.0)
    return Box(margin, top, width - 2 * margin, height - top - below)


def margin_of(theme: Theme, width: float) -> float:
    """The room beside the stage and its words, in px."""
    return theme.px("frame.margin_x") if width >= WIDE else MARGIN


def width_of(lines: tuple[str, ...], type: Type) -> float:
    return max((text.measure(line, type) for line in lines), default=0.0)


def wrapped(lines: tuple[str, ...], type: Type, width: float) -> tuple[str, ...]:
    """The author's own lines, each broken again where it is too wide."""
    return tuple(part for line in lines for part in text.wrap(line, type, width) if part)
