"""What the lecture says must happen, read off the log."""

import math

import pytest

TWO_SERVERS = """
    U client
    LB balancer check.period=2 check.failures=2
    W1 server
    W2 server
    U > LB > W1 W2
"""


def test_with_one_container_everything_after_its_failure_is_lost(tell):
    told = tell("U client\nB server\nC outcome\nU > B > C", "traffic U rate=20\nfail B\nwait 10")
    died = told.when("state", "B", state="failed")
    assert told.ends("served", "B", until=died)
    assert not told.ends("served", since=died)
    sent_after = [event.request for event in told.log.events if event.kind == "sent" and event.t >= died]
    lost = [event.request for event in told.ends("lost", "B")]
    assert len(sent_after) >= 250
    assert set(sent_after) - set(lost) <= {max(sent_after)}, "but for one that is still on its way"
    assert not any(event.kind == "detected" for event in told.log.events), "nobody is there to notice"


def test_no_request_is_sent_to_a_box_that_names_an_outcome(tell):
    told = tell("U client\nB server\nC outcome\nU > B > C", "traffic U rate=20")
    assert told.routed("C") == 0 and told.ends("served", "B")


def test_losses_last_from_the_failure_until_the_health_check_notices(tell):
    told = tell(TWO_SERVERS, "traffic U rate=40\nfail W1\nwait until detected W1 max=30\nreplace W1\nwait 10")
    died, noticed = told.when("state", "W1", state="failed"), told.when("detected", "W1")
    lost = told.ends("lost")
    assert lost and all(event.at == "W1" for event in lost)
    assert all(died <= event.t <= noticed + 0.002 for event in lost)
    assert told.totals["lost"] == pytest.approx((noticed - died) * 40 / 2, rel=0.35), "half of what was sent meanwhile"
    again = told.when("state", "W1", state="starting")
    back = next(
        event.t
        for event in told.log.events
        if event.kind == "state" and event.of == "W1" and event.data["state"] == "ready" and event.t > again
    )
    assert told.routed("W1", since=noticed, until=back) == 0
    assert told.routed("W1", since=back) > 100, "the new one takes its share"


@pytest.mark.parametrize("an_hour", [30, 600])
def test_a_capacity_of_so_many_an_hour_is_met_within_the_hours(tell, an_hour):
    """`capacity: 30/h`, and twice as much asked for: one request is worked on for as long as the capacity says."""
    system = f"U client\nA server capacity={an_hour / 3600} latency=0.1 queue=5\nU > A"
    told = tell(system, f"traffic U rate={2 * an_hour / 3600}\nwait 7200")
    assert told.totals["served"] == pytest.approx(2 * an_hour, abs=2)
    assert told.totals["refused"] == pytest.approx(2 * an_hour, abs=an_hour * 0.3)


def test_a_failure_is_noticed_after_the_checks_that_kubernetes_makes_by_default(tell):
    for seed in range(12):
        told = tell("U client\nLB balancer\nW1 server\nW2 server\nU > LB > W1 W2", "traffic U\nfail W1\nwait 40", seed)
        noticed = told.when("detected", "W1") - told.when("state", "W1", state="failed")
        assert 2 * 10 + 1 <= noticed <= 3 * 10 + 1


def test_a_recovered_server_takes_requests_again_once_it_is_ready(tell):
    told = tell(TWO_SERVERS, "traffic U rate=40\nfail W1\nwait until detected W1\nrecover W1\nwait 5")
    assert told.states("W1") == ["ready", "failed", "starting", "ready"]
    begun = told.when("state", "W1", state="starting")
    noticed = told.when("detected", "W1")
    assert told.routed("W1", since=noticed, until=begun + 3.0) == 0
    assert told.routed("W1", since=begun + 3.0) > 50


def test_the_number_of_good_checks_that_are_asked_for_delays_the_return(tell):
    slow = TWO_SERVERS.replace("check.failures=2", "check.failures=2 check.successes=3")
    told = tell(slow, "traffic U rate=40\nfail W1\nwait until detected W1\nrecover W1")
    begun = told.when("state", "W1", state="starting")
    assert told.log.events[-1].t >= begun + 3.0 + 2 * 2.0
    assert told.routed("W1", since=begun, until=begun + 7.0) == 0


@pytest.mark.parametrize("successes", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_a_return_is_found_by_the_checks_that_found_the_failure(tell, successes, seed):
    """They come in the same rhythm, whenever the server is up again: the first that finds it well, and those after."""
    slow = TWO_SERVERS.replace("check.failures=2", f"check.failures=2 check.timeout=1 check.successes={successes}")
    told = tell(slow, "traffic U rate=40\nfail W1\nwait until detected W1\nrecover W1\nwait 9", seed)
    checked = told.when("missed", "W1") - 1
    up = told.when("state", "W1", state="starting") + 3.0
    back = min(event.t for event in told.log.events if event.kind == "routed" and event.to == "W1" and event.t > up)
    first = checked + 2.0 * math.ceil((up - checked) / 2.0 - 1e-6)
    assert 0 <= back - (first + 2.0 * (successes - 1)) < 0.2


def test_a_server_that_is_replaced_under_a_new_name_leaves_its_place_to_the_new_one(tell):
    told = tell(TWO_SERVERS, "traffic U rate=40\nfail W1\nwait until detected W1\nreplace W1 as=W3\nwait 5")
    assert told.states("W1") == ["ready", "failed", "stopped"]
    assert told.states("W3") == ["starting", "ready"]
    assert told.routed("W3", since=told.when("state", "W3", state="ready")) > 50
    assert told.ends("served", "W3")


ROLLING = """
    LB balancer
    V1 server version=1.0
    V2 server version=2.0
    LB > V1 V2
"""
ROLLOUT = """
    traffic LB rate=40 | split LB V1=100
    start V2
    split LB V1=50 V2=50 over=2
    wait 20
    split LB V2=100 over=2
    stop V1
    wait 3
"""


def test_a_rolling_update_loses_nothing(tell):
    told = tell(ROLLING, ROLLOUT)
    assert told.totals["sent"] > 1000
    assert told.totals["lost"] == told.totals["refused"] == told.totals["timeout"] == 0


def test_the_old_version_serves_its_last_before_it_stops(tell):
    told = tell(ROLLING, ROLLOUT)
    assert told.states("V1") == ["ready", "draining", "stopped"]
    stopped = told.when("state", "V1", state="stopped")
    assert max(event.t for event in told.ends("served", "V1")) < stopped
    assert told.routed("V1", since=told.when("state", "V1", state="draining")) == 0


def test_the_new_version_gets_nothing_before_it_is_ready(tell):
    told = tell(ROLLING, ROLLOUT)
    assert told.states("V2") == ["pending", "starting", "ready"]
    assert told.routed("V2", until=told.when("state", "V2", state="ready")) == 0


def test_half_of_the_requests_go_each_way_within_chance(tell):
    told = tell(ROLLING, ROLLOUT)
    even = told.when("split", "LB", to={"V1": 50, "V2": 50})
    old, new = (told.routed(part, since=even, until=even + 20) for part in ("V1", "V2"))
    assert old + new == pytest.approx(800, abs=4)
    assert abs(old - new) < 2 * 3 * (0.25 * 800) ** 0.5, "three standard deviations"


def test_a_stop_in_full_work_loses_nothing_within_the_grace_period(tell):
    told = tell(ROLLING, "traffic LB rate=40\nstop V1\nwait 3")
    assert told.ends("served", "V1")
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_work_that_outlasts_the_grace_period_is_lost(tell):
    told = tell("LB balancer\nV1 server latency=5 grace=1\nLB > V1", "traffic LB rate=10\nstop V1")
    assert told.when("state", "V1", state="stopped") == told.when("state", "V1", state="draining") + 1.0
    assert {event.t for event in told.ends("lost", "V1")} == {told.when("state", "V1", state="stopped")}


def test_no_request_goes_to_what_is_not_on_stage_yet(tell):
    told = tell("U client\nA server\nX server\nU > A > X", "appear U A | traffic U rate=10 | wait 4\nappear X | wait 4")
    shown = told.log.steps[1][0]
    assert told.routed("X", 0, shown) == 0 and len(told.ends("served", "A", 0, shown)) > 30
    assert told.routed("X", shown) > 30


def test_no_request_goes_to_what_has_left_the_stage(tell):
    system = "U client\nLB balancer\nA server\nB server\nU > LB > A B"
    told = tell(system, "appear all | traffic U rate=20 | wait 4\ndisappear B | wait 4")
    gone = told.log.steps[1][0]
    assert told.routed("B", 0, gone) > 20 and told.routed("B", gone + 1e-6) == 0
    assert told.totals["served"] + told.log.totals["in_flight"] == told.totals["sent"]
