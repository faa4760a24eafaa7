"""What a run made of which sources. Where neither they nor what was made has changed, nothing is done again: no
reading of diagrams, no simulation, no joining.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from diagram_anim import resources
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.read import Task
from diagram_anim.batch.settings import Settings
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.span import Span

TOOLS = ("manim", "av", "pycairo", "uharfbuzz", "numpy", "pillow", "simpy", "pygraphviz", "mermaid-py")
"""The packages that decide how a film looks."""

SUFFIX = ".json"

_INLINE = re.compile(r"""^["']?diagram["']?[ \t]*:[ \t]*[|>]""", re.MULTILINE)

State = tuple[int, int]
"""Bytes and the time of the last change, in ns."""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one task: the lines told of its films, the problems told, its files as they were left."""

    rows: tuple[Mapping[str, Any], ...]
    problems: tuple[Diagnostic, ...]
    files: Mapping[str, State]


class Records:
    """The records of runs with the same settings; `asked` is what else was asked for that decides what is made."""

    def __init__(self, kept: Cache, settings: Settings, *asked: object) -> None:
        self._cache = kept
        self._asked = (settings, asked)

    def find(self, task: Task) -> Record | None:
        """The task's record, if all is as it was."""
        path = self._cache.find(self._key(task), SUFFIX) if _stands_alone(task) else None
        if path is None:
            return None
        try:
            record = _read(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return record if record.files == _states(record.files) else None

    def keep(
        self, task: Task, rows: Sequence[Mapping[str, Any]], problems: Iterable[Diagnostic], files: Iterable[Path],
        workshop: Path,
    ) -> None:  # fmt: skip
        """Remembers what was made, where that can be kept."""
        if not _stands_alone(task):
            return
        key = self._key(task)
        told = [[*astuple(one)[:3], one.span and astuple(one.span), one.hint, one.fixed] for one in problems]
        made = {"rows": list(rows), "problems": told, "files": _states(str(path.absolute()) for path in files)}
        aside = workshop / f"{key}{SUFFIX}"
        with suppress(OSError):
            aside.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
            self._cache.keep(key, SUFFIX, aside)

    def _key(self, task: Task) -> str:
        number = task.block.number if task.block else None
        asked = (task.document.name, task.document.text, number, task.stem, self._asked, str(Path.cwd()))
        theme = _states([self._asked[0].theme])  # of one's own
        return hashlib.sha256(repr((asked, theme, _house())).encode()).hexdigest()


def _stands_alone(task: Task) -> bool:
    """A scene may take its diagram from another file, which may change."""
    return task.block is not None or _INLINE.search(task.document.text) is not None


def _read(text: str) -> Record:
    data = json.loads(text)
    problems = tuple(
        Diagnostic(Severity(severity), code, message, Span(*span) if span else None, hint, fixed)
        for severity, code, message, span, hint, fixed in data["problems"]
    )
    files = {path: (size, changed) for path, (size, changed) in data["files"].items()}
    return Record(tuple(data["rows"]), problems, files)


def _states(paths: Iterable[str]) -> dict[str, State]:
    """Of those files that are there."""
    found = {}
    for path in paths:
        with suppress(OSError):
            stat = Path(path).stat()
            found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


@cache
def _house() -> tuple[object, ...]:
    """All that decides what is made of a source, but the source: our code and data, and the packages."""
    package = Path(__file__).resolve().parent.parent
    files = [*package.rglob("*.py"), *(path for path in resources.folder("assets").rglob("*") if path.is_file())]
    return tuple(sorted(_states(map(str, files)).items())), tuple(version(tool) for tool in TOOLS)
