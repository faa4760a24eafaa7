"""Objects into the parts of a system: who answers, who shares out, who scales whom, who sends to whom.

Comes in: objects. Goes out: a cluster of units with settings by the keys of `system:`, in SI units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diagram_anim.manifest.objects import Item, Reading
from diagram_anim.manifest.quantities import Values
from diagram_anim.manifest.scaling import scaling
from diagram_anim.manifest.workloads import workload
from diagram_anim.model.diagnostic import Diagnostic, error, warning
from diagram_anim.model.span import Span
from diagram_anim.model.system import Role

SYNC = 1.0
"""Seconds in which kube-proxy takes changed endpoints over: --iptables-min-sync-period."""

_ASKING = {"cpu.request": 1.0}
"""The settings of a workload that isn't there, where nothing shall be missing in them."""

WORKLOADS = ("Deployment", "StatefulSet", "ReplicaSet")


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
    links = _Links(items, ids, problems)
    units = []
    for item, id in ids.items():
        values = Values(item, problems)
        settings: dict[str, Any]
        if item.kind in WORKLOADS:
            role, settings = workload(item, values, reading)
        else:
            front = _service if item.kind == "Service" else _ingress
            role, settings = Role.BALANCER, front(item, reading)
        known = (id, item.kind, item.name, item.namespace, role, item.span())
        units.append(Unit(*known, settings, links.of(item), item.app))
    scaled = {unit.id: dict(unit.settings) for unit in units}
    for item in items:
        if item.kind == "HorizontalPodAutoscaler":
            kind, name = (str(item.get("spec", "scaleTargetRef", key) or "") for key in ("kind", "name"))
            target = links.find(kind, name, item.namespace)
            if target is None:
                hint = links.hint(name, WORKLOADS)
                where = item.span("spec", "scaleTargetRef", "name")
                message = f"{item.name} scales {kind} {name}, which isn't there"
                problems.append(warning("leads-nowhere", message, where, hint=hint))
                scaling(item, Values(item, problems), _ASKING, reading)  # for its own mistakes
            else:
                scaled[target] |= scaling(item, Values(item, problems), scaled[target], reading)
        elif item.kind == "PodDisruptionBudget":
            for target in links.selected(item, ("spec", "selector", "matchLabels")):
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


def _service(item: Item, reading: Reading) -> dict[str, Any]:
    """Kubernetes Service: a random ready pod for each connection, as is the default; `ClientIP` keeps a client with its
    pod."""
    if item.get("spec", "clusterIP") == "None":
        why = "each request goes to a pod that is ready then, whatever its client was told before"
        reading.leave(item.kind, "clusterIP: None", why, item.span("spec", "clusterIP"))
    sticky = item.get("spec", "sessionAffinity") == "ClientIP"
    return {**({"policy": "sticky"} if sticky else {}), "notice": SYNC}


_NGINX = "nginx.ingress.kubernetes.io/"
_TELLING = re.compile(r"canary|limit-|load-balance|mirror-|proxy-next-upstream|service-upstream")
"""What of ingress-nginx's annotations decides where requests go or whether they get there."""


def _ingress(item: Item, reading: Reading) -> dict[str, Any]:
    """Ingress: its Services in turn, unless ingress-nginx is told to keep a client where it is."""
    policy = "round-robin"
    for key, value in item.table("metadata", "annotations").items():
        name = str(key).removeprefix(_NGINX)
        if name == key:
            continue
        if name == "affinity" and value == "cookie":
            policy = "sticky"
        elif name == "upstream-hash-by":
            policy = "hash"
        elif _TELLING.match(name):
            why = "of ingress-nginx's annotations `affinity` and `upstream-hash-by` are read"
            reading.leave(item.kind, f"metadata.annotations.{name}", why, item.span("metadata", "annotations", key))
    return {"policy": policy}


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


class _Links:
    """Who sends to whom: an Ingress to its Services, a Service to those that it selects, a workload to the Services
    that its environment names."""

    def __init__(self, items: list[Item], ids: Mapping[Item, str], problems: list[Diagnostic]) -> None:
        self.items = items
        self.ids = ids
        self.problems = problems
        self.maps = {(item.namespace, item.name): item for item in items if item.kind == "ConfigMap"}

    def of(self, item: Item) -> tuple[str, ...]:
        if item.kind == "Ingress":
            return tuple(dict.fromkeys(self._backends(item)))
        if item.kind == "Service":
            return self._served(item)
        return self._called(item)

    def find(self, kind: str, name: str, namespace: str) -> str | None:
        same = [id for one, id in self.ids.items() if (one.kind, one.name) == (kind, name)]
        near = [i for one, i in self.ids.items() if (one.kind, one.name, one.namespace) == (kind, name, namespace)]
        return next(iter((*near, *same)), None)

    def hint(self, name: str, kinds: tuple[str, ...]) -> str:
        from diagram_anim.story.grammar import near

        return near.hint(name, [item.name for item in self.items if item.kind in kinds])

    def selected(self, item: Item, path: tuple[str, ...]) -> tuple[str, ...]:
        """The workloads whose pods have all the labels at a path, in the same namespace."""
        wanted = item.table(*path)
        if not wanted:
            return ()
        return tuple(
            id
            for one, id in self.ids.items()
            if one.kind in WORKLOADS
            and one.namespace == item.namespace
            and wanted.items() <= one.table("spec", "template", "metadata", "labels").items()
        )

    def _served(self, item: Item) -> tuple[str, ...]:
        found = self.selected(item, ("spec", "selector"))
        if not found and item.get("spec", "selector"):
            message = f"no pod has the labels that Service {item.name} selects"
            labels = {
                f"{key}: {value}"
                for one in self.ids
                if one.kind in WORKLOADS
                for key, value in one.table("spec", "template", "metadata", "labels").items()
            }
            hint = f"pods have {', '.join(f'`{label}`' for label in sorted(labels)[:6])}" if labels else ""
            where = item.span("spec", "selector")
            self.problems.append(warning("leads-nowhere", message, where, hint=hint))
        return found

    def _backends(self, item: Item) -> list[str]:
        paths: list[tuple[str | int, ...]] = [("spec", "defaultBackend", "service", "name")]
        for rule in range(len(item.items("spec", "rules"))):
            for place in range(len(item.items("spec", "rules", rule, "http", "paths"))):
                paths.append(("spec", "rules", rule, "http", "paths", place, "backend", "service", "name"))
        found = []
        for path in paths:
            name = item.get(*path)
            if isinstance(name, str):
                id = self.find("Service", name, item.namespace)
                if id:
                    found.append(id)
                else:
                    message = f"Ingress {item.name} sends to Service {name}, which isn't there"
                    hint = self.hint(name, ("Service",))
                    self.problems.append(warning("leads-nowhere", message, item.span(*path), hint=hint))
        return found

    def _called(self, item: Item) -> tuple[str, ...]:
        """Services whose name stands as a host in a value of the environment, or one of their pods' (`db-0.db`)."""
        texts = list(self._environment(item))
        own = self.ids[item]
        found = []
        for one, id in self.ids.items():
            named = re.compile(rf"(?:^|[/@,=\s])(?:[\w-]+-\d+\.)?{re.escape(one.name)}(?:\.[\w.-]+)?(?:[:/,;\s]|$)")
            behind = self.selected(one, ("spec", "selector")) if one.kind == "Service" else ()
            if one.kind == "Service" and own not in behind and any(named.search(text) for text in texts):
                found.append(id)
        return tuple(found)

    def _environment(self, item: Item) -> list[str]:
        found: list[str] = []
        pod = ("spec", "template", "spec", "containers")
        for place in range(len(item.items(*pod))):
            for at in range(len(item.items(*pod, place, "env"))):
                entry = (*pod, place, "env", at)
                found.append(str(item.get(*entry, "value") or ""))
                source = self.maps.get((item.namespace, str(item.get(*entry, "valueFrom", "configMapKeyRef", "name"))))
                key = item.get(*entry, "valueFrom", "configMapKeyRef", "key")
                found.append(str(source.get("data", str(key)) or "") if source else "")
            for at in range(len(item.items(*pod, place, "envFrom"))):
                named = str(item.get(*pod, place, "envFrom", at, "configMapRef", "name"))
                source = self.maps.get((item.namespace, named))
                found += [str(value) for value in source.table("data").values()] if source else []
            found += [str(one) for key in ("command", "args") for one in item.items(*pod, place, key)]
        return found
