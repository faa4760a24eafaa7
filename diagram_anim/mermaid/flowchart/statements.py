"""The statements of a flowchart as they are written, with offsets into the worked text; no meaning yet."""

from __future__ import annotations

from typing import NamedTuple

Stretch = tuple[int, int]


class Words(NamedTuple):
    """A label's source; `style` is text, string (it was quoted) or markdown."""

    text: str
    style: str
    at: Stretch


class Vertex(NamedTuple):
    """`shape` is Mermaid's inner name for the brackets; `data` what stands in `@{…}` behind it."""

    id: str
    at: Stretch
    words: Words | None = None
    shape: str = ""
    props: tuple[tuple[str, str], ...] = ()
    css_class: str = ""
    data: str | None = None
    data_at: Stretch = (0, 0)


class Link(NamedTuple):
    """`start` is the arrow's beginning where its text stands between, `end` its end or the whole of it."""

    at: Stretch
    end: str
    start: str = ""
    words: Words | None = None
    id: str = ""


class Chain(NamedTuple):
    """Groups of vertices (`A & B`), with one link fewer between them."""

    groups: tuple[tuple[Vertex, ...], ...]
    links: tuple[Link, ...]


class Style(NamedTuple):
    id: str
    styles: tuple[str, ...]
    at: Stretch


class LinkStyle(NamedTuple):
    """`positions` as written, or `("default",)`; `styles` and `curve` are None where they don't stand there."""

    positions: tuple[tuple[str, Stretch], ...]
    curve: str | None
    styles: tuple[str, ...] | None


class ClassDef(NamedTuple):
    names: str
    styles: tuple[str, ...]


class ClassOf(NamedTuple):
    ids: str
    name: str
    at: Stretch


class Click(NamedTuple):
    """`url` is None for a callback."""

    id: str
    at: Stretch
    url: str | None = None
    tooltip: str | None = None
    target: str = ""


class Direction(NamedTuple):
    value: str


class Open(NamedTuple):
    """A subgraph begins: id and title as written; the very same words where only one stands there."""

    at: Stretch
    id: Words | None
    title: Words | None


class Close(NamedTuple):
    at: Stretch


class Semicolon(NamedTuple):
    """One that ends no statement, as in `end;`."""


class Accessible(NamedTuple):
    """`accTitle` or `accDescr`."""

    keyword: str
    text: str


Statement = Chain | Style | LinkStyle | ClassDef | ClassOf | Click | Direction | Open | Close | Semicolon | Accessible
