"""What a server waits for counts as its load: it is in flight there until it is answered, though nobody works on it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate.run import Run

SLOW = "U client\nLB balancer {}\nA server latency=0.01 {}\nB server latency=0.01\nD store latency=2 capacity=500\n"
WAYS = "U > LB > A B\nA > D\nB > D"
PAIR = SLOW + WAYS


def awaited(told, copy, at):
    """The requests that a copy had passed on and that weren't answered at a moment."""
    there = set()
    for event in told.log.events:
        if event.t > at or (event.t == at and event.kind == "lost"):
            break
        if event.kind == "routed" and event.at == copy:
            there.add(event.request)
        elif event.kind in ("served", "error", "lost", "refused", "timeout"):
            there.discard(event.request)
    return there


def last_answer(told, requests):
    return max(event.t for event in told.log.events if event.kind == "served" and event.request in requests)


def test_who_drains_waits_for_the_answers_of_a_slow_store(tell):
    told = tell(PAIR.format("", ""), "traffic U rate=20 | wait 4\ndrain A | wait 5")
    leaving, drained = told.when("state", "A", state="draining"), told.when("drained", "A")
    held = awaited(told, "A", leaving)
    assert len(held) > 10
    assert drained == last_answer(told, held) > leaving + 1.5, "with the last of them, and no later"
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_who_is_stopped_ends_with_the_last_answer(tell):
    told = tell(PAIR.format("", ""), "traffic U rate=20 | wait 4\nstop A | wait 5")
    leaving, stopped = told.when("state", "A", state="draining"), told.when("state", "A", state="stopped")
    assert stopped == last_answer(told, awaited(told, "A", leaving)) > leaving + 1.5
    assert told.totals["lost"] == 0


def test_what_is_not_answered_within_the_grace_period_is_lost(tell):
    told = tell(PAIR.format("", "grace=1"), "traffic U rate=20 | wait 4\nstop A | wait 5")
    leaving, stopped = told.when("state", "A", state="draining"), told.when("state", "A", state="stopped")
    assert stopped == leaving + 1.0
    lost = told.ends("lost")
    assert {(event.at, event.t) for event in lost} == {("A", stopped)}
    assert {event.request for event in lost} == awaited(told, "A", stopped)
    assert not any(event.kind == "drained" for event in told.log.events)


@pytest.mark.parametrize("beat", ["fail A", "restart A"])
def test_who_dies_loses_what_it_waits_for_and_nothing_else(tell, beat):
    told = tell(PAIR.format("check.period=0.1 check.failures=1", ""), f"traffic U rate=20 | wait 4\n{beat} | wait 5")
    died = told.when("state", "A", state="failed")
    lost = [event for event in told.ends("lost") if event.t == died]
    held = awaited(told, "A", died)
    assert {event.request for event in lost} == held and len(held) > 10
    assert {event.at for event in lost} == {"A"}
    assert not any(event.kind != "lost" for event in told.log.events if event.request in held and event.t > died)
    others = awaited(told, "B", died)
    assert others and others <= {event.request for event in told.ends("served")}


def test_a_balancer_that_dies_loses_what_is_under_way_behind_it(tell):
    told = tell(PAIR.format("", ""), "traffic U rate=20 | wait 4\nfail LB | wait 4")
    died = told.when("state", "LB", state="failed")
    lost = [event for event in told.ends("lost", "LB") if event.t == died]
    assert {event.request for event in lost} == awaited(told, "LB", died)
    assert not told.ends("served", since=died)


def test_of_those_who_die_together_the_last_that_it_came_to_has_lost_it(tell):
    told = tell(PAIR.format("", ""), "traffic U rate=20 | wait 4\nfail LB A B D | wait 2")
    died = told.when("state", "LB", state="failed")
    assert {event.at for event in told.ends("lost") if event.t == died} <= {"A", "B", "D"}
    assert len(told.ends("lost", "D")) > 30


def test_a_store_still_works_on_what_nobody_waits_for_any_more(tell):
    system = "U client\nA server latency=0\nD store latency=1 capacity=1 queue=0\nU > A > D"
    told = tell(system, "traffic U rate=2 | wait 1.6\nfail A then recover A | wait 2")
    assert told.ends("lost", "A") and told.ends("refused", "D"), "its only place is taken"


def test_the_fewest_connections_are_those_of_who_waits_least(tell):
    system = (
        "U client\nLB balancer policy={}\nA server latency=0.01\nB server latency=0.01\n"
        "S store latency=2 capacity=500\nF store latency=0.01\nU > LB > A B\nA > S\nB > F"
    )
    story = "traffic U rate=20 | wait 6"
    least, turn = (tell(system.format(policy), story) for policy in ("least-connections", "round-robin"))
    assert turn.routed("A") == pytest.approx(turn.routed("B"), abs=1)
    assert least.routed("A") < 5 < 100 < least.routed("B")


def test_a_connection_limit_counts_what_waits_for_an_answer(tell):
    """As PgBouncer's `max_client_conn`: who asked it stays connected while the store works."""
    system = "U client\nP store latency=0 max_connections=5\nD store latency=2 capacity=500\nU > P > D"
    told = tell(system, "traffic U rate=10 | wait 6.5")
    assert 10 < told.totals["served"] <= 15 and len(told.ends("refused", "P")) > 40
    under_way = Counter()
    for event in told.log.events:
        under_way[event.at] += (event.kind == "routed" and event.at == "P") - (event.kind == "served")
        assert under_way["P"] + under_way["D"] <= 5


@pytest.mark.parametrize("latency", [0.01, 3.0])
def test_waiting_takes_no_room_and_no_processor(tell, latency):
    system = (
        "U client\nLB balancer policy=round-robin\nA server latency=0.1 capacity=20 replicas=2 autoscale.max=6\n"
        f"D store latency={latency} capacity=900\nU > LB > A > D"
    )
    told = tell(system, "traffic U rate=18 | wait 60")
    assert not told.ends("refused") and told.totals["in_flight"] >= 18 * latency - 1
    cpu = [event.data["value"] for event in told.log.events if event.kind == "gauge" and event.of == "A"]
    assert cpu and all(42 <= value <= 48 for value in cpu), "18 of 40 requests a second"
    assert told.log.events[-1].data.get("total", 2) == 2


def test_a_consumer_that_waits_for_its_store_takes_the_next_message(tell):
    system = "U client\nQ queue\nW server latency=0.1 capacity=10\nD store latency=3 capacity=500\nU > Q > W > D"
    told = tell(system, "traffic U rate=9 | wait 10")
    assert told.totals["served"] > 9 * 6, "as many as it can work on"


def test_messages_that_a_dead_consumer_waited_for_go_back_to_the_queue(tell):
    system = (
        "U client\nQ queue\nW server latency=0.1\nX server latency=0.1\nD store latency=2 capacity=500\nU > Q > W X > D"
    )
    told = tell(system, "traffic U rate=10 | wait 5\nfail W | wait 5\ntraffic U off | wait 5")
    held = awaited(told, "W", told.when("state", "W", state="failed"))
    assert held and told.totals["lost"] == told.totals["in_flight"] == 0
    again = Counter(event.request for event in told.log.events if event.kind == "routed" and event.at == "Q")
    assert {request for request, times in again.items() if times == 2} >= held


def test_so_do_those_whose_store_died_with_it(tell):
    system = "U client\nQ queue\nW server latency=0.1\nX server latency=0.1\nD store latency=2\nQ > W X\nW > D\nU > Q"
    told = tell(system, "traffic U rate=10 | wait 5\nfail W D | wait 5")
    assert awaited(told, "W", told.when("state", "W", state="failed")) and told.totals["lost"] == 0


def test_who_has_put_a_message_into_a_queue_waits_for_nobody(tell):
    system = (
        "U client\nLB balancer\nA server\nB server\nQ queue\nW server latency=5 capacity=500\nU > LB > A B\nA B > Q > W"
    )
    told = tell(system, "traffic U rate=10 | wait 4\ndrain A then fail B | wait 1")
    assert told.when("drained", "A") < told.when("state", "A", state="draining") + 0.2
    assert not [event for event in told.ends("lost") if event.t == told.when("state", "B", state="failed")][2:]


@pytest.mark.parametrize("keys", ["timeout=1", "retries=3"])
def test_nor_does_who_sent_it_give_it_up_or_send_it_again(tell, keys):
    system = "U client {}\nQ queue\nW server latency=2 errors=1 capacity=500\nU > Q > W"
    story = "traffic U rate=10 | wait 4\ntraffic U off | wait 4"
    plain, told = tell(system.format(""), story), tell(system.format(keys), story)
    assert told.totals["sent"] == told.totals["error"] == plain.totals["sent"] > 30
    direct = tell(system.replace("Q queue", "Q server").format(keys), story)
    assert direct.totals["timeout"] > 30 or direct.totals["sent"] > plain.totals["sent"] + 30


def test_who_stopped_waiting_for_a_slow_cache_is_not_answered_by_it_later(tell):
    system = (
        "U client\nA server latency=0.01\nC cache latency=1 timeout=0.2\nD store latency=3 capacity=500\nU > A > C D"
    )
    told = tell(system, "traffic U rate=10 | wait 8")
    assert {event.at for event in told.ends("served")} == {"D"}
    assert {event.at for event in told.log.events if event.kind == "unanswered"} == {"C"}
    assert not any(event.kind == "answered" for event in told.log.events)


@settings(max_examples=40, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(["server", "store", "cache", "queue", "balancer"]), min_size=3, max_size=4),
    ways=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6, unique=True),
    beats=st.lists(
        st.tuples(st.sampled_from(["fail", "recover", "restart", "drain", "stop", "start"]), st.integers(0, 3)),
        max_size=5,
    ),
    keys=st.sampled_from(["", "grace=0.5", "timeout=0.3", "capacity=5", "max_connections=3", "pool=2", "queue=2"]),
    seed=st.integers(0, 3),
)
def test_nothing_is_in_flight_anywhere_once_all_have_ended(board, kinds, ways, beats, keys, seed):
    names = [f"P{number}" for number in range(len(kinds))]
    lines = [f"{name} {kind} latency=0.2 {keys}" for name, kind in zip(names, kinds, strict=True)]
    lines += [f"{names[a]} > {names[b]}" for a, b in ways if max(a, b) < len(names) and a < b]
    told = [f"{verb} {names[to]} | wait 0.3" for verb, to in beats if to < len(names)]
    system = "\n".join(["U client", *lines, f"U > {names[0]}"])
    run = Run(board(system, "\n".join(["traffic U rate=30 | wait 1", *told, "traffic U off | wait 90"])), seed)
    run.log()
    for thing in run.world.net.things.values():
        for copy in thing.copies:
            assert 0 <= len(copy.awaited) <= copy.load and len(copy.work) <= copy.at_work
    waiting = sum(
        copy.load for thing in run.world.net.things.values() for copy in thing.copies if thing.role == "queue"
    )
    everywhere = sum(copy.load for thing in run.world.net.things.values() for copy in thing.copies)
    ledger = run.world.ledger
    assert (ledger.in_flight == 0) == (everywhere == 0)
    assert ledger.in_flight == 0 or waiting
