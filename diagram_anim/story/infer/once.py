"""What is asked of one chart again and again, and found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from diagram_anim.story.infer.given import Given

P = ParamSpec("P")
T = TypeVar("T")


def once(find: Callable[Concatenate[Given, P], T]) -> Callable[Concatenate[Given, P], T]:
    """A function of what is given and of plain values, which keeps with that what it has found; nobody changes it."""

    @wraps(find)
    def found(given: Given, /, *args: P.args, **kwargs: P.kwargs) -> T:
        kept: dict[Any, T] = given.__dict__.setdefault("kept", {})
        key = (find, args, *kwargs.items())
        if key not in kept:
            kept[key] = find(given, *args, **kwargs)
        return kept[key]

    return found
