"""Answers that tell of an error: neither served nor lost."""

import pytest

from diagram_anim.simulate import per_second, simulate
from tests.simulate.conftest import Told, read_board

ONE = "U client\nA server errors=0.07\nU > A"
TWO = "U client\nLB balancer\nA server\nB server\nU > LB > A B"


def test_a_share_of_the_answers_are_errors_and_nothing_is_lost(tell):
    told = tell(ONE, "traffic U rate=100 | wait 60")
    totals = told.totals
    assert totals["sent"] == totals["served"] + totals["error"] + totals["in_flight"]
    assert totals["error"] / (totals["error"] + totals["served"]) == pytest.approx(0.07, abs=0.01)
    assert totals["lost"] == totals["refused"] == totals["timeout"] == 0
    assert {event.at for event in told.ends("error")} == {"A"}
    assert told.states("A") == ["ready"], "it answers"


def test_an_error_takes_as_long_as_an_answer_and_is_no_latency_of_what_is_served(tell):
    told = tell("U client\nA server errors=1 latency=0.5\nU > A", "traffic U rate=10 | wait 5")
    sent = {event.request: event.t for event in told.log.events if event.kind == "sent"}
    assert all(0.4 < event.t - sent[event.request] < 0.6 for event in told.ends("error"))
    assert told.totals["served"] == 0 and told.totals["latency"]["p50"] is None


def test_one_of_two_makes_errors_until_it_recovers(tell):
    told = tell(TWO, "traffic U rate=40 | wait 5\ndegrade B errors=50 | wait 20\nrecover B | wait 10")
    assert told.states("B") == ["ready", "faulty", "ready"]
    errors, well = told.ends("error", "B"), told.ends("served", "B", 5.2, 25)
    assert len(errors) / (len(errors) + len(well)) == pytest.approx(0.5, abs=0.08)
    assert not told.ends("error", "A") and not told.ends("error", since=25.2)


def test_what_only_makes_errors_is_no_slower(tell):
    told = tell("U client\nA server latency=0.1\nU > A", "traffic U rate=20 | wait 3\ndegrade A errors=10 | wait 10")
    assert told.totals["latency"]["p99"] < 0.12


def test_a_client_tries_again_after_an_error_and_a_balancer_does_not(tell):
    system = "U client retries={}\nLB balancer retry=on\nA server errors=1\nB server\nU > LB > A B"
    story = "traffic U rate=20 | wait 10\ntraffic U off | wait 3"
    once, again = tell(system.format(0), story), tell(system.format(1), story)
    assert once.totals["error"] == once.totals["sent"] - once.totals["served"] > 50
    assert again.totals["sent"] > once.totals["sent"], "HTTP proxies pass an error on (nginx: proxy_next_upstream)"
    assert all(event.at == "A" for event in again.ends("error"))


def test_who_asks_an_erring_cache_asks_its_store(tell):
    system = "U client\nA server\nC cache errors=1\nD store\nU > A > C D"
    told = tell(system, "traffic U rate=20 | wait 5\ntraffic U off | wait 1")
    assert told.totals["error"] == 0 and told.totals["served"] == told.totals["sent"]
    broken = tell(system.replace("D store", "D store errors=1"), "traffic U rate=20 | wait 5\ntraffic U off | wait 1")
    assert broken.totals["error"] == broken.totals["sent"] and broken.totals["served"] == 0


def test_errors_are_waited_for_and_told_by_the_second(tell):
    told = tell(ONE, "traffic U rate=50 | wait until error A n=10 max=60")
    (moment,) = [one for one in told.log.moments if one.beat == 1]
    assert len([event for event in told.ends("error") if event.t <= moment.end]) == 10
    rows = [*per_second(told.log)]
    assert (
        sum(row["error"] for row in rows) == told.totals["error"] and rows[-1]["in_flight"] == told.totals["in_flight"]
    )


def test_the_same_seed_makes_the_same_errors_and_another_others():
    def errors(seed):
        log, _ = simulate(read_board(ONE, "traffic U rate=50 | wait 20"), seed)
        return [event.request for event in Told(log).ends("error")]

    assert errors(3) == errors(3) != errors(4)


@pytest.mark.parametrize("errors", [0.02, 0.07, 0.3])
def test_of_few_answers_as_many_are_errors_as_was_said(tell, errors):
    told = tell(f"U client\nA server errors={errors}\nU > A", "traffic U rate=10 | wait 40")
    told_of = [event.kind for event in told.log.events if event.kind in ("served", "error")]
    for answered in range(20, len(told_of), 20):
        assert abs(told_of[:answered].count("error") - errors * answered) <= 1.5
