"""`appear`: things come onto the stage in the order of telling."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.show(view, view.waves(view.expand(beat.targets)), view.start)


EFFECT = Effect(
    name="appear",
    group="presence",
    usage="appear TARGET…",
    about="Things come onto the stage: a group's frame before its members, edges from tail to head, along the arrows "
    "from the sources. What is already there stays as it is.",
    example="appear all",
    film=Film(after=("traffic U rate=20/s",)),
    of=("node", "group", "edge", "participant", "note", "all"),
    play=play,
)
