"""Copies over several nodes: where they are bound, what a lost node takes with it, and where they come again."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.simulate import simulate
from diagram_anim.simulate.placement import Place, best
from tests.simulate.conftest import Told, read_board

FARM = "U client\nS balancer\nweb server replicas=6 on=N1/N2/N3 start=3\nN1 node\nN2 node\nN3 node\nU > S > web"


def homes(log, until=1e9):
    """The node of each copy that is there."""
    found = {}
    for event in log.events:
        if event.t <= until and "/" in event.of:
            if event.kind == "scheduled":
                found[event.of] = event.data["node"]
            elif event.kind == "state" and event.data["state"] == "stopped":
                found.pop(event.of, None)
    return found


def test_copies_are_spread_over_their_nodes(tell):
    assert Counter(homes(tell(FARM, "traffic U").log).values()) == {"N1": 2, "N2": 2, "N3": 2}


def test_a_lost_node_takes_only_what_stands_there_and_others_come_up_elsewhere_when_it_is_given_up(tell):
    told = tell(FARM, "traffic U rate=6 | wait 5\nfail N1\nwait until evicted N1 max=400\nwait 4\nrecover N1\nwait 10")
    failed = {event.of for event in told.log.events if event.data.get("state") == "failed"}
    assert failed == {"N1", "web/1", "web/4"}
    assert told.when("detected", "N1") == told.when("detected", "web/1") == 55
    assert not told.ends("lost", since=55.1) and told.ends("lost", until=55)
    bound = [(event.t, event.of, event.data["node"]) for event in told.log.events if event.kind == "scheduled"]
    assert bound[6:] == [(355, "web/1", "N2"), (355, "web/4", "N3")], "and not before; nothing moves back"
    assert told.when("replicas", "web", ready=4) == 5
    assert [event for event in told.log.events if event.kind == "replicas"][-1].data["ready"] == 6


def test_a_node_that_comes_back_in_time_keeps_its_copies(tell):
    told = tell(FARM, "wait 5\nfail N1\nwait 100\nrecover N1\nwait 400")
    assert len([event for event in told.log.events if event.kind == "scheduled"]) == 6
    assert told.states("web/1") == ["ready", "failed", "starting", "ready"]


ROOM = "web server replicas=4 on=N1/N2 cpu.request=1 start=2\nN1 node cpu.limit=2\nN2 node cpu.limit=3"


def test_where_no_node_has_room_a_copy_is_pending_until_one_has(tell):
    told = tell(ROOM, "fail N1\nwait until unschedulable web max=400\nwait 5\nrecover N1\nwait 10")
    gone = told.when("evicted", "N1")
    assert gone == 350
    assert told.states("web/2")[2:] == ["stopped", "starting", "ready"]
    assert told.states("web/4")[2:] == ["stopped", "pending", "starting", "ready"]
    assert told.when("state", "web/4", state="starting") > gone + 5, "once the node is well again"
    last = [event for event in told.log.events if event.kind == "unschedulable"]
    assert [(event.of, dict(event.data)) for event in last] == [("web/4", {"nodes": 2, "full": 1, "lost": 1})]


def test_nobody_waits_for_a_copy_that_finds_no_room_and_it_is_given_up_first(tell):
    told = tell(ROOM, "scale web to=8\nscale web to=5\nwait 5")
    assert told.log.steps[0][1] < 5
    assert told.states("web/6") == told.states("web/8") == ["pending", "stopped"]
    assert "stopped" not in told.states("web/5")


def test_a_drained_node_is_left_by_its_copies(tell):
    told = tell(FARM, "traffic U rate=10 | wait 2\ndrain N1\nwait 6")
    assert Counter(homes(told.log).values()) == {"N2": 3, "N3": 3}
    assert not told.totals["lost"] and not told.totals["refused"]


def test_a_partition_cuts_off_what_runs_on_a_node(tell):
    told = tell(FARM + "\nS2 balancer", "traffic U rate=30 | wait 5\npartition S N1\nwait 8\nrecover N1\nwait 5")
    lost = {event.at for event in told.log.events if event.kind == "lost"}
    assert lost == {"web/1", "web/4"}
    assert told.routed("web/1", since=14)


CUT = FARM + "\nCP controller"


def test_a_node_out_of_its_control_planes_reach_is_given_up_while_its_copies_run_on(tell):
    story = "traffic U rate=6 | wait 5\npartition CP N1\nwait until evicted N1 max=400\nwait 4\nrecover N1\nwait 10"
    told = tell(CUT, story)
    assert told.when("detected", "N1") == told.when("detected", "web/1") == 55
    assert told.routed("web/1", until=55) and not told.routed("web/1", since=55)
    assert told.when("evicted", "N1") == told.when("state", "web/1", state="draining") == 355
    assert {event.data["node"] for event in told.log.events if event.kind == "scheduled" and event.t > 0} == {
        "N2",
        "N3",
    }
    assert told.when("state", "web/1", state="stopped") >= 359, "it hears that it is to end once its node is in reach"
    assert told.states("N1") == ["ready", "ready"]
    assert not told.totals["lost"] and not told.totals["refused"]


def test_a_node_in_reach_again_in_time_is_taken_in_with_all_that_ran_there(tell):
    told = tell(CUT, "traffic U rate=30 | wait 5\npartition CP N1\nwait 100\nrecover CP\nwait 300")
    assert not [event for event in told.log.events if event.kind == "evicted"]
    assert not told.routed("web/1", since=55, until=105) and told.routed("web/1", since=105)
    assert len(homes(told.log)) == 6 and told.routed("web/4", since=105)


def test_what_runs_on_a_node_starts_when_the_node_is_ready_again(tell):
    told = tell(FARM.replace("N1 node", "N1 node start=20"), "wait 5\nfail N1\nwait 10\nrecover N1\nwait 40")
    back = told.when("state", "N1", state="starting") + 20
    assert told.when("state", "web/1", state="starting") == told.when("state", "web/4", state="starting") == back


def test_zones_are_spread_over_too():
    same = {"mates": 0, "free": 4.0}
    assert best([Place("A1", zone="A", near=1, **same), Place("B1", zone="B", near=0, **same)]) == "B1"
    assert best([Place("A1", 0, free=1.0), Place("A2", 0, free=3.0), Place("A3", 1, free=9.0)]) == "A2"


def test_a_node_on_which_nothing_runs_is_known_to_be_lost_too():
    system = "N1 node\nN2 node\nweb server replicas=1 on=N1/N2"
    log, _ = simulate(read_board(system, "fail N1\nfail N2\nwait 370"))
    assert [event.data["node"] for event in log.events if event.kind == "scheduled" and event.t > 0] == []


cores = st.lists(st.integers(1, 4), min_size=2, max_size=4)
acts = st.lists(
    st.sampled_from(
        ["fail {n}", "recover {n}", "scale web to={k}", "wait 30", "wait 370", "roll web to=v2", "drain {n}"]
    ),
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(cores, st.integers(1, 8), acts, st.randoms(use_true_random=False))
def test_no_node_takes_more_than_it_has_and_no_copy_moves(cores, copies, acts, dice):
    nodes = [f"N{number}" for number in range(1, len(cores) + 1)]
    system = "\n".join(f"{node} node cpu.limit={number}" for node, number in zip(nodes, cores, strict=True))
    system += (
        f"\nweb server replicas={copies} version=v1 cpu.request=1 start=2 on={'/'.join(nodes)} rollout.deadline=20"
    )
    story = "\n".join(act.format(n=dice.choice(nodes), k=dice.randint(0, 9)) for act in [*acts, "wait 1"])
    log, _ = simulate(read_board(system, story))
    there, dead = {}, {}
    for event in log.events:
        if event.kind == "scheduled":
            assert event.of not in there, "a pod never moves"
            there[event.of] = event.data["node"]
            here = Counter(there.values())
            assert here[event.data["node"]] <= cores[nodes.index(event.data["node"])]
            assert dead.get(event.data["node"], 1e9) + 50 > event.t, "nobody is sent where a node is known to be lost"
        elif event.kind == "state" and event.data["state"] == "stopped":
            there.pop(event.of, None)
        elif event.kind == "state" and event.of in nodes:
            dead.pop(event.of, None)
            if event.data["state"] == "failed":
                dead[event.of] = event.t
        elif event.kind == "replicas" and event.t > 0:
            assert event.data["total"] <= sum(cores)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.integers(1, 20))
def test_equal_nodes_never_differ_by_more_than_one(count, copies):
    nodes = [f"N{number}" for number in range(count)]
    system = "\n".join(f"{node} node" for node in nodes) + f"\nweb server replicas={copies} on={'/'.join(nodes)}"
    log, _ = simulate(read_board(system, f"wait 1\nscale web to={copies + 3}\nwait 5"))
    here = Counter(dict.fromkeys(nodes, 0)) | Counter(homes(log).values())
    spread = [here[node] for node in nodes]
    assert sum(spread) == copies + 3 and max(spread) - min(spread) <= 1


MINDED = """
    U client
    S balancer
    web server replicas=4 on=N1/N2 start=3
    N1 node
    N2 node
    M controller
    U > S > web
"""


def test_a_control_plane_that_is_down_notices_nothing_and_begins_anew(tell):
    told = tell(
        MINDED, "traffic U rate=4 | wait 4\nfail M | fail N1 | wait 60\nrecover M\nwait until evicted N1 max=500"
    )
    up = told.when("state", "M", state="ready")
    back = max(event.t for event in told.log.events if event.of == "M" and event.data.get("state") == "ready")
    assert back > up and told.when("detected", "N1") == back + 50
    assert told.when("evicted", "N1") == back + 350


def test_managers_without_a_majority_mind_no_node(tell):
    managers = "".join(f"M{number} controller election=10 lease=15 eviction=0\n" for number in (1, 2, 3))
    farm = MINDED.replace("M controller", managers)
    story = "elect M1 M2 M3\nwait 3\nfail M1 | fail M2 | wait 30\nfail N1\nwait 60\n{}"
    told = tell(farm, story.format("wait 60"))
    assert not [event for event in told.log.events if event.kind in ("detected", "evicted") and event.of == "N1"]
    again = tell(farm, story.format("recover M1\nwait 60"))
    led = max(event.t for event in again.log.events if event.kind == "elected")
    assert again.when("detected", "N1") >= led
    by = next(event for event in again.log.events if event.kind == "detected" and event.of == "N1").data["by"]
    assert by == next(event.of for event in reversed(again.log.events) if event.kind == "elected")


def test_what_is_scheduled_elsewhere_runs_before_and_is_no_way_of_requests_then(tell):
    system = "U client\nP1 server on=N1\nN1 node\nN2 node\nM controller\nU > P1\nP1 > N1 N2"
    told = tell(system, "traffic U rate=5 | wait 5\nfail N1\nwait until evicted N1 max=500\nschedule P1 on=N2\nwait 5")
    assert told.ends("served", "P1", until=5) and told.ends("served", "P1", since=told.when("evicted", "N1"))
    assert not told.ends("served", "N2")


def test_a_drained_node_that_is_taken_in_again_gets_nothing_back(tell):
    slow = FARM.replace("start=3", "start=3 latency=8 capacity=10")
    told = tell(slow, "traffic U rate=10 | wait 9\ndrain N1 | wait 1 | then start N1\nwait 40")
    assert told.states("N1")[-1] == "ready"
    gone = {event.of for event in told.log.events if event.data.get("state") == "draining" and "/" in event.of}
    assert gone and all("stopped" in told.states(copy) for copy in gone)


SPREAD = "U client\nS balancer\nweb server replicas=4 on=N1/N2 start=3 latency=0.1 {}\nN1 node\nN2 node\nU > S > web"


def test_what_is_evicted_amid_a_rollout_comes_again_in_its_own_version(tell):
    system = SPREAD.format("version=v1 rollout.surge=1 rollout.unavailable=0 rollout.deadline=20")
    told = tell(system, "roll web to=v2 fail=on | wait 5 | then drain N1\nwait 9")
    moved = {event.of: event.data["version"] for event in told.log.events if event.t == 5 and "version" in event.data}
    again = [one for one, version in moved.items() if version == "v1" and told.states(one)[-1] == "ready"]
    old = [event for event in told.log.events if event.data.get("state") == "starting" and event.t == 5]
    assert len(again) == len([event for event in old if event.data["version"] == "v1"]) == 2, "by its own ReplicaSet"


def test_a_copy_that_fails_its_checks_takes_nothing_from_a_budget_and_gives_nothing_to_it(tell):
    system = SPREAD.format("budget=3 check.period=1 check.failures=1")
    told = tell(system, "traffic U rate=5 | degrade web/1 latency=3 | wait 4\ndrain N1\nwait 2")
    begun = told.log.steps[1][0]
    assert told.when("state", "web/1", state="draining") == begun, "it is not ready, and may go"
    assert told.when("blocked", "web", ready=3) == begun, "the others may not, until there are four"
    assert told.when("state", "web/3", state="draining") == begun + 5


@pytest.mark.parametrize("budget, seconds", [(2, 0.0), (3, 5.0), (0.9, 600.0)])
def test_a_node_is_drained_once_the_last_of_its_copies_has_gone_and_not_while_a_budget_holds_one(budget, seconds):
    """The nine tenths are all four: then it never is."""
    story = "traffic U rate=5 | wait 1\ndrain N1\nwait 1"
    told = Told(simulate(read_board(SPREAD.format(f"budget={budget}"), story))[0])
    begun = told.log.steps[1][0]
    drained = [event.t for event in told.log.events if (event.kind, event.of) == ("drained", "N1")]
    stopped = [event.t for event in told.log.events if event.data.get("state") == "stopped" and "/" in event.of]
    assert drained == ([] if seconds == 600 else [max(stopped)])
    assert max([begun, *stopped]) - begun == pytest.approx(seconds % 600, abs=0.2)
    assert told.log.steps[1][1] - begun >= seconds


def test_who_waits_for_a_node_to_be_drained_waits_for_what_runs_there(tell):
    story = "traffic U rate=5 | drain N1 | wait until drained N1 max=60\nwait 1"
    told = tell(SPREAD.format("budget=3"), story)
    assert told.when("drained", "N1") == pytest.approx(5, abs=0.2)
    assert told.log.steps[0][1] >= told.when("drained", "N1")


def test_what_only_starts_on_a_drained_node_leaves_it_too(tell):
    told = tell(
        SPREAD.format("budget=1").replace("start=3", "start=30"), "scale web to=8 | wait 2 | then drain N1\nwait 1"
    )
    assert set(homes(told.log).values()) == {"N2"} and len(homes(told.log)) == 8
