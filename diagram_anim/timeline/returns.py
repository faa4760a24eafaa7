"""What a queue takes back: messages that a worker held when it died go back along the line that they came by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from diagram_anim.model.cast import Cast
from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.model.system import Role
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline.view import Stagehand

SEEN = 0.7
"""Film seconds in which the failure itself is drawn; then they set out."""

READ = 1.6
"""They take so many film seconds at the least: their words are read on their way."""

TAKEN = 0.8
"""The queue's ring opens in this time."""

_WORDS = {"ko": "{:,}건 되돌아감", "en": "{:,} go back", "ja": "{:,}件が戻る"}

Film = Callable[[int], float]


def returned(events: Sequence[Event], film: Film, cast: Cast, stage: Stagehand, lang: str) -> list[Clip]:
    """A dot from each worker that dies to each queue that gives what it held to others, with how many these are."""
    queues = {card.id for card in cast.cards if card.role is Role.QUEUE}
    if not queues:
        return []
    words = _WORDS.get(lang, _WORDS["en"])
    found: list[Clip] = []
    for index, ends, count in _backs(events, queues):
        wires = stage.wires(ends)
        if not wires:
            continue
        start = film(index) + SEEN
        end = start + max(READ, sum(stage.hops(wires)))
        value = {"tone": "traffic", "label": words.format(count), "weight": 1}
        found.append(Clip(start, end, Action.FLOW, ends[1], value, slot="signal", path=wires, ease="linear"))
        found.append(Clip(end, end + TAKEN, Action.PULSE, ends[1], "traffic"))
    return found


def _backs(events: Sequence[Event], queues: set[str]) -> list[tuple[int, tuple[str, str], int]]:
    """Where a worker fails: the event's index, (worker, queue) and how many requests that queue sends on anew."""
    held: dict[int, tuple[str, str]] = {}
    lost: dict[int, tuple[int, tuple[str, str]]] = {}
    many: dict[tuple[int, tuple[str, str]], int] = defaultdict(int)
    for index, event in enumerate(events):
        if event.kind == "state" and event.data["state"] == "failed":
            gone = {request: ends for request, ends in held.items() if event.of in (ends[0], base(ends[0]))}
            lost |= {request: (index, (base(worker), queue)) for request, (worker, queue) in gone.items()}
            held = {request: ends for request, ends in held.items() if request not in gone}
        elif event.request is not None:
            if event.kind in ENDS:
                held.pop(event.request, None)
            if event.kind == "routed" and base(event.at) in queues:
                held[event.request] = (event.to, base(event.at))
                if event.request in lost and lost[event.request][1][1] == base(event.at):
                    many[lost.pop(event.request)] += event.count
    return [(index, ends, count) for (index, ends), count in sorted(many.items())]
