"""`title`: the words at the top change."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    end = view.start + motions.APPEAR
    return (Clip(view.start, end, Action.TEXT, "title", beat.args["text"], view="frame", slot="subtitle"),)


EFFECT = Effect(
    name="title",
    group="presence",
    usage='title "text"',
    about="Sets the words beside the film's title, such as the name of a chapter.",
    example='title "after the outage"',
    film=Film(before=("appear all",)),
    targets=(0, 0),
    of=(),
    forms=(Form.TEXT,),
    play=play,
)
