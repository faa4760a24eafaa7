"""Steps, waits and the moments of beats."""

import pytest

from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.simulate import simulate

SYSTEM = "U client\nLB balancer check.period=2 check.failures=2\nW1 server\nW2 server\nU > LB > W1 W2"


def test_a_step_lasts_three_seconds_while_requests_flow_and_none_otherwise(tell):
    told = tell(SYSTEM, "appear all\ntraffic U rate=20\nhighlight W1\ntraffic U off\nhighlight W2")
    assert told.log.steps == ((0, 0), (0, 3), (3, 6), (6, 9), (9, 9))
    assert told.totals["in_flight"] == 0, "the last ones arrive in the step that turned the source off"


def test_beats_of_a_step_begin_together_and_then_waits_for_the_one_before(tell):
    told = tell(SYSTEM, "wait 2 | wait 5 | then wait 1 | wait 3")
    times = [(moment.start, moment.end) for moment in told.log.moments]
    assert times == [(0, 2), (0, 5), (5, 6), (0, 3)]


def test_every_beat_has_its_moment(tell):
    told = tell(SYSTEM, "appear all | traffic U rate=20\nfail W1 | highlight W1\nwait until detected W1")
    assert [(moment.step, moment.beat) for moment in told.log.moments] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)]


def test_what_has_come_about_already_is_not_waited_for(tell):
    told = tell(SYSTEM, "traffic U rate=20\nfail W1\nwait 20\nwait until detected W1")
    assert told.log.moments[-1].start == told.log.moments[-1].end


def test_reaching_max_is_a_warning_at_the_beat(board):
    span = Span("lecture.md", 4, 3, 4, 20)
    wait = Beat("wait", ("W1",), {"until": "detected", "max": 4.0}, span=span)
    told = board(SYSTEM, "traffic U rate=20\nfail W1\nwait 1")
    told = type(told)(**{name: getattr(told, name) for name in told.__dataclass_fields__} | {"steps": told.steps[:1]})
    told = type(told)(
        **{name: getattr(told, name) for name in told.__dataclass_fields__}
        | {"steps": (*told.steps, Step({}, (wait,)))}
    )
    log, (problem,) = simulate(told)
    assert (problem.code, problem.severity.value, problem.span) == ("wait-timed-out", "warning", span)
    assert "detected W1" in problem.message and "4 s" in problem.message
    assert log.moments[-1].reached is False
    assert log.moments[-1].end - log.moments[-1].start == pytest.approx(4.0)


@pytest.mark.parametrize(
    "wait, holds",
    [
        ("ready W3", ("state", "W3", {"state": "ready"})),
        ("stopped W2", ("state", "W2", {"state": "stopped"})),
        ("failed W1", ("state", "W1", {"state": "failed"})),
        ("drained W2", ("drained", "W2", {})),
        ("detected", ("detected", "W1", {})),
    ],
)
def test_a_wait_ends_with_its_event(tell, wait, holds):
    story = f"traffic U rate=20\nfail W1 | wait 9 | then replace W1 as=W3 | wait 1 | then stop W2 | wait until {wait}"
    told = tell(SYSTEM, story)
    kind, of, data = holds
    end = next(moment.end for moment in told.log.moments if moment.step == 1 and moment.beat == 5)
    assert end == told.when(kind, of, **data)


def test_a_number_of_requests_is_waited_for(tell):
    told = tell(SYSTEM, "traffic U rate=20\nwait until served n=100\nfail W1\nwait until lost W1 n=7")
    served = [event.t for event in told.ends("served")]
    lost = [event.t for event in told.ends("lost", "W1")]
    assert told.log.moments[1].end == served[99]
    assert told.log.moments[3].end == max(lost[6], told.log.steps[3][0])


def test_a_number_of_ready_copies_is_waited_for_up_and_down(tell):
    told = tell(
        "web server",
        "scale web to=6 over=5 | wait until replicas web n=4\nscale web to=2 | wait until replicas web n=2",
    )
    ready = [event.t for event in told.log.events if event.kind == "replicas" and event.data["ready"] == 4]
    assert told.log.moments[1].end == ready[0]
    assert told.log.moments[3].reached


def test_ready_without_a_name_waits_for_all_that_are_starting(tell):
    told = tell("A server start=2\nB server start=5", "start A | start B | wait until ready")
    assert told.log.moments[2].end == 5.0


def test_the_cuts_say_how_many_events_stood_before_each_step(tell):
    log = tell(SYSTEM, "traffic U rate=20\nfail W1\nwait 4").log
    assert log.cuts[0] == 0
    for cut, (start, _) in zip(log.cuts[1:], log.steps[1:], strict=True):
        assert log.events[cut - 1].t <= start <= log.events[cut].t


def test_a_single_request_has_its_fate_and_takes_its_time(tell):
    told = tell(SYSTEM, "send U LB W1\nsend U LB W2 fail\nfail W1\nsend U LB W1")
    fates = [moment.fate for moment in told.log.moments]
    assert fates == ["served", "lost", "", "lost"]
    assert told.log.told == (1, 2, 3)
    assert [event.to for event in told.log.events if event.request == 1 and event.kind == "routed"] == ["LB", "W1"]
    assert 0.07 < told.log.moments[0].end < 0.1


def test_the_system_runs_on_behind_the_last_step_and_counts_in_no_total(tell):
    told = tell(SYSTEM, "traffic U rate=20")
    assert told.log.coda and told.log.coda[0].t >= told.log.steps[-1][1]
    sent = sum(event.kind == "sent" for event in told.log.events)
    assert told.totals["sent"] == sent
    under_way = {event.request for event in told.log.events if event.request} - {
        event.request for event in told.log.events if event.kind in ("served", "lost", "refused", "timeout")
    }
    assert len(under_way) == told.totals["in_flight"]
    assert under_way <= {event.request for event in told.log.coda if event.kind == "served"}


def test_a_story_without_acting_beats_has_an_empty_log(tell):
    log = tell(SYSTEM, "appear all\nhighlight W1\nwait 2").log
    assert not log.simulated and log.totals == {} and log.steps == ((0, 0), (0, 0), (0, 2))


@pytest.mark.parametrize("harm", ["partition LB A", "degrade A latency=3"])
def test_who_is_out_of_reach_or_too_slow_is_waited_for_until_it_is_noticed(tell, harm):
    system = "U client\nLB balancer check.period=2 check.failures=2\nA server check.period=2\nB server\nU > LB > A B"
    told = tell(system, f"traffic U rate=20 | wait 2\n{harm} | wait until detected A max=30\nrecover A | wait 8")
    assert told.log.moments[3].end == told.when("detected", "A") > 2
    assert told.states("A")[-1] == "ready" and told.routed("A", since=told.log.steps[2][1] - 1)


@pytest.mark.parametrize("seconds", [0.5, 1, 2, 7])
def test_a_written_wait_is_the_systems_time_while_requests_flow_too(tell, seconds):
    told = tell(SYSTEM, f"traffic U rate=20 | wait {seconds}\nfail W1 | wait {seconds}\nhighlight W2")
    assert told.log.steps == ((0, seconds), (seconds, 2 * seconds), (2 * seconds, 2 * seconds + 3))
    assert told.when("state", "W1", state="failed") == seconds
