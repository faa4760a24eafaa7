"""`canary`: a new version gets a growing share of the requests."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip

STEPS = (10.0, 50.0, 100.0)
PAUSE = 10.0
WAYS = ("weight", "pods")


def act(world: World, beat: Beat) -> object:
    steps = beat.args.get("steps", STEPS)
    exact = beat.args.get("by", WAYS[0]) == WAYS[0]
    return world.canary(beat.targets[0], beat.args["to"], steps, beat.args.get("pause", PAUSE), exact)


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="canary",
    group="release",
    usage="canary TARGET to=v2 [steps=10/50/100] [pause=10s] [by=pods]",
    about="Beside the old copies come as many new ones as the share needs; once those are ready they get exactly that "
    "share of the requests, and after a pause the next. At 100 % the old ones end; short of it, both stay, until "
    "`roll` or `canary` to the same version promotes it. Without a router that can weigh (`by=pods`) requests fall as "
    "the numbers of copies do: old ones end for the new ones, and 15 % of 10 are 2 of 11.",
    example="canary web to=v2 steps=10/50/100",
    film=Film("copies", before=("traffic U rate=20/s",), after=("wait 2s",)),
    targets=(1, 1),
    of=("node", "participant"),
    args=(
        Arg("to", Kind.TEXT, "the new version", required=True),
        Arg("steps", Kind.STEPS, "its shares, in percent", STEPS),
        Arg("pause", Kind.DURATION, "how long each share but the last is watched", PAUSE),
        Arg("by", Kind.WORD, "who keeps the shares: a router's weights, or the numbers of pods", WAYS[0], choices=WAYS),
    ),
    act=act,
    play=play,
    source="Argo Rollouts: with traffic routing exact weights, independent of the numbers of copies; without it both "
    "numbers rounded up",
)
