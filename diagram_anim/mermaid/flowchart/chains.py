"""Chains of vertices and links, and the names and words in them."""

from __future__ import annotations

from diagram_anim.mermaid.flowchart.statements import Chain, Link, Stretch, Vertex, Words
from diagram_anim.mermaid.parser import Parser
from diagram_anim.mermaid.scanner import BLANKS, Token

ID = frozenset(("number", "word", "v", "-", "default", ",", ":", "&", "#", "*", "letters"))
_LABEL = frozenset(("text", "<", ">", "letters"))
_BETWEEN = frozenset(("text", "letters"))
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


class Chains(Parser):
    """The part of the grammar that draws: `A & B --> C`."""

    def chain(self) -> Chain:
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
        id, at = self.id()
        opening = self.peek
        words: Words | None = None
        shape = ""
        props: tuple[tuple[str, str], ...] = ()
        if opening.kind in ("[/", "[\\"):
            self.open()
            words = self.label("/]", "\\]")
            shape = _SLANTED[opening.kind, self.take("/]", "\\]").kind]
        elif opening.kind == "[|":
            self.take()
            name = self.take("word").text
            self.take(":")
            props = ((name, self.take("word").text),)
            self.take("|")
            words, shape = self.label("]"), "rect"
            self.take("]")
        elif opening.kind in _SHAPES:
            self.open()
            shape, closing = _SHAPES[opening.kind]
            twice = opening.kind in ("(", "{") and self.peek.kind == opening.kind
            if twice:
                self.open()
                shape = {"(": "circle", "{": "hexagon"}[opening.kind]
            words = self.label(closing)
            for _ in range(2 if twice else 1):
                self.take(closing)
        end = self.last
        css_class = ""
        if self.peek.kind == ":::":
            self.take()
            css_class, _ = self.id()
        return Vertex(id, (at[0], end), words, shape, props, css_class)

    def id(self) -> tuple[str, Stretch]:
        tokens = self.run(ID, "a name")
        return "".join(token.text for token in tokens), (tokens[0].start, tokens[-1].end)

    def run(self, kinds: frozenset[str], what: str) -> list[Token]:
        if self.peek.kind not in kinds:
            raise self.unexpected(what)
        tokens = [self.take()]
        while self.peek.kind in kinds:
            tokens.append(self.take())
        return tokens

    def label(self, *closing: str) -> Words:
        """Words up to a closing mark, which is left."""
        return self.text_of(_LABEL, "string", "a text", *closing)

    def text_of(self, kinds: frozenset[str], quoted: str, *wanted: str) -> Words:
        """A run of these tokens, of which the first may be a text in quotes; then its style is `quoted`."""
        first = self.peek
        if first.kind not in kinds and first.kind not in ("string", "markdown"):
            raise self.unexpected(*wanted)
        tokens = [self.take()]
        while self.peek.kind in kinds:
            tokens.append(self.take())
        style = {"string": quoted, "markdown": "markdown"}.get(first.kind, "text")
        return Words("".join(token.text for token in tokens), style, (first.start, tokens[-1].end))

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
        words = self.label("|")
        end = self.take("|")
        if self.peek.kind == "space":
            self.take()
        return Link((start if id else at[0], end.end), arrow.text, words=words, id=id)

    def _between(self) -> Words:
        """The words within a link."""
        return self.text_of(_BETWEEN, "string", "the link's text")


def _unwrapped(text: str) -> str:
    """A quoted text over several lines is one text with breaks."""
    first, *rest = text.split("\n")
    return "<br/>".join([first, *(line.lstrip(BLANKS) for line in rest)])
