"""What befalls parts of a chart by words that tell it: beneath names, on arrows, in boxes and before the chart.

Comes in: a chart, and how it is told otherwise. Goes out: what else happens, behind that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, idle, sense
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given, Telling
from diagram_anim.story.infer.incidents import afterwards, boxed, cards, handled, relocated
from diagram_anim.story.infer.incidents.amid import in_place
from diagram_anim.story.infer.incidents.calmed import calmed
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.system import fresh, measured
from diagram_anim.story.infer.system.growth import growth
from diagram_anim.story.infer.words import called, maintained, naming, prose, renewed, turns, worded
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.infer.words.tidings import Told, befalls, fits, read
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.events import sharing
from diagram_anim.story.outcomes import BREAKABLE

SEEN = 4.0
"""Seconds of the system for which each of them is seen."""


@once
def told(given: Given) -> list[Told]:
    """What a chart tells of its parts, in the order of its places; what it says of most of them happens to none."""
    found: dict[tuple[str, str, int], Told] = {}
    moved, orders, turned = [*relocated.told(given)], [*_arrows(given)], turns.told(given)
    ordered = [one.act.cause for one in (*moved, *orders, *turned)]
    shifted = {("recover", id) for one in moved for id in one.act.targets if one.act.verb == "start"}
    before = [handled.emptied(given, one) for one in _prose(given)]
    drawn = [
        *(one for one in cards.told(given) if (one.act.verb, *one.act.targets) not in shifted),
        *moved,
        *sorted((*turned, *orders), key=_line),
        *_boxes(given),
    ]
    ended = {id for one in drawn if one.act.verb == "stop" for id in given.within(one.act.targets[0])}
    before = [one for one in before if one.act.verb != "drain" or not {*given.within(one.act.targets[0])} <= ended]
    at_first = takewhile(lambda one: one.act.verb not in ("start", "recover"), before)
    every = [*(one for one in at_first if one.act.verb == "drain"), *drawn, *before]
    every = [handled.emptied(given, one) for one in every]
    for one in handled.awaited([*every, *handled.readmitted(given, every)]):
        found.setdefault((one.act.verb, one.act.targets[0], one.act.args.get("to", 0)), one)
    found = {key: _anew(given, one, found.values()) for key, one in found.items()}
    said = {one.act.cause for one in before}
    verbs = Counter(
        one.act.verb for one in found.values() if one.act.cause not in ordered and one.act.cause not in said
    )
    parts = len(called.parts(given))
    usual = {verb for verb in ("start", "stop", "recover", "degrade") if 2 * verbs[verb] > max(parts, 2)}
    return [one for one in found.values() if one.act.verb not in usual]


def _line(one: Told) -> int:
    return (one.act.cause.line if one.act.cause else None) or 0


def _anew(given: Given, one: Told, others: Iterable[Told]) -> Told:
    """What is told of one, which comes up where another that is called so has ended, and is none that comes back."""
    (who,) = one.act.targets
    gone = [id for other in others if other.act.verb == "stop" for id in other.act.targets if id != who]
    back = one.act.verb == "recover" and who in given.nodes
    moved = back and (relocated.stands_in(given, who) or any(relocated.same(given, id, who) for id in gone))
    return replace(one, act=replace(one.act, verb="start")) if moved else one


def coming(given: Given) -> frozenset[str]:
    """Who is started only in the course of the film."""
    lives: dict[str, str] = {}
    for one in told(given):
        lives.setdefault(one.act.targets[0], one.act.verb)
    started = {id for one, first in lives.items() if first == "start" for id in given.within(one)}
    return frozenset(started) | fresh.joining(given)


def _certain(given: Given) -> set[str]:
    """What comes about in any case: what no decision leads to."""
    choices = [id for id in given.graph.after if decides(given, id)]
    return {*given.nodes} - {one for id in choices for one in given.graph.reached(id)}


def _arrows(given: Given) -> Iterator[Told]:
    """By the arrow from who operates or watches to a part; that one leads, by its own arrow to who keeps the votes."""
    certain = _certain(given) | {*given.groups}
    for edge in given.graph.edges:
        if edge.label and edge.target in certain and not sense.hears(given.name(edge.target)):
            told = (
                _leading(given, edge)
                or _led(given, edge)
                or (
                    _ordered(given, edge)
                    if cards.runs(given, edge.source)
                    else _slow(given, edge) or _put_in(given, edge)
                )
            )
            if told:
                yield told


def _leading(given: Given, edge: Edge) -> Told | None:
    """One that leads from now on by the arrow of what lets requests through to it: `now master` from an address that
    moves."""
    shares = given.role(edge.source) in (Role.BALANCER, Role.CLIENT) and edge.target in called.parts(given)
    told = _said(given, edge, edge.target) if shares else None
    return told if told and told.act.verb == "highlight" and told.sure else None


def _led(given: Given, edge: Edge) -> Told | None:
    """One that leads by what it tells to who keeps the votes: `lease acquired`."""
    who = edge.source
    keeps = given.role(edge.target) in (Role.STORE, Role.THING) and not cards.runs(given, who)
    keeps = keeps and given.role(who) not in (Role.BALANCER, Role.CLIENT)
    if not keeps or who not in called.parts(given) or renewed.kin(given, who) == renewed.kin(given, edge.target):
        return None
    told = _said(given, edge, who)
    return told if told and told.act.verb == "highlight" else None


def _ordered(given: Given, edge: Edge) -> Told | None:
    """What an arrow to a part or a machine orders, or tells of it; on a machine things are placed, and who controls
    others may but fail."""
    aim = edge.target
    if cards.gone(given, edge.source):
        return None  # who is down orders nothing: it tells of itself
    if not (
        cards.machine(given, aim)
        if aim in given.groups
        else aim in (*called.parts(given), *given.of_role(Role.CONTROLLER))
    ):
        return None
    others = naming.names_in(given, edge.label.plain) if edge.label else ()
    if others and aim not in others:
        return None  # it is told of another
    told = None if edge.label and tidings.rejoins(edge.label.plain) else _said(given, edge, aim)
    told = handled.taken_back(given, edge) or (handled.planned(given, edge, told) if told else None)
    if told is None or not handled.meant(given, told):
        return None
    if not (fits(given, told, ordered=True) or handled.bare(given, edge, told)):
        return None
    hears = tidings.reported(told.words) or sense.says(told.words, "alive") or tidings.of_tie(told.words)
    listens = given.role(aim) in (Role.CONTROLLER, Role.BALANCER) or sense.says(given.words(edge.source), "launcher")
    if told.act.verb == "fail" and listens and hears:
        return None  # it hears of another, or no more
    if told.act.verb in ("start", "stop") and counts.ordered(told.words, counts.MOST):
        return None  # so many of them
    operated = sense.ends_in(given.name(edge.source), "operator") is not None
    placed = given.role(aim) is Role.NODE and not operated and sense.says(told.words, "manage", "heal")
    return None if told.act.verb != "fail" and (placed or given.role(aim) is Role.CONTROLLER) else told


def _slow(given: Given, edge: Edge) -> Told | None:
    """That one answers slowly what an arrow brings, or sends back slowly what it has been asked for."""
    asked = edge.target in given.graph.before.get(edge.source, [])
    replies = asked and edge.label is not None and _ANSWERS.search(edge.label.plain) is not None
    who = edge.source if asked and (edge.stroke == "dotted" or replies) else edge.target
    answers = given.role(who) is Role.THING and edge.label and _ANSWERS.search(edge.label.plain) is not None
    told = _said(given, edge, who) if given.role(who) in BREAKABLE or answers else None
    return told if told and told.act.verb == "degrade" and told.sure else None


_ANSWERS = re.compile(
    r"\b(?:answers?|responses?|repl(?:y|ies)|latency|response time)\b|응답|답변|지연 시간"
    r"|応答|レスポンス|返事|返答",
    re.IGNORECASE,
)
"""What is slow of who is asked, whatever that is."""


def _put_in(given: Given, edge: Edge) -> Told | None:
    """One that comes up where another that the same thing leads to is down: `spare brought in`."""
    others = [one for one in given.graph.after.get(edge.source, []) if one != edge.target and one in given.nodes]
    if edge.target not in given.nodes or not any(cards.gone(given, one) for one in others):
        return None
    told = _said(given, edge, edge.target)
    alone = told is not None and (found := tidings.read(told.words)) is not None and tidings.bare(told.words, found)
    return told if told and told.act.verb == "start" and alone else None


def _said(given: Given, edge: Edge, who: str) -> Told | None:
    text = phrases.unnumbered(edge.label.plain) if edge.label else ""
    if sense.in_need(text) or sense.says(text, "undo"):
        return None
    text = _COMMAND.sub("", text) if sharing("drains").search(text) else text
    return read(text, who, called.names(given, who), edge.span.line)


_COMMAND = re.compile(
    r"\s*(?:명령|지시|\bcommand|\border|命令|指示)[을를]?(?:\s?(?:내림|전달|보냄|送信))?$", re.IGNORECASE
)
"""What an arrow calls what it brings, behind what is ordered."""


def _boxes(given: Given) -> Iterator[Told]:
    """By a box that is no part, and names one."""
    certain = _certain(given)
    for id in given.nodes:
        if given.role(id) in (Role.THING, Role.OUTCOME) and id in certain and not decides(given, id):
            text = " ".join(given.label(id).lines)
            who = called.named(given, text)
            who = None if who and renewed.called(given, id) == renewed.called(given, who) else who
            told = read(text, who, called.names(given, who), given.line(id)) if who else None
            if told and (told.act.verb != "scale" or fits(given, told)):
                yield told


_AS = re.compile(r"[^\s、。がはを]+として")
"""As what one does something: `レプリカとして戻った`."""


def _prose(given: Given) -> Iterator[Told]:
    """By the paragraph before the chart."""
    for deed in maintained.merged(given):
        told = befalls(deed.told, deed.words, deed.who, None)
        own = replace(told, words=_AS.sub("", told.words))
        chosen = deed.told.verb == "lead" and deed.told.sure
        if deed.done or chosen or deed.told.verb == "drain" or fits(given, own, own=True):
            yield told
    for who, (before, to), words in prose.copies(given):
        told = Told(beat("scale", who, cause=Cause("scale", words), to=to), words, before=before)
        if fits(given, told):
            yield told


def added(given: Given, telling: Telling) -> Telling:
    """A telling with what else the chart tells of its parts, behind it."""
    beats = [one for step in telling.steps for one in step.beats]
    known = {(one.verb, id) for one in beats for id in one.targets}
    known |= {("scaled", f"{id} {one.args['to']}") for one in beats if one.verb == "scale" for id in one.targets}
    leads = [one for one in beats if one.verb in ("highlight", "elect") and one.cause and one.cause.rule in _LEADING]
    known |= {("lead", id) for one in leads for id in one.targets or ("",)}
    grown = growth(given)
    shared = grown.parts if grown and (grown.copies is None or len(grown.parts) > 1) else ()
    resting = idle.resting(given.chart)
    settings = dict(telling.settings)
    steps: list[Step] = []
    scaled: set[str] = set()
    said = ""
    verbs = [(one.act.verb, one.act.targets[0]) for one in told(given)]
    ahead = {who for at, (verb, who) in enumerate(verbs) if verb == "degrade" and ("fail", who) in verbs[at:]}
    for one in told(given):
        (who,) = one.act.targets
        first = one.act.verb == "degrade" and who in ahead
        act = afterwards.now(given, one.act, known - {("fail", who)} if first else known)
        asks = act is not None and act.verb == "scale" and ("traffic", who) in known
        if act is None or asks or (act.verb == "scale" and who in shared) or (act.verb == "fail" and who in resting):
            continue  # one that isn't ready runs: it only gets nothing
        if act.verb == "recover" and any(_calls(given, one, id) for verb, id in known if verb == "start"):
            continue  # that one has come in its place
        drawn = (figures.written(given.label(who).lines) or 1) if act.verb == "scale" else 0
        if act.verb == "scale" and one.more:
            if any(verb == "scaled" and aim.split()[0] == who for verb, aim in known):
                continue
            act = replace(act, args={**act.args, "to": drawn + act.args["to"] - 1})
        known |= {("lead" if afterwards.leads(act) else act.verb, id) for id in (who, *act.targets)}
        if act.verb == "scale" and who not in scaled:
            role = {"role": Role.SERVER.value} if given.role(who) in (Role.THING, Role.CLIENT) else {}
            settings[who] = {**settings.get(who, {}), **role, "replicas": drawn if one.more else one.before or drawn}
        scaled |= {who} if act.verb == "scale" else set()
        seen = beat("wait", cause=act.cause or given.cause("told"), seconds=SEEN)
        if one.words == said and (last := worded.same(steps, act)):
            act = replace(act, targets=(*last.targets, *act.targets))
            steps.pop()
        steps.append(given.step(worded.words(given, one, act), *chain(act, seen)))
        said = one.words
    steps = calmed(given, telling, [*measured.steps(given, telling), *steps])
    before, steps = boxed.placed(given, telling.steps, steps)
    return replace(telling, steps=in_place(before, steps), settings=settings)


def _calls(given: Given, told: Told, id: str) -> bool:
    """Whether another is called by what is told of one."""
    return id not in told.act.targets and id in given.nodes and renewed.called(given, id) in told.words.casefold()


_LEADING = ("promotion", "failover", "election")
"""Rules by which it has been told who leads."""
