"""Sizes of files as they are typed: `10MB`, `800KB`, in decimal thousands."""

from __future__ import annotations

import re

EXAMPLE = "take one like 2GB, 10MB or 800KB."

_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:([kmg])b?|b)\s*", re.IGNORECASE)
_TIMES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def size(words: str) -> int | None:
    """The bytes; None where it is no size, or none at all."""
    found = _SIZE.fullmatch(words)
    return round(float(found[1]) * _TIMES[(found[2] or "").lower()]) or None if found else None
