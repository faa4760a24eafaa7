"""The moment of a step that says most, and how much a step has to tell: what posters and sheets show."""

from __future__ import annotations

from collections.abc import Sequence, Set

from diagram_anim.model.timeline import Action, Clip, Scene

MANY = 3
"""From so many changes of tiles on, halfway says more than the end. Of shares it doesn't: captions name the last."""

SEVERAL, LASTING = 2, 0.5
"""So many that start, and are all seen to for so many seconds, say more than that they are ready."""

BROKEN = "broken"
"""What a copy says that can't start: more than any halfway."""

CHANGES = (Action.STATE, Action.TILES, Action.SPLIT, Action.IDEA)

UNDER_WAY = 0.7
"""How far along its last line a message is best seen."""

MARKED = 0.4
"""Seconds past its end at which it is best seen where a message got lost."""

BEFORE = 1.0
"""So many seconds before a step's end more requests may be seen than at its end."""

LOOK = 0.1

SWING, NEAR = 0.1, 0.02
"""How far a dial swings that a step is about, and how near it then is to where it ends."""

LAST = 0.04
"""The last frame of a step is so many seconds before its end, at the least."""

NEWS = {Action.STATE: 2.0, Action.SPLIT: 3.0, Action.LIGHT: 0.2, Action.TILES: 0.5, Action.TENSE: 0.3, Action.IDEA: 1.0}
"""How much a change of each kind has to tell."""

BOTH = 5.0
"""And how much more, where requests are shared among several then."""


def moment(clips: Sequence[Clip], start: float, end: float, *, ending: bool = False) -> float:
    """While several start, amid many changes of copies, when the last message is under way and what is read off stands
    there, when the last news has settled, when dials have come to where they go, or near the end: there when most
    requests are seen. With `ending` the caption speaks of figures as they stand at the end: where no message is told,
    so they are seen."""
    end = _coming(clips, start, end)
    here = [clip for clip in clips if start < clip.start < end - 0.6]
    settled = max((clip.end for clip in here if clip.action in CHANGES or _badge(clip) or _toned(clip)), default=0.0)
    late = min(max(end - 0.2, settled), end - LAST)
    dots = _dots(clips, start, late)
    turned = 0.0 if dots else _turned(clips, start, end)
    tiles = sorted((clip for clip in here if clip.action is Action.TILES), key=lambda clip: clip.end)
    messages = [clip for clip in clips if _message(clip) and start <= clip.start < end]
    sent = max(messages, key=lambda clip: clip.end, default=None)
    if ending and not sent:
        return round(end - LAST, 3)
    if turned > late:
        return round(min(turned + LAST, end - LAST), 3)
    if sent and sent.end > max(settled, turned):
        last = _last(clips, sent)
        best = sent.end + MARKED if sent.slot == "lost" else last + UNDER_WAY * (sent.end - last)
        best = max(best, _swung(clips, start, late))
    elif len(tiles) >= MANY:
        broken = [clip for clip in tiles if any(said.startswith(BROKEN) for said in clip.value)]
        best = (broken or tiles[len(tiles) // 2 :])[0].end + 0.1
    else:
        best = max(turned, max((clip.end for clip in here if _new(clip)), default=late) + 1.2)
    best = max([best, *(one.end for one in here if one.action is Action.SPLIT and one.start < best < one.end)])
    return round(best if best < late else _crowded(dots, max(settled, _swung(clips, start, late)), late), 3)


def _coming(clips: Sequence[Clip], start: float, end: float) -> float:
    """When the first of several that start in a step is ready: until then it is seen what comes about; else its end."""
    states = [clip for clip in clips if clip.action is Action.STATE and start <= clip.start < end]
    begun = {clip.target: clip.start for clip in states if clip.value == "starting"}
    ready = [clip.start for clip in states if clip.value == "healthy" and begun.get(clip.target, end) < clip.start]
    first = min(ready, default=end)
    return first if len(ready) >= SEVERAL and first - max(begun.values()) >= LASTING else end


def news(clips: Sequence[Clip], scene: Scene) -> float:
    """How much a step has to tell. Shares that glide are told once, where they have come to rest when it says most."""
    here = [clip for clip in clips if scene.start <= clip.start < scene.end]
    lost = sum(clip.action is Action.FLOW and clip.slot == "lost" for clip in here)
    # What is seen in two views is told once.
    once = {(one.action, one.target, one.slot, one.start, str(one.value)): one for one in here if one.start > 0}
    told = sum(NEWS.get(clip.action, 0.0) for clip in once.values() if clip.action is not Action.SPLIT)
    shared = _shared(here, scene.telling or scene.end)
    told += NEWS[Action.SPLIT] * len(shared) + BOTH * len(_mixed(here, shared))
    flow = 1.0 if any(clip.action is Action.FLOW for clip in here) else 0.0
    return min(lost, 5) + told + flow + scene.start / 1000


def _shared(here: Sequence[Clip], seen: float) -> set[str]:
    """What shares otherwise than at a step's start, and no longer glides when it is seen."""
    splits = [clip for clip in here if clip.action is Action.SPLIT and clip.start > 0]
    return {clip.target for clip in splits} - {clip.target for clip in splits if clip.end > seen}


def _mixed(here: Sequence[Clip], shared: Set[str]) -> set[str]:
    """What shares among several then."""
    last = {clip.target: clip.value for clip in here if clip.action is Action.SPLIT and clip.target in shared}
    return {target for target, shares in last.items() if sum(share > 0 for _, share in shares) > 1}


def _message(clip: Clip) -> bool:
    """Whether it is one that the step tells of, on its way or lost; the load's own dots have nobody who sends them."""
    told = isinstance(clip.value, dict) and "by" in clip.value
    return clip.action is Action.FLOW and (clip.slot == "signal" or (clip.slot == "lost" and told))


def _new(clip: Clip) -> bool:
    return clip.action in NEWS or _badge(clip)


def _badge(clip: Clip) -> bool:
    return clip.action is Action.TEXT and clip.slot == "badge"


def _toned(clip: Clip) -> bool:
    """Whether a thing lights up as what it says of itself: that something is wrong, or well again."""
    return clip.action is Action.LIGHT and clip.value in ("failed", "healthy")


def _last(clips: Sequence[Clip], sent: Clip) -> float:
    """When a message comes to its last line, which it lights."""
    lit = (clip.start for clip in clips if clip.action is Action.LIGHT and clip.target in sent.path[-1:] and clip.value)
    return max((at for at in lit if sent.start <= at < sent.end), default=sent.start)


def _dots(clips: Sequence[Clip], start: float, late: float) -> list[Clip]:
    """The requests that are seen in a step."""
    dots = [clip for clip in clips if clip.action is Action.FLOW and clip.view == "chart" and clip.slot != "signal"]
    return [clip for clip in dots if clip.end > start and clip.start < late]


def _turned(clips: Sequence[Clip], start: float, end: float) -> float:
    """When the last dial has come to where it goes in a step, 0 where none moves."""
    dials = [clip.series for clip in clips if clip.action is Action.LEVEL and clip.slot.startswith("gauge:")]
    return max((at for series in dials for at, _ in series if start < at <= end), default=0.0)


def _swung(clips: Sequence[Clip], start: float, late: float) -> float:
    """From when on dials that have swung far in a step are near where they end in it: among requests none rests."""
    found = [start]
    for clip in clips:
        if clip.action is Action.LEVEL and clip.slot.startswith("gauge:"):
            here = [(at, value) for at, value in clip.series if start < at <= late]
            if here and abs(here[-1][1] - here[0][1]) >= SWING:
                found.append(next(at for at, value in here if abs(value - here[-1][1]) <= NEAR))
    return max(found)


def _crowded(dots: Sequence[Clip], settled: float, late: float) -> float:
    """When most requests are under way in the last second, once all has settled, as late as may be."""
    looks = [at for number in range(round(BEFORE / LOOK) + 1) if (at := late - LOOK * number) >= min(settled, late)]
    return max(looks, key=lambda at: (sum(dot.start < at < dot.end for dot in dots), at))
