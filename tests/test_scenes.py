"""The facts of the example scenes, each checked on the log and not on the picture."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from diagram_anim import simulate, story
from diagram_anim.model.document import Document
from diagram_anim.model.timeline import Action
from diagram_anim.story import spoken
from diagram_anim.story.translated import labels
from tests import scene_facts
from tests.film import scene

SCENES = Path(__file__).parent.parent / "scenes"
NAMES = (
    "autoscaling before-and-after black-friday blue-green canary connection-pooler database-connections deployment "
    "docker-swarm kubernetes kubernetes-apply load-balancing managed-kubernetes mesos message-queue nomad orchestrator "
    "platforms pod production-requirements rolling-update self-healing server-failure service service-discovery "
    "single-point-of-failure stateful-set zero-downtime-deploy"
).split()


@cache
def board(name, lang=None):
    file = SCENES / f"{name}.yaml"
    found, problems = story.load_scene(
        Document(file.name, file.read_text(encoding="utf-8")), lambda *_: (None, []), lang
    )
    assert found and not problems, problems
    return found


@cache
def log(name):
    found, problems = simulate.simulate(board(name))
    assert not problems, "every wait is fulfilled"
    return found


def events(name, kind, of=""):
    return [event for event in log(name).events if event.kind == kind and (not of or event.of == of)]


def lost(name):
    totals = log(name).totals
    return totals["lost"] + totals["refused"] + totals["timeout"]


def numbers(name, key):
    """The numbers of copies in order, moments that are told twice taken once."""
    last = {event.t: event.data[key] for event in events(name, "replicas")}
    found = list(last.values())
    return [one for place, one in enumerate(found) if place == 0 or found[place - 1] != one]


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_told_in_two_languages_and_its_requests_add_up(name):
    totals = log(name).totals
    if totals:
        ends = sum(totals[kind] for kind in ("served", "lost", "refused", "timeout"))
        assert totals["sent"] == ends + totals["in_flight"]
    english = board(name, "en")
    assert all(set(step.say) == {"ko", "en"} for step in english.steps)
    assert english.text(english.steps[0].say).isascii() and english.text(english.title).isascii()


def facts(name):
    return scene_facts.facts((SCENES / f"{name}.facts").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [*NAMES, "bench-failover"])
def test_the_facts_beside_a_scene_hold(name):
    assert facts(name)
    assert [fact for fact in facts(name) if not scene_facts.holds(log(name), fact)] == []


@pytest.mark.parametrize("name", [*NAMES, "bench-failover"])
def test_a_fact_about_another_figure_doesnt_hold(name):
    """Of each that says what exactly comes about, with a figure that is one more."""
    exact = [fact for fact in facts(name) if re.search(r"\b(is|ends|sums|comes|goes)\b[^a-z]*\d", fact)]
    exact = [fact for fact in exact if " at " not in fact]
    more = [
        re.sub(r"((?:is|ends|sums|comes|goes) )(\d+)", lambda hit: f"{hit[1]}{int(hit[2]) + 1}", one) for one in exact
    ]
    assert not [fact for fact in more if scene_facts.holds(log(name), fact)]


@pytest.mark.parametrize("fact", ["lost", "lost was 0", "W.cpus ends 4", "exploded W comes 5s after failed W"])
def test_what_is_no_fact_is_an_error(fact):
    with pytest.raises(ValueError, match=r"fact|log"):
        scene_facts.holds(log("autoscaling"), fact)


HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("name", [*NAMES, "bench-failover"])
def test_a_scenes_diagram_and_runs_speak_english_too(name):
    english = story.translated(board(name, "en"))
    runs = [english.words["en"].get(run, run) for run in english.compare] if english.compare else []
    words = [label.plain for label in labels(english.diagram)]
    words += [str(beat.args["text"]) for step in english.steps for beat in step.beats if "text" in beat.args]
    new = [str(beat.args["as"]) for step in english.steps for beat in step.beats if "as" in beat.args]
    words += [english.words["en"].get(one, one) for one in new]
    said = [piece for step in english.steps for piece in spoken.pieces(step.say.get("en", ""))]
    words += [piece for piece in said if isinstance(piece, str)] + [english.text(english.title)]
    assert words and not [one for one in (*words, *runs) if HANGUL.search(one)]
    assert story.translated(board(name)) == board(name), "its own language is as it was written"
    if name in NAMES:
        assert simulate.simulate(english)[0] == log(name), "and nothing else happens"


@pytest.mark.parametrize("name", NAMES)
def test_words_and_pace_never_change_what_happens(name):
    told = board(name)
    steps = tuple(replace(step, say={"ko": "다른 말"}, seconds=20.0) for step in told.steps)
    other, _ = simulate.simulate(replace(told, title={"ko": "x"}, caption={}, pace=3.0, lang="en", steps=steps))
    assert other == log(name)


def test_single_point_of_failure_loses_every_later_request():
    failed = events("single-point-of-failure", "state", "C")[-1].t
    later = [e for e in log("single-point-of-failure").events if e.kind == "sent" and e.t > failed]
    served = [e for e in log("single-point-of-failure").events if e.kind == "served" and e.t > failed + 0.01]
    assert later and not served


def test_orchestrator_keeps_four_in_step():
    now = {event.of: event.data["state"] for event in events("orchestrator", "state") if event.of.startswith("C")}
    assert now == dict.fromkeys(("C1", "C2", "C3", "C4"), "ready")
    assert [e.data["state"] for e in events("orchestrator", "notified") if e.data["about"] == "C3"][-3:] == [
        "failed",
        "starting",
        "ready",
    ]


def test_autoscaling_adds_a_copy_and_the_cpu_falls():
    values = [event.data["value"] for event in events("autoscaling", "gauge", "W")]
    assert numbers("autoscaling", "wanted") == [1, 2]
    assert max(values) >= 75 and values[-1] <= 50


def test_self_healing_loses_only_until_it_is_noticed_and_nothing_after():
    noticed = events("self-healing", "detected")[0].t
    assert lost("self-healing") and not [
        e for e in log("self-healing").events if e.kind in ("lost", "refused") and e.t > noticed + 0.01
    ]


def test_service_discovery_goes_astray_until_the_answer_runs_out():
    first, second = events("service-discovery", "resolved")
    assert (first.data["addresses"], second.data["addresses"]) == (["P1"], ["P2"])
    assert second.t - first.t >= 10
    assert events("service-discovery", "registered")[0].data["name"] == "shop"
    astray = [e for e in log("service-discovery").events if e.kind == "lost"]
    assert astray and all(e.at == "P1" and e.t <= second.t + 0.01 for e in astray)


def test_load_balancing_shares_the_same_load_as_each_policy_does():
    routed = dict.fromkeys(("A1", "A2", "B1", "B2", "C1", "C2"), 0)
    for event in log("load-balancing").events:
        if event.kind == "routed" and event.to in routed:
            routed[event.to] += 1
    assert routed["B1"] - routed["B2"] in (-1, 0, 1), "round robin"
    assert routed["C2"] < 0.7 * routed["C1"], "least connections"
    assert len({sum(routed[f"{side}{one}"] for one in (1, 2)) for side in "ABC"}) == 1, "the same load"
    sent = {event.request: event.t for event in log("load-balancing").events if event.kind == "sent"}
    took: dict[str, list[float]] = {"A": [], "B": [], "C": []}
    for event in log("load-balancing").events:
        if event.kind == "served" and event.at[0] in took:
            took[event.at[0]].append(event.t - sent[event.request])
    mean = {side: sum(times) / len(times) for side, times in took.items()}
    assert min(mean, key=mean.__getitem__) == "C", "its answers come soonest"


def test_rolling_update_drains_before_it_ends_and_loses_nothing():
    *_, draining, stopped = events("rolling-update", "state", "V1")
    assert (draining.data["state"], stopped.data["state"]) == ("draining", "stopped")
    assert stopped.t > draining.t + 0.5, "it has work to finish"
    assert lost("rolling-update") == 0


def test_docker_swarm_stops_no_task_while_a_leader_is_elected():
    one, two = events("docker-swarm", "elected")
    assert one.of != two.of and two.data["term"] > one.data["term"] and two.data["votes"] == 2
    assert lost("docker-swarm") == 0
    assert {event.data["state"] for event in events("docker-swarm", "state") if event.of in ("T1", "T2")} == {"ready"}


@pytest.mark.parametrize("seed", range(12))
def test_docker_swarm_loses_whoever_leads_whatever_the_seed(seed):
    found, problems = simulate.simulate(board("docker-swarm"), seed)
    assert not problems
    one, two = (event for event in found.events if event.kind == "elected")
    failed = [e.of for e in found.events if e.kind == "state" and e.data["state"] == "failed"]
    assert failed == [one.of] != [two.of]
    told = simulate.settled(board("docker-swarm"), found)
    assert [beat.targets for step in told.steps for beat in step.beats if beat.verb == "fail"] == [(one.of,)]


def test_what_is_scheduled_starts_on_its_node():
    assert [event.of for event in events("kubernetes-apply", "scheduled")] == ["P"]
    assert events("kubernetes-apply", "state", "P")[-1].data["state"] == "ready"


def test_nomad_places_allocations_where_cores_are_left():
    placed = [event.data["node"] for event in events("nomad", "scheduled")]
    system = board("nomad").system.parts
    assert len(placed) == 3 and not events("nomad", "unschedulable")
    for node in ("N1", "N2"):
        assert 0 < placed.count(node) * system["A"].get("cpu.request") <= system[node].get("cpu.limit")
    assert events("nomad", "replicas", "A")[-1].data["ready"] == 3
    assert (placed.count("N1"), placed.count("N2")) == (1, 2)
    told = board("nomad").steps[-1].say
    assert not re.search(r"\d", "".join(told.values())), "which node runs how many is the scheduler's to say"


def test_mesos_offers_to_who_has_least_and_what_is_too_small_is_declined():
    kinds = ("offered", "accepted", "declined")
    told = [(e.kind, e.of, e.data["agent"]) for e in log("mesos").events if e.kind in kinds]
    assert told == [
        ("offered", "B", "A1"),
        ("offered", "W", "A2"),
        ("declined", "B", "A1"),
        ("accepted", "W", "A2"),
        ("offered", "B", "A2"),
        ("accepted", "B", "A2"),
    ]
    assert {e.data["node"] for e in events("mesos", "scheduled")} == {"A2"}
    assert [events("mesos", "gauge", one)[-1].data["value"] for one in "BW"] == [40, 40]


def test_service_keeps_its_address_while_pods_change():
    assert events("service", "state", "파드 3")[-1].data["state"] == "ready"
    assert {event.data["state"] for event in events("service", "state", "S")} == {"ready"}


def test_deployment_heals_rolls_stalls_and_goes_back_only_when_told():
    assert [event.data["version"] for event in events("deployment", "rolled")] == ["v2", "v2"]
    assert [event.data["version"] for event in events("deployment", "stalled")] == ["v3"]
    assert 1 <= lost("deployment") <= 6, "what the crashed copy was working on, and got until that was heard of"


def test_black_friday_goes_from_three_to_thirty_in_four_steps():
    assert numbers("black-friday", "wanted") == [3, 7, 14, 28, 30]
    last = log("black-friday").steps[-1][0]
    assert lost("black-friday") > 0
    assert not [e for e in log("black-friday").events if e.kind == "refused" and e.t > last + 2]


def test_black_friday_with_one_copy_alone_loses_nearly_all_of_the_same_load():
    many, (other,), _ = simulate.runs(board("black-friday"))
    one = other.log
    assert many == log("black-friday") and one.steps == many.steps
    assert [e.t for e in one.events if e.kind == "sent"] == [e.t for e in many.events if e.kind == "sent"]
    rush = many.steps[1][0]
    served = [sum(e.kind == "served" and e.t > rush for e in run.events) for run in (many, one)]
    assert one.totals["refused"] > 2 * many.totals["refused"] and served[1] < 0.2 * served[0]


def test_server_failure_takes_fifty_seconds_and_five_minutes():
    failed = events("server-failure", "state", "N1")[-1].t
    assert events("server-failure", "detected", "N1")[0].t == failed + 50
    assert events("server-failure", "evicted", "N1")[0].t == failed + 350
    noticed = failed + 50
    assert not [e for e in log("server-failure").events if e.kind == "lost" and e.t > noticed + 0.01]
    assert len([e for e in log("server-failure").events if e.data.get("state") == "failed"]) == 3, "it and its two pods"


def test_before_and_after_get_the_same_load_and_one_alone_loses_all_once_it_has_failed():
    told, (failed,) = log("before-and-after"), [e.t for e in events("before-and-after", "state", "W1_2")][1:]
    sent = {side: [e.t for e in told.events if e.kind == "sent" and e.at == side] for side in ("U", "U_2")}
    assert sent["U"] == sent["U_2"]
    lost = {side: [e.t for e in told.events if e.kind == "lost" and e.at == side] for side in ("W1", "W1_2")}
    noticed = events("before-and-after", "detected", "W1")[0].t
    assert max(lost["W1"]) < noticed + 0.01 and len(lost["W1_2"]) > 10 * len(lost["W1"])
    assert not [e for e in told.events if e.kind == "served" and e.at == "W1_2" and e.t > failed]


def test_zero_downtime_deploy_is_never_above_five_nor_below_three():
    assert max(numbers("zero-downtime-deploy", "total")) == 5
    assert min(numbers("zero-downtime-deploy", "ready")) == 3
    assert lost("zero-downtime-deploy") == 0


def test_zero_downtime_deploy_needs_the_copies_to_serve_on_until_the_balancer_has_heard():
    told = board("zero-downtime-deploy")
    web = told.system.parts["W"]
    hasty = replace(web, settings={**web.settings, "prestop": 0.0})
    found, _ = simulate.simulate(replace(told, system=replace(told.system, parts={**told.system.parts, "W": hasty})))
    assert found.totals["refused"] > 0


def test_database_connections_are_refused_exactly_beyond_the_limit():
    found = events("database-connections", "connections", "DB")
    assert (found[-1].data["open"], sum(event.data["refused"] for event in found)) == (100, 60)
    assert found[-1].data["none"] == ["A/6", "A/7", "A/8"], "three of the eight have none, twenty each"
    assert lost("database-connections") > 0


def test_a_pooler_needs_half_the_connections():
    assert max(event.data["open"] for event in events("connection-pooler", "connections", "DB")) == 50
    assert lost("connection-pooler") == 0


def test_it_is_seen_how_many_connections_there_may_be_and_who_has_none():
    made = scene("database-connections")
    store = next(card for card in made.cast.cards if card.id == "DB")
    assert store.marks["limit:connections"] == 100
    copies = [clip.value for clip in made.timeline.clips if clip.action is Action.TILES and clip.target == "A"]
    assert copies[-1] == ("healthy",) * 5 + ("bare",) * 3


def test_connections_are_counted_at_the_store_and_the_requests_that_fail_for_want_of_one_at_who_asks():
    made = scene("database-connections")
    last = {(one.target, one.slot): one.value for one in made.timeline.clips if one.action is Action.COUNT}
    ended = Counter(event.kind for event in made.log.events for _ in range(event.count))
    assert last["DB", "denied"] == 60
    assert ("DB", "refused") not in last
    assert last["A", "refused"] == ended["refused"] > 40
    assert last["A", "served"] == ended["served"]


def test_frameworks_have_nothing_before_anything_is_offered_to_them():
    shares = [(e.t, e.data["value"]) for e in events("mesos", "gauge", "B") if e.data["name"] == "share"]
    assert shares[0] == (0.0, 0) and max(value for _, value in shares) == 40


def test_a_queue_keeps_what_is_too_much_and_loses_nothing_with_a_worker():
    found = log("message-queue")
    waiting = [(event.t, event.data["count"]) for event in events("message-queue", "waiting", "Q")]
    rush, dead, back = (found.steps[place][0] for place in (1, 2, 3))
    assert not [count for at, count in waiting if at < rush], "two workers keep up with the usual orders"
    at_death = next(count for at, count in reversed(waiting) if at <= dead)
    at_most = max(count for _, count in waiting)
    assert at_most > 1.5 * at_death > 150, "one worker leaves more waiting than two"
    assert waiting[-1][1] == 0 and waiting[-1][0] > back, "and in the end all are done"
    assert lost("message-queue") == 0
    (failed,) = [event.t for event in events("message-queue", "state", "W1") if event.data["state"] == "failed"]
    routed = [event for event in found.events if event.kind == "routed" and event.at == "Q"]
    held = {event.request for event in routed if event.to == "W1" and event.t < failed}
    again = {event.request for event in routed if event.to == "W2" and event.t >= failed}
    assert 3 <= len(held & again) <= 6, "what it was working on goes to the other"


def test_it_is_seen_on_a_queue_how_far_its_workers_are_behind():
    said = [clip.value for clip in scene("message-queue").timeline.clips if clip.slot == "waiting"]
    most = max(event.data["count"] for event in events("message-queue", "waiting", "Q"))
    assert f"busy|대기 {most}" in said and said[-1] == "|", "and nothing when all are done"


def test_canary_and_blue_green_lose_nothing():
    assert [event.data["to"]["v2"] for event in events("canary", "split")] == [10, 50, 100]
    assert [event.data["to"]["green"] for event in events("blue-green", "split")] == [0, 100]
    assert lost("canary") == lost("blue-green") == 0


def ways(name):
    """The messages that a scene tells, in order, each of which has arrived."""
    found = log(name)
    told = [e for e in found.events if e.request in set(found.told)]
    assert [e.kind for e in told].count("served") == len(found.told)
    return [f"{e.at}>{e.to}" for e in told if e.kind == "routed"]


@pytest.mark.parametrize(
    "name, told",
    [
        ("kubernetes", "API>E E>API CM>API SCH>API API>K1 API>K2 API>K1 API>K2"),
        ("kubernetes-apply", "D>API API>E API>CM CM>API API>E API>SCH SCH>API API>E API>KL KL>RT KL>API API>E"),
        ("mesos", "A1>M A2>M"),
        ("nomad", "J>S S>W W>S S>N1 S>N2 S>N2"),
        ("managed-kubernetes", "API>E API>E N1>API N2>API"),
        ("platforms", "K>E K>G K>A N>H"),
        ("pod", "A>V L>V L>V A>V A>L L>A A>L L>A"),
    ],
)
def test_a_scene_tells_who_speaks_to_whom_in_this_order(name, told):
    assert ways(name) == told.split()


def test_kubernetes_reports_a_pod_after_it_is_ready_and_pods_start_with_their_node():
    ready = events("kubernetes-apply", "state", "P")[-1].t
    assert max(e.t for e in log("kubernetes-apply").events if e.kind == "sent") >= ready
    assert {events("kubernetes", "state", pod)[-1].data["state"] for pod in ("P1", "P2", "P3", "P4")} == {"ready"}
    bound = {e.of: e.data["node"] for e in events("kubernetes", "scheduled")}
    assert bound == {"P1": "K1", "P2": "K1", "P3": "K2", "P4": "K2"}
    assert {events("managed-kubernetes", "state", node)[-1].data["state"] for node in ("N1", "N2")} == {"ready"}


def test_a_pods_containers_start_together():
    moments = [[(e.t, e.data["state"]) for e in events("pod", "state", one)] for one in "AL"]
    assert moments[0] == moments[1] and moments[0][-1][1] == "ready"


def test_production_requirements_tells_each_of_the_six_by_its_own_motion():
    told = [beat.args["idea"] for step in board("production-requirements").steps for beat in step.beats if beat.args]
    assert told == ["availability", "scaling", "balancing", "healing", "rolling", "discovery"]


def test_rolling_update_goes_from_all_to_half_to_none():
    shares = [event.data["to"]["V1"] for event in events("rolling-update", "split")]
    assert shares[0] == 100 and shares[-1] == 0 and 50 in shares and shares == sorted(shares, reverse=True)


def test_server_failure_ends_with_new_pods_on_the_other_nodes_by_themselves():
    gone = events("server-failure", "evicted", "N1")[0].t
    assert [e.data["node"] for e in events("server-failure", "scheduled") if e.t == gone] == ["N2", "N3"]
    assert not [e for e in events("server-failure", "scheduled") if 0 < e.t < gone]
    assert numbers("server-failure", "ready") == [6, 4, 6], "and nobody asks for them"


def test_blue_stays_thirty_seconds_behind_the_switch_and_is_then_gone():
    switch = events("blue-green", "split")[-1].t
    gone = [e.t for e in events("blue-green", "state") if e.data["state"] == "stopped"]
    assert len(gone) == 3 and all(switch + 30 <= at <= switch + 32 for at in gone)


def test_stateful_set_keeps_places_and_order():
    assert lost("stateful-set") == 0
    copies = [event for event in events("stateful-set", "state") if "/" in event.of]
    changes = [(event.of, event.data["state"], event.data["version"]) for event in copies]
    places = {
        version: [of for of, state, told in changes if (state, told) == ("ready", version)]
        for version in ("v16", "v17")
    }
    assert places == {"v16": ["D/1", "D/2", "D/3", "D/4"], "v17": ["D/4", "D/3", "D/2", "D/1", "D/4"]}
    assert {of for of, _, version in changes if version == "v18"} == {"D/4"}, "the bad version stops at the first"
    assert [of for of, state, _ in changes if state == "stopped"][-2:] == ["D/4", "D/3"]
    ready = numbers("stateful-set", "ready")
    assert min(ready[ready.index(4) : -1]) == 3, "one is missing at the most"


def test_a_copy_that_cant_start_is_seen_to_be_broken_until_it_goes():
    made = scene("stateful-set")
    (unready,) = events("stateful-set", "unready")
    assert (unready.of, unready.data["version"]) == ("D/4", "v18")
    told = [(clip.start, clip.value[3]) for clip in made.timeline.clips if clip.action is Action.TILES]
    broken = [at for at, said in told if said == "broken v18"]
    assert broken[0] == pytest.approx(made.clock.film(unready.t), abs=0.05)
    failing, undone = made.timeline.scenes[3:5]
    for one in (failing, undone):
        assert [said for at, said in told if at <= one.telling][-1] == "broken v18"
    assert "healthy v18" not in {said for _, said in told}, "and it was never well"


def test_what_stands_on_its_nodes_alone_takes_no_room_of_its_own():
    assert [card.id for card in scene("nomad").cast.cards] == ["J", "S", "W", "N1", "N2"]
