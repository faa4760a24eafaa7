"""What each beat says well but can't be, seen beside the others and the settings: told before anything is simulated.

Comes in: the author's steps and settings. Goes out: an error at its place for each contradiction. Inferred beats are
the inference's own business, but count for what comes after them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.diagram import (
    Diagram,
    FragmentEnd,
    FragmentSection,
    FragmentStart,
    SequenceDiagram,
    bare,
    section_names,
)
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.system import Role
from diagram_anim.story.grammar.fitting import misfits
from diagram_anim.story.grammar.names import LEADER, Names
from diagram_anim.story.grammar.near import hint as meant
from diagram_anim.story.grammar.settled import MOST, STUCK, Places, Settings, bounds, copies, of_settings
from diagram_anim.story.grammar.standing import Standing

HURTING = ("fail", "degrade", "partition", "restart")
HEALING = ("replace", "restart", "start")
TOUCHING = (*HURTING, "recover", "replace", "drain", "stop")
RELEASING = ("roll", "canary", "bluegreen")
GROWING = ("scale", "autoscale", "start", "schedule")
TAKING = ("api", "server")
"""Duties of those who are told what is to run."""

LACKING = ("nothing-to-recover", "nothing-to-undo", "no-leader", "unknown-name", "not-played")
"""What is told where something should have been done before."""


def contradictions(
    steps: Sequence[Step],
    settings: Settings,
    names: Names,
    places: Places | None = None,
    roles: Callable[[], Mapping[str, Role]] = dict,
    unread: Sequence[Diagnostic] = (),
) -> list[Diagnostic]:
    """`roles` tells what each part is, where that is known; it is asked only where something runs on something.
    `unread` are the mistakes for which beats couldn't be read: nothing is said to lack what one of them may have done.
    """
    beats = [beat for step in steps for beat in step.beats]
    growing = {one for beat in beats if beat.verb in GROWING for one in beat.targets}
    return [
        *of_settings(settings, names, places or {}, growing),
        *_Story(settings, steps, names).problems(unread),
        *misfits(beats, settings, names, places or {}, roles),
    ]


def unknown_branches(steps: Sequence[Step], diagram: Diagram) -> list[Diagnostic]:
    """`play … branch=NAME` where no section of an `alt` or `critical` is called so, nor has that keyword or number."""
    known: list[str] = []
    around: list[tuple[str, int]] = []
    for event in diagram.events if isinstance(diagram, SequenceDiagram) else ():
        match event:
            case FragmentStart():
                around.append((event.kind, 1))
            case FragmentSection():
                around[-1] = (around[-1][0], around[-1][1] + 1)
            case FragmentEnd():
                around.pop()
        if isinstance(event, FragmentStart | FragmentSection) and around[-1][0] in ("alt", "critical"):
            known += section_names(event.label.plain, event.kind, around[-1][1])
    known = list(dict.fromkeys(known))
    found = []
    for beat in (beat for step in steps for beat in step.beats if beat.verb == "play"):
        name = str(beat.args.get("branch") or "")
        if name and bare(name) not in map(bare, known):
            wanted = meant(name, known) if known else "only `alt` and `critical` have branches"
            found.append(error("unknown-branch", f"no section is called `{name}`", beat.span, hint=wanted))
    return found


class _Story:
    """The author's beats in order, with what they have done so far."""

    def __init__(self, settings: Settings, steps: Sequence[Step], names: Names) -> None:
        self.settings = settings
        self.names = names
        self.beats = [beat for step in steps for beat in step.beats]
        self.hurt: set[str] = set()
        self.cuts: set[frozenset[str]] = set()
        self.released: set[str] = set()
        self.gone: dict[str, str] = {}
        """What was replaced, by whom."""
        self.registered = {beat.args["name"] for beat in self.beats if beat.verb == "register"}
        self.played = 0
        self.electing = False
        self.standing = Standing(settings, self.beats)

    def problems(self, unread: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        for beat in self.beats:
            if beat.cause is None:
                found = self._lifelike(beat)
                yield from (one for one in found if one.code not in LACKING or not _excused(beat, unread))
                yield from self._measured(beat)
                yield from self.standing.again(beat)
            self._done(beat)
            self.standing.done(beat)

    def _done(self, beat: Beat) -> None:
        """What has come about when the beat is over."""
        if beat.verb in ("recover", *HEALING):
            self.hurt -= {*beat.targets}
            self.cuts = {pair for pair in self.cuts if not pair & {*beat.targets}}
        if beat.verb == "partition":
            sides = [{target, *self.names.members.get(target, ())} for target in beat.targets]
            self.cuts |= {frozenset(pair) for pair in product(*sides)}
        elif beat.verb in HURTING:
            self.hurt |= {*beat.targets, *(base(target) for target in beat.targets)}
        elif beat.verb == "elect":
            self.electing = True
        elif beat.verb in RELEASING:
            self.released |= {*beat.targets}
        elif beat.verb == "play":
            self.played = max(self.played, beat.args.get("last") or beat.args["first"])
        elif beat.verb == "rewind":
            self.played = beat.args["first"] - 1
        elif beat.verb == "replace" and beat.args.get("as"):
            self.gone = {**dict.fromkeys(beat.targets, beat.args["as"]), **self.gone}
        elif beat.verb == "start":
            self.gone = {one: heir for one, heir in self.gone.items() if one not in beat.targets}

    def _lifelike(self, beat: Beat) -> Iterator[Diagnostic]:
        """Nobody is healed who is well, replaced who is gone or never was, undone who did nothing."""
        if beat.verb in TOUCHING:
            for target in beat.targets:
                if target == LEADER and not self.electing:
                    message = "nobody leads yet"
                    yield error("no-leader", message, beat.span, hint="`elect` one of a group before")
                elif target in self.gone:
                    heir = self.gone[target]
                    message = f"`{target}` isn't there any more: `{heir}` has taken its place"
                    yield error("gone", message, beat.span, hint=f"did you mean `{heir}`?")
                elif "/" in target and not self._ever(target):
                    owner = base(target)
                    most = self._most(owner)
                    message = f"`{target}` never was: `{owner}` has {most} {copies(most)} at most"
                    yield error("unknown-copy", message, beat.span, hint=f"give `{owner}` more `replicas`")
        if beat.verb == "recover":
            for target in beat.targets:
                if not {target, LEADER} & self.hurt and not any(target in pair for pair in self.cuts):
                    yield _well(beat, target)
        elif beat.verb in ("resolve", "expire") and beat.args["name"] not in self.registered:
            name = beat.args["name"]
            hint = meant(name, sorted(self.registered)) or f"`register` somebody under `{name}` before"
            yield error("unknown-name", f"nobody is registered under `{name}`", beat.span, hint=hint)
        elif beat.verb == "offer" and not any(given.get("framework") for given in self.settings.values()):
            message, hint = "nobody has tasks to launch", "give a part `framework: F`, and how much it asks for"
            yield error("no-tasks", message, beat.span, hint=hint)
        elif beat.verb == "apply" and not any(given.get("duty") in TAKING for given in self.settings.values()):
            message, hint = "nobody takes orders here", "give a part `duty: api` (Kubernetes) or `duty: server` (Nomad)"
            yield error("no-duty", message, beat.span, hint=hint)
        elif beat.verb == "undo" and not self.released & {*beat.targets}:
            message = f"`{beat.targets[0]}` has had no release"
            yield error("nothing-to-undo", message, beat.span, hint="`roll` it before")
        elif beat.verb == "play" and beat.args["first"] <= self.played:
            first = beat.args["first"]
            message = f"message {first} has been played: time would run backwards"
            yield error("backwards", message, beat.span, hint=f"`rewind {first}` before")
        elif beat.verb == "rewind" and beat.args["first"] > self.played:
            message = f"message {beat.args['first']} hasn't been played yet"
            hint = f"messages up to {self.played} have" if self.played else "`play` it before"
            yield error("not-played", message, beat.span, hint=hint)

    def _measured(self, beat: Beat) -> Iterator[Diagnostic]:
        """Numbers that contradict one another, those of the settings among them."""
        args = beat.args
        yield from _unused(beat)
        if beat.verb in ("schedule", "replace") and args.get("on") in beat.targets:
            message = f"`{args['on']}` can't run on itself"
            yield error("wrong-target", message, beat.span, hint="`on` names the node that it runs on")
        elif beat.verb == "wait" and args.get("n") == 0 and args.get("until") != "replicas":
            message = f"0 times `{args['until']}` is what there was before"
            yield error("bad-value", message, beat.span, hint="leave `n` out, or write `n=1`")
        elif beat.verb == "wait" and "until" in args and args.get("max") == 0:
            yield error("bad-value", "a wait of 0 s never sees anything come", beat.span, hint="write `max=60s`")
        if beat.verb == "degrade" and args.get("capacity") == 0:
            hint = f"`fail {' '.join(beat.targets)}`, or write more"
            yield error("bad-value", "what serves nothing doesn't go on answering", beat.span, hint=hint)
        if beat.verb == "degrade" and not 0 < beat.args.get("errors", 1) <= 100:
            hint = "write `errors=7%`; `recover` ends them"
            yield error("bad-value", "of its answers more than 0% and 100% at most are errors", beat.span, hint=hint)
        if beat.verb == "roll":
            given = self.settings.get(beat.targets[0], {})
            both = [args.get(key, given.get(f"rollout.{key}")) for key in ("surge", "unavailable")]
            if both == [0, 0] and {"surge", "unavailable"} & args.keys():
                message = f"no copy of `{beat.targets[0]}` could be exchanged"
                yield error("stuck-rollout", message, beat.span, hint=STUCK)
            share = args.get("unavailable")
            if isinstance(share, float) and share > 1:
                message, hint = "`unavailable` is 100% at most", "write a smaller share, or a number of copies"
                yield error("bad-value", message, beat.span, hint=hint)
        elif beat.verb == "autoscale":
            given = self.settings.get(beat.targets[0], {})
            if {"min", "max"} & args.keys() and args.get("max") != 0:
                least, most = (args.get(key, given.get(f"autoscale.{key}")) for key in ("min", "max"))
                yield from bounds(beat.targets[0], least, most, beat.span)
            if args.get("max") == 0:
                message = f"`{beat.targets[0]}` would have no copy at all"
                yield error("bad-value", message, beat.span, hint="`max` is 1 at least")
            if args.get("target") == 0:
                message = f"no number of copies brings the CPU use of `{beat.targets[0]}` to 0"
                yield error("bad-value", message, beat.span, hint="write `target=50%`")
        elif beat.verb == "traffic" and args.get("rate") == 0:
            hint = f"write `traffic {beat.targets[0]} off`"
            yield error("bad-value", "no request a second is no traffic", beat.span, hint=hint)
        elif beat.verb == "load" and args.get("times") == 0:
            hint = f"write `traffic {beat.targets[0]} off`, or a factor above 0"
            yield error("bad-value", "a load of nothing is no load", beat.span, hint=hint)
        elif beat.verb == "gauge" and args["name"] == "cpu" and beat.targets[0] == args.get("of", beat.targets[0]):
            part = beat.targets[0]
            if any(key.startswith("autoscale.") for key in self.settings.get(part, {})):
                message = f"the autoscaler of `{part}` measures what its requests make of its CPU"
                yield error("measured", message, beat.span, hint="`load` who sends them instead")
        elif beat.verb == "elect" and args.get("first", beat.targets[0]) not in beat.targets:
            message = f"`{args['first']}` is no member of the group that elects"
            yield error("wrong-target", message, beat.span, hint=f"name it too: `elect … {args['first']}`")
        elif beat.verb == "elect" and args.get("term") == 0:
            yield error("bad-value", "terms are counted from 1", beat.span, hint="write `term=1`, or leave it out")
        elif beat.verb == "elect" and len({m for one in beat.targets for m in self.names.members.get(one, (one,))}) < 2:
            message, hint = f"`{beat.targets[0]}` elects itself: it is alone in its group", "name its other members too"
            yield warning("alone", message, beat.span, hint=hint)
        elif beat.verb == "canary":
            shares = list(args.get("steps", ()))
            if shares != sorted({*shares}) or not all(0 < share <= 100 for share in shares):
                yield error("bad-shares", "a canary's shares rise to 100 at most", beat.span, hint="`steps=10/50/100`")

    def _ever(self, copy: str) -> bool:
        """Whether a thing may have such a copy, which is told from its greatest number of them anywhere."""
        owner, _, number = copy.partition("/")
        named = {beat.args["as"] for beat in self.beats if beat.verb == "replace" and beat.args.get("as")}
        return copy in named or int(number) <= self._most(owner)

    def _most(self, owner: str) -> int:
        given = self.settings.get(owner, {})
        numbers = [given.get("replicas", 1), given.get("autoscale.max", MOST if "autoscale.min" in given else 1)]
        for beat in self.beats:
            if owner in beat.targets and beat.verb == "scale":
                numbers.append(beat.args["to"])
            elif owner in beat.targets and beat.verb == "autoscale":
                numbers.append(beat.args.get("max", MOST))
        most = int(max(numbers))
        if any(owner in beat.targets and beat.verb in RELEASING for beat in self.beats):
            surge = given.get("rollout.surge", 0.25)
            most += max(most, surge if isinstance(surge, int) else math.ceil(most * surge))
        return most


_ONLY = (
    ("wait", "seconds", ("n", "max"), "write `wait until EVENT`, or leave it out"),
    ("traffic", "off", ("rate", "to"), "a source that is off sends nothing: write one of them"),
)
"""Of a verb: what, once it is given, leaves others without a meaning."""


def _unused(beat: Beat) -> Iterator[Diagnostic]:
    """What is written and counts for nothing beside what else is written."""
    for verb, given, idle, hint in _ONLY:
        for key in idle if beat.verb == verb and beat.args.get(given) is not None else ():
            if key in beat.args:
                yield error("unused", f"`{key}` means nothing here", beat.span, hint=hint)


def _excused(beat: Beat, unread: Sequence[Diagnostic]) -> bool:
    """Whether a line before it that couldn't be read may be what it lacks: one with a verb that is none, or with a name
    that may be meant for one of its own."""
    for problem in unread:
        before = problem.span and beat.span and problem.span.line < beat.span.line
        if before and problem.code in ("unknown-verb", "unknown-directive"):
            return True
        if before and problem.hint in (f"did you mean `{target}`?" for target in beat.targets):
            return True
    return False


def _well(beat: Beat, target: str) -> Diagnostic:
    hint = "`fail`, `degrade` or `partition` it before"
    return error("nothing-to-recover", f"`{target}` is well when it is to recover", beat.span, hint=hint)
