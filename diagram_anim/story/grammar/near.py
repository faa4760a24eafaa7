"""Did you mean: the nearest of a few known words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

SHORT = 3
"""`W9` may be meant as `W1`, though half of it differs."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None where nothing is near."""
    from difflib import SequenceMatcher, get_close_matches

    choices: dict[str, str] = {}
    for one in known:
        choices.setdefault(one.casefold(), one)
    found = get_close_matches(word.casefold(), choices, n=3, cutoff=0.5 if len(word) <= SHORT else 0.6)
    turned = [one for one in found if sorted(one) == sorted(word.casefold())]  # two letters changed their places
    if not found or turned:
        return choices[turned[0]] if turned else None
    alike = {one: SequenceMatcher(None, one, word.casefold()).ratio() for one in found}
    best = max(alike.values())
    return [one for key, one in choices.items() if alike.get(key) == best][-1]  # of equals the last that is known


def hint(word: str, known: Iterable[str], *, most: int = 12) -> str:
    """`did you mean …?`, or the known words where they are few enough to be listed."""
    known = list(known)
    near = nearest(word, known)
    if near is not None:
        return f"did you mean `{near}`?"
    return f"there {'is' if len(known) == 1 else 'are'} {listed(known)}" if 0 < len(known) <= most else ""


def may_be(told: str, words: Collection[str]) -> bool:
    """Whether a word that is none may have been meant as one of some, as far as its hint was `told`."""
    found = re.fullmatch(r"did you mean `([^`]*)`\?", told)
    return not found or found[1] in words


def listed(words: Iterable[str]) -> str:
    """`a`, `b` and `c`."""
    marked = [f"`{word}`" for word in words]
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} and {marked[-1]}"
