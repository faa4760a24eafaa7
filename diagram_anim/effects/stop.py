"""`stop`: things end in good order."""

from diagram_anim.model.effect import Effect, Film, World
from diagram_anim.model.storyboard import Beat


def act(world: World, beat: Beat) -> object:
    return [world.stop(part) for part in beat.targets]


EFFECT = Effect(
    name="stop",
    group="life",
    usage="stop TARGET…",
    about="Things drain, then end; what isn't done after the grace period is lost. `leader` is whoever leads then.",
    also=("end", "shutdown", "terminate"),
    example="stop V1",
    film=Film("versions", before=("traffic U rate=20/s",), after=("wait 2s",)),
    of=("node", "group", "participant", "leader"),
    act=act,
    source="Kubernetes terminationGracePeriodSeconds, 30 s",
)
