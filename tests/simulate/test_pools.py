"""Connection pools: how many requests are in a store at once, who waits for a connection, and who is turned away."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate import simulate
from diagram_anim.simulate.defaults import HOP
from tests.simulate.conftest import read_board

ONE = "U client\napp server latency=0.01 capacity=1000 pool={}\nDB store latency=0.5 capacity=1000 {}\nU > app > DB"


def inside(log, store):
    """The most requests that were in a store at once, from their arrival on, those that it turned away left out."""
    came = {event.request: event.t + HOP for event in log.events if event.kind == "routed" and event.to == store}
    ended = {event.request: event.t for event in log.events if event.kind in ("served", "lost", "refused", "timeout")}
    refused = {event.request for event in log.events if event.kind == "refused"}
    changes = [(round(at, 6), 1) for one, at in came.items() if one not in refused]
    changes += [(ended[one], -1) for one in came.keys() & ended.keys() if one not in refused]
    now = most = 0
    for _, change in sorted(changes):
        now += change
        most = max(most, now)
    return most


def test_no_more_requests_are_in_a_store_than_a_pool_has_connections(tell):
    told = tell(ONE.format(4, ""), "traffic U rate=40 | wait 20")
    assert inside(told.log, "DB") == 4
    assert 7 < told.totals["served"] / 20 <= 8.1, "4 connections, half a second each"
    assert not told.totals["timeout"], "nobody has waited for 30 s"


def test_who_waits_too_long_for_a_connection_is_turned_away(tell):
    told = tell(ONE.format("4 pool_timeout=2", ""), "traffic U rate=40 | wait 20")
    sent = {event.request: event.t for event in told.log.events if event.kind == "sent"}
    waited = [event.t - sent[event.request] for event in told.ends("timeout", "app")]
    assert waited and all(2 <= seconds < 2.03 for seconds in waited)
    assert told.totals["served"] / 20 > 7, "the others go on"


def test_a_store_gives_no_more_than_its_limit_to_pools_and_others_together(tell):
    system = ONE.format(4, "max_connections=6") + "\nV client\njob server latency=0\nV > job > DB"
    told = tell(system, "traffic U rate=40 | traffic V rate=40 | wait 10")
    assert inside(told.log, "DB") == 6, "four of the pool, two others"
    refused = Counter(event.at for event in told.log.events if event.kind == "refused")
    assert set(refused) == {"DB"}


def test_a_copy_that_dies_loses_those_that_waited_in_it(tell):
    told = tell(ONE.format(1, ""), "traffic U rate=10 | wait 5\nfail app\nwait 5\nrecover app\nwait 5")
    died = told.when("state", "app", state="failed")
    assert len([event for event in told.ends("lost", "app") if event.t == died]) > 20
    assert told.ends("served", "DB", since=died + 9)


def test_a_pooler_lets_many_connections_share_a_few(tell):
    system = (
        "U client\napp server latency=0.01 capacity=1000 replicas=8 pool=20\nP balancer pool=5 max_connections=1000\n"
    )
    told = tell(system + "DB store latency=0.1 max_connections=100\nU > app > P > DB", "traffic U rate=60 | wait 10")
    assert inside(told.log, "DB") == 5
    assert 480 < told.totals["served"] <= 505 and not told.totals["refused"], "5 connections, 100 ms each"


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 5), st.integers(1, 4), st.integers(1, 12), st.sampled_from([5, 20, 60]), st.sampled_from([0.5, 30])
)
def test_both_limits_hold_whatever_comes(pool, copies, limit, rate, patience):
    system = f"U client\napp server latency=0.01 replicas={copies} pool={pool} pool_timeout={patience}\n"
    system += f"DB store latency=0.3 capacity=1000 max_connections={limit}\nU > app > DB"
    log, _ = simulate(read_board(system, f"traffic U rate={rate} | wait 6"))
    there = {}
    refused = {event.request for event in log.events if event.kind == "refused"}
    for event in log.events:
        if event.kind == "routed" and event.to == "DB" and event.request not in refused:
            there[event.request] = event.at
            by = Counter(there.values())
            assert sum(by.values()) <= min(limit, pool * copies) and max(by.values()) <= pool
        elif event.kind in ("served", "refused", "lost", "timeout"):
            there.pop(event.request, None)
        if event.kind == "refused" and event.at == "DB":
            assert limit < pool * copies, "only who got no connection at all"
