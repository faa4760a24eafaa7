"""How much is sent, and what those bear who say nothing of it: one figure that is drawn overloads nobody by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.model.log import Event
from diagram_anim.simulate import simulate
from diagram_anim.simulate.ledger import ENDS
from diagram_anim.simulate.offered import Offered
from diagram_anim.simulate.series import per_second
from tests.simulate.conftest import read_board

SYSTEM = """
    U client {u}
    V client
    LB balancer check.period=1 check.failures=2
    A server {a}
    B server
    DB store {db}
    U V > LB > A B > DB
"""


def system(u="", a="", db=""):
    return SYSTEM.format(u=u, a=a, db=db)


def rows(told, kind) -> list[Event]:
    return [event for event in told.log.events if event.kind == kind]


@pytest.mark.parametrize("rate", [20, 900, 5_000, 1_000_000])
def test_what_a_diagram_says_is_sent_and_nobody_is_overloaded_by_a_default(tell, rate):
    told = tell(system(), f"traffic U rate={rate}\nwait 5")
    totals = told.log.totals
    seconds = told.log.steps[-1][1]
    assert totals["sent"] == pytest.approx(rate * seconds, rel=0.002, abs=1)
    assert not totals["lost"] + totals["refused"] + totals["timeout"]
    assert totals["sent"] == totals["served"] + totals["in_flight"]
    assert totals["latency"]["p99"] < 0.15, "nobody waits"


@pytest.mark.parametrize("rate", [5_000, 1_000_000])
def test_a_survivor_bears_what_two_did(tell, rate):
    told = tell(system(), f"traffic U rate={rate}\nwait 3\nfail A\nwait until detected A\nwait 5")
    steps = told.log.steps
    late = [event for event in told.log.events if event.t > steps[3][1] + 0.01 and event.request]
    assert all(event.kind not in ("refused", "timeout") for event in told.log.events)
    assert not any(event.kind == "lost" for event in late)
    assert sum(event.count for event in late if event.kind == "served") == pytest.approx(
        (steps[4][1] - steps[3][1]) * rate, rel=0.02
    )


def test_up_to_a_thousand_a_second_each_request_is_simulated_for_itself(tell):
    counts = {event.count for event in tell(system(), "traffic U rate=1000").log.events}
    assert counts == {1}


@pytest.mark.parametrize(("u", "v", "count"), [(900, 200, 2), (2500, 0, 5), (10_000, 0, 10), (70_000, 0, 100)])
def test_of_more_one_stands_for_a_round_number(tell, u, v, count):
    told = tell(system(), f"traffic U rate={u} | traffic V rate={v}")
    assert {event.count for event in told.log.events if event.request} == {count}


def test_a_rush_counts_for_how_many_one_stands(tell):
    told = tell(system(), "traffic U rate=300\nload U x10 over=2")
    assert {event.count for event in rows(told, "sent")} == {5}
    assert next(event.data["value"] for event in rows(told, "rate")) == 300


@pytest.mark.parametrize(
    ("story", "count"),
    [
        ("traffic U rate=1000\nwait 300", 5),
        ("traffic U rate=1000 | wait 95", 1),
        ("traffic U rate=300 | wait 100 | then traffic U off\nwait 3000", 1),
        ("traffic U rate=100 | wait 20 | then wait 1000", 1),
    ],
)
def test_in_a_long_wait_at_a_high_rate_one_stands_for_several(story, count):
    assert Offered.of(read_board(system(), story)).grain == count


def test_a_long_wait_has_the_figures_that_it_would_have_one_by_one(tell):
    capacity, story = "capacity=300", "traffic U rate=800\nwait 100\nfail B\nwait 30"
    long, short = tell(system(a=capacity), story), tell(system(a=f"{capacity} queue=128"), story)
    assert {event.count for event in rows(long, "sent")} == {2} and {e.count for e in rows(short, "sent")} == {1}
    for figure in ("sent", "served", "lost", "refused"):
        assert long.totals[figure] == pytest.approx(short.totals[figure], rel=0.03), figure
    assert long.totals["latency"]["p50"] == pytest.approx(short.totals["latency"]["p50"], rel=0.05)


def test_a_single_request_stays_one(tell):
    told = tell(system(), "traffic U rate=10000\nsend V LB")
    assert [event.count for event in rows(told, "sent") if event.at == "V"] == [1]


@pytest.mark.parametrize("setting", ["max_connections=100", "queue=5000"])
def test_where_requests_are_counted_each_is_simulated_for_itself(tell, setting):
    told = tell(system(db=setting), "traffic U rate=3000")
    assert {event.count for event in told.log.events} == {1}


def test_a_capacity_that_is_drawn_holds_in_requests_as_they_are_sent(tell):
    told = tell(system(a="capacity=1000"), "traffic U rate=10000 to=LB | split LB A=100\nwait 9")
    served = [event for event in rows(told, "served") if event.t > 5]
    seconds = told.log.steps[-1][1] - 5
    assert sum(event.count for event in served) == pytest.approx(1000 * seconds, rel=0.02)
    assert told.log.totals["refused"] > 0


def test_a_rush_beyond_what_the_film_began_with_overloads_as_ever(tell):
    told = tell("U client\nA server\nU > A", "traffic U rate=40\nload U x10\nwait 10")
    assert told.log.totals["refused"] > 0


def test_a_thousand_messages_a_second_wait_in_a_queue_by_their_number(tell):
    told = tell("P client\nQ queue\nW server capacity=1000\nP > Q > W", "traffic P rate=5000\nwait 7")
    waiting = rows(told, "waiting")[-1].data["count"]
    assert waiting == pytest.approx(4000 * told.log.steps[-1][1], rel=0.05)


@settings(max_examples=6, deadline=None)
@given(
    st.sampled_from([30, 1500, 12_000, 700_000]),
    st.lists(st.sampled_from(["fail A", "recover A", "load U x3", "send U LB B", "wait 2", "drain B"]), max_size=5),
)
def test_every_figure_counts_what_a_request_stands_for(rate, story):
    told = "\n".join([f"traffic U rate={rate} | wait 1", *story, "wait 1"])
    log, _ = simulate(read_board(system(), told))
    totals, flying = log.totals, 0
    for event in log.events:
        if event.request:
            flying += event.count * ((event.kind == "sent") - (event.kind in ENDS))
            assert flying >= 0
    assert flying == totals["in_flight"] == totals["sent"] - sum(totals[kind] for kind in ENDS)
    rows = [*per_second(log)]
    for kind in ("sent", *ENDS):
        assert sum(row[kind] for row in rows) == totals[kind]
