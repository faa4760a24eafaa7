"""What would still be wrong once the mistakes in a file's words were mended: told with them, in one pass.

Comes in: a task with errors in its words. Goes out: the errors that only a run finds, of the beats and captions that
are right. Nothing is told that one of the mistakes may have led to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim import simulate
from diagram_anim.batch.read import storyboard
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.effects import BY_NAME
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.document import Document
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.story.grammar.contradictions import RELEASING
from diagram_anim.story.grammar.names import LEADER, names
from diagram_anim.story.grammar.near import may_be

UNREAD = ("unknown-verb", "unknown-directive")
"""Lines of which nobody knows what they were to do."""

TIMED = ("no-leader", "too-much-traffic")
"""What hangs on how much time has passed and on what flows: on every beat before it."""

MENDING = {
    "already-down": (
        "wait",
        "start",
        "recover",
        "replace",
        "restart",
        "scale",
        "schedule",
        "apply",
        "undo",
        *RELEASING,
    ),
    "nothing-sent": ("traffic", "load"),
}
"""What might have made possible what a run tells; of others, anything."""

_BROAD = re.compile(r"(?<!\w)(wait|all)(?!\w)|[*?]")
"""What lets time pass, or may mean any part."""

_FLOWING = re.compile(rf"(?<!\w)(traffic|load|send)(?!\w)|{_BROAD.pattern}")
"""What lets requests flow, of which meters tell."""


def foreseen(task: Task, settings: Settings, known: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The errors of a run of what is right, where those that are `known` keep it from being one."""
    board, _ = storyboard(task, settings, draft=True)
    if board is None:
        return []
    log, others, unmet = simulate.runs(board, settings.seed)
    _, wrong = simulate.spoken_out(simulate.settled(board, log), log, others)
    doubts = _Doubts(board, task.document, [one for one in known if one.is_error])
    return [one for one in unmet if one.is_error and not doubts.of_beat(one)] + [
        one for one in wrong if one.is_error and not doubts.of_figure(one)
    ]


class _Doubts:
    """Which of the known errors may have led to another."""

    def __init__(self, board: Storyboard, document: Document, errors: Sequence[Diagnostic]) -> None:
        self._document, self._errors = document, errors
        self._parts = board.system.parts
        self._names = names(board.diagram)

    def of_beat(self, told: Diagnostic) -> bool:
        """That it does what can't be: a beat before it, of the same part or of all, would have made it possible."""
        mine = self._named(told)
        for error in self._errors:
            if error.span is None or told.span is None or error.span.file != told.span.file:
                return True
            if error.span.line > told.span.line:
                continue
            if error.code in UNREAD and not may_be(error.hint, MENDING.get(told.code, BY_NAME)):
                continue
            unlike = error.code in UNREAD and may_be(error.hint, ())
            if unlike or told.code in TIMED or _BROAD.search(self._line(error)) or "`wait`" in error.hint:
                return True
            if mine & self._named(error):
                return True
        return False

    def of_figure(self, told: Diagnostic) -> bool:
        """That no run tells it: what a beat that couldn't be read would have done, or other runs."""
        if told.code == "bad-figure":
            return False
        figure = self._line(told, whole=False).strip("{}")
        part, dot, _ = figure.partition(".")
        if " in " in figure or told.span is None:
            return True
        if dot and part in self._parts:
            lines = [(error, self._line(error)) for error in self._errors]
            return any(error.code in UNREAD or _FLOWING.search(line) or part in line for error, line in lines)
        words = {*re.findall(r"\w+", figure)}
        return any(words & {*re.findall(r"\w+", self._line(error))} for error in self._errors)

    def _named(self, told: Diagnostic) -> set[str]:
        """The parts of which a problem's line speaks, those inside its groups with them."""
        line = self._line(told)
        every = (*self._names.kinds, LEADER)
        found = {name for name in every if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)}
        return found.union(*(self._names.members.get(name, ()) for name in found))

    def _line(self, told: Diagnostic, *, whole: bool = True) -> str:
        """The line in which a problem stands, or what stands at its place; nothing of other files."""
        span, lines = told.span, self._document.lines
        if span is None or span.file != self._document.name or span.line > len(lines):
            return told.message
        line = lines[span.line - 1]
        return line if whole else line[span.column - 1 : span.end_column - 1]
