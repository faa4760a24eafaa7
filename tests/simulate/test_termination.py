"""How copies end: who is told, who comes late, what is lost. (Kubernetes: "Termination of Pods".)"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PAIR = "U client\nLB balancer {}\nA server latency={} {}\nB server\nU > LB > A B"


def test_a_balancer_that_is_told_late_sends_stragglers_which_are_refused(tell):
    told = tell(PAIR.format("notice=1", 0.1, ""), "traffic U rate=40 | wait 3\nstop A | wait 3")
    leaving = told.when("state", "A", state="draining")
    refused = told.ends("refused", "A")
    assert 10 <= len(refused) <= 30, "half of a second's requests"
    assert all(leaving <= event.t <= leaving + 1.002 for event in refused)
    assert told.routed("A", since=leaving + 1.0) == 0
    assert told.totals["lost"] == 0


def test_a_hook_that_waits_for_them_serves_the_stragglers(tell):
    told = tell(PAIR.format("notice=1", 0.1, "prestop=2"), "traffic U rate=40 | wait 3\nstop A | wait 3")
    leaving, stopped = told.when("state", "A", state="draining"), told.when("state", "A", state="stopped")
    assert told.totals["refused"] == told.totals["lost"] == 0
    assert stopped == leaving + 2.0, "the hook runs to its end"
    assert len(told.ends("served", "A", since=leaving + 0.2)) > 10


def test_a_hook_that_is_too_short_serves_some_and_refuses_the_rest(tell):
    told = tell(PAIR.format("notice=2", 0.1, "prestop=1"), "traffic U rate=40 | wait 3\nstop A | wait 4")
    leaving = told.when("state", "A", state="draining")
    assert {leaving + 1 <= event.t <= leaving + 2.002 for event in told.ends("refused", "A")} == {True}
    assert told.ends("served", "A", since=leaving + 0.5)


def test_each_who_sends_hears_of_it_by_itself(tell):
    ways = "U client\nL1 balancer notice=2\nL2 balancer\nA server\nB server\nU > L1 L2\nL1 L2 > A B"
    told = tell(ways, "traffic U rate=80 | wait 2\nstop A | wait 3")
    leaving = told.when("state", "A", state="draining")
    late = {event.at for event in told.log.events if event.kind == "routed" and event.to == "A" and event.t > leaving}
    assert late == {"L1"}


@pytest.mark.parametrize(
    "keys, seconds",
    [
        ("grace=30", 30),
        ("grace=30 prestop=10", 30),  # the hook's time is part of it
        ("grace=5 prestop=10", 7),  # a hook that takes it all is given 2 s more
        ("grace=0", 0),
        ("", 30),
    ],
)
def test_what_is_not_done_within_the_grace_period_is_killed(tell, keys, seconds):
    told = tell(PAIR.format("", 90, keys), "traffic U rate=10 | wait 3\nstop A")
    leaving, stopped = told.when("state", "A", state="draining"), told.when("state", "A", state="stopped")
    assert stopped == pytest.approx(leaving + seconds)
    assert told.ends("lost", "A") and {event.t for event in told.ends("lost", "A")} == {stopped}


@settings(max_examples=25, deadline=None)
@given(
    notice=st.sampled_from((0.0, 0.5, 2.0)),
    more=st.sampled_from((0.0, 0.5, 3.0)),
    replicas=st.integers(2, 6),
    surge=st.integers(0, 2),
    seed=st.integers(0, 5),
)
def test_a_rollout_whose_hook_outlasts_the_notice_loses_nothing(tell, notice, more, replicas, surge, seed):
    missing = 0 if surge else 1
    system = (
        f"U client\nLB balancer notice={notice}\nweb server version=v1 start=1 latency=0.05 capacity=200 "
        f"replicas={replicas} prestop={notice + more} rollout.surge={surge} rollout.unavailable={missing}\nU > LB > web"
    )
    told = tell(system, "traffic U rate=40 | wait 2\nroll web to=v2\nwait 3", seed)
    assert told.totals["lost"] == told.totals["refused"] == 0 < told.totals["served"]
    without = tell(system.replace(f"prestop={notice + more}", "prestop=0"), "traffic U rate=40\nroll web to=v2", seed)
    assert (without.totals["refused"] > 0) == (notice > 0)


def test_who_operates_what_is_drained_reaches_it_and_who_asks_for_its_service_does_not(tell):
    system = "U client\nO thing\nA server\nD store\nU > A\nO > A\nA > D"
    told = tell(system, "drain A | wait 2\nsend O A\nsend A D | wait 2\nsend U A | wait 2")
    fates = [(event.kind, event.at) for event in told.log.events if event.kind in ("served", "refused", "lost")]
    assert fates == [("served", "A"), ("served", "D"), ("refused", "A")]
