"""What a task is known by: all that decides what is made of it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from diagram_anim import resources
from diagram_anim.batch.letters import borrowed
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task

TOOLS = {"manim", "av", "pycairo", "uharfbuzz", "numpy", "pillow", "simpy", "pygraphviz", "mermaid_py"}
"""The packages that decide how a film looks."""

State = tuple[int, int]
"""Bytes and the time of the last change, in ns."""

_INLINE = re.compile(r"""^["']?diagram["']?[ \t]*:[ \t]*[|>]""", re.MULTILINE)
_OTHERS = re.compile(r"""\b(?:from|img)["']?[ \t]*:""")
"""Manifests and pictures, which lie in files of their own."""


def key(task: Task, settings: Settings, *asked: object) -> str | None:
    """The name of what was `asked` of a task; None where that may hang on other files, which may change."""
    if _OTHERS.search(task.block.text if task.block else task.document.text):
        return None
    if task.block is None and not _INLINE.search(task.document.text):
        return None
    number = task.block.number if task.block else None
    text, theme = _digest(task.document.text), states([settings.theme])  # a theme of one's own
    fonts = borrowed([task.document.text])
    all_of_it = (task.document.name, text, number, task.stem, settings, asked, str(Path.cwd()), theme, fonts, _house())
    return _digest(repr(all_of_it))


@lru_cache(maxsize=2)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def states(paths: Iterable[str]) -> dict[str, State]:
    """Of those files that are there."""
    found = {}
    for path in paths:
        with suppress(OSError):
            found[path] = _state(os.stat(path))  # noqa: PTH116 – of very many
    return found


def _state(stat: os.stat_result) -> State:
    return stat.st_size, stat.st_mtime_ns


@cache
def _house() -> str:
    """All that decides what is made of a source, but the source: our code and data, and the packages."""
    package = Path(__file__).resolve().parent.parent
    files = [*_within(str(package), ".py"), *_within(str(resources.folder("assets")))]
    return _digest(repr((sorted(files), sorted(_installed()))))


def _within(folder: str, ending: str = "") -> Iterator[tuple[str, State]]:
    """The files in a folder and in all below it."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                yield from _within(one.path, ending)
            elif one.name.endswith(ending):
                yield one.path, _state(one.stat())


def _installed() -> Iterator[str]:
    """The packages with their versions, as their folders are called (PyPA, "Recording installed projects"): reading
    what lies in them takes longer than all else that is asked of an unchanged source."""
    for place in sys.path:
        with suppress(OSError):
            yield from (path.name for path in Path(place).glob("*.dist-info") if _known(path.name) in TOOLS)


def _known(folder: str) -> str:
    return folder.partition("-")[0].lower()
