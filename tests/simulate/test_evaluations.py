"""Nomad: evaluations, plans and allocations, by its documented rules."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.simulate import simulate
from diagram_anim.simulate.placement import Fit, packed
from tests.simulate.conftest import Told, read_board
from tests.test_scenes import board

NOMAD = """J thing
S controller duty=server lease=20 eviction=0
W controller duty=scheduler
N1 node cpu.limit=1
N2 node cpu.limit=4
A server on=N1/N2 start=2 cpu.request=1
J > S > W
S > N1 N2"""


def evaluations(told):
    """(id, status, trigger) in order."""
    told_of = [event.data for event in told.log.events if event.kind == "evaluation"]
    return [(data["id"], data["status"], data["trigger"]) for data in told_of]


def nodes(told):
    return [event.data["node"] for event in told.log.events if event.kind == "scheduled"]


def ready(told, of="A"):
    return [event.data["ready"] for event in told.log.events if event.kind == "replicas" and event.of == of][-1]


def test_a_job_becomes_an_evaluation_a_plan_and_allocations(tell):
    told = tell(NOMAD, "apply A from=J to=3\nwait until replicas A n=3")
    kinds = ("written", "evaluation", "planned", "applied", "scheduled", "message")
    order = [
        (e.kind, e.data.get("says") or e.data.get("status", ""))
        for e in told.log.events
        if e.kind in kinds and not (e.kind == "message" and e.data["says"] == "allocation")
    ]
    assert order == [
        ("message", "job"),
        ("written", ""),
        ("evaluation", "pending"),
        ("message", "evaluation"),
        ("planned", ""),
        ("message", "plan"),
        ("applied", ""),
        *[("scheduled", "")] * 3,
        ("evaluation", "complete"),
    ]
    (applied,) = [event.data for event in told.log.events if event.kind == "applied"]
    assert (applied["by"], applied["accepted"], applied["rejected"]) == ("S", 3, 0)
    heard = [event.of for event in told.log.events if event.kind == "message" and event.data["says"] == "allocation"]
    assert sorted(heard) == sorted(nodes(told)) == ["N1", "N2", "N2"], "clients are told of their own"


def test_without_a_leader_nothing_is_registered_and_no_plan_is_applied(tell):
    system = NOMAD.replace("S controller duty=server", "S controller duty=server election=1\nS2 controller duty=server")
    story = "elect S S2 first=S\n{}apply A from=J to=2\nwait 20"
    alone = tell(system, story.format("fail S2\nwait 3\n"))
    assert alone.when("rejected", "A") and not nodes(alone) and not evaluations(alone)
    scene = read_board(system, story.format(""))
    steps = [*scene.steps[:2], Step({}, (Beat("wait", (), {"until": "planned"}),)), Step({}, (Beat("fail", ("S2",)),))]
    log, _ = simulate(replace(scene, steps=(*steps, Step({}, (Beat("wait", (), {"seconds": 60.0}),)))))
    told = Told(log)
    assert not nodes(told) and not [event for event in log.events if event.kind == "applied"]
    steps += [Step({}, (Beat("recover", ("S2",)),)), Step({}, (Beat("wait", (), {"seconds": 20.0}),))]
    log, _ = simulate(replace(scene, steps=tuple(steps)))
    assert ready(Told(log)) == 2, "a new leader gives out anew what is pending"


def test_what_finds_no_room_is_blocked_until_there_is_some(tell):
    told = tell(NOMAD, "apply A from=J to=6\nwait 10\nstop A/1\nwait 10")
    assert evaluations(told)[:3] == [
        (1, "pending", "job-register"),
        (1, "complete", "job-register"),
        (2, "blocked", "queued-allocs"),
    ]
    stopped = told.when("state", "A/1", state="stopped")
    assert evaluations(told)[3:] == [(2, "pending", "queued-allocs"), (2, "complete", "queued-allocs")]
    assert len(nodes(told)) == 6 and ready(told) == 5
    assert all(event.t > stopped for event in told.log.events if event.kind == "scheduled" and event.of == "A/6")


def test_a_node_without_a_heartbeat_is_down_and_its_allocations_are_planned_anew(tell):
    told = tell(NOMAD, "apply A from=J to=3\nwait until replicas A n=3\nfail N1 | wait 19\nwait 10")
    died = told.when("state", "N1", state="failed")
    assert told.when("detected", "N1") == pytest.approx(died + 20)
    (update,) = [e for e in told.log.events if e.kind == "evaluation" and e.data["trigger"] == "node-update"][:1]
    assert update.t == pytest.approx(died + 20)
    assert ready(told) == 3 and nodes(told)[-1] == "N2"


def test_a_job_that_has_lost_its_node_waits_for_it_where_there_is_no_other(tell):
    told = tell(NOMAD, "apply A from=J to=3\nwait until replicas A n=3\nfail N2 | wait 60\nrecover N2\nwait 10")
    statuses = [status for _, status, _ in evaluations(told)]
    assert statuses == ["pending", "complete", "pending", "complete", "blocked", "pending", "complete"]
    assert ready(told) == 3


def test_an_allocation_is_started_again_in_its_place_twice_then_replaced_elsewhere(tell):
    system = NOMAD.replace("cpu.limit=1\n", "cpu.limit=4\n")
    again = "fail A/1\nwait until ready A/1\nwait 1\n"
    told = tell(system, f"apply A from=J to=1\nwait until replicas A n=1\n{again * 3}wait 40")
    states = [(e.t, e.data["state"]) for e in told.log.events if e.kind == "state" and e.of == "A/1"]
    failed = [t for t, state in states if state == "failed"]
    started = [t for t, state in states if state == "starting"][1:]
    gaps = [after - before for before, after in zip(failed, started, strict=True)]
    assert gaps == [15, 15, pytest.approx(30, abs=0.1)]
    assert [trigger for _, _, trigger in evaluations(told)][-1] == "alloc-failure"
    one, other = nodes(told)
    assert one != other, "where it has just failed is the worse place"
    assert ready(told) == 1


RACE = """S controller duty=server
W1 controller duty=scheduler
W2 controller duty=scheduler
N node cpu.limit=2
A server on=N replicas=1 start=1 cpu.request=1.5
B server on=N replicas=1 start=1 cpu.request=1.5
S > W1 W2
S > N"""


def test_of_two_plans_for_the_same_room_the_leader_rejects_the_later(tell):
    told = tell(RACE, "apply A to=1 | apply B to=1\nwait 10")
    plans = [(e.of, e.data["accepted"], e.data["rejected"]) for e in told.log.events if e.kind == "applied"]
    assert plans == [("A", 1, 0), ("B", 0, 1)], "both saw it free"
    planned = [(e.of, e.data["nodes"]) for e in told.log.events if e.kind == "planned"]
    assert planned == [("A", ["N"]), ("B", ["N"]), ("B", [])], "what was rejected is planned anew"
    assert [status for _, status, _ in evaluations(told)].count("blocked") == 1
    freed = tell(RACE, "apply A to=1 | apply B to=1\nwait 10\nstop A\nwait 10")
    assert ready(freed, "B") == 1 and ready(freed, "A") == 0


def test_one_scheduler_makes_one_plan_at_a_time(tell):
    told = tell(RACE.replace("W2 controller duty=scheduler\n", ""), "apply A to=1 | apply B to=1\nwait 10")
    assert [e.of for e in told.log.events if e.kind == "applied"] == ["A"]


def test_a_scheduler_that_dies_lets_its_evaluation_go_to_another_after_a_minute(tell):
    story = "apply A to=1 | wait until evaluation A\nwait until planned A\nfail W1 | wait 30\nwait 40"
    told = tell(RACE.replace("B server on=N replicas=1 start=1 cpu.request=1.5\n", ""), story)
    (first, second) = [(e.t, e.data["by"]) for e in told.log.events if e.kind == "planned"]
    assert (first[1], second[1]) == ("W1", "W2") and second[0] - first[0] == pytest.approx(60, abs=0.1)
    assert ready(told) == 1


def test_the_fullest_node_that_has_room_is_picked_but_not_beside_others_of_the_job():
    assert packed([Fit("a", (0.75,)), Fit("b", (0.0,)), Fit("c", (0.5,))]) == "b"
    assert packed([Fit("a", (0.5,), mates=2, wanted=3), Fit("b", (0.75,), wanted=3)]) == "b"
    assert packed([Fit("a", (0.5,), failed=True), Fit("b", (0.75,))]) == "b"
    # Nomad's own figures: 20 − 10^free cores − 10^free memory, of 18; a full node scores 1, an empty one 0.
    assert (Fit("a", (0.0, 0.0)).score, Fit("a", (1.0, 1.0)).score) == (1.0, 0.0)
    assert Fit("a", (0.5, 0.5), mates=1, wanted=4).score == pytest.approx(((20 - 2 * 10**0.5) / 18 - 0.5) / 2)


@pytest.mark.parametrize("part, done", [("S", "nothing"), ("W", "written"), ("N2", "some")])
def test_the_scene_stands_still_where_somebody_is_down(part, done):
    scene = board("nomad")
    first, *rest = scene.steps
    appear, job = first.beats
    steps = [Step({}, (appear,)), Step({}, (Beat("fail", (part,)),)), Step({}, (job,)), *rest]
    told = Told(simulate(replace(scene, steps=tuple(steps)))[0])
    written = [event for event in told.log.events if event.kind == "written"]
    assert bool(written) == (done != "nothing")
    assert (len([e for e in told.log.events if e.kind == "scheduled"]) > 0) == (done == "some")


DONE = """fail S|recover S|fail W|recover W|fail N1|recover N1|fail N2|recover N2|wait 1|wait 30|scale A to=2
scale A to=5|fail A/1|stop A/2|apply A from=J to=4|partition S N2"""
steps = st.lists(st.sampled_from(DONE.replace("\n", "|").split("|")), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(0, 6), st.sampled_from([1, 2]))
def test_no_node_bears_more_than_it_has_and_no_job_more_than_it_wants(story, wanted, cores):
    text = "\n".join([f"apply A from=J to={wanted}", *story, "wait 100"])
    system = NOMAD.replace("cpu.request=1", f"cpu.request={cores}")
    log, _ = simulate(read_board(system, text))
    here: dict[str, str] = {}
    most = {"N1": 1, "N2": 4}
    for event in log.events:
        if event.kind == "scheduled":
            assert event.of not in here, "it stands nowhere yet"
            here[event.of] = event.data["node"]
            for node, limit in most.items():
                assert sum(there == node for there in here.values()) * cores <= limit
        elif event.kind == "state" and event.data["state"] == "stopped":
            here.pop(event.of, None)
    ends = sum(log.totals[kind] for kind in ("served", "error", "lost", "refused", "timeout", "in_flight"))
    assert ends == log.totals["sent"] and log.totals["in_flight"] >= 0
    assert simulate(read_board(system, text))[0] == log
