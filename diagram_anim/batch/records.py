"""What a run made of which sources. Where neither they nor what was made has changed, nothing is done again: no
reading of diagrams, no simulation, no joining.

A diagram's record hangs on its own words and those around it. What was told of it is kept by the lines of its block, so
that it is told at the right place when something was written above.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from diagram_anim.batch import sources
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.span import Span

SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one task: the lines told of its films, the problems told, its files as they were left."""

    rows: tuple[Mapping[str, Any], ...]
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, sources.State]


class Records:
    """The records of runs with the same settings; `asked` is what else was asked for that decides what is made."""

    def __init__(self, kept: Cache, settings: Settings, *asked: object) -> None:
        self._cache = kept
        self._settings, self._asked = settings, asked

    def find(self, task: Task) -> Record | None:
        """The task's record, if all is as it was."""
        key = sources.key(task, self._settings, self._asked)
        kept = self._cache.get(key, SUFFIX) if key else None
        if kept is None:
            return None
        record = _read(kept, _first(task))
        return record if record.files == sources.states(record.files) else None

    def keep(
        self, task: Task, rows: Sequence[Mapping[str, Any]], problems: Iterable[Diagnostic], files: Iterable[Path]
    ) -> None:
        """Remembers what was made, where that can be kept."""
        key = sources.key(task, self._settings, self._asked)
        problems = [*problems]
        if key is None or not all(_within(one.span, task) for one in problems):
            return
        told = [_moved(one, -_first(task)) for one in problems]
        made = {
            "rows": list(rows),
            "problems": [[*astuple(one)[:3], one.span and astuple(one.span), one.hint, one.fixed] for one in told],
            "files": sources.states(str(path.absolute()) for path in files),
        }
        self._cache.put(key, SUFFIX, json.dumps(made, ensure_ascii=False).encode())


def _first(task: Task) -> int:
    """The line that lines are counted from."""
    return task.block.line if task.block else 0


def _within(span: Span | None, task: Task) -> bool:
    """Whether what is told of stands in the task's own lines: others may move otherwise."""
    return span is None or task.block is None or task.block.line <= span.line <= task.block.origin.lines[-1][0]


def _moved(problem: Diagnostic, lines: int) -> Diagnostic:
    if (span := problem.span) is None:
        return problem
    return replace(problem, span=replace(span, line=span.line + lines, end_line=span.end_line + lines))


def _read(kept: bytes, first: int) -> Record:
    data = json.loads(kept)
    problems = tuple(
        _moved(Diagnostic(Severity(severity), code, message, Span(*span) if span else None, hint, fixed), first)
        for severity, code, message, span, hint, fixed in data["problems"]
    )
    files = {path: (size, changed) for path, (size, changed) in data["files"].items()}
    return Record(tuple(data["rows"]), problems, files)
