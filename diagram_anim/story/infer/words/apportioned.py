"""How requests are shared out by what is said before a chart whose arrows don't tell it.

Comes in: what the clauses of that paragraph tell, and among whom somebody shares out. Goes out: percent by target, one
stage after another, how it was every day before all others: `v2 first received 5 % of the traffic, then 25 %, and
finally all of it`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.story import sense
from diagram_anim.story.grammar import units
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import aims, besides, deeds, figured, portioned, renewed
from diagram_anim.story.infer.words.maintained import merged
from diagram_anim.story.infer.words.portioned import Told
from diagram_anim.story.language.events import portioning

HALF = 50.0

Stage = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Apportioned:
    """`stages` hold percent by target, each a whole; `words` are what each is told by."""

    stages: tuple[Stage, ...]
    words: tuple[str, ...]

    @property
    def word(self) -> str:
        return self.words[0]


def apportioned(given: Given, targets: Sequence[str]) -> Apportioned | None:
    """The stages, None where nothing is told, or what is told makes no whole; what is told of groups is shared out
    evenly in each."""
    homes = _homes(given, targets)
    alone = len(homes) == len(targets)  # each the only one in its group
    if alone and (own := _apportioned(given, targets)):
        return own
    told = _apportioned(given, [*homes]) if homes else None
    if told is None:
        return _apportioned(given, targets)
    stages = [
        {id: stage[home] / len(inner) for home, inner in homes.items() for id in targets if id in inner}
        for stage in told.stages
    ]
    return Apportioned(tuple({id: stage[id] for id in targets} for stage in stages), told.words)


def _homes(given: Given, targets: Sequence[str]) -> dict[str, list[str]]:
    """The groups that all of these stand in, several of which some hold more than one: blue and green."""
    found: dict[str, list[str]] = {}
    for id in targets:
        home = given.nodes[id].parent if id in given.nodes else None
        if home is None or home not in given.groups:
            return {}
        found.setdefault(home, []).append(id)
    return found if 1 < len(found) <= len(targets) else {}


def _apportioned(given: Given, targets: Sequence[str]) -> Apportioned | None:
    every = [*_together([*portioned.told(given, targets)], targets)]
    first = next((one for one in every if not one.back), None)
    if first is None:
        return None
    stages, words = list[Stage](), list[str]()
    course = _before(_in_detail(every[every.index(first) :]))
    first = course[0]
    for one in course:
        last = stages[-1] if stages else {}
        earlier = stages[-2] if one.undone and len(stages) > 1 else stages[0] if stages else None
        whole = earlier if one.back and earlier else _whole(given, one.parts, targets, last, weighs=one.weighs)
        if whole is None:
            return None
        if not stages and not one.first and _changes(given, course, one, whole):
            stages.append(_everyday(given, course, whole))
            words.append(one.text)
        if not stages or not _same(stages[-1], whole):
            stages.append(whole)
            words.append(one.text)
    stages = [*_between(given, stages, first), *_returned(given, stages)]
    words += words[-1:] * (len(stages) - len(words))
    return Apportioned(tuple(stages), tuple(words))


def _in_detail(every: Sequence[Told]) -> Sequence[Told]:
    """The same, where what comes first only sums up the stages behind it, by which more and more goes there: it is how
    all of them end."""
    summary, *later = every
    who = next(iter(summary.parts), "")
    shares = [one.parts.get(who, -1.0) for one in later if not one.back]
    sums = dict(summary.parts) == {who: 100.0} and summary.settled and not summary.first
    if (
        not sums
        or not shares
        or any(one.back or _again(one) for one in later)
        or not 0 < shares[0] < 100
        or shares != sorted(shares)
    ):
        return every
    return [*later, summary]


def _again(one: Told) -> bool:
    """Whether it is told of all of them at once as what it was before: `再び半分ずつ`."""
    return one.settled and len(one.parts) > 1 and portioning("again").search(one.text) is not None


def _before(every: Sequence[Told]) -> Sequence[Told]:
    """What is told in its order: how it was every day, or till then, stands first, wherever that is said."""
    daily = [one for one in every if one.first and one.settled and not one.back]
    if not daily or daily[0] is every[0]:
        return every
    return [daily[0], *(one for one in every if one not in daily)]


def _same(one: Stage, other: Stage) -> bool:
    return all(abs(one[id] - other[id]) < 1 for id in one)


def _together(every: Sequence[Told], targets: Sequence[str]) -> Iterator[Told]:
    """What is told together: of several who get their parts at once."""
    now: Told | None = None
    for one in every:
        parts = {
            id: -share * (100 - sum(now.parts.values())) if now and share < 0 else share
            for id, share in one.parts.items()
        }
        if now and not one.back and not _apart(now, one, parts, targets):
            changed, weighs = now.changed or one.changed, now.weighs and one.weighs
            first = now.first or one.first
            now = Told({**now.parts, **parts}, now.text, first, changed=changed, weighs=weighs)
            continue
        if now:
            yield now
        if any(share < 0 for share in parts.values()):
            now = None
            continue
        now = replace(one, parts=parts)
    if now:
        yield now


def _apart(now: Told, one: Told, parts: Stage, targets: Sequence[str]) -> bool:
    """Whether what is told next comes after what was told last, and is no other part of it."""
    both = {**now.parts, **parts}
    full = not (now.weighs and one.weighs) and len(both) == len(targets) and abs(sum(both.values()) - 100) > 2
    again = now.parts.keys() & parts.keys()
    return (
        bool(again)
        or now.back
        or now.settled
        or one.settled
        or sum(both.values()) > 102
        or full
        or now.first != one.first
        and one.first
    )


def _whole(given: Given, parts: Stage, targets: Sequence[str], last: Stage, *, weighs: bool) -> dict[str, float] | None:
    """The shares of all of them: who isn't named gets the rest, those alike as many of it each, or as before where some
    of these had nothing; where nothing is left of it, nothing."""
    whole = sum(parts.values())
    if weighs and len(parts) == len(targets) and whole > 0:
        parts = {id: 100 * share / whole for id, share in parts.items()}
    left = [id for id in targets if id not in parts]
    rest = 100 - sum(parts.values())
    if rest < -1 or (rest > 1 and not left) or (rest > 1 and len(left) > 1 and not alike(given, left)):
        return None
    rest = rest if rest > 1 else 0.0
    had = {id: last.get(id, 0.0) for id in left}
    if 0.0 in had.values() and sum(had.values()) > 1:
        shares = {id: parts[id] if id in parts else rest * had[id] / sum(had.values()) for id in targets}
    else:
        shares = {id: parts[id] if id in parts else rest / len(left) for id in targets}
    return shares if units.whole(shares.values()) else None


def alike(given: Given, ids: Sequence[str]) -> bool:
    """Whether they are of one kind, as the last word of their names says."""
    kinds = {found[-1].casefold() for id in ids if (found := _WORD.findall(renewed.kin(given, id)))}
    return len({renewed.kin(given, id) for id in ids}) == 1 or len(kinds) == 1


_WORD = re.compile(r"[A-Za-z]+|[가-힣]+|[ァ-ヶー]+|[一-龥]+")


def _changes(given: Given, every: Sequence[Told], one: Told, whole: Stage) -> bool:
    """Whether it was otherwise before: it goes on changing, all goes to one, or a word says that it has changed."""
    several = len([other for other in every if not other.back]) > 1 or any(other.back for other in every)
    newest = aims.newest(given, [*whole])
    begins = bool(newest) and newest in one.parts and 0 < one.parts[newest] <= HALF  # a release begins with nothing
    stands = bool(newest) and not whole[newest] and not one.changed  # the older release still takes all
    return (
        several
        or begins
        or bool(aims.newcomers(given, tuple(whole)))
        or (0 in whole.values() and not stands)
        or one.changed
    )


def _everyday(given: Given, every: Sequence[Told], whole: Stage) -> Stage:
    """How it was before: all that is new got nothing, nor who stood by; each of a kind got as many as another."""
    ids = [*whole]
    if (same := next((one.parts for one in every[1:] if _again(one)), None)) and same.keys() == whole.keys():
        return same
    last = next((one for one in reversed(every) if len(one.parts) == 1 and 100.0 in one.parts.values()), None)
    new = aims.newcomers(given, tuple(ids))
    grown = [id for id in ids if _grows(every, id)]
    spare = [id for id in ids if sense.says(given.words(id), "standby")] or _dashed(given, ids)
    releases = sense.versions({id: given.words(id) for id in ids}) or all(besides.edition(given, id) for id in ids)
    some = next(filter(None, ([*new], grown, spare)), [])
    if some and len(some) < len(ids):
        left = [id for id in ids if id not in some]
        return {id: 100 / len(left) if id in left else 0.0 for id in ids}
    kin = len({renewed.kin(given, id) for id in ids}) == 1 or _placed(given, ids)
    other = [id for id in ids if last and id in last.parts and whole[id] < HALF]
    if other and not releases and not kin:
        return {id: 100.0 if id in other else 0.0 for id in ids}  # to whom all goes back in the end
    if not releases and (kin or alike(given, ids) or len(ids) > 2):
        return dict.fromkeys(ids, 100 / len(ids))
    if 0 in whole.values() and releases and all(_fails(given, id) for id in ids if not whole[id]):
        return dict.fromkeys(ids, 100 / len(ids))  # all of them had answered
    most = max(ids, key=lambda id: whole[id])
    newest = aims.newest(given, ids) if len(ids) == 2 else ""
    if newest and 0 < whole[newest] < 100:
        return {id: 0.0 if id == newest else 100.0 for id in ids}  # a release begins with nothing
    if max(whole.values()) < 100:
        return {id: 100.0 if id == most else 0.0 for id in ids}
    return {id: 100.0 - whole[id] for id in ids} if len(ids) == 2 else dict.fromkeys(ids, 100 / len(ids))


def _dashed(given: Given, ids: Sequence[str]) -> list[str]:
    """Those to whom only dotted arrows lead, where others are led to by drawn ones: they stand by."""
    dotted = [id for id in ids if all(edge.stroke == "dotted" for edge in given.graph.edges if edge.target == id)]
    return dotted if len(dotted) < len(ids) else []


def _grows(every: Sequence[Told], id: str) -> bool:
    """Whether one gets more and more, from less than half on."""
    shares = [one.parts[id] for one in every if id in one.parts and not one.first]
    return len(shares) > 1 and shares[0] < HALF and shares[0] < shares[1]


def _placed(given: Given, ids: Sequence[str]) -> bool:
    """Whether each stands in a place of its own: a region, a zone."""
    homes = [given.nodes[id].parent for id in ids if id in given.nodes]
    return len({*homes}) == len(ids) and all(home in given.groups for home in homes)


def _between(given: Given, stages: Sequence[Stage], told: Told) -> Sequence[Stage]:
    """The same, where all share alike `again` after one was away: without that one between."""
    even = len(stages) == 1 and len({round(share) for share in stages[0].values()}) == 1
    if not even or not portioning("again").search(told.text):
        return stages
    whole, out = stages[0], {id for id in stages[0] if _away(given, id)}
    left = [id for id in whole if id not in out]
    if not out or not left:
        return stages
    return [whole, {id: 100 / len(left) if id in left else 0.0 for id in whole}, whole]


def _fails(given: Given, id: str) -> bool:
    """Whether one is told to fail, or to be taken out: it is to be back."""
    return any(id in given.within(one.who) and one.told.verb in ("fail", "drain") for one in merged(given))


def _away(given: Given, id: str) -> bool:
    """Whether one is told to fail, to end or to be taken out."""
    harmed = any(id in given.within(one.who) and one.told.verb in ("fail", "stop", "drain") for one in merged(given))
    return harmed or id in figured.erring(given)


def _returned(given: Given, stages: Sequence[Stage]) -> Iterator[Stage]:
    """As it was at first, where all had the same and who gets nothing since is told to be back: it takes its part."""
    if len(stages) < 2 or len({round(share) for share in stages[0].values()}) > 1:
        return
    lives = {id: [one.told.verb for one in deeds.deeds(given) if one.who == id] for id in stages[0]}
    gone = [id for id, share in stages[-1].items() if not share]
    if gone and all(lives[id][-1:] == ["recover"] for id in gone):
        yield stages[0]
