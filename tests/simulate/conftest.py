"""Small systems and stories written as text, so that a test reads as what it says.

LB balancer check.period=2          a part, its role, its settings
U > LB > W1 W2                      ways: each on the left to all on the right

traffic U rate=40 | fail W1         beats of a step, side by side; `then` before a verb waits for the one before
wait until detected W1 max=30       each line is a step
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.log import Event, Log
from diagram_anim.model.storyboard import Beat, Step, Storyboard
from diagram_anim.model.system import Part, Role, System
from diagram_anim.simulate import simulate


def value(text: str) -> Any:
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return {"on": True, "off": False}.get(text, text)


def listed(key: str, text: str) -> Any:
    """Nodes as `N1/N2`, an autoscaler's limits as `4:15,0.5:60`; all others have one value."""
    if key.endswith(".policies"):
        return tuple((value(most), float(period)) for most, period in (one.split(":") for one in text.split(",")))
    return tuple(text.split("/")) if key in ("on", "framework") else value(text)


def read_system(text: str) -> System:
    parts, links = {}, []
    for line in filter(None, map(str.strip, text.splitlines())):
        if ">" in line:
            for left, right in pairwise(line.split(">")):
                links += product(left.split(), right.split())
        else:
            id, role, *settings = line.split()
            pairs = [one.split("=") for one in settings]
            given = {key: listed(key, text) for key, text in pairs}
            parts[id] = Part(id, Role(role), given)
    return System(parts, tuple(links))


def read_beat(text: str) -> Beat:
    verb, *words = text.split()
    then = verb == "then"
    if then:
        verb, *words = words
    args = {key: value(given) for key, given in (word.split("=") for word in words if "=" in word)}
    targets = [word for word in words if "=" not in word]
    if verb == "split":
        args = {
            "to": {key: float(share) for key, share in args.items() if key != "over"},
            "over": float(args.get("over", 0)),
        }
    elif verb == "gauge":
        name = next(key for key in args if key not in ("over", "of"))
        args = {"name": name, "value": args.pop(name), **args}
    elif verb == "wait" and targets[0] == "until":
        args["until"], targets = targets[1], targets[2:]
    elif verb == "wait":
        args, targets = {"seconds": float(targets[0])}, []
    elif verb == "load":
        args["times"] = float(targets.pop().removeprefix("x"))
    elif verb in ("register", "resolve", "expire"):
        args["name"] = targets.pop()
    elif verb == "canary":
        args["steps"] = tuple(float(share) for share in str(args["steps"]).split("/"))
    elif verb == "traffic" and "off" in targets:
        targets.remove("off")
        args["off"] = True
    elif verb == "send" and "fail" in targets:
        targets.remove("fail")
        args["fail"] = True
    return Beat(verb, tuple(targets), args, then)


def read_board(system: str, story: str, seed: int = 7) -> Storyboard:
    steps = tuple(
        Step({}, tuple(read_beat(beat) for beat in line.split("|")))
        for line in filter(None, map(str.strip, story.splitlines()))
    )
    return Storyboard("test", {}, {}, "en", Flowchart("LR", (), ()), read_system(system), steps, seed=seed)


class Told:
    """A log with the questions that tests ask."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.totals = log.totals

    def when(self, kind: str, of: str, **data: Any) -> float:
        """The second of the first such event."""
        return next(
            event.t
            for event in self.log.events
            if event.kind == kind
            and event.of == of
            and all(event.data.get(key) == given for key, given in data.items())
        )

    def states(self, of: str) -> list[str]:
        return [event.data["state"] for event in self.log.events if event.kind == "state" and event.of == of]

    def ends(self, kind: str, at: str = "", since: float = 0.0, until: float = 1e9) -> list[Event]:
        """How requests ended at a part, copies with it, in a stretch of time."""
        return [
            event
            for event in self.log.events
            if event.kind == kind and since <= event.t < until and (not at or event.at.partition("/")[0] == at)
        ]

    def routed(self, to: str, since: float = 0.0, until: float = 1e9) -> int:
        """How many requests were sent on to a part or copy."""
        return sum(
            event.kind == "routed" and since <= event.t < until and to in (event.to, event.to.partition("/")[0])
            for event in self.log.events
        )


@pytest.fixture(scope="session")
def board() -> Callable[..., Storyboard]:
    return read_board


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    def tell(system: str, story: str, seed: int = 7) -> Told:
        log, problems = simulate(read_board(system, story, seed))
        assert not problems
        return Told(log)

    return tell
