"""A cluster as a diagram: Mermaid text, from those who use it to what it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim.manifest.cluster import Cluster, Unit
from diagram_anim.model.system import Role

USERS = "users"

_SHAPES = {Role.STORE: ("[(", ")]"), Role.CACHE: ("[(", ")]"), Role.QUEUE: ("[[", "]]")}


def entrances(cluster: Cluster) -> list[Unit]:
    """Who is used from outside: Ingresses; without any, Services that nobody else sends to; else such workloads."""
    for kinds in (("Ingress",), ("Service",), ("Deployment", "StatefulSet", "ReplicaSet")):
        found = [
            unit
            for unit in cluster.units
            if unit.kind in kinds and not cluster.before(unit.id) and unit.role in (Role.BALANCER, Role.SERVER)
        ]
        answering = [unit for unit in found if unit.kind == "Ingress" or _answers(cluster, unit)]
        if answering:
            return answering
    return []


def _answers(cluster: Cluster, unit: Unit) -> bool:
    """Whether requests of users are meant for it: what stands before a store only is for the inside."""
    return unit.role is Role.SERVER or any(cluster.named(id).role is Role.SERVER for id in unit.leads)


def mermaid(cluster: Cluster) -> str:
    """The diagram's text. Each namespace is a group where there are several."""
    used = entrances(cluster)
    lines = ["graph LR"]
    if used:
        lines.append(f"  {users(cluster)}([Users])")
    spaces = list(dict.fromkeys(unit.namespace for unit in cluster.units))
    if len(spaces) > 1:
        for number, space in enumerate(spaces, 1):
            lines.append(f'  subgraph ns{number}["{space or "default"}"]')
            lines += [f"    {_node(unit)}" for unit in cluster.units if unit.namespace == space]
            lines.append("  end")
    else:
        lines += [f"  {_node(unit)}" for unit in cluster.units]
    if used:
        lines.append(f"  {users(cluster)} --> {' & '.join(unit.id for unit in used)}")
    lines += _arrows(cluster)
    return "\n".join(lines) + "\n"


def users(cluster: Cluster) -> str:
    """The id of those who use it all."""
    ids = {unit.id for unit in cluster.units}
    return USERS if USERS not in ids else f"{USERS}_outside"


def _node(unit: Unit) -> str:
    left, right = _SHAPES.get(unit.role, ("[", "]"))
    return f'{unit.id}{left}"{unit.name}<br/>{unit.kind}"{right}'


def _arrows(cluster: Cluster) -> Iterator[str]:
    for unit in sorted(cluster.units, key=_depth):
        if unit.leads:
            yield f"  {unit.id} --> {' & '.join(unit.leads)}"


def _depth(unit: Unit) -> int:
    return ("Ingress", "Service").index(unit.kind) if unit.kind in ("Ingress", "Service") else 2
