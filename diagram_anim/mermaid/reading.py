"""How both kinds are read: statement by statement, every mistake told, what can be mended mended.

A grammar raises Unexpected; the reader tries the mends on that line, and where none helps it goes on with the next
line, so that one run tells them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from diagram_anim.mermaid.labels import written
from diagram_anim.mermaid.mapped import Edit, Mapped, Places
from diagram_anim.mermaid.parser import Parser, Unexpected
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Block

MOST = 20
"""So many errors of a diagram are told."""

_TRIES = 6
"""So many mends one line may need."""


_LONG = 4000
"""A line so long is no slip of the pen: it isn't mended."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that can't be read: `at` is where in it the grammar gave up, `opened` where the bracket opened last ends
    or -1, `before` all the text above it."""

    line: str
    at: int
    opened: int
    before: str
    error: Unexpected

    @property
    def before_line(self) -> str:
        """What stands on the same line before it."""
        return self.before[self.before.rfind("\n") + 1 :]


@dataclass(frozen=True, slots=True)
class Mend:
    """`fix` gives the line as it was meant, or None; a mend counts only if the line is then read, or read further."""

    code: str
    message: str
    fix: Callable[[Mistake], str | None]


class Told(NamedTuple):
    """A mistake in words; `at` is the place in the line, where it is another than the grammar gave up at."""

    code: str
    message: str
    hint: str = ""
    at: tuple[int, int] | None = None


Found = TypeVar("Found")


class Reader(Generic[Found]):
    """Reads all statements. `places` always knows the text as it is mended by now."""

    def __init__(self, block: Block, code: Mapped, parser: Parser, mends: Sequence[Mend], strict: bool) -> None:
        self.places = Places(block, code)
        self.problems: list[Diagnostic] = []
        self._parser, self._mends, self._strict = parser, mends, strict
        self._errors = 0

    def tell(
        self, code: str, message: str, start: int, end: int, *, hint: str = "", fixed: str = "", mended: bool = False
    ) -> None:
        """A problem; one that was mended is a warning, unless Mermaid's own verdict is asked for."""
        severity = Severity.WARNING if mended and not self._strict else Severity.ERROR
        self._errors += severity is Severity.ERROR
        if severity is Severity.WARNING or self._errors <= MOST:
            self.problems.append(Diagnostic(severity, code, message, self.places.span(start, end), hint, fixed))

    def warn(self, code: str, message: str, start: int, end: int, *, hint: str = "") -> None:
        """What Mermaid takes without a word, and is most likely not meant."""
        self.problems.append(Diagnostic(Severity.WARNING, code, message, self.places.span(start, end), hint))

    def replace(self, code: str, message: str, edits: Sequence[Edit]) -> None:
        """Mends that are seen before the grammar sees anything, each told with its line."""
        before = self.places.mapped
        for start, end, new in edits:
            line = _touched(before.text[:start] + new + before.text[end:], start, start + len(new))
            shown = written(line)
            self.tell(code, message, start, end, hint=f"read as `{shown}`" if shown else "", fixed=shown, mended=True)
        self.places.mapped = before.edited(edits)
        self._parser.restart(self.places.mapped.text, 0)

    def read(self, statement: Callable[[], Found | None], explain: Callable[[Mistake], Told]) -> list[Found]:
        found: list[Found] = []
        parser = self._parser
        while not parser.ahead("eof", "$end") and self._errors < MOST:
            start = parser.peek.start
            try:
                one = statement()
            except Unexpected as error:
                one = self._mended(start, error, statement, explain)
            if one is not None:
                found.append(one)
        return found

    def _mended(
        self,
        start: int,
        error: Unexpected,
        statement: Callable[[], Found | None],
        explain: Callable[[Mistake], Told],
    ) -> Found | None:
        for _ in range(_TRIES):
            repaired = self._repair(start, error, statement)
            if repaired is None:
                break
            if not isinstance(repaired, Unexpected):
                return repaired[0]
            error = repaired
        mistake = self._mistake(start, error)
        stop = start + len(mistake.line)
        told = explain(mistake)
        first, last = told.at or (mistake.at, max(mistake.at, min(error.token.end, stop) - start))
        self.tell(told.code, told.message, start + first, start + last, hint=told.hint)
        self._parser.restart(self._parser.text, min(stop + 1, len(self._parser.text)))
        return None

    def _mistake(self, start: int, error: Unexpected) -> Mistake:
        """From the statement's start to the end of the line where it went wrong; of its first line where a quote or
        bracket was left open there, which swallows what follows."""
        text = self._parser.text
        opened = self._parser.opened - start if self._parser.opened > start else -1
        stop = text.find("\n", max(start, error.token.start))
        stop = len(text) if stop < 0 else stop
        first = text.find("\n", start, stop)
        if first >= 0 and (text.count('"', start, first) % 2 or start < start + opened <= first):
            stop = first
        return Mistake(text[start:stop], min(error.token.start, stop) - start, opened, text[:start], error)

    def _repair(
        self, start: int, error: Unexpected, statement: Callable[[], Found | None]
    ) -> Unexpected | tuple[Found | None] | None:
        """Tries the mends one by one: the statement, an error further on, or None where none of them helps."""
        parser, before = self._parser, self.places.mapped
        mistake = self._mistake(start, error)
        line = mistake.line
        left = start + len(line) - error.token.start
        for mend in self._mends if len(line) < _LONG else ():
            fixed = mend.fix(mistake)
            if fixed is None or fixed == line:
                continue
            edit = _difference(start, line, fixed)
            self.places.mapped = before.edited([edit])
            parser.restart(self.places.mapped.text, start)
            try:
                found: Unexpected | tuple[Found | None] = (statement(),)
            except Unexpected as later:
                behind = later.token.start >= edit[0] + len(edit[2])
                if not behind or start + len(fixed) - later.token.start >= left:
                    continue
                found = later
            self._tell_mended(mend, before, edit, start, fixed)
            return found
        self.places.mapped = before
        parser.restart(before.text, start)
        parser.opened = mistake.opened + start if mistake.opened >= 0 else -1
        return None

    def _tell_mended(self, mend: Mend, before: Mapped, edit: Edit, start: int, fixed: str) -> None:
        now, self.places.mapped = self.places.mapped, before
        shown = written(_touched(fixed, edit[0] - start, edit[0] - start + len(edit[2])))
        hint = f"write `{shown}`" if self._strict else f"read as `{shown}`"
        self.tell(mend.code, mend.message, *edit[:2], hint=hint if shown else "", fixed=shown, mended=True)
        self.places.mapped = now


def _difference(start: int, old: str, new: str) -> Edit:
    """The least edit that makes one line of the other."""
    most = min(len(old), len(new))
    first = next((place for place in range(most) if old[place] != new[place]), most)
    most -= first
    last = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return start + first, start + len(old) - last, new[first : len(new) - last]


def _touched(text: str, first: int, last: int) -> str:
    """The lines of a text that a stretch of it lies on."""
    end = text.find("\n", last)
    return text[text.rfind("\n", 0, first) + 1 : len(text) if end < 0 else end].strip()
