"""Kubernetes' HorizontalPodAutoscaler, version 2."""

import math

import pytest

SHOP = """
    U client
    LB balancer
    web server capacity=10 latency=0.1 queue=13 {}
    U > LB > web
"""
FRIDAY = "replicas=3 autoscale.min=3 autoscale.max=30 autoscale.target=0.5"
TWICE = f"{FRIDAY} cpu.request=0.5 cpu.limit=1"


def wanted(told):
    found = [event.data["wanted"] for event in told.log.events if event.kind == "replicas"]
    return [one for place, one in enumerate(found) if place == 0 or found[place - 1] != one]


def test_ten_times_the_load_takes_three_copies_to_thirty_in_four_steps(tell):
    told = tell(
        SHOP.format(TWICE), "traffic U rate=7.95 | wait 45\nload U x10 over=0 | wait until replicas web n=30 max=120"
    )
    assert wanted(told) == [3, 7, 14, 28, 30]
    assert told.totals["refused"] > 0, "what came while the copies were too few"


@pytest.mark.parametrize("rate", [7.5, 7.8])
def test_from_half_a_use_or_a_little_more_it_stays_at_twenty_eight(tell, rate):
    """52 % ten times over 28 copies is 55.7 %, read as 55 %, and that is 1.1 times the target: within the tolerance."""
    told = tell(SHOP.format(TWICE), f"traffic U rate={rate} | wait 45\nload U x10 over=0 | wait 150")
    assert wanted(told) == [3, 7, 14, 28]


def test_where_the_limit_is_the_request_the_copies_only_double(tell):
    told = tell(
        SHOP.format(FRIDAY), "traffic U rate=15.6 | wait 45\nload U x10 over=0 | wait until replicas web n=30 max=120"
    )
    assert wanted(told) == [3, 6, 12, 24, 30]


def test_new_copies_serve_only_after_they_have_started(tell):
    told = tell(SHOP.format(TWICE), "traffic U rate=7.8 | wait 45\nload U x10 over=0 | wait 30")
    for copy in ("web/4", "web/7"):
        ready = told.when("state", copy, state="ready")
        assert ready == told.when("state", copy, state="starting") + 3.0
        assert told.routed(copy, until=ready) == 0 < told.routed(copy)


def test_it_scales_down_only_after_five_calm_minutes(tell):
    few = SHOP.format("replicas=8 autoscale.min=2 autoscale.max=10 autoscale.target=0.5")
    told = tell(few, "traffic U rate=9 | wait 330")
    first = next(event.t for event in told.log.events if event.kind == "replicas" and event.data["wanted"] < 8)
    assert wanted(told) == [8, 2]
    assert first == pytest.approx(300, abs=15)
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_within_the_tolerance_nothing_changes(tell):
    told = tell(SHOP.format("replicas=4 autoscale.max=10 autoscale.target=0.5"), "traffic U rate=21.5 | wait 120")
    assert wanted(told) == [4]


@pytest.mark.parametrize(
    ("key", "rate", "copies"),
    [("grow", 23.5, [4]), ("shrink", 23.5, [4, 5]), ("shrink", 16.5, [4]), ("grow", 14.0, [4, 3])],
)
def test_a_direction_has_its_own_tolerance(tell, key, rate, copies):
    keys = f"replicas=4 autoscale.max=10 autoscale.target=0.5 autoscale.down=15 autoscale.{key}.tolerance=0.25"
    assert wanted(tell(SHOP.format(keys), f"traffic U rate={rate} | wait 90")) == copies


def test_what_somebody_has_taken_down_is_not_brought_back(tell):
    keys = "replicas=3 autoscale.min=2 autoscale.max=6 autoscale.target=0.5"
    assert wanted(tell(SHOP.format(keys), "traffic U rate=3 | wait 5\nscale web to=0 | wait 60")) == [3, 0]


def test_its_reading_is_told_in_percent_of_what_a_copy_asked_for(tell):
    told = tell(SHOP.format(TWICE), "traffic U rate=7.8 | wait 45")
    read = [event.data["value"] for event in told.log.events if event.kind == "gauge"]
    assert read[-1] == pytest.approx(52, abs=4)


@pytest.mark.parametrize(
    ("keys", "story", "copies"),
    [
        ("replicas=40 autoscale.min=3 autoscale.max=30", "wait 20", [40, 30]),
        ("replicas=2 autoscale.min=9 autoscale.max=30 autoscale.grow.policies=1:60", "wait 20", [2, 9]),
        ("replicas=5 autoscale.min=2 autoscale.max=10", "wait 5\nscale web to=20 | wait 14", [5, 20, 10]),
    ],
)
def test_past_its_bounds_it_is_brought_back_at_its_next_look_whatever_the_pace(tell, keys, story, copies):
    """Kubernetes: `reconcileAutoscaler` in pkg/controller/podautoscaler/horizontal.go."""
    assert wanted(tell(SHOP.format(keys), f"traffic U rate=10 | wait 1\n{story}")) == copies


STEADY = "U client\nLB balancer policy=round-robin\nweb server capacity=10 latency=0.1 queue=5 {}\nU > LB > web"


@pytest.mark.parametrize("slow", ["start=8", "start=12", "start=40", "start=3 check.delay=10 check.period=5"])
def test_copies_that_take_long_to_start_bring_no_others(tell, slow):
    """Who is young counts as idle until a whole figure of it is known: twice the load needs twice the copies."""
    keys = f"replicas=3 autoscale.min=3 autoscale.max=30 autoscale.target=0.5 {slow}"
    assert wanted(tell(STEADY.format(keys), "traffic U rate=15 | wait 20\nload U x2 over=0 | wait 120")) == [3, 6]


def test_copies_that_crash_and_come_back_bring_no_others(tell):
    keys = "replicas=4 autoscale.min=2 autoscale.max=10 autoscale.target=0.5 start=10"
    assert wanted(tell(STEADY.format(keys), "traffic U rate=20 | wait 20\nrestart web/1 web/2 web/3 | wait 40")) == [4]


def test_a_rollout_under_an_even_load_brings_no_others(tell):
    keys = "replicas=6 autoscale.min=3 autoscale.max=30 autoscale.target=0.5 start=8"
    assert wanted(tell(STEADY.format(keys), "traffic U rate=30 | wait 22\nroll web to=v2 | wait 100")) == [6]


def test_the_figure_that_is_shown_is_the_one_that_is_decided_by(tell):
    """Each decision to grow, worked out anew from the last `cpu` before it and the copies that were ready."""
    told = tell(SHOP.format(FRIDAY), "traffic U rate=15.6 | wait 45\nload U x10 over=0 | wait 60")
    shown, copies, grown = 0, 3, 0
    for event in told.log.events:
        if event.kind == "gauge" and event.data["name"] == "cpu":
            shown = event.data["value"]
        elif event.kind == "replicas" and event.data["wanted"] > copies:
            most = max(copies + 4, 2 * copies)
            assert event.data["wanted"] == min(30, most, math.ceil(copies * shown / 50))
            copies, grown = event.data["wanted"], grown + 1
    assert grown == 4
