"""An effect: one verb of the storyboard's language, its grammar, its words for the docs, what it does, what is seen.

The record is all there is: the parser of beats, the reference page, the JSON Schema, `did you mean`, the simulation
and the timeline work from it. `act` changes the simulated world, `play` makes the clips that are seen; either may be
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Clip


class Kind(StrEnum):
    """How a value is written, and what it becomes."""

    COUNT = "count"  # 6 → int
    DURATION = "duration"  # 2s, 120ms, 5m → seconds
    RATE = "rate"  # 40/s, 2400/m → per second
    PERCENT = "percent"  # 80% or 80 → 80.0
    TIMES = "times"  # x10 → 10.0
    NAME = "name"  # an id of the diagram, or a free name
    NEIGHBOUR = "neighbour"  # an id of the diagram that an edge of the target leads to
    NEW = "new"  # a name that isn't in the diagram yet
    WORD = "word"  # one of `choices`
    TEXT = "text"  # "quoted", or one word
    STEPS = "steps"  # 10/50/100 → (10.0, 50.0, 100.0)
    AMOUNT = "amount"  # 25% → 0.25, or 1 → 1


@dataclass(frozen=True, slots=True)
class Arg:
    """`name=value`. `about` goes into the docs; of a count `most` are allowed."""

    name: str
    kind: Kind
    about: str
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()
    most: int | None = None


AT = Arg("at", Kind.DURATION, "so long after its step began it begins")
"""What every verb takes."""


class Form(StrEnum):
    """What may stand besides targets and `name=value`, at most one of each."""

    TEXT = "text"  # a quoted text → args["text"]
    TIMES = "times"  # x10 → args["times"]; with a path: that many beats, one after another
    SHARES = "shares"  # A=50 B=50 → args["to"] = {"A": 50.0, "B": 50.0}, in percent
    LEVEL = "level"  # cpu=80% → args["name"], args["value"] (percent)
    PATH = "path"  # the targets are written A -> B -> C
    RANGE = "range"  # 1..4, 4.., 3 → args["first"], args["last"] (None: to the end)
    NAMED = "named"  # the last word is a free name → args["name"]
    UNTIL = "until"  # a duration, or `until EVENT [TARGET]` → args["seconds"] | args["until"]


@dataclass(frozen=True, slots=True)
class Film:
    """The film that shows a verb: on which stage, and the lines of the steps before and after its own example."""

    stage: str = "servers"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class World(Protocol):
    """What an effect may do to the simulated system. Each call returns what ends when the beat has ended, or None."""

    def appear(self, part: str) -> object: ...
    def disappear(self, part: str) -> object: ...
    def traffic(self, source: str, rate: float | None, to: str | None) -> object: ...
    def load(self, source: str, times: float, over: float) -> object: ...
    def split(self, node: str, shares: Mapping[str, float], over: float) -> object: ...
    def send(self, path: Sequence[str], label: str, fails: bool) -> object: ...
    def fail(self, parts: Sequence[str]) -> object: ...
    def recover(self, part: str) -> object: ...
    def replace(self, part: str, name: str | None, on: str | None) -> object: ...
    def start(self, part: str) -> object: ...
    def stop(self, part: str) -> object: ...
    def drain(self, part: str) -> object: ...
    def degrade(self, part: str, latency: float | None, capacity: float | None, errors: float | None) -> object: ...
    def restart(self, part: str) -> object: ...
    def partition(self, one: str, other: str) -> object: ...
    def scale(self, part: str, to: int, over: float) -> object: ...
    def autoscale(self, part: str, settings: Mapping[str, Any]) -> object: ...
    def roll(self, part: str, version: str, settings: Mapping[str, Any], bad: bool) -> object: ...
    def canary(self, part: str, version: str, steps: Sequence[float], pause: float, exact: bool) -> object: ...
    def bluegreen(self, part: str, version: str) -> object: ...
    def undo(self, part: str) -> object: ...
    def register(self, part: str, name: str) -> object: ...
    def resolve(self, client: str, name: str) -> object: ...
    def expire(self, name: str) -> object: ...
    def offer(self, master: str) -> object: ...
    def elect(self, parts: Sequence[str], first: str | None, term: int | None) -> object: ...
    def schedule(self, part: str, node: str) -> object: ...
    def apply(self, part: str, source: str, to: int | None) -> object: ...
    def watch(self, one: str, other: str) -> object: ...
    def gauge(self, part: str, name: str, value: float, over: float, of: str | None) -> object: ...
    def wait(self, seconds: float) -> object: ...
    def wait_until(self, event: str, target: str | None, count: int | None, most: float) -> object: ...


class Wave(Protocol):
    """What is drawn of a sequence at once: ids of rows."""

    @property
    def rows(self) -> tuple[str, ...]:
        """Messages, and the frames and notes before them."""

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages among them."""

    @property
    def returning(self) -> tuple[str, ...]:
        """The messages that have heads at both ends."""

    @property
    def aside(self) -> tuple[str, ...]:
        """Rows of the branches that aren't taken while these are."""

    @property
    def again(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """The loops that end here: each frame's row, its messages in order, and how often they run as its words say, 0
        where they don't."""

    @property
    def skipped(self) -> tuple[str, ...]:
        """Rows of branches left out before these."""


NONE: Mapping[int, str] = MappingProxyType({})


class View(Protocol):
    """What an effect may know of the stage when it plays: film seconds, ids as on stage."""

    @property
    def start(self) -> float:
        """When the beat begins, in film seconds."""

    @property
    def end(self) -> float:
        """When it has ended by the system's clock, in film seconds; `start` for beats that take no system time."""

    @property
    def fate(self) -> str:
        """How the beat's own request ended: served, lost, refused …, or empty where it sends none."""

    @property
    def spread(self) -> bool:
        """Whether single requests take different ways in this step, and not all of them but one hop."""

    def well(self, targets: Iterable[str]) -> tuple[str, ...]:
        """Those of the targets that are not down when the beat begins."""

    def expand(self, targets: Iterable[str]) -> tuple[str, ...]:
        """The targets with all that is inside them, wires between them included; `all` is everything."""

    def touching(self, targets: Iterable[str]) -> tuple[str, ...]:
        """The wires that begin or end at the targets or inside them."""

    def waves(self, targets: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The targets in the order of telling: each wave comes together, wires with the thing they lead to."""

    def frames(self, target: str) -> bool:
        """Whether it is the frame of a group."""

    def shown(self, target: str) -> bool:
        """Whether it is on stage when the beat begins."""

    def there(self, targets: Iterable[str]) -> float:
        """From when on all of them stand, in film seconds: those that another beat of this step brings, come first."""

    def views(self, target: str) -> tuple[str, ...]:
        """In which views the target stands: chart, sequence, or both."""

    def others(self, targets: Iterable[str]) -> tuple[str, ...]:
        """What is on stage besides the targets."""

    def wires(self, path: Sequence[str], chosen: Mapping[int, str] = NONE) -> tuple[str, ...]:
        """The ids of the edges along a path of nodes, one a hop: those that are chosen, by the number of their hop from
        0, else the first that leads there."""

    def hops(self, wires: Sequence[str]) -> tuple[float, ...]:
        """How long a dot takes along each wire, in film seconds."""

    def rows(self, first: int, last: int | None, branch: str) -> Sequence[Wave]:
        """The rows of a sequence for these messages: a wave for each, with the notes not yet said and frames before it;
        the messages of a `par`'s sections side by side. Of frames that have a section called `branch` the others are
        left out."""

    def places(self, targets: Sequence[str]) -> Sequence[tuple[float, float, float, float] | None]:
        """The box around the targets as a camera would frame it, or None for the whole; several, to be seen one after
        the other, where words can't be read in one."""

    def words(self, target: str) -> str:
        """The visible words of a thing."""


Act = Callable[[World, Beat], object]
Play = Callable[[View, Beat], "tuple[Clip, ...]"]


@dataclass(frozen=True, slots=True)
class Effect:
    """`targets` is how many (least, most); `of` says what they may be: node group edge participant message note.

    A beat with `act` takes system time and ends when the world says so; one without lasts as long as its clips.
    `brief` marks those whose system time is too short to be seen: the film gives them the time of their clips.
    """

    name: str
    group: str
    usage: str
    about: str
    example: str
    targets: tuple[int, int | None] = (1, None)
    of: tuple[str, ...] = ("node", "group", "participant")
    forms: tuple[Form, ...] = ()
    flags: tuple[str, ...] = ()
    args: tuple[Arg, ...] = ()
    act: Act | None = None
    play: Play | None = None
    brief: bool = False
    lead: float = 0.0
    """Film seconds in which the eye is led to the targets before it acts; the system waits for them."""

    film: Film = Film()
    """What stands around its example in the film that shows it."""

    whole: bool = False
    """Whether a group is meant as such, and not its members."""

    also: tuple[str, ...] = ()
    """What others call it: no verbs, but hints lead from them to this one."""

    source: str = field(default="", kw_only=True)
    """For a rule of a real system: where it is written."""
