"""`canary`: a new version gets a growing share of the requests."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

STEPS = (10.0, 50.0, 100.0)
PAUSE = 10.0


def act(world: World, beat: Beat) -> object:
    steps = beat.args.get("steps", STEPS)
    return world.canary(beat.targets[0], beat.args["to"], steps, beat.args.get("pause", PAUSE))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="canary",
    group="release",
    usage="canary TARGET to=v2 [steps=10/50/100] [pause=10s]",
    about="Beside the old copies come as many new ones as the share needs; once those are ready they get exactly that "
    "share of the requests, and after a pause the next. At 100 % the old ones end; short of it, both stay.",
    example="canary web to=v2 steps=10/50/100",
    targets=(1, 1),
    of=("node", "participant"),
    args=(
        Arg("to", Kind.TEXT, "the new version", required=True),
        Arg("steps", Kind.STEPS, "its shares, in percent", STEPS),
        Arg("pause", Kind.DURATION, "how long each share but the last is watched", PAUSE),
    ),
    act=act,
    play=play,
    source="Argo Rollouts with traffic routing: exact weights, independent of the numbers of copies",
)
