"""The order of a slide's clicks, as PresentationML's timing tree (ECMA-376 Part 1, 19.5).

The root holds the main sequence, whose children are clicks, and a media node for each clip. A click lets its clip
appear with its caption, from the second on, and plays it from its start; going back undoes the appearing, and the clip
below stands on its last frame again. A loop follows its clip by itself and repeats until the next click. No event of
the standard tells that a repeated clip begins anew (ST_TLTriggerEvent), so that a click can't wait for it: what comes
next fades in over the loop, which runs on beneath it. What lies over all clips appears when the last of them is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"

PLAY, STOP = ("playFrom(0.0)", 1), ("stop", 3)
"""Commands to a clip, each with the number of its preset."""

FADE = 400
"""Milliseconds in which a clip comes over a loop."""

AT_ONCE = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'


@dataclass(frozen=True, slots=True)
class Cue:
    """A clip by the id of its shape, `milliseconds` long; `again` is the loop that follows it, `words` the shape with
    its caption, which appears with it."""

    shape: int
    milliseconds: int
    again: Cue | None = None
    words: int | None = None


def timing(cues: Sequence[Cue], *, auto: bool, cover: int | None = None) -> Any:
    """The `p:timing` element; with `auto`, the first clip begins by itself. `cover` is the shape that lies over all."""
    ids = count(3)
    loops = [None, *(cue.again for cue in cues)]
    covers = [None] * (len(cues) - 1) + [cover]
    clicks = "".join(_click(cue, index, auto, loops[index], covers[index], ids) for index, cue in enumerate(cues))
    media = "".join(_media(cue, ids) for cue in cues)
    return etree.fromstring(
        f'<p:timing xmlns:p="{NAMESPACE}"><p:tnLst><p:par>'
        '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{clicks}</p:childTnLst></p:cTn>"
        f"<p:prevCondLst>{_slide('onPrev')}</p:prevCondLst><p:nextCondLst>{_slide('onNext')}</p:nextCondLst></p:seq>"
        f"{media}</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )


def _click(cue: Cue, index: int, auto: bool, running: Cue | None, cover: int | None, ids: count[int]) -> str:
    """All that one click sets going; `running` is the loop that it ends, `cover` what appears when all is over."""
    auto = auto and index == 0
    outer, first = next(ids), next(ids)
    begin = '<p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>' if auto else ""
    kind = "afterEffect" if auto else "clickEffect"
    effects = ""
    if index:
        effects += (_fade if running else _appear)(cue.shape, kind, ids)
        kind = "withEffect"
        if cue.words is not None:
            effects += _appear(cue.words, kind, ids)
    effects += _call(cue, kind, ids, PLAY)
    if running is not None:
        effects += _call(running, "withEffect", ids, STOP, FADE)
    turns = _turn(first, 0, effects)
    if cue.again is not None:
        second = next(ids)
        again = _appear(cue.again.shape, "afterEffect", ids) + _call(cue.again, "withEffect", ids, PLAY)
        turns += _turn(second, cue.milliseconds, again)
    elif cover is not None:
        second = next(ids)
        turns += _turn(second, cue.milliseconds, _appear(cover, "afterEffect", ids))
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>{begin}</p:stCondLst>'
        f"<p:childTnLst>{turns}</p:childTnLst></p:cTn></p:par>"
    )


def _turn(id: int, delay: int, effects: str) -> str:
    """What begins at one moment after a click."""
    return (
        f'<p:par><p:cTn id="{id}" fill="hold"><p:stCondLst><p:cond delay="{delay}"/></p:stCondLst>'
        f"<p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par>"
    )


def _appear(shape: int, kind: str, ids: count[int]) -> str:
    return _entrance(shape, kind, ids, preset=1)


def _fade(shape: int, kind: str, ids: count[int]) -> str:
    return _entrance(shape, kind, ids, preset=10, how='<p:animEffect transition="in" filter="fade">')


def _entrance(shape: int, kind: str, ids: count[int], preset: int, how: str = "") -> str:
    """What makes a shape seen, at once or by `how` it comes."""
    shown = (
        f'<p:par><p:cTn id="{next(ids)}" presetID="{preset}" presetClass="entr" presetSubtype="0" fill="hold" '
        f'nodeType="{kind}">{AT_ONCE}<p:childTnLst><p:set><p:cBhvr><p:cTn id="{next(ids)}" dur="1" fill="hold">'
        f"{AT_ONCE}</p:cTn>{_target(shape)}<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst>"
        '</p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set>'
    )
    if how:
        shown += f'{how}<p:cBhvr><p:cTn id="{next(ids)}" dur="{FADE}"/>{_target(shape)}</p:cBhvr></p:animEffect>'
    return f"{shown}</p:childTnLst></p:cTn></p:par>"


def _call(cue: Cue, kind: str, ids: count[int], call: tuple[str, int], delay: int = 0) -> str:
    """A command to a clip."""
    command, preset = call
    lasting = cue.milliseconds if call is PLAY else 1
    return (
        f'<p:par><p:cTn id="{next(ids)}" presetID="{preset}" presetClass="mediacall" presetSubtype="0" fill="hold" '
        f'nodeType="{kind}"><p:stCondLst><p:cond delay="{delay}"/></p:stCondLst><p:childTnLst>'
        f'<p:cmd type="call" cmd="{command}"><p:cBhvr>'
        f'<p:cTn id="{next(ids)}" dur="{lasting}" fill="hold"/>{_target(cue.shape)}</p:cBhvr></p:cmd>'
        "</p:childTnLst></p:cTn></p:par>"
    )


def _media(cue: Cue, ids: count[int], repeat: str = "") -> str:
    again = _media(cue.again, ids, ' repeatCount="indefinite"') if cue.again else ""
    return (
        f'<p:video><p:cMediaNode mute="1"><p:cTn id="{next(ids)}"{repeat} fill="hold" display="0"><p:stCondLst>'
        f'<p:cond delay="indefinite"/></p:stCondLst></p:cTn>{_target(cue.shape)}</p:cMediaNode></p:video>{again}'
    )


def _target(shape: int) -> str:
    return f'<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>'


def _slide(event: str) -> str:
    return f'<p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'
