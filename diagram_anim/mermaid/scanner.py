"""Text into tokens by ordered rules, in modes that stack.

In each mode the first rule that matches wins, as in the lexers that Mermaid is made with. Where none does, the token
has no kind, which no grammar takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

SPACE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What JavaScript takes for white space, for use inside a character class."""

S = f"[{SPACE}]"
_FLAT = SPACE.replace("\n", "").replace("\r", "")
H = f"[{_FLAT}]"
"""White space within a line."""

EDGE = "(?![0-9A-Za-z_])"
"""The end of a word, where only ASCII counts as one."""

BLANKS = SPACE.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
"""The same characters, for `str.strip`."""


class Rule(NamedTuple):
    """An empty kind is passed over. The mode is left `pops` times, then `push` is entered. No capturing groups."""

    kind: str
    pattern: str
    push: str = ""
    pops: int = 0


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class Mode:
    """Rules by the number of their group; a mode that no text enters is never compiled."""

    def __init__(self, rules: Sequence[Rule], flags: int) -> None:
        self.rules = (Rule("", ""), *rules)
        self._flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({rule.pattern})" for rule in self.rules[1:]), self._flags)


def modes(table: Mapping[str, Sequence[Rule]], flags: int = 0) -> dict[str, Mode]:
    return {name: Mode(rules, flags) for name, rules in table.items()}


class Scanner:
    """Hands out one token after the other; can be set back to any place, in any mode.

    `inside` is the offset behind the mark that had opened a mode of its own when the last token was scanned, -1 where
    none was open.
    """

    __slots__ = ("_left", "_modes", "at", "done", "inside", "stack", "text")

    def __init__(self, text: str, table: Mapping[str, Mode], mode: str) -> None:
        self._modes = table
        self.restart(text, 0, mode)

    def restart(self, text: str, at: int, mode: str) -> None:
        self.text, self.at, self.stack = text, at, [mode]
        self.inside = self._left = -1
        self.done = False

    def next(self) -> Token:
        """The next token. At the text's end rules have one more chance; after that there is only `$end`."""
        while True:
            if self.at >= len(self.text):
                if self.done:
                    return Token("$end", "", self.at, self.at)
                self.done = True
            self.inside = self._left
            mode = self._modes[self.stack[-1]]
            start = self.at
            found = mode.pattern.match(self.text, start)
            if found is None:
                return Token("", self.text[start : start + 1], start, start + 1)
            kind, _, push, pops = mode.rules[found.lastindex or 0]
            self.at = found.end()
            if pops:
                del self.stack[max(1, len(self.stack) - pops) :]
                if len(self.stack) == 1:
                    self._left = -1
            if push:
                self.stack.append(push)
                if self._left < 0:
                    self._left = self.at
            if kind:
                return Token(kind, found[0], start, self.at)
