"""Words as widths and outlines: the same shaper measures for the layout and draws for the stage.

Comes in: a string and its type. Goes out: widths, wrapped lines, contours in px. It refuses to know where words stand
and what draws them; the fonts come with the house, so that a layout is the same on every machine.
"""

from diagram_anim.text.fonts import ascent, cap_height, descent, drawn, lenders
from diagram_anim.text.shaping import Contours, Layer, measure, outline
from diagram_anim.text.wrapping import cut, fitted, parts, wrap

__all__ = [
    "Contours",
    "Layer",
    "ascent",
    "cap_height",
    "cut",
    "descent",
    "drawn",
    "fitted",
    "lenders",
    "measure",
    "outline",
    "parts",
    "wrap",
]
