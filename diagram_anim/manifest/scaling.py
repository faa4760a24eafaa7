"""HorizontalPodAutoscalers: how far, by which use, and how fast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagram_anim.manifest.objects import Item, Reading
from diagram_anim.manifest.quantities import Values
from diagram_anim.model.diagnostic import error
from diagram_anim.model.limits import COPIES

WAYS = {"scaleUp": "grow", "scaleDown": "shrink"}


def scaling(item: Item, values: Values, target: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """The `autoscale` keys of what an HPA scales, whose own settings are in `target`."""
    least, most = values.count("spec", "minReplicas"), values.count("spec", "maxReplicas", least=1, most=COPIES)
    least = 1 if least is None else least
    if most is None and item.get("spec", "maxReplicas") is None:
        hint = "write `maxReplicas: 10`"
        values.problems.append(
            error("missing-key", f"{item.name} must say `maxReplicas`", item.span("spec"), hint=hint)
        )
    if most is not None and least > most:
        message = f"{item.name} scales from {least} to {most} pods"
        where = item.span("spec", "minReplicas")
        values.problems.append(error("min-over-max", message, where, hint="`minReplicas` is at most `maxReplicas`"))
    share = _target(item, values, target, reading)
    if (share is None and item.items("spec", "metrics")) or (most is not None and least > most):
        return {}  # by what isn't simulated nothing is scaled, nor by what contradicts itself
    found: dict[str, Any] = {"autoscale.min": least, "autoscale.max": most, "autoscale.target": share}
    for way, name in WAYS.items():
        found |= _behavior(item, values, way, name)
    start = target.get("replicas", 1)
    found["replicas"] = min(max(start, least), most) if most is not None else start
    return {key: value for key, value in found.items() if value is not None}


def _target(item: Item, values: Values, target: Mapping[str, Any], reading: Reading) -> float | None:
    """The CPU use that is aimed at; None where nothing is said of it."""
    old = values.count("spec", "targetCPUUtilizationPercentage", least=1)
    if old is not None:
        return old / 100
    share = None
    for place in range(len(item.items("spec", "metrics"))):
        path = ("spec", "metrics", place, "resource")
        if item.get(*path) is None:
            continue
        if item.get(*path, "name") != "cpu":
            reading.leave(item.kind, f"metrics: {item.get(*path, 'name')}", _ONLY_CPU, item.span(*path, "name"))
            continue
        use = values.count(*path, "target", "averageUtilization", least=1)
        cores = values.quantity(*path, "target", "averageValue")
        if use is not None:
            share = use / 100
        elif cores is not None:
            share = round(cores / target.get("cpu.request", 1.0), 4)
    if share is not None and "cpu.request" not in target:
        message = (
            f"the CPU use that {item.name} aims at is measured against `resources.requests.cpu`, which isn't given"
        )
        hint = "the pods get `requests: {cpu: …}`; without it Kubernetes scales nothing"
        values.problems.append(error("no-request", message, item.span("spec", "scaleTargetRef", "name"), hint=hint))
    return share


_ONLY_CPU = "only the mean CPU use is simulated"


def _behavior(item: Item, values: Values, way: str, name: str) -> dict[str, Any]:
    """The policies of a direction: one of each type in one period as keys of their own, others as a list."""
    path = ("spec", "behavior", way)
    window = values.seconds(*path, "stabilizationWindowSeconds")
    found: dict[str, Any] = {"autoscale.down" if name == "shrink" else "autoscale.grow.window": window}
    found[f"autoscale.{name}.tolerance"] = values.quantity(*path, "tolerance")
    select = item.get(*path, "selectPolicy")
    if select in ("Min", "Disabled"):
        found[f"autoscale.{name}.select"] = {"Min": "min", "Disabled": "off"}[select]
    policies: list[tuple[int | float, float]] = []
    for place in range(len(item.items(*path, "policies"))):
        here = (*path, "policies", place)
        value, seconds = values.count(*here, "value"), values.seconds(*here, "periodSeconds")
        if value is not None and seconds:
            policies.append((value if item.get(*here, "type") == "Pods" else value / 100, seconds))
    keys = ["pods" if isinstance(limit, int) else "share" for limit, _ in policies]
    if len({seconds for _, seconds in policies}) == 1 and len({*keys}) == len(keys):
        found[f"autoscale.{name}.period"] = policies[0][1]
        found |= {f"autoscale.{name}.{key}": limit for key, (limit, _) in zip(keys, policies, strict=True)}
    elif policies:
        found[f"autoscale.{name}.policies"] = tuple(policies)
    return found
