"""Nodes that go down and come back: what starts with them, and what stays away until it is told to come."""

import pytest

from tests.simulate.test_nodes import homes

FARM = "CP controller\nweb server replicas=4 on=N1/N2 start=3 {}\nN1 node start=20\nN2 node\nCP > N1 N2"


@pytest.mark.parametrize("back", ["restart N1", "fail N1\nrecover N1"])
def test_a_drained_node_takes_nothing_once_it_is_up_again_until_it_is_told_to(tell, back):
    """kubectl drain, reboot: Ready,SchedulingDisabled until it is uncordoned."""
    told = tell(
        FARM.format(""),
        f"drain N1\n{back}\nwait until ready N1 max=1\nscale web to=6 | wait 5\nstart N1\nscale web to=8 | wait 5",
    )
    assert told.states("N1") == ["ready", "draining", "failed", "starting", "draining", "ready"]
    bound = [
        (event.t, event.of) for event in told.log.events if (event.kind, event.data.get("node")) == ("scheduled", "N1")
    ]
    taken_in = told.when("state", "N1", state="draining") + 20
    assert [one for one in bound if one[0] > 0] and all(at == 0 or at > taken_in + 5 for at, _ in bound)


def test_what_stays_on_a_drained_node_stays_drained_with_it(tell):
    told = tell(FARM.format("") + "\nagent server on=N1 start=2", "drain N1\nrestart N1\nwait 3\nstart N1\nwait 3")
    assert told.states("agent") == ["ready", "draining", "failed", "starting", "draining", "ready"]
    assert told.when("state", "agent", state="starting") == 20, "once its node is up"


def test_a_drained_server_that_is_no_node_is_taken_in_again_as_it_restarts(tell):
    told = tell("U client\nLB balancer\nA server\nB server\nU > LB > A B", "traffic U | drain A\nrestart A\nwait 3")
    assert told.states("A")[-1] == "ready"


@pytest.mark.parametrize("restart", ["", "restart=on"])
def test_what_runs_on_a_node_starts_again_once_that_has(tell, restart):
    told = tell(FARM.format(restart), "restart N1\nwait 5")
    there = [one for one, node in homes(told.log).items() if node == "N1"]
    assert len(there) == 2
    assert {told.when("state", one, state="starting") for one in there} == {20.0}
    assert [event.t for event in told.log.events if event.of in there and event.data.get("state") == "ready"][-2:] == [
        23.0
    ] * 2


@pytest.mark.parametrize("hit", ["restart web/1 | wait 4\nfail web/1 | wait 2\nfail N1", "fail N1\nrestart web/1"])
def test_nobody_on_a_dead_node_starts_what_comes_again_elsewhere(tell, hit):
    told = tell(FARM.format("restart=on"), f"{hit} | wait 1\nwait until evicted N1 max=400\nwait 10")
    died = told.when("state", "N1", state="failed")
    given_up = told.when("evicted", "N1")
    starts = [
        event.t
        for event in told.log.events
        if event.of == "web/1" and event.data.get("state") == "starting" and event.t >= died
    ]
    assert starts == [given_up] and homes(told.log)["web/1"] == "N2"


def test_an_allocation_on_a_dead_node_is_not_started_there(tell):
    system = "S server duty=server\nweb server replicas=2 start=3\nN1 node\nN2 node\nS > N1 N2"
    told = tell(system, "apply web to=2 | wait 8\nfail web/1 | wait 3\nfail N1 N2 | wait 60")
    died = told.when("state", "N1", state="failed")
    assert not [event for event in told.log.events if event.data.get("state") == "starting" and event.t > died]
