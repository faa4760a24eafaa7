"""Who is called by what it is, once it was spoken of (`the pod`), or by where it stands beside one that was: `its
database`, `the service in front of it`.

Comes in: a chart, a text, and who was spoken of before it. Goes out: who is called where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import families
from diagram_anim.story.infer.words.families import Mention


def referred(given: Given, text: str, before: Sequence[str]) -> Iterator[Mention]:
    """All of them, in an English text."""
    low = text.casefold()
    for word, ids in _kinds(given).items():
        last = next((id for id in reversed(before) if id in ids), None)
        if last and word in low and (hit := _same(word).search(text)):
            yield Mention(*hit.span(), (last,))
    if not before:
        return
    for hit in _ITS.finditer(text):
        yield from _one(hit, [id for id in _near(given, before[-1]) if _is(given, id, hit[1])])
    for hit in _BESIDE.finditer(text):
        graph = given.graph.before if hit[1].lower() in ("in front of", "before", "upstream of") else given.graph.after
        yield from _one(hit, [id for id in graph.get(before[-1], ()) if id in given.nodes])


@once
def _kinds(given: Given) -> dict[str, list[str]]:
    """Those that a word for what they are calls, where there are several."""
    found: dict[str, list[str]] = {}
    for id in given.nodes:
        for word in dict.fromkeys(families.words_of(given.words(id))):
            if word.isascii() and len(word) > 2:
                found.setdefault(word, []).append(id)
    groups = " ".join(given.name(id) for id in given.groups).casefold()
    return {word: ids for word, ids in found.items() if len(ids) > 1 and word not in groups}


_CACHED: dict[str, re.Pattern[str]] = {}


def _same(word: str) -> re.Pattern[str]:
    """How one of a kind is called that was spoken of before."""
    if word not in _CACHED:
        _CACHED[word] = re.compile(rf"\b(?:the|that|this) (?:same )?{re.escape(word)}{_CLOSED}", re.IGNORECASE)
    return _CACHED[word]


_CLOSED = (
    r"(?=\s*(?:[.,;:!]|$)|['’]s\b|\s(?:itself|was|is|had|has|came|went|got|could|would|fell|died|hung|froze|ran|stood"
    r"|took|\w{2,}ed|recovers|fails|crashes|dies|hangs|freezes|comes|goes|takes|answers|works|again|back|out|down|up|and"
    r"|at|in|on|for|by|with|from|after|before|when|until|while|which|that|then|so|but)\b)"
)
"""What may stand behind a word for what one is, and makes it no other thing: no `server room`."""

_NOUNS = r"databases?|db|store|storage|cache|queue|broker|replica|standby|pod|worker|consumer|server|app"
_ITS = re.compile(rf"\b(?:its|their) (?:own |only |sole )?({_NOUNS})\b(?! \w+s\b)", re.IGNORECASE)
_BESIDE = re.compile(
    r"\bthe (?:\w+ )?(?:service|server|app|application|machine|database|store|thing|one|part|component|node|box)"
    r" (?:right |just |directly )?(in front of|before|upstream of|behind|downstream of) (?:it|them|this)\b",
    re.IGNORECASE,
)


def _near(given: Given, id: str) -> list[str]:
    """Who is joined to one, or runs in it."""
    inner = given.within(id) if id in given.groups else []
    return list(dict.fromkeys((*given.graph.after.get(id, ()), *given.graph.before.get(id, ()), *inner)))


def _is(given: Given, id: str, noun: str) -> bool:
    """Whether a word says what one is."""
    roles = {"database": Role.STORE, "db": Role.STORE, "store": Role.STORE, "storage": Role.STORE}
    roles |= {"cache": Role.CACHE, "queue": Role.QUEUE, "broker": Role.QUEUE}
    kind = noun.lower().removesuffix("s")
    return id in given.nodes and (given.role(id) is roles.get(kind) or kind in given.words(id).casefold().split())


def _one(hit: re.Match[str], ids: Sequence[str]) -> Iterator[Mention]:
    if len(ids) == 1:
        yield Mention(*hit.span(), (ids[0],))
