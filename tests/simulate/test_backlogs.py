"""Message queues: what waits, who takes it, and that nothing is lost with a consumer."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate import simulate
from diagram_anim.simulate.defaults import HOP
from tests.simulate.conftest import read_board

SYSTEM = "P client\nQ queue {}\nW1 server {}\nW2 server\nDB store\nP > Q > W1 W2 > DB"


def taken(log):
    """Who took how many messages from the queue."""
    return Counter(event.to for event in log.events if event.kind == "routed" and event.at == "Q")


def test_consumers_take_turns(tell):
    told = tell(SYSTEM.format("", ""), "traffic P rate=20 | wait 10")
    counts = taken(told.log)
    assert abs(counts["W1"] - counts["W2"]) <= 1
    assert told.totals["served"] > 195 and not told.totals["lost"] + told.totals["refused"]


def test_nobody_is_sent_a_message_before_it_is_ready(tell):
    told = tell(SYSTEM.format("", "start=3"), "traffic P rate=20 | wait 5\nstart W1\nwait 5")
    ready = told.when("state", "W1", state="ready")
    first = min(event.t for event in told.log.events if event.kind == "routed" and event.to == "W1")
    assert first >= ready
    assert not told.totals["lost"] + told.totals["refused"]


def test_what_a_consumer_was_working_on_is_taken_by_another(tell):
    told = tell(SYSTEM.format("", "latency=1 capacity=20"), "traffic P rate=20 | wait 5\nfail W1\nwait 5")
    failed = told.when("state", "W1", state="failed")
    sent = {event.request: event.to for event in told.log.events if event.kind == "routed" and event.t < failed - HOP}
    held = {request for request, at in sent.items() if at == "W1"}
    again = {event.request for event in told.log.events if event.kind == "routed" and event.to == "W2"}
    served = {event.request for event in told.log.events if event.kind == "served"}
    assert len(held) > 5 and held <= again & served
    assert not told.totals["lost"] + told.totals["refused"]


def test_messages_wait_in_their_order_while_nobody_takes_them(tell):
    told = tell(SYSTEM.format("", ""), "traffic P rate=20 | wait 2\nfail W1 W2\nwait 10\nrecover W1 W2\nwait 10")
    back = told.when("state", "W2", state="ready")
    down = told.when("state", "W2", state="failed")
    assert not [
        event for event in told.log.events if event.kind == "routed" and event.at == "Q" and down < event.t < back
    ]
    late = [
        event.request for event in told.log.events if event.kind == "routed" and event.at == "Q" and event.t >= back
    ]
    fresh = [
        one
        for one in late
        if one > max(event.request for event in told.log.events if event.kind == "sent" and event.t < down)
    ]
    assert fresh == sorted(fresh)
    assert not told.totals["lost"] + told.totals["refused"]
    assert told.totals["served"] > 470


def test_slow_consumers_let_the_queue_grow_and_nobody_is_turned_away(tell):
    told = tell("P client\nQ queue\nW server latency=0.5 capacity=5\nP > Q > W", "traffic P rate=50 | wait 20")
    assert told.totals["served"] == pytest.approx(100, abs=5)
    assert told.totals["in_flight"] > 850
    assert not told.totals["refused"]


def test_a_queue_with_a_limit_turns_away_what_comes_beyond_it(tell):
    told = tell("P client\nQ queue queue=10\nW server latency=0.5 capacity=5\nP > Q > W", "traffic P rate=50 | wait 20")
    assert told.totals["refused"] > 800
    assert {event.at for event in told.ends("refused", "Q")} == {"Q"}
    assert told.totals["in_flight"] <= 10 + 3 + 2, "those that wait, those in work, those on their way"


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 4),
    st.sampled_from([5, 30, 120]),
    st.sampled_from([0.05, 0.4]),
    st.lists(
        st.sampled_from(["fail W1", "recover W1", "fail W2", "recover W2", "wait 3", "drain W2", "start W2"]),
        max_size=8,
    ),
)
def test_what_is_sent_is_served_or_waits(copies, rate, latency, story):
    system = (
        f"P client\nQ queue\nW1 server replicas={copies} latency={latency} capacity=100\nW2 server capacity=100\n"
        "DB store max_connections=1000 queue=1000\nP > Q > W1 W2 > DB"
    )
    kept, well = [], {"W1": True, "W2": True}
    for beat in story:
        verb, _, who = beat.partition(" ")
        if who in well:
            if (verb in ("fail", "drain")) != well[who]:
                continue
            well[who] = not well[who]
        kept.append(beat)
    told = "\n".join([f"traffic P rate={rate} | wait 2", *kept, "wait 3"])
    log, _ = simulate(read_board(system, told))
    totals = log.totals
    assert not totals["lost"] + totals["refused"] + totals["timeout"]
    assert totals["sent"] == totals["served"] + totals["in_flight"]


def test_a_topic_keeps_a_copy_for_each_consumer(tell):
    system = "P client\nQ queue deliver=each\nW1 server\nW2 server\nW3 server\nP > Q > W1 W2 W3"
    told = tell(system, "traffic P rate=20 | wait 5\nfail W2\nwait 5\nrecover W2\nwait 10\ntraffic P off\nwait 2")
    published = len(told.ends("served", "Q"))
    counts = taken(told.log)
    assert published == counts["W1"] == counts["W3"] == len(told.ends("served", "W2")) > 380
    assert not told.totals["lost"] + told.totals["refused"] + told.totals["in_flight"]
