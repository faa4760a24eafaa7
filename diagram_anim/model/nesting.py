"""Things within things."""

from __future__ import annotations

from collections.abc import Mapping


def depths(parents: Mapping[str, str | None]) -> dict[str, int]:
    """In how many of the things each one stands; a parent that is none of them counts as the outside."""
    found: dict[str, int] = {}
    for id in parents:
        trail: list[str] = []
        here: str | None = id
        while here is not None and here in parents and here not in found:
            trail.append(here)
            here = parents[here]
        least = found.get(here or "", -1) + 1
        found |= {one: least + depth for depth, one in enumerate(reversed(trail))}
    return found
