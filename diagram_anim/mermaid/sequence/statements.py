"""The statements of a sequence diagram as they are written, with offsets into the worked text."""

from __future__ import annotations

from typing import NamedTuple

Stretch = tuple[int, int]


class Words(NamedTuple):
    """`wrap` is what `wrap:` or `nowrap:` before the text says."""

    text: str
    at: Stretch
    wrap: bool | None = None


class Who(NamedTuple):
    """A participant's mention: `data` is what stands in `@{…}` behind it."""

    id: str
    at: Stretch
    data: str | None = None
    data_at: Stretch = (0, 0)


class Declare(NamedTuple):
    """`type` is participant or actor; `created` stands before a message that brings it up."""

    who: Who
    type: str
    alias: Words | None
    at: Stretch
    created: bool = False


class Destroy(NamedTuple):
    who: Who
    at: Stretch
    created: bool = False


class BoxOpen(NamedTuple):
    text: str
    at: Stretch


class BoxClose(NamedTuple):
    at: Stretch


class Send(NamedTuple):
    """`sign` is `+`, `-` or empty; `central` says at which end `()` stands: start, end, both, or empty."""

    source: Who
    target: Who
    arrow: str
    words: Words
    at: Stretch
    sign: str = ""
    central: str = ""


class Remark(NamedTuple):
    placement: str
    over: tuple[Who, ...]
    words: Words
    at: Stretch


class Activate(NamedTuple):
    who: Who
    active: bool
    at: Stretch


class Numbering(NamedTuple):
    visible: bool
    start: float | None
    step: float | None
    at: Stretch


class Fragment(NamedTuple):
    """`part` is open, section or close."""

    part: str
    kind: str
    words: Words
    at: Stretch


class Linked(NamedTuple):
    """`link`, `links`, `properties` or `details` of a participant."""

    keyword: str
    who: Who
    text: str


class Said(NamedTuple):
    """`title`, `accTitle` or `accDescr`."""

    keyword: str
    text: str


Statement = Declare | Destroy | BoxOpen | BoxClose | Send | Remark | Activate | Numbering | Fragment | Linked | Said
