"""What a film of `tests/cases/inference` must tell, and what is found of it.

A section's `facts` block holds a fact a line; `may` before one allows what need not be told, `never` forbids. An event
that no line names is a wrong story, as is a role, a start or a failure that `never` names:

    plain                          no event but what may be; every arrow is run along, every message played once
    requests U                     requests leave U
    surges U 10                    they grow tenfold
    shares LB A/B 100/0 50/50      how LB shares requests out among A and B, one time after another; equal shares are
                                   told, too, where requests run through LB and nothing else is said of them; how it is
                                   every day, before a change, may be told or not: all to one, evenly, or as in the end
    fails W1 · recovers W1         W1 stops, comes back; a group with all that is in it; a version that makes errors and
                                   is taken away, or gets no more requests, has failed, too, and so has a box of a chart
                                   of events that is lit red
    lit E bad · lit E good         a box that tells of an event lights up red, or green, as it comes about
    errs W1 12                     so many of a hundred answers of W1 are errors
    slows W1                       W1 goes on answering, but slowly
    starts W1 · ends W1            W1 is brought up, taken away
    partition A · partition B      nothing passes between the two
    roll W1                        a new version takes the old one's place, copy by copy
    drains W1 · readmits W1        W1 is emptied, and takes something again, which counts as a start, too; that one is
                                   emptied before it ends needs no line
    scales W1 6 · gauges W1 cpu 80
    elects W1                      a group elects W1, it is shown to lead from now on, or all requests are moved to it
                                   because another has failed
    role W1 server
    illustrates A healing          the small motion of a known idea
    runs A -> B -> C               data goes this way, in one run, by messages, or hop by hop in this order, or requests
                                   that come to A do, and data the rest of the way
    lost A -> B                    nothing gets from A to B: what is sent there is lost, or they are cut off
    branch Q yes -> B              a step of its own takes this answer, names it, and comes after the branch before it
    plays all                      every message once, in order
    says WORDS                     a caption has these words
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from diagram_anim.mermaid import parse
from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.document import Block, Document
from diagram_anim.model.storyboard import Beat, Step, Storyboard
from diagram_anim.model.system import Role
from diagram_anim.simulate.asking import ASKED, ASKING
from diagram_anim.source import blocks
from diagram_anim.story import storyboard
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.language.phrases import clean

FOLDER = Path(__file__).parent.parent / "cases" / "inference"
QUIET = {"appear", "highlight", "illustrate", "send", "play", "rewind", "wait", "focus"}
"""Verbs that tell what is drawn, or move the camera; all others are events."""

LEADING = ("promotion", "failover", "election")
"""Rules by which a part that lights up leads."""

RECOVERING = ("recover", "restart", "replace")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    block: Block
    must: tuple[str, ...]
    may: tuple[str, ...]
    never: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    case: Case
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(slots=True)
class Score:
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def facts(self) -> float:
        """The share of facts that were found."""
        count = sum(len(one.case.must) for one in self.verdicts)
        return 1 - sum(len(one.missed) for one in self.verdicts) / count

    @property
    def wrong(self) -> float:
        """The share of diagrams of which something is told that isn't so."""
        return sum(bool(one.wrong) for one in self.verdicts) / len(self.verdicts)

    def lines(self) -> Iterator[str]:
        count = sum(len(one.case.must) for one in self.verdicts)
        yield f"{len(self.verdicts)} diagrams, {count} facts"
        yield f"{self.facts:.1%} of facts found, {self.wrong:.1%} of diagrams with a wrong story"
        for one in self.verdicts:
            for fact in one.missed:
                yield f"  missed: {one.case.name}: {fact}"
            for event in one.wrong:
                yield f"  wrong:  {one.case.name}: {event}"


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_read())


def _read() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.md")):
        for section in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
            title = section.split("\n", 1)[0]
            text, facts = (_fence(section, language) for language in ("mermaid", "facts"))
            document = Document(path.name, f"## {section}")
            block = next(one for one in blocks(document) if one.text == text)
            lines = facts.splitlines()
            kinds = {
                kind: tuple(line[len(kind) + 1 :] for line in lines if line.startswith(f"{kind} ")) for kind in KINDS
            }
            must = tuple(line for line in lines if line.split()[0] not in KINDS)
            held_out = path.stem.startswith("held-out")
            yield Case(f"{path.stem}: {title}", block, must, kinds["may"], kinds["never"], held_out)


KINDS = ("may", "never")


def _fence(section: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)\n```", section, re.DOTALL)
    assert found, section
    return found[1]


@cache
def board_of(case: Case) -> Storyboard:
    """Many tests ask for the story of each case: it is told once for all of them."""
    diagram, problems = parse(case.block)
    assert diagram is not None, problems
    board, problems = storyboard(diagram, case.block)
    assert board is not None, problems
    return board


def judge(case: Case) -> Verdict:
    board = board_of(case)
    single = [*_readmitted(event for step in board.steps for beat in step.beats for event in _events(beat))]
    events = _grouped(single, board)
    known = [*case.must, *case.may]
    known += [event for fact in known for event in _whole(fact, board, events)]
    wrong = [event for event in dict.fromkeys(events) if not any(_allows(fact, event) for fact in known)]
    told = [fact for at, fact in enumerate(case.must) if fact in single or _found(fact, board, events, case.must[:at])]
    told += [fact for fact in case.must if _given_up(fact, board, single)]
    told += ["plain"] if not wrong and _all_told(board) else []
    missed = tuple(fact for fact in case.must if fact not in told)
    barred = [fact for fact in case.never if fact not in wrong and _found(fact, board, events, ())]
    wrong += [fact for fact in barred if fact in events or not _of_parts(fact, case, board, events)]
    return Verdict(case, missed, tuple(wrong))


def _of_parts(fact: str, case: Case, board: Storyboard, events: list[str]) -> bool:
    """Whether what is barred of a group is but what must be told of all that is in it: one pod alone on its node."""
    parts = _whole(fact, board, events)
    return bool(parts) and {*parts} <= {*case.must}


def _events(beat: Beat) -> Iterator[str]:
    """What a beat does, as the lines above say it."""
    if beat.verb in QUIET:
        return
    for target in beat.targets:
        match beat.verb:
            case "traffic":
                yield f"requests {target}"
            case "load":
                yield f"surges {target} {beat.args['times']:g}"
            case "split":
                shares = beat.args["to"]
                yield f"shares {target} {'/'.join(shares)} {'/'.join(f'{share:g}' for share in shares.values())}"
            case "fail":
                yield f"fails {target}"
            case "degrade" if "errors" in beat.args:
                yield f"errs {target} {beat.args['errors']:g}"
            case "degrade":
                yield f"slows {target}"
            case "start":
                yield f"starts {target}"
            case "stop":
                yield f"ends {target}"
            case "scale":
                yield f"scales {target} {beat.args['to']}"
            case "gauge":
                yield f"gauges {target} {beat.args['name']} {beat.args['value']:g}"
            case verb if verb in RECOVERING:
                yield f"recovers {target}"
            case "drain":
                yield f"drains {target}"
            case verb:
                yield f"{verb} {target}"


def _readmitted(events: Iterator[str]) -> Iterator[str]:
    """The same, a start of what was emptied before as what it is, and that something passes again as no recovery."""
    drained: set[str] = set()
    cut: set[str] = set()
    for event in events:
        verb, _, who = event.partition(" ")
        if verb == "recovers" and who in cut:
            yield f"rejoins {who}"
        else:
            yield f"readmits {who}" if verb == "starts" and who in drained else event
        if verb in ("partition", "fails"):
            (cut.add if verb == "partition" else cut.discard)(who)
        if verb in ("drains", "starts", "ends", "fails"):
            (drained.add if verb == "drains" else drained.discard)(who)


def _grouped(events: list[str], board: Storyboard) -> list[str]:
    """The events, those of all the parts of a group of several as one of the group."""
    if not isinstance(board.diagram, Flowchart):
        return events
    nodes = {node.id for node in board.diagram.nodes}
    for group in board.diagram.subgraphs:
        parts = [f"fails {id}" for id in inside(board.diagram, group.id) if id in nodes]
        if len(parts) > 1 and {*parts} <= {*events}:
            events = [event for event in events if event not in parts] + [f"fails {group.id}"]
    return events


def _allows(fact: str, event: str) -> bool:
    verb, who, *_ = event.split()
    if verb == "errs":
        return fact in (event, f"fails {who}")
    if verb == "elect":
        return fact == event or fact.startswith("elects ")
    if verb == "readmits":
        return fact in (event, f"starts {who}", f"recovers {who}", f"drain {who}")
    if verb == "drains":
        return True
    if verb == "rejoins":
        tied = fact.startswith(("lost ", "partition ")) and who in fact.split()
        return fact in (event, f"recovers {who}") or tied
    if verb == "partition":
        return fact == event or fact.startswith("lost ") and who in fact.split()
    shared = verb in ("shares", "requests") and fact.startswith(f"shares {who}")
    return fact == event or shared


def _whole(fact: str, board: Storyboard, events: list[str]) -> list[str]:
    """The events that a fact about a group stands for, where they are all there is in it; its copies are those of its
    members together."""
    verb, group, *rest = (*fact.split(), "")[: max(2, len(fact.split()))]
    chart = board.diagram
    if not isinstance(chart, Flowchart) or group not in {one.id for one in chart.subgraphs}:
        return []
    within = [id for id in inside(chart, group) if id in {node.id for node in chart.nodes}]
    if verb == "scales" and rest:
        told = [event for event in events if event.split()[0] == verb and event.split()[1] in within]
        return told if sum(int(event.split()[2]) for event in told) == int(rest[0]) else []
    parts = [" ".join((verb, id, *rest)) for id in within]
    return parts if {*parts} <= {*events} else []


def _found(fact: str, board: Storyboard, events: list[str], before: tuple[str, ...]) -> bool:
    word, _, rest = fact.partition(" ")
    match word:
        case "plain":
            return not events and _all_told(board)
        case "plays":
            return _all_told(board)
        case "role":
            id, role = rest.split()
            return board.system.role(id).value == role
        case "illustrates":
            id, idea = rest.split()
            beats = [beat for step in board.steps for beat in step.beats if beat.verb == "illustrate"]
            return any(beat.targets == (id,) and beat.args["idea"] == idea for beat in beats)
        case "runs":
            way = tuple(rest.split(" -> "))
            return _in_order(way, board) or _requested(way, board)
        case "lost":
            beats = [beat for step in board.steps for beat in step.beats if beat.verb == "send" and "fail" in beat.args]
            hops = [beat.targets[-2:] for beat in beats] + [
                hop for step in board.steps for hop in _played(step, board, "cross")
            ]
            cut = [{*beat.targets} for step in board.steps for beat in step.beats if beat.verb == "partition"]
            ends = tuple(rest.split(" -> "))
            return ends in hops or {*ends} in cut
        case "elects":
            beats = [beat for step in board.steps for beat in step.beats]
            chosen = any(beat.verb == "elect" and beat.args.get("first") == rest for beat in beats)
            shown = (beat for beat in beats if beat.verb == "highlight" and rest in beat.targets)
            heir = {rest, *_whole_of(board.diagram, rest)} if isinstance(board.diagram, Flowchart) else {rest}
            moved = (beat.args["to"] for beat in beats if beat.verb == "split" and beat.cause.rule == "failover")
            taken = any({id for id, share in shares.items() if share} <= heir for shares in moved)
            return chosen or taken or any(beat.cause and beat.cause.rule in LEADING for beat in shown)
        case "says":
            return any(rest in board.text(step.say) for step in board.steps)
        case "branch":
            return _branch(rest, board, [one for one in before if one.startswith(f"branch {rest.split()[0]} ")])
        case "shares" if len(rest.split()) == 1:
            return any(event.startswith(f"shares {rest} ") for event in events)
        case "shares":
            id, targets, *shares = rest.split()
            many = len(targets.split("/"))
            shares = shares or ["/".join([f"{100 / many:g}"] * many)]  # as many to each
            meant = [_shares(f"shares {id} {targets} {one}") for one in shares]
            told = [_shares(event) for event in events if event.startswith(f"shares {id} ")]
            told = [_pooled(one, targets.split("/"), board) for one in told]
            begins = len(told) > len(meant) and (_everyday(told[0]) or _alike(told[:1], told[-1:]))
            daily = told[1:] if begins else told
            return any(map(_alike, (told, daily), (meant, meant))) or (not told and _evenly(id, meant, board, events))
        case "fails" if any(event.startswith(f"errs {rest} ") for event in events) and f"ends {rest}" in events:
            return True
        case "lit":
            id, tone = rest.split()
            return id in _lit(board, tone)
        case "starts" if f"readmits {rest}" in events:
            return True
        case "recovers" if f"rejoins {rest}" in events:
            return True
        case _:
            return fact in events or bool(_whole(fact, board, events))


def _given_up(fact: str, board: Storyboard, events: list[str]) -> bool:
    """Whether one that is to fail makes errors, and gets no more requests in the end, or is an event that is lit red:
    that is more than nothing where it is asked for, and no failure where that is forbidden."""
    verb, _, id = fact.partition(" ")
    if verb == "fails" and board.system.role(id) in (Role.THING, Role.OUTCOME) and id in _lit(board, "bad"):
        return True
    splits = [beat.args["to"] for step in board.steps for beat in step.beats if beat.verb == "split"]
    last = [shares[id] for shares in splits if id in shares][-1:]
    return verb == "fails" and any(event.startswith(f"errs {id} ") for event in events) and last == [0.0]


def _lit(board: Storyboard, tone: str) -> set[str]:
    """The boxes that light up red, or green."""
    beats = [beat for step in board.steps for beat in step.beats if beat.verb == "highlight"]
    return {id for beat in beats if beat.args.get("tone") == TONES[tone] for id in beat.targets}


TONES = {"bad": "failed", "good": "healthy"}


def _requested(way: tuple[str, ...], board: Storyboard) -> bool:
    """Whether requests that come to its beginning take this way."""
    closed = {id for id, part in board.system.parts.items() if part.role in (Role.CONTROLLER, Role.OUTCOME)}
    if not _led(way[:2], _flowing(board), board) or not _led(way, {*board.system.links}, board):
        return False
    end = next((place for place, one in enumerate(way) if one in closed), len(way))
    return end == len(way) or (end > 1 and _in_order(way[end - 1 :], board))


def _led(way: Sequence[str], links: Set[tuple[str, str]], board: Storyboard) -> bool:
    """Whether links lead along a way, to a group by one to any of its nodes."""
    chart = board.diagram
    if not isinstance(chart, Flowchart):
        return {*pairwise(way)} <= links
    whole = {id: _whole_of(chart, id) for id in way}
    return all(any((a, b) in links for a in whole[one] for b in whole[two]) for one, two in pairwise(way))


def _shares(event: str) -> dict[str, str]:
    """Who gets which share, in whatever order they are named."""
    _, _, targets, shares = event.split()
    return dict(zip(targets.split("/"), shares.split("/"), strict=True))


def _pooled(told: dict[str, str], meant: list[str], board: Storyboard) -> dict[str, str]:
    """Shares of parts, of which those in a group that is meant count together."""
    chart = board.diagram
    groups = {one.id for one in chart.subgraphs} & {*meant} if isinstance(chart, Flowchart) else set[str]()
    home = {one: group for group in groups if isinstance(chart, Flowchart) for one in inside(chart, group)}
    found: dict[str, float] = {}
    for id, share in told.items():
        found[home.get(id, id)] = found.get(home.get(id, id), 0) + float(share)
    return {id: f"{share:g}" for id, share in found.items()}


def _alike(told: list[dict[str, str]], meant: list[dict[str, str]]) -> bool:
    """Whether the same shares are told, but for what is rounded: `33/33/33`."""
    return len(told) == len(meant) and all(
        one.keys() == other.keys() and all(abs(float(one[id]) - float(other[id])) < 0.6 for id in one)
        for one, other in zip(told, meant, strict=True)
    )


def _everyday(shares: dict[str, str]) -> bool:
    """Whether these may hold every day, before any others that are told: all to one, or the same to each."""
    given = {float(share) for share in shares.values()}
    return max(given) == 100 or len(given) == 1


def _evenly(id: str, meant: list[dict[str, str]], board: Storyboard, events: list[str]) -> bool:
    """Whether requests run through a balancer to just these, of whom each is meant to get as many; or to those of them
    who don't fail. A server that asks parts of several kinds for each request shares out none."""
    aims = {two for one, two in _flowing(board) if one == id}
    kinds = {role if (role := board.system.role(one)) in ASKED else Role.THING for one in aims}
    if len(kinds) > 1 and board.system.role(id) in ASKING:
        return False
    left = {one for one in aims if f"fails {one}" not in events}
    return len(meant) == 1 and len({*meant[0].values()}) == 1 and meant[0].keys() in (aims, left)


def _all_told(board: Storyboard) -> bool:
    """Whether every message is played once and in order, but for those that are told anew behind a case that failed,
    and every arrow run along."""
    if not isinstance(board.diagram, Flowchart):
        plays = [beat.args for step in board.steps for beat in step.beats if beat.verb == "play"]
        numbers = [number for args in plays for number in range(args["first"], args["last"] + 1)]
        anew = any(beat.verb == "rewind" for step in board.steps for beat in step.beats)
        numbers = [*dict.fromkeys(numbers)] if anew else numbers
        return numbers == [message.number for message in board.diagram.messages]
    chart, hops = board.diagram, {hop for step in board.steps for run in _runs(step) for hop in pairwise(run)}
    held = {(one, two) for a, b in hops for one in _whole_of(chart, a) for two in _whole_of(chart, b)}
    return set(board.system.links) <= hops | held | _flowing(board)


def _whole_of(chart: Flowchart, id: str) -> tuple[str, ...]:
    """A node itself, a group's nodes."""
    return inside(chart, id) or (id,)


def _flowing(board: Storyboard) -> set[tuple[str, str]]:
    """The arrows along which requests run."""
    closed = {id for id, part in board.system.parts.items() if part.role in (Role.CONTROLLER, Role.OUTCOME)}
    reached = {one for step in board.steps for beat in step.beats if beat.verb == "traffic" for one in beat.targets}
    queue, found = [*reached], set[tuple[str, str]]()
    for here in queue:
        ways = {link for link in board.system.links if link[0] == here and link[1] not in closed}
        found |= ways
        queue += [one for _, one in ways if one not in queue]
    return found


def _runs(step: Step) -> list[tuple[str, ...]]:
    return [beat.targets for beat in step.beats if beat.verb == "send"]


def _played(step: Step, board: Storyboard, end: str = "") -> list[tuple[str, ...]]:
    """The ways of the messages that a step plays, or of those that end in a cross: these get lost."""
    if isinstance(board.diagram, Flowchart):
        return []
    ranges = [range(beat.args["first"], beat.args["last"] + 1) for beat in step.beats if beat.verb == "play"]
    numbers = {number for some in ranges for number in some}
    some = [one for one in board.diagram.messages if one.number in numbers and (one.end == "cross") == (end == "cross")]
    return [(one.source, one.target) for one in some]


def _in_order(way: tuple[str, ...], board: Storyboard) -> bool:
    """Whether data takes each hop of a way after the one before it."""
    left = [*pairwise(way)]
    for run in (run for step in board.steps for run in (_runs(step) or _played(step, board))):
        for hop in pairwise(run):
            if left and hop == left[0]:
                left.pop(0)
    return not left


def _branch(text: str, board: Storyboard, before: list[str]) -> bool:
    """`Q yes -> B` is told in a step of its own, after the first step of each branch in `before`."""
    place = _branch_step(text, board)
    earlier = [_branch_step(one.partition(" ")[2], board) for one in before]
    return place is not None and all(one is not None and one < place for one in earlier)


def _branch_step(text: str, board: Storyboard) -> int | None:
    head, target = text.split(" -> ")
    question, answer = head.split(" ", 1)
    for place, step in enumerate(board.steps):
        hops = {hop for run in _runs(step) for hop in pairwise(run) if hop[0] == question}
        if hops == {(question, target)} and clean(answer) in board.text(step.say):
            return place
    return None


def scores() -> tuple[Score, Score]:
    """Of the cases that inference was made to fit, and of those held out."""
    tuned, held_out = Score(), Score()
    for case in cases():
        (held_out if case.held_out else tuned).verdicts.append(judge(case))
    return tuned, held_out
