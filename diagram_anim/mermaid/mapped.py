"""A text made from another by cutting and replacing, which still knows where each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from diagram_anim.model.document import Block
from diagram_anim.model.span import Span

Edit = tuple[int, int, str]
"""Put the text in place of `[start, end)`."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """`runs` are pairs of offsets (here, there) from which both texts go on side by side."""

    text: str
    runs: tuple[tuple[int, int], ...] = ((0, 0),)

    def there(self, offset: int) -> int:
        """The offset in the first text; inside a replacement no further than its end."""
        at = bisect_right(self.runs, offset, key=_here) - 1
        here, there = self.runs[at]
        found = there + offset - here
        return min(found, self.runs[at + 1][1]) if at + 1 < len(self.runs) else found

    def edited(self, edits: Iterable[Edit]) -> Mapped:
        """With the edits done, which must be in order and apart."""
        parts: list[str] = []
        runs: list[tuple[int, int]] = []
        size = last = 0
        for start, end, new in [*edits, (len(self.text), len(self.text), "")]:
            parts.append(self.text[last:start])
            runs.append((size, self.there(last)))
            first = bisect_right(self.runs, last, key=_here)
            for here, there in self.runs[first : bisect_right(self.runs, start, key=_here)]:
                runs.append((size + here - last, there))
            size += start - last
            if new:
                parts.append(new)
                runs.append((size, self.there(start)))
                size += len(new)
            last = end
        runs.append((size, self.there(last)))
        return Mapped("".join(parts), tuple(runs))


def _here(run: tuple[int, int]) -> int:
    return run[0]


class Places:
    """Takes offsets of a worked text back to the user's file."""

    def __init__(self, block: Block, mapped: Mapped) -> None:
        self.mapped = mapped
        self._origin = block.origin
        self._starts = [0, *(place + 1 for place, char in enumerate(block.text) if char == "\n")]
        self._text = block.text

    def span(self, start: int, end: int) -> Span:
        """Where `[start, end)` came from; an empty stretch is shown as one character, if there is one
        in its line."""
        most = len(self._text)
        first = min(self.mapped.there(start), most)
        last = self.mapped.there(end - 1) + 1 if end > start else first + (self._text[first : first + 1] != "\n")
        return self._origin.span_in(self._starts, first, min(max(last, first), most))
