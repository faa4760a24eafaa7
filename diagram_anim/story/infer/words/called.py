"""Which parts of a chart its words call by name.

Comes in: a text. Goes out: the part it speaks of, by its name or, among its like, by what tells it from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import renewed
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.lexicon import Hit, find
from diagram_anim.story.outcomes import BREAKABLE


@once
def parts(given: Given) -> Sequence[str]:
    """Parts of a system, to which something may happen, and what is called as one of several is."""
    things = [id for id in given.of_role(Role.THING) if sense.INSTANCE.match(given.words(id)) or bare(given, id)]
    things += alike(given)
    return tuple(dict.fromkeys((*given.of_role(*BREAKABLE), *things, *renewed.members(given))))


def bare(given: Given, id: str, *verbs: str) -> bool:
    """Whether a line beneath a name says nothing but that the thing has failed, or come up, in words that can mean
    nothing else, or says when: `정전`, `13:01 始動`."""
    term = sense.says(sense.unbracketed(given.name(id)), "outage", "failure", "end", "standby") is not None
    if given.nodes[id].shape in DECISIONS or term or _TIMES.search(given.name(id)):
        return False
    lines = given.label(id).lines
    for line in (*lines[1:], *(sense.bracketed(lines[0]) if lines and not verbs else ())):
        told = None if tidings.purpose(line) else tidings.read(line, [given.name(id)])
        alone = told is not None and (tidings.bare(line, told) or sense.undated(line) != line)
        if told and told.sure and alone and told.verb in (verbs or ("fail", "start", "recover", "degrade")):
            return True
    return False


def app(given: Given, id: str) -> bool:
    """Whether who asks others is an application, of which there may be copies and versions, and no person."""
    return _APP.search(given.name(id)) is not None


_APP = re.compile(
    r"(?:\bapps?|application|service|site|server|backend|frontend|api|worker|system|앱|서비스|서버|사이트|시스템"
    r"|アプリ|アプリケーション"
    r"|サービス|サーバー?|サイト|システム|フロントエンド|API)$",
    re.IGNORECASE,
)


@once
def alike(given: Given) -> Sequence[str]:
    """Things of no known role, several of which are called alike but for a number or a letter (`Sorter A`, `Sorter B`);
    no steps or times, one of which comes after another."""
    found: dict[str, list[str]] = {}
    for id in given.of_role(Role.THING):
        name = _coded(given, id) or renewed.kin(given, id)
        name = name.rpartition("-")[0] if _POD.fullmatch(name) and not sense.says(name, *_ILL) else name
        told = name != renewed.called(given, id) and not _TIMES.search(name) and not sense.says(name, "action")
        if told and given.nodes[id].shape not in DECISIONS:
            found.setdefault(name, []).append(id)
    ways = {(edge.source, edge.target) for edge in given.graph.edges if edge.start == "none" != edge.end}
    onward = [{one, other} for one, other in ways if (other, one) not in ways]  # who answers is no next step
    several = [some for some in found.values() if len(some) > 1 and not any(ends <= {*some} for ends in onward)]
    return tuple(id for some in several for id in some)


def _coded(given: Given, id: str) -> str:
    """What one is called as others are that begins with its code: `r# prio #` of `R1 prio 150`; "" without one."""
    name = renewed.called(given, id)
    return re.sub(r"\d+", "#", name) if _CODE.match(name) else ""


_CODE = re.compile(r"[a-z]{1,2}\d{1,2}\s\D*\d")

_POD = re.compile(r"[a-z][a-z\d]*(?:-[a-z\d]+)+")
"""A name of several that go on differently behind a hyphen: `web-abc`, `web-def`."""


def dated(name: str) -> bool:
    """Whether a name is that of a time, a step or a case, which a number counts."""
    return _TIMES.search(name) is not None


_ILL = ("outage", "failure", "sick", "gone")

_TIMES = re.compile(
    r"^\W*$|\d:\d\d|\b(?:week|day|month|year|quarter|step|phase|stage|chapter|section|lesson|lecture|module|case"
    r"|option|plan"
    r"|part|level|round|sprint|scenario|question|rule|attempt|trial|(?<![a-z] )line|row|item|task|test|exam|level|layer"
    r"|figure)\b"
    r"|[주일월년강장절]차?$|단계|과정|사례|시나리오|경우|방법|방안|규칙|문항|시도|회차|章|節|段階|手順|ケース|方法"
    r"|回$|週|日目",
    re.IGNORECASE,
)
"""What numbers count that are no parts."""


@once
def names(given: Given, id: str) -> Sequence[str]:
    """What its card calls it; its id, too, where that looks like a name and stands nowhere else."""
    said = {given.name(id), sense.unbracketed(given.name(id)), *map(phrases.clean, given.label(id).lines[:1])}
    said |= {_COPIES.sub("", name) for name in said}
    said |= {bare for name in [*said] if (bare := _unbranded(given, id, name))}
    said |= {given.name(id).split()[0]} if _coded(given, id) else set()
    spoken = re.search(r"[A-Za-z].*\d", id) and id not in given.said
    return (*(name for name in said if len(name) > 1), *((id,) if spoken else ()))


_COPIES = re.compile(r"(?<=\S)\s*(?:[×✕]\s?\d{1,3}|\sx\s?\d{1,3}|\s\d{1,3}\s?x)$", re.IGNORECASE)
"""How many there are of one, behind its name: `ranker ×4`."""


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


def down(given: Given, id: str) -> Hit | None:
    """The word with which all that its card says calls it down."""
    lines = own_lines(given, id) if id in given.nodes else ()
    said = sense.down(" ".join(lines)) if lines else None
    return said[2] if said else None


@once
def own_lines(given: Given, id: str) -> Sequence[str]:
    """The lines of its card but for those beneath its name that speak of another part, whose failure it sees to
    (`PgPool / detects primary down`)."""
    first, *rest = given.label(id).lines or ("",)
    others = [given.name(one) for one in given.nodes if one != id and given.role(one) in BREAKABLE] if rest else []
    others = [name for name in others if len(name) > 1 and name.casefold() not in first.casefold()]
    return (first, *(line for line in rest if not tidings.calls(line, others)))


def kin(given: Given, id: str) -> list[str]:
    """Parts that are called as one is, but for their numbers."""
    own = _coded(given, id) or renewed.kin(given, id)
    return [one for one in parts(given) if (_coded(given, one) or renewed.kin(given, one)) == own]


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
