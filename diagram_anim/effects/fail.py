"""`fail`: things stop answering, all at once."""

from diagram_anim.effects import motions
from diagram_anim.model.effect import Effect, Film, View, World
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

LEAD = 0.6
"""Film seconds in which a ring leads the eye to what will fail."""


def act(world: World, beat: Beat) -> object:
    world.fail(beat.targets)
    return None


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    before = max(0.0, view.start - LEAD)
    rings = (Clip(before, view.start + LEAD, Action.PULSE, one, "failed") for one in beat.targets)
    return (*rings, *motions.light(view, beat.targets, view.start, "failed"))


EFFECT = Effect(
    name="fail",
    group="health",
    usage="fail TARGET…",
    about="Things die without a word: what is in flight at them is lost, and so is each request that still reaches "
    "them. A group fails with all its members. `leader` is whoever leads then.",
    also=("crash", "kill", "break", "die", "down"),
    example="fail W1",
    film=Film(before=("traffic U rate=20/s",), after=("wait until detected W1 max=30s", "wait 2s")),
    of=("node", "group", "participant", "leader"),
    act=act,
    play=play,
    lead=LEAD,
)
