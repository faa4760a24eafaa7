"""Who comes up in whose place, pair by pair, as an English paragraph tells it: `green-1 takes over from blue-1, green-2
from blue-2`.

Comes in: the clauses of that paragraph. Goes out: that the new ones start, and the old ones end, each pair in its turn;
nothing where there is but one pair: that one is a failover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding


@once
def pairs(given: Given) -> tuple[Deed, ...]:
    """All of it, in its order."""
    found = [*_pairs(given)]
    news, olds = ({one.who for one in found if one.told.verb == verb} for verb in ("start", "stop"))
    return tuple(found) if len(news) == len(olds) > 1 and not news & olds else ()


def _pairs(given: Given) -> Iterator[Deed]:
    begun = False
    for clause in clauses.clauses(given):
        called = clauses.jointly(given, clause.text) if clause.real and not clause.hangs else ()
        if len(called) != 2 or any(len(one.ids) > 1 for one in called):
            continue
        new, old = called
        hit = _OVER.fullmatch(clause.text, new.end, old.start)
        hit = hit or (_ON.fullmatch(clause.text, new.end, old.start) if begun else None)
        begun = begun or hit is not None
        for verb, one in (("start", new), ("stop", old)) if hit else ():
            told = Tiding(verb, hit[0].strip() if hit else "", new.end, old.start, True)
            yield Deed(one.ids[0], told, clause.text, done=True)


_OVER = re.compile(
    r" (?:then |now |has |had )?(?:(?:takes?|took|taken) over (?:for|from)|replace[sd]|supersede[sd]) (?:the )?",
    re.IGNORECASE,
)
_ON = re.compile(r" (?:(?:then |has )?(?:from|for|replace[sd])|did the same for) (?:the )?", re.IGNORECASE)
"""What stands between the new one and the old one, and where the verb has been said."""
