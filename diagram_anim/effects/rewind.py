"""`rewind`: a sequence goes back to a message, as if it and all after it hadn't been yet."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    rows = [row for wave in view.rows(beat.args["first"], None, "") for row in wave.rows if view.shown(row)]
    end = view.start + motions.LEAVE
    return tuple(
        clip
        for row in rows
        for clip in (
            Clip(view.start, end, Action.SHOW, row, 0.0, view="sequence", ease="leave"),
            Clip(view.start, end, Action.TENSE, row, "", view="sequence"),
        )
    )


EFFECT = Effect(
    name="rewind",
    group="sequence",
    usage="rewind 4",
    about="The sequence goes back: message 4 and all after it leave, and can be played again, another branch of an "
    "`alt` perhaps.",
    example="rewind 2",
    film=Film("sequence", before=("play 1..4",), after=("play 2..4",)),
    targets=(0, 0),
    of=(),
    forms=(Form.RANGE,),
    play=play,
)
