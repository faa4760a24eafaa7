"""Words that follow from others: who does what people do, and what a compound has from its last word.

Comes in: tables of a lexicon. Goes out: more words, or senses of those there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from diagram_anim.story.language.forms import MARK, forms


def people(table: Mapping[str, list[str]]) -> Iterator[str]:
    """What those are called who do what people do: `응모자` and `응모객`, `applicant`, `shopper`."""
    yield from table["names"]
    for act in table["acts"]:
        yield from (_doer(act) if act.isascii() else act + ending for ending in table["endings"])


def _doer(verb: str) -> str:
    """Who does what an English verb says: a `rider` rides, a `shopper` shops."""
    *_, going = forms(verb + MARK, {})
    return going.removesuffix("ing") + "er"


_NAMED = ("unit", "runnable", "kind.")


_ROLES = {"server", "node", "store", "cache", "queue", "balancer"}


def inherit(senses: Mapping[str, set[str]], compounds: Iterable[tuple[str, str]]) -> None:
    """What names the same kind of thing as its last word: a `mail server` is a unit because a server is."""
    roles = {word: found for word, some in senses.items() if (found := some & _ROLES)}
    for word, last in compounds:
        if word in roles and last in roles and roles[word] & roles[last]:
            senses[word] |= {sense for sense in senses[last] if sense.startswith(_NAMED)}
