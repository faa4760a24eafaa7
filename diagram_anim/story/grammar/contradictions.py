"""What each beat says well but can't be, seen beside the others and the settings: told before anything is simulated.

Comes in: the author's steps and settings. Goes out: an error at its place for each contradiction. Inferred beats are
the inference's own business, but count for what comes after them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from diagram_anim.model.diagnostic import Diagnostic, error
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
from diagram_anim.story.grammar.measured import measured
from diagram_anim.story.grammar.moments import at_once, in_order
from diagram_anim.story.grammar.names import LEADER, Names
from diagram_anim.story.grammar.near import hint as meant
from diagram_anim.story.grammar.near import may_be
from diagram_anim.story.grammar.settled import MOST, Places, Settings, copies, of_settings
from diagram_anim.story.grammar.standing import Standing
from diagram_anim.story.grammar.waited import Waited

HURTING = ("fail", "degrade", "partition", "restart")
HEALING = ("replace", "restart", "start")
TOUCHING = (*HURTING, "recover", "replace", "drain", "stop")
RELEASING = ("roll", "canary", "bluegreen")
GROWING = ("scale", "autoscale", "start", "schedule")
TAKING = ("api", "server")
"""Duties of those who are told what is to run."""

LACKING = {
    "nothing-to-recover": HURTING,
    "nothing-to-undo": RELEASING,
    "no-leader": ("elect",),
    "unknown-name": ("register",),
    "not-played": ("play",),
}
"""What is told where something should have been done before, and by which verbs."""


def contradictions(
    steps: Sequence[Step],
    settings: Settings,
    names: Names,
    places: Places | None = None,
    roles: Callable[[], Mapping[str, Role]] = dict,
    unread: Sequence[Diagnostic] = (),
) -> list[Diagnostic]:
    """`roles` tells what each part is, where that is known; it is asked only where something runs on something.
    `unread` are the mistakes for which beats or settings couldn't be read: nothing is said to lack what one of them may
    have done, and nobody is warned of what stands in the same line.
    """
    beats = [beat for step in steps for beat in step.beats]
    growing = {one for beat in beats if beat.verb in GROWING for one in beat.targets}
    found = [
        *of_settings(settings, names, places or {}, growing),
        *_Story(settings, steps, names).problems(unread),
        *misfits(beats, settings, names, places or {}, roles),
    ]
    wrong = {one.span for one in found if one.is_error}
    misread = {one.span.line for one in unread if one.span}
    found = [one for one in found if one.is_error or not (one.span in wrong or (one.span and one.span.line in misread))]
    return [*found, *at_once(steps, lambda beat: beat.span in wrong)]


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
        self.beats = [beat for step in steps for beat in in_order(step)]
        self.hurt: set[str] = set()
        self.cuts: set[frozenset[str]] = set()
        self.released: set[str] = set()
        self.gone: dict[str, str] = {}
        """What was replaced, by whom."""
        self.registered = {beat.args["name"] for beat in self.beats if beat.verb == "register"}
        self.played = 0
        self.electing = False
        self.standing = Standing(settings, self.beats, names.labels)
        self.waited = Waited()

    def problems(self, unread: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        for beat in self.beats:
            if beat.cause is None:
                found = self._lifelike(beat)
                yield from (one for one in found if not _excused(beat, one, unread))
                yield from measured(beat, self.settings, self.names)
                yield from self.standing.again(beat)
                yield from self.waited.vain(beat)
            self._done(beat)
            self.standing.done(beat)
            self.waited.done(beat)

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


def _excused(beat: Beat, told: Diagnostic, unread: Sequence[Diagnostic]) -> bool:
    """Whether a line before it that couldn't be read may be what it lacks: one with a verb that is none and may be
    meant for one that would have done it, or with a name that may be meant for one of its own."""
    if told.code not in LACKING:
        return False
    for problem in unread:
        before = problem.span and beat.span and problem.span.line < beat.span.line
        if (
            before
            and problem.code in ("unknown-verb", "unknown-directive")
            and may_be(problem.hint, LACKING[told.code])
        ):
            return True
        if before and problem.hint in (f"did you mean `{target}`?" for target in beat.targets):
            return True
    return False


def _well(beat: Beat, target: str) -> Diagnostic:
    hint = "`fail`, `degrade` or `partition` it before"
    return error("nothing-to-recover", f"`{target}` is well when it is to recover", beat.span, hint=hint)
