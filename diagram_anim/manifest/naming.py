"""Which part of a diagram a Kubernetes object is: by its id or its words, whatever their case and marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from diagram_anim.manifest.cluster import Cluster, Unit
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
    found: dict[str, dict[str, Any]] = {}
    problems: list[Diagnostic] = []
    for unit in cluster.units:
        part = _part(unit, labels, found)
        if part is None:
            if unit.kind in ("Service", "Ingress") and _drawn_within(unit, cluster):
                continue
            message = f"{unit.kind} {unit.name} isn't in the diagram"
            hint = near.hint(unit.name, [id for id in labels if id not in found], most=0)
            hint = hint or f"call a node `{unit.id}` or write `{unit.name}` in it"
            problems.append(Diagnostic(Severity.NOTE, "not-drawn", message, unit.span, hint))
        else:
            found[part] = {"role": unit.role.value, **unit.settings}
    if cluster.units and not found:
        hint = f"call its nodes {near.listed(unit.id for unit in cluster.units[:4])}"
        problems = [warning("not-drawn", "nothing of these manifests is in the diagram", where, hint=hint)]
    return found, problems


def _drawn_within(unit: Unit, cluster: Cluster) -> bool:
    """A Service of one workload with the same name needs no node of its own."""
    return unit.kind == "Service" and [cluster.named(id).name for id in unit.leads] == [unit.name]


def _part(unit: Unit, labels: Mapping[str, str], taken: Mapping[str, Any]) -> str | None:
    """The part with the unit's id; else the one that says its kind and its name; else its name alone."""
    if unit.id in labels:
        return unit.id
    name, kind = _bare(unit.name), _KIND[unit.kind]
    others = "|".join(words for one, words in _KIND.items() if one != unit.kind)
    for both in (True, False):
        for id, label in labels.items():
            for words in (label, id):
                text = _bare(words)
                rest = re.sub(kind, "", text)
                named = name == rest if both else name == text
                if (
                    id not in taken
                    and named
                    and (rest != text) == both
                    and not re.search(others, rest.replace(name, ""))
                ):
                    return id
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
