"""Where requests come from, and how fast."""

import statistics
from itertools import pairwise

import pytest

from diagram_anim.simulate import simulate
from tests.machine import units

SYSTEM = "U client {}\nLB balancer\nA server\nB server\nU > LB > A B"


def sent(told, at="U"):
    return [event.t for event in told.log.events if event.kind == "sent" and event.at == at]


def test_requests_leave_evenly_with_a_little_jitter(tell):
    times = sent(tell(SYSTEM.format(""), "traffic U rate=20\nwait 27"))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) == pytest.approx(600, abs=1)
    assert 0.7 * 0.05 <= min(gaps) < 0.049 and 0.051 < max(gaps) <= 1.3 * 0.05


def test_as_a_poisson_process_gaps_scatter_as_much_as_their_mean(tell):
    times = sent(tell(SYSTEM.format("arrivals=poisson"), "traffic U rate=20\nwait 57"))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) == pytest.approx(1200, abs=4 * 1200**0.5)
    assert statistics.stdev(gaps) == pytest.approx(statistics.mean(gaps), rel=0.1)


def test_load_multiplies_the_rate_evenly_over_a_time(tell):
    told = tell(SYSTEM.format(""), "traffic U rate=10\nload U x10 over=5\nwait 5")
    times = sent(told)
    rising = sum(3 <= t < 8 for t in times)
    full = sum(8 <= t < 13 for t in times)
    assert rising == pytest.approx(275, abs=8) and full == pytest.approx(500, abs=2)
    assert told.log.moments[1].end == 8.0


def test_load_on_a_source_that_is_still_begins_at_its_own_rate(tell):
    assert len(sent(tell(SYSTEM.format("rate=5"), "load U x2 over=0\nwait 10"))) == pytest.approx(130, abs=2)


def test_a_source_sends_until_it_is_set_anew_or_turned_off(tell):
    times = sent(tell(SYSTEM.format(""), "traffic U rate=10\ntraffic U rate=40\ntraffic U off\nwait 5"))
    assert sum(t < 3 for t in times) == pytest.approx(30, abs=1)
    assert sum(3 <= t < 6 for t in times) == pytest.approx(120, abs=1)
    assert not [t for t in times if t > 6]


def test_a_source_can_keep_to_one_neighbour(tell):
    told = tell("U client\nA server\nB server\nU > A B", "traffic U rate=20 to=B")
    assert told.routed("A") == 0 < told.routed("B")


def test_without_a_client_the_balancer_is_the_source(tell):
    told = tell("LB balancer\nA server\nB server\nLB > A B", "traffic LB rate=20")
    assert sent(told, "LB") and told.routed("A") and told.routed("B")


def test_other_seeds_give_other_runs_of_the_same_story(tell):
    assert sent(tell(SYSTEM.format(""), "traffic U", 1)) != sent(tell(SYSTEM.format(""), "traffic U", 2))


def test_more_traffic_than_can_be_simulated_is_an_error_and_ends(board, monkeypatch):
    monkeypatch.setattr("diagram_anim.simulate.sources.MOST_REQUESTS", 1000)
    log, (problem,) = simulate(board(SYSTEM.format(""), "traffic U rate=500\nwait 60"))
    assert problem.code == "too-much-traffic" and problem.is_error and log.totals["sent"] == 1000


def test_a_minute_of_forty_requests_a_second_takes_no_time_to_speak_of(board):
    told = board(
        "U client\nLB balancer\nA server\nB server\nDB store\nU > LB > A B\nA B > DB", "traffic U rate=40\nwait 57"
    )

    def run() -> None:
        log, _ = simulate(told)
        assert log.totals["sent"] == pytest.approx(2400, abs=1)

    assert units(run, tries=3) < 2.5


def test_traffic_without_a_rate_runs_at_the_sources_own(tell):
    told = tell("U client rate=7\nC server\nU > C", "traffic U | wait 10")
    assert told.totals["sent"] == 70


def test_traffic_without_any_rate_runs_at_the_default(tell):
    assert tell("U client\nC server\nU > C", "traffic U | wait 4").totals["sent"] == 80
