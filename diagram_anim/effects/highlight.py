"""`highlight`: what the caption speaks of is lit."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    lit = motions.light(view, beat.targets, view.start, beat.args.get("tone", "traffic"))
    words = max((view.words(target) for target in beat.targets), key=len, default="")
    return (
        *motions.show(view, [beat.targets], view.start),
        *motions.alone(view, beat.targets, view.start),
        *lit,
        motions.hold(view.start, motions.reading(words)),
    )


EFFECT = Effect(
    name="highlight",
    group="presence",
    usage="highlight TARGET… [tone=failed]",
    about="Lights things with an outline and a ring until something else is lit or the step ends; where no "
    "requests flow, the rest of the chart stands back. What isn't on stage yet comes first.",
    also=("mark", "emphasize"),
    example="highlight LB",
    film=Film(before=("appear all",)),
    of=("node", "group", "edge", "participant", "message", "note"),
    args=(Arg("tone", Kind.WORD, "whose colour the light has", "traffic", choices=("traffic", "failed", "healthy")),),
    play=play,
)
