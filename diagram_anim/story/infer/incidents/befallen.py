"""What befalls parts in a chart whose arrows are told plainly: those fail whose own words say so, and what is told
to start or to end does so.

What comes in place of a part that is down is told last: every day's ways, the failure, then the arrows that bring it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, sense
from diagram_anim.story.graph import parts
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.incidents import joined, relocated
from diagram_anim.story.infer.structure import reveal, sends
from diagram_anim.story.infer.structure.tones import timed
from diagram_anim.story.infer.system.downed import among, among_alike, classed, fallen
from diagram_anim.story.infer.system.growing import because
from diagram_anim.story.infer.system.growth import Growth, growth
from diagram_anim.story.infer.words import called, prose, renewed, turns
from diagram_anim.story.infer.words.saying import Way, decides
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import Hit
from diagram_anim.story.language.tidings import of_tie
from diagram_anim.story.outcomes import BREAKABLE


def told(given: Given, telling: Telling, *, ordered: bool) -> Telling:
    """A plain telling with what befalls its parts, each in its place where the telling is `ordered` by the author."""
    gone = {one for id in down(given) for one in given.within(id)}
    if not given.graph.edges and relocated.told(given):
        words = given.caption or given.say("open")
        telling = replace(telling, steps=(given.opening("reveal", words=words),))  # what is moved is told, not named
    late = renewed.late(given, gone) | ({} if ordered else joined.ways(given))
    grown = None if ordered or late else growth(given)
    order = grown.order if grown else None
    late |= _brought(given, grown) if grown and order else {}
    if not ordered and not late and (away := relocated.arrows(given)):
        daily = tuple(edge for edge in given.chart.edges if edge not in away)
        works = (telling.steps[0], *reveal.flows(replace(given, diagram=replace(given.chart, edges=daily))))
        return replace(telling, steps=(*with_fallen(given, works), *relocated.steps(given)))
    if not ordered and not late and (moved := _moved(given, gone)):
        daily = tuple(edge for edge in given.chart.edges if edge not in moved)
        works = (telling.steps[0], *reveal.flows(replace(given, diagram=replace(given.chart, edges=daily))))
        return replace(telling, steps=(*with_fallen(given, works), *reveal.running(given, moved)))
    if ordered or not late:
        return replace(telling, steps=with_fallen(given, with_ordered(given, telling.steps, late)))
    every = given.chart.edges
    new = {target for _, target in late}
    after = [edge for edge in every if (edge.source, edge.target) not in late and edge.source in new]
    after = [edge for edge in after if edge != order]
    first = tuple(edge for edge in every if (edge.source, edge.target) not in late and edge not in (*after, order))
    works = (telling.steps[0], *reveal.flows(replace(given, diagram=replace(given.chart, edges=first))))
    *before, last = with_fallen(given, works)
    ran = {hop for step in before for hop in sends.hops(step)}
    again = bool(sends.hops(last)) and sends.hops(last) <= ran
    before += [] if again else [last]  # more comes: nothing runs once more before that
    asked = reveal.running(given, [order]) if order else []
    return Telling((*before, *asked, *_renewed(given, late), *reveal.running(given, after)))


def _moved(given: Given, gone: Set[str]) -> list[Edge]:
    """The arrows that bring others what those who are down had (`rebalance` beside the arrow to one of these), and
    those on from where nothing else leads."""
    feeds = {edge.source for edge in given.graph.edges if edge.target in gone}
    said = [edge for edge in given.graph.edges if edge.label and edge.source in feeds and edge.target not in gone]
    found = [edge for edge in said if edge.label and sense.says(edge.label.plain, "reassign", "standby")]
    for edge in found:
        others = [one for one in given.graph.edges if one.target == edge.target and one not in found]
        found += [] if others else [one for one in given.graph.edges if one.source == edge.target and one not in found]
    return found


def _renewed(given: Given, late: Mapping[Way, Beat]) -> list[Step]:
    """The arrows that bring what is new, those that say the same at once."""
    together: dict[str, list[Way]] = {}
    for way in late:
        label = given.graph.edge(*way).label
        together.setdefault(label.plain if label else "", []).append(way)
    return [*with_ordered(given, [sends.flow(given, ways) for ways in together.values()], late)]


def with_ordered(given: Given, steps: Sequence[Step], late: Mapping[Way, Beat]) -> tuple[Step, ...]:
    """The steps, in which what is told to start or to end does so as soon as its order has come there."""
    left, told = {**_ended(given), **_started(given), **late}, []
    for step in steps:
        hops = {hop for one in step.beats if one.verb == "send" for hop in pairwise(one.targets)}
        here = {left[hop].targets: replace(left[hop], then=True) for hop in left if hop in hops}
        left = {hop: one for hop, one in left.items() if one.targets not in here}
        told.append(replace(step, beats=(*step.beats, *here.values())))
    return tuple(told)


def _started(given: Given) -> dict[Way, Beat]:
    """What comes up, by the arrow that starts it."""
    found = growth(given)
    if found is None or found.copies is not None:
        return {}
    return _brought(given, found)


def _brought(given: Given, found: Growth) -> dict[Way, Beat]:
    """What comes up, by the arrow from who starts it or, where another has ordered it, from what it is to work for."""
    ups = {part: beat("start", part, cause=because(given, found, part)) for part in found.parts}
    before = {part: given.graph.before.get(part, []) for part in ups}
    own = {part: found.order is None or found.by in before[part] for part in ups}
    return {(found.by if own[part] else (before[part] or [found.by])[-1], part): up for part, up in ups.items()}


def _ended(given: Given) -> dict[Way, Beat]:
    """What ends, by the arrow that tells it to, in words for a unit of it and for nothing else."""
    found: dict[Way, Beat] = {}
    for edge in given.graph.edges:
        text = phrases.unnumbered(edge.label.plain) if edge.label else ""
        told = sense.says(text, "unit") or given.role(edge.source) is Role.CONTROLLER
        some = counts.copied(text) or counts.ordered(text, counts.MOST)
        hit = sense.only(text, ("end",), ("unit", "old")) if told and not some else None
        placed = given.role(edge.target) is Role.NODE and sense.says(text, "unit")  # what runs there ends, not it
        if hit and not placed and edge.target in given.nodes and given.role(edge.target) in (Role.SERVER, Role.NODE):
            cause = given.cause("end", hit.word, edge.target)
            found[edge.source, edge.target] = beat("stop", edge.target, cause=cause)
    return found


def with_fallen(given: Given, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps with one in which those parts fail whose names say so: before what follows from it where arrows lead
    only away from them, else at the end."""
    failed = {id for step in steps for one in step.beats if one.verb == "fail" for id in one.targets}
    found = {id: hit for id, hit in down(given).items() if not {*given.within(id)} <= failed}
    causes = {id: hit for id, hit in found.items() if not given.graph.before.get(id) and not _worked(given, id)}
    missed = {id: hit for id, hit in found.items() if id not in causes and _revived(given, steps, id)}
    if missed:
        place = min(at for at, step in enumerate(steps) for id in missed if _touches(step, id))
        told = [beyond(step, missed) for step in steps[place:]]
        return with_fallen(given, (*steps[:place], *_failing(given, missed), *told))
    if late := {id: at for id in causes if (at := _comes(given, steps, id))}:
        place = min(late.values())
        here = {id: causes[id] for id in late if late[id] == place}
        return with_fallen(given, (*steps[: place + 1], *_failing(given, here), *steps[place + 1 :]))
    ends = {id: hit for id, hit in found.items() if id not in causes}
    after = [beyond(step, causes) for step in steps[1:] if not _silenced(given, step, causes)]
    return (*steps[:1], *_failing(given, causes), *_with_marked(given, after, found), *_failing(given, ends))


def _worked(given: Given, id: str) -> bool:
    """Whether something came to what is in a place of which it is told before the chart, or in its title beside others
    that are called alike, that it fails."""
    told = prose.down(given, id) is not None or (id in given.groups and among_alike(given, id) is not None)
    return told and any(map(given.graph.before.get, given.within(id)))


def _revived(given: Given, steps: Sequence[Step], id: str) -> bool:
    """Whether a machine is down by what it sends no more or what is ordered then, and others come up after that; or by
    what an arrow to it says."""
    starts = [at for at, step in enumerate(steps) if any(one.verb == "start" for one in step.beats)]
    touched = [at for at, step in enumerate(steps) if _touches(step, id)]
    labels = [edge.label.plain for edge in given.graph.edges if edge.target == id and edge.label]
    noticed = any(sense.says(text, "outage", "sick", "silent") for text in labels)
    return id in given.groups and bool(touched) and (noticed or min(touched) < max(starts, default=0))


def _touches(step: Step, id: str) -> bool:
    return any(one.verb == "send" and id in one.targets for one in step.beats)


def _comes(given: Given, steps: Sequence[Step], id: str) -> int:
    """The step in which a part comes onto the stage with its group, 0 where it is there from the first."""
    homes = {group for group in given.groups if id in given.within(group)}
    shown = [{id for one in step.beats if one.verb == "appear" for id in one.targets} for step in steps]
    return next((at for at, some in enumerate(shown) if homes & some), 0)


def _with_marked(given: Given, steps: Sequence[Step], found: Mapping[str, Hit]) -> list[Step]:
    """The steps, in which a part whose arrow leads to a mark fails as that arrow says (`disk failure` to a cross): once
    it has been told what the part did till then, of which nothing goes on."""
    told = list(steps)
    for edge in given.graph.edges:
        node, text = given.graph.node(edge.target), edge.label.plain if edge.label else ""
        struck = node is not None and sense.only_mark(node.label.plain) and edge.source not in found
        hit = sense.says(text, "outage", "failure", "gone") if struck else None
        if hit is None or given.role(edge.source) not in BREAKABLE or edge.source not in given.nodes:
            continue
        if any(one.verb == "fail" and edge.source in one.targets for step in told for one in step.beats):
            continue
        ran = [at for at, step in enumerate(told) if any(one.targets[0] == edge.source for one in step.beats)]
        place = ran[0] + 1 if ran else len(told)
        words = given.say("alone", a=given.name(edge.source), text=phrases.clean(text))
        fail = beat("fail", edge.source, cause=given.cause("outage", hit.word, edge.source))
        later = [beyond(step, {edge.source: hit}) for step in told[place:]]
        if later and sends.hops(later[-1]) <= {hop for one in (*told[:place], *later[:-1]) for hop in sends.hops(one)}:
            later.pop()  # nothing runs once more as it did before
        told = [*told[:place], given.step(words, fail), *later]
    return told


def _silenced(given: Given, step: Step, fallen: Mapping[str, Hit]) -> bool:
    """Whether all that runs in a step are signs of life of those who are down, or gets nowhere."""
    sent = [one for one in step.beats if one.verb == "send"]
    edges = {(edge.source, edge.target): edge.label for edge in given.graph.edges}
    labels = [edges.get((one.targets[0], one.targets[-1])) for one in sent]
    silent = len(labels) == len(step.beats) and all(one.targets[0] in fallen for one in sent)
    alive = all(label and sense.says(label.plain, "alive") for label in labels)
    return (
        bool(labels)
        and silent
        and (alive or all(one.args.get("fail") and not label for one, label in zip(sent, labels, strict=True)))
    )


def beyond(step: Step, fallen: Mapping[str, Hit]) -> Step:
    """What would be sent by who is down goes on behind it."""
    beats = [_beyond(one, fallen) for one in step.beats]
    lit = {one.targets: one for one in reversed(beats) if one.verb == "highlight"}
    sent = {one.targets[:1] for one in beats if one.verb == "send"}
    kept = [
        one for one in beats if lit.get(one.targets, one) is one and (one.verb == "send" or one.targets not in sent)
    ]
    return replace(step, beats=tuple(kept))


def _beyond(one: Beat, fallen: Mapping[str, Hit]) -> Beat:
    if one.verb != "send" or one.targets[0] not in fallen:
        return one
    rest = one.targets[1:]
    return replace(one, targets=rest) if len(rest) > 1 else replace(one, verb="highlight", targets=rest, args={})


def _failing(given: Given, found: Mapping[str, Hit]) -> list[Step]:
    beats = [beat("fail", *given.within(id), cause=given.cause("outage", hit.word, id)) for id, hit in found.items()]
    return [given.step(given.say("down_fail", server=given.many([*found])), *beats)] if found else []


def down(given: Given) -> dict[str, Hit]:
    """The parts of a system whose own names say that they are down, where nothing is asked and nobody waits for them:
    what decides, comes in for another, stands alone or has its turn is left as it is."""
    if any(decides(given, id) for id in given.graph.after) or _rows(given) or timed(given):
        return {}
    ids = [*given.of_role(*BREAKABLE), *given.groups]
    ids += [
        id
        for id in given.of_role(Role.THING, Role.CONTROLLER)
        if sense.signed(given.label(id).lines) or classed(given, id)
    ]
    ids += [id for id in given.of_role(Role.THING) if _state(given, id)]
    ids += [*renewed.members(given), *called.alike(given)]
    if given.replaces:
        leads = [id for id in given.of_role(Role.THING, Role.CONTROLLER) if sense.says(given.words(id), "leader")]
        ids += [id for id in leads if called.named(given, given.words(id)) in (None, id)]
    found = {id: hit for id in dict.fromkeys(ids) if (hit := _fallen(given, id)) and _told(given, id)}
    held = {one for id in found if id in given.groups for one in given.within(id)}
    turn = {one.act.targets[0] for one in turns.told(given) if one.act.verb == "fail" and not of_tie(one.words)}
    return {id: hit for id, hit in found.items() if id not in held | turn}


def _rows(given: Given) -> bool:
    """Whether these are cases, each with what is done in it: rows of two that no arrow joins."""
    rows = parts(given.graph)
    return len(rows) > 2 and all(len(row) == 2 for row in rows)


def _state(given: Given, id: str) -> bool:
    """Whether a line beneath its name is that of its state, and it leads to a part of a system or is one of several."""
    leads = any(given.role(one) in BREAKABLE for one in given.graph.after.get(id, []))
    hit = sense.marked(given.label(id).lines[1:] and given.label(id).lines, crossed=False)
    return hit is not None and (leads or (hit.says("outage") and sense.unnumbered(given.name(id)) != given.name(id)))


def _told(given: Given, id: str) -> bool:
    """Whether it is told before the chart, something comes to it, its arrow says the same as its card or lets nothing
    through, or who stands behind it notices."""
    own = [edge for edge in given.graph.edges if edge.source == id]
    if prose.down(given, id) or (own and all(map(given.barred, own)) and any(edge.end == "cross" for edge in own)):
        return True
    ways = [edge.label.plain for edge in given.graph.edges if edge.source == id and edge.label]
    card = id in given.nodes and sense.marked(given.label(id).lines)
    same = bool(card) and any(sense.only(text, ("outage",), ("state",)) for text in ways)
    same = same or any(sense.says(text, "alive") and (card or sense.says(text, "outage", "end")) for text in ways)
    after = [given.words(one) for one in given.graph.after.get(id, [])]
    noticed = any(sense.says(text, "watcher", "found", "promote", "standby") for text in after)
    machine = id in given.groups and bool(sense.kinds(given.name(id)) & {"node", "worker"} or fallen(given, id))
    followed = renewed.followed(given, id)
    return bool(given.graph.before.get(id)) or same or noticed or machine or followed


def _lines(given: Given, id: str) -> tuple[str, ...]:
    return tuple(called.own_lines(given, id)) if id in given.nodes else given.label(id).lines


def _fallen(given: Given, id: str) -> Hit | None:
    if said := called.down(given, id) or prose.down(given, id):
        return said
    if id in given.groups and (hit := fallen(given, id)):
        return hit
    if drawn := classed(given, id):
        return drawn
    told = [given.falls(edge) for edge in given.graph.edges if edge.source == id]
    crossed = (given.replaces and id in given.nodes) or among(given, id)
    return next((hit for hit in told if hit), None) or sense.marked(_lines(given, id), crossed=crossed)
