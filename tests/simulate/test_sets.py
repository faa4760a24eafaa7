"""More copies, or fewer, while two versions of them run."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagram_anim.simulate.sets import Rolling, bounds

WEB = "U client\nLB balancer\nweb server version=v1 replicas={} start=2 {}\nU > LB > web"


def ready(told, at=1e9):
    """How many copies of each version are ready, at a moment or at the end."""
    now = {}
    for event in told.log.events:
        if event.kind == "state" and "/" in event.of and event.t <= at:
            now[event.of] = (event.data["state"], event.data["version"])
    return Counter(version for state, version in now.values() if state == "ready")


def refused(told):
    return told.totals["lost"] + told.totals["refused"]


@pytest.mark.parametrize("to", [1, 2, 3, 6, 8])
def test_after_a_switch_the_set_that_serves_has_what_is_wanted_and_so_has_the_one_that_stands_by(tell, to):
    told = tell(WEB.format(4, ""), f"traffic U rate=20 | wait 3\nbluegreen web to=v2\nscale web to={to}\nwait 60")
    switch = told.when("switched", "web")
    assert ready(told, switch + 20) == {"v1": to, "v2": to}
    assert ready(told) == {"v2": to}
    assert told.when("rolled", "web") == pytest.approx(switch + 30, abs=1)
    assert refused(told) == 0 < told.totals["served"]


@pytest.mark.parametrize("to", [2, 6])
def test_scaling_before_the_switch_makes_both_sets_as_large_and_the_switch_comes(tell, to):
    told = tell(WEB.format(4, ""), f"traffic U rate=20 | wait 3\nbluegreen web to=v2 | wait 1 | then scale web to={to}")
    switch = told.when("switched", "web")
    assert switch == pytest.approx(4 + 2 if to > 4 else 3 + 2, abs=0.3)
    assert ready(told, switch) == {"v1": to, "v2": to}
    assert refused(told) == 0


def test_a_wait_for_replicas_does_not_count_those_that_stand_by(tell):
    told = tell(WEB.format(4, ""), "bluegreen web to=v2\nscale web to=6 | wait until replicas web n=6 max=20")
    assert ready(told, told.log.steps[1][1]) == {"v1": 6, "v2": 6}


def test_an_autoscaler_looks_at_the_set_that_serves_alone(tell):
    keys = "capacity=20 latency=0.02 autoscale.min=2 autoscale.max=10 autoscale.target=0.6"
    told = tell(
        WEB.format(3, keys), "traffic U rate=34 | wait 20\nload U x3 over=1 | bluegreen web to=v2 | then wait 120"
    )
    switched = told.when("switched", "web") + 0.1
    changes = [event.t for event in told.log.events if event.kind == "state" and event.t > switched]
    serving = [ready(told, at)["v2"] for at in (switched, *changes, 1e9)]
    assert min(serving) >= 3, "none of those that serve is ended for those that stand by"
    assert ready(told) == {"v2": serving[-1]} and serving[-1] >= 102 / 20 / 0.66
    assert not told.routed("web/1", told.when("switched", "web") + 0.5, told.when("rolled", "web"))


@pytest.mark.parametrize(
    "share, to, old, new, keys",
    [
        (25, 8, 8, 2, ""),
        (50, 2, 2, 1, ""),
        (25, 8, 6, 2, "by=pods"),
        (50, 2, 1, 1, "by=pods"),
        (50, 6, 3, 3, "by=pods"),
    ],
)
def test_a_parked_canary_keeps_its_share_of_what_is_wanted(tell, share, to, old, new, keys):
    story = f"traffic U rate=20 | wait 3\ncanary web to=v2 steps={share} {keys}\nscale web to={to}\nwait 30"
    told = tell(WEB.format(4, ""), story)
    assert ready(told) == {"v1": old, "v2": new}
    assert refused(told) == 0


def test_a_canary_by_pods_that_goes_on_keeps_what_is_left_of_the_old_version_while_its_own_start(tell):
    story = "canary web to=v2 steps=50 by=pods pause=1\ncanary web to=v2 steps=75 by=pods pause=1 | wait 1 | "
    told = tell(WEB.format(4, ""), story + "then scale web to=8\nwait 9")
    started = [e.data["version"] for e in told.log.events if e.kind == "state" and e.data.get("state") == "starting"]
    assert started.count("v1") == 2, "half of 8 are 4: two more than there were"
    assert ready(told) == {"v1": 2, "v2": 6}


def test_a_canary_of_a_third_version_takes_the_place_of_one_that_was_parked(tell):
    story = "traffic U rate=20 | wait 3\ncanary web to=v2 steps=25 | wait 6\ncanary web to=v3 steps=10 | wait 12"
    told = tell(WEB.format(4, ""), story)
    shares = [event.data["to"] for event in told.log.events if event.kind == "split"]
    assert shares == [{"v1": 75, "v2": 25}, {"v1": 100, "v2": 0}, {"v1": 90, "v3": 10}]
    assert ready(told) == {"v1": 4, "v3": 1}
    assert refused(told) == 0


def test_a_rollout_beside_a_parked_canary_is_shared_by_the_copies(tell):
    story = "traffic U rate=20 | wait 3\ncanary web to=v2 steps=25 | wait 6\nroll web to=v3 | wait 20"
    told = tell(WEB.format(4, ""), story)
    *_, last = [event.data["to"] for event in told.log.events if event.kind == "split"]
    assert last == {"v3": 100}
    assert ready(told) == {"v3": 4}
    version = {event.of: event.data["version"] for event in told.log.events if "version" in event.data}
    began = next(event.t for event in told.log.events if event.kind == "rolling" and event.data["version"] == "v3")
    over = told.when("rolled", "web")
    got = {version[e.to] for e in told.log.events if e.kind == "routed" and "/" in e.to and began < e.t < over}
    assert "v3" in got, "copies that are ready get requests"
    assert refused(told) == 0


@pytest.mark.parametrize("to", [2, 8])
def test_a_canary_that_is_promoted_after_scaling_has_what_is_wanted(tell, to):
    told = tell(WEB.format(4, ""), f"canary web to=v2 steps=25\nscale web to={to}\nwait 5\nroll web to=v2\nwait 5")
    assert ready(told) == {"v2": to}


def test_a_rollout_that_stalls_is_scaled_in_proportion_and_enough_are_available(tell):
    told = tell(WEB.format(4, ""), "traffic U rate=20\nroll web to=v2 fail=on | wait 20 | then scale web to=8\nwait 9")
    assert ready(told) == {"v1": 6}, "3 of v1 and 2 of v2 were there, and 5 come: 3 and 2"
    assert ready(told)["v1"] == bounds(8, 0.25, 0.25)[1]
    new = {event.of for event in told.log.events if event.data.get("version") == "v2" and event.kind == "state"}
    assert len(new) == 4
    assert refused(told) == 0


@pytest.mark.parametrize(
    "there, before, to, found",
    [
        ({"v1": 3, "v2": 2}, 4, 8, {"v1": 6, "v2": 4}),
        ({"v1": 6, "v2": 4}, 8, 4, {"v1": 3, "v2": 2}),
        ({"v1": 8, "v2": 5}, 10, 15, {"v1": 12, "v2": 7}),
        ({"v1": 4}, 4, 8, {"v1": 8}),
        ({"v1": 3, "v2": 2}, 4, 0, {"v1": 0, "v2": 0}),
        ({"v1": 3, "v2": 2}, 4, 4, {"v1": 3, "v2": 2}),
    ],
)
def test_proportions_are_those_of_a_deployment(there, before, to, found):
    assert Rolling("v2", 0.25, before).sizes(to, there, {}) == found


@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 40), st.integers(0, 30))
def test_in_proportion_there_are_as_many_in_all_as_there_may_be(before, to, total, new):
    total = max(2, min(total, bounds(before, 0.25, 0)[0]))
    there = {"v2": min(max(1, new), total - 1)}
    there["v1"] = total - there["v2"]
    found = Rolling("v2", 0.25, before).sizes(to, there, {})
    assert min(found.values()) >= 0
    assert sum(found.values()) == (total if to == before else bounds(to, 0.25, 0)[0] if to else 0)
