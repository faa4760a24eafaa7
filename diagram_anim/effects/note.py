"""`note`: a sentence beside a thing."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, Form, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    text = beat.args["text"]
    end = view.start + motions.APPEAR
    clips = tuple(
        Clip(view.start, end, Action.TEXT, target, text, view=one, slot="note")
        for target in beat.targets
        for one in view.views(target)
    )
    return (*clips, motions.hold(view.start, motions.reading(text)))


EFFECT = Effect(
    name="note",
    group="presence",
    usage='note TARGET… "text"',
    about="Writes a sentence in small type under a thing's name; an empty text takes it away.",
    also=("say", "comment"),
    example='note W1 "answers in 80 ms"',
    film=Film(before=("appear all",)),
    of=("node", "participant"),
    forms=(Form.TEXT,),
    play=play,
)
