"""What ways of choosing a server come to, where balancers of several are compared: how much each server has at work,
and how long what each balancer passed on took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagram_anim.model.log import ENDS, Event, base
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.system import Role

WORK, TIME = "check:work", "check:time"
"""Lines for which a card keeps the room that it does for its checks."""

_WORK = {"ko": "처리 중 {:,}", "en": "{:,} in flight", "ja": "処理中 {:,}"}

_TIME = {"ko": "평균 응답 {:.2f}초", "en": "{:.2f} s to answer", "ja": "平均応答 {:.2f}秒"}


def told(board: Storyboard, events: Sequence[Event]) -> Iterator[tuple[int, str, str, str]]:
    """The events with which a card's line changes: its index, the card, which line, and what it says now."""
    balancers = {id: part.get("policy") for id, part in board.system.parts.items() if part.role is Role.BALANCER}
    if len(set(balancers.values()) - {None}) < 2:
        return
    sent: dict[int, float] = {}
    ways: dict[int, tuple[str, str]] = {}
    work: dict[str, int] = {}
    times: dict[str, tuple[int, float]] = {}
    for index, event in enumerate(events):
        if event.request is None:
            continue
        if event.kind == "sent":
            sent[event.request] = event.t
        elif event.kind == "routed" and base(event.at) in balancers:
            ways[event.request] = (base(event.at), base(event.to))
            work[base(event.to)] = work.get(base(event.to), 0) + 1
            yield index, base(event.to), WORK, working(work[base(event.to)], board.lang)
        elif event.kind in ENDS and event.request in ways:
            balancer, server = ways.pop(event.request)
            work[server] -= 1
            yield index, server, WORK, working(work[server], board.lang)
            if event.kind == "served":
                many, seconds = times.get(balancer, (0, 0.0))
                times[balancer] = (many + 1, seconds + event.t - sent[event.request])
                yield index, balancer, TIME, lasting(times[balancer][1] / (many + 1), board.lang)


def working(count: int, lang: str) -> str:
    """How many requests a server has that it hasn't answered."""
    return f"|{_WORK.get(lang, _WORK['en']).format(count)}"


def lasting(seconds: float, lang: str) -> str:
    """How long an answer has taken so far, on average."""
    return f"|{_TIME.get(lang, _TIME['en']).format(seconds)}"
