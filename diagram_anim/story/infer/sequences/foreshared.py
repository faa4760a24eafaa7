"""How requests are shared out by what the paragraph before a sequence tells of one who asks several.

Comes in: a sequence, and it as a chart of those who take part. Goes out: the steps in which requests flow and are
shared out, one stage after another, and the roles that this needs. Refuses to know what the messages say of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from diagram_anim.model.storyboard import Step
from diagram_anim.model.system import Role
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import sending
from diagram_anim.story.infer.words.apportioned import Apportioned, apportioned

SEEN = 4.0
EASED = 2.0


@dataclass(frozen=True, slots=True)
class Shared:
    """How it was at first (`usual`), how it changes (`later`), and who needs which role for that."""

    usual: tuple[Step, ...] = ()
    later: tuple[Step, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def shared(given: Given, chart: Given) -> Shared:
    """What the paragraph tells of the first that asks several of a kind; nothing where it tells no shares."""
    for id in chart.nodes:
        targets = [one for one in dict.fromkeys(chart.graph.after.get(id, [])) if chart.role(one) in _ANSWERING]
        told = apportioned(chart, targets) if len(targets) > 1 and chart.role(id) in _SHARING else None
        if told and len({chart.role(one) for one in targets}) == 1:
            usual, *later = _steps(given, id, told)
            needed = {one: Role.SERVER.value for one in targets if chart.role(one) is Role.THING}
            needed |= {id: Role.BALANCER.value} if chart.role(id) is Role.THING else {}
            source = _source(given, id)
            needed |= {source: Role.CLIENT.value} if source != id and chart.role(source) is Role.THING else {}
            return Shared((usual,), tuple(later), {one: {"role": role} for one, role in needed.items()})
    return Shared()


_ANSWERING = (Role.SERVER, Role.NODE, Role.THING)
_SHARING = (Role.BALANCER, Role.THING, Role.QUEUE)


def _steps(given: Given, sharer: str, told: Apportioned) -> Iterator[Step]:
    for place, stage in enumerate(told.stages):
        cause = given.cause("split", told.words[place])
        shares = {id: round(share, 2) for id, share in stage.items()}
        eased = {"over": EASED} if place else {}
        flows = () if place else sending.traffic(given, [_source(given, sharer)], cause)
        split = beat("split", sharer, cause=cause, to=shares, **eased)
        many = given.say.many([f"{given.name(id)} {share:.3g}%" for id, share in shares.items()], table=True)
        words = given.say("traffic_shares", lb=given.name(sharer), many=many)
        yield given.step(words, *chain(*flows, split, beat("wait", cause=cause, seconds=SEEN)))


def _source(given: Given, sharer: str) -> str:
    """The client that asks it, or itself where none does; of a queue the first that brings it something."""
    asking = [one.source for one in given.sequence.messages if one.target == sharer and one.line == "solid"]
    brings = asking[:1] if given.role(sharer) is Role.QUEUE else []
    return next((id for id in asking if given.role(id) is Role.CLIENT), next(iter(brings), sharer))
