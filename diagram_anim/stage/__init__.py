"""Segments become frames, through Manim: the only room that imports it.

Comes in: a segment and the picture it is drawn in (cast, layout, theme, words, size). Goes out: RGBA frames, each a
function of its time alone. It refuses to know files, formats and why anything happens.
"""

from diagram_anim.stage.easel import Easel, render, still
from diagram_anim.stage.picture import Picture, Pixels, Sink

__all__ = ["Easel", "Picture", "Pixels", "Sink", "render", "still"]
