"""`wait`: the system runs on, for a time or until something has happened."""

from diagram_anim.model.effect import Arg, Effect, Film, Form, Kind, World
from diagram_anim.model.storyboard import Beat

EVENTS = (
    "detected",
    "starting",
    "ready",
    "lost",
    "refused",
    "error",
    "served",
    "drained",
    "stopped",
    "failed",
    "replicas",
    "rolled",
    "stalled",
    "switched",
    "resolved",
    "elected",
    "evicted",
    "scheduled",
    "offered",
    "accepted",
    "declined",
    "rescinded",
    "unschedulable",
    "blocked",
    "killed",
    "notified",
    "written",
    "rejected",
    "created",
    "evaluation",
    "planned",
    "applied",
    "reported",
)


def act(world: World, beat: Beat) -> object:
    args = beat.args
    if "until" not in args:
        return world.wait(args["seconds"])
    target = beat.targets[0] if beat.targets else None
    return world.wait_until(args["until"], target, args.get("n"), args.get("max", 60.0))


EFFECT = Effect(
    name="wait",
    group="presence",
    usage="wait 4s | wait until EVENT [TARGET] [n=COUNT] [max=60s]",
    about=f"The system runs on for a time, or until an event of the log: {', '.join(EVENTS)}. Reaching `max` is a "
    "warning. `n` waits for that many of them (for `replicas`, for that many ready copies).",
    also=("sleep", "pause", "delay"),
    example="wait until detected W1 max=30s",
    film=Film(before=("traffic U rate=20/s", "fail W1"), after=("wait 3s",)),
    targets=(0, 1),
    of=("node", "participant"),
    forms=(Form.UNTIL,),
    args=(
        Arg("n", Kind.COUNT, "how many of them"),
        Arg("max", Kind.DURATION, "how long at most", 60.0),
    ),
    act=act,
)
