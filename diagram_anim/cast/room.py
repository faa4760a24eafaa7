"""What changes on each part, read off the log and the beats: the room its card must keep."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from diagram_anim.cast import compared, cores, named, signs
from diagram_anim.effects import apply, elect, load
from diagram_anim.model.cast import ORDERED, TOLD
from diagram_anim.model.log import COUNTED, LOSSES, Log, base, standing
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

FEW = 3
"""Cards of more servers have no room for a bar each."""

CALM = {"ready"}
"""A part that is only ever in these states has no news of its own to tell."""


@dataclass(slots=True)
class Room:
    """The slots that one card needs, and the widest words that each will hold."""

    slots: list[str] = field(default_factory=list)
    samples: dict[str, str] = field(default_factory=dict)
    copies: int = 1
    marks: dict[str, float] = field(default_factory=dict)

    @property
    def figures(self) -> bool:
        """Whether it shows how many copies there are, or a gauge: a head of a sequence has no room for these."""
        return any(slot.partition(":")[0] in ("tiles", "gauge") for slot in self.slots)

    def need(self, slot: str, sample: str = "") -> None:
        if slot not in self.slots:
            self.slots.append(slot)
        if len(sample) > len(self.samples.get(slot, "")):
            self.samples[slot] = sample


ORDER = (
    "note",
    "rate",
    "check",
    "waiting",
    "state",
    "badge",
    "split",
    "gauge",
    "served",
    "error",
    "lost",
    "refused",
    "denied",
    "meter",
    "tiles",
    "idea",
)


def rooms(board: Storyboard, log: Log) -> dict[str, Room]:
    """What each part needs, by id; slots in the order they stand on a card."""
    found: dict[str, Room] = defaultdict(Room)
    _from_beats(board, found)
    _from_states(board, log, found)
    if flowing(board):
        _from_requests(board, log, found)
    refused: dict[str, int] = defaultdict(int)
    measured: set[tuple[str, str]] = set()
    for event in log.events:
        if event.kind == "split":
            found[event.of].need("split", " ".join(["100%"] * len(event.data["to"])))
        elif event.kind == "gauge":
            slot = f"gauge:{event.data['name']}"
            found[event.of].need(slot, "100%")
            measured |= set() if event.data.get("told") else {(event.of, slot)}
        elif event.kind == "connections":
            found[event.of].marks["limit:connections"] = float(event.data["limit"])
            if event.data["refused"]:
                refused[event.of] += int(event.data["refused"])
        elif event.kind in ("candidate", "elected"):
            bears = elect.stands if event.kind == "candidate" else elect.leads
            found[event.of].need("badge", bears(event.data["term"], board.lang))
        elif event.kind == "load":
            found[event.of].need("badge", load.factor(event.data["times"]))
        elif event.kind == "replicas":
            room = found[event.of]
            room.need("tiles")
            room.copies = max(room.copies, int(event.data["total"]), int(event.data["wanted"]))
    there = list(standing(log.events))
    for _, node, copies in there:
        found[node].need("tiles")
        free = cores.places(board, node, [one for _, _, every in there for one in every if one])
        found[node].copies = max(found[node].copies, len(copies), free)
    for part in signs.keeping(log.events).values():
        found[part].need("badge", apply.waiting(board.lang))
    for part, most in refused.items():
        found[part].need("denied", _number(most, False))
    _from_signs(board, log, found)
    _from_targets(board, found)
    _from_loads(board, log, found)
    for id, room in found.items():
        told = [slot for slot in room.slots if slot.startswith("gauge:") and (id, slot) not in measured]
        room.marks |= {f"{TOLD}{slot}": 1.0 for slot in told}
        room.slots.sort(key=lambda slot: ORDER.index(slot.partition(":")[0]))
    return dict(found)


def flowing(board: Storyboard) -> bool:
    """Whether requests flow by a rate, so that counting them means something."""
    return any(beat.verb in ("traffic", "load") for step in board.steps for beat in step.beats)


def _from_beats(board: Storyboard, found: dict[str, Room]) -> None:
    for step in board.steps:
        for beat in step.beats:
            if beat.verb in ("badge", "note"):
                for target in beat.targets:
                    found[target].need(beat.verb, str(beat.args["text"]))
            elif beat.verb == "elect":
                for target in beat.targets:
                    found[target].need("badge")
            elif beat.verb == "illustrate":
                for target in beat.targets:
                    found[target].need("idea", beat.args["idea"])


def _from_signs(board: Storyboard, log: Log, found: dict[str, Room]) -> None:
    """Where requests come in whose rate changes, it is told; how the checks of a balancer fare that misses one; how
    many messages wait in a queue; what is known of names; what is taken of a node's cores; what policies come to."""
    for source, part in signs.entries(board, log.events).items():
        for event in log.events:
            if event.kind == "rate" and event.of == source:
                found[part].need("rate", signs.rate(event.data["value"]))
    for part, every in signs.checking(board, log.events).items():
        found[part].need("check", signs.calm(every, board.lang))
        for event in log.events:
            if event.kind == "missed" and event.data["by"] == part:
                found[part].need("check", signs.missed(event.data["count"], event.data["enough"], board.lang))
    for event in log.events:
        if event.kind == "waiting":
            found[base(event.of)].need("waiting", signs.waiting(event.data["count"], board.lang))
        elif event.kind == "resolved":
            name, ids = str(event.data["name"]), event.data["addresses"]
            left = math.ceil(float(event.data["ttl"]))
            for stale in (False, True):
                found[event.of].need(signs.ANSWER, named.answer(board, name, ids, left, stale=stale))
    for part in named.registries(board, log.events):
        for _, name, ids in named.known(log.events):
            found[part].need(signs.NAMES, named.entry(board, name, ids))
    for _, node, said in cores.taken(board, log.events):
        found[node].need(signs.CORES, said)
    for _, part, line, said in compared.told(board, log.events):
        found[part].need(line, said)


def _from_targets(board: Storyboard, found: dict[str, Room]) -> None:
    """At what an autoscaler holds the use of processors, and at how many copies it stops, where it is written; whose
    copies have places that are numbered."""
    for id, part in board.system.parts.items():
        target, most = part.get("autoscale.target"), part.get("autoscale.max")
        if target is not None and part.get("autoscale") is not False:
            found[id].marks["gauge:cpu"] = float(target)
        if part.get("ordered"):
            found[id].marks[ORDERED] = 1.0
        if most is not None and part.get("autoscale") is not False:
            found[id].marks["tiles"] = float(most)
    for step in board.steps:
        for beat in step.beats:
            if beat.verb == "autoscale" and beat.args.get("target") is not None:
                found[beat.targets[0]].marks["gauge:cpu"] = float(beat.args["target"]) / 100
            if beat.verb == "autoscale" and beat.args.get("max") is not None:
                found[beat.targets[0]].marks["tiles"] = float(beat.args["max"])


def _from_states(board: Storyboard, log: Log, found: dict[str, Room]) -> None:
    changing = {
        event.of
        for event in log.events
        if event.kind == "state" and "/" not in event.of and event.data["state"] not in CALM
    }
    roles = {board.system.role(part) for part in changing}
    for part, its in board.system.parts.items():
        if part in changing or its.role in roles & {Role.SERVER, Role.NODE}:
            found[part].need("state")
    for step in board.steps:
        for beat in step.beats:
            if beat.verb == "elect" and changing & set(beat.targets):
                changing |= set(beat.targets)
    for part in sorted(changing):
        found[part].need("state")


SHIPPING = ("roll", "canary", "bluegreen", "undo", "drain")
"""Beats of which it is asked whether they lose anything: that they don't is told too."""


def _from_requests(board: Storyboard, log: Log, found: dict[str, Room]) -> None:
    """Each server counts what it served, what it answered with an error, what was lost at it and what it refused; a
    balancer counts for all of them, and where none stands who else loses requests does. Single requests that a step
    tells of are no traffic: who only takes part in those counts nothing."""
    looping = any(step.loop for step in board.steps)
    ships = any(beat.verb in SHIPPING for step in board.steps for beat in step.beats)
    handled: set[str] = set()
    losing: dict[str, set[str]] = {"lost": set(), "refused": set()}
    wrong = Counter[str]()
    ended = Counter[str]()
    flowed = [event for event in log.events if event.request not in log.told]
    limited = {event.of for event in log.events if event.kind == "connections"}
    asking: dict[int | None, str] = {}
    for event in flowed:
        if event.kind == "routed":
            handled.add(base(event.to))
            asking[event.request] = base(event.at)
        elif event.kind == "served":
            handled.add(base(event.at))
            ended["served"] += event.count
        elif event.kind == "error":
            handled.add(base(event.at))
            wrong[base(event.at)] += event.count
        elif event.kind in LOSSES:
            here = base(event.at)
            losing[COUNTED[event.kind]].add(asking.get(event.request, here) if here in limited else here)
            ended[COUNTED[event.kind]] += event.count
    handled |= {part for parts in losing.values() for part in parts}
    counting = [part for part in sorted(handled) if board.system.role(part) is Role.SERVER]
    if not counting:
        counting = sorted({base(event.at) for event in flowed if event.kind in ("served", "error")})
    for part in counting:
        found[part].need("served", _number(ended["served"], looping))
        if wrong[part]:
            found[part].need("error", _share(wrong[part], looping))
        for slot, parts in losing.items():
            if parts & set(counting) or (ships and slot == "lost"):
                found[part].need(slot, _number(ended[slot], looping))
    splitting = {event.of for event in log.events if event.kind == "split"}
    balancers = [part for part, its in board.system.parts.items() if its.role is Role.BALANCER]
    over = [part for part in balancers if part not in splitting] if len(counting) > 1 else []
    for part in over:
        found[part].need("served", _number(ended["served"], looping))
        if wrong.total():
            found[part].need("error", _share(wrong.total(), looping))
        for slot in losing:
            if ended[slot]:
                found[part].need(slot, _number(ended[slot], looping))
    for slot, parts in losing.items():
        for part in sorted(parts - {*counting}) if not over else ():
            found[part].need(slot, _number(ended[slot], looping))


def _from_loads(board: Storyboard, log: Log, found: dict[str, Room]) -> None:
    """The load of servers is news where they are few that can serve so much, and one fails: its work goes to the others
    or to nobody."""
    counting = [id for id, room in found.items() if board.system.role(id) is Role.SERVER and "served" in room.slots]
    limits = [part.get("capacity") for id in counting if (part := board.system.parts.get(id))]
    told = 0 < len(counting) == len(limits) <= FEW and all(limits)
    told = told and any(event.kind in LOSSES for event in log.events)
    if told and all({"lost", "refused"} & {*found[id].slots} and "tiles" not in found[id].slots for id in counting):
        for id in counting:
            found[id].need("meter:load")


def _share(most: int, looping: bool) -> str:
    """The widest that a counter of errors shows: how many, and of all answers which share."""
    return f"{_number(most, looping)} (99%)"


def _number(most: int, looping: bool) -> str:
    """The widest that a counter shows; in a loop it is a rate, which has a decimal below ten."""
    return f"{10 ** len(str(most)) - 1:,}" + ("/s" if most > 99 else ".9/s") * looping
