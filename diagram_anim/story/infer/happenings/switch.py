"""Blue and green behind one balancer: all requests go to blue, and then, at one switch, to green."""

from __future__ import annotations

from collections.abc import Sequence, Set

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.happenings.traffic import beside
from diagram_anim.story.infer.structure.reveal import running
from diagram_anim.story.infer.system import erring, shifts
from diagram_anim.story.infer.system.ways import ways
from diagram_anim.story.infer.words import sending
from diagram_anim.story.infer.words.apportioned import Apportioned, apportioned
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.shares import Sharing, sharing

SEEN = 4.0


def tell(given: Given) -> Telling | None:
    """None where both get a share, or something is asked whose answers don't say when the switch comes."""
    found = next((one for id in given.of_role(Role.BALANCER) if (one := _sides(given, id))), None)
    if found is None or not _alone(given, found[0]):
        return None
    balancer, (blue, _), (green, hit) = found
    said = apportioned(given, [blue, green])
    if said and said.stages[:2] != ({blue: 100.0, green: 0.0}, {blue: 0.0, green: 100.0}):
        return _staged(given, balancer, (blue, green), said)  # it goes step by step, or not at all
    before = _before(given, balancer)
    if before is None:
        return None
    told, settings = before
    source = _source(given, balancer)
    told = told or running(given, _tried(given, green, {source, *given.graph.reached(source)}))
    flows = given.cause("traffic", given.told(source), source)
    switched = given.cause("switch", hit.word, green)

    def all_to(target: str, other: str) -> Beat:
        return beat("split", balancer, cause=switched, to={target: 100.0, other: 0.0})

    seen = beat("wait", cause=flows, seconds=SEEN)
    first = given.say("switch_all", lb=given.name(balancer), a=_called(given, blue))
    then = given.say("switch_now", lb=given.name(balancer), a=_called(given, blue), b=_called(given, green))
    steps = (
        given.opening("reveal"),
        given.step(first, *sending.traffic(given, [source], flows), all_to(blue, green), seen),
        *told,
        given.step(then, *chain(all_to(green, blue), seen)),
        *erring.steps(given, [green]),
        *shifts.back(given, balancer, ({blue: 100.0, green: 0.0}, {green: 100.0, blue: 0.0})),
    )
    for id in (blue, green):
        role = {"role": Role.SERVER.value} if given.role(id) is Role.THING else {}
        settings = settings | {id: {"version": "blue" if _says(given, id, "blue") else "green", **role}}
    return Telling(steps, settings)


def _staged(given: Given, balancer: str, sides: Sequence[str], said: Apportioned) -> Telling | None:
    """The same where it goes step by step, or where green gets nothing yet. None where what answers is known: then all
    that runs through the system is told."""
    if any(given.role(id) is not Role.THING for id in sides):
        return None
    source, green = _source(given, balancer), sides[1]
    flows = given.cause("traffic", given.told(source), source)
    sharing = Sharing(said.stages, said.word)
    told = [shifts.split(given, balancer, sharing, stage) for stage in range(len(said.stages))]
    seen = beat("wait", cause=flows, seconds=SEEN)
    (first, words), *later = told
    steps = (
        given.opening("reveal"),
        given.step(words, *sending.traffic(given, [source], flows), first, seen),
        *running(given, _tried(given, green, {source, *given.graph.reached(source)})),
        *(given.step(words, *chain(shown, seen)) for shown, words in later),
        *erring.steps(given, [green]),
        *shifts.back(given, balancer, said.stages),
    )
    colours = {id: "blue" if _says(given, id, "blue") else "green" for id in sides}
    return Telling(steps, {id: {"version": one, "role": Role.SERVER.value} for id, one in colours.items()})


Side = tuple[str, Hit]


def _sides(given: Given, id: str) -> tuple[str, Side, Side] | None:
    """A balancer before two things of which one is blue and one green, each by its own words or its group's."""
    after = given.graph.after.get(id, [])
    shares = sharing(given.chart, id)
    live = _live(shares) if shares else ""
    if len(after) != 2 or (shares and not live) or not all(one in given.nodes for one in after):
        return None
    blue = [(one, hit) for one in after if (hit := _says(given, one, "blue"))]
    green = [(one, hit) for one in after if (hit := _says(given, one, "green"))]
    if len(blue) != 1 or len(green) != 1 or blue[0][0] == green[0][0]:
        return None
    return (id, green[0], blue[0]) if green[0][0] == live else (id, blue[0], green[0])


def _live(shares: Sharing) -> str:
    """Who gets all at first, where the other gets nothing, and nothing else is said of it."""
    stage = shares.stages[0]
    alone = len(shares.stages) == 1 and not shares.reserve and sorted(stage.values()) == [0, 100]
    return max(stage, key=lambda id: stage[id]) if alone else ""


def _before(given: Given, balancer: str) -> tuple[list[Step], dict[str, dict[str, str]]] | None:
    """What is told behind the two before the switch, the answer that leads to it last, and who takes no requests. None
    where no answer leads to it, or shares alone are said."""
    found = ways(given)
    edges = beside(given, found) if found else []
    asking = [edge for edge in edges if decides(given, edge.source)]
    switching = [edge for edge in asking or edges if _switches(given, edge.target)]
    if found and switching:
        return running(given, sorted(edges, key=switching.__contains__)), found.settings(given)
    asked = any(decides(given, id) for id in given.graph.after)
    return None if asked or sharing(given.chart, balancer) else ([], {})


def _tried(given: Given, green: str, here: Set[str]) -> list[Edge]:
    """The arrows that bring what stands beside the requests' way to the new side: a test, who deploys it."""
    found: list[Edge] = []
    ends = {green}
    for _ in given.nodes:
        found += [
            one for one in given.graph.edges if one.target in ends and one.source not in here and one not in found
        ]
        ends |= {one.source for one in found}
    return found


def _switches(given: Given, id: str) -> bool:
    return any(sense.says(given.words(one), "switch", "promote") for one in (id, *given.graph.reached(id)))


def _alone(given: Given, id: str) -> bool:
    """Whether every other balancer leads to it: one that doesn't is another picture, or another system."""
    return all(one == id or id in given.graph.reached(one) for one in given.of_role(Role.BALANCER))


def _says(given: Given, id: str, colour: str) -> Hit | None:
    home = given.groups.get(given.nodes[id].parent)
    for words in (given.words(id), *([home.label.plain] if home else [])):
        said = {one: hit for one in ("blue", "green") if (hit := sense.says(words, one))}
        if said:
            return said.get(colour) if len(said) == 1 else None
    return None


def _called(given: Given, id: str) -> str:
    """By what says its colour: its own name, or its group's."""
    own = sense.says(given.name(id), "blue", "green")
    home = given.nodes[id].parent
    return given.name(id) if own or home not in given.groups else given.name(home)


def _source(given: Given, balancer: str) -> str:
    """A client before it, or itself."""
    return next((one for one in given.graph.before.get(balancer, []) if given.role(one) is Role.CLIENT), balancer)
