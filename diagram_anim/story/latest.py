"""What is asked of the same diagram by one room after another, and found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from diagram_anim.model.diagram import Diagram

D = TypeVar("D", bound=Diagram)
T = TypeVar("T")

_MANY = 4
"""So many diagrams are in hand at a time at most: a lecture's are told one after the other."""


def latest(find: Callable[[D], T]) -> Callable[[D], T]:
    """A function of a diagram that keeps what it found of the latest ones; nobody changes it. Diagrams never change,
    but they hold too much to be told apart by it quickly: the very same one is meant."""
    kept: dict[int, tuple[D, T]] = {}

    @wraps(find)
    def found(diagram: D) -> T:
        key = id(diagram)
        if key not in kept:
            if len(kept) == _MANY:
                del kept[next(iter(kept))]
            kept[key] = diagram, find(diagram)
        return kept[key][1]

    return found
