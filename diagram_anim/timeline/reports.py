"""What the log tells of the parts, as clips: states, counts, meters, copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from diagram_anim.effects import elect, load
from diagram_anim.model.cast import Cast
from diagram_anim.model.log import Event, base, standing
from diagram_anim.model.timeline import NEW, Action, Clip
from diagram_anim.timeline.view import Stagehand

STATES = {"ready": "healthy", "stopped": "ended"}
"""The log's words where the stage's differ."""

OWN = {"blue", "green", "canary"}
"""Versions that are called by a colour, which is their tone."""

SERIES = ("old", "new", "next")
"""The tones of versions that follow one another; the fourth has the first's, which has long gone."""

CHANGE = 0.7
NOTICE = 1.0
"""The ring around who has noticed something opens in this time."""

STANDS = 1.4
"""For so long who stands for leader is seen to before it is elected."""

Film = Callable[[int], float]


def states(events: Sequence[Event], film: Film, stage: Stagehand) -> list[Clip]:
    found = []
    for index, event in enumerate(events):
        if event.kind == "state" and "/" not in event.of:
            at = film(index)
            word = str(event.data["state"])
            end = at if event.t == 0 else at + CHANGE
            found += [
                Clip(at, end, Action.STATE, event.of, STATES.get(word, word), view=view)
                for view in stage.views(event.of)
            ]
    return found


def detections(events: Sequence[Event], film: Film, stage: Stagehand, lanes: Sequence[Clip]) -> list[Clip]:
    """Who notices a failure gives a start, and its way there is struck out until what failed is ready again; so does
    what finds that its release makes no progress. A way to a group leads on to the others in it."""
    found: list[Clip] = []
    ends = {wire.id: (wire.source, wire.target) for wire in stage.cast.wires}
    dead: dict[str, list[str]] = defaultdict(list)
    for index, event in enumerate(events):
        at = film(index)
        by = str(event.data.get("by", ""))
        if event.kind == "detected" and by:
            part = base(event.of)
            if not any(clip.target == by and clip.start > at - NOTICE for clip in found):
                found.append(Clip(at, at + NOTICE, Action.PULSE, by, "failed"))
            if part == event.of:
                for wire in (one for one in stage.wires((by, part)) if part in ends.get(one, ())):
                    busy = max(
                        (one.end for one in lanes if one.target == wire and one.start <= at + NOTICE), default=at
                    )
                    start = max(at, busy)
                    found.append(Clip(start, start + CHANGE, Action.LANE, wire, "dead"))
                    dead[part].append(wire)
        elif event.kind == "stalled":
            found.append(Clip(at, at + NOTICE, Action.PULSE, event.of, "failed"))
        elif event.kind == "state" and event.data["state"] == "ready":
            found += [Clip(at, at + CHANGE, Action.LANE, wire, "") for wire in dead.pop(event.of, [])]
    return found


def loads(events: Sequence[Event], film: Film, stage: Stagehand) -> list[Clip]:
    """A source bears how many times its usual rate it sends."""
    return [
        Clip(
            film(index),
            film(index) + CHANGE,
            Action.TEXT,
            event.of,
            load.factor(event.data["times"]),
            view=view,
            slot="badge",
        )
        for index, event in enumerate(events)
        if event.kind == "load"
        for view in stage.views(event.of)
    ]


def leaders(events: Sequence[Event], film: Film, stage: Stagehand, lang: str) -> list[Clip]:
    """Who leads bears a star with its term, until another does or it is lost."""
    found: list[Clip] = []
    leading = ""
    for index, event in enumerate(events):
        words = {event.of: elect.leads(event.data["term"], lang)} if event.kind == "elected" else {}
        if leading and leading != event.of and words:
            words[leading] = ""
        elif event.kind == "state" and event.of == leading and event.data["state"] == "failed":
            words = {leading: ""}
        leading = event.of if event.kind == "elected" else leading
        at = film(index)
        found += [
            Clip(at, at + CHANGE, Action.TEXT, part, text, view=view, slot="badge")
            for part, text in words.items()
            for view in stage.views(part)
        ]
    return found


def candidates(events: Sequence[Event], film: Film, stage: Stagehand, begins: Sequence[float], lang: str) -> list[Clip]:
    """Who stands for leader is seen to. Votes are there in no time: in the film it stands for a moment before, where
    its step has begun by then."""
    found: list[Clip] = []
    for index, event in enumerate(events):
        at = film(index)
        start = max([at - STANDS, *(begin for begin in begins if begin <= at)])
        if event.kind != "candidate" or at - start < STANDS / 2:
            continue
        later = range(index + 1, len(events))
        end = next((one for one in later if events[one].kind in ("elected", "undecided")), index)
        said = [(start, elect.stands(event.data["term"], lang))]
        said += [(film(end), "")] if events[end].of != event.of or events[end].kind == "undecided" else []
        found.append(Clip(start, start + NOTICE, Action.PULSE, event.of, "traffic"))
        found += [
            Clip(when, when + CHANGE, Action.TEXT, event.of, words, view=view, slot="badge")
            for when, words in said
            for view in stage.views(event.of)
        ]
    return found


def tiles(events: Sequence[Event], film: Film, cast: Cast) -> list[Clip]:
    """The copies of scaled parts, and those that stand on each node: a state for each place and its version where there
    are two, empty for a free one. One whose time to start is over and that isn't up is broken; one that a store has
    refused all connections says so, however well it is."""
    places = {card.id: card.copies for card in cast.cards if "tiles" in card.slots}
    now: dict[str, list[str]] = {part: [""] * copies for part, copies in places.items()}
    there = {index: (node, copies) for index, node, copies in standing(events)}
    words: dict[str, str] = {}
    bare: dict[str, frozenset[str]] = defaultdict(frozenset)
    found = []

    def said(one: str) -> str:
        refused = any(one in those for those in bare.values())
        return words.get(one, "").replace("healthy", "bare") if refused else words.get(one, "")

    def told(index: int, part: str, changed: Sequence[str]) -> None:
        if tuple(changed) != tuple(now[part]):
            now[part] = list(changed)
            at = film(index)
            end = at if events[index].t == 0 else at + 0.48
            found.append(Clip(at, end, Action.TILES, part, tuple(changed), slot="tiles", ease="enter"))

    for index, event in enumerate(events):
        part, _, copy = event.of.partition("/")
        if event.kind == "connections":
            before, bare[event.of] = bare[event.of], frozenset(event.data["none"])
            for one in sorted(before ^ bare[event.of]):
                owner, _, place = one.partition("/")
                if owner in now and place.isdigit() and int(place) <= places[owner]:
                    told(index, owner, [*now[owner][: int(place) - 1], said(one), *now[owner][int(place) :]])
        if event.kind in ("state", "unready"):
            word, version = str(event.data.get("state", "broken")), str(event.data.get("version", ""))
            mark = version or _new(event)
            words[event.of] = "" if word == "stopped" else f"{STATES.get(word, word)} {mark}".strip()
            if part in now and copy.isdigit() and int(copy) <= places[part]:
                told(index, part, [*now[part][: int(copy) - 1], said(event.of), *now[part][int(copy) :]])
        if index in there and there[index][0] in now:
            node, copies = there[index]
            here = [said(one) for one in copies] + [""] * places[node]
            told(index, node, here[: places[node]])
    return found


def _new(event: Event) -> str:
    """The number of a copy that has come where another was: it isn't that of its place."""
    number, place = str(event.data.get("name", "")).rpartition("-")[2], event.of.rpartition("/")[2]
    return f"{NEW}{number}" if number.isdigit() and "id" not in event.data and number != place else ""


def playhead(cast: Cast, clock: Iterable[tuple[float, float]]) -> list[Clip]:
    """How far the plots are drawn: the system's second, along its clock's points."""
    if not cast.plots:
        return []
    return [
        Clip(start, end, Action.LEVEL, "plots", there, here, view="plot", ease="linear")
        for (start, here), (end, there) in pairwise(clock)
        if end > start and there > here
    ]


def tones(versions: dict[str, str]) -> dict[str, str]:
    """Old and new by version: with two or more of them the last one is new, the others old. Blue, green and canary have
    tones of their own."""
    distinct = sorted(set(versions.values()), key=_natural)
    if len(distinct) < 2:
        return {}
    if OWN & set(distinct):
        return {part: _own(version, "old") for part, version in versions.items()}
    return {part: "new" if version == distinct[-1] else "old" for part, version in versions.items()}


def releases(events: Sequence[Event]) -> dict[int, dict[tuple[str, str], str]]:
    """The tones by event, part and version, as they come: what ran first is old, a version that is wanted later new,
    and one after that the next. Each keeps its tone to the end: what has been learnt as new isn't told anew. Blue,
    green and canary have tones of their own, parts of one version none."""
    known: dict[str, list[str]] = defaultdict(list)
    found: dict[int, dict[tuple[str, str], str]] = {}
    for index, event in enumerate(events):
        version, part = str(event.data.get("version", "")), base(event.of)
        if version and event.kind in ("state", "rolling") and version not in known[part]:
            found[index] = {(part, version): _own(version, SERIES[len(known[part]) % len(SERIES)])}
            known[part].append(version)
    several = {part for part, versions in known.items() if len(versions) > 1}
    return {index: tones for index, tones in found.items() if all(part in several for part, _ in tones)}


def _own(version: str, otherwise: str) -> str:
    return version if version in OWN else otherwise


def _natural(version: str) -> tuple[tuple[int, int | str], ...]:
    parts = "".join(char if char.isalnum() else " " for char in version.lstrip("vV")).split()
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts)
