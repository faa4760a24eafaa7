"""The grammar of a sequence diagram: one statement at a time from the scanner, by recursive descent.

Blocks are given as their opening, sections and `end`; `blocks` knows which are open.
"""

from __future__ import annotations

import re

from diagram_anim.mermaid.parser import Parser
from diagram_anim.mermaid.scanner import BLANKS, Token
from diagram_anim.mermaid.sequence.statements import (
    Activate,
    BoxClose,
    BoxOpen,
    Declare,
    Destroy,
    Fragment,
    Linked,
    Numbering,
    Remark,
    Said,
    Send,
    Statement,
    Stretch,
    Who,
    Words,
)
from diagram_anim.mermaid.sequence.tokens import MODES

SECTIONS = {"alt": "else", "par": "and", "par_over": "and", "critical": "option"}
"""The blocks that may be divided, and by which word."""

_BLOCKS = frozenset(("loop", "rect", "opt", "alt", "par", "par_over", "critical", "break"))


class Grammar(Parser):
    def __init__(self, text: str, at: int) -> None:
        self.blocks: list[tuple[str, Stretch]] = []
        super().__init__(text, MODES, "plain", at)

    def header(self) -> None:
        """Up to and with the first word."""
        while self.peek.kind == "line":
            self.take()
        self.take("header")

    def statement(self) -> Statement | None:
        inside = self.blocks[-1][0] if self.blocks else ""
        while self.ahead("stray") and inside != "box":  # Mermaid reads over what it doesn't know
            self.take()
        token = self.peek
        kind = token.kind
        if kind in ("line", "eof"):
            self.take()
            return None
        if kind == "end" and inside:
            self.blocks.pop()
            self.take()
            at = (token.start, token.end)
            return BoxClose(at) if inside == "box" else Fragment("close", inside, Words("", at), at)
        if inside == "box":
            return self._participant()
        if kind in _BLOCKS:
            self.take()
            words = self._rest()
            self.blocks.append((kind, (token.start, token.end)))
            return Fragment("open", kind, words, (token.start, self.last))
        if kind and SECTIONS.get(inside) == kind:
            self.take()
            return Fragment("section", kind, self._rest(), (token.start, self.last))
        match kind:
            case "title":
                return Said("title", self._title(self.take().text))
            case "accTitle" | "accDescr":
                self.take()
                return Said(kind, self.take("value").text)
            case "description":
                return Said("accDescr", self.take().text)
            case "box":
                self.take()
                text = self.take("rest").text
                self.blocks.append(("box", (token.start, token.end)))
                return BoxOpen(text, (token.start, self.last))
            case "participant" | "actor" | "destroy":
                return self._participant()
            case "create":
                self.take()
                return self._participant(created=True)
        found = self._ended()
        self.take("line", "eof")
        return found

    def _ended(self) -> Statement:
        token = self.peek
        match token.kind:
            case "autonumber":
                return self._autonumber()
            case "activate" | "deactivate":
                self.take()
                return Activate(self._who("name"), token.kind == "activate", (token.start, self.last))
            case "note":
                return self._note()
            case "links" | "link" | "properties" | "details":
                self.take()
                return Linked(token.kind, self._who("name", "link"), self._message().text)
        return self._signal()

    def _participant(self, *, created: bool = False) -> Statement:
        keyword = self.take("participant", "actor", "destroy")
        who = self._who("name")
        if keyword.kind == "destroy":
            at = (keyword.start, self.last)
            self.take("line", "eof")
            return Destroy(who, at, created)
        if self.peek.kind == "@{":
            start = self.take().start
            data = self.take("data").text.strip(BLANKS)
            end = self.take("}").end
            who = Who(who.id, who.at, data, (start, end))
        alias = None
        if self.peek.kind == "as":
            self.take()
            alias = self._rest()
        at = (keyword.start, self.last)
        self.take("line", "eof")
        return Declare(who, keyword.kind, alias, at, created)

    def _signal(self) -> Send:
        source = self._who("name", "link")
        first = self.peek.kind == "()"
        if first:
            self.take()
        arrow = self.take("arrow").text.lower()
        sign = central = ""
        if self.peek.kind == "()":
            self.take()
            central = "both" if first else "end"
        elif first:
            central = "start"
        elif self.peek.kind in ("+", "-"):
            sign = self.take().text
        target = self._who("name", "link")
        words = self._message()
        return Send(source, target, arrow, words, (source.at[0], self.last), sign, central)

    def _note(self) -> Remark:
        start = self.take().start
        place = self.take("side", "over")
        over = [self._who("name", "link")]
        if place.kind == "over" and self.peek.kind == ",":
            self.take()
            over.append(self._who("name", "link"))
        words = self._message()
        return Remark(place.text.lower().split()[0], tuple(over), words, (start, self.last))

    def _autonumber(self) -> Numbering:
        start = self.take().start
        numbers: list[float] = []
        visible = True
        if self.peek.kind == "off":
            self.take()
            visible = False
        else:
            while self.peek.kind == "number" and len(numbers) < 2:
                numbers.append(float(self.take().text))
        if not numbers:
            return Numbering(visible, None, None, (start, self.last))
        return Numbering(True, numbers[0], numbers[1] if len(numbers) > 1 else 1.0, (start, self.last))

    def _who(self, *kinds: str) -> Who:
        if self.peek.kind not in kinds:
            raise self.unexpected("a participant")
        token = self.take()
        text = token.text.strip(BLANKS)
        start = token.start + len(token.text) - len(token.text.lstrip(BLANKS))
        return Who(text, (start, start + len(text)))

    def _rest(self) -> Words:
        return words(self.take("rest"))

    def _message(self) -> Words:
        token = self.take("message")
        return words(token, 1)

    def _title(self, text: str) -> str:
        return text[6 if text[5] != ":" else 7 :]


def words(token: Token, skip: int = 0) -> Words:
    """A text, less `skip` characters at its start, with its wish to be wrapped taken off."""
    text = token.text[skip:]
    found = re.match(r"\s*:?(no)?wrap:", text)
    wrap = None if found is None else not found[1]
    start = found.end() if found else 0
    inner = text[start:].strip(BLANKS)
    begin = token.start + skip + start + len(text[start:]) - len(text[start:].lstrip(BLANKS))
    return Words(inner, (begin, begin + len(inner)), wrap)
