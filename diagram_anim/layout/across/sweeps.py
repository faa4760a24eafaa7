"""Ranks swept down and up again: each thing follows the middle of what it is joined with, until none moves.

Comes in: where things stand at first, and what each follows. Goes out: where they stand then. It refuses to know why a
thing follows another.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence

from diagram_anim.layout.across.settled import Shifts, Span, levelled, offsets_of

SWEEPS = 8
"""Down and up again, at the most."""

Follows = Mapping[str, Sequence[str]]


def swept(
    at: Mapping[str, float],
    ranks: Sequence[Sequence[str]],
    gaps: Sequence[Sequence[float]],
    spans: Mapping[str, Span],
    above: Follows,
    below: Follows,
    shifts: Shifts,
) -> dict[str, float]:
    """`above` is what each thing follows on the way down, `below` on the way up."""
    number = {id: place for place, id in enumerate(id for rank in ranks for id in rank)}
    rows = [*zip(ranks, gaps, strict=True)]
    down = [_Row(rank, number, between, spans, above, shifts) for rank, between in rows]
    up = [_Row(rank, number, between, spans, below, shifts) for rank, between in reversed(rows)]
    places = [at[id] for id in number]
    for _ in range(SWEEPS):
        before = places.copy()
        for row in (*down, *up):
            row.follow(places)
        if places == before:
            break
    return dict(zip(number, places, strict=True))


class _Row:
    """A rank, with what stays the same in each sweep: how near its things stand, and what each follows."""

    __slots__ = ("_begin", "_end", "_equal", "_offsets", "_stood", "_ties", "_wanted")

    def __init__(
        self,
        rank: Sequence[str],
        number: Mapping[str, int],
        gaps: Sequence[float],
        spans: Mapping[str, Span],
        near: Mapping[str, Sequence[str]],
        shifts: Shifts,
    ) -> None:
        self._begin = number[rank[0]] if rank else 0
        self._end = self._begin + len(rank)
        self._offsets = offsets_of([spans[id] for id in rank], gaps)
        self._equal = [1.0] * len(rank)
        self._ties = [
            [(number[one], shifts.get((one, id), 0.0), shifts.get((id, one), 0.0)) for one in near.get(id, ())]
            for id in rank
        ]
        self._wanted: list[float] = []
        self._stood: list[float] = []

    def follow(self, at: MutableSequence[float]) -> None:
        """Each stands as near as can be to the middle of where it faces what it follows."""
        wanted = []
        for place, ties in enumerate(self._ties, self._begin):
            if len(ties) == 1:
                one, out, own = ties[0]
                wanted.append(at[one] + out - own)
            elif ties:
                wanted.append(sum([at[one] + out - own for one, out, own in ties]) / len(ties))
            else:
                wanted.append(at[place])
        if wanted != self._wanted:
            flat = levelled(wanted, self._offsets, self._equal)
            self._wanted = wanted
            self._stood = [place + offset for place, offset in zip(flat, self._offsets, strict=True)]
        at[self._begin : self._end] = self._stood
