"""The grammar of a flowchart: one statement at a time from the scanner, by recursive descent.

Unexpected is raised where a token doesn't fit, with what would have; the reader around it goes on at another place.
"""

from __future__ import annotations

from diagram_anim.mermaid.flowchart.statements import (
    Accessible,
    Chain,
    ClassDef,
    ClassOf,
    Click,
    Close,
    Direction,
    Link,
    LinkStyle,
    Open,
    Semicolon,
    Statement,
    Stretch,
    Style,
    Vertex,
    Words,
)
from diagram_anim.mermaid.flowchart.tokens import MODES
from diagram_anim.mermaid.parser import Parser
from diagram_anim.mermaid.scanner import BLANKS, Token

_ID = frozenset(("number", "word", "v", "-", "default", ",", ":", "&", "#", "*", "letters"))
_NAME = _ID - {"default"}
_STYLE = frozenset(("number", "word", ":", "space", "#", "style"))
_LABEL = frozenset(("text", "<", ">", "letters"))
_BETWEEN = frozenset(("text", "letters"))
_TITLE = frozenset(
    "number word space - & letters : * # style linkStyle classDef class click graph subgraph end v ^".split()
) | {"link start"}
_SHAPES = {
    "[": ("square", "]"),
    "(": ("round", ")"),
    "([": ("stadium", "])"),
    "[[": ("subroutine", "]]"),
    "[(": ("cylinder", ")]"),
    "(((": ("doublecircle", ")))"),
    "(-": ("ellipse", "-)"),
    "{": ("diamond", "}"),
    ">": ("odd", "]"),
}
_SLANTED = {
    ("[/", "\\]"): "trapezoid",
    ("[\\", "/]"): "inv_trapezoid",
    ("[/", "/]"): "lean_right",
    ("[\\", "\\]"): "lean_left",
}


class Grammar(Parser):
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
                name, _ = self._id()
                self.take("space")
                return ClassDef(name, self._styles())
            case "class":
                self._words()
                ids, at = self._id()
                self.take("space")
                return ClassOf(ids, self._id()[0], at)
            case "click":
                return self._click()
        return self._chain()

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
            title = self._label("]")
            self.take("]")
        self._separator()
        self.subgraphs.append((keyword.start, keyword.end))
        return Open((keyword.start, title.at[1]), id, title)

    def _title(self) -> Words:
        return self._text(_TITLE, "text", "a title")

    # --- chains

    def _chain(self) -> Chain:
        groups = [self._group()]
        links: list[Link] = []
        while self.peek.kind in ("link", "link start", "link id"):
            links.append(self._link())
            groups.append(self._group())
        return Chain(tuple(groups), tuple(links))

    def _group(self) -> tuple[Vertex, ...]:
        vertices = [self._vertex()]
        while True:
            if self.peek.kind == "@{":
                data, at = self._data()
                vertices[-1] = vertices[-1]._replace(data=data, data_at=at)
            if self.peek.kind != "space":
                return tuple(vertices)
            self.take()
            if self.peek.kind != "&":
                return tuple(vertices)
            self.take()
            self.take("space")
            vertices.append(self._vertex())

    def _data(self) -> tuple[str, Stretch]:
        start = self.peek.start
        parts: list[str] = []
        quoted = False
        while self.peek.kind == "@{":
            token = self.take()
            if token.text == '"':
                quoted = not quoted
            if token.text != "@{":
                parts.append(_unwrapped(token.text) if quoted else token.text)
        return "".join(parts), (start, self.last)

    def _vertex(self) -> Vertex:
        id, at = self._id()
        opening = self.peek
        words: Words | None = None
        shape = ""
        props: tuple[tuple[str, str], ...] = ()
        if opening.kind in ("[/", "[\\"):
            self.open()
            words = self._label("/]", "\\]")
            shape = _SLANTED[opening.kind, self.take("/]", "\\]").kind]
        elif opening.kind == "[|":
            self.take()
            name = self.take("word").text
            self.take(":")
            props = ((name, self.take("word").text),)
            self.take("|")
            words, shape = self._label("]"), "rect"
            self.take("]")
        elif opening.kind in _SHAPES:
            self.open()
            shape, closing = _SHAPES[opening.kind]
            twice = opening.kind in ("(", "{") and self.peek.kind == opening.kind
            if twice:
                self.open()
                shape = {"(": "circle", "{": "hexagon"}[opening.kind]
            words = self._label(closing)
            for _ in range(2 if twice else 1):
                self.take(closing)
        end = self.last
        css_class = ""
        if self.peek.kind == ":::":
            self.take()
            css_class, _ = self._id()
        return Vertex(id, (at[0], end), words, shape, props, css_class)

    def _id(self) -> tuple[str, Stretch]:
        tokens = self._run(_ID, "a name")
        return "".join(token.text for token in tokens), (tokens[0].start, tokens[-1].end)

    def _run(self, kinds: frozenset[str], what: str) -> list[Token]:
        if self.peek.kind not in kinds:
            raise self.unexpected(what)
        tokens = [self.take()]
        while self.peek.kind in kinds:
            tokens.append(self.take())
        return tokens

    def _label(self, *closing: str) -> Words:
        """Words up to a closing mark, which is left."""
        return self._text(_LABEL, "string", "a text", *closing)

    def _text(self, kinds: frozenset[str], quoted: str, *wanted: str) -> Words:
        """A run of these tokens, of which the first may be a text in quotes; then its style is `quoted`."""
        first = self.peek
        if first.kind not in kinds and first.kind not in ("string", "markdown"):
            raise self.unexpected(*wanted)
        tokens = [self.take()]
        while self.peek.kind in kinds:
            tokens.append(self.take())
        style = {"string": quoted, "markdown": "markdown"}.get(first.kind, "text")
        return Words("".join(token.text for token in tokens), style, (first.start, tokens[-1].end))

    # --- links

    def _link(self) -> Link:
        start = self.peek.start
        id = self.take().text.replace("@", "", 1) if self.peek.kind == "link id" else ""
        arrow = self.take("link", "link start")
        at = (arrow.start, arrow.end)
        if arrow.kind == "link start":
            words = self._between()
            end = self.take("link")
            return Link((start if id else arrow.start, end.end), end.text, arrow.text, words, id)
        if self.peek.kind != "|":
            return Link((start if id else at[0], at[1]), arrow.text, id=id)
        self.open()
        words = self._label("|")
        end = self.take("|")
        if self.peek.kind == "space":
            self.take()
        return Link((start if id else at[0], end.end), arrow.text, words=words, id=id)

    def _between(self) -> Words:
        """The words within a link."""
        return self._text(_BETWEEN, "string", "the link's text")

    # --- styles

    def _styles(self) -> tuple[str, ...]:
        found = ["".join(token.text for token in self._run(_STYLE, "a style"))]
        while self.peek.kind == ",":
            self.take()
            found.append("".join(token.text for token in self._run(_STYLE, "a style")))
        return tuple(found)

    def _style(self) -> Style:
        self._words()
        id, at = self._id()
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
            curve = "".join(token.text for token in self._run(_NAME, "a curve"))
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
        self._run(_NAME, "a link or a function")
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


def _unwrapped(text: str) -> str:
    """A quoted text over several lines is one text with breaks."""
    first, *rest = text.split("\n")
    return "<br/>".join([first, *(line.lstrip(BLANKS) for line in rest)])
