"""The statements of a sequence diagram as they are written, with offsets into the worked text."""

from __future__ import annotations

from dataclasses import dataclass

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """`wrap` is what `wrap:` or `nowrap:` before the text says."""

    text: str
    at: Stretch
    wrap: bool | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A participant's mention: `data` is what stands in `@{…}` behind it."""

    id: str
    at: Stretch
    data: str | None = None
    data_at: Stretch = (0, 0)


@dataclass(frozen=True, slots=True)
class Declare:
    """`type` is participant or actor; `created` stands before a message that brings it up."""

    who: Who
    type: str
    alias: Words | None
    at: Stretch
    created: bool = False


@dataclass(frozen=True, slots=True)
class Destroy:
    who: Who
    at: Stretch
    created: bool = False


@dataclass(frozen=True, slots=True)
class BoxOpen:
    text: str
    at: Stretch


@dataclass(frozen=True, slots=True)
class BoxClose:
    at: Stretch


@dataclass(frozen=True, slots=True)
class Send:
    """`sign` is `+`, `-` or empty; `central` says at which end `()` stands: start, end, both, or empty."""

    source: Who
    target: Who
    arrow: str
    words: Words
    at: Stretch
    sign: str = ""
    central: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    placement: str
    over: tuple[Who, ...]
    words: Words
    at: Stretch


@dataclass(frozen=True, slots=True)
class Activate:
    who: Who
    active: bool
    at: Stretch


@dataclass(frozen=True, slots=True)
class Numbering:
    visible: bool
    start: float | None
    step: float | None
    at: Stretch


@dataclass(frozen=True, slots=True)
class Fragment:
    """`part` is open, section or close."""

    part: str
    kind: str
    words: Words
    at: Stretch


@dataclass(frozen=True, slots=True)
class Linked:
    """`link`, `links`, `properties` or `details` of a participant."""

    keyword: str
    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """`title`, `accTitle` or `accDescr`."""

    keyword: str
    text: str


Statement = Declare | Destroy | BoxOpen | BoxClose | Send | Remark | Activate | Numbering | Fragment | Linked | Said
