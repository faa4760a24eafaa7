"""Meters: what they read, and how they follow the copies."""

from itertools import pairwise

import pytest

ALARM = "A thing\nO controller\nC server {}\nA > O > C"


def readings(told, of="A"):
    return [(event.t, event.data["value"]) for event in told.log.events if event.kind == "gauge" and event.of == of]


def test_a_meter_goes_evenly_to_its_value(tell):
    told = tell(ALARM.format(""), "gauge A cpu=80 over=4")
    read = readings(told)
    assert read[-1] == (4.0, 80)
    assert all(value == pytest.approx(20 * t, abs=0.1) for t, value in read)
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(read)]
    assert all(0.1 <= round(gap, 6) <= 0.25 for gap in gaps)


def test_a_second_copy_halves_the_reading(tell):
    told = tell(ALARM.format(""), "gauge A cpu=80 over=4 of=C\nscale C to=2")
    ready = told.when("state", "C/2", state="ready")
    values = dict(readings(told))
    assert max(value for t, value in values.items() if t < ready) == 80
    assert readings(told)[-1][1] == 40
    falling = [value for t, value in readings(told) if t >= ready]
    assert falling == sorted(falling, reverse=True) and len(falling) == 25, "smoothed, as a window of five seconds does"


def test_those_behind_a_balancer_share_its_load(tell):
    told = tell("L balancer\nA server\nB server\nL > A\nL > B", "gauge A cpu=80 over=4 of=L\nstart B | wait 6")
    assert max(value for _, value in readings(told)) == 80
    assert readings(told)[-1][1] == 40


def test_four_copies_at_eighty_percent_read_forty_when_they_are_eight(tell):
    told = tell(ALARM.format("replicas=4"), "gauge A cpu=80 of=C\nscale C to=8")
    assert readings(told)[-1][1] == 40


def test_a_copy_that_fails_leaves_its_load_to_the_others(tell):
    told = tell(ALARM.format("replicas=4"), "gauge A cpu=60 of=C\nfail C/1\nwait 6")
    assert readings(told)[-1][1] == 80


def test_a_reading_has_a_hundred_percent_at_the_most(tell):
    told = tell(ALARM.format("replicas=2"), "gauge A cpu=80 of=C\nfail C/1\nwait 6")
    assert readings(told)[-1][1] == 100


def test_requests_count_in_a_reading_that_follows(tell):
    told = tell(
        "U client\nLB balancer\nweb server capacity=50\nU > LB > web",
        "traffic U rate=20\ngauge web cpu=80 of=web\nload U x2 over=0 | wait 7",
    )
    before = [value for t, value in readings(told, "web") if t <= told.log.steps[2][0]]
    assert before[-1] == 80, "40 % are the requests', the rest is other work"
    assert readings(told, "web")[-1][1] == 100


def test_a_later_gauge_takes_over(tell):
    told = tell(ALARM.format(""), "gauge A cpu=80 over=4 | wait 1 | then gauge A cpu=10 over=1\nwait 5")
    assert readings(told)[-1] == (2.0, 10)


WEB = "U client\nLB balancer\nweb server capacity=50 replicas=2\nU > LB > web"


def test_while_requests_flow_a_servers_cpu_follows_its_own_load(tell):
    told = tell(
        WEB, "traffic U rate=40 | wait 6\ngauge web cpu=60 over=2\nscale web to=4 | wait 12\nload U x2 over=0 | wait 8"
    )
    values = dict(readings(told, "web"))
    assert values[8.0] == 60, "40 % are the requests', the rest is other work"
    grown, doubled = told.log.steps[2][1], told.log.steps[3][1]
    assert readings(told, "web")[-1][1] == pytest.approx(50, abs=2) and doubled > grown
    assert [value for t, value in values.items() if t <= grown][-1] == pytest.approx(30, abs=2)


def test_no_meter_reads_less_than_the_requests_make(tell):
    told = tell(WEB, "traffic U rate=80 | wait 6\ngauge web cpu=20 over=2 | wait 10")
    assert readings(told, "web")[-1][1] == pytest.approx(80, abs=4)


def test_without_requests_a_meter_goes_where_it_is_told(tell):
    told = tell(WEB, "gauge web cpu=80 over=4\nscale web to=4 | wait 10")
    assert readings(told, "web")[-1] == (4.0, 80)


def test_a_meter_that_is_set_while_requests_flow_reads_them_from_their_beginning(tell):
    told = tell(
        "U client\nW server latency=0.1 capacity=40\nU > W",
        "wait 2\ntraffic U rate=20 | wait 8\ngauge W cpu=80 over=2",
    )
    readings = [(event.t, event.data["value"]) for event in told.log.events if event.kind == "gauge"]
    before = [value for at, value in readings if at < 10]
    assert not [value for at, value in readings if at < 2]
    assert 45 <= before[-1] <= 55, "20 of 40 a second"
    assert any(value >= 79 for at, value in readings if at > 10)


@pytest.mark.parametrize("later, last", [("load U x3 over=0", 60), ("wait 1", 20)])
def test_where_no_requests_reach_it_nobody_knows_its_load_once_the_sources_send_more(tell, later, last):
    told = tell(
        "U client\nweb server\nD server replicas=2\nU > web",
        f"traffic U rate=10\ngauge D cpu=60 over=1\n{later}\nscale D to=6 | wait 8",
    )
    assert readings(told, "D")[-1][1] == last
