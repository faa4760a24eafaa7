"""What the lines of small type on a card say: how many requests a second come in, how many wait, how checks fare."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagram_anim.cast import compared, cores, signs
from diagram_anim.model.log import Event, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline.loops import Loop

Film = Callable[[int], float]

CHANGE = 0.3


def rates(events: Sequence[Event], film: Film, board: Storyboard) -> list[Clip]:
    """How many requests a second come in where they do, as the sum of what its sources send."""
    entries = signs.entries(board, events)
    sent: dict[str, dict[str, float]] = {part: {} for part in entries.values()}
    found: list[Clip] = []
    for index, event in enumerate(events):
        if event.kind == "rate" and event.of in entries:
            part = entries[event.of]
            sent[part][event.of] = float(event.data["value"])
            at, said = film(index), signs.rate(sum(sent[part].values()))
            found.append(Clip(at, at, Action.TEXT, part, said, slot="rate"))
    return found


def checks(events: Sequence[Event], film: Film, board: Storyboard) -> list[Clip]:
    """How often a balancer checks, and each check in a row that nobody answers, until what it checks answers again."""
    calm = {part: signs.calm(every, board.lang) for part, every in signs.checking(board, events).items()}
    found = [Clip(0, 0, Action.TEXT, part, said, slot="check") for part, said in calm.items()]
    missing: dict[str, set[str]] = {part: set() for part in calm}
    for index, event in enumerate(events):
        if event.kind == "missed" and event.data["by"] in calm:
            part, data = str(event.data["by"]), event.data
            missing[part].add(event.of)
            said = signs.missed(data["count"], data["enough"], board.lang)
            found.append(_told(part, said, film(index)))
        elif event.kind == "state" and event.data["state"] in ("ready", "stopped"):
            for part in (part for part, copies in missing.items() if event.of in copies):
                missing[part].remove(event.of)
                if not missing[part]:
                    found.append(_told(part, calm[part], film(index)))
    return found


def backlogs(events: Sequence[Event], film: Film, board: Storyboard) -> list[Clip]:
    """How many messages wait in a queue, over all its copies."""
    counts: dict[str, dict[str, int]] = {}
    found: list[Clip] = []
    for index, event in enumerate(events):
        if event.kind == "waiting":
            part, at = base(event.of), film(index)
            counts.setdefault(part, {})[event.of] = int(event.data["count"])
            said = signs.waiting(sum(counts[part].values()), board.lang)
            found.append(Clip(at, at, Action.TEXT, part, said, slot="waiting"))
    return found


def taken(events: Sequence[Event], film: Film, board: Storyboard) -> list[Clip]:
    """What is taken of each node's cores."""
    told = ((film(index) if index >= 0 else 0.0, node, said) for index, node, said in cores.taken(board, events))
    return [Clip(at, at, Action.TEXT, node, said, slot=signs.CORES) for at, node, said in told]


def policies(events: Sequence[Event], film: Film, board: Storyboard, passes: Sequence[Loop]) -> list[Clip]:
    """What several ways of choosing a server come to; in a loop as where it began."""
    found = []
    said: dict[tuple[str, str], str] = {}
    for index, part, line, words in compared.told(board, events):
        at = film(index)
        if said.get((part, line)) != words and not any(loop.start <= at <= loop.resume for loop in passes):
            said[part, line] = words
            found.append(Clip(at, at, Action.TEXT, part, words, slot=line))
    return found


def _told(part: str, said: str, at: float) -> Clip:
    return Clip(at, at + CHANGE, Action.TEXT, part, said, slot="check")
