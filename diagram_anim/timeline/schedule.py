"""The whole timeline: steps laid end to end, then what the log tells on the film's time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from diagram_anim.model.cast import TOLD, Cast
from diagram_anim.model.layout import Layout
from diagram_anim.model.log import ENDS, READINGS, Clock, Event, Log, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.theme import Theme
from diagram_anim.model.timeline import Action, Clip, Scene, Timeline
from diagram_anim.story.spoken import told_last
from diagram_anim.timeline import (
    after,
    alive,
    counts,
    dotted,
    lanes,
    loops,
    meters,
    named,
    offered,
    orders,
    pace,
    reports,
    requests,
    returns,
    signs,
    splits,
    telling,
)
from diagram_anim.timeline.clock import Stretch
from diagram_anim.timeline.follow import followed
from diagram_anim.timeline.loops import Loop
from diagram_anim.timeline.opening import opened
from diagram_anim.timeline.overview import looked_over
from diagram_anim.timeline.panning import panning
from diagram_anim.timeline.segments import TAIL
from diagram_anim.timeline.steps import Round, Timing, lay
from diagram_anim.timeline.view import Stagehand

CROSS = 0.36
"""Captions cross in this time."""

LEAST = 3.0
"""Film seconds of a loop."""

FIGURES = ("served", "error", "lost", "refused", "denied", "gauge", "meter", "split", "tiles")
"""Slots that show what the simulation says."""


def schedule(
    board: Storyboard, cast: Cast, log: Log, layout: Layout, theme: Theme, spoken: Sequence[float] = ()
) -> tuple[Timeline, Clock]:
    """Clips on the film's time for everything that happens, and the clock between the system's seconds and its own.
    `spoken` is how long what is said with each step takes: none is shorter."""
    timeline, clock, least = _scheduled(board, cast, log, layout, theme, spoken, 0.0)
    return _scheduled(board, cast, log, layout, theme, spoken, least)[:2] if least else (timeline, clock)


def _scheduled(
    board: Storyboard, cast: Cast, log: Log, layout: Layout, theme: Theme, spoken: Sequence[float], watched: float
) -> tuple[Timeline, Clock, float]:
    """With how long the last step would have to be, if it is `watched` for longer than it lasts by itself."""
    hop = theme["motion.hop"]
    stage = Stagehand(cast, layout, (hop["min"], hop["max"], hop["speed"]), _raised(board))
    clips: list[Clip] = []
    stretches: list[Stretch] = []
    away = _away(log, stage) if log.loops else 0.0
    start = 0.0
    for index, step in enumerate(board.steps):
        arriving, served, flowing = _flow(log, index, stage)
        words, turns = board.text(step.say), _turns(log, index)
        clearing = away if index - 1 in log.loops else 0.0
        loop = _round(log, index, away) if index in log.loops else None
        speech = spoken[index] if index < len(spoken) else 0.0
        watch = watched if index == len(board.steps) - 1 else 0.0
        said = (*orders.holds(log, index, stage), *offered.holds(log, index, stage))
        timing = Timing(
            words, board.lang, board.pace, arriving, served, flowing, turns, clearing, loop, speech, watch, said
        )
        moments = [moment for moment in log.moments if moment.step == index]
        stretch, played, stage = lay(step, log.steps[index], moments, stage, timing, start)
        clips += played
        stretches.append(stretch)
        start = stretch.end
    events = (*log.events, *log.coda)
    film = _film(log, events, stretches)
    releases = reports.releases(events)
    tones = reports.tones(
        {part.id: str(part.get("version")) for part in board.system.parts.values() if part.get("version")}
    )
    trips = requests.trips(events, film, stage, set(log.told), releases, tones)
    every = dotted.weights(trips, stage, [(stretch.start, stretch.ratio) for stretch in stretches])
    clock = _clock(stretches)
    passes = [
        Loop(stretch.loop, stretch.end, stretch.end + away, clock.requests(stretch.loop - TAIL, stretch.end - TAIL))
        for stretch in stretches
        if stretch.loop is not None
    ]
    dots = loops.closed(dotted.dots(trips, every, stage), passes)
    clips += dots
    lit = lanes.lanes(dots, stage, passes)
    noticed = reports.detections(log.events, film, stage, lit)
    clips += [clip for clip in noticed if clip.action is not Action.LANE]
    clips = after.unseen([*clips, *reports.states(log.events, film, stage)])
    seen = [clip for clip in clips if clip.action is Action.STATE and clip.view == "chart"]
    clips += lanes.merged(lit, [clip for clip in noticed if clip.action is Action.LANE], seen, cast)
    clips += counts.counts(log.events, film, cast, passes, frozenset(log.told), counts.renewed(board, log))
    clips += meters.levels(log.events, film, passes)
    clips += meters.loads_of_copies(log.events, film, cast, passes)
    limits = {part.id: float(part.get("capacity")) for part in board.system.parts.values() if part.get("capacity")}
    clips += meters.loads_of_servers(events, film, cast, limits, passes)
    clips += splits.splits(log.events, film)
    clips += reports.loads(log.events, film, stage)
    clips += signs.rates(log.events, film, board)
    clips += signs.checks(log.events, film, board)
    clips += signs.backlogs(log.events, film, board)
    clips += signs.taken(log.events, film, board)
    clips += signs.policies(log.events, film, board, passes)
    clips += named.tables(log.events, film, board)
    clips += named.answers(log.events, film, clock, board)
    clips += reports.leaders(log.events, film, stage, board.lang)
    clips += reports.candidates(log.events, film, stage, [stretch.start for stretch in stretches], board.lang)
    clips += offered.clips(log.events, film, stage, board.lang)
    clips += orders.messages(log.events, film, stage, board.lang)
    clips += orders.waiting(log.events, film, stage, board.lang)
    clips += returns.returned(log.events, film, cast, stage, board.lang)
    clips += reports.tiles(log.events, film, cast)
    clips += [
        Clip(0, 0, Action.TONE, part, tone, view=view) for part, tone in tones.items() for view in stage.views(part)
    ]
    clips += [
        Clip(0, 0, Action.TONE, part, tone, slot=version)
        for told in releases.values()
        for (part, version), tone in told.items()
    ]
    scenes = tuple(
        Scene(
            stretch.start,
            stretch.end,
            board.text(step.say),
            stretch.loop,
            telling.moment(clips, stretch.start, stretch.end, ending=told_last(step.figures)),
        )
        for step, stretch in zip(board.steps, stretches, strict=True)
    )
    clips += reports.playhead(cast, (point for stretch in stretches for point in stretch.lasting()))
    clips += _frame(board, cast, log, stretches)
    clips = after.marked(after.answers(clips), scenes)
    clips += _legend(cast, [clip for clip in clips if clip.action is Action.FLOW and clip.view == "chart"], every)
    near = followed(clips, scenes, stage)
    clips += near.clips or opened(clips, scenes, stage)
    clips += after.unlight(clips, scenes)
    clips += after.settled(clips)
    clips += after.bygone(clips, scenes)
    clips += after.rolling(clips, scenes, layout)
    clips += panning(clips, scenes, layout)
    clips += looked_over(clips, cast)
    clips = after.forth(clips, scenes, cast)
    clips += alive.pulses(clips, scenes, cast)
    seconds = stretches[-1].end if stretches else 0.0
    poster = max(scenes, key=lambda scene: telling.news(clips, scene), default=None)
    shown = tuple(clip for clip in after.linked(clips) if clip.start < seconds)
    timeline = Timeline(seconds, shown, scenes, poster.telling or 0.0 if poster else 0.0)
    return timeline, clock, near.least


def _raised(board: Storyboard) -> frozenset[str]:
    """The notes that a beat brings by itself."""
    shown = (target for step in board.steps for beat in step.beats if beat.verb == "appear" for target in beat.targets)
    return frozenset(target for target in shown if target.startswith("note:"))


def _flow(log: Log, step: int, stage: Stagehand) -> tuple[float, float, bool]:
    """How long the first dots take if requests begin to flow in this step, how long the system is at them at the least,
    and whether they flowed before it."""
    begin = log.cuts[step]
    end = log.cuts[step + 1] if step + 1 < len(log.cuts) else len(log.events)
    told = set(log.told)
    before = any(event.kind == "sent" and event.request not in told for event in log.events[:begin])
    if before:
        return 0.0, 0.0, True
    mine = [event for event in log.events[begin:end] if event.request is not None and event.request not in told]
    if not mine:
        return 0.0, 0.0, False
    first = mine[0].request
    path = [event.to for event in mine if event.request == first and event.kind == "routed"]
    wires = stage.wires([mine[0].at, *(base(part) for part in path)])
    sent = {event.request: event.t for event in mine if event.kind == "sent"}
    every = (event.t - sent[event.request] for event in mine if event.kind in ENDS and event.request in sent)
    return sum(stage.hops(wires)), min(every, default=0.0), False


def _away(log: Log, stage: Stagehand) -> float:
    """The most film seconds that a request's dot is on its way."""
    routes: dict[int, dict[str, None]] = {}
    for event in log.events:
        if event.request is not None:
            routes.setdefault(event.request, {})[base(event.at)] = None
            if event.to:
                routes[event.request][base(event.to)] = None
    paths = {tuple(route) for route in routes.values()}
    return max((sum(stage.hops(stage.wires(path))) for path in paths), default=0.0)


def _round(log: Log, step: int, away: float) -> Round:
    """What the loop of a step needs; no dot may be on its way for longer than it lasts."""
    begin = log.loops[step]
    changes = (e.t for e in reversed(log.events) if e.t <= begin and e.request is None and e.kind not in READINGS)
    return Round(begin, next(changes, 0.0), max(LEAST, away + TAIL) + pace.GRID)


TURNS = ("healthy", "ready", "failed", "stopped", "draining", "degraded", "detected", "split")
"""States, and other kinds of events, from which on requests go elsewhere."""


def _turns(log: Log, step: int) -> tuple[float, ...]:
    end = log.cuts[step + 1] if step + 1 < len(log.cuts) else len(log.events)
    events = log.events[log.cuts[step] : end]
    return tuple(event.t for event in events if event.kind in TURNS or event.data.get("state") in TURNS)


def _film(log: Log, events: Sequence[Event], stretches: Sequence[Stretch]) -> Callable[[int], float]:
    """The film second of an event by its index: what stands before the first beat is there from the start, what comes
    after the last step goes on at that step's pace."""
    flows = [Clock(stretch.flow()) for stretch in stretches]
    given = log.moments[0].cut if log.moments else 0

    def film(index: int) -> float:
        if index < given:
            return 0.0
        step = bisect_right(log.cuts, index) - 1
        stretch, event = stretches[step], events[index]
        if index >= len(log.events):
            over = event.t - stretch.last
            return stretch.rest + (over / stretch.ratio if stretch.ratio else over)
        if event.request is not None:
            return flows[step].film(event.t)
        return stretch.film(event.t, index)

    return film


def _clock(stretches: Sequence[Stretch]) -> Clock:
    lines: tuple[list[tuple[float, float]], ...] = ([(0.0, 0.0)], [(0.0, 0.0)])
    for stretch in stretches:
        for line, points in zip(lines, (stretch.points(), stretch.flow()), strict=True):
            line += [*points, (stretch.end, stretch.last)]
    every, flow = (tuple(dict.fromkeys(line)) for line in lines)
    return Clock(every, flow)


def _frame(board: Storyboard, cast: Cast, log: Log, stretches: Sequence[Stretch]) -> list[Clip]:
    """Title, step dots, caption and corner."""
    told = {(card.id, mark.removeprefix(TOLD)) for card in cast.cards for mark in card.marks if mark.startswith(TOLD)}
    slots = {(card.id, slot) for card in cast.cards for slot in card.slots} - told
    figures = any(slot.partition(":")[0] in FIGURES for _, slot in slots) or any(
        beat.verb in ("traffic", "load") for step in board.steps for beat in step.beats
    )
    found = [Clip(0, 0, Action.SHOW, "title", 1.0, view="frame")]
    for index, (step, stretch) in enumerate(zip(board.steps, stretches, strict=True)):
        at = stretch.start
        end = at + (CROSS if index else 0.0)
        found.append(Clip(at, end, Action.TEXT, "caption", board.text(step.say), view="frame"))
        found.append(Clip(at, end, Action.TEXT, "dots", f"{index + 1}/{len(stretches)}", view="frame", slot="step"))
        if figures:
            clock = f" · {pace.ratio(stretch.ratio)}" if stretch.ratio >= 0.05 else ""
            corner = _SIMULATED.get(board.lang, _SIMULATED["en"]).format(log.seed)
            found.append(Clip(at, end, Action.TEXT, "corner", f"{corner}{clock}", view="frame"))
    return found


_SIMULATED = {"ko": "시뮬레이션 · 시드 {}", "en": "simulated · seed {}", "ja": "シミュレーション · シード {}"}


def _legend(cast: Cast, dots: Sequence[Clip], every: Sequence[tuple[float, int]]) -> list[Clip]:
    """What signs mean, from when each first comes up; where losses are counted, their counter says it. What a dot
    stands for is told where one stands for several in any step; it has their colour, and none where they have several.
    """
    counted = {sign for sign in ("error", "lost") if any(sign in card.slots for card in cast.cards)}
    first: dict[str, float] = {}
    for dot in dots:
        if dot.slot in ("refused", "error", "lost") and dot.slot not in counted:
            first[dot.slot] = min(first.get(dot.slot, dot.end), dot.end)
    stands = {at: number for at, number in every if max(number for _, number in every) > 1}
    alike = any(dot.value.get("alike") for dot in dots)
    tones = ["traffic"] if alike else sorted({dot.value["tone"] for dot in dots if dot.slot != "signal"})
    tone = tones[0].replace("traffic", "") if len(tones) == 1 else "plain" if tones else ""
    found: list[Clip] = []
    for at in sorted({*stands, *first.values()}):
        number = next((f"●{tone} = {stands[one]:,}" for one in sorted(stands, reverse=True) if one <= at), "")
        signs = [number, *sorted((sign for sign in first if first[sign] <= at), key=lambda sign: first[sign])]
        said = "|".join(filter(None, signs))
        if not found or found[-1].value != said:
            found.append(Clip(at, at + CROSS * (at > 0), Action.TEXT, "legend", said, view="frame"))
    return found
