"""Where a caption is cut into cues and their lines: between sentences, else clauses, else phrases, else words.

Comes in: a caption. Goes out: its cues, each of one line or two. What is said in one breath stays together, in Korean,
English and Japanese; the sizes follow what broadcasters ask of subtitles (two lines of 42 columns).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diagram_anim.text.wrapping import BOUND, LEAN_ON

COLUMNS = 42
"""The width of a line, in Latin letters; a Korean or Japanese one takes two."""

LINES = 2

SENTENCE, CLAUSE, JOINED, PHRASE, WORD, BOUND_WORD = 0.0, 1.0, 2.0, 4.0, 8.0, 16.0
"""What it costs to cut there: behind a sentence; a comma; a verb that goes on, or before "and"; a particle, or before a
preposition; a word; a word that leans on the next."""

LINE = 0.5
"""The share of that which a new line in a cue costs: both are read at once."""

MORE = 4.0
"""What another cue costs than are needed."""

UNEVEN, LEAST = 6.0, 0.65
"""What it costs where a cue is not as long as the others, by the square of the share; and the least share of the
middle length that one has, so that none is over before it is read."""

_ENDS = re.compile(r"""[.!?。！？…]["'”’」』)）]*$""")
_PAUSES = re.compile(r"""[,;:，；：、·—–]["'”’」』)）]*$""")
_GOES_ON = re.compile(r"[가-힣](?:고|며|면|서|니|지만|는데|은데|다가|도록|려고|므로|니까|자마자)$")
_PARTICLE = re.compile(r"[가-힣\w)](?:은|는|이|가|을|를|에|에서|에게|로|으로|와|과|도|만|까지|부터|마다|하고)$")
_BEHIND = re.compile(r"[\u3041-\u309f]$")
_JOINS = frozenset("and or but so then because if when while until before after unless where".split())
_LEADS = frozenset(
    "which that who to in on at for with from by through into over under between among as than without via".split()
)
_LEANS = frozenset("a an the of my your our its their his her this that these those no not very all each every".split())
_JAPANESE = re.compile(
    r"(?<=[、。！？」』）])(?![、。！？：；」』）])|(?<=[\u3041-\u309f])(?=[^\u3041-\u309fー、。！？：；」』）・])"
)


def cut(words: str) -> list[str]:
    """The cues of a caption, the words of each in lines."""
    pieces = _pieces(words)
    if not pieces:
        return []
    row = _Row(pieces)
    fewest = next(count for count in range(1, len(pieces) + 1) if row.told(count, 0.0))
    found = [
        (told[0] + MORE * (count - fewest), told[1]) for count in (fewest, fewest + 1) if (told := row.told(count))
    ]
    _, ends = min(found) if found else row.told(fewest, 0.0) or (0.0, (len(pieces),))
    return ["\n".join(row.lines(first, last)[1]) for first, last in pairwise((0, *ends))]


def width(text: str) -> int:
    """Columns: a letter of Korean, Chinese and Japanese takes two."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What isn't cut, with what stands before it on its line: a blank, or nothing."""

    glue: str
    text: str


def _pieces(words: str) -> list[_Piece]:
    found: list[_Piece] = []
    for word in words.split():
        glue = " "
        for part in _JAPANESE.split(word):
            for some in _fitting(part):
                found.append(_Piece(glue, some))
                glue = ""
    return found


def _fitting(part: str) -> list[str]:
    """A word that is wider than a line in pieces that aren't."""
    found = [""]
    for char in part:
        if width(found[-1] + char) > COLUMNS:
            found.append("")
        found[-1] += char
    return found if part else []


class _Row:
    """The pieces of a caption, and what it costs to cut between them."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self.pieces = pieces
        self._known: dict[tuple[int, int], tuple[float, list[str]]] = {}

    @cached_property
    def costs(self) -> list[float]:
        """Of a cut before each piece; before the first there is none."""
        return [0.0, *(_cost(one, other) for one, other in pairwise(self.pieces))]

    def text(self, first: int, last: int) -> str:
        return "".join(one.glue + one.text for one in self.pieces[first:last]).strip()

    def lines(self, first: int, last: int) -> tuple[float, list[str]]:
        """A cue of these pieces, and what its lines cost: infinite where they are too wide."""
        if (first, last) not in self._known:
            self._known[first, last] = self._lined(first, last)
        return self._known[first, last]

    def _lined(self, first: int, last: int) -> tuple[float, list[str]]:
        whole = self.text(first, last)
        if width(whole) <= COLUMNS:
            return 0.0, [whole]
        best: tuple[float, list[str]] = (math.inf, [whole])
        for at in range(first + 1, last) if width(whole) <= LINES * COLUMNS + 1 else ():
            two = [self.text(first, at), self.text(at, last)]
            if max(map(width, two)) <= COLUMNS:
                uneven = (width(two[0]) - width(two[1])) / COLUMNS
                best = min(best, (LINE * self.costs[at] + UNEVEN * LINE * uneven**2, two))
        return best

    def told(self, count: int, least: float = LEAST) -> tuple[float, tuple[int, ...]] | None:
        """The cheapest way to tell all in so many cues: what it costs, and where each of them ends. None where there is
        none whose cues are all as long as they must be."""
        end = len(self.pieces)
        middle = len(self.text(0, end)) / count
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for _ in range(count):
            after: dict[int, tuple[float, tuple[int, ...]]] = {}
            for first, (cost, ends) in best.items():
                for last in range(first + 1, end + 1):
                    lined = self.lines(first, last)[0]
                    if math.isinf(lined):
                        break
                    share = len(self.text(first, last)) / middle
                    if share < least:
                        continue
                    cut = self.costs[last] if last < end else 0.0
                    all_told = (cost + lined + cut + UNEVEN * (share - 1) ** 2, (*ends, last))
                    after[last] = min(after.get(last, all_told), all_told)
            best = after
        return best.get(end)


def _cost(one: _Piece, other: _Piece) -> float:
    """Of a cut between two pieces."""
    before, behind = one.text, other.text
    last, first = before.casefold().strip("\"'“”‘’(["), behind.casefold().strip("\"'“”‘’([")
    if before in ("→", "–", "—") or before in LEAN_ON or BOUND.fullmatch(behind) or behind in ("·", "…"):
        return BOUND_WORD
    if last in _LEANS | _LEADS | _JOINS or (last.isdigit() and len(first) <= 2):
        return BOUND_WORD
    if _ENDS.search(before):
        return SENTENCE
    if _PAUSES.search(before):
        return CLAUSE
    if behind == "→" or first in _JOINS or _GOES_ON.search(before):
        return JOINED
    if first in _LEADS or _PARTICLE.search(before):
        return PHRASE
    if not other.glue:
        return PHRASE if _BEHIND.search(before) and not before.endswith("の") else WORD
    return WORD
