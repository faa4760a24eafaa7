"""How both grammars are read: statement by statement, every mistake told, what can be mended mended.

A grammar raises Unexpected; the reader tries the mends on that line, and where none helps it goes on with the next
line, so that one run tells them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from diagram_anim.mermaid.mapped import Mapped, Places
from diagram_anim.mermaid.scanner import Mode, Scanner, Token
from diagram_anim.model.diagnostic import Diagnostic, Severity
from diagram_anim.model.document import Block

MOST = 20
"""So many problems of a diagram are told."""


class Unexpected(Exception):  # noqa: N818 - it never leaves this room
    """`token` doesn't fit where one of `wanted` should stand."""

    def __init__(self, token: Token, wanted: tuple[str, ...]) -> None:
        super().__init__(token.text)
        self.token, self.wanted = token, wanted


class Parser:
    """`peek` is the token ahead, `last` the offset where the one taken before it ended, `opened` the offset behind
    the bracket opened last."""

    def __init__(self, text: str, table: Mapping[str, Mode], mode: str, at: int) -> None:
        self._scanner = Scanner(text, table, mode)
        self._mode = mode
        self.restart(text, at)

    @property
    def text(self) -> str:
        return self._scanner.text

    def restart(self, text: str, at: int) -> None:
        """Begins anew at an offset, outside of everything."""
        self._scanner.text = text
        self._scanner.at = self.last = at
        self._scanner.stack = [self._mode]
        self.opened = -1
        self.peek = self._scanner.next()

    def take(self, *kinds: str) -> Token:
        """The token ahead, which must be of one of the kinds where any are named."""
        token = self.peek
        if kinds and token.kind not in kinds:
            raise Unexpected(token, kinds)
        self.last = token.end
        self.peek = self._scanner.next()
        return token

    def ahead(self, *kinds: str) -> bool:
        return self.peek.kind in kinds

    def open(self) -> Token:
        """Takes an opening bracket."""
        self.opened = self.peek.end
        return self.take()

    def unexpected(self, *wanted: str) -> Unexpected:
        return Unexpected(self.peek, wanted)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that can't be read: `at` is where in it the grammar gave up, `opened` where the bracket opened last ends
    or -1."""

    line: str
    at: int
    opened: int


@dataclass(frozen=True, slots=True)
class Mend:
    """`fix` gives the line as it was meant, or None; a mend counts only if the line is then read."""

    code: str
    message: str
    fix: Callable[[Mistake], str | None]


Found = TypeVar("Found")


class Reader(Generic[Found]):
    """Reads all statements. `places` always knows the text as it is mended by now."""

    def __init__(self, block: Block, code: Mapped, parser: Parser, mends: Sequence[Mend], strict: bool) -> None:
        self.places = Places(block, code)
        self.problems: list[Diagnostic] = []
        self._parser, self._mends, self._strict = parser, mends, strict

    def tell(
        self, code: str, message: str, start: int, end: int, *, hint: str = "", fixed: str = "", mended: bool = False
    ) -> None:
        """A problem; one that was mended is a warning, unless Mermaid's own verdict is asked for."""
        severity = Severity.WARNING if mended and not self._strict else Severity.ERROR
        if len(self.problems) < MOST:
            self.problems.append(Diagnostic(severity, code, message, self.places.span(start, end), hint, fixed))

    def read(
        self, statement: Callable[[], Found | None], explain: Callable[[Unexpected, str], tuple[str, str, str]]
    ) -> list[Found]:
        """`explain` gives code, message and hint of an error, from it and the line."""
        found: list[Found] = []
        parser = self._parser
        while parser.peek.kind != "eof" and len(self.problems) < MOST:
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
        explain: Callable[[Unexpected, str], tuple[str, str, str]],
    ) -> Found | None:
        for _ in range(6):
            repaired = self._repair(start, error, statement)
            if repaired is None:
                break
            if not isinstance(repaired, Unexpected):
                return repaired[0]
            error = repaired
        text = self._parser.text
        stop = self._line_end(start, error)
        code, message, hint = explain(error, text[start:stop])
        first = min(error.token.start, stop)
        self.tell(code, message, first, max(first, min(error.token.end, stop)), hint=hint)
        self._parser.restart(text, min(stop + 1, len(text)))
        return None

    def _line_end(self, start: int, error: Unexpected) -> int:
        """The end of the line where the statement went wrong; of its first line where a quote was left open there."""
        text = self._parser.text
        first = text.find("\n", start)
        last = text.find("\n", max(start, error.token.start))
        if first < 0 or last < 0:
            return len(text)
        return first if text.count('"', start, first) % 2 else last

    def _repair(
        self, start: int, error: Unexpected, statement: Callable[[], Found | None]
    ) -> Unexpected | tuple[Found | None] | None:
        """Tries the mends one by one: the statement, a later error, or None where none of them helps."""
        parser, before = self._parser, self.places.mapped
        stop = self._line_end(start, error)
        line = parser.text[start:stop]
        opened = parser.opened - start if parser.opened > start else -1
        mistake = Mistake(line, min(error.token.start, stop) - start, opened)
        left = stop - error.token.start
        for mend in self._mends:
            fixed = mend.fix(mistake)
            if fixed is None or fixed == line:
                continue
            edit = _difference(start, line, fixed)
            self.places.mapped = before.edited([edit])
            parser.restart(self.places.mapped.text, start)
            try:
                found: Unexpected | tuple[Found | None] = (statement(),)
            except Unexpected as later:
                if start + len(fixed) - later.token.start >= left:
                    continue
                found = later
            self._tell_mended(mend, before, edit, fixed)
            return found
        self.places.mapped = before
        parser.restart(before.text, start)
        parser.opened = opened + start if opened >= 0 else -1
        return None

    def _tell_mended(self, mend: Mend, before: Mapped, edit: tuple[int, int, str], fixed: str) -> None:
        now, self.places.mapped = self.places.mapped, before
        shown = _decoded(fixed.strip())
        hint = f"write `{shown}`" if self._strict and shown else f"read as `{shown}`" if shown else "passed over"
        self.tell(mend.code, mend.message, edit[0], edit[1], hint=hint, fixed=shown, mended=True)
        self.places.mapped = now


def _difference(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The least edit that makes one line of the other."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return start + first, start + len(old) - last, new[first : len(new) - last]


def _decoded(text: str) -> str:
    from diagram_anim.mermaid.labels import NAME, NUMBER, STOP

    return text.replace(NUMBER, "#").replace(NAME, "#").replace(STOP, ";")
