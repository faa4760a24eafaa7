"""A control plane that is down, or without a leader: what runs runs on, and nothing is done about it meanwhile."""

import pytest

WEB = "CP controller\nU client\nLB balancer\nweb server version=v1 replicas=3 start=2 capacity=20{}\nU > LB > web\n"
HPA = " autoscale.min=3 autoscale.max=9 autoscale.target=0.5 autoscale.sync=5 latency=0.1"


def wanted(told):
    return [event.data["wanted"] for event in told.log.events if event.kind == "replicas" and event.of == "web"]


def versions(told):
    return {event.data["version"] for event in told.log.events if event.kind == "state" and "/" in event.of}


def test_an_autoscaler_decides_nothing_while_its_control_plane_is_down(tell):
    told = tell(WEB.format(HPA), "traffic U rate=20\nwait 10\nfail CP\nload U x4 | wait 60\nrecover CP\nwait 40")
    back = next(
        e.t for e in told.log.events if e.kind == "state" and e.of == "CP" and e.data["state"] == "ready" and e.t
    )
    grown = [e.t for e in told.log.events if e.kind == "replicas" and e.of == "web" and e.data["wanted"] > 3]
    assert grown and min(grown) > back


def test_a_rollout_waits_for_its_control_plane(tell):
    dead = tell(WEB.format(""), "fail CP\nroll web to=v2\nwait 5")
    assert versions(dead) == {"v1"}
    back = tell(WEB.format(""), "fail CP\nroll web to=v2 | wait 20\nrecover CP\nwait 30")
    assert "v2" in versions(back)


def test_copies_that_are_asked_for_come_once_it_is_back(tell):
    dead = tell(WEB.format(""), "fail CP\nscale web to=6\nwait 10")
    assert max(wanted(dead)) == 3
    back = tell(WEB.format(""), "fail CP\nscale web to=6\nwait 10\nrecover CP\nwait 10")
    assert wanted(back)[-1] == 6


def test_nothing_is_bound_to_a_node_meanwhile(tell):
    told = tell("CP controller\nN node\nP server\nCP > N", "fail CP\nschedule P on=N\nwait 3")
    assert not [event for event in told.log.events if event.kind == "scheduled" and event.of == "P"]
    assert "ready" not in told.states("P")


def test_managers_without_a_majority_do_nothing_either(tell):
    system = "M1 controller\nM2 controller\nM3 controller\nweb server replicas=2 start=1\n"
    well = tell(system, "elect M1 M2 M3\nfail M1\nwait 5\nscale web to=4\nwait 5")
    assert wanted(well)[-1] == 4
    lost = tell(system, "elect M1 M2 M3\nfail M1 M2\nwait 5\nscale web to=4\nwait 5")
    assert wanted(lost)[-1] == 2


@pytest.mark.parametrize("verb", ["scale web to=6", "roll web to=v2"])
def test_without_a_control_plane_drawn_somebody_is_in_charge(tell, verb):
    told = tell("web server version=v1 replicas=3 start=1", f"{verb}\nwait 5")
    assert wanted(told)[-1] == 6 or "v2" in versions(told)
