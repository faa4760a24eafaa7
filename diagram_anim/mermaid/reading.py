"""How both kinds are read: statement by statement, every mistake told, what can be mended mended.

A grammar raises Unexpected; the reader tries the mends on that line, and where none helps it goes on with the next
line, so that one run tells them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from diagram_anim.mermaid.labels import written
from diagram_anim.mermaid.mapped import Edit, Mapped, Places
from diagram_anim.mermaid.ours import uncommented
from diagram_anim.mermaid.parser import Parser, Unexpected
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Block

MOST = 20
"""So many errors of a diagram are told."""

_MOST_MENDED = 500
"""A text with more mistakes is none of ours."""

_TRIES = 6
"""So many mends one line may need."""


_PASSED = "this is passed over"

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
        self.strict, self._parser, self._mends, self._guesses = strict, parser, mends, guesses
        self._errors = 0

    def tell(
        self, code: str, message: str, start: int, end: int, *, hint: str = "", fixed: str = "", mended: bool = False
    ) -> None:
        """A problem; one that was mended is a warning, unless Mermaid's own verdict is asked for."""
        severity = Severity.WARNING if mended and not self.strict else Severity.ERROR
        self._errors += severity is Severity.ERROR
        if severity is Severity.WARNING or self._errors <= MOST:
            self.problems.append(Diagnostic(severity, code, message, self.places.span(start, end), hint, fixed))

    def refuse(self, code: str, message: str, start: int, end: int, *, hint: str = "") -> None:
        """What Mermaid reads and then fails to draw: an error, unless its own verdict on the text is asked for."""
        if not self.strict:
            self.tell(code, message, start, end, hint=hint)

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
        while not parser.ahead("eof", "$end") and self._errors < MOST and not self._too_many():
            start = parser.begin
            try:
                one = statement()
            except Unexpected as error:
                one = self._mended(start, error, statement, explain)
            if one is not None:
                found.append(one)
        return found

    def _too_many(self) -> bool:
        """Whether so much had to be mended that it is hardly Mermaid; that is an error then."""
        if len(self.problems) <= _MOST_MENDED:
            return False
        at = self._parser.begin
        self.tell("too-many-mistakes", f"more than {_MOST_MENDED} mistakes stand above this line", at, at)
        return True

    def _mended(
        self,
        start: int,
        error: Unexpected,
        statement: Callable[[], Found | None],
        explain: Callable[[Mistake], Told],
    ) -> Found | None:
        since = len(self.problems)
        for _ in range(_TRIES):
            repaired = self._repair(start, error, statement) or self._guess(start, error, statement, explain)
            if repaired is None:
                break
            if not isinstance(repaired, Unexpected):
                self._agree(since)
                return repaired[0]
            error = repaired
        mistake = self._mistake(start, error)
        ours = uncommented(mistake.line)
        told = Told(*ours) if ours else explain(mistake)
        self.tell(told.code, told.message, *self._place(start, mistake, told), hint=told.hint)
        text = self._parser.text
        self._parser.restart(text, min(start + len(mistake.line) + 1, len(text)))
        return None

    def _agree(self, since: int) -> None:
        """An error of a line that had more mistakes shows it as it is without any of them."""
        for place, one in enumerate(self.problems[since:-1], since):
            last = self.problems[-1]
            if one.is_error and one.fixed and last.fixed and one.span and last.span and one.span.line == last.span.line:
                self.problems[place] = replace(one, hint=one.hint.replace(one.fixed, last.fixed), fixed=last.fixed)

    def _place(self, start: int, mistake: Mistake, told: Told) -> tuple[int, int]:
        stop = max(mistake.at, min(mistake.error.token.end - start, len(mistake.line)))
        if "\n" in mistake.line[: mistake.at] and not mistake.error.token.text.strip():
            stop = len(mistake.line[: mistake.at].rstrip())  # what is missed at the end, not below it
        first, last = told.at or (min(mistake.at, stop), stop)
        return start + first, start + last

    def _mistake(self, start: int, error: Unexpected) -> Mistake:
        """From the statement's start to the end of the line where it went wrong: where something was left open and
        swallowed what follows, that is the line that opened it."""
        text = self._parser.text
        opened = error.opened - start if start < error.opened else -1
        stop = text.find("\n", max(start, error.inside if error.inside >= 0 else error.token.start))
        stop = len(text) if stop < 0 else stop
        if opened > 0 and text[error.opened - 1] == "|":
            stop = self._end_of_open_bar(error.opened, stop)
        opened = opened if opened <= stop - start else -1
        mended = frozenset(problem.code for problem in self.problems)
        return Mistake(text[start:stop], min(error.token.start, stop) - start, opened, text[:start], error, mended)

    def _end_of_open_bar(self, opened: int, stop: int) -> int:
        """The end of the line where a `|` has no second one; the next line's isn't meant for it."""
        text = self._parser.text
        end = text.find("\n", opened)
        row = text[text.rfind("\n", 0, opened) + 1 : end]
        return end if 0 <= end < stop and row.count("|") % 2 else stop

    def _repair(
        self, start: int, error: Unexpected, statement: Callable[[], Found | None]
    ) -> Unexpected | tuple[Found | None] | None:
        """Tries the mends one by one: the statement, an error further on, or None where none of them helps."""
        before, mistake = self.places.mapped, self._mistake(start, error)
        for mend in self._mends:
            edit, fixed, found = self._tried(mend.fix, before, mistake, start, statement)
            if found is not None:
                self._tell_before(before, mend.code, mend.message, edit[:2], fixed, mended=True)
                return found
        return None

    def _guess(
        self,
        start: int,
        error: Unexpected,
        statement: Callable[[], Found | None],
        explain: Callable[[Mistake], Told],
    ) -> Unexpected | tuple[Found | None] | None:
        """Tells the mistake with the guess that makes sense of its line, by which the rest is read; None as above."""
        before, mistake = self.places.mapped, self._mistake(start, error)
        for guess in self._guesses:
            _, fixed, found = self._tried(guess, before, mistake, start, statement, own_lines=True)
            if found is not None:
                told = explain(mistake)
                self._tell_before(before, told.code, told.message, self._place(start, mistake, told), fixed)
                return found
        return None

    def _tried(
        self,
        fix: Fix,
        before: Mapped,
        mistake: Mistake,
        start: int,
        statement: Callable[[], Found | None],
        own_lines: bool = False,
    ) -> tuple[Edit, str, Unexpected | tuple[Found | None] | None]:
        """The edit that a fix makes, the line as it is then, and what comes of it: None where it doesn't help, and
        where the statement takes in more than its own lines though it mustn't."""
        line, parser = mistake.line, self._parser
        edit, fixed = (0, 0, ""), fix(mistake) if len(line) < _LONG else None
        if fixed is None or fixed == line:
            return edit, "", None
        edit = _difference(start, line, fixed)
        self.places.mapped = before.edited([edit])
        parser.restart(self.places.mapped.text, start)
        found: Unexpected | tuple[Found | None] | None
        try:
            found = (statement(),)
            if own_lines and parser.text[start + len(fixed) : parser.last].strip():
                found = None
        except Unexpected as later:
            left = start + len(line) - mistake.error.token.start
            behind = later.token.start >= edit[0] + len(edit[2])
            found = later if behind and start + len(fixed) - later.token.start < left else None
        if found is None:
            self.places.mapped = before
            parser.restart(before.text, start)
        return edit, _shown(fixed, edit, start), found

    def _tell_before(
        self, before: Mapped, code: str, message: str, place: tuple[int, int], fixed: str, mended: bool = False
    ) -> None:
        """A problem with the line that mends it, at its place before that."""
        now, self.places.mapped = self.places.mapped, before
        taken = mended and not self.strict
        hint = f"{'read as' if taken else 'write'} `{fixed}`" if fixed else _PASSED if taken else ""
        self.tell(code, message, *place, hint=hint, fixed=fixed, mended=mended)
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
