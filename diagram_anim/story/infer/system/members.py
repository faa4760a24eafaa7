"""The like members of a drawn group, of which its title, or an arrow to it, says how many there come to be: `2 → 6`.

Comes in: a chart. Goes out: who of them are there at first, and who come later. Refuses to know who brings them.
"""

from __future__ import annotations

from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words.called import alike


@once
def members(given: Given, group: str) -> tuple[str, ...]:
    """The parts of a group that are called alike, () where it holds several kinds of those that answer."""
    runs = [id for id in given.within(group) if given.role(id) in (Role.SERVER, Role.NODE)]
    runs = runs or [id for id in given.within(group) if id in alike(given)]
    kinds = {sense.unnumbered(given.name(id)).casefold() for id in runs}
    return tuple(runs) if len(kinds) == 1 else ()


def late(given: Given, group: str, copies: tuple[int, int]) -> tuple[str, ...]:
    """Those that come in the course of the film: of as many as there are in the end the last ones."""
    drawn = members(given, group)
    return drawn[copies[0] :] if 0 < copies[0] < copies[1] == len(drawn) else ()


def first(given: Given, group: str, copies: tuple[int, int]) -> tuple[str, ...]:
    """Those that are the copies that there are at first, each a part of these; what stands alone is all of them."""
    drawn = members(given, group)
    whole = len(drawn) == copies[0] if len(drawn) > 1 else len(drawn) == len(given.within(group))
    return drawn if whole else ()


def ranged(given: Given, group: str) -> tuple[int, int] | None:
    """From how many to how many a group's title says that its members go."""
    text = counts.untimed(given.words(group))
    copies = figures.target(text)
    return copies if copies and copies[0] != copies[1] and not counts.kept(text) else None


def coming(given: Given) -> frozenset[str]:
    """All that come later by the titles of their groups."""
    told = [(group, copies) for group in given.groups if (copies := ranged(given, group))]
    return frozenset(id for group, copies in told for id in late(given, group, copies))
