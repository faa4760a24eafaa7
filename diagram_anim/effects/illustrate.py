"""`illustrate`: a small motion in a card that means its idea."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

IDEAS = ("availability", "scaling", "balancing", "healing", "rolling", "discovery", "generic")
LENGTH = 3.2


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    at = view.start
    ideas = (Clip(at, at + LENGTH, Action.IDEA, target, beat.args["idea"], ease="linear") for target in beat.targets)
    return (
        *motions.show(view, [beat.targets], at),
        *motions.alone(view, beat.targets, at),
        *motions.light(view, beat.targets, at),
        *ideas,
    )


EFFECT = Effect(
    name="illustrate",
    group="presence",
    usage="illustrate TARGET… idea=IDEA",
    about="Plays a small motion inside a card that means its idea. It carries no figures.",
    example="illustrate W1 idea=scaling",
    film=Film(before=("appear all",)),
    of=("node",),
    args=(Arg("idea", Kind.WORD, "which idea", required=True, choices=IDEAS),),
    play=play,
)
