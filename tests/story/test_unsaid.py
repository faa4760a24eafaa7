"""What the words say that happens and the film doesn't tell is warned of, at its place, and nothing else is."""

from pathlib import Path

import pytest

from diagram_anim import source, story
from diagram_anim.mermaid import parse

KIND = {"flowchart": "flowchart LR\n", "sequence": "sequenceDiagram\n"}


def warnings(tmp_path: Path, kind: str, *lines: str) -> list[tuple[str, str]]:
    """The message of each warning of a diagram, with the words that it points at."""
    file = tmp_path / "lecture.md"
    file.write_text("```mermaid\n" + KIND[kind] + "\n".join(lines) + "\n```\n", encoding="utf-8")
    document, _ = source.load(str(file))
    assert document is not None
    (block,) = source.blocks(document)
    diagram, _ = parse(block)
    assert diagram is not None
    _, problems = story.storyboard(diagram, block)
    text = file.read_text(encoding="utf-8").splitlines()
    spans = [(one.message, one.span) for one in problems]
    return [(message, text[at.line - 1][at.column - 1 : at.end_column - 1]) for message, at in spans if at]


NO_WHOLE = [
    ("flowchart", ("U[Users] --> LB[Load balancer]", "LB -->|70%| A[web v1]", "LB -->|50%| B[web v2]"), "120 %", "50%"),
    (
        "flowchart",
        ("고객 --> Istio", "Istio -->|트래픽 60%| A[주문 v1]", "Istio -->|트래픽 20%| B[주문 v2]"),
        "80 %",
        "트래픽 20%",
    ),
    (
        "flowchart",
        ("利用者 --> LB[ロードバランサー]", "LB -->|100% → 50% → 0%| A[旧版]", "LB -->|0% → 60% → 100%| B[新版]"),
        "110 %",
        "0% → 60% → 100%",
    ),
    (
        "flowchart",
        ("U[Users] --> LB[nginx]", "LB -->|80%| A[web 1]", "LB -->|40%| B[web 2]", "LB --> C[web 3]"),
        "120 %",
        "40%",
    ),
    (
        "sequence",
        (
            "participant LB as Load balancer",
            "participant A as web v1",
            "participant B as web v2",
            "LB->>A: 60%",
            "LB->>B: 20%",
        ),
        "80 %",
        "20%",
    ),
]


@pytest.mark.parametrize(("kind", "lines", "total", "word"), NO_WHOLE)
def test_shares_that_make_no_whole_are_warned_of(tmp_path, kind, lines, total, word):
    ((message, quoted),) = warnings(tmp_path, kind, *lines)
    assert total in message and quoted == word


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("flowchart", ("U[Users] --> LB[Load balancer]", "LB -->|70%| A[web v1]", "LB -->|30%| B[web v2]")),
        ("flowchart", ("A[Answers] -->|60%| B[yes]", "A -->|30%| C[no]")),
        ("flowchart", ("U[Users] --> LB[nginx]", "LB -->|primary| A[web 1]", "LB -.->|backup| B[web 2]")),
        ("sequence", ("S->>Client: 50%", "S->>Logger: 70%", "S->>Client: 100%")),
        ("flowchart", ("A[stream-api / HPA 1→4] --> B[(DB)]",)),
    ],
)
def test_what_is_told_or_no_event_is_not(tmp_path, kind, lines):
    assert not warnings(tmp_path, kind, *lines)


def test_a_rush_that_cannot_be_told_is_warned_of(tmp_path):
    ((message, quoted),) = warnings(
        tmp_path, "flowchart", "U[Users] -->|10x traffic| W[Web server]", "W --> D{Cached?}", "D -->|no| S[(DB)]"
    )
    assert "rush of `Users`" in message and quoted == "10x traffic"
