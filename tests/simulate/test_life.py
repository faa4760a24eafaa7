"""Copies: how they start, serve, scale, drain and end."""

import pytest

PAIR = "U client\nLB balancer check.period=2 check.failures=2\nW1 server\nW2 server\nU > LB > W1 W2"
WEB = "U client\nLB balancer\nweb server {}\nU > LB > web"


def replicas(told, of="web"):
    return [
        (event.data["ready"], event.data["total"], event.data["wanted"])
        for event in told.log.events
        if event.kind == "replicas" and event.of == of
    ]


def test_new_copies_serve_once_they_are_ready(tell):
    told = tell(WEB.format(""), "traffic U rate=40\nscale web to=3\nwait 5")
    assert told.states("web/1") == ["ready"]
    assert told.states("web/3") == ["starting", "ready"]
    ready = told.when("state", "web/3", state="ready")
    assert ready == told.when("state", "web/3", state="starting") + 3.0
    assert told.routed("web/3", until=ready) == 0 < told.routed("web/3")
    assert replicas(told)[0] == (1, 1, 1) and replicas(told)[-1] == (3, 3, 3)


def test_starts_are_spread_over_a_time(tell):
    told = tell(WEB.format(""), "scale web to=5 over=4")
    begun = [told.when("state", f"web/{copy}", state="starting") for copy in (2, 3, 4, 5)]
    assert begun == [0.0, 1.0, 2.0, 3.0]
    assert told.log.moments[0].end == 6.0, "the beat ends when all are as wanted"
    assert told.log.steps == ((0.0, 7.0),), "and the step when that could be seen"


def test_copies_that_are_too_many_drain_and_nothing_is_lost(tell):
    told = tell(WEB.format("replicas=4"), "traffic U rate=80\nscale web to=1\nwait 3")
    assert [told.states(f"web/{copy}")[-1] for copy in (1, 2, 3, 4)] == ["ready", "stopped", "stopped", "stopped"]
    assert told.totals["lost"] == told.totals["refused"] == 0
    assert replicas(told)[-1] == (1, 1, 1)


def test_a_new_copy_takes_the_lowest_free_place(tell):
    told = tell(WEB.format("replicas=3"), "scale web to=1\nscale web to=2")
    assert told.states("web/2") == ["ready", "draining", "stopped", "starting", "ready"]


def test_a_later_wish_for_copies_takes_over(tell):
    told = tell(WEB.format(""), "scale web to=9 over=8 | wait 1.5 | then scale web to=2\nwait 20")
    assert replicas(told)[-1] == (2, 2, 2)


def test_a_failed_copy_is_noticed_by_the_balancer_and_the_others_go_on(tell):
    checks = WEB.format("replicas=3").replace("LB balancer", "LB balancer check.period=1 check.failures=1")
    told = tell(checks, "traffic U rate=60\nfail web/2\nwait until detected web/2\nwait 3")
    assert {event.at for event in told.ends("lost")} == {"web/2"}
    noticed = told.when("detected", "web/2")
    assert told.routed("web/2", since=noticed) == 0
    assert told.states("web") == ["ready"], "as a whole it is still there"


def test_a_scaled_thing_without_a_balancer_shares_out_among_its_own_copies(tell):
    told = tell(
        "U client\nweb server replicas=3 check.period=1 check.failures=1\nU > web",
        "traffic U rate=60\nfail web/1\nwait until detected web/1\nwait 3",
    )
    assert {event.at for event in told.ends("served")} == {"web/1", "web/2", "web/3"}
    assert told.routed("web/1", since=told.when("detected", "web/1")) == 0


def test_when_all_copies_fail_the_thing_has_failed(tell):
    told = tell(WEB.format("replicas=2"), "fail web\nrecover web")
    assert told.states("web") == ["ready", "failed", "starting", "ready"]


def test_a_drained_thing_gets_nothing_new_and_the_beat_ends_when_its_work_is_done(tell):
    told = tell("U client\nLB balancer\nA server latency=0.5\nB server\nU > LB > A B", "traffic U rate=20\ndrain A")
    begun, ended = told.when("state", "A", state="draining"), told.when("drained", "A")
    assert told.routed("A", since=begun) == 0
    assert max(event.t for event in told.ends("served", "A")) == ended
    assert told.log.moments[-1].end == ended
    assert 0 < ended - begun < 0.6


def test_what_is_started_in_a_story_is_not_running_before(tell):
    told = tell("U client\nLB balancer\nA server\nB server\nU > LB > A B", "traffic U rate=20\nstart B\nwait 3")
    assert told.states("B") == ["pending", "starting", "ready"]
    assert told.routed("B", until=told.when("state", "B", state="ready")) == 0 < told.routed("B")


def test_a_thing_that_stands_for_sale_is_refused_to_those_who_have_no_other(tell):
    told = tell("U client\nA server\nU > A", "traffic U rate=20\nstart A\nwait 1")
    ready = told.when("state", "A", state="ready")
    assert {event.kind for event in told.log.events if event.request and event.t < ready} == {
        "sent",
        "routed",
        "refused",
    }
    assert told.ends("served", since=ready)


def test_a_healthy_thing_is_replaced_in_good_order(tell):
    told = tell("U client\nLB balancer\nA server\nB server\nU > LB > A B", "traffic U rate=40\nreplace A\nwait 2")
    assert told.states("A") == ["ready", "draining", "stopped", "starting", "ready"]
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_a_new_thing_inherits_the_weight_of_the_one_it_replaces(tell):
    told = tell(
        "LB balancer check.period=1 check.failures=1\nA server\nB server\nLB > A B",
        "traffic LB rate=40 | split LB A=100\nfail A\nwait until detected A\nreplace A as=C\nwait 3",
    )
    assert told.routed("C") > 100 and told.routed("B") == 0


def test_a_full_queue_refuses(tell):
    told = tell("U client\nA server capacity=10 latency=0.1 queue=5\nU > A", "traffic U rate=30\nwait 10")
    assert told.totals["served"] == pytest.approx(130, rel=0.06), "ten a second are served, no more"
    assert told.totals["refused"] > 200 and told.totals["lost"] == 0
    assert told.totals["latency"]["p99"] == pytest.approx(0.6, abs=0.1), "five places of a tenth of a second"


def test_two_copies_serve_twice_as_much(tell):
    told = tell(
        "U client\nLB balancer\nA server capacity=10 latency=0.1 queue=5 replicas=2\nU > LB > A",
        "traffic U rate=30\nwait 10",
    )
    assert told.totals["served"] == pytest.approx(260, rel=0.08)


def test_a_store_refuses_beyond_its_connections(tell):
    told = tell(
        "U client\nA server\nDB store max_connections=3 latency=1 capacity=100\nU > A > DB", "traffic U rate=20\nwait 5"
    )
    assert {event.at for event in told.ends("refused")} == {"DB"}
    assert told.totals["served"] == pytest.approx(3 * 8, abs=4)


def test_a_request_is_given_up_after_its_timeout_where_it_is(tell):
    told = tell("U client timeout=0.5\nA server latency=2\nU > A", "traffic U rate=5\nwait 2")
    assert told.totals["served"] == 0 and told.totals["timeout"] > 15
    assert {event.at for event in told.ends("timeout")} == {"A"}


def test_a_circle_of_ways_ends(tell):
    told = tell("A server\nB server\nC server\nA > B > C > A", "traffic A rate=10")
    assert {event.at for event in told.ends("served")} == {"C"}


def test_a_replacement_that_runs_already_takes_over_as_it_is(tell):
    told = tell("LB balancer\nA server\nB server\nLB > A B", "traffic LB rate=20\nreplace A as=C\nreplace B as=C")
    assert told.states("C") == ["starting", "ready"]
    assert told.states("A")[-1] == told.states("B")[-1] == "stopped"
    assert told.totals["lost"] == told.totals["refused"] == 0


def test_one_copy_is_replaced_by_one_with_another_name(tell):
    told = tell(WEB.format("replicas=2"), "traffic U rate=20\nfail web/2\nreplace web/2 as=web/9\nwait 3")
    assert told.states("web/2") == ["ready", "failed", "stopped"]
    assert told.states("web/9") == ["starting", "ready"] and told.ends("served", "web")
    assert replicas(told)[-1] == (2, 2, 2)


def test_a_controllers_order_reaches_what_is_not_running_yet(tell):
    told = tell(
        "O controller\nA server\nB server\nO > A B", "send O A | then start A\nfail B\nsend O B | then recover B"
    )
    assert [moment.fate for moment in told.log.moments] == ["served", "", "", "served", ""]
    assert told.states("A") == ["pending", "starting", "ready"]


def test_a_controller_that_has_failed_gives_no_orders(tell):
    assert tell("O controller\nA server\nO > A", "fail O\nsend O A").log.moments[1].fate == "lost"


@pytest.mark.parametrize("out", ["stop", "drain"])
def test_what_is_taken_out_and_comes_back_runs_before_and_after(tell, out):
    told = tell(PAIR, f"traffic U rate=10 | wait 5\n{out} W1\nwait 5\nstart W1\nwait 8")
    assert told.states("W1")[0] == "ready" and told.states("W1")[-1] == "ready"
    gone = told.when("state", "W1", state="draining")
    back = max(event.t for event in told.log.events if event.of == "W1" and event.data.get("state") == "ready")
    assert (
        told.routed("W1", until=gone)
        and not told.routed("W1", since=gone, until=back)
        and told.routed("W1", since=back)
    )
    assert not told.totals["lost"] and not told.totals["refused"]


def test_a_balancer_that_is_down_checks_nobody(tell):
    told = tell(PAIR, "traffic U rate=5 | wait 2\nfail LB | fail W1 | wait 20\nrecover LB\nwait 20")
    back = max(event.t for event in told.log.events if event.of == "LB" and event.data.get("state") == "ready")
    assert told.when("missed", "W1") >= back and told.when("detected", "W1") > back
