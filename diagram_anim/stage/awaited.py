"""What of a sequence is yet to come: all of it to be looked over before any is told, then but traces of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.model.layout import Placed
from diagram_anim.model.timeline import Action
from diagram_anim.stage import lifelines as looks
from diagram_anim.stage import tenses
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Layer, Sprite, stack
from diagram_anim.stage.wires import FULL

VIEW = "sequence"

TRACE = 0.45
"""How strong the trace of a message is, beside one that is past."""

WAVE = 0.3
"""What share of the window is on its way to being seen, as all comes from top to bottom to be looked over."""

FOOT = 8.0
"""From the last words that are looked over to the window's foot, in px."""


def trace(moment: Moment, placed: Placed, tone: str, left: float) -> Iterator[Layer]:
    """A message's line without its words, so that a sequence is never an empty sheet; while all of it is looked over
    it is as strong as what is past."""
    if _awaited(moment, placed):
        line = Layer(Sprite(looks.message, (placed.id, tenses.PAST, tone, FULL)))
        heads = Layer(Sprite(looks.message_heads, (placed.id, tenses.PAST, tone)))
        yield Layer(stack([line, heads]), max(TRACE, looked_over(moment, placed)) * left)


def looked_over(moment: Moment, placed: Placed) -> float:
    """How much is seen of a row as all are looked over: the upper ones come first, and no half words are at the
    window's foot."""
    come, window = moment.number("whole", Action.SHOW, view=VIEW), moment.kit.picture.layout.window
    if not come or window is None or not _awaited(moment, placed):
        return 0.0
    if max((line.baseline for line in placed.lines), default=0.0) > window.bottom - FOOT:
        return 0.0
    way = (placed.box.y - window.y) / window.h
    told = moment.number("whole", Action.SHOW, "told", VIEW)
    return min(1.0, max(0.0, (come * (1 + WAVE) - way) / WAVE)) * (1 - told)


def _awaited(moment: Moment, placed: Placed) -> bool:
    """Whether all are there whom a row is about."""
    row = moment.kit.row(placed.id)
    there = (one for one in row.over if moment.kit.has(VIEW, "head", one)) if row else ()
    return row is not None and all(moment.number(one, Action.SHOW, view=VIEW) >= 1 for one in there)
