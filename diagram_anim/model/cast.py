"""Everything that will ever be on stage, with what each thing must have room for; no places yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagram_anim.model.diagram import Label
from diagram_anim.model.system import Role

TRAFFIC = "gauge:traffic"
"""The dial of a plan: which share of all requests there is by then. None is too much, and its card keeps its words."""

ORDERED = "ordered"
"""The mark of who has copies with places that are numbered from nought."""

TOLD = "told:"
"""Before the slot of a dial whose figure follows from nothing: it is as it was told."""

SHARE = "gauge:share"
"""The dial of what somebody has of all there is: no such share is too much."""

_OTHERS = frozenset(
    "diam circle ellipse dbl-circ cyl lin-cyl h-cyl bucket hex lean-r lean-l trap-b trap-t tri flip-tri odd notch-pent "
    "delay curv-trap cloud bang sm-circ f-circ fr-circ cross-circ hourglass bolt fork".split()
)


def is_card(shape: str) -> bool:
    """Whether a card's own anatomy fits into one of Mermaid's shapes: an icon, and names beside it."""
    return shape not in _OTHERS


@dataclass(frozen=True, slots=True)
class Paint:
    """The author's own colours as written in Mermaid: CSS values, or empty."""

    fill: str = ""
    stroke: str = ""
    color: str = ""
    width: str = ""
    dash: str = ""
    opacity: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A node on stage.

    `icon` is the name of a file in `assets/icons`, an emoji, or empty. `sub` are the lines under the first, in small
    type.
    `slots` are the parts that must have room, in order from the top: `state` (glyph and word), `served` `error` `lost`
    `refused` (a word and a number), `meter:NAME` (a bar with its value), `gauge:NAME` (a dial with its value), `split`
    (a bar of shares), `badge` (a short text), `tiles` (copies), `idea` (a small motion). `samples` gives a slot's
    widest text.
    `bearer` names the card in whose place this one will stand (a replacement).
    """

    id: str
    label: Label
    role: Role = Role.THING
    shape: str = "rect"
    icon: str = ""
    sub: tuple[str, ...] = ()
    group: str | None = None
    slots: tuple[str, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict)
    copies: int = 1
    marks: Mapping[str, float] = field(default_factory=dict)
    """What a dial should be held at, as a share, by slot; of `tiles` how many copies there may be, of
    `limit:NAME` of how many a dial's whole is, `told:gauge:NAME` that nothing of it was measured; `ordered`."""
    paint: Paint = field(default_factory=Paint)
    bearer: str | None = None
    picture: str = ""
    """The author's own picture in the icon's place: a PNG as base64."""
    linked: bool = False
    """Whether the author's diagram leads somewhere from here: shown by a sign, never followed."""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: Label
    parent: str | None = None
    direction: str | None = None
    icon: str = ""
    paint: Paint = field(default_factory=Paint)


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge on stage; `source` and `target` are ids of cards or groups."""

    id: str
    source: str
    target: str
    label: Label | None = None
    stroke: str = "normal"
    start: str = "none"
    end: str = "arrow"
    length: int = 1
    paint: Paint = field(default_factory=Paint)
    curve: str = ""
    """Mermaid's name of its curve, where the author asks for one."""


@dataclass(frozen=True, slots=True)
class Head:
    """A participant's chip at the top of its lifeline."""

    id: str
    label: Label
    icon: str = ""
    type: str = "participant"
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a sequence, from top to bottom.

    `kind` is message, note, open, section or close (of a fragment), activate, deactivate, create or destroy. `id` is
    `msg:3`, `note:2`, `frag:1`, `frag:1/2` (its second section). `over` holds the participants: source and target
    for a message. `word` is a fragment's keyword. `line`, `start`, `end`, `central` are a message's, as Mermaid says.
    """

    id: str
    kind: str
    over: tuple[str, ...] = ()
    label: Label | None = None
    word: str = ""
    line: str = "solid"
    start: str = "none"
    end: str = "filled"
    placement: str = "over"
    shown: str = ""
    central: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure over time: `points` are (system second, value); `stepped` where it keeps a value until the next."""

    name: str
    """arriving served lost (a second), ready target (copies) or a meter's name (percent)"""
    points: tuple[tuple[float, float], ...]
    stepped: bool = False
    run: str = ""
    """The run beside the film's own that it comes from, which is drawn behind; empty for the film's own."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart under the action: its curves share both scales, 0 to `seconds` and 0 to `top`."""

    id: str
    kind: str
    """rate, replicas or waiting"""
    seconds: float
    top: float
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """Cards, groups and wires stand in the view `chart`; heads and rows in the view `sequence`; plots in the view
    `plot`. A sequence with traffic has both, and the same id in both is the same thing."""

    direction: str = "TB"
    cards: tuple[Card, ...] = ()
    groups: tuple[Group, ...] = ()
    wires: tuple[Wire, ...] = ()
    heads: tuple[Head, ...] = ()
    rows: tuple[Row, ...] = ()
    boxes: tuple[tuple[Label, str, tuple[str, ...]], ...] = ()
    """A sequence's coloured boxes: label, colour, members."""
    plots: tuple[Plot, ...] = ()
