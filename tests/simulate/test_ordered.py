"""Copies with places of their own, as a StatefulSet has them: started, ended and exchanged in their order."""

import pytest

DB = "U client\ndb store version=v1 replicas={} start=3 {}\nU > db"
SET = "ordered=on rollout.ordered=on rollout.unavailable=1"


def states(told, *wanted):
    """(second, copy, state) of each change to one of these."""
    return [
        (event.t, event.of, event.data["state"])
        for event in told.log.events
        if event.kind == "state" and "/" in event.of and event.data["state"] in wanted and event.t > 0
    ]


def test_each_starts_once_the_one_before_is_ready(tell):
    told = tell(DB.format(1, SET), "scale db to=4\nwait 1")
    assert states(told, "starting", "ready") == [
        (second, f"db/{number}", state)
        for second, number, state in ((0, 2, "starting"), (3, 2, "ready"), (3, 3, "starting"), (6, 3, "ready"))
        if second
    ] + [(6, "db/4", "starting"), (9, "db/4", "ready")]


def test_the_last_ends_first_and_alone(tell):
    told = tell(DB.format(4, SET + " prestop=2"), "wait 1\nscale db to=1")
    ended = states(told, "draining", "stopped")
    assert [copy for _, copy, state in ended if state == "stopped"] == ["db/4", "db/3", "db/2"]
    assert [state for _, _, state in ended] == ["draining", "stopped"] * 3


def test_side_by_side_where_the_order_is_left_out(tell):
    told = tell(DB.format(1, ""), "wait 1\nscale db to=4")
    assert [copy for _, copy, _ in states(told, "starting")] == ["db/2", "db/3", "db/4"]
    assert len({second for second, _, _ in states(told, "starting")}) == 1


def test_a_copy_that_is_not_ready_keeps_the_next_from_starting(tell):
    told = tell(DB.format(2, SET), "fail db/2\nscale db to=3\nwait 20\nrecover db\nwait 10")
    started = {copy: second for second, copy, _ in states(told, "starting")}
    assert started["db/3"] > 20 and started["db/3"] >= told.when("state", "db/2", state="ready")


def test_each_is_exchanged_in_its_place_from_the_last_on(tell):
    told = tell(DB.format(3, SET), "wait 1\nroll db to=v2")
    assert [copy for _, copy, _ in states(told, "ready")] == ["db/3", "db/2", "db/1"]
    starts, readies = states(told, "starting"), states(told, "ready")
    assert all(later[0] >= sooner[0] for sooner, later in zip(readies, starts[1:], strict=False))
    assert {event.of for event in told.log.events if "/" in event.of} == {"db/1", "db/2", "db/3"}


def test_copies_before_the_partition_keep_their_version(tell):
    told = tell(DB.format(4, f"{SET} rollout.partition=2"), "wait 1\nroll db to=v2\nreplace db/1\nwait 5")
    now = {event.of: event.data["version"] for event in told.log.events if event.kind == "state" and "/" in event.of}
    assert now == {"db/1": "v1", "db/2": "v1", "db/3": "v2", "db/4": "v2"}


@pytest.mark.parametrize("order, healed", [("on", False), ("off", True)])
def test_a_bad_version_is_taken_back_by_hand_only_where_copies_start_in_order(tell, order, healed):
    keys = f"ordered={order} rollout.ordered=on rollout.unavailable=1 rollout.deadline=20"
    told = tell(DB.format(3, keys), "roll db to=v2 fail=on\nundo db\nwait 30")
    bad = {event.of for event in told.log.events if event.kind == "state" and event.data.get("version") == "v2"}
    assert bad == {"db/3"}, "it stops at the first"
    now = {event.of: event.data["state"] for event in told.log.events if event.kind == "state"}
    assert (now["db/3"] == "ready") is healed
    by_hand = tell(DB.format(3, keys), "roll db to=v2 fail=on\nundo db\nreplace db/3\nwait 10")
    assert by_hand.when("rolled", "db", version="v1") >= by_hand.when("state", "db/3", state="ready", version="v1")


def test_what_has_an_order_starts_one_by_one_from_the_beginning(tell):
    told = tell("db store replicas=3 ordered=on start=2", "start db\nstop db\nstart db")
    begun = told.log.steps[2][0]
    for first in (0, begun):
        ready = [told.when("state", f"db/{number}", state="ready") for number in (1, 2, 3)]
        if first:
            ready = [
                [e.t for e in told.log.events if e.of == f"db/{n}" and e.data.get("state") == "ready"][1]
                for n in (1, 2, 3)
            ]
        assert ready == pytest.approx([first + 2, first + 4, first + 6])


ON_NODES = (
    "db store replicas=3 ordered=on rollout.ordered=on on=N1/N2/N3 start=2 {}\nCP controller\nN1 node\nN2 node\nN3 node"
)


def test_what_is_drained_comes_again_in_its_place_on_another_node(tell):
    told = tell(ON_NODES.format("budget.missing=1"), "drain N1\nwait 1")
    assert told.states("db/1") == ["ready", "draining", "stopped", "starting", "ready"]
    assert not told.states("db/4"), "three have three names"
    assert [e.data["node"] for e in told.log.events if e.kind == "scheduled" and e.of == "db/1"] == ["N1", "N2"]


def test_on_a_lost_node_it_stays_until_the_node_is_back(tell):
    told = tell(ON_NODES.format(""), "fail N1\nwait until evicted N1 max=400\nwait 60\nrecover N1\nwait 8")
    assert told.states("db/1") == ["ready", "failed", "starting", "ready"]
    assert [e.data["node"] for e in told.log.events if e.kind == "scheduled" and e.of == "db/1"] == ["N1"]


def test_out_of_reach_it_runs_on_and_ends_when_its_node_hears_of_it(tell):
    told = tell(ON_NODES.format(""), "partition CP N1\nwait until evicted N1 max=400\nwait 60\nrecover N1\nwait 8")
    assert [*dict.fromkeys(told.states("db/1"))] == ["ready", "draining", "stopped", "starting"]
    assert told.when("state", "db/1", state="stopped") == 410
    assert told.states("db/1")[-1] == "ready" and not told.states("db/4")
