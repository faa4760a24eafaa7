"""Small charts of a run's figures over time, for stories that are about numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from diagram_anim.model.cast import Curve, Plot
from diagram_anim.model.log import COUNTED, Event, Log, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

POINTS = 160
"""How finely a curve is drawn over the whole run."""

WINDOW = 2.0
"""A rate is the mean over so many system seconds, or over two points where these lie further apart."""

CROWD = 10
"""From so many on that wait in a queue they are worth a chart of their own."""

ABOVE = 1.1
"""How high a chart is, as a multiple of the highest value in it."""

Points = tuple[tuple[float, float], ...]


def plots(board: Storyboard, log: Log, others: Mapping[str, Log]) -> tuple[Plot, ...]:
    """Requests a second, then copies and what waits in a queue; none where nothing is counted on, if `charts` of the
    storyboard doesn't say otherwise. Of each run beside the film's own there is one line among the requests."""
    if board.charts is False or not (others or board.charts or _about_numbers(board)):
        return ()
    seconds = max((run.steps[-1][1] for run in (log, *others.values()) if run.steps), default=0.0)
    if seconds <= 0:
        return ()
    rates = _rates(board, log, seconds)
    beside = {name: _rates(board, run, seconds) for name, run in others.items()}
    tables = {
        "rate": (*rates, *(_telling(curves, name) for name, curves in beside.items() if curves)),
        "replicas": _copies(log, seconds),
        "waiting": _waiting(log, seconds),
    }
    found = []
    for kind, curves in tables.items():
        top = max((value for curve in curves for _, value in curve.points), default=0.0)
        if top > 0:
            found.append(Plot(kind, kind, seconds, top * ABOVE, curves))
    return tuple(found)


def _telling(curves: Sequence[Curve], run: str) -> Curve:
    """The one line that tells most of another run: what goes wrong there most, or else what is served."""
    _, served, *wrong = curves
    return replace(max(wrong, key=lambda curve: sum(value for _, value in curve.points), default=served), run=run)


def _about_numbers(board: Storyboard) -> bool:
    """Whether the load or the number of copies follows from the figures."""
    verbs = {beat.verb for step in board.steps for beat in step.beats}
    scaled = "autoscale" in verbs or any(part.get("autoscale") for part in board.system.parts.values())
    return "load" in verbs or (scaled and "traffic" in verbs)


def _rates(board: Storyboard, log: Log, seconds: float) -> tuple[Curve, ...]:
    """What arrived, what was served, answered with an error, lost and refused, a second; what queues send on is counted
    once, where it was sent to them."""
    sent = ((event.request, event.at) for event in log.events if event.kind == "sent")
    copies = {request for request, at in sent if board.system.role(base(at)) is Role.QUEUE}
    own = [event for event in log.events if event.request not in copies]
    arriving = [event for event in own if event.kind == "sent"]
    served = [event for event in own if event.kind == "served"]
    ended = {slot: [event for event in own if COUNTED.get(event.kind) == slot] for slot in ("error", "lost", "refused")}
    if not served and not any(ended.values()):
        return ()
    curves = {"arriving": arriving, "served": served, **ended}
    always = ("arriving", "served")
    return tuple(Curve(name, _rate(ends, seconds)) for name, ends in curves.items() if ends or name in always)


def _rate(ended: Sequence[Event], seconds: float) -> Points:
    """Means over a window that ends at each point."""
    times, sums = [event.t for event in ended], [0, *accumulate(event.count for event in ended)]
    window = max(WINDOW, 2 * seconds / POINTS)
    moments = [seconds * index / POINTS for index in range(POINTS + 1)]
    many = (sums[bisect_right(times, at)] - sums[bisect_left(times, at - window)] for at in moments)
    return tuple(
        (round(at, 3), round(some / min(window, max(at, window / 2)), 3))
        for at, some in zip(moments, many, strict=True)
    )


def _waiting(log: Log, seconds: float) -> tuple[Curve, ...]:
    """What waits in the queue that comes to hold most, where that is a crowd: as its card tells it, to the message."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for event in log.events:
        if event.kind == "waiting":
            _changed(lines.setdefault(event.of, [(0.0, 0.0)]), event.t, float(event.data["count"]))
    line = max(lines.values(), key=lambda points: max(count for _, count in points), default=[(0.0, 0.0)])
    if max(count for _, count in line) < CROWD:
        return ()
    return (Curve("waiting", (*line, (seconds, line[-1][1])), stepped=True),)


def _copies(log: Log, seconds: float) -> tuple[Curve, ...]:
    """The ready copies of the thing that changes most, and how many are wanted of it, where these aren't the same."""
    ready: dict[str, list[tuple[float, float]]] = {}
    wanted: dict[str, list[tuple[float, float]]] = {}
    for event in log.events:
        if event.kind == "replicas":
            _changed(ready.setdefault(event.of, []), event.t, float(event.data["ready"]))
            _changed(wanted.setdefault(event.of, []), event.t, float(event.data["wanted"]))
    if not ready:
        return ()
    most = max(ready, key=lambda part: len(ready[part]))
    if len(ready[most]) < 2:
        return ()
    told = {"ready": ready[most]} if len(wanted[most]) < 2 else {"target": wanted[most], "ready": ready[most]}
    return tuple(Curve(name, (*points, (seconds, points[-1][1])), stepped=True) for name, points in told.items())


def _changed(points: list[tuple[float, float]], at: float, value: float) -> None:
    if not points or points[-1][1] != value:
        points.append((at, value))
