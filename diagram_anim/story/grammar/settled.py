"""Settings that are well each and can't be together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.span import Span
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.grammar.units import memory

Settings = Mapping[str, Mapping[str, Any]]
Places = Mapping[tuple[str, str], Span]
"""Where a part's key was given."""

LEAST, MOST = 1, 10
"""The fewest and the most copies of what scales by itself, where nothing is said: the simulation's defaults."""

GRACE = 30.0
"""Seconds that what is stopped has, where nothing is said: the simulation's default."""

PERIOD, PATIENCE = 10.0, 1.0
"""Seconds from one check to the next, and that it waits, where nothing is said: the simulation's defaults."""

PROBES = ("check", "live")

STUCK = "one of `surge` and `unavailable` must be more than 0"


def bounds(part: str, least: int | None, most: int | None, where: Span | None) -> Iterator[Diagnostic]:
    """Of an autoscaler whose least is more than its most; where one isn't given, its default holds."""
    lower, upper = LEAST if least is None else least, MOST if most is None else most
    if lower <= upper:
        return
    hint = "`min` is at most `max`"
    if most is None:
        hint += f", which is {MOST} where it isn't given: write `max` too"
    yield error("min-over-max", f"`{part}` scales from {lower} to {upper} {copies(upper)}", where, hint=hint)


def out_of_bounds(given: Mapping[str, Any], count: int) -> str:
    """Between which numbers of copies an autoscaler keeps what so many copies are outside of; empty where they aren't,
    or none stands behind them. Without any copy it does nothing (Kubernetes: "Implicit maintenance-mode deactivation").
    """
    if not count or given.get("autoscale") is False or not any(key.startswith("autoscale") for key in given):
        return ""
    least, most = given.get("autoscale.min", LEAST), given.get("autoscale.max", MOST)
    return f"{least} to {most}" if least <= most and not least <= count <= most else ""


def copies(count: float) -> str:
    return "copy" if count == 1 else "copies"


def of_settings(
    settings: Settings, names: Names, places: Places, growing: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """What settings make of one another; `growing` are the parts whose number of copies is changed by a beat."""
    for part, given in settings.items():

        def at(*keys: str, part: str = part) -> Span | None:
            return next((places[part, key] for key in keys if (part, key) in places), None)

        if "/" in part and part not in names.kinds and given:
            owner = part.rpartition("/")[0]
            message = f"`{part}` is one copy: settings are those of all copies of `{owner}`"
            yield error(
                "wrong-target", message, at(*given), hint=f"write `{owner}`; `degrade {part}` slows one copy down"
            )
            continue
        if "autoscale.min" in given or "autoscale.max" in given:
            where = at("autoscale.min", "autoscale.max")
            yield from bounds(part, given.get("autoscale.min"), given.get("autoscale.max"), where)
        if given.get("replicas") == 0 and part not in growing and not given.keys() & {"autoscale", "autoscale.max"}:
            message, hint = f"`{part}` has no copy: nothing serves there", f"`scale {part} to=1` brings one up"
            yield warning("no-copies", message, at("replicas"), hint=hint)
        if found := out_of_bounds(given, given.get("replicas", 0)):
            message = f"`{part}` begins with {given['replicas']}, and its autoscaler keeps {found}"
            hint = "it brings them within these at its first decision, as Kubernetes' does: write as many"
            yield warning("out-of-bounds", message, at("replicas"), hint=hint)
        if given.get("rollout.surge") == 0 and given.get("rollout.unavailable") == 0:
            where = at("rollout.unavailable", "rollout.surge")
            yield error("stuck-rollout", f"no copy of `{part}` could be exchanged", where, hint=STUCK)
        weights = {key: value for key, value in given.items() if key.startswith("weights.")}
        if sum(weights.values()) > 1 + 1e-9:
            message = f"the weights of `{part}` make {100 * sum(weights.values()):g}%"
            yield error("bad-shares", message, at(*reversed(weights)), hint="together they are 100% at most")
        idle = bool(weights) and not any(weights.values())
        if idle and {f"weights.{target}" for target in names.after(part)} <= weights.keys():
            message, hint = (
                f"the weights of `{part}` make 0%: nobody gets a request",
                "one of them must be more than 0%",
            )
            yield error("bad-shares", message, at(*reversed(weights)), hint=hint)
        for key in weights:
            target = key.partition(".")[2]
            if not names.linked(part, target):
                message, hint = names.apart(part, target)
                yield error("unknown-edge", message, at(key), hint=hint)
        if part in given.get("on", ()):
            message = f"`{part}` can't run on itself"
            yield error("wrong-target", message, at("on"), hint="name the node that it runs on")
        for what in ("cpu", "memory"):
            asked, most = (given.get(f"{what}.{key}") for key in ("request", "limit"))
            if asked is not None and most is not None and asked > most:
                amounts = [f"{one:g}" if what == "cpu" else memory(one) for one in (asked, most)]
                unit = " cores" if what == "cpu" else ""
                message = f"`{part}` asks for {amounts[0]}{unit} and gets {amounts[1]} at most"
                yield error("min-over-max", message, at(f"{what}.request"), hint="`request` is at most `limit`")
        if weights and given.get("policy", "weighted") != "weighted":
            message = f"`{part}` has weights, and the policy `{given['policy']}`, which knows none"
            yield error("unused", message, at("policy"), hint="write `policy: weighted`, or take the weights out")
        for way in ("grow", "shrink"):
            single = [key for key in ("pods", "share", "period") if f"autoscale.{way}.{key}" in given]
            if f"autoscale.{way}.policies" in given and single:
                message, hint = f"`{part}` has limits twice over", "`policies` holds all limits with their periods"
                yield error("unused", message, at(f"autoscale.{way}.{single[0]}"), hint=hint)
        yield from _patient(part, given, at)
        grace = given.get("grace", GRACE)
        if given.get("prestop", 0.0) > grace:
            message = f"`{part}` is killed {grace:g} s after it is stopped, before its `prestop` is over"
            hint = "`prestop` is a part of `grace`: give that more"
            yield warning("prestop-over-grace", message, at("prestop"), hint=hint)
        kept = given.get("budget")
        if isinstance(kept, int) and part not in growing and kept > (count := _most(given)):
            message = f"`{part}` has {count} {copies(count)}, and its budget keeps {kept}: no drain ever ends"
            hint = f"`budget` is at most {count - 1}" if count > 1 else "give it more `replicas`, or take `budget` out"
            yield warning("budget-over-copies", message, at("budget"), hint=hint)
        if {"budget", "budget.missing"} <= given.keys():
            message = f"`{part}` has two budgets"
            hint = "`budget` says how many must stay, `missing` how many may be gone: write one of them"
            yield error("unused", message, at("budget.missing"), hint=hint)
        renewed, lock = given.get("heartbeat"), given.get("lease")
        if renewed is not None and lock is not None and renewed >= lock:
            message = f"the lock of `{part}` would run out before it is renewed"
            hint = "`heartbeat` is a fraction of `lease`: Patroni has 10s and 30s"
            yield error("no-peace", message, at("heartbeat", "lease"), hint=hint)
        beat, patience = given.get("heartbeat"), given.get("election")
        if beat is not None and patience is not None and beat >= patience:
            message = f"the members around `{part}` would miss every heartbeat"
            hint = "`heartbeat` is a fraction of `election`: etcd has 100ms and 1s"
            yield error("no-peace", message, at("heartbeat", "election"), hint=hint)


def _most(given: Mapping[str, Any]) -> int:
    """How many copies there are at the most, where no beat changes that."""
    scales = given.get("autoscale") is not False and any(key.startswith("autoscale") for key in given)
    return max(int(given.get("replicas", 1)), int(given.get("autoscale.max", MOST)) if scales else 1)


def _patient(part: str, given: Mapping[str, Any], at: Callable[..., Span | None]) -> Iterator[Diagnostic]:
    """Checks that wait longer than until the next one. Kubernetes takes them; its kubelet runs one probe of a container
    after another ("pkg/kubelet/prober/worker.go")."""
    for probe in PROBES:
        period, patience = given.get(f"{probe}.period", PERIOD), given.get(f"{probe}.timeout", PATIENCE)
        where = at(f"{probe}.timeout", f"{probe}.period")
        if patience > period and where:
            message = f"a check of `{part}` that fails takes {patience:g} s, and the next is due after {period:g} s"
            hint = f"one check follows another: write `{probe}.period` of {patience:g} s, or a shorter `timeout`"
            yield warning("slow-check", message, where, hint=hint)
