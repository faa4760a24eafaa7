"""Lines of small type on a card that follow the log: requests a second, messages that wait, how checks fare.

A line is `sign|words`, its sign the shape of a state, empty where all is well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagram_anim.model.log import Event
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

_CHECKS = {
    "ko": ("헬스 체크 {:g}초마다", "헬스 체크 실패 {}/{}"),
    "en": ("checked every {:g} s", "check failed {}/{}"),
    "ja": ("{:g}秒ごとに確認", "確認に失敗 {}/{}"),
}

_WAITING = {"ko": "대기 {:,}", "en": "{:,} waiting", "ja": "待ち {:,}"}

NONE = "|"

NAMES, ANSWER, CORES = "check:names", "check:answer", "check:cores"
"""Lines for which a card keeps the room that it does for its checks."""


def calm(period: float, lang: str) -> str:
    """How often who sends requests on checks those that it sends them to."""
    return f"|{_checks(lang)[0].format(period)}"


def missed(count: int, enough: int, lang: str) -> str:
    """How many checks in a row nobody has answered, of how many after which nothing is sent there any more."""
    sign = "degraded" if count < enough else "failed"
    return f"{sign}|{_checks(lang)[1].format(count, enough)}"


def rate(value: float) -> str:
    """How many requests a second come in."""
    return f"|{value:,.3g}/s" if 0 < value < 100 else f"|{value:,.0f}/s" if value else NONE


def waiting(count: int, lang: str) -> str:
    """How many messages wait in a queue, where any do: how far those who take them are behind."""
    return f"busy|{_WAITING.get(lang, _WAITING['en']).format(count)}" if count else NONE


def checking(board: Storyboard, events: Iterable[Event]) -> dict[str, float]:
    """The balancers that miss an answer to their checks at some time, with the seconds between two checks."""
    found: dict[str, float] = {}
    for event in events:
        if event.kind == "missed" and board.system.role(str(event.data["by"])) is Role.BALANCER:
            found.setdefault(str(event.data["by"]), float(event.data["every"]))
    return found


def entries(board: Storyboard, events: Sequence[Event]) -> dict[str, str]:
    """Sources with the card that tells how much comes in: where that changes, the balancer that they all send to, else
    the source itself."""
    rates: dict[str, set[float]] = {}
    for event in events:
        if event.kind == "rate" and event.data["value"]:
            rates.setdefault(event.of, set()).add(float(event.data["value"]))
    if all(len(values) < 2 for values in rates.values()):
        return {}
    ways = {source: {other for one, other in board.system.links if one == source} for source in rates}
    return {source: _entry(board, source, to) for source, to in ways.items()}


def _entry(board: Storyboard, source: str, to: set[str]) -> str:
    return next((one for one in to if len(to) == 1 and board.system.role(one) is Role.BALANCER), source)


def _checks(lang: str) -> tuple[str, str]:
    return _CHECKS.get(lang, _CHECKS["en"])


def keeping(events: Sequence[Event]) -> dict[str, str]:
    """Which card tells that a server keeps evaluations which wait for room: its own, unless that tells who leads; then
    the job's."""
    leading = {event.of for event in events if event.kind in ("candidate", "elected")}
    blocked = [event for event in events if event.kind == "evaluation" and event.data["status"] == "blocked"]
    return {event.data["by"]: event.of if event.data["by"] in leading else event.data["by"] for event in blocked}
