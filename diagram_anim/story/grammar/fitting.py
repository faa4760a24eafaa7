"""What is asked of parts that are nothing of the kind: nodes that are none, copies of clients, requests out of a store.

Comes in: beats and settings, with what each part is. Goes out: an error at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.system import Role
from diagram_anim.story.grammar.idle import idle_settings
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.near import listed
from diagram_anim.story.grammar.settled import Places, Settings
from diagram_anim.story.grammar.units import duration

PLACING = ("schedule", "replace")
HOMELESS = (Role.CLIENT, Role.BALANCER, Role.STORE, Role.CACHE, Role.QUEUE, Role.OUTCOME)
"""What nothing is deployed on. A control plane has nodes of its own, and a kubelet stands for the one it is on."""

COPYING = ("scale", "autoscale", "roll", "canary", "bluegreen")
"""Verbs about copies and their versions."""

Roles = Callable[[], Mapping[str, Role]]


def misfits(
    beats: Sequence[Beat], settings: Settings, names: Names, places: Places, roles: Roles
) -> Iterator[Diagnostic]:
    """`roles` is asked only where it matters."""
    written = [beat for beat in beats if beat.cause is None]
    yield from _homeless(beats, settings, places, roles)
    yield from _uncounted(written, roles)
    yield from _dead_ends(written, names)
    yield from _unseen(written, names)
    yield from _faster(written, settings)
    if settings:
        yield from idle_settings(settings, places, beats, names, roles())


def _homeless(beats: Sequence[Beat], settings: Settings, places: Places, roles: Roles) -> Iterator[Diagnostic]:
    """What is to run on something that nothing runs on."""
    wanted = [(beat.args["on"], beat.span) for beat in beats if beat.verb in PLACING and beat.args.get("on")]
    for part, given in settings.items():
        wanted += [(home, places.get((part, "on"))) for home in given.get("on", ())]
    known = roles() if wanted else {}
    inferred = {beat.span for beat in beats if beat.cause is not None}
    for beat in beats:
        if beat.verb == "schedule" and known.get(beat.targets[0]) is Role.NODE:
            message = f"`{beat.targets[0]}` is a node, and runs on none"
            yield error("wrong-target", message, beat.span, hint="name what is to run there")
    for home, where in wanted:
        role = known.get(home)
        if role in HOMELESS:
            nodes = [id for id, one in known.items() if one is Role.NODE]
            hint = f"nodes are {listed(nodes)}" if nodes else f"name a node, or give `{home}` the role `node`"
            yield error("wrong-target", f"`{home}` is a {role}: nothing runs on it", where, hint=hint)
        elif role is Role.SERVER and where not in inferred:
            message = f"`{home}` is a server, and no node: what runs on it doesn't go down with it"
            yield warning("no-node", message, where, hint=f"give `{home}` the role `node`, or name one")


def _uncounted(beats: Sequence[Beat], roles: Roles) -> Iterator[Diagnostic]:
    """Copies of what stands for all who send, and answers of what only sends."""
    about = [beat for beat in beats if beat.verb in (*COPYING, "degrade", "drain", "replace")]
    known = roles() if about else {}
    for beat in about:
        for target in beat.targets:
            role = known.get(target)
            if role is Role.CLIENT and beat.verb == "degrade":
                hint = "`degrade` who answers them"
                yield error("wrong-target", f"`{target}` sends requests and answers none", beat.span, hint=hint)
            elif role is Role.CLIENT and beat.verb == "drain":
                message, hint = f"nothing is sent to `{target}`: it only sends", f"`traffic {target} off` ends that"
                yield error("wrong-target", message, beat.span, hint=hint)
            elif role is Role.CLIENT and beat.verb == "replace":
                message = f"`{target}` stands for all who send requests: nobody takes their place"
                hint = f"name who answers them; `traffic {target} off` ends what they send"
                yield error("wrong-target", message, beat.span, hint=hint)
            elif beat.verb in ("drain", "replace"):
                continue
            elif role is Role.CLIENT:
                message = f"`{target}` stands for all who send requests, and has no copies"
                yield error("no-copies", message, beat.span, hint=f"`load {target} x10` sends more")
            elif role is Role.OUTCOME:
                message = f"`{target}` tells what becomes of others, and has no copies"
                yield error("no-copies", message, beat.span, hint=f"give `{target}` a `role` if it is a part")
            elif role is Role.NODE and beat.verb in ("roll", "canary", "bluegreen"):
                message = f"`{target}` is a node: what runs on it has versions"
                yield error("wrong-target", message, beat.span, hint="name what runs on it")


def _dead_ends(beats: Sequence[Beat], names: Names) -> Iterator[Diagnostic]:
    """Requests that are to leave where ways only lead to."""
    shared = {beat.targets[0] for beat in beats if beat.verb == "split" and beat.targets}
    for beat in beats:
        source = beat.targets[0] if beat.targets else ""
        if source in shared or beat.verb not in ("traffic", "load") or beat.args.get("off") or names.after(source):
            continue
        before = [one for one, other in sorted(names.links) if other == names.bearer(source)]
        if before:
            hint = f"`{beat.verb}` of who sends there: {listed(dict.fromkeys(before))}"
            yield error("dead-end", f"nothing leads on from `{source}`", beat.span, hint=hint)


def _faster(beats: Sequence[Beat], settings: Settings) -> Iterator[Diagnostic]:
    """What is told to be degraded and answers as soon as ever."""
    for beat in beats:
        late = float(beat.args.get("latency") or 0) if beat.verb == "degrade" else 0
        for target in beat.targets if late else ():
            usual = settings.get(base(target), {}).get("latency")
            if usual is not None and late <= usual:
                message = f"`{target}` takes {duration(usual)} as it is: {duration(late)} is no later"
                yield warning("not-slower", message, beat.span, hint=f"write more than {duration(usual)}")


def _unseen(beats: Sequence[Beat], names: Names) -> Iterator[Diagnostic]:
    """Changes that are told to somebody to whom no way leads, over others or back."""
    for beat in beats:
        if beat.verb == "watch" and len(beat.targets) == 2:
            one, other = beat.targets
            if not _leads(names, one, other) and not _leads(names, other, one):
                message, hint = names.apart(one, other)
                yield error("unknown-edge", message, beat.span, hint=hint)


def _leads(names: Names, one: str, other: str) -> bool:
    ahead = [one]
    for here in ahead:
        ahead += [target for target in names.after(here) if target not in ahead]
    return other in ahead or any(names.linked(here, other) for here in ahead)
