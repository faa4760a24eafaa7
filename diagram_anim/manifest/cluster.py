"""Objects into the parts of a system: who answers, who shares out, who scales whom, who sends to whom.

Comes in: objects. Goes out: a cluster of units with settings by the keys of `system:`, in SI units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diagram_anim.manifest.links import Links
from diagram_anim.manifest.objects import Item, Reading
from diagram_anim.manifest.quantities import Values
from diagram_anim.manifest.refused import refused
from diagram_anim.manifest.scaling import scaling
from diagram_anim.manifest.workloads import WORKLOADS, workload
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.span import Span
from diagram_anim.model.system import Role

SYNC = 1.0
"""Seconds in which kube-proxy takes changed endpoints over: --iptables-min-sync-period."""

_ASKING = {"cpu.request": 1.0}
"""The settings of a workload that isn't there, where nothing shall be missing in them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A workload, a Service or an Ingress; `id` is what it is called in a diagram that is drawn of it."""

    id: str
    kind: str
    name: str
    namespace: str
    role: Role
    span: Span
    settings: Mapping[str, Any] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    """The ids of those that it sends to."""

    app: str = ""
    """Of what application it is a part, where its labels say so."""


@dataclass(frozen=True, slots=True)
class Cluster:
    units: tuple[Unit, ...]

    def named(self, id: str) -> Unit:
        return next(unit for unit in self.units if unit.id == id)

    def before(self, id: str) -> list[Unit]:
        return [unit for unit in self.units if id in unit.leads]

    def folded(self) -> Cluster:
        """The same with no Service of its own for a workload that has only this one: its pods are shared out by it."""
        inside: dict[str, str] = {}
        for unit in self.units:
            if unit.kind == "Service" and len(unit.leads) == 1:
                (behind,) = unit.leads
                if len(self.before(behind)) == 1 and self.named(behind).kind in WORKLOADS:
                    inside[unit.id] = behind
        own = {
            behind: self.named(service).settings
            for service, behind in inside.items()
            if self.named(behind).settings["replicas"] > 1 or "autoscale.max" in self.named(behind).settings
        }
        return Cluster(
            tuple(
                replace(
                    unit,
                    settings={**unit.settings, **own.get(unit.id, {})},
                    leads=tuple(dict.fromkeys(inside.get(id, id) for id in unit.leads)),
                )
                for unit in self.units
                if unit.id not in inside
            )
        )


def cluster(reading: Reading) -> tuple[Cluster, list[Diagnostic]]:
    """The cluster of all objects, with what contradicts itself or leads nowhere."""
    problems: list[Diagnostic] = []
    items = _once(reading.items, problems)
    ids = _ids([item for item in items if item.kind in (*WORKLOADS, "Service", "Ingress")])
    links = Links(items, ids, problems)
    units = []
    for item, id in ids.items():
        values = Values(item, problems)
        settings: dict[str, Any]
        if item.kind in WORKLOADS:
            role, settings = workload(item, values, reading)
        else:
            front = _service if item.kind == "Service" else _ingress
            role, settings = Role.BALANCER, front(item, values, reading)
        known = (id, item.kind, item.name, item.namespace, role, item.span())
        units.append(Unit(*known, settings, links.of(item), item.app))
    scaled = {unit.id: dict(unit.settings) for unit in units}
    for item in items:
        problems += refused(item)
        if item.kind == "HorizontalPodAutoscaler":
            kind, name = (str(item.get("spec", "scaleTargetRef", key) or "") for key in ("kind", "name"))
            target = links.find(kind, name, item.namespace)
            if target is None:
                hint = links.hint(name, WORKLOADS)
                where = item.span("spec", "scaleTargetRef", "name")
                message = f"{item.name} scales {kind} {name}, which isn't there"
                problems += [warning("leads-nowhere", message, where, hint=hint)] if name else []
                scaling(item, Values(item, problems), _ASKING, reading)  # for its own mistakes
            else:
                scaled[target] |= scaling(item, Values(item, problems), scaled[target], reading)
        elif item.kind == "PodDisruptionBudget":
            chosen = links.selected(item, ("spec", "selector", "matchLabels"))
            if not chosen and item.table("spec", "selector", "matchLabels"):
                problems.append(links.unselected(item, ("spec", "selector", "matchLabels")))
            for target in chosen:
                scaled[target] |= _budget(Values(item, problems))
    return Cluster(tuple(replace(one, settings=scaled[one.id]) for one in units)), problems


def _once(items: list[Item], problems: list[Diagnostic]) -> list[Item]:
    seen: dict[tuple[str, str, str], Item] = {}
    for item in items:
        key = (item.kind, item.namespace, item.name)
        if key in seen:
            first = seen[key].span()
            message = f"{item.kind} {item.name} stands in {first.file}:{first.line} already"
            problems.append(warning("twice", message, item.span("metadata", "name"), hint="the first one counts"))
        seen.setdefault(key, item)
    return list(seen.values())


def _ids(items: list[Item]) -> dict[Item, str]:
    """An id of Mermaid for each: its name, with its kind where a workload has the same name."""
    found: dict[Item, str] = {}
    ending = {"Service": "-svc", "Ingress": "-ing"}
    for item in sorted(items, key=lambda one: (*WORKLOADS, "Service", "Ingress").index(one.kind)):
        id = re.sub(r"[^\w-]", "_", item.name)
        id = f"{id}_" if id in _RESERVED else id
        if id in found.values():
            id += ending.get(item.kind, f"-{item.namespace or item.kind.lower()}")
        while id in found.values():
            id += "_"
        found[item] = id
    return {item: found[item] for item in items}


_RESERVED = ("end", "graph", "subgraph", "class", "style", "click", "default", "flowchart", "direction", "linkStyle")


def _service(item: Item, values: Values, reading: Reading) -> dict[str, Any]:
    """Kubernetes Service: a random ready pod for each connection, as is the default; `ClientIP` keeps a client with its
    pod."""
    if item.get("spec", "clusterIP") == "None":
        why = "each request goes to a pod that is ready then, whatever its client was told before"
        reading.leave(item.kind, "clusterIP: None", why, item.span("spec", "clusterIP"))
    sticky = item.get("spec", "sessionAffinity") == "ClientIP"
    return {**({"policy": "sticky"} if sticky else {}), "notice": SYNC}


_NGINX = "nginx.ingress.kubernetes.io/"
_TELLING = re.compile(r"canary|limit-|load-balance|mirror-|proxy-(?:next-upstream|connect|send)|service-upstream")
"""What of ingress-nginx's annotations decides where requests go or whether they get there."""


def _ingress(item: Item, values: Values, reading: Reading) -> dict[str, Any]:
    """Ingress: its Services in turn, unless ingress-nginx is told to keep a client where it is, or how long to wait."""
    policy, patience = "round-robin", None
    for key, value in item.table("metadata", "annotations").items():
        name = str(key).removeprefix(_NGINX)
        if name == key:
            continue
        if name == "affinity" and value == "cookie":
            policy = "sticky"
        elif name == "upstream-hash-by":
            policy = "hash"
        elif name == "proxy-read-timeout":
            patience = values.seconds("metadata", "annotations", key)
        elif _TELLING.match(name):
            why = "of ingress-nginx's annotations `affinity`, `upstream-hash-by` and `proxy-read-timeout` are read"
            reading.leave(item.kind, f"metadata.annotations.{name}", why, item.span("metadata", "annotations", key))
    return {"policy": policy, **({"timeout": patience} if patience else {})}


def _budget(values: Values) -> dict[str, Any]:
    """How many pods must stay (`minAvailable`), or may be missing however many there are (`maxUnavailable`)."""
    least = values.amount("spec", "minAvailable")
    most = values.amount("spec", "maxUnavailable")
    if least is not None and most is not None:
        message = f"{values.item.name} says both how many must stay and how many may be missing"
        where, hint = values.item.span("spec", "maxUnavailable", key=True), "keep `minAvailable` or `maxUnavailable`"
        values.problems.append(error("bad-manifest", message, where, hint=f"{hint}: the API takes one of them"))
    if least is not None:
        return {"budget": least}
    return {} if most is None else {"budget.missing": most}
