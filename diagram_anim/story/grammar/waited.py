"""Waits that are over as they begin: events are counted from the beginning, and one that came about earlier counts.

Comes in: beats in order. Goes out: a warning at each wait for what has been waited for before, or for a leader once one
has been elected and has failed since.
"""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.storyboard import Beat

STANDING = ("ready", "starting", "draining", "stopped", "failed", "replicas", "detected", "drained")
"""Whether these hold is looked at as they are waited for, however often."""

LOSING = ("fail", "stop", "partition", "drain")


class Waited:
    def __init__(self) -> None:
        self._past: dict[tuple[str, tuple[str, ...]], int] = {}
        """How often what is waited for has come about for certain."""
        self._elected = 0

    def vain(self, beat: Beat) -> Iterator[Diagnostic]:
        """A wait that says no number, for what has been waited for before."""
        event = beat.args.get("until")
        if beat.verb != "wait" or event is None or event in STANDING or beat.args.get("n") is not None:
            return
        if times := self._past.get((event, beat.targets), 0):
            message = f"`{event}` has come about before: this wait is over as it begins"
            hint = f"they are counted from the beginning: say how many it takes, `n={times + 1}` or more, or of whom"
            yield warning("over-at-once", message, beat.span, hint=hint)

    def done(self, beat: Beat) -> None:
        """What has come about when the beat is over."""
        event, key = beat.args.get("until"), (str(beat.args.get("until")), beat.targets)
        if beat.verb == "wait" and event is not None:
            self._past[key] = max(self._past.get(key, 0), beat.args.get("n") or 1)
        elif beat.verb == "elect":
            self._elected += 1
        elif beat.verb in LOSING and self._elected:
            self._past["elected", ()] = max(self._past.get(("elected", ()), 0), self._elected)
