"""Answers that stand beside their questions, one below the other, begin on one line.

Comes in: the middles of things in ranks. Goes out: the same, with those moved outwards that nothing but a line from
their neighbour reaches. It refuses to know what a question is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagram_anim.layout.across.settled import Span

FAR = 0.5
"""An answer that would have to move by more than this share of its width stays by its question."""

Joined = Mapping[tuple[str, str], float]


def aligned(
    ranks: Sequence[Sequence[str]],
    at: Mapping[str, float],
    spans: Mapping[str, Span],
    links: Sequence[tuple[str, str]],
    joined: Joined,
) -> dict[str, float]:
    """`links` join things of different ranks, what is `joined` stands in one."""
    found, bound = dict(at), {id for link in links for id in link}
    for last in (False, True):
        side = _Side(at, spans, last)
        answers = [_answer(rank, joined, last=last) for rank in ranks]
        for column in side.columns(["" if id in bound else id for id in answers]):
            found |= side.aligned(column)
    return found


def _answer(rank: Sequence[str], joined: Joined, *, last: bool) -> str:
    """What stands at the end of a rank, or at its beginning, and is joined with its neighbour."""
    pair = (*rank[-2:],)[::-1] if last else (*rank[:2],)
    return pair[0] if len(pair) == 2 and not joined.keys().isdisjoint({pair, pair[::-1]}) else ""


@dataclass(frozen=True, slots=True)
class _Side:
    """Answers at the left of their questions, or at their right: `last`."""

    at: Mapping[str, float]
    spans: Mapping[str, Span]
    last: bool

    def columns(self, answers: Sequence[str]) -> Iterator[list[str]]:
        """Those of ranks that follow each other and begin near each other."""
        column: list[str] = []
        for id in (*answers, ""):
            if column and not (id and abs(self._edge(id) - self._edge(column[0])) <= FAR * self._width(id)):
                yield column
                column = []
            column += [id] if id else []

    def aligned(self, column: Sequence[str]) -> dict[str, float]:
        edges = [self._edge(id) for id in column]
        if self.last:
            return {id: max(edges) + self.spans[id].low for id in column}
        return {id: min(edges) - self.spans[id].high for id in column}

    def _edge(self, id: str) -> float:
        """Where it faces its question."""
        return self.at[id] - self.spans[id].low if self.last else self.at[id] + self.spans[id].high

    def _width(self, id: str) -> float:
        return self.spans[id].low + self.spans[id].high
