"""Copies that die and are started again in their place, and who goes on sending to them."""

import pytest


def test_who_sends_to_what_has_died_hears_of_it_after_its_notice(tell):
    text = "U client\nS balancer notice={}\nW server replicas=3 restart=on start=3\nU > S > W"
    for notice in (0.0, 1.0):
        told = tell(text.format(notice), "traffic U rate=60\nwait 2\nfail W/2\nwait 8")
        died = told.when("state", "W/2", state="failed")
        after = [
            event.t for event in told.log.events if event.kind == "routed" and event.to == "W/2" and event.t > died
        ]
        early = [at for at in after if at < told.when("state", "W/2", state="starting") + 3.0]
        assert bool(early) == bool(notice)
        assert all(at <= died + notice + 0.01 for at in early)


CRASHED = "U client\nS balancer {}\nW server replicas=3 restart=on start={} latency=0.3\nU > S > W"


@pytest.fixture
def tell_crash(tell):
    return lambda keys, start: tell(CRASHED.format(keys, start), "traffic U rate=60\nwait 2\nfail W/2\nwait 12")


def arriving(told, since, until=1e9):
    return [e.t for e in told.log.events if e.kind == "routed" and e.to == "W/2" and since < e.t < until]


def test_who_isnt_told_of_a_crash_sends_there_until_its_checks_have_failed_or_it_is_ready_again(tell_crash):
    told = tell_crash("check.period=1 check.timeout=0.2 check.failures=2", start=8)
    died, known = told.when("state", "W/2", state="failed"), told.when("detected", "W/2")
    assert 0.2 <= known - died <= 2.3
    assert arriving(told, died, known) and not arriving(told, known + 0.01, died + 8)
    told = tell_crash("", start=3)
    up = died + 3
    assert len(arriving(told, died, up)) > 20 and not told.ends("refused")
    lost = [e.t for e in told.ends("lost", "W")]
    assert lost and max(lost) <= up + 0.01


def test_what_a_copy_was_working_on_when_it_crashed_is_lost(tell_crash):
    told = tell_crash("notice=0", start=3)
    died = told.when("state", "W/2", state="failed")
    assert {e.at for e in told.ends("lost")} == {"W/2"}
    ended = {e.request for e in told.log.events if e.kind == "served" and e.t <= died}
    here = {e.request for e in told.log.events if e.kind == "routed" and e.to == "W/2" and e.t <= died} - ended
    assert {e.request for e in told.ends("lost")} == here


def test_a_failed_connection_is_tried_elsewhere_where_the_balancer_does_so(tell_crash):
    told = tell_crash("retry=on", start=3)
    died = told.when("state", "W/2", state="failed")
    assert arriving(told, died, died + 3)
    assert all(e.t <= died + 0.01 for e in told.ends("lost"))
