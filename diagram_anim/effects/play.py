"""`play`: messages of a sequence run, from top to bottom."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Form, Kind, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

DRAW = 0.8
PAUSE = 0.5
SETTLE = 0.3


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    clips: list[Clip] = []
    at = view.start
    waves = view.rows(beat.args["first"], beat.args["last"], beat.args.get("branch", ""))
    for turn, wave in enumerate(waves):
        for row in wave:
            drawn = at + (DRAW if row.startswith("msg:") else motions.APPEAR)
            clips.append(Clip(at, drawn, Action.SHOW, row, 1.0, view="sequence"))
            clips.append(Clip(at, at + motions.LIGHT, Action.TENSE, row, "now", view="sequence"))
            if row.startswith("note:") and len(wave) > 1:
                at += SETTLE
        at += DRAW + PAUSE
        if turn + 1 < len(waves):
            clips += [Clip(at, at + motions.LIGHT, Action.TENSE, row, "past", view="sequence") for row in wave]
    clips.append(motions.hold(view.start, at - view.start))
    return tuple(clips)


EFFECT = Effect(
    name="play",
    group="sequence",
    usage="play 1..4 [branch=else]",
    about="Messages run in source order, each with the notes and frames before it. `4..` runs to the end; `branch` "
    "picks a section of an `alt`.",
    example="play 1..4",
    targets=(0, 0),
    of=(),
    forms=(Form.RANGE,),
    args=(Arg("branch", Kind.TEXT, "which section of an `alt` is taken"),),
    play=play,
)
