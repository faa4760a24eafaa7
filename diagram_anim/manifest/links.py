"""Who sends to whom among a cluster's objects.

Comes in: the objects with their ids. Goes out: for each the ids of those that it sends to, and a warning for each name
that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from diagram_anim.manifest.objects import Item
from diagram_anim.manifest.workloads import WORKLOADS
from diagram_anim.model.diagnostic import Diagnostic, warning


class Links:
    """Who sends to whom: an Ingress to its Services, a Service to those that it selects, a workload to the Services
    that its environment names."""

    def __init__(self, items: list[Item], ids: Mapping[Item, str], problems: list[Diagnostic]) -> None:
        self.items = items
        self.ids = ids
        self.problems = problems
        self.lacking: set[tuple[str, str]] = set()
        """The ConfigMaps that have been told to be missing."""
        self.maps = {(item.namespace, item.name): item for item in items if item.kind == "ConfigMap"}

    def of(self, item: Item) -> tuple[str, ...]:
        if item.kind == "Ingress":
            return tuple(dict.fromkeys(self._backends(item)))
        if item.kind == "Service":
            return self._served(item)
        name = item.get("spec", "serviceName")
        if isinstance(name, str) and item.kind == "StatefulSet" and not self.find("Service", name, item.namespace):
            message = f"StatefulSet {item.name} has its pods named by Service {name}, which isn't there"
            where, hint = item.span("spec", "serviceName"), self.hint(name, ("Service",))
            self.problems.append(warning("leads-nowhere", message, where, hint=hint))
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
            self.problems.append(self.unselected(item, ("spec", "selector")))
        return found

    def unselected(self, item: Item, path: tuple[str, ...]) -> Diagnostic:
        """That no pod has the labels at a path, with those that pods have."""
        pods = [one.table("spec", "template", "metadata", "labels") for one in self.ids if one.kind in WORKLOADS]
        labels = sorted({f"`{key}: {value}`" for one in pods for key, value in one.items()})
        hint = f"pods have {', '.join(labels[:6])}" if labels else ""
        message = f"no pod has the labels that {item.kind} {item.name} selects"
        return warning("leads-nowhere", message, item.span(*path), hint=hint)

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
                source = self._map(item, (*entry, "valueFrom", "configMapKeyRef"))
                key = item.get(*entry, "valueFrom", "configMapKeyRef", "key")
                found.append(str(source.get("data", str(key)) or "") if source else "")
            for at in range(len(item.items(*pod, place, "envFrom"))):
                named = (*pod, place, "envFrom", at, "configMapRef")
                source = self._map(item, named)
                found += [str(value) for value in source.table("data").values()] if source else []
            found += [str(one) for key in ("command", "args") for one in item.items(*pod, place, key)]
        return found

    def _map(self, item: Item, path: tuple[str | int, ...]) -> Item | None:
        """The ConfigMap that a reference names; one that isn't there is told, for its pods would wait for it."""
        name = item.get(*path, "name")
        key = (item.namespace, str(name))
        if isinstance(name, str) and key not in {*self.maps, *self.lacking} and item.get(*path, "optional") != "true":
            self.lacking.add(key)
            message = f"{item.kind} {item.name} takes from ConfigMap {name}, which isn't there"
            hint = self.hint(name, ("ConfigMap",))
            self.problems.append(warning("leads-nowhere", message, item.span(*path, "name"), hint=hint))
        return self.maps.get(key)
