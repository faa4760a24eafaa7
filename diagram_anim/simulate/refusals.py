"""What an author's beat asks of the system that can't be, seen at the moment when it is to happen.

Comes in: the world as it stands and the beat. Goes out: an error at its place, or a warning of what it has waited for
in vain. What can be told from the words alone is told before (`story/grammar/contradictions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.storyboard import Beat
from diagram_anim.simulate.election import LEADER
from diagram_anim.simulate.things import State
from diagram_anim.simulate.world import SimulatedWorld

ENDED = {State.STOPPED: "has ended"}
COMING = (State.STARTING, State.PENDING)
DOWN = {State.FAILED: "has failed", **ENDED}


def refused(world: SimulatedWorld, beat: Beat) -> Iterator[Diagnostic]:
    """Errors of a beat that its author wrote; inferred beats are the inference's own business."""
    if beat.cause is not None:
        return
    if LEADER in beat.targets and LEADER not in world.net.parts and world.elections.leader() is None:
        hint = "`wait until elected` before, as long as more than half of the group is well"
        yield error("no-leader", f"nobody leads when the leader is to {beat.verb}", beat.span, hint=hint)
    if world.sources.overrun:  # nobody sends any more
        return
    match beat.verb:
        case "fail" | "degrade":
            yield from _down(world, beat, DOWN)
        case "drain" | "restart":
            yield from _down(world, beat, ENDED)
        case "load":
            for target in beat.targets:
                if not world.sources.sends(target):
                    hint = f"`traffic {target} rate=40/s` before, or `load` who sends requests"
                    yield error("nothing-sent", f"`{target}` sends no requests", beat.span, hint=hint)
        case "traffic" if beat.args.get("off"):
            for target in beat.targets:
                if not world.sources.sending(target):
                    message = f"`{target}` sends no requests when it is to stop"
                    hint = f"`traffic {target} rate=40/s` before, or leave it out"
                    yield error("nothing-sent", message, beat.span, hint=hint)
        case "wait" if beat.args.get("until") == "ready" and not beat.targets and "n" not in beat.args:
            if not any(copy.state in COMING for thing in world.net.things.values() for copy in thing.copies):
                hint = "name who is meant, `wait until ready W1`, or bring it up before"
                yield warning("nothing-awaited", "nothing is coming up that could become ready", beat.span, hint=hint)


def _down(world: SimulatedWorld, beat: Beat, down: Mapping[State, str]) -> Iterator[Diagnostic]:
    """That nothing of what is to fail, or the like, still runs."""
    known = [target for target in beat.targets if target != LEADER or target in world.net.parts]
    states = {target: {copy.state for copy in world.net.copies(target)} for target in known}
    if not states or not all(found and found <= down.keys() for found in states.values()):
        return
    for target, found in states.items():
        done = DOWN[State.FAILED] if State.FAILED in found else DOWN[State.STOPPED]
        message = f"`{target}` {done} before it is to {beat.verb}"
        yield error("already-down", message, beat.span, hint="`recover` or `replace` it before")


def given_up(world: SimulatedWorld, beat: Beat, seconds: float, since: int) -> Diagnostic:
    """A warning of a beat that goes on for ever; `since` is how many events there were before it."""
    what = " ".join([beat.verb, *beat.targets])
    message = f"`{what}` had not come to its end after {seconds:g} s"
    hint = "something that it waits for doesn't come about"
    held = [event for event in world.ledger.events[since:] if event.kind == "blocked"]
    if held and beat.verb in ("drain", "stop"):
        part, ready, kept = held[-1].of, held[-1].data["ready"], held[-1].data["budget"]
        key = "budget" if world.net.thing(part).part.get("budget") is not None else "budget.missing"
        hint = f"`{key}` of `{part}` keeps {kept} ready, and {ready} are: give it more `replicas`, or another `{key}`"
    return warning("never-ends", message, beat.span, hint=hint)


def timed_out(beat: Beat) -> Diagnostic:
    """A warning of a wait for what hasn't come about in its time."""
    what = " ".join([str(beat.args.get("until", "")), *beat.targets])
    count = beat.args.get("n")
    what = f"{what} n={count}" if count is not None else what
    return warning(
        "wait-timed-out",
        f"`{what}` had not come about after {beat.args.get('max', 60.0):g} s",
        beat.span,
        hint="give it more time with `max=`, or change what it waits for",
    )
