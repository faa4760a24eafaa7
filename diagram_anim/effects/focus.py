"""`focus`: the camera goes to a part, or back to the whole."""

from diagram_anim.model.effect import Effect, Film, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

MOVE = 0.9


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    place = None if beat.targets == ("all",) else view.place(beat.targets)
    return (Clip(view.start, view.start + MOVE, Action.CAMERA, "camera", place, view="frame"),)


EFFECT = Effect(
    name="focus",
    group="presence",
    usage="focus TARGET… | all",
    about="The camera moves in on things, twice as near or until their words can be read; `focus all` shows the whole "
    "again.",
    example="focus W1 W2",
    film=Film(before=("appear all",), after=("focus all",)),
    of=("node", "group", "participant", "all"),
    play=play,
)
