"""`roll`: a new version takes the old one's place, some copies at a time."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Kind, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    given = {key: beat.args[key] for key in ("surge", "unavailable") if key in beat.args}
    return world.roll(beat.targets[0], beat.args["to"], given, bool(beat.args.get("fail")))


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="roll",
    group="release",
    usage="roll TARGET to=v2 [surge=25%] [unavailable=25%] [fail]",
    about="Copies of the new version start, and old ones end as new ones are ready: never more than `surge` beyond "
    "those wanted, never more than `unavailable` of them missing. With `fail` the new version never becomes ready: the "
    "rollout stands still and is marked as failed after `rollout.deadline`. The beat ends when the rollout does, or "
    "with that mark; a rollout that can go on after it does, unless `rollout.failure` says otherwise. With "
    "`rollout.ordered` each copy is exchanged in its place, the last first, and there are none beyond those wanted.",
    also=("deploy", "update", "upgrade", "release", "rollout"),
    example="roll web to=v2 surge=1 unavailable=0",
    film=Film("copies", before=("traffic U rate=20/s",), after=("wait 2s",)),
    targets=(1, 1),
    of=("node", "participant"),
    flags=("fail",),
    args=(
        Arg("to", Kind.TEXT, "the new version", required=True),
        Arg("surge", Kind.AMOUNT, "copies beyond those wanted, rounded up; else as in `system`, 25%"),
        Arg("unavailable", Kind.AMOUNT, "copies that may be missing, rounded down; else as in `system`, 25%"),
    ),
    act=act,
    play=play,
    source="Kubernetes Deployment: RollingUpdate; `surge=0 unavailable=1` is Swarm's stop-first",
)
