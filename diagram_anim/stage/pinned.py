"""The words of a fragment stay in sight while it rolls up or is moved along: its keyword, its section's condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from diagram_anim.model.layout import Placed
from diagram_anim.stage import fragments
from diagram_anim.stage.chips import HANGING
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer

TAB = 44.0
"""The least height of a keyword with its margin, in px; those of nested fragments stand under one another."""

FOOT = 14.0
"""From the last line of a condition to what comes below it, px."""

GONE = 0.5
"""What so much of has rolled out of sight is gone: half a line can't be read, and looks like a slip."""

SIDE = 44.0
"""Between the window's side and what stays in sight there, in px."""

Tensed = Callable[[Moment, Placed, Callable[..., Any]], Iterable[Layer]]


def pinned(moment: Moment, scroll: float, pan: float, tensed: Tensed) -> Iterator[Layer]:
    """The layers of all fragments' words, before they are rolled up by `scroll` and moved to the left by
    `pan`; `tensed` draws one in its tense."""
    kit = moment.kit
    window = kit.picture.layout.window
    left = window.x if window else 0.0
    frames = [one for one in kit.all("sequence", "fragment") if one.lines]
    for frame in frames:
        around = [one for one in frames if one is not frame and one.box.holds(frame.box) and _over(one, frame)]
        outer = sum(map(tall, around))
        edge = (window.y if window else 0.0) + scroll + outer if scroll else frame.box.y
        parts = [part for part in kit.all("sequence", "section") if part.parent == frame.id]
        cuts = [part.box.y for part in parts] + [frame.box.bottom]
        for part, foot in zip(parts, cuts[1:], strict=True):
            aside = max((fragments.behind_tab(frame) - line.x for line in part.lines), default=0.0)
            words = _along(tensed(moment, part, fragments.section_words), frame, part, pan, left)
            yield from _moved(words, part, edge, foot, max(0.0, aside))
        condition = _along(tensed(moment, frame, fragments.condition), frame, frame, pan, left)
        yield from _moved(condition, frame, edge, cuts[0], 0.0)
        tab = _along(tensed(moment, frame, fragments.tab), frame, frame, pan, left)
        yield from _moved(tab, frame, edge, frame.box.bottom, 0.0)


def _along(layers: Iterable[Layer], frame: Placed, part: Placed, pan: float, left: float) -> Iterator[Layer]:
    """The words of a part as far to the right as keeps them in the window, within their frame."""
    wide = max((line.x + line.width for line in part.lines), default=frame.box.x) - frame.box.x
    right = max(0.0, min(left + SIDE + pan - frame.box.x, frame.box.w - wide - SIDE)) if pan else 0.0
    for layer in layers:
        yield layer.moved(right, 0.0) if right else layer


def hung(heads: Iterable[Placed], row: Placed) -> float:
    """How far what heads are called hangs into the window over a row."""
    over = (one for one in heads if row.box.x < one.box.right and one.box.x < row.box.right)
    return max((HANGING * one.scale for one in over), default=0.0)


def strip(frames: Iterable[Placed], row: Placed, edge: float) -> float:
    """How high the keywords stand, above this row and at an `edge`, of the frames around it that reach beyond that."""
    around = (one for one in frames if one.lines and one.box.holds(row.box) and _over(one, row))
    return sum(min(max(0.0, edge - one.box.y), tall(one)) for one in around)


def _over(one: Placed, other: Placed) -> bool:
    """Whether the words of one lie over those of another, in part."""
    (low, high), (start, end) = _reach(one), _reach(other)
    return low < end and start < high


def _reach(thing: Placed) -> tuple[float, float]:
    """From where to where a keyword with its condition reaches, or what a row says, px."""
    lows = [line.x - line.width * _BEFORE[line.anchor] for line in thing.lines]
    highs = [low + line.width for low, line in zip(lows, thing.lines, strict=True)]
    if thing.kind == "fragment":
        return thing.box.x - SIDE, max([thing.box.x + TAB * thing.scale, *highs]) + SIDE
    return min(lows, default=thing.box.x) - SIDE, max(highs, default=thing.box.right) + SIDE


_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The share of a line that lies before where it is anchored."""


def tall(thing: Placed) -> float:
    """How high a keyword stands with its condition, whatever lines that has, px."""
    lowest = max((line.baseline - thing.box.y + FOOT * thing.scale for line in thing.lines), default=0.0)
    return max(TAB * thing.scale, lowest)


def _moved(layers: Iterable[Layer], thing: Placed, edge: float, foot: float, aside: float) -> Iterator[Layer]:
    """As far down as keeps them under the window's edge and over their foot; what comes to a tab goes beside it, and
    what is pushed out of sight fades."""
    top, tab = thing.box.y, TAB * thing.scale
    down = max(0.0, min(edge - top, foot - top - tall(thing)))
    right = aside * min(1.0, max(0.0, (edge + tab - top) / tab))
    seen = min(1.0, max(0.0, 1 - (edge - top - down) / (GONE * tab)))
    for layer in layers:
        yield replace(layer.moved(right, down), alpha=layer.alpha * seen)
