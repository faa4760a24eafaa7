"""What a task is known by: all that decides what is made of it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from diagram_anim import resources
from diagram_anim.batch.letters import borrowed
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.source.detect import prose, tells

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
    place, words, theme = (task.document.name, task.stem), _words(task), states([settings.theme])  # one of one's own
    all_of_it = (place, words, borrowed(words), settings, asked, str(Path.cwd()), theme, _form(task), _house())
    return _digest(repr(all_of_it))


def _words(task: Task) -> tuple[str, ...]:
    """What is said of a task: of a file with several diagrams only what is said in and around its own."""
    if (one := task.block) is None:
        return (task.document.text,)
    return (one.text, one.title, one.heading, one.section, one.caption, one.before, one.after)


def _form(task: Task) -> tuple[object, ...]:
    """Which it is, how far its lines are set in, and what the rest of its file tells: the language it is written in."""
    if (one := task.block) is None:
        return ()
    lines = [(line - one.line, cut) for line, cut in one.origin.lines]
    return one.number, one.slug, lines, tells(prose(task.document.text))


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
