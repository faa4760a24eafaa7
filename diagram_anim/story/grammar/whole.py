"""A beat that has been read, looked at as a whole: what it lacks, and ways that it takes where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagram_anim.model.effect import Form, Kind
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.scan import Token

if TYPE_CHECKING:
    from diagram_anim.story.grammar.reading import Reading

MOST = 20
"""The most times that a path is run in one line."""

_MADE_BY = {
    Form.TEXT: ("text",),
    Form.TIMES: ("times",),
    Form.SHARES: ("to",),
    Form.LEVEL: ("name",),
    Form.PATH: (),
    Form.RANGE: ("first",),
    Form.NAMED: ("name",),
    Form.UNTIL: ("seconds", "until"),
}

_NEEDED = {
    Form.TEXT: "a quoted text",
    Form.TIMES: "a factor",
    Form.SHARES: "shares",
    Form.LEVEL: "a level",
    Form.PATH: "a path",
    Form.RANGE: "a range",
    Form.NAMED: "a name",
    Form.UNTIL: "a time or an event",
}


def examine(beat: Reading) -> None:
    """Tells what the beat lacks, or has too much of."""
    effect, count = beat.effect, len(beat.targets)
    least, most = effect.targets
    if count < least:
        what = "a target" if least == 1 else f"{least} targets"
        beat.wrong(beat.verb, "missing-target", f"`{effect.name}` needs {what}", beat.usage())
    elif most is not None and count > most:
        extra = beat.spots[most]
        what = "one target" if most == 1 else f"{most} targets"
        beat.wrong(extra, "too-many-targets", f"`{effect.name}` takes {what}", beat.usage())
    for form in effect.forms:
        if not any(name in beat.args for name in _MADE_BY[form]) and not may_lack(beat, form):
            beat.wrong(beat.verb, "missing-value", f"`{effect.name}` needs {_NEEDED[form]}", beat.usage())
    for arg in effect.args:
        if arg.required and arg.name not in beat.args:
            last = beat.targets[-1] if arg.kind is Kind.NAME and len(beat.targets) > 1 else ""
            hint = f"write `{effect.name} {' '.join(beat.targets[:-1])} {arg.name}={last}`" if last else beat.usage()
            beat.wrong(beat.verb, "missing-argument", f"`{effect.name}` needs `{arg.name}=`", hint)
        if arg.kind is Kind.NEIGHBOUR and arg.name in beat.args:
            for target, spot in zip(beat.targets, beat.spots, strict=False):
                _way(beat, target, beat.args[arg.name], spot)
    if beat.has(Form.PATH) and not beat.problems:
        _path(beat)
    if beat.has(Form.SHARES) and not beat.problems:
        _shares(beat)


def may_lack(beat: Reading, form: Form) -> bool:
    """A path is in the targets; a text or a factor may be missing where the usage brackets it."""
    bracketed = {Form.TEXT: '["', Form.TIMES: "[x"}.get(form)
    return form is Form.PATH or (bracketed is not None and bracketed in beat.effect.usage)


def _path(beat: Reading) -> None:
    times = beat.args.get("times", 1.0)
    if not (times.is_integer() and 1 <= times <= MOST):
        beat.wrong(
            beat.verb, "bad-value", f"`x{units.number(times)}` is no number of times", f"write `x2` to `x{MOST}`"
        )
    for place in range(len(beat.targets) - 1):
        _way(beat, beat.targets[place], beat.targets[place + 1], beat.spots[place + 1])


def _shares(beat: Reading) -> None:
    node, total = beat.targets[0], sum(beat.args["to"].values())
    if not units.whole(beat.args["to"].values()):
        beat.wrong(beat.verb, "bad-shares", f"the shares make {units.number(total)}%", "together they are 100%")
    if node in beat.args["to"]:
        beat.wrong(beat.verb, "wrong-target", f"`{node}` would share out to itself", "name who gets a share")
        return
    for target in beat.args["to"]:
        if beat.names.thing != "participant":  # in a sequence the shares themselves say that a way is there
            _way(beat, node, target, beat.verb)


def _way(beat: Reading, source: str, target: str, spot: Token) -> None:
    """Tells where there is no edge along which something can be sent."""
    if not beat.names.linked(source, target):
        message, hint = beat.names.apart(source, target)
        beat.wrong(spot, "unknown-edge", message, hint)
