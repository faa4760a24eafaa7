"""`bluegreen`: two full sets of copies, one switch."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.bluegreen(beat.targets[0], beat.args["to"])


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="bluegreen",
    group="release",
    usage="bluegreen TARGET to=v2",
    about="As many new copies as there are old ones start beside them; when all are ready, all requests go to them at "
    "once. The old set stays 30 s for an `undo`, then ends. The beat ends with the switch.",
    example="bluegreen web to=v2",
    film=Film("copies", before=("traffic U rate=20/s",), after=("wait 4s",)),
    targets=(1, 1),
    of=("node", "participant"),
    args=(Arg("to", Kind.TEXT, "the new version", required=True),),
    act=act,
    play=play,
    source="Argo Rollouts BlueGreen: scaleDownDelaySeconds 30",
)
