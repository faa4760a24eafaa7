"""`highlight`: what the caption speaks of is lit."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

TURN = 1.2
"""From one of those that are spoken of to the next, in the order told."""

MOST = 2.4
"""The most from the first to the last."""


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    tone = beat.args.get("tone", "traffic")
    turn = min(TURN, MOST / max(1, len(beat.targets) - 1)) if tone == "traffic" else 0.0
    lit = [
        clip
        for place, target in enumerate(beat.targets)
        for clip in motions.light(view, [target], view.start + place * turn, tone)
    ]
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
    about="Lights things with an outline and a ring, one after another, until something else is lit or the step ends; "
    "the rest of the chart stands back, but for what requests pass while they flow. What isn't on stage yet comes "
    "first.",
    also=("mark", "emphasize"),
    example="highlight LB",
    film=Film(before=("appear all",)),
    of=("node", "group", "edge", "participant", "message", "note"),
    args=(Arg("tone", Kind.WORD, "whose colour the light has", "traffic", choices=("traffic", "failed", "healthy")),),
    play=play,
)
