"""Probes of a copy's own: startup, readiness, liveness."""

import pytest

WEB = "U client\nLB balancer\nweb server replicas=2 capacity=50 {}\nU > LB > web"


def killed(told):
    return [(event.of, event.data["probe"]) for event in told.log.events if event.kind == "killed"]


def test_a_copy_that_starts_too_slowly_is_ended_and_started_again_with_back_off(tell):
    told = tell(WEB.format("start=40 startup.period=10 startup.failures=3"), "scale web to=3 | wait 100")
    assert killed(told)[:2] == [("web/3", "startup")] * 2
    starts = [e.t for e in told.log.events if e.kind == "state" and (e.of, e.data["state"]) == ("web/3", "starting")]
    assert starts == [0, 30, 70], "at once, then after 10 s"


def test_enough_patience_lets_it_start(tell):
    told = tell(WEB.format("start=40 startup.period=10 startup.failures=5"), "scale web to=3 | wait 50")
    assert not killed(told) and told.when("state", "web/3", state="ready") == 40


def test_without_a_startup_probe_liveness_is_what_a_slow_start_fails(tell):
    keys = "start=40 live.period=10 live.failures=3"
    assert killed(tell(WEB.format(keys), "scale web to=3 | wait 35")) == [("web/3", "live")]
    assert not killed(tell(WEB.format(f"{keys} live.delay=15"), "scale web to=3 | wait 50"))


def test_no_copy_is_ready_before_its_first_readiness_check(tell):
    told = tell(WEB.format("start=3 check.delay=20 check.period=5"), "scale web to=3 | wait 30")
    assert told.when("state", "web/3", state="ready") == 20


def test_a_readiness_probe_of_its_own_says_how_soon_a_dead_copy_is_noticed(tell):
    own = tell(WEB.format("check.period=2 check.failures=1"), "traffic U rate=20 | fail web/1 | wait 40")
    others = tell(WEB.format(""), "traffic U rate=20 | fail web/1 | wait 40")
    assert own.when("detected", "web/1") <= 3 < 20 <= others.when("detected", "web/1")


def test_what_answers_too_slowly_is_sent_nothing_more_until_it_recovers(tell):
    system = "U client\nLB balancer\nA server check.period=2\nB server\nU > LB > A B"
    told = tell(system, "traffic U rate=20 | degrade A latency=3 | wait 20\nrecover A | wait 10")
    noticed = told.when("detected", "A")
    assert 4 < noticed < 9
    assert told.routed("A", since=noticed, until=20) == 0 < told.routed("A", since=25)


def test_liveness_ends_what_hangs_again_and_again_and_makes_nothing_better(tell):
    told = tell(WEB.format("live.period=5 live.failures=2"), "traffic U rate=10 | degrade web latency=4 | wait 90")
    assert len(killed(told)) > 2 and {probe for _, probe in killed(told)} == {"live"}
    assert told.totals["refused"] > 0, "who is sent to it meanwhile"


@pytest.mark.parametrize("latency, grace, lost", [(4, 30, False), (4, 2, True), (40, 30, True)])
def test_what_liveness_ends_finishes_its_work_within_its_grace(tell, latency, grace, lost):
    web = WEB.format(f"live.period=5 live.failures=2 grace={grace}")
    told = tell(web, f"traffic U rate=2 | degrade web latency={latency} | wait 60")
    (copy, _), *_ = killed(told)
    ended = told.when("killed", copy)
    assert told.when("state", copy, state="draining") == ended
    down = told.when("state", copy, state="failed")
    assert down - ended == pytest.approx(grace if lost else latency, abs=0.6 if not lost else 1e-6)
    assert bool(told.ends("lost", "web")) is lost


@pytest.mark.parametrize("latency, ended", [(0.9, False), (1.1, True)])
def test_a_liveness_probe_waits_for_its_timeout(tell, latency, ended):
    told = tell(WEB.format("live.period=5"), f"traffic U rate=1 | degrade web latency={latency} | wait 40")
    assert bool(killed(told)) is ended


@pytest.mark.parametrize(
    "keys, seconds",
    [
        ("start=3", 3),
        ("start=3 check.period=10", 10),  # asked at 0, 10, …
        ("start=3 check.period=2", 4),
        ("start=3 check.period=2 check.delay=3", 3),
        ("start=3 check.delay=1 check.period=5", 6),
        ("start=3 check.period=10 startup.period=2", 4),  # the startup probe's answer is followed by a check at once
        ("start=3 check.delay=9 check.period=10 startup.period=2", 9),
        ("start=7 startup.period=5", 10),
        ("start=3 check.period=2 check.successes=3", 8),
    ],
)
def test_a_copy_is_ready_with_the_first_check_that_finds_it_started(tell, keys, seconds):
    told = tell(WEB.format(keys), "scale web to=3 | wait 30")
    assert told.when("state", "web/3", state="ready") == seconds


@pytest.mark.parametrize("keys, again", [("", False), ("live.period=5", True), ("live.period=5 restart=off", False)])
def test_who_is_asked_for_signs_of_life_is_started_again_after_a_crash(tell, keys, again):
    told = tell(WEB.format(keys), "fail web/1 | wait 10")
    assert (told.states("web/1")[-1] == "ready") is again


def test_one_copy_may_slow_down_while_the_others_serve_on(tell):
    keys = "latency=0.05 check.period=5 check.failures=2 check.timeout=1 live.period=10 live.failures=2"
    told = tell(WEB.format(keys), "traffic U rate=20 | degrade web/2 latency=5 | wait 60\nrecover web/2 | wait 15")
    assert {event.of for event in told.log.events if event.kind in ("missed", "detected", "killed")} == {"web/2"}
    noticed = told.when("detected", "web/2")
    assert told.routed("web/2", since=noticed, until=noticed + 5) == 0 < told.routed("web/1", since=noticed)
    assert 40 < told.routed("web/2", since=70) < 60, "half of what is sent, as ever"


def test_a_slow_copy_is_slow_by_itself_and_a_slow_thing_by_all_of_its_copies(tell):
    one = tell(WEB.format("latency=0.05"), "traffic U rate=20 | degrade web/1 latency=2 | wait 20")
    every = tell(WEB.format("latency=0.05"), "traffic U rate=20 | degrade web latency=2 | wait 20")
    slow = [(event.of, event.t) for event in one.log.events if event.data.get("state") == "degraded"]
    assert slow == [("web/1", 0.0)]
    assert [event.of for event in every.log.events if event.data.get("state") == "degraded"] == ["web"]
    assert every.totals["served"] < one.totals["served"]


SLOW = (
    "U client\nLB balancer\nweb server replicas=2 restart=on start=2 check.period=2 check.failures=2 {}\nU > LB > web"
)


def test_what_starts_again_and_is_still_too_slow_for_its_check_is_sent_nothing(tell):
    told = tell(
        SLOW.format(""),
        "traffic U rate=20\ndegrade web/1 latency=3\nwait 8\nrestart web/1\nwait 20\nrecover web/1\nwait 9",
    )
    out, mended = told.when("detected", "web/1"), told.log.steps[5][0]
    assert not told.routed("web/1", since=out + 0.01, until=mended), "it is up, and never fit to serve"
    assert told.routed("web/1", since=mended + 2)
    assert not told.totals["lost"] and told.states("web/1").count("ready") == 3


@pytest.mark.parametrize(("period", "timeout", "failures"), [(10, 1, 3), (5, 8, 3), (2, 2, 1), (3, 7, 4)])
def test_a_question_that_waits_longer_than_a_period_puts_off_the_next(tell, period, timeout, failures):
    live = f"live.period={period} live.timeout={timeout} live.failures={failures}"
    told = tell(SLOW.format(live), "traffic U rate=2\ndegrade web/1 latency=30\nwait 60")
    asked = told.when("killed", "web/1") - told.when("state", "web/1", state="degraded")
    assert asked == pytest.approx(period + timeout + (failures - 1) * max(period, timeout))
