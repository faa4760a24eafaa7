"""How each thing stands as the author's beats go on: what is told to happen to it once it has happened already.

Comes in: beats in order, with the settings. Goes out: an error, or a warning, at each that would change nothing. It
follows only what is certain: of what something else may have brought about nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat
from diagram_anim.story.grammar.settled import Settings

AFTER = {
    **dict.fromkeys(("start", "recover", "replace", "restart", "degrade", "partition"), "runs"),
    **dict.fromkeys(("stop", "fail", "drain"), "down"),
}
"""How what a verb is told of stands then; after others nobody knows."""

REVIVING = ("restart", "recover")

ENDED = "has ended before it is to {}"
AGAIN = {
    ("start", "runs"): ("already-running", "runs when it is to {}", "`restart` it, or `stop` it before"),
    ("drain", "drain"): ("already-down", "has been drained before it is to {}", "`start` it before"),
    **{
        (verb, "stop"): ("already-down", ENDED, "`start` or `replace` it before")
        for verb in ("stop", "drain", "restart", "fail", "degrade")
    },
}
"""What can't be told of what stands so, or of what has last been told that."""

RELEASES = ("roll", "canary", "bluegreen")
WHOLE = 100.0
"""The share, in percent, at which a canary has become the version."""


class Standing:
    def __init__(self, settings: Settings, beats: Sequence[Beat], labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._states: dict[str, str] = {}
        self._versions = {part: str(given["version"]) for part, given in settings.items() if given.get("version")}
        self._before: dict[str, str] = {}
        homes = [home for given in settings.values() for home in given.get("on", ())]
        self._homes = {*homes, *(str(beat.args["on"]) for beat in beats if beat.args.get("on"))}
        """On what others run: as it goes, so may they."""
        self._sending: set[str] = set()
        self._drained: set[str] = set()
        """What was drained and may still be so once it is up again, as a node is."""

    def again(self, beat: Beat) -> Iterator[Diagnostic]:
        """What is so already as a beat begins."""
        for target in beat.targets:
            told = AGAIN.get((beat.verb, self._states.get(target, "")))
            told = told or AGAIN.get((beat.verb, AFTER.get(self._states.get(target, ""), "")))
            if told:
                code, how, hint = told
                yield error(code, f"`{target}` {how.format(beat.verb)}", beat.span, hint=hint)
        if beat.verb == "load" and beat.args.get("times") == 1 and beat.targets[0] in self._sending:
            source = beat.targets[0]
            message = f"`{source}` goes on as it does: a factor is of what it sends by then"
            hint = f"`traffic {source} rate=10/s` sets it anew; half as much is `x0.5`"
            yield warning("unchanged", message, beat.span, hint=hint)
        if beat.verb in RELEASES and not self._versions.get(beat.targets[0]):
            yield from self._unsaid(beat)
        elif beat.verb in RELEASES and self._versions.get(beat.targets[0]) == str(beat.args["to"]):
            version = str(beat.args["to"])
            message = f"`{beat.targets[0]}` has the version `{version}` already"
            yield error("same-version", message, beat.span, hint=f"name the new one: `to={_next(version)}`")

    def _unsaid(self, beat: Beat) -> Iterator[Diagnostic]:
        """A release of the version that is drawn already, or of a first one, where it isn't said what ran before."""
        target, version = beat.targets[0], str(beat.args["to"])
        label = self._labels.get(base(target), "")
        message = f"it isn't said what ran before `{version}`, the first version of `{target}`"
        if re.search(rf"(?<![\w.]){re.escape(version)}(?![\w.])", label, re.IGNORECASE):
            message = f"`{target}` is called `{label}`, and has the version `{version}` already"
        elif not re.fullmatch(r"v?1(\.0)*", version, re.IGNORECASE):
            return
        hint = f"name the new one: `to={_next(version)}`, or say what runs before: `version` of `{target}`"
        yield warning("same-version", message, beat.span, hint=hint)

    def done(self, beat: Beat) -> None:
        """What has come about when a beat is over."""
        self._sending |= {*beat.targets} if beat.verb in ("traffic", "load") else set()
        if self._homes & {*beat.targets}:
            self._states.clear()
        for target in beat.targets:
            copies = [one for one in self._states if one != target and base(one) == target]
            for one in (*copies, base(target), target):
                self._states.pop(one, None)
            self._drained -= {target} if beat.verb in ("start", "replace") else set()
            self._drained |= {target} if beat.verb == "drain" else set()
            if beat.verb in AFTER and (beat.verb not in REVIVING or target not in self._drained):
                self._states[target] = beat.verb
        if beat.verb in RELEASES and not beat.args.get("fail"):
            target = beat.targets[0]
            if beat.verb != "canary" or beat.args.get("steps", (WHOLE,))[-1] >= WHOLE:
                self._before[target] = self._versions.get(target, "")
                self._versions[target] = str(beat.args["to"])
        elif beat.verb == "undo":
            for target in beat.targets:
                self._versions[target] = self._before.get(target, "")


def _next(version: str) -> str:
    """What a version after this one may be called: `v3` after `v2`."""
    found = re.fullmatch(r"(.*?)(\d+)", version)
    return f"{found[1]}{int(found[2]) + 1}" if found else f"{version}-2"
