"""`restart`: a crashed process starts again in its place."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return [world.restart(part) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start, "starting")


EFFECT = Effect(
    name="restart",
    group="health",
    usage="restart TARGET…",
    about="What runs there dies with what is in flight at it, and is started again in the same place: at once, after "
    "further crashes only 10, 20, 40 s … later. The beat ends when it is ready. `leader` is whoever leads then.",
    also=("reboot", "bounce"),
    example="restart W1",
    film=Film(before=("traffic U rate=20/s",), after=("wait 3s",)),
    of=("node", "group", "participant", "leader"),
    act=act,
    play=play,
    source="Kubernetes: restartPolicy Always; back-off 10 s doubling to 300 s, forgotten after 10 minutes of running",
)
