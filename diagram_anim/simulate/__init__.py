"""The simulation: what really happens to requests, copies and meters, on SimPy's virtual clock.

Comes in: a storyboard and a seed. Goes out: its log (every request's way and end, every change of state, each with the
system's second) and what went otherwise than told (`wait-timed-out`). It refuses to know captions, film seconds,
places and colours: words and pacing never change a log. The same storyboard and seed give the same bytes.
"""

from diagram_anim.simulate.defaults import DEFAULTS, Default
from diagram_anim.simulate.lines import COLUMNS, lines, rows
from diagram_anim.simulate.run import Other, runs, settled, simulate
from diagram_anim.simulate.series import columns, per_second, per_step
from diagram_anim.simulate.sides import sides
from diagram_anim.simulate.spoken import spoken_out

__all__ = [
    "COLUMNS",
    "DEFAULTS",
    "Default",
    "Other",
    "columns",
    "lines",
    "per_second",
    "per_step",
    "rows",
    "runs",
    "settled",
    "sides",
    "simulate",
    "spoken_out",
]
