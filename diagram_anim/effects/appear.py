"""`appear`: things come onto the stage in the order of telling."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip


def act(world: World, beat: Beat) -> object:
    for target in beat.targets:
        world.appear(target)
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    notes = [target for target in beat.targets if target.startswith("note:")]
    said = [Clip(view.start, view.start + motions.LIGHT, Action.TENSE, note, "now", view="sequence") for note in notes]
    return (*motions.show(view, view.waves(view.expand(beat.targets)), view.start), *said)


EFFECT = Effect(
    name="appear",
    group="presence",
    usage="appear TARGET…",
    about="Things come onto the stage: a group's frame before its members, edges from tail to head, along the arrows "
    "from the sources. What is already there stays as it is; no request goes where nothing has appeared.",
    also=("show", "reveal", "draw"),
    example="appear all",
    film=Film(after=("traffic U rate=20/s",)),
    act=act,
    of=("node", "group", "edge", "participant", "note", "all"),
    play=play,
    brief=True,
    whole=True,
)
