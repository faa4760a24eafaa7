"""Which parts of a chart its words call by name.

Comes in: a text. Goes out: the part it speaks of, by its name or, among its like, by what tells it from them.
"""

from __future__ import annotations

import re

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer import renewed
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import find
from diagram_anim.story.outcomes import BREAKABLE


def parts(given: Given) -> list[str]:
    """Parts of a system, to which something may happen, and what is called as one of several is."""
    things = [id for id in given.of_role(Role.THING) if sense.INSTANCE.match(given.words(id))]
    return list(dict.fromkeys((*given.of_role(*BREAKABLE), *things, *renewed.members(given))))


def names(given: Given, id: str) -> list[str]:
    """What its card calls it; its id, too, where that looks like a name and stands nowhere else."""
    said = {given.name(id), sense.unbracketed(given.name(id)), phrases.clean(given.label(id).lines[0])}
    said |= {bare for name in [*said] if (bare := _unbranded(given, id, name))}
    spoken = re.search(r"[A-Za-z].*\d", id) and id not in given.said
    return [name for name in said if len(name) > 1] + ([id] if spoken else [])


def _unbranded(given: Given, id: str, name: str) -> str:
    """A name without the product that it begins with, where what is left says what it is and no other is called so:
    `브로커 1` of `Kafka 브로커 1`."""
    brand = next((hit for hit in find(name)[:1] if not hit.start and hit.says("product")), None)
    left = name[brand.end :].strip() if brand else ""
    others = [given.name(one) for one in given.of_role(*BREAKABLE) if one != id]
    return left if left and sense.role(left) and not any(left in other for other in others) else ""


def named(given: Given, text: str) -> str | None:
    """The only part that a text calls by its name."""
    found = [id for id in parts(given) if heard(given, text, id)]
    longest = [id for id in found if not any(longer(given, other, id) for other in found if other != id)]
    return longest[0] if len(longest) == 1 else None


def heard(given: Given, text: str, id: str) -> bool:
    """Whether a text calls a part by one of its names; most are told apart by a glance."""
    own = names(given, id)
    return any(name.lower() in text.lower() for name in own) and tidings.calls(text, own)


def longer(given: Given, one: str, other: str) -> bool:
    return given.name(other) in given.name(one) and given.name(one) != given.name(other)


def kin(given: Given, id: str) -> list[str]:
    """Parts that are called as one is, but for their numbers."""
    return [one for one in parts(given) if renewed.kin(given, one) == renewed.kin(given, id)]


def nicknames(given: Given, id: str) -> list[str]:
    """Its names, what its name has more than those of its like (`1 号機` of `決済サーバ 1 号機`), and other lines of
    its card that no other part has (`Seoul`)."""
    like = [given.name(one) for one in kin(given, id) if one != id]
    own = given.name(id)
    shared = min((_shared(own, other) for other in like), default=0)
    begins = max(own.rfind(" ", 0, shared + 1) + 1, 0)
    lines = [phrases.clean(line) for line in given.label(id).lines[1:]]
    others = [given.words(one) for one in given.nodes if one != id]
    alone = [line for line in lines if line and len(line) <= SHORT and not any(line in words for words in others)]
    return [*names(given, id), *([own[begins:]] if begins and len(own) - begins > 1 else []), *alone]


def _shared(one: str, other: str) -> int:
    """How many letters at their beginning two names have in common."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


SHORT = 12
"""Letters of a line that may be a name."""
