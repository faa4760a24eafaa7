"""Deployments and StatefulSets: copies, probes, CPU, grace, and how they are released."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from diagram_anim.manifest.objects import Item, Reading
from diagram_anim.manifest.quantities import Values
from diagram_anim.manifest.refused import POD
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.limits import COPIES
from diagram_anim.model.system import Role

WORKLOADS = ("Deployment", "StatefulSet", "ReplicaSet")

_IMAGES = {
    Role.STORE: "postgres postgresql mysql mariadb mongo mongodb cassandra cockroach etcd opensearch minio",
    Role.CACHE: "redis valkey memcached dragonfly",
    Role.QUEUE: "rabbitmq kafka nats pulsar activemq artemis redpanda",
}
"""What an image's name tells of its role; all others answer requests."""


def workload(item: Item, values: Values, reading: Reading) -> tuple[Role, dict[str, Any]]:
    """The role and the settings of a workload's copies."""
    replicas = values.count("spec", "replicas", most=COPIES)
    settings: dict[str, Any] = {
        "replicas": 1 if replicas is None else replicas,
        "version": _tag(str(item.get(*POD, "containers", 0, "image") or "")),
        "restart": True,
        "grace": values.seconds(*POD, "terminationGracePeriodSeconds"),
        "prestop": _prestop(item, values, reading),
        "max_connections": _connections(item),
        **_cpu(item, values),
        **_probes(item, values),
        **_rollout(item, values),
    }
    if not item.items(*POD, "containers"):
        where = item.span(*POD) if item.get(*POD) else item.span("metadata", "name")
        hint = "its pods are described under `spec.template.spec.containers`"
        values.problems.append(error("no-container", f"{item.kind} {item.name} has no container", where, hint=hint))
    values.problems.extend(_unlabelled(item))
    if item.get("spec", "strategy", "type") == "Recreate":
        reading.leave(item.kind, "strategy.type: Recreate", _RECREATE, item.span("spec", "strategy", "type"))
    if item.get("spec", "updateStrategy", "type") == "OnDelete":
        reading.leave(
            item.kind, "updateStrategy.type: OnDelete", _ON_DELETE, item.span("spec", "updateStrategy", "type")
        )
    return _role(item), {key: value for key, value in settings.items() if value is not None and value != ""}


def _unlabelled(item: Item) -> Iterator[Diagnostic]:
    """Pods without the labels by which their workload would know them: no cluster takes it."""
    wanted, labels = item.table("spec", "selector", "matchLabels"), item.table("spec", "template", "metadata", "labels")
    for key, value in wanted.items():
        if labels.get(key) != value:
            has = f"have `{key}: {labels[key]}`" if key in labels else f"have no label `{key}`"
            message = f"{item.kind} {item.name} selects `{key}: {value}`, its own pods {has}: no cluster takes it"
            hint = f"write `{key}: {value}` under `spec.template.metadata.labels`"
            yield error("selects-others", message, item.span("spec", "selector", "matchLabels", key), hint=hint)
            return


_RECREATE = "each new copy starts as its old one has ended, not when all have"
_ON_DELETE = "a rollout exchanges one copy after the other"


def _role(item: Item) -> Role:
    image = str(item.get(*POD, "containers", 0, "image") or "")
    words = set(re.split(r"[^a-z]+", image.partition("@")[0].lower()))
    return next((role for role, names in _IMAGES.items() if words & set(names.split())), Role.SERVER)


def _tag(image: str) -> str:
    """`ghcr.io/shop/web:1.4.2` is version 1.4.2."""
    _, colon, tag = image.partition("@")[0].rpartition("/")[2].partition(":")
    return tag if colon else ""


def _connections(item: Item) -> int | None:
    """PostgreSQL and MySQL take `max_connections` as an argument of their server."""
    for key in ("command", "args"):
        for word in item.items(*POD, "containers", 0, key):
            found = re.search(r"max[_-]connections[= ](\d+)", str(word))
            if found:
                return int(found[1])
    return None


def _prestop(item: Item, values: Values, reading: Reading) -> float | None:
    """The longest of the containers' hooks: `sleep: {seconds: 5}`, or a command with `sleep 5` in it."""
    found: list[float] = []
    for place in range(len(item.items(*POD, "containers"))):
        path = (*POD, "containers", place, "lifecycle", "preStop")
        command = " ".join(map(str, item.items(*path, "exec", "command")))
        slept = re.search(r"\bsleep\s+(\d+(?:\.\d+)?)", command)
        seconds = values.seconds(*path, "sleep", "seconds")
        if slept or seconds is not None:
            found.append(float(slept[1]) if slept else seconds or 0.0)
        elif item.get(*path) is not None and item.get(*path, "sleep") is None:
            reading.leave(item.kind, "containers.lifecycle.preStop", _HOOK, item.span(*path, key=True))
    return max(found, default=None)


_HOOK = "how long this hook takes isn't said; one that sleeps takes as long as it sleeps"


def _cpu(item: Item, values: Values) -> dict[str, Any]:
    """The sums over a pod's containers; a limit only where each has one."""
    numbers = range(len(item.items(*POD, "containers")))
    paths = [(*POD, "containers", one, "resources") for one in numbers]
    asked = [values.quantity(*path, "requests", "cpu") for path in paths]
    most = [values.quantity(*path, "limits", "cpu") for path in paths]
    for path, request, limit in zip(paths, asked, most, strict=True):
        if request is not None and limit is not None and request > limit:
            message = f"{item.kind} {item.name} asks for {request:g} cores and gets {limit:g} at most"
            hint = "a request is at most the limit: the API takes no other"
            values.problems.append(error("min-over-max", message, item.span(*path, "requests", "cpu"), hint=hint))
            return {}
    known = [one for one in asked if one is not None]
    limits = [one for one in most if one is not None]
    return {
        **({"cpu.request": round(sum(known), 6)} if known else {}),
        **({"cpu.limit": round(sum(limits), 6)} if limits and len(limits) == len(most) else {}),
    }


_PROBES = {
    "readinessProbe": {
        "check.delay": "initialDelaySeconds",
        "check.period": "periodSeconds",
        "check.timeout": "timeoutSeconds",
        "check.failures": "failureThreshold",
        "check.successes": "successThreshold",
    },
    "livenessProbe": {
        "live.delay": "initialDelaySeconds",
        "live.period": "periodSeconds",
        "live.timeout": "timeoutSeconds",
        "live.failures": "failureThreshold",
    },
    "startupProbe": {
        "startup.delay": "initialDelaySeconds",
        "startup.period": "periodSeconds",
        "startup.failures": "failureThreshold",
    },
}
_PERIOD = 10.0
"""Kubernetes: periodSeconds where a probe doesn't say it."""


def _probes(item: Item, values: Values) -> dict[str, Any]:
    """The probes of the first container that has one of a kind. A probe without figures is there by its period; 0
    seconds stand for Kubernetes' default."""
    found: dict[str, Any] = {}
    for probe, keys in _PROBES.items():
        numbers = range(len(item.items(*POD, "containers")))
        number = next((one for one in numbers if item.get(*POD, "containers", one, probe) is not None), None)
        if number is None:
            continue
        for key, name in keys.items():
            path = (*POD, "containers", number, probe, name)
            counts = name.endswith("Threshold")
            value: float | int | None = values.count(*path, least=1) if counts else values.seconds(*path)
            if value or (value is not None and name == "initialDelaySeconds"):
                found[key] = value
        period = next(key for key, name in keys.items() if name == "periodSeconds")
        found.setdefault(period, _PERIOD)
    return found


def _rollout(item: Item, values: Values) -> dict[str, Any]:
    settings = {
        "rollout.ready": values.seconds("spec", "minReadySeconds"),
        "rollout.deadline": values.seconds("spec", "progressDeadlineSeconds"),
    }
    if item.kind == "StatefulSet":
        path = ("spec", "updateStrategy", "rollingUpdate")
        missing = values.amount(*path, "maxUnavailable")
        return {
            **settings,
            "ordered": item.get("spec", "podManagementPolicy") != "Parallel" or None,
            "rollout.unavailable": 1 if missing is None else missing,
            "rollout.ordered": True,
            "rollout.partition": values.count(*path, "partition") or None,
        }
    if item.get("spec", "strategy", "type") == "Recreate":
        return {**settings, "rollout.surge": 0, "rollout.unavailable": 1.0}
    path = ("spec", "strategy", "rollingUpdate")
    surge, missing = values.amount(*path, "maxSurge"), values.amount(*path, "maxUnavailable")
    if surge == 0 and missing == 0:
        hint = "one of `maxSurge` and `maxUnavailable` must be more than 0"
        message = f"no pod of {item.name} could be exchanged"
        values.problems.append(error("stuck-rollout", message, item.span(*path), hint=hint))
        return settings
    return {**settings, "rollout.surge": surge, "rollout.unavailable": missing}
