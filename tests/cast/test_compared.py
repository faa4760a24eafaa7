"""Where ways of choosing a server are compared, it is told what they come to."""

import pytest

from diagram_anim.cast import compared
from diagram_anim.model.timeline import Action
from tests.film import planned, scene


def _last(made, line):
    clips = [one for one in made.timeline.clips if one.action is Action.TEXT and one.slot == line]
    return {one.target: one.value for one in sorted(clips, key=lambda one: one.start)}


def test_how_long_each_balancers_requests_took_is_the_logs():
    made = scene("load-balancing")
    told = _last(made, compared.TIME)
    events = [*made.log.events, *made.log.coda]
    for balancer, source in (("L1", "U1"), ("L2", "U2"), ("L3", "U3")):
        sent = {event.request: event.t for event in events if event.kind == "sent" and event.at == source}
        took = [event.t - sent[event.request] for event in events if event.kind == "served" and event.request in sent]
        shown = float(told[balancer].removeprefix("|평균 응답 ").removesuffix("초"))
        assert shown == pytest.approx(sum(took) / len(took), abs=0.03)
    assert told["L3"] < told["L1"] and told["L3"] < told["L2"]


def test_what_a_server_has_at_work_is_what_was_sent_to_it_and_isnt_answered():
    made = scene("load-balancing")
    open_, told = 0, []
    for event in made.log.events:
        if event.kind == "routed" and event.to == "B2":
            open_ += 1
            told.append(open_)
        elif event.kind == "served" and event.at == "B2":
            open_ -= 1
            told.append(open_)
    said = [
        words
        for _, part, line, words in compared.told(made.board, made.log.events)
        if (part, line) == ("B2", compared.WORK)
    ]
    assert said == [compared.working(count, "ko") for count in told]
    assert max(told) >= 3, "work piles up at the slow one"


ONE = """
```mermaid
graph LR
  U --> L[lb] --> A & B
  %% @system L policy=round-robin
  %% @step x
  %% @appear all
  %% @traffic U rate=4/s
  %% @wait 3s
```
"""


def test_where_there_is_one_way_alone_nothing_is_compared():
    made = planned(ONE)
    assert not list(compared.told(made.board, made.log.events))
