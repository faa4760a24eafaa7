"""`recover`: failed things answer again."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


def act(world: World, beat: Beat) -> object:
    return [world.recover(part) for part in beat.targets]


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    return motions.light(view, beat.targets, view.start, "starting")


EFFECT = Effect(
    name="recover",
    group="health",
    usage="recover TARGET…",
    about="Failed things start again as themselves and take requests once they are ready.",
    also=("heal", "repair", "fix", "mend"),
    example="recover W1",
    film=Film(before=("traffic U rate=20/s", "fail W1 then wait until detected W1 max=30s"), after=("wait 3s",)),
    act=act,
    play=play,
)
