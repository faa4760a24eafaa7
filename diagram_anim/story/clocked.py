"""Shares that arrows give with the time of day from which each holds: `21:00 95% / 21:30 75%`, `03:20 → 0%`.

Comes in: the arrows out of one thing. Goes out: percent by target, one stage after another; who isn't told of at a time
has what the other leaves, or what it had. Refuses to know what is shared out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.model.diagram import Edge
from diagram_anim.story import sense
from diagram_anim.story.grammar import units

_AT = r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)|\s?[시時](?:\s?(?P<part>[0-5]?\d)\s?[분分])?)"
_PIECE = re.compile(
    rf"\s*(?:from |at |as of |(?P<till>until |till |before ))?{_AT}\s*"
    r"(?:(?P<until>까지|まで)|부터|から|이후|以降|에|に)?(?:는|は)?"
    r"[^\d%％/,;]{0,16}?(?P<share>\d{1,3}(?:\.\d+)?)\s?[%％]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[/,;、·|\n]|→|->|⇒|then\b)\s*", re.IGNORECASE)

_GAUGES = ("share_of_other", "gauge.cpu", "gauge.memory", "gauge.disk")

_DAY = 24 * 60

_BEFORE = -1
"""The minute of what holds until something is told of a time."""


def stages(arrows: Sequence[Edge]) -> tuple[Mapping[str, float], ...]:
    """All of them, () where an arrow says anything else, or what they say at any time makes no whole."""
    said = {edge.target: "\n".join(edge.label.lines) if edge.label else "" for edge in arrows}
    told = {target: _told(text) for target, text in said.items()}
    measured = any(sense.says(text, "measure", *_GAUGES) for text in said.values())
    if len(told) < 2 or len(told) != len(arrows) or not all(told.values()) or measured:
        return ()
    times = sorted({time for some in told.values() for time in some})
    found, last = list[Mapping[str, float]](), dict[str, float]()
    for time in times:
        now = {id: some[time] for id, some in told.items() if time in some}
        left = [id for id in told if id not in now]
        rest = 100 - sum(now.values())
        last = {**last, **now, **({left[0]: rest} if len(left) == 1 and rest >= 0 else {})}
        found.append(last)
    whole = len(found) > 1 and all(len(one) == len(told) and units.whole(one.values()) for one in found)
    return tuple({id: one[id] for id in told} for one in found) if whole else ()


def _told(text: str) -> dict[int, float]:
    """The shares of a label by the minute of the day, {} where it says anything else."""
    found, at = dict[int, float](), 0
    while hit := _PIECE.match(text, at):
        minute = 60 * int(hit["hour"]) + int(hit["minute"] or hit["part"] or 0)
        minute += _DAY if minute < max(found, default=0) else 0  # past midnight
        found[_BEFORE if hit["till"] or hit["until"] else minute] = float(hit["share"])
        between = _BETWEEN.match(text, hit.end())
        at = between.end() if between else hit.end()
    return found if at == len(text) else {}
