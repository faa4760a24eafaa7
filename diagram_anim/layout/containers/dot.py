"""Graphviz' `dot` in a process of its own: graphs in, for each node its rank and its place in the rank out.

pygraphviz and the stage's font libraries hang in one process, and `dot` may abort on what it can't lay out; so it
runs apart, with a time limit, and is started anew after a failure.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import Any

LIMIT = 10.0
"""Seconds that one graph may take."""

MANY = 300
BOUND = "nslimit=2;nslimit1=2;"
"""Beyond so many edges `dot` seeks the best places only so long: by steps, not by the clock, so that a chart looks the
same on any machine."""

_WORK = """
import json, sys, pygraphviz
for line in sys.stdin:
    graph = pygraphviz.AGraph(string=json.loads(line))
    answer = json.loads(graph.draw(format="json", prog="dot"))
    graph.close()
    print(json.dumps(answer), flush=True)
"""


@dataclass(slots=True)
class Dot:
    """A worker that is started with its first question and kept."""

    limit: float = LIMIT
    _process: subprocess.Popen[str] | None = None
    _answers: Queue[str] = field(default_factory=Queue)

    def ask(self, graph: str) -> dict[str, Any] | None:
        """The laid-out graph as `dot -Tjson` says it, or None where it failed or took too long."""
        try:
            process = self._running()
            assert process.stdin is not None
            process.stdin.write(json.dumps(graph) + "\n")
            process.stdin.flush()
            line = self._answers.get(timeout=self.limit)
            if line:
                found: dict[str, Any] = json.loads(line)
                return found
        except (OSError, ValueError, Empty):
            pass
        self.close()
        return None

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            answers: Queue[str] = Queue()
            process = subprocess.Popen(
                [sys.executable, "-c", _WORK],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            threading.Thread(target=_read, args=(process, answers), daemon=True).start()
            self._process, self._answers = process, answers
            atexit.register(self.close)
        return self._process


def _read(process: subprocess.Popen[str], answers: Queue[str]) -> None:
    """Lines as they come; an empty one once the worker has ended."""
    if process.stdout is not None:
        with contextlib.suppress(ValueError):
            for line in process.stdout:
                answers.put(line)
    answers.put("")


def written(count: int, edges: Sequence[tuple[int, int, int]]) -> str:
    """A graph of nodes 0…count-1 and edges (from, to, least length); all nodes are of one size."""
    nodes = "".join(f"n{index};" for index in range(count))
    arrows = "".join(f"n{a}->n{b}[minlen={length}];" for a, b, length in edges)
    bound = BOUND if len(edges) > MANY else ""
    return (
        f"digraph{{ranksep=1;nodesep=0.5;splines=line;{bound}"
        'node[shape=box,fixedsize=true,width=1,height=0.5,label=""];'
        f"edge[arrowhead=none];{nodes}{arrows}}}"
    )
