"""`focus`: the camera goes to a part, or back to the whole."""

from diagram_anim.model.effect import Effect, Film, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

MOVE = 0.9

LOOK = 2.0
"""How long the camera stays where it has come to on its way through what is too large to be read at once."""


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    places = [None] if beat.targets == ("all",) else view.places(beat.targets)
    starts = [view.start + at * (MOVE + LOOK) for at in range(len(places))]
    return tuple(
        Clip(start, start + MOVE, Action.CAMERA, "camera", place, view="frame")
        for start, place in zip(starts, places, strict=True)
    )


EFFECT = Effect(
    name="focus",
    group="presence",
    usage="focus TARGET… | all",
    about="The camera moves in on things, twice as near or until their words can be read, and passes along what is too "
    "large for that; `focus all` shows the whole again.",
    also=("zoom", "camera"),
    example="focus W1 W2",
    film=Film(before=("appear all",), after=("focus all",)),
    of=("node", "group", "participant", "all"),
    play=play,
)
