"""`badge`: a short word on a thing."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    end = view.start + motions.APPEAR
    return tuple(
        Clip(view.start, end, Action.TEXT, target, beat.args["text"], view=one, slot="badge")
        for target in beat.targets
        for one in view.views(target)
    )


EFFECT = Effect(
    name="badge",
    group="presence",
    usage='badge TARGET… "text"',
    about="Sets a short word on a thing, such as a version or `×10`; an empty text takes it away.",
    example='badge W1 "v2"',
    film=Film(before=("appear all",)),
    of=("node", "participant"),
    forms=(Form.TEXT,),
    play=play,
)
