"""Diagrams made up by `grammar`, with what Mermaid 12.3.0 itself said of them when it was asked.

`asked.jsonl` holds a text and its reading, or the kind of its refusal, a line.
"""

from __future__ import annotations

import json

from diagram_anim.mermaid import normal, parse, result, write
from tests.mermaid.golden import CASES
from tests.mermaid.test_conformance import essence
from tests.mermaid.texts import block

ASKED = [json.loads(line) for line in (CASES / "mermaid" / "asked.jsonl").read_text(encoding="utf-8").splitlines()]


def test_made_up_texts_are_taken_or_refused_as_mermaid_does():
    assert [case["text"] for case in ASKED if result(case["text"], strict=True)["ok"] != ("expected" in case)] == []


def test_made_up_texts_are_read_as_mermaid_does():
    for case in ASKED:
        if "expected" in case:
            assert essence(result(case["text"], strict=True)) == case["expected"], case["text"]


def test_made_up_texts_are_written_anew_and_read_the_same():
    for case in ASKED:
        diagram, _ = parse(block(case["text"]), strict=True)
        if diagram is not None:
            again, problems = parse(block(write(diagram)), strict=True)
            assert again is not None, (write(diagram), problems)
            assert essence(normal(again)) == essence(normal(diagram)), write(diagram)
