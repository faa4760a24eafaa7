"""A reel's cards, which are kept like the pieces of films: by all that decides their frames."""

from __future__ import annotations

import hashlib
from pathlib import Path

from diagram_anim.batch.cache import Cache
from diagram_anim.batch.ground import code
from diagram_anim.deliver import cards
from diagram_anim.deliver.cards import Look
from diagram_anim.encode.pixels import Pixels
from diagram_anim.timeline.digest import digest


class Kept:
    """Writes cards as `cards.write` does, or finds them. They lie in a workshop for as long as that is there."""

    def __init__(self, cache: Cache, workshop: Path) -> None:
        self._cache, self._workshop = cache, workshop

    def __call__(self, card: Pixels, before: Pixels, after: Pixels, look: Look, seconds: float) -> Path:
        """The card's film. OSError where it can't be written."""
        drawn = [hashlib.sha256(pixels.tobytes()).hexdigest() for pixels in (card, before, after)]
        content = drawn, look.size, look.fps, look.quality, seconds
        name = digest("card", code("deliver/cards.py"), *content)
        place = self._workshop / f"{name}.mp4"
        if kept := self._cache.lend(name, ".mp4", place):
            return kept
        cards.write(place, card, before, after, look, seconds)
        return self._cache.keep(name, ".mp4", place)
