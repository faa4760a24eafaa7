"""Small motions that mean an idea, without figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diagram_anim.stage.nodes import Layer

if TYPE_CHECKING:
    from diagram_anim.stage.chart import Moment


def layers(moment: Moment, id: str) -> Iterable[Layer]:
    return ()
