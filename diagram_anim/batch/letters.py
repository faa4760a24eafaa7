"""Letters that the house's fonts lack: the machine's fonts in which they are drawn; what would be drawn as a sign that
says nothing is told before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.span import Span

_SURE = re.compile("[\x00-\x7f\xa0-\xff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uac00-\ud7a3]+")
"""What is there in any case, so that most diagrams are told without opening a font."""

_ASIDE = re.compile(r"\s*(?:%%(?!\s*@)|#)")
"""A line that nobody is shown."""


HINT = "a font that has them, installed on this machine, is taken by itself where fontconfig is there (`fc-list`)"


def borrowed(words: Iterable[str]) -> tuple[str, ...]:
    """The machine's fonts in which some of these words are drawn; when one of them comes, changes or goes, so do the
    films."""
    rest = "".join(_SURE.sub("", said) for said in words)
    if not rest:
        return ()
    from diagram_anim import text

    return text.lenders(rest)


def lacking(task: Task) -> Iterator[Diagnostic]:
    """A warning for each script and each sign that can't be drawn, where it first stands."""
    told: set[str] = set()
    for line, column, word in _words(task):
        rest = _SURE.sub("", word)
        if not rest:
            continue
        from diagram_anim import text

        missing = [char for char in rest if not text.drawn(char)]
        kind = _kind(missing[0]) if missing else ""
        if kind and kind not in told:
            told.add(kind)
            span = Span(task.document.name, line, column, line, column + len(word))
            message = f"the fonts have no {kind}: `{word}` can't be read in the film"
            yield warning("no-letters", message, span, hint=HINT)


def _words(task: Task) -> Iterator[tuple[int, int, str]]:
    """The words of a diagram or a scene with where they stand in the user's file."""
    if task.block:
        text, places = task.block.text, task.block.origin.lines
    else:
        text, places = task.document.text, tuple((row, 0) for row in range(1, len(task.document.lines) + 1))
    for said, (line, cut) in zip(text.splitlines(), places, strict=False):
        if not _ASIDE.match(said):
            for found in re.finditer(r"[^\s\[\](){}|\"'`<>]+", said):
                yield line, cut + found.start() + 1, found.group()


def _kind(char: str) -> str:
    """What a character is one of: letters of a script, else a sign of its own."""
    script = unicodedata.name(char, "").partition(" ")[0]
    return f"{script if script == 'CJK' else script.title()} letters" if char.isalpha() else f"sign `{char}`"
