"""The autoscaler's formula against a table that was worked out by hand from Kubernetes' own description of it."""

import pytest

from diagram_anim.model.system import Part, Role
from diagram_anim.simulate.pace import Pace, recommended

TABLE = (
    # use, target, ready, wanted → copies
    (0.50, 0.50, 3, 3, 3),  # as aimed at
    (0.54, 0.50, 10, 10, 10),  # 1.08 is within the tolerance
    (0.55, 0.50, 10, 10, 10),  # 1.10 is its edge
    (0.56, 0.50, 10, 10, 12),  # 11.2 rounds up
    (0.46, 0.50, 10, 10, 10),  # 0.92
    (0.44, 0.50, 10, 10, 9),  # 8.8
    (0.20, 0.80, 8, 8, 2),
    (2.00, 0.50, 3, 3, 12),
    (1.00, 0.50, 3, 7, 7),  # 3 busy, 4 still starting count as idle: 0.857, the other way round
    (2.00, 0.50, 3, 7, 12),  # 4 × 3/7 = 1.714; × 7
    (0.10, 0.50, 2, 4, 1),  # those that start don't count when there are too many
    (0.90, 0.50, 0, 3, 3),  # nobody to ask
)


@pytest.mark.parametrize("use, target, ready, wanted, copies", TABLE)
def test_the_copies_asked_for_are_those_of_the_formula(use, target, ready, wanted, copies):
    assert recommended(use, target, 0.1, ready, wanted) == copies


def pace(way, **given):
    return Pace.of(Part("web", Role.SERVER, {f"autoscale.{way}.{key}": value for key, value in given.items()}), way)


@pytest.mark.parametrize(
    "way, given, wanted, changes, limit",
    [
        ("grow", {}, 3, (), 7),  # 4 more beat twice as many
        ("grow", {}, 14, (), 28),
        ("grow", {}, 14, ((100.0, 7),), 14),  # 7 came 10 s ago: 2 × 7
        ("grow", {}, 14, ((85.0, 7),), 28),  # 25 s ago is another period
        ("grow", {"pods": 1}, 14, (), 15),  # naming one policy leaves the other out
        ("grow", {"share": 0.1}, 15, (), 17),  # 16.5 rounds up
        ("grow", {"pods": 2, "share": 1.0, "select": "min"}, 14, (), 16),
        ("grow", {"select": "off"}, 14, (), 14),
        ("shrink", {}, 30, (), 0),
        ("shrink", {"share": 0.1}, 15, (), 13),  # 13.5 rounds down
        ("shrink", {"pods": 2}, 15, ((100.0, -1),), 14),  # one of two has ended 10 s ago
        ("shrink", {"pods": 2, "share": 0.5, "select": "min"}, 10, (), 8),
        ("shrink", {"select": "off"}, 10, (), 10),
    ],
)
def test_policies_limit_how_far_it_goes_in_a_period(way, given, wanted, changes, limit):
    assert pace(way, **given).limit(wanted, changes, now=110.0) == limit


SHOP = "U client\nLB balancer\nweb server capacity=10 latency=0.1 queue=13 {}\nU > LB > web"


def wanted_at(told):
    found = [(event.t, event.data["wanted"]) for event in told.log.events if event.kind == "replicas"]
    return [one for place, one in enumerate(found) if place == 0 or found[place - 1][1] != one[1]]


def test_a_window_before_scaling_up_waits_for_a_need_that_lasts(tell):
    keys = "replicas=2 autoscale.min=2 autoscale.max=8 autoscale.target=0.5"
    at_once = tell(SHOP.format(keys), "traffic U rate=18 | wait 100")
    waited = tell(SHOP.format(f"{keys} autoscale.grow.window=60"), "traffic U rate=18 | wait 100")
    assert wanted_at(at_once)[1][0] < 30 < 60 <= wanted_at(waited)[1][0]


def test_one_pod_a_minute_down_is_one_pod_a_minute_down(tell):
    keys = "replicas=5 autoscale.min=2 autoscale.max=8 autoscale.target=0.5 autoscale.down=0 "
    keys += "autoscale.shrink.pods=1 autoscale.shrink.period=60"
    found = wanted_at(tell(SHOP.format(keys), "traffic U rate=2 | wait 250"))
    assert [number for _, number in found] == [5, 4, 3, 2]
    assert all(later[0] - sooner[0] >= 60 for sooner, later in zip(found[1:], found[2:], strict=False))
