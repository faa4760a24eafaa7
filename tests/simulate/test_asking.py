"""Who needs several parts for one answer: in which order they are asked, and what it means that one fails."""

from collections import Counter
from math import sqrt

import pytest

SHOP = "U client\nA server latency=0.01\nQ queue\nD store\nC cache\nW server\nU > A > Q D C\nQ > W"


def ways(told):
    """The parts that each request came to, in order."""
    found: dict[int, list[str]] = {}
    for event in told.log.events:
        if event.kind == "routed":
            found.setdefault(event.request, []).append(event.to)
    return found


def done(told):
    return {event.request for event in told.log.events if event.kind == "served"}


def after_failure(told, kind):
    failed = next(event.t for event in told.log.events if event.kind == "state" and event.data["state"] == "failed")
    return sum(event.kind == kind and event.t > failed for event in told.log.events)


def test_each_request_asks_cache_store_and_queue_in_this_order(tell):
    told = tell(SHOP, "traffic U rate=20\nwait 4")
    assert {tuple(way) for number, way in ways(told).items() if number in done(told)} == {("A", "C", "D", "Q", "W")}
    assert {event.at for event in told.ends("served")} == {"W"}
    assert told.totals["served"] > 70 and told.totals["lost"] == 0


def test_of_several_of_a_kind_one_is_asked_in_turn(tell):
    told = tell("U client\nA server\nC cache\nD1 store\nD2 store\nU > A > C D1 D2", "traffic U rate=20\nwait 4")
    last = Counter(way[-1] for number, way in ways(told).items() if number in done(told))
    assert all(way[:2] == ["A", "C"] and len(way) == 3 for number, way in ways(told).items() if number in done(told))
    assert last.keys() == {"D1", "D2"} and abs(last["D1"] - last["D2"]) <= 1


def test_services_beside_each_other_share_the_requests(tell):
    told = tell("U client\nA server\nX server\nY server\nU > A > X Y", "traffic U rate=20")
    turns = [event.to for event in told.log.events if event.kind == "routed" and event.at == "A"]
    assert turns == (["X", "Y"] * len(turns))[: len(turns)]
    assert {event.at for event in told.ends("served")} == {"X", "Y"}


def test_a_balancer_chooses_whatever_is_behind_it(tell):
    told = tell("U client\nB balancer policy=round-robin\nC cache\nD store\nU > B > C D", "traffic U rate=20\nwait 2")
    assert {tuple(way) for number, way in ways(told).items() if number in done(told)} == {("B", "C"), ("B", "D")}


def test_without_its_cache_an_application_goes_on_to_its_store(tell):
    told = tell("U client\nA server\nC cache\nD store\nU > A > C D", "traffic U rate=20\nwait 2\nfail C\nwait 3")
    assert told.totals["lost"] == told.totals["refused"] == 0
    assert any(event.kind == "unanswered" and event.at == "C" for event in told.log.events)
    assert {event.at for event in told.ends("served")} == {"D"}


def test_without_its_store_it_answers_nothing(tell):
    told = tell("U client\nA server\nC cache\nD store\nU > A > C D", "traffic U rate=20\nwait 2\nfail D\nwait 3")
    assert {event.at for event in told.ends("lost")} == {"D"}
    assert after_failure(told, "served") == 0 and after_failure(told, "lost") > 50


def test_an_only_cache_is_needed(tell):
    told = tell("U client\nA server\nC cache\nU > A > C", "traffic U rate=20\nfail C\nwait 2")
    assert after_failure(told, "served") == 0 and after_failure(told, "lost") > 30


def test_a_part_that_two_of_a_way_need_is_asked_by_both(tell):
    told = tell("U client\nA server\nB server\nD store\nU > A > D B\nB > D", "traffic U rate=10\nwait 2")
    assert {tuple(way) for number, way in ways(told).items() if number in done(told)} == {("A", "D", "B", "D")}


def test_who_has_failed_meanwhile_takes_no_answer(tell):
    told = tell(
        "U client\nA server latency=0.01\nC cache latency=1\nD store\nU > A > C D",
        "traffic U rate=20\nwait 1\nfail A\nwait 2",
    )
    late = {event.at for event in told.ends("lost")}
    assert "A" in late and told.totals["in_flight"] == 0
    failed = next(event.t for event in told.log.events if event.kind == "state" and event.data["state"] == "failed")
    assert not any(event.to == "D" for event in told.log.events if event.kind == "routed" and event.t > failed)


def test_a_slow_cache_is_given_up_and_done_without(tell):
    system = "U client\nA server\nC cache latency=2 timeout=0.5 capacity=1000\nD store\nU > A > C D"
    told = tell(system, "traffic U rate=20\nwait 4")
    assert told.totals["timeout"] == 0 and told.totals["served"] > 50
    assert min(told.log.totals["latency"]["p50"], 0.6) >= 0.5


def test_a_time_limit_that_was_kept_ends_nothing_later(tell):
    system = "U client\nA server\nC cache timeout=0.5\nD store latency=1 capacity=1000\nU > A > C D"
    told = tell(system, "traffic U rate=20\nwait 4")
    assert told.totals["timeout"] == 0 and told.totals["served"] > 40


def test_a_time_limit_of_who_asks_covers_all_that_it_asks(tell):
    system = "U client\nA server timeout=0.5\nC cache latency=0.3 capacity=1000\nD store latency=0.4 capacity=1000\n"
    told = tell(system + "U > A > C D", "traffic U rate=20\nwait 4")
    assert told.totals["served"] == 0 and told.totals["timeout"] > 60


def test_connections_are_given_back_with_each_answer(tell):
    system = (
        "U client\nA server latency=0.01 pool=1\nD store latency=0.02 max_connections=1 capacity=1000\n"
        "Q queue latency=0.001\nW server latency=1 capacity=1000\nU > A > D Q\nQ > W"
    )
    told = tell(system, "traffic U rate=20\nwait 4")
    assert told.totals["served"] > 50, "the store's only connection isn't kept while the worker works"


def test_requests_are_conserved_amid_failures(tell):
    told = tell(
        SHOP, "traffic U rate=50\nwait 1\nfail C\nwait 1\nfail W\nwait 1\nrecover W | recover C\nfail D\nwait 2"
    )
    ends = sum(told.totals[kind] for kind in ("served", "lost", "refused", "timeout"))
    assert told.totals["sent"] == ends + told.totals["in_flight"]
    assert all(copy >= 0 for copy in (told.totals["in_flight"], told.totals["lost"]))


ASIDE = "U client\nA server latency=0.01\nC cache hit={}\nD store\nQ queue\nW server\nU > A > C D Q\nQ > W"
THROUGH = "U client\nA server latency=0.01\nC cache hit={}\nD store\nU > A > C > D"


@pytest.mark.parametrize("system", [ASIDE, THROUGH])
@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.93, 1.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_store_is_asked_for_what_its_cache_has_not_got(tell, system, share, seed):
    told = tell(system.format(share), "traffic U rate=40\nwait 10", seed)
    every = [way for number, way in ways(told).items() if number in done(told)]
    assert len(every) > 380 and told.totals["lost"] == told.totals["refused"] == 0
    missed = sum("D" in way for way in every)
    expected, spread = len(every) * (1 - share), sqrt(len(every) * share * (1 - share))
    assert abs(missed - expected) <= 4 * spread, "at random, by its share"
    assert all(way[:2] == ["A", "C"] for way in every)
    if system is ASIDE:
        assert all(way[-2:] == ["Q", "W"] for way in every), "what is sent on is sent all the same"


def test_without_its_cache_the_store_is_asked_for_all(tell):
    told = tell(ASIDE.format(0.9), "traffic U rate=20 | wait 4\nfail C\nwait 4")
    failed = told.when("state", "C", state="failed")
    before, after = told.routed("D", until=failed), told.routed("D", since=failed)
    assert before < 20 and after > 70 and told.totals["lost"] <= 1


def test_who_dies_meanwhile_has_lost_what_its_cache_had(tell):
    told = tell(
        THROUGH.format(1) + "\nA > S\nS store", "traffic U rate=40 | wait 2\nfail A | wait 2\nrecover A\nwait 2"
    )
    totals = told.totals
    assert totals["sent"] == sum(
        totals[kind] for kind in ("served", "error", "lost", "refused", "timeout", "in_flight")
    )
    assert not told.routed("D") and not told.routed("S"), "the cache has all"


@pytest.mark.parametrize("parts", ["C cache\nD store", "D store\nQ queue\nW server\nQ > W"])
@pytest.mark.parametrize("going", ["drain A then stop A", "stop A"])
def test_who_goes_in_good_order_first_asks_all_that_it_has_begun_to(tell, parts, going):
    asked = "C D" if "cache" in parts else "D Q"
    told = tell(
        f"U client\nLB balancer\nA server\nB server\n{parts}\nU > LB > A B\nA > {asked}\nB > {asked}",
        f"traffic U rate=100\nwait 3\n{going}\nwait 3",
    )
    assert told.totals["lost"] == told.totals["refused"] == 0
    assert told.totals["served"] > 500
