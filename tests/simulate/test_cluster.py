"""Kubernetes: what one `apply` sets in motion, and where it stands still while somebody is down."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.simulate import simulate
from tests.simulate.conftest import read_board
from tests.test_scenes import board

PLANE = """D thing
API controller duty=api
E store
CM controller duty=controllers
SCH controller duty=scheduler
N1 node cpu.limit=2
N2 node cpu.limit=2
web server on=N1/N2 start=2 cpu.request=1
D > API > E
CM > API
SCH > API
N1 N2 > API"""


def messages(log):
    return [(e.data["by"], e.of) for e in log.events if e.kind == "message"]


def seconds(log, kind, of, **data):
    return [
        event.t
        for event in log.events
        if (event.kind, event.of) == (kind, of) and all(event.data.get(key) == value for key, value in data.items())
    ]


def with_failure(part, recover=0.0):
    """The scene with a part that fails before anything is applied, and its own log; later it may recover."""
    scene = board("kubernetes-apply")
    failing = Step({}, (Beat("fail", (part,)),))
    steps = [scene.steps[0], failing, *scene.steps[1:]]
    if recover:
        steps = [scene.steps[0], failing, scene.steps[1], Step({}, (Beat("wait", (), {"seconds": recover}),))]
        steps += [Step({}, (Beat("recover", (part,)),)), *scene.steps[2:]]
    log, _ = simulate(replace(scene, steps=tuple(steps)))
    return log


ORDER = ("written", "created", "scheduled", "starting", "ready", "reported")
STOPS = {"API": 0, "E": 0, "CM": 1, "SCH": 2, "KL": 3, "RT": 3}
"""What each part must be there for, by its place in the order."""


def reached(log):
    """How far the pod has come."""
    done = [kind for kind in ORDER if seconds(log, kind, "P") or seconds(log, "state", "P", state=kind)]
    assert done == [*ORDER[: len(done)]], "nothing comes before what it follows from"
    return len(done)


def test_a_pod_comes_about_step_by_step_and_all_of_it_passes_the_api_server():
    log, problems = simulate(board("kubernetes-apply"))
    assert not problems and reached(log) == len(ORDER)
    assert all("API" in ends for ends in messages(log) if ends != ("KL", "RT")), "who runs a pod tells its runtime"
    assert {ends for ends in messages(log) if "E" in ends} == {("API", "E")}
    assert log.totals["sent"] == log.totals["served"] == len(messages(log))


@pytest.mark.parametrize("part", STOPS)
def test_without_one_of_its_parts_it_stands_still_before_what_that_one_does(part):
    log = with_failure(part)
    assert reached(log) == STOPS[part]
    states = [event.data["state"] for event in log.events if event.kind == "state" and event.of == "P"]
    assert {*states} == {"pending"}
    assert bool(seconds(log, "rejected", "P")) == (STOPS[part] == 0)


@pytest.mark.parametrize("part", [part for part, place in STOPS.items() if place])
@pytest.mark.parametrize("after", [1.0, 20.0])
def test_it_goes_on_once_that_one_is_back(part, after):
    log = with_failure(part, recover=after)
    assert reached(log) == len(ORDER)
    (back,) = [t for t in seconds(log, "state", part, state="ready") if t]
    waited = [t for kind in ORDER[STOPS[part] :] for t in seconds(log, kind, "P")]
    assert min(waited) > back, "what it does is done after it is back"
    assert min(seconds(log, "state", "P", state="starting")) - back < 1.5, "and soon"


def test_what_nobody_took_is_not_done_later_by_itself():
    log = with_failure("API", recover=5.0)
    assert reached(log) == 0 and log.totals["lost"] == 1


def test_pods_find_no_room_and_are_bound_when_some_comes_free(tell):
    told = tell(PLANE, "apply web from=D to=6\nwait 10\nscale web to=5\nwait 5")
    bound = [event.of for event in told.log.events if event.kind == "scheduled"]
    assert len(bound) == 4 and len([e for e in told.log.events if e.kind == "unschedulable"]) == 2
    more = tell(PLANE, "apply web from=D to=6\nwait 10\nstop web/1\nwait 10")
    assert len([event.of for event in more.log.events if event.kind == "scheduled"]) == 5


def test_pods_bound_to_a_node_take_its_room_before_they_run(tell):
    told = tell(PLANE, "apply web from=D to=4\nwait until replicas web n=4")
    for node in ("N1", "N2"):
        assert sum(event.data.get("node") == node for event in told.log.events if event.kind == "scheduled") == 2


def test_a_lost_node_is_replaced_only_where_somebody_makes_and_binds_pods(tell):
    story = "apply web from=D to=2\nwait until replicas web n=2\nfail N1 {}| wait 400"
    well = tell(PLANE, story.format(""))
    assert [event.data["ready"] for event in well.log.events if event.kind == "replicas"][-1] == 2
    unbound = tell(PLANE, story.format("SCH "))
    last = [event.data for event in unbound.log.events if event.kind == "replicas"][-1]
    assert (last["ready"], last["wanted"]) == (1, 2), "a new pod is pending"
    evicted = unbound.when("evicted", "N1")
    after = [event.kind for event in unbound.log.events if event.t >= evicted]
    assert after.count("created") == 1 and "scheduled" not in after
    unmade = tell(PLANE, story.format("CM "))
    assert not [event for event in unmade.log.events if event.kind == "evicted"], "nobody looks after nodes"


def test_a_kubelet_that_dies_leaves_its_pods_running_until_it_is_given_up():
    scene = board("kubernetes-apply")
    steps = (*scene.steps, Step({}, (Beat("fail", ("KL",)), Beat("wait", (), {"seconds": 100.0}))))
    log, _ = simulate(replace(scene, steps=steps))
    (died,) = seconds(log, "state", "KL", state="failed")
    assert seconds(log, "detected", "KL") == [pytest.approx(died + 50)]
    assert [e.data["state"] for e in log.events if e.kind == "state" and e.of == "P"][-1] == "ready"


@pytest.mark.parametrize("verb", ["scale web to=4", "roll web to=v2"])
def test_where_it_is_drawn_the_one_who_does_it_must_be_there(tell, verb):
    system = PLANE.replace("web server", "web server version=v1 replicas=2")
    for part in ("API", "E", "CM"):
        told = tell(system, f"fail {part}\n{verb}\nwait 10")
        assert not [e for e in told.log.events if e.kind == "replicas" and e.data["wanted"] > 2]
        assert not [e for e in told.log.events if e.data.get("version") == "v2" and e.kind == "state"]
    told = tell(system, f"fail SCH\n{verb}\nwait 10\nrecover SCH\nwait 20")
    back = next(t for t in seconds(told.log, "state", "SCH", state="ready") if t)
    started = [e.t for e in told.log.events if e.kind == "state" and e.data["state"] == "starting" and "/" in e.of]
    assert started and min(started) >= back, "new copies are pending without a scheduler"


DONE = """fail API|recover API|fail E|recover E|fail CM|recover CM|fail SCH|recover SCH|fail N1|recover N1|wait 1
wait 60|scale web to=1|scale web to=4|stop web/2|apply web from=D to=3|partition API N2|recover N2|wait 400
roll web to=v2"""
steps = st.lists(st.sampled_from(DONE.replace("\n", "|").split("|")), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(steps, st.integers(0, 5))
def test_each_pod_starts_where_it_was_bound_and_no_node_bears_more_than_it_has(story, wanted):
    text = "\n".join([f"apply web from=D to={wanted}", *story, "wait 30"])
    log, _ = simulate(read_board(PLANE, text))
    here: dict[str, str] = {}
    for event in log.events:
        if event.kind == "scheduled":
            assert event.of not in here, "it stands nowhere yet"
            here[event.of] = event.data["node"]
            assert all(sum(node == one for one in here.values()) <= 2 for node in ("N1", "N2"))
        elif event.kind == "state" and "/" in event.of:
            assert event.data["state"] != "starting" or event.of in here
            if event.data["state"] == "stopped":
                here.pop(event.of, None)
    ends = sum(log.totals[kind] for kind in ("served", "error", "lost", "refused", "timeout", "in_flight"))
    assert ends == log.totals["sent"] and log.totals["in_flight"] >= 0
    assert simulate(read_board(PLANE, text))[0] == log
