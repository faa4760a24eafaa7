"""The sequence view at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagram_anim.stage.nodes import Comet, Layer

if TYPE_CHECKING:
    from diagram_anim.stage.chart import Moment


def under(moment: Moment) -> tuple[Layer, ...]:
    return ()


def comets(moment: Moment) -> tuple[Comet, ...]:
    return ()


def over(moment: Moment) -> tuple[Layer, ...]:
    return ()
