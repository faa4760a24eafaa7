"""`compare:`: the same load on other systems."""

from dataclasses import replace

from hypothesis import given, settings

from diagram_anim.simulate import runs, simulate
from tests.simulate.test_conservation import boards

SHOP = "U client\nLB balancer\nweb server replicas={} capacity=10 latency=0.1\nU > LB > web"
STORY = "traffic U rate=20 | wait until refused n=10 max=30\nwait 5"


def test_the_other_system_gets_the_same_requests_at_the_same_moments(board):
    one = board(SHOP.format(1), STORY)
    told = replace(one, compare={"four": board(SHOP.format(4), STORY).system})
    log, (four,), problems = runs(told)
    assert not problems and log == simulate(one)[0]
    assert four.name == "four" and four.log.steps == log.steps and spans(four.log) == spans(log)
    sent = [[event.t for event in run.events if event.kind == "sent"] for run in (log, four.log)]
    assert sent[0] == sent[1]
    assert log.totals["refused"] >= 10 > four.log.totals["refused"] == 0


def test_what_never_comes_about_elsewhere_is_waited_for_as_long(board):
    few = replace(board(SHOP.format(4), STORY), compare={"one": board(SHOP.format(1), STORY).system})
    log, (one,), problems = runs(few)
    assert [problem.code for problem in problems] == ["wait-timed-out"], "told of the first run only"
    assert one.log.steps == log.steps and one.log.totals["refused"] > 0


@settings(max_examples=60, deadline=None)
@given(boards)
def test_a_system_compared_with_itself_is_sent_the_same(board):
    log, (same,), _ = runs(replace(board, compare={"same": board.system}))
    assert same.log.steps == log.steps and spans(same.log) == spans(log)
    assert [e.t for e in same.log.events if e.kind == "sent"] == [e.t for e in log.events if e.kind == "sent"]


def test_a_story_with_waits_comes_out_the_same_to_the_last_event(board):
    told = board(SHOP.format("2 autoscale.max=6"), f"{STORY}\nroll web to=v2 then fail web/1\nwait 60")
    log, (same,), _ = runs(replace(told, compare={"same": told.system}))
    assert (same.log.events, same.log.totals, same.log.cuts) == (log.events, log.totals, log.cuts)


def spans(log):
    return [(moment.step, moment.beat, moment.start, moment.end) for moment in log.moments]
