"""The statements of a flowchart as they are written, with offsets into the worked text; no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """A label's source; `style` is text, string (it was quoted) or markdown."""

    text: str
    style: str
    at: Stretch


@dataclass(frozen=True, slots=True)
class Vertex:
    """`shape` is Mermaid's inner name for the brackets; `data` what stands in `@{…}` behind it."""

    id: str
    at: Stretch
    words: Words | None = None
    shape: str = ""
    props: tuple[tuple[str, str], ...] = ()
    css_class: str = ""
    data: str | None = None
    data_at: Stretch = (0, 0)


@dataclass(frozen=True, slots=True)
class Link:
    """`start` is the arrow's beginning where its text stands between, `end` its end or the whole of it."""

    at: Stretch
    end: str
    start: str = ""
    words: Words | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Groups of vertices (`A & B`), with one link fewer between them."""

    groups: tuple[tuple[Vertex, ...], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Style:
    id: str
    styles: tuple[str, ...]
    at: Stretch


@dataclass(frozen=True, slots=True)
class LinkStyle:
    """`positions` as written, or `("default",)`; `styles` and `curve` are None where they don't stand there."""

    positions: tuple[tuple[str, Stretch], ...]
    curve: str | None
    styles: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ClassDef:
    names: str
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassOf:
    ids: str
    name: str
    at: Stretch


@dataclass(frozen=True, slots=True)
class Click:
    """`url` is None for a callback."""

    id: str
    at: Stretch
    url: str | None = None
    tooltip: str | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Direction:
    value: str


@dataclass(frozen=True, slots=True)
class Open:
    """A subgraph begins: id and title as written; the very same words where only one stands there."""

    at: Stretch
    id: Words | None
    title: Words | None


@dataclass(frozen=True, slots=True)
class Close:
    at: Stretch


@dataclass(frozen=True, slots=True)
class Accessible:
    """`accTitle` or `accDescr`."""

    keyword: str
    text: str


Statement = Chain | Style | LinkStyle | ClassDef | ClassOf | Click | Direction | Open | Close | Accessible
