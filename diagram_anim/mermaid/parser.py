"""What both grammars are built on: tokens with one looked ahead, and the error that one doesn't fit."""

from __future__ import annotations

from collections.abc import Mapping

from diagram_anim.mermaid.scanner import Mode, Scanner, Token


class Unexpected(Exception):  # noqa: N818 - it never leaves this room
    """`token` doesn't fit where one of `wanted` should stand. `opened` is the offset behind the bracket opened last,
    `inside` that behind the mark that began what the token still stands in; either is -1 where there is none."""

    def __init__(self, token: Token, wanted: tuple[str, ...], opened: int, inside: int) -> None:
        super().__init__(token.text)
        self.token, self.wanted, self.opened, self.inside = token, wanted, opened, inside


class Parser:
    """`peek` is the token ahead, `last` the offset where the one taken before it ended."""

    def __init__(self, text: str, table: Mapping[str, Mode], mode: str, at: int) -> None:
        self._scanner = Scanner(text, table, mode)
        self._mode = mode
        self.restart(text, at)

    @property
    def begin(self) -> int:
        """Where the statement ahead begins."""
        return self.peek.start

    @property
    def text(self) -> str:
        return self._scanner.text

    def restart(self, text: str, at: int) -> None:
        """Begins anew at an offset, outside of everything."""
        self._scanner.restart(text, at, self._mode)
        self.last = at
        self._opened = -1
        self.peek = self._scanner.next()

    def take(self, *kinds: str) -> Token:
        """The token ahead, which must be of one of the kinds where any are named."""
        token = self.peek
        if kinds and token.kind not in kinds:
            raise self.unexpected(*kinds)
        self.last = token.end
        self.peek = self._scanner.next()
        return token

    def ahead(self, *kinds: str) -> bool:
        return self.peek.kind in kinds

    def open(self) -> Token:
        """Takes an opening bracket."""
        self._opened = self.peek.end
        return self.take()

    def unexpected(self, *wanted: str) -> Unexpected:
        return Unexpected(self.peek, wanted, self._opened, self._scanner.inside)
