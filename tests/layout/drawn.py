"""Charts as people draw them, and service maps of several styles: measured, and tuned to by nobody."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from tests.layout.charts import NAMES, text

FILE = Path(__file__).parent.parent / "cases" / "drawn" / "charts.md"


def _sections() -> Iterator[tuple[str, str]]:
    for part in re.split(r"(?m)^## ", FILE.read_text(encoding="utf-8"))[1:]:
        yield part.split("\n", 1)[0], part.split("```mermaid\n")[1].split("```")[0]


DRAWN = dict(_sections())
"""By what each is about."""


def _title(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def grouped(direction: str, groups: int, each: int, seed: int) -> str:
    """Microservices in groups: in each a door, services behind it, stores; some call the doors of others."""
    chance = random.Random(seed)

    def rows() -> Iterator[str]:
        yield "web([Web]) --> edge[Edge]"
        for at in range(groups):
            yield f"subgraph g{at}[{NAMES[at % len(NAMES)]} team]"
            yield f"g{at}d[Door {at}]"
            for one in range(each):
                yield f"g{at}d --> g{at}s{one}[{_title(at * each + one)}]"
            yield f"g{at}s{chance.randrange(each)} --> g{at}q[(Store {at})]"
            yield f"g{at}s{chance.randrange(each)} --> g{at}q"
            yield "end"
            yield from (f"g{at}s{chance.randrange(each)} --> g{other}d" for other in chance.sample(range(groups), 2))
            if at % 2 == 0:
                yield f"edge --> g{at}d"

    return text(direction, *rows())


def hubs(direction: str, hubs: int, each: int) -> str:
    """Hubs in a ring, things around each, half of which send and half of which get."""

    def rows() -> Iterator[str]:
        for at in range(hubs):
            yield f"h{at}{{{{Hub {at}}}}} --> h{(at + 1) % hubs}"
            for one in range(each):
                ends = (f"h{at}s{one}[{_title(at * each + one)}]", f"h{at}")
                yield " --> ".join(ends if one % 2 else ends[::-1])

    return text(direction, *rows())


def layered(direction: str, layers: tuple[int, ...], seed: int) -> str:
    """Layers without groups; each thing calls one or two of the next layer, now and then one of a later one."""
    chance = random.Random(seed)

    def rows() -> Iterator[str]:
        for depth, many in enumerate(layers[:-1]):
            for one in range(many):
                for other in chance.sample(range(layers[depth + 1]), min(layers[depth + 1], 1 + one % 2)):
                    yield f"l{depth}n{one}[{_title(depth * 20 + one)}] --> l{depth + 1}n{other}"
            if depth + 2 < len(layers):
                yield f"l{depth}n0 --> l{depth + 2}n{chance.randrange(layers[depth + 2])}"

    return text(direction, *rows())


def sparse(direction: str, count: int, more: int, seed: int) -> str:
    """A random tree and a few edges across it."""
    chance = random.Random(seed)
    rows = [f"n{chance.randrange(max(0, at - 12), at)} --> n{at}[{_title(at)}]" for at in range(1, count)]
    rows += [f"n{a} --> n{b}" for a, b in (sorted(chance.sample(range(count), 2)) for _ in range(more))]
    return text(direction, f"n0[{_title(0)}]", *rows)


def regions(direction: str, many: int, zones: int) -> str:
    """Regions of zones of the same services each, a balancer over all, stores that copy to the next region."""

    def rows() -> Iterator[str]:
        yield "users((Users)) --> dns[DNS]"
        for at in range(many):
            yield f"subgraph r{at}[Region {at}]"
            yield f"r{at}lb[Balancer {at}]"
            for zone in range(zones):
                own = f"r{at}z{zone}"
                yield f"subgraph {own}[Zone {zone}]"
                yield f"{own}w[Web] --> {own}a[App]"
                yield f"{own}a --> {own}c[(Cache)]"
                yield "end"
                yield f"r{at}lb --> {own}w"
                yield f"{own}a --> r{at}db"
            yield f"r{at}db[(Primary {at})]"
            yield "end"
            yield f"dns --> r{at}lb"
            yield f"r{at}db -.-> r{(at + 1) % many}db"

    return text(direction, *rows())


SAID = (
    "Uses",
    "Manages",
    "Reads from",
    "Writes to",
    "Sends results",
    "Triggers",
    "Gets state from",
    "Formats data using",
    "Raises errors",
    "Checks",
    "Keeps",
    "Provides messages to",
)
PARTS = (
    "Agent",
    "Session",
    "Hook system",
    "Cookie jar",
    "Message manager",
    "Action controller",
    "Log",
    "Version set",
    "Iterator",
    "Table cache",
)


def worded(seed: int) -> str:
    """Six to ten things, with 1.2 to 1.8 times as many lines between them, each with words on it; some lead back."""
    chance = random.Random(seed)
    many = chance.randint(6, 10)
    lines = int(many * chance.uniform(1.2, 1.8))
    pairs = [(a, b) for a in range(many) for b in range(many) if a != b and (a < b or chance.random() < 0.15)]
    rows = [f"A{at}[{PARTS[at]}]" for at in range(many)]
    rows += [f"A{a} -- {chance.choice(SAID)} --> A{b}" for a, b in chance.sample(pairs, min(lines, len(pairs)))]
    return text("TD", *rows)


WORDED = {f"words on all lines {seed}": worded(seed) for seed in range(24)}
"""Charts with words on all of their lines."""

DRAWN_MAPS = {
    "groups of 60": grouped("LR", 10, 4, 1),
    "groups of 128": grouped("TB", 14, 7, 2),
    "hubs of 65": hubs("LR", 5, 12),
    "layers of 70": layered("TB", (6, 14, 20, 18, 12), 3),
    "layers of 110": layered("LR", (4, 12, 24, 30, 24, 16), 4),
    "sparse of 80": sparse("TB", 80, 14, 5),
    "sparse of 200": sparse("LR", 200, 30, 6),
    "regions of 97": regions("TB", 5, 5),
}
"""Service maps of 60 to 200 nodes."""
