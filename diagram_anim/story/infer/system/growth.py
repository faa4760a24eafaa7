"""What there comes to be more of: a number of copies that goes from one to another, or a new part that is started.

Comes in: a chart. Goes out: who grows and by whose act, what a gauge on an arrow reads, and the steps that tell it.
Several cards with a range each say what is possible, not what happens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diagram_anim.model.diagram import Edge
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.system import fresh, members
from diagram_anim.story.infer.system.fresh import label
from diagram_anim.story.infer.words import levels, prose
from diagram_anim.story.infer.words.surges import rushes
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import counted, unreal
from diagram_anim.story.language.lexicon import find

MOST = 100
SEEN = 4.0


@dataclass(frozen=True, slots=True)
class Growth:
    """`parts` grow, as `words` say; `copies` tell from how many to how many, None where a new part is started. `by` is
    who does so, "" where only the card says it. `line` is the arrow's whose words they are."""

    parts: tuple[str, ...]
    words: str
    copies: tuple[int, int] | None = None
    by: str = ""
    line: int | None = None
    order: Edge | None = None
    group: str = ""
    """The drawn group whose members they are."""

    def of(self, part: str) -> tuple[int, int]:
        """From how many to how many one of them goes: its part of what all of them do."""
        assert self.copies is not None
        place, many = self.parts.index(part), len(self.parts)
        first, last = (count // many + (place < count % many) for count in self.copies)
        return first, last

    @property
    def who(self) -> str:
        """Who gives the order, "" where only the card says it."""
        return self.order.source if self.order else self.by

    @property
    def shrinks(self) -> bool:
        return self.copies is not None and self.copies[1] < self.copies[0]


def growth(given: Given) -> Growth | None:
    """The only growth that a chart tells of."""
    if ordered := _ordered(given):
        return ordered
    scaled = _scaled(given)
    started = [edge for edge in given.graph.edges if _starts(given, edge)]
    if scaled and not {one.parts for one in scaled} <= {(edge.source,) for edge in started}:
        few = max(scaled[0].copies or (0,)) <= MOST
        return scaled[0] if few and len(scaled) == 1 else None
    if len({edge.source for edge in started}) != 1:
        return None
    parts = tuple(dict.fromkeys(edge.target for edge in started))
    return Growth(parts, phrases.clean(label(started[0])), None, started[0].source)


def _ordered(given: Given) -> Growth | None:
    """Those that are drawn as joining others, by the arrow of who decides that there come to be more."""
    parts = tuple(id for id in given.nodes if id in given.coming & fresh.joining(given))
    order = fresh.order(given, len(parts)) if parts else None
    if order is None or order.target in parts:
        return None
    leads = [one for one in (order.target, order.source) if {*parts} <= {*given.graph.after.get(one, [])}]
    return Growth(parts, phrases.clean(label(order)), None, (leads or [order.source])[0], order.span.line, order)


def joining(given: Given) -> Growth | None:
    """What comes in only in the course of the film, where nobody is said to bring it."""
    coming = tuple(id for id in given.nodes if id in given.coming)
    return Growth(coming, given.say("come_in", many=given.many(coming))) if coming else None


def _scaled(given: Given) -> list[Growth]:
    """By arrows and cards, each part once; a range beneath a name is one that it goes through where a rush is told."""
    said: list[tuple[str, str, str, int | None]]
    orders = [edge for edge in _orders(given) if edge.target not in given.coming]
    said = [(edge.target, levels.act(label(edge)), edge.source, edge.span.line) for edge in orders]
    cards = [id for id in given.nodes if not _one_of_several(given, id)]
    said += [(_aimed(given, id), given.words(id), _grower(given, id), None) for id in cards]
    found: dict[str, Growth] = {}
    rush = rushes(given, given.of_role(Role.CLIENT))
    for id, words, by, line in said:
        told = bool(by) and given.role(by) is Role.CONTROLLER
        card = figures.target(counts.untimed(given.words(id))) if told and figures.added(words) else None
        copies = figures.target(counts.untimed(words)) or card or (_to(given, id, words) if told else None)
        bare = told and (
            counts.bare(words) or counts.brought(words) or figures.copies(words) or _so(given, id, words) is not None
        )
        grows = copies and copies[0] != copies[1] and (bare or sense.says(words, "grow", "copies", "unit"))
        other = unreal().search(counts.inward(words)) or counted().search(words)
        if copies and grows and not other and (by or rush or counts.moved(words) or not _range(words)):
            found.setdefault(id, Growth(_together(given, id, copies), words, copies, by, line))
    if (before := _told_before(given)) and before.parts[0] not in found:
        found[before.parts[0]] = before
    grouped = [one for group in given.groups if (one := _of_group(given, group))]
    found |= {one.group: one for one in grouped if one.parts not in [other.parts for other in found.values()]}
    return list({one.parts: one for one in reversed(found.values())}.values())[::-1]


def _told_before(given: Given) -> Growth | None:
    """What the paragraph says of one part that an autoscaler is drawn to see to, and of no other."""
    if len(found := prose.copies(given)) != 1:
        return None
    who, (before, to), words = found[0]
    scalers = [edge.source for edge in given.graph.edges if edge.target == who and _scales(given, edge)]
    drawn = before or figures.written(given.label(who).lines) or 0
    return Growth((who,), words, (drawn, to), scalers[0]) if len(scalers) == 1 and drawn not in (0, to) else None


def _aimed(given: Given, id: str) -> str:
    """Whom a box speaks of that says what is done (`Scale workers 2 → 10`): the only part of that kind; who controls
    others speaks of the part that leads to it."""
    words = given.words(id)
    first = next(iter(find(words)), None)
    if _controls(given, id) and (part := _led_from(given, id)):
        return part
    acts = _SCALED.match(words) or (first is not None and not first.start and first.says("grow", "action"))
    if not acts and counts.moved(words) and (part := _called(given, id)):
        return part
    if not acts or not given.graph.before.get(id):
        return id
    if part := _led_from(given, id):
        return part
    kinds = sense.kinds(words) - {"any"}
    others = [
        one for one in given.of_role(Role.SERVER, Role.NODE) if one != id and sense.kinds(given.words(one)) & kinds
    ]
    return others[0] if len(others) == 1 else id


def _called(given: Given, id: str) -> str:
    """The only part that a box calls by its name which says how many of it there come to be; "" without one."""
    words = given.words(id).casefold()
    called = [one for one in given.of_role(Role.SERVER, Role.NODE) if one != id and len(given.name(one)) > 1]
    called = [one for one in called if given.name(one).casefold() in words and given.name(one) != given.name(id)]
    return called[0] if len(called) == 1 and given.graph.before.get(id) else ""


_SCALED = re.compile(r"\W*(?:auto-?)?(?:scal|add|grow|shr[iu]nk|reduc)\w*\b", re.IGNORECASE)
"""How a box begins that says what is done."""


def _led_from(given: Given, id: str) -> str:
    """The part from which one way leads to who controls others, through boxes that say what happens; "" without one."""
    here, seen = id, {id}
    while len(before := [one for one in given.graph.before.get(here, []) if one in given.nodes]) == 1:
        (here,) = before
        if given.role(here) in (Role.SERVER, Role.NODE) and not _controls(given, here):
            return here
        if here in seen or given.role(here) is Role.BALANCER:
            return ""
        seen.add(here)
    return ""


def _controls(given: Given, id: str) -> bool:
    """Whether it controls others, or its name begins with who does: `HPA: 2 → 5 pods`."""
    first = next(iter(find(given.words(id))), None)
    named = first is not None and not first.start and first.says("controller")
    return given.role(id) is Role.CONTROLLER or named


def _one_of_several(given: Given, id: str) -> bool:
    """Whether a card bears nothing but one of several like names: `Pod 3`."""
    alike = [one for one in given.nodes if _kin(given, one) == _kin(given, id)]
    return len(alike) > 1 and given.words(id) == given.name(id) and figures.target(given.words(id)) is None


def _of_group(given: Given, group: str) -> Growth | None:
    """What its title, or who brings up copies by an arrow to it, says of the members of a drawn group."""
    arrows = [edge for edge in _to_group(given, group) if brings(given, edge.source)]
    copies, words, line = members.ranged(given, group), given.words(group), None
    order = next((edge for edge in arrows if sense.says(label(edge), "grow", "start")), arrows[0] if arrows else None)
    if copies is None and order and not (unreal().search(label(order)) or counted().search(label(order))):
        words, line = levels.act(label(order)), order.span.line
        copies = figures.target(counts.untimed(words)) or _to(given, group, words, len(members.members(given, group)))
    if copies is None or copies[0] == copies[1] or max(copies) > MOST:
        return None
    late = members.late(given, group, copies)
    parts = late or members.first(given, group, copies)
    by = order.source if order else ""
    return Growth(parts, words, None if late else copies, by, line, group=group) if parts else None


def _to_group(given: Given, group: str) -> list[Edge]:
    return [edge for edge in given.graph.edges if edge.target == group and edge.source in given.nodes]


def brings(given: Given, id: str) -> bool:
    """Whether it may bring up copies: it controls or watches others."""
    words = given.words(id)
    return given.role(id) is Role.CONTROLLER or bool(sense.says(words, "watcher", "observer", "scaler"))


def _grower(given: Given, id: str) -> str:
    """The controller whose arrow says but that a part grows, or the only autoscaler that leads to it where its card
    says from how many to how many; "" without one. The part's card says how far."""
    arrows = [edge for edge in _orders(given) if edge.target == id and brings(given, edge.source)]
    said = [edge for edge in arrows if sense.only(levels.act(label(edge)), ("grow", "start"), ("unit",))]
    goes = figures.target(counts.untimed(given.words(id))) is not None
    scalers = [edge.source for edge in given.graph.edges if goes and edge.target == id and _scales(given, edge)]
    return said[0].source if said else scalers[0] if len(scalers) == 1 else ""


def _scales(given: Given, edge: Edge) -> bool:
    """Whether an arrow from an autoscaler says nothing else than that, or from where on it does so: `CPU > 80%`."""
    scaler = given.role(edge.source) is Role.CONTROLLER and sense.autoscaler(given.name(edge.source))
    asks = re.search(r"\d", label(edge)) is not None and figures.level(label(edge)) is None
    return bool(scaler) and not (asks or re.search("[?？]", label(edge)))


def names_scaler(given: Given, id: str) -> bool:
    """Whether a box begins with the name of an autoscaler, or says what one does: `Scale out 4 → 12 workers`."""
    words = given.words(id).strip()
    first = (hit := sense.autoscaler(words)) is not None and not hit.start()
    return first or bool(_SCALED.match(words) and figures.target(counts.untimed(words)))


def _together(given: Given, id: str, copies: tuple[int, int]) -> tuple[str, ...]:
    """One, or all of its like behind the same balancer, where they are as many as there are at first: these are the
    copies that are spoken of, two of them drawn."""
    led = [one for one in given.graph.before.get(id, []) if given.role(one) is Role.BALANCER]
    like = [one for one in given.graph.after.get(led[0], []) if _kin(given, one) == _kin(given, id)] if led else []
    return tuple(like) if len(like) == copies[0] > 1 and copies[1] >= copies[0] else (id,)


def _kin(given: Given, id: str) -> str:
    return sense.unnumbered(given.name(id))


def _orders(given: Given) -> list[Edge]:
    """Arrows to parts: who only hears of others is told of their copies, not of its own."""
    return [
        edge for edge in given.graph.edges if edge.target in given.nodes and not sense.hears(given.name(edge.target))
    ]


def _to(given: Given, id: str, words: str, drawn: int | None = None) -> tuple[int, int] | None:
    """To how many, where only that is said (`scale up to 12`, `add 2 more`), from as many as the part's own card says,
    or as are drawn, or one."""
    told = counts.copied(words)
    first = figures.written(given.label(id).lines) or drawn
    count = figures.count(words) or (told[1] if told and not told[0] else counts.brought(words))
    count = count or (figures.copies(words) if first else None)
    first = first or 1
    more = figures.added(words)
    count = first + more if more else count
    so = counts.ordered(words, first)
    if so is not None and so != first and (so or drawn or figures.written(given.label(id).lines)):
        return first, so
    return (first, count) if count and count > 1 else None


def _so(given: Given, id: str, words: str) -> int | None:
    """To how many an order brings a part that says how many of it there are."""
    return counts.ordered(words, figures.written(given.label(id).lines) or 1)


def _range(words: str) -> bool:
    """Whether a card says between how many an autoscaler keeps it: `HPA 1→5`."""
    return sense.says(words, "controller", "range") is not None


def _starts(given: Given, edge: Edge) -> bool:
    """Whether a controller starts a new part along an arrow: it says so of a unit, or of something new; or the part's
    own card says that it has been started."""
    text = levels.act(phrases.unnumbered(label(edge)))
    new = edge.target in given.coming or (edge.target in given.nodes and fresh.comes_up(given.label(edge.target).lines))
    if not new and edge.source in given.graph.reached(edge.target):
        return False  # what it hears of runs already
    if edge.target in given.nodes and edge.target not in given.coming and _so(given, edge.target, text) is not None:
        return False  # of so many of them
    ordered = sense.only(text, ("start",), ("new", "unit")) and sense.says(text, "unit") and sense.says(text, "new")
    running = given.role(edge.source) is Role.NODE
    if not (
        running
        or given.role(edge.source) is Role.CONTROLLER
        or (given.role(edge.source) is Role.THING and (ordered or _told_to(given, edge.source)))
    ):
        return False
    if edge.target in given.nodes and fresh.comes_up(given.label(edge.target).lines):
        return True
    if edge.target in given.coming and (given.role(edge.source) is Role.CONTROLLER or _told_to(given, edge.source)):
        return True
    hit = None if running else sense.says(text, "start", "grow")
    able = edge.target in given.nodes and given.role(edge.target) in (Role.SERVER, Role.NODE)
    names = (given.name(edge.source), given.name(edge.target))
    return bool(hit) and able and sense.only(text, ("start", "grow"), _STARTED, names) is not None


def _told_to(given: Given, id: str) -> bool:
    """Whether a controller says to a set of copies that there are to be more."""
    orders = [edge for edge in given.graph.edges if edge.target == id and given.role(edge.source) is Role.CONTROLLER]
    return any(sense.says(levels.act(label(edge)), "grow") for edge in orders)


_STARTED = ("new", "unit", "runnable", "copies", "server", "node", "release", "platform", "state", "manage")
"""What may be named beside that something starts."""
