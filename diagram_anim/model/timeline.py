"""What is seen and when: a closed set of primitive clips on absolute film time.

Every clip but `flow`, `pulse` and `idea` sets one channel, named by (view, target, action, slot), from one value to
another; a channel's value at any time follows from its clips alone. `flow`, `pulse` and `idea` are there only from
their start to their end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Value = Any


WAY = "way"
"""What an edge, or a thing among several ways, is lit as that a request has passed: quieter than what is spoken of."""


NEW = "#"
"""Before the number of a copy that has come where another was."""


class Action(StrEnum):
    """The primitives. Values are given as (type; at rest)."""

    SHOW = "show"  # how much of it is there: cards fade and rise, edges draw from tail to head (float; 0)
    DIM = "dim"  # how far it stands back (float; 0)
    LIGHT = "light"  # the outline and ring of what is spoken of: a tone, or "" (str; "")
    STATE = "state"  # pending starting healthy busy degraded draining failed ended, or "" (str; "")
    TEXT = "text"  # the words in a slot (str; "")
    COUNT = "count"  # a number in a slot that steps through `series`, a rate in words, "" for none (int or str; 0)
    LEVEL = "level"  # a meter's or gauge's share in a slot, those of all copies in `tiles` (float, floats; none read)
    SPLIT = "split"  # a split bar's shares (tuple of floats; ())
    LANE = "lane"  # what an edge carries: "" rest, live, lost, waiting, dead (str; "")
    TONE = "tone"  # whose colour a thing has: "" or old, new; in a slot, a version's (str; "")
    TILES = "tiles"  # its copies' states, with their versions behind them (tuple of str; ())
    TENSE = "tense"  # a message's or note's place in time: "" to come, now, past (str; "")
    SCROLL = "scroll"  # how far a view is rolled up (`roll`) or moved to the left (`pan`), in px (float; 0)
    CAMERA = "camera"  # what part of the frame fills it (Box as 4 floats; the whole)
    FLOW = "flow"  # a dot on its way along `path`; slot: how it ends
    PULSE = "pulse"  # a ring that opens once
    IDEA = "idea"  # a small motion in a card that means the idea named by `value`


@dataclass(frozen=True, slots=True)
class Clip:
    """`start` and `end` in film seconds. `view` is chart, sequence or frame (title, caption, corner, dots).

    `ease` names a curve of the theme. `path` holds the edges a dot runs along; `series` the (film second, number)
    pairs of a count.
    """

    start: float
    end: float
    action: Action
    target: str
    value: Value = None
    before: Value = None
    view: str = "chart"
    slot: str = ""
    ease: str = "standard"
    path: tuple[str, ...] = ()
    series: tuple[tuple[float, Value], ...] = ()

    @property
    def channel(self) -> tuple[str, str, str, str]:
        return (self.view, self.target, self.action.value, self.slot)


@dataclass(frozen=True, slots=True)
class Scene:
    """One step on the film's time. From `loop` to its end it closes: it can be shown again and again."""

    start: float
    end: float
    caption: str
    loop: float | None = None
    telling: float | None = None
    """The moment of it that a poster or contact sheet shows; without it, near its end."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`clips` in order of start; `scenes` one a step, without gaps; `poster` the film's telling moment."""

    seconds: float
    clips: tuple[Clip, ...]
    scenes: tuple[Scene, ...]
    poster: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """A step cut out, or of a looping step what comes before its loop and then the loop, which `loops`. A pure function
    of its content: times are relative to its own start, `state` is what every channel holds there, `clips` those that
    are under way at any time in it. `digest` is the SHA-256 of all that decides its frames."""

    step: int
    start: float
    seconds: float
    state: Mapping[tuple[str, str, str, str], Value]
    clips: tuple[Clip, ...]
    digest: str = ""
    loops: bool = False
