"""What Mermaid itself reads in some two thousand texts of its own project, and what is read here."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from diagram_anim.mermaid import normal, parse, result, write
from tests.machine import units
from tests.mermaid.texts import block

COMPARED = {
    "nodes": "id lines shape parent classes styles icons link tooltip icon form img",
    "edges": "from to lines stroke start end length userId animate animation step curve classes styles",
    "subgraphs": "id lines parent direction classes styles metadata",
    "participants": "id lines type box",
    "boxes": "text color members",
    "events": "t activate from to lines arrow line start end central number placement over actor kind text visible "
    "step",
}
HEAD = ("kind", "direction", "title", "accTitle", "accDescr", "classDefs")


@cache
def given(folder: Path, kind: str) -> list[dict[str, Any]]:
    path = folder / "mermaid" / "conformance" / f"{kind}.jsonl"
    if not path.is_file():
        pytest.skip(f"needs Mermaid's cases: {path} isn't there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def said(value: Any) -> bool:
    return value not in (None, False, "", [], {})


def essence(form: dict[str, Any]) -> dict[str, Any]:
    """What two readings must agree on."""
    found = {key: form[key] for key in HEAD if said(form.get(key))}
    for key, names in COMPARED.items():
        if key in form:
            items = [{name: item[name] for name in names.split() if said(item.get(name))} for item in form[key]]
            found[key] = items
    if "subgraphs" in form:
        members = {group["id"]: sorted(group["members"]) for group in form["subgraphs"]}
        groups = {group["id"]: group for group in found["subgraphs"]}
        found["subgraphs"] = {id: {**group, "members": members[id]} for id, group in groups.items()}
    return found


@pytest.mark.parametrize("kind", ["flowchart", "sequence"])
def test_every_text_is_taken_or_refused_as_mermaid_does(shared, kind):
    wrong = [
        case["id"] for case in given(shared, kind) if result(case["text"], strict=True)["ok"] != ("expected" in case)
    ]
    assert not wrong


@pytest.mark.slow
@pytest.mark.parametrize("kind, known", [("flowchart", {"flow-1761"}), ("sequence", set())])
def test_the_same_is_read_in_every_text(shared, kind, known):
    """The known one names a class `__proto__`, which the other side's JSON can't hold."""
    wrong = {
        case["id"]
        for case in given(shared, kind)
        if "expected" in case and essence(result(case["text"], strict=True)) != essence(case["expected"])
    }
    assert wrong == known


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["flowchart", "sequence"])
def test_what_mermaid_takes_needs_no_mending(shared, kind):
    for case in given(shared, kind):
        if "expected" in case:
            assert essence(result(case["text"])) == essence(result(case["text"], strict=True)), case["id"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["flowchart", "sequence"])
def test_a_diagram_written_anew_reads_the_same(shared, kind):
    for case in given(shared, kind):
        diagram, _ = parse(block(case["text"]), strict=True)
        if diagram is not None:
            again, problems = parse(block(write(diagram)), strict=True)
            assert again is not None, (case["id"], problems)
            assert essence(normal(again)) == essence(normal(diagram)), case["id"]


@pytest.mark.slow
def test_a_thousand_texts_take_seconds(shared):
    texts = [case["text"] for case in given(shared, "flowchart")][:1000]
    assert units(lambda: [result(text) for text in texts], tries=3) < 12
