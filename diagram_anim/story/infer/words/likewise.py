"""What befalls others just as it befell who was told of last: `then node 2`, `the same is done to B`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.events import repeated


def likewise(
    given: Given, clause: Clause, last: Sequence[Deed], found: Mapping[tuple[str, str], Deed]
) -> Sequence[Deed]:
    """What a clause that says no more than other names tells of these: `then mongo-1`; where who was spoken of last is
    back by then, or it is said that all is done once more, all that befell it: `node 1 is drained, patched and put
    back; then node 2 and node 3`."""
    rest = _rest(given, clause) if last else None
    again = once_more(given, clause)
    if rest is None or not (again or _THEN.fullmatch(rest)):
        return ()
    back = again or last[-1].told.verb == "recover"
    course = [one for (who, _), one in found.items() if who == last[-1].who] if back else []
    told = course or last[-1:]
    return [replace(one, who=who, words=clause.text) for who in clause.names for one in told]


def once_more(given: Given, clause: Clause) -> Sequence[str]:
    """Those with whom all is done once more that was done with who was told of before."""
    rest = _rest(given, clause)
    return clause.names if rest is not None and repeated().fullmatch(rest.strip(" .。、,")) else ()


def _rest(given: Given, clause: Clause) -> str | None:
    """What a clause says besides the names of some that are called together."""
    called = clauses.jointly(given, clause.text)
    if not clause.names or len(called) > 1 or (len(clause.names) > 1 and not called):
        return None
    text = clause.text
    return text[: called[0].start] + text[called[0].end :] if called else _ITS_OWN.sub("", text)


_ITS_OWN = re.compile(r"^(?:and |then )?(?:its|their|the|that) (?:own |only |sole )?\w+", re.IGNORECASE)
"""How a clause begins that calls somebody by what it is to another: `its database with it`."""

_WHEN = (
    r"(?:\W*(?:(?:a|one|two|three|some|\d+|half an?|ten|five) (?:moments?|seconds?|minutes?|hours?|days?|while)"
    r" (?:later|after(?:wards)?|after that)|shortly after(?:wards)?|soon after(?:wards)?|later|afterwards"
    r"|(?:at|by|around) (?:\d\S*|noon|midnight|dawn)|(?:on|in) \w+(?: \w+)?|in turn|at once|straight away))?"
)
"""When it was, at the end of a clause that says nothing else."""

_THEN = re.compile(
    rf"{_WHEN}\W*"
    r"(?:(?:then|and|finally|next|likewise|so did|so has|so was|the same happened to|the same fate befell|the) ?)*"
    r"(?:(?:along )?with (?:it|them)|too|as well|also|likewise|together with it"
    r"|(?:soon |then |shortly )?follow(?:s|ed)(?: suit| it| them| too)?|(?:went|goes|did|does|came|comes|was|is) "
    r"(?:next|the same(?: thing| way)?|likewise|so too|too|as well)|(?:met|meets|suffered|suffers|shared"
    r"|shares) (?:the same|its|a"
    r" similar) fate)?"
    rf"{_WHEN}\W*"
    r"|\W*(?:then|and|finally|next|그다음|그 다음|다음|이어서|마지막으로|次に|最後に|その次に)?\W*"
    r"|(?:次に|続いて|まもなく|さらに)?、?(?:は|も|が)?(?:その|それから|さらに)?(?:約|およそ)?"
    r"(?:\d+(?:秒|分|時間|日)(?:ほど)?(?:後|遅れ)(?:だった|でした|で続いた|に続いた|のことだった)?|同様(?:だった|でした)?|同じ(?:だった|でした)"
    r"|後を追った|(?:あとに|後に)?続い(?:た|ている|ています|て)|続きました)\W*",
    re.IGNORECASE,
)
