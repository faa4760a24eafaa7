"""The arrows of messages: as written, their line and their heads."""

from __future__ import annotations

from typing import NamedTuple


class Arrow(NamedTuple):
    written: str
    line: str
    start: str
    end: str


def _both(marks: str, start: str, end: str) -> tuple[Arrow, Arrow]:
    """The solid and the dotted one: the latter has a dash more."""
    return (
        Arrow(marks, "solid", start, end),
        Arrow(marks.replace("-", "--", 1), "dotted", start, end),
    )


ARROWS = tuple(
    arrow
    for marks, start, end in (
        ("->>", "none", "filled"),
        ("<<->>", "filled", "filled"),
        ("->", "none", "none"),
        ("-x", "none", "cross"),
        ("-)", "none", "open"),
        ("-|\\", "none", "half-top"),
        ("-|/", "none", "half-bottom"),
        ("-\\\\", "none", "stick-top"),
        ("-//", "none", "stick-bottom"),
        ("/|-", "half-top", "none"),
        ("\\|-", "half-bottom", "none"),
        ("//-", "stick-top", "none"),
        ("\\\\-", "stick-bottom", "none"),
    )
    for arrow in _both(marks, start, end)
)

BY_MARKS = {arrow.written: arrow for arrow in ARROWS}
