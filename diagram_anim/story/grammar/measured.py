"""What is wrong with the numbers of one beat, by themselves or beside the settings.

Comes in: a beat that has been read. Goes out: an error, or a warning, at its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.storyboard import Beat
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.settled import STUCK, Settings, bounds, out_of_bounds


def measured(beat: Beat, settings: Settings, names: Names) -> Iterator[Diagnostic]:
    """Numbers that contradict one another, those of the settings among them."""
    args = beat.args
    yield from _unused(beat)
    if beat.verb in ("schedule", "replace") and args.get("on") in beat.targets:
        message = f"`{args['on']}` can't run on itself"
        yield error("wrong-target", message, beat.span, hint="`on` names the node that it runs on")
    elif beat.verb == "wait" and args.get("n") == 0 and args.get("until") != "replicas":
        message = f"0 times `{args['until']}` is what there was before"
        yield error("bad-value", message, beat.span, hint="leave `n` out, or write `n=1`")
    elif beat.verb == "wait" and args.get("seconds") == 0:
        hint = "write how long: `wait 2s`; a step without a wait takes 3 s while requests flow"
        yield warning("no-time", "a wait of 0 s lets no time pass", beat.span, hint=hint)
    elif beat.verb == "wait" and "until" in args and args.get("max") == 0:
        yield error("bad-value", "a wait of 0 s never sees anything come", beat.span, hint="write `max=60s`")
    if beat.verb == "degrade" and args.get("capacity") == 0:
        hint = f"`fail {' '.join(beat.targets)}`, or write more"
        yield error("bad-value", "what serves nothing doesn't go on answering", beat.span, hint=hint)
    if beat.verb == "degrade" and args.get("latency") == 0:
        hint = "write how long it takes then: `latency=2s`"
        yield error("bad-value", "an answer that takes no time is none that is late", beat.span, hint=hint)
    if beat.verb == "degrade" and not 0 < beat.args.get("errors", 1) <= 100:
        hint = "write `errors=7%`; `recover` ends them"
        yield error("bad-value", "of its answers more than 0% and 100% at most are errors", beat.span, hint=hint)
    if beat.verb == "roll":
        given = settings.get(beat.targets[0], {})
        both = [args.get(key, given.get(f"rollout.{key}")) for key in ("surge", "unavailable")]
        if both == [0, 0] and {"surge", "unavailable"} & args.keys():
            message = f"no copy of `{beat.targets[0]}` could be exchanged"
            yield error("stuck-rollout", message, beat.span, hint=STUCK)
        share = args.get("unavailable")
        if isinstance(share, float) and share > 1:
            message, hint = "`unavailable` is 100% at most", "write a smaller share, or a number of copies"
            yield error("bad-value", message, beat.span, hint=hint)
    elif beat.verb == "scale":
        yield from _brought_back(beat, settings)
    elif beat.verb == "autoscale":
        given = settings.get(beat.targets[0], {})
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
        if any(key.startswith("autoscale.") for key in settings.get(part, {})):
            message = f"the autoscaler of `{part}` measures what its requests make of its CPU"
            yield error("measured", message, beat.span, hint="`load` who sends them instead")
    elif beat.verb == "elect" and args.get("first", beat.targets[0]) not in beat.targets:
        message = f"`{args['first']}` is no member of the group that elects"
        yield error("wrong-target", message, beat.span, hint=f"name it too: `elect … {args['first']}`")
    elif beat.verb == "elect" and args.get("term") == 0:
        yield error("bad-value", "terms are counted from 1", beat.span, hint="write `term=1`, or leave it out")
    elif beat.verb == "elect" and len({m for one in beat.targets for m in names.members.get(one, (one,))}) < 2:
        message, hint = f"`{beat.targets[0]}` elects itself: it is alone in its group", "name its other members too"
        yield warning("alone", message, beat.span, hint=hint)
    elif beat.verb == "canary":
        shares = list(args.get("steps", ()))
        if shares != sorted({*shares}) or not all(0 < share <= 100 for share in shares):
            yield error("bad-shares", "a canary's shares rise to 100 at most", beat.span, hint="`steps=10/50/100`")


def _brought_back(beat: Beat, settings: Settings) -> Iterator[Diagnostic]:
    """Copies beyond what the autoscaler of the same part allows."""
    part = beat.targets[0]
    if found := out_of_bounds(settings.get(part, {}), beat.args["to"]):
        message = f"the autoscaler of `{part}` keeps {found}: it changes {beat.args['to']} at its next decision"
        yield warning("out-of-bounds", message, beat.span, hint=f"write as many, or change `autoscale` of `{part}`")


_ONLY = (
    ("wait", "seconds", ("until", "n", "max"), "write `wait until EVENT`, or leave it out"),
    ("traffic", "off", ("rate", "to"), "a source that is off sends nothing: write one of them"),
)
"""Of a verb: what, once it is given, leaves others without a meaning."""


def _unused(beat: Beat) -> Iterator[Diagnostic]:
    """What is written and counts for nothing beside what else is written."""
    for verb, given, idle, hint in _ONLY:
        for key in idle if beat.verb == verb and beat.args.get(given) is not None else ():
            if key in beat.args:
                yield error("unused", f"`{key}` means nothing here", beat.span, hint=hint)
