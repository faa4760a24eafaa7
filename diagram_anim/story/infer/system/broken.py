"""Words with which a part of a system can but fail, of whichever part they are told.

Comes in: a text, and the parts that it may speak of. Goes out: the word, None where it says anything else besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import called
from diagram_anim.story.language import tidings
from diagram_anim.story.language.bearing import left
from diagram_anim.story.language.lexicon import Hit, find


def breaks(given: Given, text: str, ids: Sequence[str]) -> Hit | None:
    """The word with which a text says that one of these parts fails (`Disk failure on the database`), where it says no
    more and means no other part."""
    within = [one for id in ids for one in (id, *given.within(id))]
    names = [name for id in within if id in given.nodes for name in called.nicknames(given, id)]
    names += [given.name(id) for id in ids]
    words = sense.unpictured(text)
    told = tidings.read(words, names)
    if told is None or (told.verb, told.sure) != ("fail", True) or tidings.of_tie(told.word) or tidings.reported(words):
        return None
    if called.named(given, words) not in (None, *within) or _UNHEARD.search(told.word):
        return None
    kinds = [hit.word for id in within for hit in find(words) if hit.says(given.role(id).value)]
    rest = f"{words[: told.start]} {words[told.end :]}"
    for name in sorted({*names, *kinds}, key=len, reverse=True):
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    return None if left(_REASON.sub("", rest)) else Hit(told.word, frozenset({"outage"}), told.start, told.end)


_UNHEARD = re.compile("respon|answer|응답|답이|応答", re.IGNORECASE)
"""Who waits in vain for an answer says so, too."""

_REASON = re.compile(r"\S+(?:으로|로|で|により)\s*|\bby \w+|,\s*$", re.IGNORECASE)
"""Why it fails."""


def falls(given: Given, text: str, id: str) -> Hit | None:
    """The word of an arrow that leaves a part, with which it can but say that this part fails: `killed by OOM`,
    `메모리 부족으로 다운`."""
    bare = sense.undated(sense.unpictured(text))
    if sense.is_answer(bare) or sense.in_need(bare) or tidings.only_said(bare):
        return None
    hit = sense.only(bare, ("outage",), ("state",)) or sense.only(_REASON.sub("", bare), ("outage",), ("state",))
    if hit and not hit.says("download") and not _UNHEARD.search(hit.word):
        return hit
    return breaks(given, bare, [id]) or _stops(bare)


def _stops(text: str) -> Hit | None:
    """That one stops by what went wrong before: `disk full, stops`, `メモリ不足で停止`."""
    hit = sense.ends_in(text, "outage", "end")
    trouble = [one for one in find(text) if one.says("gone", "outage", "failure", "trouble") and not one.negated]
    return hit if hit and any(one.end <= hit.start for one in trouble) else None
