"""`split`: a balancer's weights change."""

from diagram_anim.model.effect import Arg, Effect, Film, Form, Kind, World
from diagram_anim.model.storyboard import Beat


def act(world: World, beat: Beat) -> object:
    return world.split(beat.targets[0], beat.args["to"], beat.args.get("over", 0.0))


EFFECT = Effect(
    name="split",
    group="traffic",
    usage="split NODE A=50 B=50 [over=2s]",
    about="The node sends each request to one of its targets by these weights, at random; they hold until the next "
    "split. Weights are percent; what isn't named gets none.",
    also=("weight", "share", "route"),
    example="split LB V1=50 V2=50",
    film=Film("versions", before=("traffic U rate=20/s",), after=("wait 4s",)),
    targets=(1, 1),
    of=("node", "participant"),
    forms=(Form.SHARES,),
    args=(Arg("over", Kind.DURATION, "how long the weights take to get there", 0.0),),
    act=act,
    source="Weighted routing as in Gateway API backendRefs and nginx split_clients: independent of replica counts",
)
