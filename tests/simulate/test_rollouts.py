"""Releases: rolling update, canary, blue/green, undo."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate.sets import bounds

WEB = "U client\nLB balancer\nweb server version=v1 replicas={} start={} {}\nU > LB > web"


def counts(told):
    """(alive, ready, leaving too) after each event, from the copies' states alone; one moment counts as one."""
    now, found = {}, {}
    for event in told.log.events:
        if event.kind == "state" and "/" in event.of:
            now[event.of] = event.data["state"]
            alive = sum(state in ("starting", "ready", "draining") for state in now.values())
            found[event.t] = (alive, sum(state == "ready" for state in now.values()))
    return list(found.values())


def versions(told):
    now = {}
    for event in told.log.events:
        if event.kind == "state" and "/" in event.of:
            now[event.of] = (event.data["state"], event.data["version"])
    return sorted(version for state, version in now.values() if state == "ready")


@pytest.mark.parametrize(
    "wanted, surge, unavailable, most, fewest",
    [
        (4, 0.25, 0.25, 5, 3),
        (10, 0.25, 0.25, 13, 8),
        (3, 0.25, 0.25, 4, 3),
        (1, 0.25, 0.25, 2, 1),
        (5, 1, 0, 6, 5),
        (4, 0, 0.25, 4, 3),
        (3, 0, 0.25, 3, 2),
        (2, 0, 0, 2, 1),
        (4, 1.0, 0, 8, 4),
    ],
)
def test_surge_rounds_up_and_unavailable_down_and_both_are_never_nothing(wanted, surge, unavailable, most, fewest):
    assert bounds(wanted, surge, unavailable) == (most, fewest)


def test_four_copies_are_never_more_than_five_nor_fewer_than_three_and_nothing_is_lost(tell):
    told = tell(WEB.format(4, 3, ""), "traffic U rate=40 | wait 3\nroll web to=v2\nwait 3")
    assert max(alive for alive, _ in counts(told)) == 5
    assert min(ready for _, ready in counts(told)[1:]) == 3
    assert versions(told) == ["v2"] * 4
    assert told.totals["lost"] == told.totals["refused"] == 0 < told.totals["served"]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 12),
    st.one_of(st.integers(0, 3), st.sampled_from((0.1, 0.25, 0.5, 1.0))),
    st.one_of(st.integers(0, 3), st.sampled_from((0.1, 0.25, 0.5))),
    st.integers(0, 4),
)
def test_no_rollout_leaves_its_bounds(tell, wanted, surge, unavailable, start):
    keys = f"rollout.surge={surge} rollout.unavailable={unavailable}"
    told = tell(WEB.format(wanted, start, f"{keys} replicas={wanted}"), "roll web to=v2")
    most, fewest = bounds(wanted, surge, unavailable)
    seen = counts(told)
    first = next(place for place, (alive, _) in enumerate(seen) if alive == wanted)
    assert max(alive for alive, _ in seen) <= most
    assert min(ready for _, ready in seen[first:]) >= fewest
    assert versions(told) == ["v2"] * wanted


def test_stop_first_one_at_a_time_is_swarms_way(tell):
    told = tell(WEB.format(3, 2, ""), "traffic U rate=20 | wait 2\nroll web to=v2 surge=0 unavailable=1")
    assert max(alive for alive, _ in counts(told)) == 3
    assert min(ready for _, ready in counts(told)[1:]) == 2


def test_a_version_that_never_becomes_ready_stalls_and_is_not_rolled_back(tell):
    told = tell(WEB.format(4, 3, ""), "traffic U rate=10 | wait 3\nroll web to=v2 fail=on\nwait 3")
    assert told.when("stalled", "web") == pytest.approx(603, abs=1)
    assert versions(told) == ["v1"] * 3, "one old copy was spared for the new ones"
    new = {
        event.of: event.t for event in told.log.events if event.kind == "state" and event.data.get("version") == "v2"
    }
    late = {event.of: event.t for event in told.log.events if event.kind == "unready"}
    assert new and late == {one: pytest.approx(at + 3) for one, at in new.items()}, "each isn't up when it should be"
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_undo_brings_the_old_version_back(tell):
    told = tell(WEB.format(4, 3, "rollout.deadline=20"), "roll web to=v2 fail=on\nundo web")
    assert told.when("stalled", "web") < 40 < 60 > told.when("rolled", "web")
    assert versions(told) == ["v1"] * 4


def test_a_canary_gets_exactly_its_share_whatever_the_number_of_its_copies(tell):
    told = tell(
        WEB.format(4, 1, "capacity=500"), "traffic U rate=200 | wait 2\ncanary web to=v2 steps=10/50/100 pause=20"
    )
    shares = [event.data["to"] for event in told.log.events if event.kind == "split"]
    assert shares == [{"v1": 90, "v2": 10}, {"v1": 50, "v2": 50}, {"v1": 0, "v2": 100}]
    first, second, third = [event.t for event in told.log.events if event.kind == "split"]
    version = {}
    new = {(first, second): 0, (second, third): 0}
    for event in told.log.events:
        if event.kind == "state" and "/" in event.of:
            version[event.of] = event.data["version"]
        elif event.kind == "routed" and version.get(event.to) == "v2":
            for span in new:
                new[span] += span[0] < event.t < span[1]
    assert new[first, second] / ((second - first) * 200) == pytest.approx(0.1, abs=0.02)
    assert new[second, third] / ((third - second) * 200) == pytest.approx(0.5, abs=0.03)
    assert versions(told) == ["v2"] * 4
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_blue_and_green_are_two_full_sets_and_one_switch(tell):
    told = tell(WEB.format(3, 2, ""), "traffic U rate=30 | wait 2\nbluegreen web to=v2\nwait 40")
    switch = told.when("switched", "web")
    assert max(ready for _, ready in counts(told)) == 6
    version = {
        event.of: event.data["version"] for event in told.log.events if "version" in event.data and event.of != "web"
    }
    after = {version[e.to] for e in told.log.events if e.kind == "routed" and "/" in e.to and e.t > switch}
    before = {version[e.to] for e in told.log.events if e.kind == "routed" and "/" in e.to and e.t < switch}
    assert (before, after) == ({"v1"}, {"v2"})
    assert versions(told) == ["v2"] * 3, "the old set has ended 30 s later"
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_an_undo_within_half_a_minute_finds_the_old_set_still_there(tell):
    told = tell(WEB.format(3, 5, ""), "traffic U rate=30 | wait 2\nbluegreen web to=v2\nwait 3\nundo web")
    undone = told.when("rolling", "web", version="v1")
    assert told.log.steps[3][1] - undone < 4
    assert versions(told) == ["v1"] * 3


@pytest.mark.parametrize("release", ["canary web to=v2 steps=50/100", "bluegreen web to=v2"])
def test_a_release_whose_copies_never_start_stalls_and_the_old_version_answers_on(tell, release):
    keys = "startup.period=1 startup.failures=2 rollout.deadline=20"
    told = tell(WEB.format(2, 5, keys), f"traffic U rate=10 | wait 3\n{release}\nwait 3")
    assert told.when("stalled", "web") == pytest.approx(23, abs=0.3)
    assert versions(told) == ["v1"] * 2
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_a_rollout_that_was_marked_as_failed_goes_on_once_it_can(tell):
    told = tell(WEB.format(2, 30, "rollout.deadline=20"), "roll web to=v2\nwait 120")
    assert told.log.moments[0].end == told.when("stalled", "web") == pytest.approx(20, abs=0.2), "the beat ends there"
    assert told.when("rolled", "web") > 60 and versions(told) == ["v2"] * 2


@pytest.mark.parametrize("failure, left", [("wait", ["v1"] * 3), ("pause", ["v1"] * 3), ("undo", ["v1"] * 4)])
def test_what_becomes_of_a_rollout_that_has_failed_is_as_the_settings_say(tell, failure, left):
    keys = f"rollout.surge=0 rollout.unavailable=1 rollout.deadline=5 rollout.failure={failure}"
    told = tell(WEB.format(4, 2, keys), "traffic U rate=20 | wait 3\nroll web to=v2 fail=on\nwait 20")
    assert told.when("stalled", "web", version="v2") == pytest.approx(8, abs=0.3)
    assert versions(told) == left
    assert [event.data["version"] for event in told.log.events if event.kind == "rolled"] == ["v1"] * (
        failure == "undo"
    )
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_a_paused_rollout_does_not_go_on_by_itself(tell):
    keys = "rollout.surge=0 rollout.unavailable=1 rollout.deadline=5 rollout.failure={}"
    story = "roll web to=v2\nwait 120"
    assert versions(tell(WEB.format(3, 8, keys.format("pause")), story)) == ["v1", "v1", "v2"]
    assert versions(tell(WEB.format(3, 8, keys.format("wait")), story)) == ["v2"] * 3


def test_nomad_exchanges_one_after_another_each_healthy_for_a_while(tell):
    keys = "rollout.surge=0 rollout.unavailable=1 rollout.ready=10"
    told = tell(WEB.format(3, 2, keys), "traffic U rate=20 | wait 2\nroll web to=v2")
    starts = [e.t for e in told.log.events if e.kind == "state" and e.data.get("state") == "starting" and "/" in e.of]
    assert all(later - sooner >= 12 for sooner, later in zip(starts, starts[1:], strict=False))
    assert min(ready for _, ready in counts(told)[1:]) == 2


@pytest.mark.parametrize("promote", ["roll web to=v2", "canary web to=v2 steps=100"])
def test_a_canary_waits_for_its_promotion_and_an_undo_knows_what_was_before(tell, promote):
    told = tell(WEB.format(4, 1, ""), f"canary web to=v2 steps=25 pause=5\nwait 60\n{promote}\nwait 2\nundo web")
    held = told.log.events[: told.log.cuts[2]]
    now = {event.of: event.data["version"] for event in held if event.kind == "state" and "/" in event.of}
    assert sorted(now.values()) == ["v1"] * 4 + ["v2"], "nothing happens until somebody promotes it"
    assert [event.data["version"] for event in told.log.events if event.kind == "rolled"] == ["v2", "v1"]
    assert versions(told) == ["v1"] * 4


@pytest.mark.parametrize("wanted, share, new, old", [(10, 15, 2, 9), (10, 10, 1, 9), (4, 50, 2, 2), (3, 10, 1, 3)])
def test_without_a_router_the_numbers_of_pods_stand_for_the_weight(tell, wanted, share, new, old):
    told = tell(
        WEB.format(wanted, 1, "capacity=500"),
        f"traffic U rate=200 | wait 2\ncanary web to=v2 steps={share} by=pods pause=20",
    )
    assert versions(told) == ["v1"] * old + ["v2"] * new
    assert not [event for event in told.log.events if event.kind == "split"], "nobody weighs"
    version = {e.of: e.data["version"] for e in told.log.events if e.kind == "state" and "/" in e.of}
    since = told.log.moments[-1].end - 19
    went = [version[e.to] for e in told.log.events if e.kind == "routed" and "/" in e.to and e.t > since]
    assert went.count("v2") / len(went) == pytest.approx(new / (new + old), abs=0.03)
    assert told.totals["lost"] == told.totals["refused"] == 0


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 3), st.integers(0, 2), st.sampled_from((0.0, 0.4, 2.5)))
def test_a_rollout_ends_with_as_many_copies_as_are_wanted_by_then(tell, first, then, surge, unavailable, pause):
    keys = f"rollout.surge={surge} rollout.unavailable={unavailable}"
    told = tell(WEB.format(first, 2, keys), f"roll web to=v2 | wait {pause} | then scale web to={then}\nwait 5")
    limits = [bounds(wanted, surge, unavailable) for wanted in (first, then)]
    assert max(alive for alive, _ in counts(told)) <= max(first, *(most for most, _ in limits))
    assert versions(told) == ["v2"] * then


def test_an_undo_of_a_switch_whose_old_set_has_ended_is_a_switch_too(tell):
    told = tell(WEB.format(3, 5, ""), "traffic U rate=30 | wait 2\nbluegreen web to=v2\nwait 40\nundo web\nwait 2")
    undone = told.when("rolling", "web", version="v1")
    back = told.when("switched", "web", version="v1")
    assert back == pytest.approx(undone + 5, abs=0.15), "once all three have started"
    versions = {e.of: e.data["version"] for e in told.log.events if e.kind == "state" and e.t >= undone and "/" in e.of}
    assert sorted(versions.values()) == ["v1"] * 3, "the new set stays for as long as the old one did"
    assert not told.totals["lost"] and not told.totals["refused"]


NODES = (
    "web server replicas=6 on=N1/N2/N3 start=3 version=v1 rollout.surge=1 rollout.unavailable=0 rollout.deadline=100"
)


def test_a_rollout_goes_on_while_nobody_knows_that_a_node_is_lost(tell):
    told = tell(f"{NODES}\nN1 node\nN2 node\nN3 node", "roll web to=v2 | wait 5 | then fail N1\nwait 500")
    died, known = told.when("state", "N1", state="failed"), told.when("detected", "N1")
    ended = [e.t for e in told.log.events if e.data.get("state") == "draining" and died < e.t]
    assert [t for t in ended if t < known], "their pods are ready as far as the API server knows"
    assert not [t for t in ended if known < t < known + 300], "too few are ready once it does"
    assert told.when("rolled", "web", version="v2") > known + 300
