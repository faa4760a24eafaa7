"""What reading takes: large diagrams, deep ones, and texts that nobody would write."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from diagram_anim import mermaid
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from diagram_anim.model.document import Block, Document
from diagram_anim.source import blocks
from diagram_anim.source.files import decode
from tests.bench.processes import ROOT, TOOL
from tests.bench.row import Row

CHAIN = "".join(f"  N{n}[서버 {n}<br/>웹] -->|요청 {n}| N{n + 1}\n" for n in range(450))
LARGE = {
    "1,000 statements, flowchart": ("flowchart LR\n" + CHAIN + "".join(f"  N{n}\n" for n in range(550)), 0.06),
    "1,000 statements, sequence": ("sequenceDiagram\n" + "  A->>B: 요청\n  Note over A,B: n\n" * 500, 0.06),
    "1,000 statements, states": ("stateDiagram-v2\n" + "".join(f"  S{n} --> S{n + 1}: e\n" for n in range(1000)), 0.06),
    "50,000 characters": ("flowchart LR\n" + "".join(f"  A{n}[{'서버 ' * 40}]\n" for n in range(400)), 1.0),
    "nesting 300 deep, flowchart": (
        "flowchart LR\n" + "".join(f"subgraph S{n}\n" for n in range(300)) + "A\n" + "end\n" * 300, 1.0),
    "nesting 300 deep, sequence": ("sequenceDiagram\n" + "loop x\n" * 300 + "A->>B: x\n" + "end\n" * 300, 1.0),
    "nesting 300 deep, states": (
        "stateDiagram-v2\n" + "".join(f"state S{n} {{\n" for n in range(300)) + "A\n" + "}\n" * 300, 1.0),
}  # fmt: skip
ODD = {
    "100,000 brackets": b"flowchart LR\nA" + b"[" * 100_000,
    "100,000 pairs of brackets": b"flowchart LR\nA" + b"[" * 100_000 + b"]" * 100_000,
    "100,000 quotes": b"flowchart LR\nA[" + b'"' * 100_000,
    "a line of 1 MB": b"flowchart LR\nA[" + b"x " * 500_000 + b"] --> B",
    "a line of 240 kB": b"flowchart LR\nA[" + b"x " * 120_000 + b"] --> B",
    "a message of 1 MB": b"sequenceDiagram\nA->>B: " + b"x " * 500_000,
    "a transition of 1 MB": b"stateDiagram-v2\nA --> B: " + b"x " * 500_000,
    "80,000 arrows": b"flowchart LR\nA" + b"-->" * 80_000,
    "40,000 lines that are wrong": b"flowchart LR\n" + b"A[ B\n" * 40_000,
    "40,000 states that are wrong": b"stateDiagram-v2\n" + b"A B C\n" * 40_000,
    "80,000 tags": b"flowchart LR\nA[" + b"<a " * 80_000 + b"]",
    "null bytes": b"flowchart LR\nA[\0\0] --> B",
    "unpaired surrogates": b"flowchart LR\nA[\xed\xa0\xbd] --> B",
    "bidi marks": "flowchart LR\nA[\u202e\u2066서버\u2069] --> B\nA[x] B\u202e".encode(),
    "100,000 blank lines": b"flowchart LR\n" + b"  \n" * 100_000 + b"A --> B",
}


def reading(repeats: int) -> Iterator[Row]:
    for name, (text, most) in LARGE.items():
        (block,) = blocks(_document("chart.mmd", text.encode()))
        mermaid.parse(block)
        yield Row(name, [_seconds(block) for _ in range(2 * repeats)], most)
    for name, raw in ODD.items():
        yield Row(f"{name}, from the shell", [_checked(raw)], 2.0)
    edges = "".join(f"  N{n} --> N{(n * 7) % 120}\n" for n in range(500))
    yield Row("500 edges, read to timeline", [_planned(f"flowchart LR\n{edges}") for _ in range(repeats)], 10.0)


def _document(name: str, raw: bytes) -> Document:
    document, problems = decode(name, raw)
    assert document is not None, problems
    return document


def _seconds(block: Block) -> float:
    begun = time.perf_counter()
    diagram, problems = mermaid.parse(block)
    seconds = time.perf_counter() - begun
    assert diagram is not None, problems
    return seconds


def _checked(raw: bytes) -> float:
    """Seconds of `check`; SystemExit where it ends as no command should."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.mmd"
        path.write_bytes(raw)
        begun = time.perf_counter()
        ran = subprocess.run([*TOOL, "check", str(path)], capture_output=True, text=True, cwd=ROOT, timeout=60)
        seconds = time.perf_counter() - begun
    if ran.returncode not in (0, 1) or "Traceback" in ran.stderr or "[fault]" in ran.stderr:
        raise SystemExit(f"`check` ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return seconds


def _planned(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.mmd"
        path.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        found, problems = plan(gather([str(path)]).tasks[0], Settings())
        assert found is not None, problems
        return time.perf_counter() - begun
