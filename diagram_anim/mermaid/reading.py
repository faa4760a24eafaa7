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
    or -1, `before` all the text above it, `mended` the codes of what was mended there."""

    line: str
    at: int
    opened: int
    before: str
    error: Unexpected
    mended: frozenset[str] = frozenset()

    @property
    def before_line(self) -> str:
        """What stands on the same line before it."""
        return self.before[self.before.rfind("\n") + 1 :]


Fix = Callable[[Mistake], str | None]


@dataclass(frozen=True, slots=True)
class Mend:
    """`fix` gives the line as it was meant, or None; a mend counts only if the line is then read, or read further."""

    code: str
    message: str
    fix: Fix


class Told(NamedTuple):
    """A mistake in words; `at` is the place in the line, where it is another than the grammar gave up at."""

    code: str
    message: str
    hint: str = ""
    at: tuple[int, int] | None = None


Found = TypeVar("Found")


class Reader(Generic[Found]):
    """Reads all statements. `places` always knows the text as it is mended by now.

    `guesses` are what a line may be meant to be where no mend is sure of it: a hint, by which the rest is read.
    """

    def __init__(
        self,
        block: Block,
        code: Mapped,
        parser: Parser,
        strict: bool,
        mends: Sequence[Mend] = (),
        guesses: Sequence[Fix] = (),
    ) -> None:
        self.places = Places(block, code)
        self.problems: list[Diagnostic] = []
        self._parser, self._strict, self._mends, self._guesses = parser, strict, mends, guesses
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
        return self._given_up(start, self._mistake(start, error), statement, explain)

    def _given_up(
        self,
        start: int,
        mistake: Mistake,
        statement: Callable[[], Found | None],
        explain: Callable[[Mistake], Told],
    ) -> Found | None:
        """Tells a mistake. What follows is read by the guess that makes sense of it, else from the next line on."""
        before, line = self.places.mapped, mistake.line
        stop = start + len(line)
        told = explain(mistake)
        first, last = told.at or (mistake.at, max(mistake.at, min(mistake.error.token.end, stop) - start))
        for guess in self._guesses if len(line) < _LONG else ():
            fixed = guess(mistake)
            if fixed is None or fixed == line:
                continue
            edit = _difference(start, line, fixed)
            found = self._tried(before, edit, start, statement)
            if not isinstance(found, Unexpected) and not self._swallowed(start + len(fixed)):
                shown = _shown(fixed, edit, start)
                self._tell_before(before, told.code, told.message, start + first, start + last, shown, "write")
                return found[0]
        self.places.mapped = before
        self.tell(told.code, told.message, start + first, start + last, hint=told.hint)
        self._parser.restart(before.text, min(stop + 1, len(before.text)))
        return None

    def _mistake(self, start: int, error: Unexpected) -> Mistake:
        """From the statement's start to the end of the line where it went wrong: where something was left open and
        swallowed what follows, that is the line that opened it."""
        text = self._parser.text
        opened = error.opened - start if start < error.opened else -1
        stop = text.find("\n", max(start, error.inside if error.inside >= 0 else error.token.start))
        stop = len(text) if stop < 0 else stop
        opened = opened if opened <= stop - start else -1
        mended = frozenset(problem.code for problem in self.problems)
        return Mistake(text[start:stop], min(error.token.start, stop) - start, opened, text[:start], error, mended)

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
            found = self._tried(before, edit, start, statement)
            if isinstance(found, Unexpected):
                behind = found.token.start >= edit[0] + len(edit[2])
                if not behind or start + len(fixed) - found.token.start >= left:
                    continue
            verb = "write" if self._strict else "read as"
            self._tell_before(before, mend.code, mend.message, *edit[:2], _shown(fixed, edit, start), verb)
            return found
        self.places.mapped = before
        parser.restart(before.text, start)
        return None

    def _tried(
        self, before: Mapped, edit: Edit, start: int, statement: Callable[[], Found | None]
    ) -> Unexpected | tuple[Found | None]:
        """The statement as it is read with an edit, which stays."""
        self.places.mapped = before.edited([edit])
        self._parser.restart(self.places.mapped.text, start)
        try:
            return (statement(),)
        except Unexpected as error:
            return error

    def _swallowed(self, end: int) -> bool:
        """Whether the statement just read took more than its own lines."""
        return bool(self._parser.text[end : self._parser.last].strip())

    def _tell_before(
        self, before: Mapped, code: str, message: str, start: int, end: int, fixed: str, verb: str
    ) -> None:
        """A problem with the line that mends it, at its place before that."""
        now, self.places.mapped = self.places.mapped, before
        hint = f"{verb} `{fixed}`" if fixed else ""
        self.tell(code, message, start, end, hint=hint, fixed=fixed, mended=verb != "write")
        self.places.mapped = now


def _shown(fixed: str, edit: Edit, start: int) -> str:
    """The line that an edit mends; several as one."""
    touched = _touched(fixed, edit[0] - start, edit[0] - start + len(edit[2]))
    return written("; ".join(line.strip() for line in touched.split("\n")))


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
