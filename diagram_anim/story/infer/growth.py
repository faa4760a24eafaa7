"""What there comes to be more of: a number of copies that goes from one to another, or a new part that is started.

Comes in: a chart. Goes out: who grows and by whose act, what a gauge on an arrow reads, and the steps that tell it.
Several cards with a range each say what is possible, not what happens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from diagram_anim.model.diagram import Edge
from diagram_anim.model.storyboard import Beat, Cause, Step
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer import fresh, noticing
from diagram_anim.story.infer.beats import beat, chain
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.levels import RISE, bounded
from diagram_anim.story.infer.surges import rushes
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import counted, unreal
from diagram_anim.story.outcomes import BREAKABLE

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

    def of(self, part: str) -> tuple[int, int]:
        """From how many to how many one of them goes: its part of what all of them do."""
        assert self.copies is not None
        place, many = self.parts.index(part), len(self.parts)
        first, last = (count // many + (place < count % many) for count in self.copies)
        return first, last

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
    return Growth(parts, phrases.clean(_label(started[0])), None, started[0].source)


def _ordered(given: Given) -> Growth | None:
    """Those that are drawn as joining others, by the arrow of who decides that there come to be more."""
    parts = tuple(id for id in given.nodes if id in given.coming & fresh.joining(given))
    order = fresh.order(given, len(parts)) if parts else None
    if order is None or order.target in parts:
        return None
    leads = [one for one in (order.target, order.source) if {*parts} <= {*given.graph.after.get(one, [])}]
    return Growth(parts, phrases.clean(_label(order)), None, (leads or [order.source])[0], order.span.line, order)


def joining(given: Given) -> Growth | None:
    """What comes in only in the course of the film, where nobody is said to bring it."""
    coming = tuple(id for id in given.nodes if id in given.coming)
    return Growth(coming, given.say("come_in", many=given.many(coming))) if coming else None


def _scaled(given: Given) -> list[Growth]:
    """By arrows and cards, each part once; a range beneath a name is one that it goes through where a rush is told."""
    said: list[tuple[str, str, str, int | None]]
    said = [(edge.target, _label(edge), edge.source, edge.span.line) for edge in _orders(given)]
    said += [(id, given.words(id), _grower(given, id), None) for id in given.nodes]
    found: dict[str, Growth] = {}
    rush = rushes(given, given.of_role(Role.CLIENT))
    for id, words, by, line in said:
        told = bool(by) and given.role(by) is Role.CONTROLLER
        copies = figures.target(counts.untimed(words)) or (_to(given, id, words) if told else None)
        bare = told and (
            counts.bare(words) or counts.brought(words) or figures.copies(words) or _so(given, id, words) is not None
        )
        grows = copies and copies[0] != copies[1] and (bare or sense.says(words, "grow", "copies", "unit"))
        other = unreal().search(counts.inward(words)) or counted().search(words)
        if copies and grows and not other and (by or rush or counts.moved(words) or not _range(words)):
            found.setdefault(id, Growth(_together(given, id, copies), words, copies, by, line))
    return list({one.parts: one for one in reversed(found.values())}.values())[::-1]


def _grower(given: Given, id: str) -> str:
    """The controller whose arrow says but that a part grows, "" without one: the part's card says how far."""
    arrows = [edge for edge in _orders(given) if edge.target == id and given.role(edge.source) is Role.CONTROLLER]
    return next((edge.source for edge in arrows if sense.only(_label(edge), ("grow", "start"), ("unit",))), "")


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


def _to(given: Given, id: str, words: str) -> tuple[int, int] | None:
    """To how many, where only that is said (`scale up to 12`, `add 2 more`), from as many as the part's own card says,
    or one."""
    told = counts.copied(words)
    first = figures.written(given.label(id).lines)
    count = figures.count(words) or (told[1] if told and not told[0] else counts.brought(words))
    count = count or (figures.copies(words) if first else None)
    first = first or 1
    more = figures.added(words)
    count = first + more if more else count
    so = _so(given, id, words)
    if so is not None and so != first and (so or figures.written(given.label(id).lines)):
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
    text = phrases.unnumbered(_label(edge))
    if edge.target in given.nodes and _so(given, edge.target, text) is not None:
        return False  # of so many of them
    ordered = sense.only(text, ("start",), ("new", "unit")) and sense.says(text, "unit") and sense.says(text, "new")
    running = given.role(edge.source) is Role.NODE
    if not (
        running or given.role(edge.source) is Role.CONTROLLER or (ordered and given.role(edge.source) is Role.THING)
    ):
        return False
    if edge.target in given.nodes and fresh.comes_up(given.label(edge.target).lines):
        return True
    if given.role(edge.source) is Role.CONTROLLER and edge.target in given.coming:
        return True
    hit = None if running else sense.says(text, "start", "grow")
    able = edge.target in given.nodes and given.role(edge.target) in (Role.SERVER, Role.NODE)
    names = (given.name(edge.source), given.name(edge.target))
    return bool(hit) and able and sense.only(text, ("start", "grow"), _STARTED, names) is not None


_STARTED = ("new", "unit", "runnable", "copies", "server", "node", "release", "platform", "state", "manage")
"""What may be named beside that something starts."""


def _label(edge: Edge) -> str:
    return edge.label.plain if edge.label else ""


def measured(given: Given, grown: Growth | None) -> dict[str, figures.Level]:
    """What arrows to who watches say of the gauges of parts: `CPU 90%` on the way to the HPA. What one who only
    measures passes on is read of what grows by it."""
    found: dict[str, figures.Level] = {}
    for edge in given.graph.edges:
        watched = given.role(edge.target) is Role.CONTROLLER or sense.says(
            given.words(edge.target), "watcher", "observer"
        )
        level = figures.level(_label(edge)) if watched else None
        if level and given.role(edge.source) in BREAKABLE:
            found.setdefault(edge.source, level)
        elif level and grown and grown.order and sense.says(given.words(edge.source), "watcher", "observer"):
            read = [] if bounded(_label(edge)) else fresh.beside(given, grown.parts)
            found |= {id: level for id in read if id not in found}
        elif level and grown and grown.copies and sense.says(given.words(edge.source), "watcher", "observer"):
            found.setdefault(grown.parts[0], level)
    return found


def settings(given: Given, found: Growth) -> dict[str, dict[str, Any]]:
    open_ = [part for part in found.parts if given.role(part) in (Role.THING, Role.CONTROLLER)]
    roles = {part: {"role": Role.SERVER.value} if part in open_ else {} for part in found.parts}
    if found.copies is None:
        orders = {found.by, found.order.source, found.order.target} if found.order else set[str]()
        roles = {part: role for part, role in roles.items() if role and part in given.coming}
        return roles | {id: {"role": Role.CONTROLLER.value} for id in given.of_role(Role.THING) if id in orders}
    return {part: {"replicas": found.of(part)[0], **role} for part, role in roles.items()}


def acts(given: Given, found: Growth | None) -> list[Step]:
    """Gauges climb, who reads them notices, and it grows."""
    levels = measured(given, found)
    steps = []
    if levels:
        first = next(iter(levels.values()))
        climbs = [_climb(given, id, level, found) for id, level in levels.items()]
        key = "gauge_hold" if found and found.shrinks else "gauge_rise"
        steps.append(given.step(given.say(key, name=first.words, level=f"{first.value:g}%"), *climbs))
    if found is None:
        return steps
    read = [*levels] or [id for id in given.of_role(*BREAKABLE) if figures.level(given.words(id))]
    steps += [noticing.hop(given, *hop) for hop in pairwise(noticing.way(given, read, found.by))]
    steps.append(given.step(_said(given, found), *_grows(given, found)))
    steps += further(given, found)
    eased = [level for id, level in levels.items() if found.copies and id in found.parts and not found.shrinks]
    for level in eased[:1]:
        cause = given.cause("gauge", level.word, found.parts[0])
        steps.append(given.step(given.say("gauge_fall", name=level.words), beat("wait", cause=cause, seconds=SEEN)))
    return steps


def further(given: Given, found: Growth) -> list[Step]:
    """What becomes of it afterwards, where it says so: back to 4 in `4개 → 20개 → 4개`."""
    steps = []
    for part in found.parts if len(found.parts) == 1 else ():
        cause = because(given, found, part)
        for count in counts.turns(found.words)[2:]:
            acts = chain(beat("scale", part, cause=cause, to=count), beat("wait", cause=cause, seconds=SEEN))
            steps.append(given.step(given.say("scale_on", a=given.name(part), n=count), *acts))
    return steps


def _said(given: Given, found: Growth) -> str:
    """Who does it, in the author's words."""
    if not found.by:
        return found.words
    if found.order:
        return given.say("gauge_act", b=given.name(found.order.source), c=found.words)
    if found.copies is None:
        return given.say(
            "start_one", a=given.name(found.by), b=given.say.many([_bare(given, one) for one in found.parts])
        )
    return given.say("gauge_act", b=given.name(found.by), c=found.words)


def _bare(given: Given, part: str) -> str:
    """A part's name without the word that it has been started."""
    name = fresh.added(given, part) if part in given.coming else ""
    name = name or given.name(part)
    hit = sense.ends_in(name, "start")
    return name[: hit.start].rstrip(" -–:(") if hit and hit.start else name


def _climb(given: Given, id: str, level: figures.Level, found: Growth | None) -> Beat:
    """A gauge goes to its level; that of what grows follows its copies from then on."""
    of = {"of": id} if found and found.copies and id in found.parts else {}
    cause = given.cause("gauge", level.word, id)
    return beat("gauge", id, cause=cause, name=level.name, value=level.value, over=RISE, **of)


def _grows(given: Given, found: Growth) -> tuple[Beat, ...]:
    """Who does it tells them, then they grow or come up."""
    causes = {part: because(given, found, part) for part in found.parts}
    seen = beat("wait", cause=next(iter(causes.values())), seconds=SEEN)
    after = given.graph.after.get(found.by, []) if found.by else []
    sends = {
        part: beat("send", found.by, part, cause=given.along((found.by, part))) for part in found.parts if part in after
    }
    starts = {part: beat("start", part, cause=cause) for part, cause in causes.items()}
    if found.order:
        asks = given.graph.before.get(found.order.source, [])
        told = (*(asks if len(asks) == 1 else ()), found.order.source, found.order.target)
        return chain(beat("send", *told, cause=given.along(told)), *sends.values(), *starts.values(), seen)
    if not found.copies:
        ups = [(sends.get(part), up) for part, up in starts.items()]
        return tuple(one for send, up in ups for one in chain(*([send] if send else []), up, seen))
    scales = [beat("scale", part, cause=cause, to=found.of(part)[1]) for part, cause in causes.items()]
    return chain(*sends.values(), *scales, seen)


def because(given: Given, found: Growth, part: str) -> Cause:
    """The word that says of a part that it grows or comes up."""
    own = sense.says(found.words, "grow", "copies", "start", "unit")
    hit = own or sense.says(given.words(part), "start")
    cause = given.cause("scale" if found.copies else "start", hit.word if hit else "", part)
    return replace(cause, line=found.line) if found.line and (own or not hit) else cause
