"""What each beat says well but can't be, seen beside the others and the settings: told before anything is simulated.

Comes in: the author's steps and settings. Goes out: an error at its place for each contradiction. Inferred beats are
the inference's own business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.storyboard import Beat, Step

HURTING = ("fail", "degrade", "partition", "restart")


def contradictions(steps: Sequence[Step], settings: Mapping[str, Mapping[str, Any]]) -> list[Diagnostic]:
    return [*_of_settings(settings), *_of_beats(steps)]


def _of_settings(settings: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    for part, given in settings.items():
        least, most = given.get("autoscale.min"), given.get("autoscale.max")
        if least is not None and most is not None and least > most:
            yield error("min-over-max", f"`{part}` scales from {least} to {most} copies", hint="`min` is at most `max`")
        if given.get("rollout.surge") == 0 and given.get("rollout.unavailable") == 0:
            yield error("stuck-rollout", f"no copy of `{part}` could be exchanged", hint=_STUCK)


def _of_beats(steps: Sequence[Step]) -> Iterator[Diagnostic]:
    hurt: set[str] = set()
    released: set[str] = set()
    for beat in (beat for step in steps for beat in step.beats):
        args = beat.args
        if beat.verb in HURTING:
            hurt |= {*beat.targets, *(target.partition("/")[0] for target in beat.targets)}
        if beat.cause is not None:
            continue
        if beat.verb == "recover":
            yield from (_well(beat, target) for target in beat.targets if target not in hurt)
        elif beat.verb in ("roll", "canary", "bluegreen"):
            released |= {*beat.targets}
        elif beat.verb == "undo" and not released & {*beat.targets}:
            yield error(
                "nothing-to-undo", f"`{beat.targets[0]}` has had no release", beat.span, hint="`roll` it before"
            )
        if beat.verb == "roll" and args.get("surge") == 0 and args.get("unavailable") == 0:
            yield error("stuck-rollout", f"no copy of `{beat.targets[0]}` could be exchanged", beat.span, hint=_STUCK)
        if beat.verb == "autoscale" and args.get("min", 0) > args.get("max", args.get("min", 0)):
            message = f"`{beat.targets[0]}` scales from {args['min']} to {args['max']} copies"
            yield error("min-over-max", message, beat.span, hint="`min` is at most `max`")
        if beat.verb == "canary":
            shares = list(args.get("steps", ()))
            if shares != sorted(shares) or any(share > 100 for share in shares):
                yield error("bad-shares", "a canary's shares rise to 100 at most", beat.span, hint="`steps=10/50/100`")


_STUCK = "one of `surge` and `unavailable` must be more than 0"


def _well(beat: Beat, target: str) -> Diagnostic:
    hint = "`fail`, `degrade` or `partition` it before"
    return error("nothing-to-recover", f"`{target}` is well when it is to recover", beat.span, hint=hint)
