"""`undo`: back to the version before."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return world.undo(beat.targets[0])


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start)


EFFECT = Effect(
    name="undo",
    group="release",
    usage="undo TARGET",
    about="The version before the last release is wanted again, by the same rules; a release under way is given up.",
    also=("rollback", "revert"),
    example="undo web",
    film=Film("copies", before=("traffic U rate=20/s", "roll web to=v2"), after=("wait 2s",)),
    targets=(1, 1),
    of=("node", "participant"),
    act=act,
    play=play,
    source="Kubernetes: `kubectl rollout undo`; a stalled rollout is never rolled back by itself",
)
