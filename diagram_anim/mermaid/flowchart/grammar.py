"""The grammar of a flowchart: one statement at a time from the scanner, by recursive descent.

Unexpected is raised where a token doesn't fit, with what would have; the reader around it goes on at another place.
"""

from __future__ import annotations

from diagram_anim.mermaid.flowchart.chains import ID, Chains
from diagram_anim.mermaid.flowchart.statements import (
    Accessible,
    ClassDef,
    ClassOf,
    Click,
    Close,
    Direction,
    LinkStyle,
    Open,
    Semicolon,
    Statement,
    Stretch,
    Style,
    Words,
)
from diagram_anim.mermaid.flowchart.tokens import MODES

_NAME = ID - {"default"}
_STYLE = frozenset(("number", "word", ":", "space", "#", "style"))
_TITLE = frozenset(
    "number word space - & letters : * # style linkStyle classDef class click graph subgraph end v ^".split()
) | {"link start"}


class Grammar(Chains):
    """`subgraphs` holds where those begin that are open."""

    def __init__(self, text: str, at: int) -> None:
        self.subgraphs: list[Stretch] = []
        super().__init__(text, MODES, "directed" if "direction" in text.lower() else "plain", at)

    @property
    def begin(self) -> int:
        """The word `click` is passed over before its token."""
        return self.last if self.peek.kind == "click" else self.peek.start

    def statement(self) -> Statement | None:
        """The next statement, or None for the end of a line."""
        token = self.peek
        match token.kind:
            case "line" | "space" | "eof":
                self.take()
                return None
            case ";":
                self.take()
                return Semicolon()
            case "accTitle" | "accDescr":
                self.take()
                return Accessible(token.kind, self.take("value").text)
            case "description":
                return Accessible("accDescr", self.take().text)
            case "direction":
                return Direction(_direction(self.take().text))
            case "subgraph":
                return self._open()
            case "end" if self.subgraphs:
                self.subgraphs.pop()
                self.take()
                return Close((token.start, token.start + 3))
        found = self._ended()
        self._separator()
        return found

    def _ended(self) -> Statement:
        match self.peek.kind:
            case "style":
                return self._style()
            case "linkStyle":
                return self._link_style()
            case "classDef":
                self._words()
                name, _ = self.id()
                self.take("space")
                return ClassDef(name, self._styles())
            case "class":
                self._words()
                ids, at = self.id()
                self.take("space")
                return ClassOf(ids, self.id()[0], at)
            case "click":
                return self._click()
        return self.chain()

    def _words(self) -> None:
        """A keyword and the space behind it."""
        self.take()
        self.take("space")

    def _separator(self) -> None:
        self.take(";", "line", "eof")

    # --- subgraphs

    def _open(self) -> Open:
        keyword = self.take()
        if self.peek.kind in (";", "line", "eof"):
            self._separator()
            self.subgraphs.append((keyword.start, keyword.end))
            return Open((keyword.start, keyword.end), None, None)
        self.take("space")
        id = title = self._title()
        if self.peek.kind == "[":
            self.open()
            title = self.label("]")
            self.take("]")
        self._separator()
        self.subgraphs.append((keyword.start, keyword.end))
        return Open((keyword.start, title.at[1]), id, title)

    def _title(self) -> Words:
        return self.text_of(_TITLE, "text", "a title")

    # --- styles

    def _styles(self) -> tuple[str, ...]:
        found = ["".join(token.text for token in self.run(_STYLE, "a style"))]
        while self.peek.kind == ",":
            self.take()
            found.append("".join(token.text for token in self.run(_STYLE, "a style")))
        return tuple(found)

    def _style(self) -> Style:
        self._words()
        id, at = self.id()
        self.take("space")
        return Style(id, self._styles(), at)

    def _link_style(self) -> LinkStyle:
        self._words()
        first = self.take("default", "number")
        positions = [(first.text, (first.start, first.end))]
        while first.kind == "number" and self.peek.kind == ",":
            self.take()
            number = self.take("number")
            positions.append((number.text, (number.start, number.end)))
        self.take("space")
        curve = styles = None
        if self.peek.kind == "interpolate":
            self._words()
            curve = "".join(token.text for token in self.run(_NAME, "a curve"))
            if self.peek.kind == "space":
                self.take()
                styles = self._styles()
        else:
            styles = self._styles()
        return LinkStyle(tuple(positions), curve, styles)

    # --- clicks

    def _click(self) -> Click:
        name = self.take("click")
        id, at = name.text, (name.start, name.end)
        match self.peek.kind:
            case "callback":
                self.take()
                if self.ahead("arguments"):
                    self.take()
                return Click(id, at, tooltip=self._tooltip())
            case "href":
                self.take()
                return self._url(id, at)
            case "string":
                return self._url(id, at)
        self.run(_NAME, "a link or a function")
        return Click(id, at, tooltip=self._tooltip())

    def _tooltip(self) -> str | None:
        if self.peek.kind != "space":
            return None
        self.take()
        return self.take("string").text

    def _url(self, id: str, at: Stretch) -> Click:
        url = self.take("string").text
        tooltip, target = None, ""
        if self.peek.kind == "space":
            self.take()
            if self.peek.kind == "string":
                tooltip = self.take().text
                if self.peek.kind == "space":
                    self.take()
                    target = self.take("target").text
            else:
                target = self.take("target").text
        return Click(id, at, url, tooltip, target)


def _direction(text: str) -> str:
    """Mermaid asks for one direction after the other, wherever it stands on the line."""
    words = text.replace("direction", " direction ").split()
    said = {after[:2] for word, after in zip(words, words[1:], strict=False) if word == "direction"}
    return next(value for value in ("TB", "BT", "RL", "LR", "TD") if value in said)
