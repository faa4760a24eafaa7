"""Wide ranks folded into rows: things keep their order, and a wire that passes a row keeps a lane in it. Parts of a
chart that nothing joins stand one below the other, each with all its ranks.

A chain needs no lanes: it is folded into rows that run to and fro (see `compose`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from diagram_anim.layout.containers.structure import LANE, Container

FEW = 12
FEWEST = 3
"""A rank of fewer things isn't folded, unless they are groups."""


SHALLOW = 2
"""In so many rows of a rank, each wire to the last passes one other only: none need cross."""


def folds(containers: Mapping[str, Container], rows: int, *, deep: bool) -> Iterator[dict[str, Container]]:
    """The ways in which a chart stands in so many rows: what isn't joined one below the other, where there is such;
    then every container with no rank longer than the widest of its chart by `rows`. Those with more than two rows of a
    rank are the `deep` ones."""
    if deep:
        if rows > SHALLOW:
            yield {id: _folded(one, rows, containers) for id, one in containers.items()}
        return
    if rows < 2:
        yield dict(containers)
        return
    stacked = {id: _stacked(one, rows) for id, one in containers.items()}
    if stacked != containers:
        yield stacked
    if rows <= SHALLOW:
        yield {id: _folded(one, rows, containers) for id, one in containers.items()}


def _folded(container: Container, rows: int, containers: Mapping[str, Container]) -> Container:
    counts = [_many(rank) for rank in container.ranks]
    most = math.ceil(max(counts, default=0) / rows)
    index = 0
    while index < len(container.ranks):
        rank = container.ranks[index]
        groups = all(id in containers for id in rank if not id.startswith(LANE))
        many = math.ceil(_many(rank) / max(1, most))
        if (
            many > 1
            and _many(rank) >= (2 if groups else FEWEST)
            and (groups or (container.beyond.isdisjoint(rank) and (many == 2 or _one_sided(container, index))))
        ):
            container = _rank_folded(container, index, many)
            index += many
        else:
            index += 1
    return container


def _stacked(container: Container, rows: int) -> Container:
    """An upright container in so many rows of the parts that nothing joins with each other, as even as can be: the
    ranks of one row follow those of the row before."""
    parts = _parts(container)
    if not container.upright or len(parts) < 2:
        return container
    many = math.ceil(len(parts) / rows)
    ranks = [
        tuple(id for id in rank if id in row)
        for at in range(0, len(parts), many)
        for row in [frozenset[str]().union(*parts[at : at + many])]
        for rank in container.ranks
    ]
    return replace(container, ranks=tuple(rank for rank in ranks if rank))


def _parts(container: Container) -> list[set[str]]:
    """What is joined, from left to right; what wires join with the outside counts as one."""
    found: list[set[str]] = []
    touching = [*container.links, *pairwise(sorted(container.beyond))]
    for id in (one for rank in zip_longest(*container.ranks) for one in rank if one):
        if not any(id in part for part in found):
            part, queue = {id}, [id]
            while queue:
                one = queue.pop()
                near = {b if a == one else a for a, b in touching if one in (a, b)} - part
                part |= near
                queue += sorted(near)
            found.append(part)
    return found


def _one_sided(container: Container, index: int) -> bool:
    """Whether wires lead to a rank's things from one side only: others would have to pass both ways."""
    things = {id for id in container.ranks[index] if not id.startswith(LANE)}
    return not any(a in things for a, _ in container.links) or not any(b in things for _, b in container.links)


def _many(rank: Sequence[str]) -> int:
    return sum(not id.startswith(LANE) for id in rank)


@dataclass(slots=True)
class _Fold:
    """One rank in rows. `row` is that of each thing, `column` where it stands in it."""

    container: Container
    index: int
    count: int
    row: dict[str, int] = field(default_factory=dict)
    column: dict[str, int] = field(default_factory=dict)
    lanes: dict[str, list[str]] = field(default_factory=dict)
    """Of each lane that passed the rank, those that pass its rows, from the first to the last."""

    def ways(self) -> Mapping[tuple[int, int], str]:
        """The lane of each row beside each column."""
        return {
            (row, column): f"{LANE}{self.container.id}/{self.index}.{row}.{column}"
            for row in range(self.count)
            for column in {*self.column.values()}
        }


def _rank_folded(container: Container, index: int, count: int) -> Container:
    """The rank in so many rows, as it is read: things of one parent row by row where nothing leads on from them, or
    where rows are level and they are few; else each beside its neighbour, so that those next to each other stay
    near."""
    rank = container.ranks[index]
    things = [id for id in rank if not id.startswith(LANE)]
    before = {*container.ranks[index - 1]} if index else set()
    parents = {a for a, b in container.links if b in things and a in before}
    wide = math.ceil(len(things) / count)
    few = container.upright and len(things) <= FEW
    by_rows = len(parents) < 2 and (few or _one_sided(container, index))
    fold = _Fold(container, index, count)
    for at, id in enumerate(things):
        row, column = divmod(at, wide) if by_rows else reversed(divmod(at, count))
        fold.row[id], fold.column[id] = row, column
    beside = fold.ways()
    used: set[str] = set()
    links: list[tuple[str, str]] = []
    trails = {wire: list(trail) for wire, trail in container.trails.items()}
    for a, b in container.links:
        chain = [a, b]
        if b in fold.row and a in before:
            chain = [a, *(beside[row, fold.column[b]] for row in range(fold.row[b])), b]
        elif a in fold.row:
            chain = [a, *(beside[row, fold.column[a]] for row in range(fold.row[a] + 1, count)), b]
        elif b in rank and a in before:
            fold.lanes[b] = [b, *(f"{b}/{row}" for row in range(1, count))]
            chain = [a, *fold.lanes[b]]
        elif a in rank:
            fold.lanes.setdefault(a, [a, *(f"{a}/{row}" for row in range(1, count))])
            chain = [fold.lanes[a][-1], b]
        used |= {*chain}
        links += zip(chain, chain[1:], strict=False)
    level = {id: at for at, row in enumerate(container.ranks) for id in row}
    for one, two, wire in container.wires:
        trails[wire] = _trail(trails.get(wire, []), one, two, fold, beside, level)
    rows = [_row(rank, fold, beside, at, used) for at in range(count)]
    back = {*container.back, *(lane for old in container.back for lane in fold.lanes.get(old, ()))}
    ranks = (*container.ranks[:index], *rows, *container.ranks[index + 1 :])
    kept = {wire: tuple(trail) for wire, trail in trails.items() if trail}
    return replace(container, ranks=ranks, links=tuple(dict.fromkeys(links)), trails=kept, back=frozenset(back))


def _trail(
    trail: Sequence[str],
    one: str,
    two: str,
    fold: _Fold,
    beside: Mapping[tuple[int, int], str],
    level: Mapping[str, int],
) -> list[str]:
    """A wire's lanes, in its own direction, with those of the rows that it now passes."""
    forward = level[one] < level[two]
    way = list(trail) if forward else list(reversed(trail))
    first, last = (one, two) if forward else (two, one)
    way = [lane for old in way for lane in fold.lanes.get(old, [old])]
    if last in fold.row:
        way += [beside[row, fold.column[last]] for row in range(fold.row[last])]
    if first in fold.row:
        way[:0] = [beside[row, fold.column[first]] for row in range(fold.row[first] + 1, fold.count)]
    return way if forward else list(reversed(way))


def _row(
    rank: Sequence[str], fold: _Fold, beside: Mapping[tuple[int, int], str], row: int, used: set[str]
) -> tuple[str, ...]:
    """What stands in one row: its things, each with the lane beside its column, and the lanes that pass the rank."""
    after: dict[int, list[str]] = defaultdict(list)
    column = -1
    for id in rank:
        if id in fold.row:
            column = max(column, fold.column[id])
        elif id in fold.lanes:
            after[column].append(fold.lanes[id][row])
    own = {fold.column[id]: id for id, at in fold.row.items() if at == row}
    found = list(after[-1])
    for column in sorted({*fold.column.values()}):
        things = [own[column]] if column in own else []
        lane = [beside[row, column]] if beside[row, column] in used else []
        # A row's lanes stand before its things where those of the row above stand behind.
        found += [*things, *lane] if row == 0 else [*lane, *things]
        found += after[column]
    return tuple(found)
