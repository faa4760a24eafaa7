"""The autoscaler's formula against a table that was worked out by hand from Kubernetes' own description of it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.model.system import Part, Role
from diagram_anim.simulate.pace import Pace, recommended, thousandths, utilization
from diagram_anim.simulate.usage import Usage

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
    (0.559, 0.50, 10, 10, 10),  # 55.9 % is read as 55 %: its edge
    (0.549, 0.50, 10, 10, 10),
    (0.449, 0.50, 10, 10, 9),  # 44 %: 0.88
    (0.459, 0.50, 10, 10, 10),  # 45 %: 0.9, its lower edge
    (0.999, 0.50, 5, 5, 10),  # 99 %: 9.9
    (0.609, 0.30, 5, 5, 10),  # 60 %, and not 10.15
    (0.009, 0.50, 5, 5, 0),  # nothing is read
    (2.00, 0.50, 3, 9, 12),  # 600 of 9 is 66 %: 1.32 × 9 = 11.88
    (2.00, 0.66, 3, 9, 9),  # 66 % is what is aimed at
    (1.12, 1.00, 25, 25, 29),  # in floating point 1.12 × 25 is a little more than 28, and Kubernetes rounds it up
)


@pytest.mark.parametrize("use, target, ready, wanted, copies", TABLE)
def test_the_copies_asked_for_are_those_of_the_formula(use, target, ready, wanted, copies):
    assert recommended(Usage([use] * ready, new=wanted - ready), target, (0.1, 0.1), wanted) == copies


@pytest.mark.parametrize(
    "uses, silent, target, wanted, copies",
    [
        ([0.30, 0.30], 1, 0.80, 3, 2),  # 30, 30 and 100 of 300 are 53 %: 0.6625 × 3 = 1.99
        ([0.31, 0.31], 1, 0.80, 3, 3),  # 54 %: 2.03
        ([0.90, 0.90], 2, 1.50, 4, 4),  # counted as 150 each: 120 % of 150, × 4 = 3.2
        ([0.90, 0.90], 1, 1.50, 3, 3),  # 110 %: 2.2
        ([0.40, 0.40], 2, 1.50, 4, 3),  # 95 %: 2.53; counted as 100 each it were 1.87
        ([1.50, 1.50], 1, 0.80, 3, 4),  # counted as idle: 100 %, 1.25 × 3
    ],
)
def test_those_that_tell_nothing_never_turn_the_verdict_round(uses, silent, target, wanted, copies):
    assert recommended(Usage(uses, silent=silent), target, (0.1, 0.1), wanted) == copies


@pytest.mark.parametrize("asked, percent, copies", [(1000, 55, 10), (100, 56, 12), (10, 60, 12), (3, 66, 14)])
def test_use_is_told_in_thousandths_of_a_core(asked, percent, copies):
    """55.1 % of 100 thousandths is told as 56 of them, of 10 as 6, of 3 as 2."""
    uses = [0.551] * 10
    assert utilization([thousandths(use, asked) for use in uses], asked) == percent
    assert recommended(Usage(uses), 0.50, (0.1, 0.1), 10, asked) == copies


@pytest.mark.parametrize(
    "uses, silent, target, asked, copies",
    [
        ([0.55] * 4, 0, 0.375, 400, 6),  # 220 of 150 thousandths: 1.4667 × 4 = 5.87
        ([0.4125] * 4, 0, 0.375, 400, 4),  # 165 of 150: the edge
        ([0.415] * 4, 0, 0.375, 400, 5),  # 166 of 150
        ([0.1, 0.1], 1, 0.375, 400, 2),  # 40, 40 and the 150 that are aimed at: 76 of 150, × 3 = 1.52
    ],
)
def test_an_amount_that_is_aimed_at_is_reckoned_in_thousandths(uses, silent, target, asked, copies):
    assert recommended(Usage(uses, silent=silent), target, (0.1, 0.1), len(uses) + silent, asked) == copies


@pytest.mark.parametrize(
    "use, below, above, copies",
    [
        (0.60, 0.1, 0.3, 10),  # 1.2 is within the upper one
        (0.60, 0.3, 0.1, 12),
        (0.40, 0.3, 0.1, 10),  # 0.8 is within the lower one
        (0.40, 0.1, 0.3, 8),
        (0.51, 0.1, 0.0, 11),  # any more is too much
        (0.49, 0.0, 0.1, 10),  # 9.8 rounds up
    ],
)
def test_a_direction_may_have_its_own_tolerance(use, below, above, copies):
    assert recommended(Usage([use] * 10), 0.50, (below, above), 10) == copies


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
        ("grow", {"policies": ((4, 15.0), (1.0, 60.0))}, 20, ((70.0, 15),), 24),  # 5 were there a minute ago: 10
        ("grow", {"policies": ((4, 15.0), (1.0, 60.0)), "select": "min"}, 20, ((70.0, 15),), 10),
        ("shrink", {"policies": ((1, 10.0), (2, 60.0))}, 8, ((60.0, -1),), 7),  # 9 were there: both leave 7
        ("shrink", {"policies": ((1, 10.0), (2, 60.0)), "select": "min"}, 8, ((105.0, -1),), 8),
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


def by_pods(known, new, silent, now, target, tolerance):
    """The documented algorithm, pod by pod, in whole numbers of thousandths of a core and of percents: those that
    aren't ready and those without a figure are set aside; then the first count as idle ones where there seem to be too
    few, the others as idle ones there, and where there seem to be too many as busy as they asked to be, or as aimed at
    if that is more; whatever that turns round, or brings within the tolerance, is left as it is. What comes after the
    percents is done in floating point there too."""
    if not known:
        return now

    def percent(pods):
        return sum(pods) * 100 // (len(pods) * 1000) / target

    def near(ratio):
        return 1 - tolerance <= ratio <= 1 + tolerance

    pods = [use * 10 for use in known]
    first = percent(pods)
    few = first > 1 and new > 0
    if not few and not silent:
        return now if near(first) else math.ceil(first * len(pods))
    if first < 1:
        pods += [max(1000, target * 10)] * silent
    elif first > 1:
        pods += [0] * silent
    if few:
        pods += [0] * new
    again = percent(pods)
    if near(again) or (first < 1 < again) or (first > 1 > again):
        return now
    copies = math.ceil(again * len(pods))
    return now if (again < 1 and copies > now) or (again > 1 and copies < now) else copies


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.integers(0, 300), max_size=30),
    st.integers(0, 20),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(5, 200),
    st.sampled_from((0, 5, 10, 20)),
)
def test_the_formula_asks_for_what_kubernetes_description_gives_pod_by_pod(uses, new, silent, more, target, tolerance):
    """`more`: in a rollout there are more pods than are wanted."""
    wanted = max(1, len(uses) + new + silent - more)
    usage = Usage([use / 100 for use in uses], new, silent)
    found = recommended(usage, target / 100, (tolerance / 100, tolerance / 100), wanted)
    assert found == by_pods(uses, new, silent, wanted, target, tolerance / 100)


def slowly(policies, select, wanted, changes, now, grows):
    """The farthest number that the policies let through, found by trying one after another."""

    def allowed(number, policy):
        most, period = policy
        before = wanted - sum(difference for at, difference in changes if now - at < period)
        moved = number - before if grows else before - number
        if isinstance(most, float):
            far = before * (1 + most) if grows else before * (1 - most)
            most = math.ceil(round(far, 9)) - before if grows else before - math.floor(round(far, 9))
        return moved <= most

    verdict = any if select == "max" else all
    numbers = range(-300, 301) if grows else range(300, -301, -1)
    return max(0, [one for one in numbers if verdict(allowed(one, policy) for policy in policies)][-1])


policies = st.lists(
    st.tuples(st.integers(1, 10) | st.sampled_from((0.1, 0.25, 0.5, 1.0)), st.sampled_from((5.0, 15.0, 40.0, 60.0))),
    min_size=1,
    max_size=4,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    st.booleans(),
    policies,
    st.sampled_from(("max", "min")),
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 60), st.integers(-5, 5)), max_size=4),
)
def test_policies_let_through_what_their_description_says(grows, policies, select, wanted, changes):
    changes = sorted((float(at), number) for at, number in changes)
    befores = [wanted - sum(number for at, number in changes if 60 - at < period) for _, period in policies]
    if min(befores) < 0:
        return
    found = pace("grow" if grows else "shrink", policies=policies, select=select).limit(wanted, changes, 60.0)
    assert found == slowly(policies, select, wanted, changes, 60.0, grows)


def test_each_policy_has_its_own_period(tell):
    keys = "replicas=2 autoscale.min=2 autoscale.max=20 autoscale.target=0.2 autoscale.grow.policies=3:15,6:60"
    found = wanted_at(tell(SHOP.format(f"{keys} autoscale.grow.select=min"), "traffic U rate=90 | wait 130"))
    assert [number for _, number in found][:5] == [2, 5, 8, 11, 14], "three in 15 s, and no more than six in a minute"
    assert found[3][0] - found[1][0] >= 60


@settings(max_examples=15, deadline=None)
@given(
    replicas=st.integers(1, 6),
    least=st.integers(1, 3),
    more=st.integers(0, 9),
    target=st.sampled_from((30, 50, 80)),
    rates=st.lists(st.sampled_from((1, 8, 20, 45)), min_size=1, max_size=3),
    start=st.sampled_from((0, 3, 20)),
)
def test_an_autoscaler_stays_within_its_bounds_and_its_pace(tell, replicas, least, more, target, rates, start):
    keys = f"replicas={replicas} autoscale.min={least} autoscale.max={least + more} autoscale.target={target / 100}"
    story = "\n".join(f"traffic U rate={rate} | wait 40" for rate in rates)
    told = tell(SHOP.format(f"{keys} start={start}"), story)
    now, times = replicas, []
    for at, wanted in wanted_at(told)[1:]:
        assert least <= wanted <= least + more
        if wanted > now >= least:
            assert wanted <= max(2 * now, now + 4), "at most twice as many, or four more"
        assert at % 15 == pytest.approx(0, abs=1e-6), "it decides every 15 s"
        now = wanted
        times.append(at)
    assert len(times) == len(set(times))
