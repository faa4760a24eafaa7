"""The example film of each verb: its own line in a small scene, as text.

Comes in: an effect's record. Goes out: a scene file whose captions are its lines, to be rendered, or edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from diagram_anim.model.effect import Effect


@dataclass(frozen=True, slots=True)
class Stage:
    """Where verbs of a kind are shown: a diagram, and its settings in words of a scene file."""

    diagram: str
    system: Mapping[str, str] = field(default_factory=dict)


SERVERS = "U[User] --> LB[Load balancer]\nLB --> W1[Web server 1] & W2[Web server 2]"

STAGES = {
    "servers": Stage(
        f"graph LR\n{SERVERS}",
        {"LB": "{check: {period: 2s, failures: 2}}", "W1": "{start: 2s}", "W2": "{start: 2s}"},
    ),
    "copies": Stage(
        "graph LR\nU[User] --> LB[Load balancer] --> web[Web server]",
        {"web": "{replicas: 3, version: v1, start: 2s, capacity: 30/s}"},
    ),
    "versions": Stage(
        "graph LR\nU[User] --> LB[Load balancer]\nLB --> V1[Version 1] & V2[Version 2]",
        {"V1": "{role: server}", "V2": "{role: server, start: 2s}"},
    ),
    "names": Stage(
        "graph LR\nU[Client] --> W1[Pod 1] & W2[Pod 2]\nU --> R[Registry]",
        {"R": "{role: controller}", "W*": "{role: server, ttl: 60s}"},
    ),
    "nodes": Stage(
        "graph LR\nCP[Control plane] --> N1[Node 1] & N2[Node 2]\nN1 --> P1[Pod 1]",
        {"CP": "{role: controller}", "N1": "{role: node}", "N2": "{role: node}", "P1": "{role: server}"},
    ),
    "offers": Stage(
        "graph LR\nF1[Framework 1] & F2[Framework 2] --- M[Master] --- A1[Agent 1] & A2[Agent 2]\n"
        "F1 -.- T1[Task 1]\nF2 -.- T2[Task 2]",
        {
            "M": "{role: controller}",
            "F*": "{role: controller}",
            "A1": "{role: node, cpu: {limit: 1}}",
            "A2": "{role: node, cpu: {limit: 4}}",
            "T1": "{role: server, framework: F1, replicas: 2, cpu: {request: 2}}",
            "T2": "{role: server, framework: F2, cpu: {request: 1}}",
        },
    ),
    "duties": Stage(
        "graph LR\nD[Developer] --> API[API server] --- E[(etcd)]\n"
        "CM[Controllers] --- API\nSCH[Scheduler] --- API\nAPI --- N1[Node 1] --> P[Pod]",
        {
            "D": "{role: thing}",
            "API": "{role: controller, duty: api}",
            "E": "{role: store}",
            "CM": "{role: controller, duty: controllers}",
            "SCH": "{role: controller, duty: scheduler}",
            "N1": "{role: node}",
            "P": "{role: server, start: 2s}",
        },
    ),
    "managers": Stage(
        "graph LR\nM1[Manager 1] --- M2[Manager 2] --- M3[Manager 3] --- M1",
        {"M*": "{role: controller}"},
    ),
    "sequence": Stage(
        "sequenceDiagram\nparticipant U as User\nparticipant W as Web server\nparticipant D as Database\n"
        "U->>W: GET /orders\nW->>D: SELECT\nD-->>W: rows\nW-->>U: 200 OK",
    ),
}


def scene(effect: Effect) -> str:
    """The text of the scene file that shows a verb."""
    stage = STAGES[effect.film.stage]
    first, *rest = stage.diagram.split("\n")
    lines = [f'title: "{effect.name}"', "lang: en", "diagram: |", f"  {first}"]
    lines += [f"    {line}" for line in rest]
    if stage.system:
        lines += ["system:", *(f'  "{part}": {keys}' for part, keys in stage.system.items())]
    return "\n".join([*lines, "steps:", *_steps(effect)]) + "\n"


def _steps(effect: Effect) -> Iterator[str]:
    for line in (*effect.film.before, effect.example, *effect.film.after):
        yield f"  - say: {_quoted(line)}"
        yield f"    do: {_quoted(line)}"


def _quoted(line: str) -> str:
    return "'" + line.replace("'", "''") + "'"
