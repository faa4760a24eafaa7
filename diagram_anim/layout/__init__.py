"""Where everything stands: a cast and a frame's shape in, boxes and lines out, decided once for the whole film.

Comes in: the cast, a theme's lengths, the frame's size. Goes out: a layout in frame px, and what had to be done to make
it fit, as diagnostics. It refuses to know time, colours and what draws it.
"""

from diagram_anim.layout.arrange import arrange
from diagram_anim.layout.measures import measures, seen

__all__ = ["arrange", "measures", "seen"]
