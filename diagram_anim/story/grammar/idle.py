"""Settings of parts that are nothing of the kind: a policy of a database, an autoscaler of those who send requests.

Comes in: settings with their places, the beats, and what each part is. Goes out: a warning at each setting that counts
for nothing there; an error where it would make copies of what has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.log import base
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.system import Role
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.settled import Places, Settings

GROWING = ("scale", "autoscale", "roll", "canary", "bluegreen", "undo")

EVERY = frozenset(Role)
PASSING = (Role.CLIENT, Role.OUTCOME, Role.NODE)
SERVING = (Role.SERVER, Role.STORE, Role.CACHE, Role.QUEUE)


@dataclass(frozen=True, slots=True)
class Kind:
    """Keys, whose they are, and the roles for which they count for nothing."""

    keys: tuple[str, ...]
    of: str
    idle: Collection[Role]


SENDING = Kind(("rate", "retries", "clients", "arrivals", "stream"), "who sends requests", (*SERVING, *PASSING[1:]))
CHOOSING = Kind(("policy", "notice"), "who shares requests out", (*SERVING, *PASSING))
SHARING = Kind(("weights", "retry"), "a balancer", EVERY - {Role.BALANCER, Role.CONTROLLER, Role.THING})
COPYING = Kind(("autoscale", "rollout"), "what has copies", (Role.CLIENT, Role.OUTCOME))
NAMED = Kind(("ttl",), "what is registered under a name", EVERY)
POOLING = Kind(("pool", "pool_timeout"), "what asks a store", EVERY)
HAVING = Kind(("memory.limit",), "a node, which has it", EVERY - {Role.NODE, Role.THING})
ASKING = Kind(("memory.request",), "what runs on a node that says what it has (`memory.limit`)", EVERY)
KINDS = (
    SENDING,
    CHOOSING,
    SHARING,
    COPYING,
    NAMED,
    POOLING,
    Kind(("check",), "a balancer, or what is checked", (Role.CLIENT, Role.OUTCOME)),
    Kind(("hit",), "a cache", EVERY - {Role.CACHE, Role.THING}),
    Kind(("deliver",), "a queue", EVERY - {Role.QUEUE, Role.THING}),
    Kind(("lag",), "a store", EVERY - {Role.STORE, Role.THING}),
    Kind(("max_connections",), "what takes connections", PASSING),
    HAVING,
    ASKING,
)
_BY_KEY = {key: kind for kind in KINDS for key in kind.keys}


def idle_settings(
    settings: Settings, places: Places, beats: Sequence[Beat], names: Names, roles: Mapping[str, Role]
) -> Iterator[Diagnostic]:
    """Where one word names several parts (a glob, a group), only what counts for none of them is told. What has no
    place was set from outside (`--set`)."""
    busy: set[object] = set()
    found: dict[object, Diagnostic] = {}
    copied: set[str] = set()
    """Whose copies have been spoken of."""
    for part, given in settings.items():
        for key in given:
            where = places.get((part, key))
            at = where or key
            kind = _BY_KEY.get(key) or _BY_KEY.get(key.partition(".")[0])
            role = roles.get(part, Role.THING)
            if kind is None or role not in kind.idle or _used(part, kind, settings, beats, names, roles):
                busy.add(at)
            elif kind is COPYING and part in copied:
                continue
            elif kind is COPYING:
                copied.add(part)
                message, hint = f"`{part}` is a {role}, and has no copies", "take it out, or give it another `role`"
                found[at] = error("no-copies", message, where, hint=hint)
            else:
                other = {NAMED: "isn't", POOLING: "asks none", ASKING: "doesn't"}.get(kind, f"is a {role}")
                message = f"`{key}` counts for {kind.of}: `{part}` {other}"
                hint = f"take it out, or give `{part}` another `role`"
                hint = _registered(beats) if kind is NAMED else HINTS.get(kind, hint)
                found[at] = warning("unused-setting", message, where, hint=hint)
    yield from (one for at, one in found.items() if at not in busy)


HINTS = {
    POOLING: "take it out, or give what it asks the role `store`",
    HAVING: "take it out: of what isn't a node only CPU is simulated",
    ASKING: "take it out, or give its nodes a `memory.limit`, and name them: `on: N1/N2`",
}


def _takes(part: str, settings: Settings, roles: Mapping[str, Role]) -> bool:
    """Whether connections to it are held: to a store, to what says how many it takes; of what isn't known, perhaps."""
    return roles.get(part, Role.STORE) is Role.STORE or "max_connections" in settings.get(part, {})


def _used(
    part: str, kind: Kind, settings: Settings, beats: Sequence[Beat], names: Names, roles: Mapping[str, Role]
) -> bool:
    """Whether it counts all the same: of what sends, shares out, or has copies to choose from by what is told."""
    mine = {beat.verb for beat in beats if part in beat.targets}
    given = settings[part]
    several = given.get("replicas", 1) > 1 or len(given.get("on", ())) > 1 or "framework" in given
    if kind is POOLING:
        return any(_takes(one, settings, roles) for one in names.after(part))
    if kind is HAVING:
        homes = {home for one in settings.values() for home in one.get("on", ())}
        homes |= {str(beat.args["on"]) for beat in beats if beat.args.get("on")}
        return given.get("duty") == "kubelet" or part in {*homes, *(id for one in homes for id in _members(names, one))}
    if kind is ASKING:
        placed = "on" in given or "framework" in given or bool(mine & {"apply", "schedule", "replace"})
        return placed and any("memory.limit" in its for one, its in settings.items() if one != part)
    if kind is SENDING:
        return bool(mine & {"traffic", "load", "send"}) or not any(target == part for _, target in names.links)
    if kind is CHOOSING:
        scaled = any(key.startswith("autoscale") for key in given)
        return several or scaled or bool(mine & {*GROWING, "split", "apply"})
    if kind is NAMED:  # who asks and who answers go by what was said of those that stand there
        homes = {part, *given.get("on", ())}
        named = [beat for beat in beats if beat.verb == "register"]
        there = {base(one) for beat in named for target in beat.targets for one in (target, *_members(names, target))}
        return bool(homes & there) or part in {beat.args.get("name") for beat in named}
    return kind is SHARING and "split" in mine


def _members(names: Names, target: str) -> Sequence[str]:
    return names.members.get(target, ())


def _registered(beats: Sequence[Beat]) -> str:
    """Where a name's time to live may stand."""
    there = dict.fromkeys(target for beat in beats if beat.verb == "register" for target in beat.targets)
    told = ", ".join(f"`{one}`" for one in there)
    return f"give it to what is registered: {told}" if told else "take it out, or `register` it under a name"
