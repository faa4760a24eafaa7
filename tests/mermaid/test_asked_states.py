"""State diagrams made up by `grammar`, with what Mermaid 12.3.0 itself holds of them after reading.

`states.jsonl` has a text a line, with its states (kind, words, the state around it), transitions, notes and direction.
"""

from __future__ import annotations

import json
from typing import Any

from diagram_anim.mermaid import parse
from diagram_anim.model.diagram import Flowchart
from tests.mermaid.golden import CASES
from tests.mermaid.texts import block

ASKED = [json.loads(line) for line in (CASES / "asked" / "states.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = {"sm-circ": "start", "fr-circ": "end", "diam": "choice", "fork": "fork"}


def essence(chart: Flowchart) -> dict[str, Any]:
    """What two readings must agree on; a note is known by its owner and words."""
    owners = {edge.target: edge.source for edge in chart.edges if edge.stroke == "dotted"}
    notes = [[owners[node.id], " ".join(node.label.plain.split())] for node in chart.nodes if node.id in owners]
    states = {
        node.id: [KINDS.get(node.shape, "state"), " ".join(node.label.lines), node.parent]
        for node in chart.nodes
        if node.id not in owners
    }
    states |= {group.id: ["group", " ".join(group.label.lines), group.parent] for group in chart.subgraphs}
    for id, state in states.items():
        if state[0] != "state" and (state[0] != "group" or "_region" in id):
            state[1] = ""
    moves = [[edge.source, edge.target, edge.label.plain if edge.label else ""] for edge in chart.edges]
    moves = [move for move, edge in zip(moves, chart.edges, strict=True) if edge.stroke != "dotted"]
    return {"states": states, "moves": moves, "notes": sorted(notes), "direction": chart.direction}


def test_states_transitions_and_notes_are_those_that_mermaid_reads():
    for case in ASKED:
        chart, problems = parse(block(case["text"]), strict=True)
        assert isinstance(chart, Flowchart), (case["text"], problems)
        assert essence(chart) == case["expected"], case["text"]
