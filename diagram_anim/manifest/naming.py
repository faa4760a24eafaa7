"""Which part of a diagram a Kubernetes object is: by its id or its words, whatever their case and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from diagram_anim.manifest.cluster import Cluster, Unit
from diagram_anim.manifest.workloads import WORKLOADS
from diagram_anim.model.diagnostic import Diagnostic, Severity, warning
from diagram_anim.model.span import Span
from diagram_anim.story.grammar import near

_KIND = {
    "Deployment": "deployment|deploy|디플로이먼트",
    "StatefulSet": "statefulset|sts|스테이트풀셋",
    "ReplicaSet": "replicaset|rs|레플리카셋",
    "Service": "service|svc|서비스",
    "Ingress": "ingress|ing|인그레스",
}


def settings(
    cluster: Cluster, labels: Mapping[str, str], where: Span
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """The settings of each part that is one of the cluster's units, with its role. `labels` are the parts' words by
    id; `where` is the place that asks for them. What isn't in the diagram is noted."""
    parts = _parts(cluster, labels)
    found: dict[str, dict[str, Any]] = {}
    problems: list[Diagnostic] = []
    for unit in cluster.units:
        if unit.id in parts:
            found[parts[unit.id]] = {"role": unit.role.value, **unit.settings, **_within(unit, cluster, parts)}
        elif unit.kind != "Service" or not _drawn_within(unit, cluster):
            message = f"{unit.kind} {unit.name} isn't in the diagram"
            hint = near.hint(unit.name, [id for id in labels if id not in parts.values()], most=0)
            hint = hint or f"call a node `{unit.id}` or write `{unit.name}` in it"
            problems.append(Diagnostic(Severity.NOTE, "not-drawn", message, unit.span, hint))
    if cluster.units and not found:
        hint = f"call its nodes {near.listed(unit.id for unit in cluster.units[:4])}"
        problems = [warning("not-drawn", "nothing of these manifests is in the diagram", where, hint=hint)]
    return found, problems


def _drawn_within(unit: Unit, cluster: Cluster) -> bool:
    """A Service of one workload with the same name needs no node of its own."""
    return unit.kind == "Service" and [cluster.named(id).name for id in unit.leads] == [unit.name]


def _within(unit: Unit, cluster: Cluster, parts: Mapping[str, str]) -> Mapping[str, Any]:
    """How a Service without a node of its own shares out among the copies of its workload."""
    own = [one for one in cluster.before(unit.id) if one.kind == "Service"]
    several = unit.settings.get("replicas", 1) > 1 or "autoscale.max" in unit.settings
    return own[0].settings if several and len(own) == 1 and own[0].id not in parts else {}


def _parts(cluster: Cluster, labels: Mapping[str, str]) -> dict[str, str]:
    """The part of each unit that has one, by the unit's id: the part with that id, else the one that says its kind and
    its name, else its name alone. Where a Service is called as its workload, such a name is the workload's."""
    found: dict[str, str] = {}
    for both in (True, False):
        for unit in sorted(cluster.units, key=lambda one: one.kind not in WORKLOADS):
            open = {id: label for id, label in labels.items() if id not in found.values()}
            if unit.id not in found and (fitting := _fitting(unit, open, both=both)):
                fronts = [one for one in cluster.units if one.name == unit.name and one.kind not in WORKLOADS]
                later = unit.kind in WORKLOADS and any(one.id not in found for one in fronts)
                found[unit.id] = fitting[-1 if later else 0]
    return found


def _fitting(unit: Unit, labels: Mapping[str, str], *, both: bool) -> list[str]:
    """The parts that may be a unit: by its id or by kind and name (`both`), or by its name alone."""
    if both and unit.id in labels:
        return [unit.id]
    name, kind = _bare(unit.name), _KIND[unit.kind]
    others = "|".join(words for one, words in _KIND.items() if one != unit.kind)
    found = []
    for id, label in labels.items():
        for text in map(_bare, (label, id)):
            rest = re.sub(kind, "", text)
            named = name == rest if both else name == text
            if named and (rest != text) == both and not re.search(others, rest.replace(name, "")):
                found.append(id)
    return list(dict.fromkeys(found))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
