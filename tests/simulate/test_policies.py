"""How a balancer chooses."""

from collections import Counter
from itertools import pairwise

import pytest


def system(policy: str, more: str = "") -> str:
    return f"U client\nLB balancer policy={policy} {more}\nA server\nB server\nC server\nU > LB > A B C"


def chosen(told) -> list[str]:
    return [event.to for event in told.log.events if event.kind == "routed" and event.at == "LB"]


def test_random_is_the_default_and_falls_as_chance_does(tell):
    told = tell("U client\nLB balancer\nA server\nB server\nU > LB > A B", "traffic U rate=50\nwait 20")
    order = chosen(told)
    repeats = sum(one == other for one, other in pairwise(order))
    assert 0.42 < repeats / len(order) < 0.58, "neither alternating nor sticking"
    assert abs(Counter(order)["A"] - len(order) / 2) < 3 * (len(order) / 4) ** 0.5


def test_round_robin_takes_turns(tell):
    order = chosen(tell(system("round_robin"), "traffic U rate=30"))
    assert order == (["A", "B", "C"] * len(order))[: len(order)]
    assert order == chosen(tell(system("round-robin"), "traffic U rate=30")), "with either spelling"


def test_round_robin_goes_on_past_the_one_that_is_out(tell):
    told = tell(
        system("round_robin", "check.period=1 check.failures=1"), "traffic U rate=30\nfail B\nwait until detected B"
    )
    noticed = told.when("detected", "B")
    order = [event.to for event in told.log.events if event.kind == "routed" and event.at == "LB" and event.t > noticed]
    assert order in [(pair * len(order))[: len(order)] for pair in (["A", "C"], ["C", "A"])]


def test_least_connections_spares_the_slow(tell):
    slow = system("least_connections").replace("C server", "C server latency=2")
    counts = Counter(chosen(tell(slow, "traffic U rate=30\nwait 20")))
    assert counts["C"] < counts["A"] / 3
    assert abs(counts["A"] - counts["B"]) < 0.2 * counts["A"]


def test_weights_of_the_settings_are_kept(tell):
    counts = Counter(chosen(tell(system("weighted", "weights.A=0.7 weights.B=0.3"), "traffic U rate=50\nwait 20")))
    assert counts["C"] == 0
    assert counts["A"] / sum(counts.values()) == pytest.approx(0.7, abs=0.05)


@pytest.mark.parametrize("policy", ["sticky", "hash"])
def test_a_client_stays_with_its_server(tell, policy):
    told = tell(system(policy).replace("U client", "U client clients=1"), "traffic U rate=30")
    assert len(set(chosen(told))) == 1


@pytest.mark.parametrize("policy", ["sticky", "hash"])
def test_many_clients_are_spread_over_all(tell, policy):
    assert set(chosen(tell(system(policy), "traffic U rate=50\nwait 5"))) == {"A", "B", "C"}


def test_the_same_seed_gives_every_policy_the_same_requests(tell):
    def sent(policy):
        return [event.t for event in tell(system(policy), "traffic U rate=30").log.events if event.kind == "sent"]

    assert sent("random") == sent("round_robin") == sent("least_connections")


def test_a_split_is_shared_among_those_that_are_ready(tell):
    told = tell(
        system("random", "check.period=1 check.failures=1"),
        "traffic U rate=50 | split LB A=50 B=50\nfail A\nwait until detected A\nwait 5",
    )
    noticed = told.when("detected", "A")
    assert told.routed("B", since=noticed) > 200
    assert told.routed("A", since=noticed) == told.routed("C") == 0


def test_a_split_eases_from_what_was_before(tell):
    told = tell(system("random"), "traffic U rate=10\nsplit LB A=100 over=1")
    shares = [event.data["to"] for event in told.log.events if event.kind == "split"]
    times = [event.t for event in told.log.events if event.kind == "split"]
    assert len(shares) == 10 and max(b - a for a, b in pairwise(times)) <= 0.1 + 1e-6
    assert [one["A"] for one in shares] == sorted(one["A"] for one in shares)
    assert shares[-1] == {"A": 100, "B": 0, "C": 0}
    assert all(sum(one.values()) == pytest.approx(100, abs=0.05) for one in shares)


def test_a_later_split_takes_over_from_one_that_is_under_way(tell):
    told = tell(system("random"), "split LB A=100 over=10 | wait 1 | then split LB B=100")
    shares = [event.data["to"] for event in told.log.events if event.kind == "split"]
    assert shares[-1] == {"A": 0, "B": 100, "C": 0}


def test_a_balancer_with_nobody_to_send_to_refuses(tell):
    told = tell(
        "U client\nLB balancer check.period=1 check.failures=1\nA server\nU > LB > A",
        "traffic U rate=20\nfail A\nwait until detected A\nwait 2",
    )
    noticed = told.when("detected", "A")
    assert {event.at for event in told.ends("refused", since=noticed)} == {"LB"}
    assert not told.ends("lost", since=noticed + 0.002)


def test_a_balancer_that_retries_sends_a_failed_connection_to_another(tell):
    told = tell(system("random", "retry=on"), "traffic U rate=40\nfail A\nwait 5")
    died = told.when("state", "A", state="failed")
    assert not told.ends("lost", since=died + 0.002), "only what it was working on is lost"
    assert told.routed("A", since=died) > 0


def test_a_client_that_retries_sends_a_new_request(tell):
    once = tell("U client\nA server\nU > A", "traffic U rate=10\nfail A\nwait 2")
    twice = tell("U client retries=1\nA server\nU > A", "traffic U rate=10\nfail A\nwait 2")
    assert len(twice.ends("lost")) == pytest.approx(2 * len(once.ends("lost")), abs=2)
