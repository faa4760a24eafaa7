"""The time of one step: how its beats follow one another, and how the system's seconds lie in the film's."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagram_anim.effects import BY_NAME
from diagram_anim.model import reading
from diagram_anim.model.log import Moment
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.model.timeline import Action, Clip
from diagram_anim.timeline import pace
from diagram_anim.timeline.clock import GRAIN, Hold, Stretch, held
from diagram_anim.timeline.segments import TAIL
from diagram_anim.timeline.view import Stagehand

DARK = 0.32
"""What was lit goes dark in this time."""

REVEALING = ("appear", "disappear", "title")
"""Verbs for whose clips the system waits."""

SEEN = 1.0
"""Film seconds in which a change has been seen."""

QUIET = 2.0
"""The most film seconds for which the system is waited for while no requests flow, beside what is shown: nothing moves
in them."""

ALL = sys.maxsize
"""A number behind those of all events."""

LONGEST = 1.6
"""What is done again is done so long after, at the most: more looks like an end."""

SETTLE = 0.6
"""What has come to rest stays a moment before the next step."""

STAYS, LOOKED = 2.5, 2.0
"""Where a reveal would stand for longer than `STAYS` film seconds before the next step, it takes its time: it ends
`LOOKED` before it."""

SLOWER = 3.0
"""So many times what it takes else, at the most."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a loop needs: it begins at the system's second `begin`, some time after what was `changed` last has been
    seen, and is at least `least` film seconds long."""

    begin: float
    changed: float
    least: float


@dataclass(frozen=True, slots=True)
class Timing:
    """What a step needs of the film's time besides its beats."""

    caption: str
    lang: str
    pace: float
    arriving: float
    """How long the first dots of a traffic that begins here are on their way."""

    served: float
    """How many of the system's seconds it is at them at the least: dots set out so much later."""

    flowing: bool
    """Whether requests were already under way when the step begins."""

    turns: tuple[float, ...] = ()
    """System seconds in which it changes where requests go."""

    clearing: float = 0.0
    """How long the dots that a loop has left behind are on their way: the system waits for them."""

    loop: Round | None = None

    spoken: float = 0.0
    """How long what is said with it takes, with the pauses around it."""

    watched: float = 0.0
    """How long the camera is on its way in it."""

    said: tuple[Hold, ...] = ()
    """Where the system waits for what its parts say to each other."""


def chains(beats: Sequence[Beat]) -> list[list[int]]:
    """Beats by index in the chains that `then` makes of them; the chains of a step start together."""
    found: list[list[int]] = []
    for index, beat in enumerate(beats):
        if beat.then and found:
            found[-1].append(index)
        else:
            found.append([index])
    return found


def lay(
    step: Step,
    span: tuple[float, float],
    moments: Sequence[Moment],
    stage: Stagehand,
    timing: Timing,
    start: float,
) -> tuple[Stretch, tuple[Clip, ...], Stagehand]:
    """The step's place in the film, its clips, and the stage as it leaves it."""
    first, last = span
    stage = stage.settled(beat.targets for beat in step.beats if beat.verb == "send")
    faster = max(1.0, (last - first) / pace.film(last - first)) if last > first else 1.0
    # Where its length is given, the clock would only run slower for what is gained.
    arriving = timing.arriving if step.seconds else max(0.0, timing.arriving - timing.served / faster)
    lead = timing.clearing if timing.flowing else _lead(step, moments, stage, start) + arriving
    run = pace.film(last - first)
    quiet = not (timing.flowing or timing.arriving)
    if quiet:
        run = min(run, QUIET)
    holds = (*_holds(step, moments, stage, timing.flowing, run / (last - first) if last > first else 0.0), *timing.said)
    holds = tuple(sorted(holds, key=lambda hold: (hold.at, hold.cut)))
    run += held(holds)
    least = max((step.seconds or reading.seconds(timing.caption, timing.lang)) * timing.pace, timing.spoken)
    if step.seconds and last > first:
        run = max(0.2 + held(holds), least - lead)
    if timing.loop:
        run = max(run, _room(timing.loop, span) + held(holds))
    for _ in range(6 if timing.loop else 2):
        rest = start + lead + run
        stretch = Stretch(start, start + lead, rest, rest, first, last, holds, timing.turns)
        clips, after = _play(step, moments, stage, stretch)
        seen = max(max((clip.end for clip in clips), default=start) - start, timing.watched)
        settle = 0.0 if last > first else SETTLE
        news = SEEN if quiet and any(_awaits(step.beats[chain[-1]]) for chain in chains(step.beats)) else 0.0
        total = pace.snap(max(lead + run + news, least, seen + settle if step.beats else least))
        if step.seconds:
            total = max(pace.snap(least), pace.snap(lead + run))
        if timing.loop:
            total = max(total, pace.snap(seen + TAIL + timing.loop.least))
        # Where nothing flows, what is left of the step is rest: the last thing to happen doesn't wait for its end.
        if last <= first or total - lead - run < 0.01 or (quiet and not timing.loop):
            clips, after = _apart(step, moments, stage, stretch, start + total - settle) or (clips, after)
            break
        run = total - lead
    if all(beat.verb == "appear" for beat in step.beats):
        clips = _spread(clips, start, total)
    stretch = replace(stretch, end=round(start + total, 6))
    if timing.loop:
        begin, changed = (stretch.film(max(first, at), ALL) for at in (timing.loop.begin, timing.loop.changed))
        stretch = replace(stretch, loop=pace.snap(max(begin, changed + SEEN, start + seen + TAIL)))
    return stretch, clips, after


def _spread(clips: tuple[Clip, ...], start: float, total: float) -> tuple[Clip, ...]:
    """A reveal in its step's time: what comes one after another may be met while the caption is read."""
    seen = max((clip.end for clip in clips), default=start) - start
    if total - seen <= STAYS or seen <= 0:
        return clips
    last = max(clip.start for clip in clips) - start
    slower = min(SLOWER, max(1.0, (total - LOOKED - (seen - last)) / last)) if last > 0 else 1.0
    waits = ((one, (one.start - start) * (slower - 1.0)) for one in clips)
    return tuple(replace(one, start=one.start + wait, end=one.end + wait) for one, wait in waits)


def _room(loop: Round, span: tuple[float, float]) -> float:
    """Film seconds that a step must run so that its loop has room behind all that changes before it."""
    first, last = span
    wanted = [(loop.begin, 0.0), (loop.changed, SEEN)]
    return max((loop.least + late) * (last - first) / (last - max(first, at)) for at, late in wanted)


def _holds(step: Step, moments: Sequence[Moment], stage: Stagehand, flowing: bool, running: float) -> tuple[Hold, ...]:
    """Where the system waits for what is shown: in each chain for the beats that stand before one that acts. Chains
    run side by side, so that what one has been given counts for the others. What takes time of the system as well is
    waited for only as far as it is shown for longer, each of its seconds `running` in the film."""
    by_beat = {moment.beat: moment for moment in moments}
    wanted: list[tuple[float, int, float]] = []
    stage = _revealed(step, by_beat, stage)
    for chain in chains(step.beats):
        hand, shown, told = stage, 0.0, flowing
        for index in chain:
            beat, moment = step.beats[index], by_beat.get(index)
            if moment and _acts(beat):
                wanted.append((moment.start, moment.cut, shown + BY_NAME[beat.verb].lead))
            clips = _clips(beat, hand.at(0.0, 0.0, by_beat.get(index)))
            hand = hand.after(clips).settled()
            told = told or _acts(beat) or beat.verb not in REVEALING
            if told and not _acts(beat):
                taken = (moment.end - moment.start) * running if moment else 0.0
                shown += max(0.0, max((clip.end for clip in clips), default=0.0) - taken)
    found: list[Hold] = []
    for at, cut, shown in sorted(wanted):
        more = shown - held(found)
        if more > GRAIN:
            found.append(Hold(at, cut, more))
    return tuple(found)


def _revealed(step: Step, by_beat: Mapping[int, Moment], stage: Stagehand) -> Stagehand:
    """The stage once all that comes at the step's beginning is there, whichever chain brings it: no beat that the
    system waits for has to bring it again."""
    for chain in chains(step.beats):
        for index in chain:
            beat = step.beats[index]
            if _acts(beat) or beat.verb not in REVEALING:
                break
            stage = stage.after(_clips(beat, stage.at(0.0, 0.0, by_beat.get(index)))).settled()
    return stage


def _lead(step: Step, moments: Sequence[Moment], stage: Stagehand, start: float) -> float:
    """What is shown before the system begins to move: requests don't run where nothing stands yet."""
    longest, by_beat = 0.0, {moment.beat: moment for moment in moments}
    if not any(_acts(beat) for beat in step.beats):
        return longest
    for chain in chains(step.beats):
        now = start
        hand = stage
        for index in chain:
            beat = step.beats[index]
            if _acts(beat) or beat.verb not in REVEALING:
                longest = max(longest, now - start)
                break
            clips = _clips(beat, hand.at(now, now, by_beat.get(index)))
            hand = hand.after(clips)
            now = max((clip.end for clip in clips), default=now)
            longest = max(longest, now - start)
    return longest


def _play(
    step: Step, moments: Sequence[Moment], stage: Stagehand, stretch: Stretch, pause: float = 0.0
) -> tuple[tuple[Clip, ...], Stagehand]:
    """The clips of all chains; where one does the same again, it waits for the `pause` before."""
    by_beat = {moment.beat: moment for moment in moments}
    found: list[Clip] = []
    for chain in chains(step.beats):
        now = stretch.start
        before: dict[tuple[str, str], None] = {}  # what this chain has lit
        for index in chain:
            beat, moment = step.beats[index], by_beat.get(index)
            begin = end = now = now + (pause if index != chain[0] and _again(step, chain) else 0.0)
            if _acts(beat) and moment is not None:
                begin = max(now, stretch.film(moment.start, moment.cut)) if _moves(stretch) else now
                end = max(begin, stretch.film(moment.end, moment.done - 1)) if _moves(stretch) else begin
            clips = _clips(beat, stage.at(begin, end, by_beat.get(index)))
            stage = stage.after(clips)
            lit = {(clip.view, clip.target): None for clip in clips if clip.action is Action.LIGHT and clip.value}
            # What led here stays lit; what has nothing to do with it goes dark.
            if lit and not before.keys() & lit.keys():
                found += [Clip(begin, begin + DARK, Action.LIGHT, one, "", view=view) for view, one in before]
                before = {}
            before |= lit
            found += clips
            seen = max((clip.end for clip in clips), default=begin)
            now = end if _acts(beat) else seen
    return tuple(sorted(found, key=lambda clip: clip.start)), stage


def _apart(
    step: Step, moments: Sequence[Moment], stage: Stagehand, stretch: Stretch, end: float
) -> tuple[tuple[Clip, ...], Stagehand] | None:
    """The same with what a beat does again as far behind as the step has time for, so that it isn't all over while its
    caption is still read; None where nothing is done again, or the system acts."""
    rounds = max((len(chain) for chain in chains(step.beats) if _again(step, chain)), default=1)
    if rounds < 2 or any(_acts(beat) for beat in step.beats):
        return None
    clips, _ = _play(step, moments, stage, stretch)
    pause = min(LONGEST, (end - max(clip.end for clip in clips)) / rounds)
    return _play(step, moments, stage, stretch, pause) if pause > 0 else None


def _again(step: Step, chain: Sequence[int]) -> bool:
    """Whether a chain is one beat that comes again and again."""
    first = step.beats[chain[0]]
    return len(chain) > 1 and all(replace(step.beats[index], then=first.then) == first for index in chain)


def _moves(stretch: Stretch) -> bool:
    return stretch.last > stretch.first or bool(stretch.holds)


def _awaits(beat: Beat) -> bool:
    """Whether it ends with an event of the log, or where a dial has come to: that is still to be seen."""
    return beat.verb in ("elect", "gauge") or (beat.verb == "wait" and "until" in beat.args)


def _acts(beat: Beat) -> bool:
    effect = BY_NAME[beat.verb]
    return effect.act is not None and not effect.brief


def _clips(beat: Beat, hand: Stagehand) -> tuple[Clip, ...]:
    play = BY_NAME[beat.verb].play
    return play(hand, beat) if play else ()
