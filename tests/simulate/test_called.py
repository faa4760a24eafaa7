"""What copies are called: by new names where another comes, by the old one where the same goes on."""

import pytest

from tests.test_scenes import events


def names(told, of):
    """The names that have stood in a place, in order."""
    found = [e.data.get("name") for e in told.log.events if e.kind == "state" and e.of == of]
    return list(dict.fromkeys(found))


SYSTEM = "CP controller lease=5 eviction=5\nN1 node\nN2 node\nweb server on=N1/N2 replicas=4 start=1 restart={} {}"
LOST = "fail N1 | wait 20"


def test_who_comes_in_the_place_of_a_lost_pod_has_a_name_that_nobody_had(tell):
    told = tell(SYSTEM.format("on", ""), LOST)
    every = [names(told, f"web/{number}") for number in (1, 2, 3, 4)]
    assert sorted(name for here in every for name in here) == [f"web-{number}" for number in range(1, 7)]
    assert {here[0] for here in every} == {"web-1", "web-2", "web-3", "web-4"}


def test_a_crashed_one_goes_on_under_its_name(tell):
    told = tell(SYSTEM.format("on", ""), "fail web/2\nwait 20")
    assert told.states("web/2").count("ready") == 2 and names(told, "web/2") == ["web-2"]


def test_a_replaced_one_and_a_new_version_have_new_names(tell):
    told = tell(SYSTEM.format("on", "version=v1"), "replace web/2\nroll web to=v2\nwait 5")
    assert names(told, "web/2")[:2] == ["web-2", "web-5"]
    by_version = {}
    for event in told.log.events:
        if event.kind == "state" and "/" in event.of:
            by_version.setdefault(event.data["version"], set()).add(event.data["name"])
    assert not by_version["v1"] & by_version["v2"] and len(by_version["v2"]) == 4


def test_a_slot_keeps_its_name_and_its_task_has_an_id_of_its_own(tell):
    told = tell(SYSTEM.format("on", "names=slot"), LOST)
    lost = [place for place in (1, 2, 3, 4) if "failed" in told.states(f"web/{place}")]
    assert len(lost) == 2 and all(names(told, f"web/{place}") == [f"web.{place}"] for place in lost)
    ids = [e.data["id"] for e in told.log.events if e.kind == "state" and e.of in {f"web/{place}" for place in lost}]
    assert sorted({*ids}) == [*sorted(lost), 5, 6]


@pytest.mark.parametrize("verb", ["replace web/2", "drain web/2\nstart web/2"])
def test_what_has_a_place_of_its_own_keeps_its_name(tell, verb):
    told = tell("web server replicas=3 start=1 ordered=on", f"{verb}\nwait 3")
    assert names(told, "web/2") == [None], "its place is its name"


def test_the_scene_of_a_lost_server_brings_new_pods():
    told = events("server-failure", "state")
    gone = events("server-failure", "evicted", "N1")[0].t
    before = {event.data["name"] for event in told if "/" in event.of and event.t < gone}
    new = {event.data["name"] for event in told if "/" in event.of and event.data["state"] == "starting"}
    assert len(before) == 6 and new == {"W-7", "W-8"}
