"""The verbs of the storyboard's language, one file each; this tuple is the only list of them.

Comes in: a beat. Goes out: what it does to the simulated world (`act`) and the clips that are seen (`play`). An
effect doesn't know the simulation, the layout or Manim: it speaks to a `World` and a `View`.
"""

from __future__ import annotations

from diagram_anim.effects import (
    appear,
    badge,
    disappear,
    drain,
    fail,
    focus,
    gauge,
    highlight,
    illustrate,
    load,
    note,
    play,
    recover,
    replace,
    scale,
    send,
    split,
    start,
    stop,
    title,
    traffic,
    wait,
)
from diagram_anim.model.effect import Effect

EFFECTS: tuple[Effect, ...] = (
    appear.EFFECT,
    disappear.EFFECT,
    highlight.EFFECT,
    focus.EFFECT,
    badge.EFFECT,
    note.EFFECT,
    gauge.EFFECT,
    illustrate.EFFECT,
    title.EFFECT,
    wait.EFFECT,
    traffic.EFFECT,
    load.EFFECT,
    split.EFFECT,
    send.EFFECT,
    fail.EFFECT,
    recover.EFFECT,
    replace.EFFECT,
    drain.EFFECT,
    start.EFFECT,
    stop.EFFECT,
    scale.EFFECT,
    play.EFFECT,
)

BY_NAME = {effect.name: effect for effect in EFFECTS}
