"""Commands run as a user runs them: their time, and the memory of all their processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")
TOOL = (sys.executable, "-m", "diagram_anim")


@dataclass(frozen=True)
class Ran:
    """Wall seconds, processor seconds, the most bytes held at once, by all processes and by any one, and what was said
    on stdout."""

    seconds: float
    busy: float
    peak: int
    largest: int
    out: str


def run(words: Sequence[object], *, watched: bool = True, **env: str) -> Ran:
    """One run of a command; SystemExit where it fails. Unwatched, the watching costs it nothing."""
    before, start = _busy(), time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, **env},
    )  # fmt: skip
    most = [0, 0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, done))
    if watched:
        watcher.start()
    out, said = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    if watched:
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}: {said[-2000:]}")
    return Ran(seconds, _busy() - before, most[0], most[1], out)


def _busy() -> float:
    """Processor seconds of all processes that have been started here and have ended, and of those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(root: int, most: list[int], done: threading.Event) -> None:
    """By /proc, ten times a second."""
    while not done.wait(0.1):
        held = [_resident(pid) for pid in _family(root)]
        most[0], most[1] = max(most[0], sum(held)), max(most[1], *held)


def _family(root: int) -> set[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, ValueError):
        return 0
