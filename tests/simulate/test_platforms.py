"""What platforms do by themselves: restarts, lost nodes, elections, names, pools, partitions."""

from itertools import pairwise

import pytest

from diagram_anim.simulate import simulate
from tests.simulate.conftest import Told, read_board

PAIR = "U client\nLB balancer check.period=2 check.failures=2\nA server\nB server\nU > LB > A B"


def test_a_crashed_container_comes_back_in_its_place_later_each_time(tell):
    told = tell("C server start=1", "restart C\n" * 8)
    pauses = [event.data["seconds"] for event in told.log.events if event.kind == "backoff"]
    assert pauses == [10, 20, 40, 80, 160, 300, 300]


def test_the_back_off_is_forgotten_after_ten_good_minutes(tell):
    told = tell("C server start=1", "restart C\nwait 601\nrestart C\nrestart C")
    assert [event.data["seconds"] for event in told.log.events if event.kind == "backoff"] == [10]


def test_where_the_settings_say_so_a_crash_is_answered_by_itself(tell):
    told = tell("C server start=2 restart=on", "fail C\nwait 5")
    assert told.states("C") == ["ready", "failed", "starting", "ready"]
    assert told.when("state", "C", state="starting") == 0.0


def test_what_is_degraded_answers_slowly_until_it_recovers(tell):
    story = "traffic U rate=10 | wait 5\ndegrade C latency=2 | wait 10\nrecover C | wait 10"
    told = tell("U client\nC server latency=0.1\nU > C", story)
    sent = {event.request: event.t for event in told.log.events if event.kind == "sent"}
    took = {event.request: event.t - sent[event.request] for event in told.log.events if event.kind == "served"}
    assert max(took[one] for one in took if sent[one] < 4.5) < 0.2
    assert min(took[one] for one in took if 5.5 < sent[one] < 14) > 1.7
    assert max(took[one] for one in took if sent[one] > 20) < 0.2
    assert told.states("C") == ["ready", "degraded", "ready"]


def test_over_a_partition_requests_are_lost_until_the_balancer_notices(tell):
    told = tell(PAIR, "traffic U rate=40 | wait 2\npartition LB A | wait 10\nrecover A | wait 10")
    noticed = told.when("detected", "A")
    assert told.ends("lost", "A") and not told.ends("lost", since=noticed + 0.1)
    assert told.states("A") == ["ready"], "it runs on, out of reach"
    assert told.routed("A", noticed + 0.01, 12.0) == 0 < told.routed("A", 14.5)


def test_a_lost_node_is_noticed_after_fifty_seconds_and_its_pods_go_after_five_minutes_more(tell):
    system = (
        "CP controller\nN1 node\nN2 node\nU client\nS balancer\nA server on=N1\nB server on=N2\nC server\nU > S > A B C"
    )
    told = tell(system, "traffic U rate=4 | wait 3\nfail N1 | wait until evicted N1 max=400\nschedule C on=N2 | wait 5")
    assert told.when("detected", "N1") == told.when("detected", "A") == 53
    assert told.when("evicted", "N1") == 353
    assert told.states("A") == ["ready", "failed", "stopped"], "a pod never moves"
    assert not told.ends("lost", since=53.1)
    assert 40 < len(told.ends("lost", "A")) < 160, "until then half of all were lost"
    assert told.routed("C") > 0


def test_nothing_can_be_scheduled_on_a_node_that_is_lost(tell):
    told = tell("N1 node\nA server", "fail N1\nschedule A on=N1")
    assert told.when("unschedulable", "A") == 0
    assert told.states("A") == ["pending"]


def elections(told):
    return [(event.of, event.data["term"]) for event in told.log.events if event.kind == "elected"]


def test_a_group_elects_one_leader_and_another_when_it_is_lost(tell):
    group = "M1 controller\nM2 controller\nM3 controller"
    for seed in range(8):
        told = tell(group, "elect M1 M2 M3\nfail M1\nwait 6\nrecover M1\nfail M2\nwait 6", seed)
        terms = [term for _, term in elections(told)]
        assert terms == sorted(set(terms)), "no term has two leaders"
        assert elections(told)[-1][0] != "M2"
        assert told.log.steps[0][1] >= 1.0, "nobody stands before the timeout"


def test_without_a_majority_nobody_leads(tell):
    group = "M1 controller\nM2 controller\nM3 controller"
    told = tell(group, "elect M1 M2 M3\nfail M1 M2\nwait 20")
    assert not [event for event in told.log.events if event.kind == "elected" and event.t > told.log.steps[0][1]]


def test_the_smaller_side_of_a_partition_has_no_leader(tell):
    system = "\n".join(f"M{number} controller" for number in range(1, 6))
    told = tell(
        system,
        "elect M1 M2 M3 M4 M5\n"
        + "\n".join(f"partition {one} {two}" for one in ("M1", "M2") for two in ("M3", "M4", "M5"))
        + "\nwait 8",
    )
    assert elections(told)[-1][0] in ("M3", "M4", "M5")


NAMES = "U client\nA server ttl=10\nB server ttl=10\nU > A B"


def test_a_client_believes_a_stale_answer_until_its_time_is_up(tell):
    told = tell(
        NAMES, "register A shop | register B shop | resolve U shop | traffic U rate=10 | wait 4\nfail A | wait 10"
    )
    assert told.ends("lost", "A", 4.0, 10.0)
    assert not told.ends("lost", "A", 10.2)
    assert [event.data["addresses"] for event in told.log.events if event.kind == "resolved"] == [["A", "B"], ["B"]]


def test_an_answer_that_has_run_out_is_asked_for_anew(tell):
    told = tell(
        NAMES,
        "register A shop | register B shop | resolve U shop | traffic U rate=10 | wait 4\nfail A\nexpire shop | wait 4",
    )
    assert not told.ends("lost", "A", told.log.steps[1][1] + 0.2)


POOL = "U client\nLB balancer\napp server replicas={} pool=20\nDB store max_connections=100\nU > LB > app > DB"


@pytest.mark.parametrize("copies, opened, refused", [(2, 40, 0), (5, 100, 0), (6, 100, 20), (30, 100, 500)])
def test_connections_are_refused_exactly_beyond_the_limit(tell, copies, opened, refused):
    told = tell(POOL.format(copies), "traffic U rate=40 | wait 5")
    events = [event for event in told.log.events if event.kind == "connections"]
    assert events[-1].data["open"] == opened
    assert sum(event.data["refused"] for event in events) == refused
    assert max(event.data["open"] for event in events) <= 100
    assert bool(told.ends("refused", "DB")) == (copies > 5)


def test_a_pooler_holds_few_connections_for_many(tell):
    system = (
        "U client\nLB balancer\napp server replicas=30 pool=20\nP balancer pool=50 max_connections=1000\n"
        "DB store max_connections=100\nU > LB > app > P > DB"
    )
    told = tell(system, "traffic U rate=40 | wait 5")
    last = {event.of: event.data for event in told.log.events if event.kind == "connections"}
    assert (last["P"]["open"], last["DB"]["open"]) == (600, 50)
    assert told.totals["refused"] == 0


def test_who_watches_is_told_of_every_change(tell):
    told = tell("CP controller\nA server start=1", "watch CP A\nfail A\nrecover A")
    assert [event.data["state"] for event in told.log.events if event.kind == "notified"] == [
        "failed",
        "starting",
        "ready",
    ]


def test_an_autoscaler_that_is_set_up_acts_by_itself(tell):
    told = tell(
        "U client\nweb server capacity=10 latency=0.1\nU > web",
        "traffic U rate=9 | wait 5\nautoscale web min=2 max=5 target=50 | wait 60",
    )
    assert told.states("web/1")[0] == "ready"
    assert [e.data["wanted"] for e in told.log.events if e.kind == "replicas"][-1] in (2, 3)


def test_two_sources_of_one_stream_send_at_the_same_moments(tell):
    told = tell("U client stream=1\nV client stream=1\nA server\nB server\nU > A\nV > B", "traffic U V rate=9 | wait 4")
    sent = {id: [event.t for event in told.log.events if event.kind == "sent" and event.at == id] for id in "UV"}
    assert sent["U"] == sent["V"]


def test_a_node_takes_no_more_than_its_cores(tell):
    """Mesos: an offer too small is declined; Kubernetes: NodeResourcesFit; Nomad: an evaluation is blocked."""
    system = "A1 node cpu.limit=1\nA2 node cpu.limit=4\nT server cpu.request=2\nS server cpu.request=3"
    told = tell(system, "schedule T on=A1\nschedule T on=A2\nschedule S on=A2\nstop T\nschedule S on=A2")
    found = [(e.kind, e.of, e.data["node"]) for e in told.log.events if e.kind in ("scheduled", "unschedulable")]
    assert found == [
        ("unschedulable", "T", "A1"),
        ("scheduled", "T", "A2"),
        ("unschedulable", "S", "A2"),
        ("scheduled", "S", "A2"),
    ]


STORES = "U client\napp server capacity=200\nDB store\nR store lag={}\nU > app > DB > R"


@pytest.mark.parametrize("lag, missing", [(0.5, 20), (2, 80)])
def test_a_replica_lacks_what_was_served_within_its_lag(tell, lag, missing):
    told = tell(STORES.format(lag), "traffic U rate=40 | wait 5\nfail DB")
    assert not told.ends("served", "R"), "no request goes to a replica on its own"
    behind = next(event for event in told.log.events if event.kind == "behind")
    assert (behind.of, behind.data["store"], behind.data["lag"]) == ("R", "DB", lag)
    assert behind.data["missing"] == pytest.approx(missing, abs=2)
    assert behind.data["missing"] == len(told.ends("served", "DB", behind.t - lag, behind.t + 1e-9))


BUDGET = "U client\nLB balancer\nweb server replicas=4 start=3 capacity=50 {}\nU > LB > web"


@pytest.mark.parametrize("budget, least", [(3, 3), (0.5, 2), (0.6, 3), (2, 2)])
def test_a_drain_never_leaves_fewer_ready_copies_than_the_budget(tell, budget, least):
    told = tell(BUDGET.format(f"budget={budget}"), "traffic U rate=20 | drain web\nwait 3")
    ready = [event.data["ready"] for event in told.log.events if event.kind == "replicas"]
    assert min(ready) == least and ready[-1] == 4
    assert told.totals["lost"] == told.totals["refused"] == 0


@pytest.mark.parametrize("missing, copies, least", [(1, 4, 3), (1, 8, 7), (0.25, 8, 6), (0.3, 4, 2), (9, 4, 0)])
def test_of_as_many_as_are_wanted_no_more_than_may_are_missing(tell, missing, copies, least):
    told = tell(BUDGET.format(f"budget.missing={missing}"), f"scale web to={copies}\nwait 5\ndrain web\nwait 3")
    drained = told.log.steps[2][0]
    ready = [event.data["ready"] for event in told.log.events if event.kind == "replicas" and event.t >= drained]
    assert min(ready) == least and ready[-1] == copies


def test_a_budget_of_all_copies_blocks_a_drain_and_that_is_told():
    log, problems = simulate(read_board(BUDGET.format("budget=4"), "drain web"))
    assert [(one.code, one.message) for one in problems] == [
        ("never-ends", "`drain web` had not come to its end after 600 s")
    ]
    (problem,) = problems
    assert problem.hint and problem.hint.startswith("`budget` of `web` keeps 4 ready, and 4 are")
    told = Told(log)
    assert told.when("blocked", "web") == 0
    assert {event.data["ready"] for event in told.log.events if event.kind == "replicas"} == {4}
    assert told.log.steps[-1][1] == 600


def test_the_hint_names_the_budget_that_is_meant_and_no_budget_that_blocks_nothing():
    kept = simulate(read_board(BUDGET.format("budget.missing=0"), "drain web"))[1]
    assert [one.hint.split(" of")[0] for one in kept] == ["`budget.missing`"]
    endless = simulate(read_board("M1 server\nM2 server\nM1 > M2", "elect M1 M2 | fail M1\nelect M1 M2"))[1]
    assert {one.hint for one in endless} == {"something that it waits for doesn't come about"}


def test_the_only_copy_is_kept_by_its_budget():
    """Kubernetes: a PodDisruptionBudget of 1 over one replica lets no drain end."""
    system = "U client\nS balancer\nweb server {}\nU > S > web"
    log, problems = simulate(read_board(system.format("budget=1"), "traffic U rate=20 | drain web"))
    assert [one.code for one in problems] == ["never-ends"] and Told(log).states("web") == ["ready"]
    log, problems = simulate(read_board(system.format("budget=0"), "traffic U rate=20 | drain web"))
    assert not problems and Told(log).states("web") == ["ready", "draining"]


HALVES = "partition M1 M3 | partition M1 M4 | partition M2 M3 | partition M2 M4"


@pytest.mark.parametrize("seed", range(6))
def test_halves_begin_no_term_and_the_leader_steps_down_after_an_election_timeout(tell, seed):
    managers = "\n".join(f"M{number} controller" for number in (1, 2, 3, 4))
    told = tell(managers, f"elect M1 M2 M3 M4\nwait 2\n{HALVES}\nwait 20\nrecover M1 | recover M2\nwait 6", seed)
    begun, healed = told.log.steps[3][0], told.log.steps[4][1]
    (first, second) = elections(told)
    assert 0.85 <= told.when("leaderless", first[0]) - begun <= 1.15
    stood = [(e.t, e.of, e.data["term"]) for e in told.log.events if e.kind == "candidate" and begun < e.t < healed]
    assert {term for _, _, term in stood} == {2}, "nobody raises a term in which it can't win"
    for one in ("M1", "M2", "M3", "M4"):
        own = [t for t, of, _ in stood if of == one]
        assert len(own) >= 8 and all(0.99 <= later - sooner <= 2.01 for sooner, later in pairwise(own))
    assert first[1] == 1 and 2 <= second[1] <= 4


def test_who_was_apart_learns_the_term_of_the_leader_that_it_hears(tell):
    managers = "\n".join(f"M{number} controller" for number in (1, 2, 3, 4, 5))
    cuts = " | ".join(f"partition {one} {other}" for one in ("M1", "M2") for other in ("M3", "M4", "M5"))
    story = f"elect M1 M2 M3 M4 M5 first=M1\n{cuts}\nwait 5\nrecover M1 | recover M2\nwait 2\nfail leader\nwait 5"
    for seed in range(6):
        told = tell(managers, story, seed)
        terms = [event.data["term"] for event in told.log.events if event.kind == "candidate"]
        assert terms == sorted(terms) and [term for _, term in elections(told)][:2] == [1, 2]
        assert elections(told)[2][1] >= 3


PATRONI = "D1 store lease=30 heartbeat=10\nD2 store lease=30 heartbeat=10 lag=5\nD3 store lease=30 heartbeat=10 lag=1"


@pytest.mark.parametrize("seconds", [1, 4, 9])
def test_a_dead_leaders_lock_runs_out_and_the_replica_that_is_least_behind_takes_it(tell, seconds):
    told = tell(PATRONI, f"elect D1 D2 D3 | wait {seconds}\nfail leader | then wait until elected n=2 max=60")
    assert [of for of, _ in elections(told)] == ["D1", "D3"]
    died, next_one = told.when("state", "D1", state="failed"), told.when("elected", "D3")
    assert 20 <= next_one - died <= 30.1, "the lock was renewed at most ten seconds before"


def test_swarm_pauses_at_the_first_task_that_fails(tell):
    told = tell(
        "U client\nLB balancer\nweb server version=v1 replicas=4 rollout.surge=0 rollout.unavailable=1\nU > LB > web",
        "traffic U rate=10 | wait 3\nroll web to=v2 fail=on\nwait 3",
    )
    ready = [event.data["ready"] for event in told.log.events if event.kind == "replicas"]
    assert min(ready) == ready[-1] == 3, "one task was stopped first, and no other after it"


def test_a_canary_of_fifteen_percent_of_ten_is_two_copies(tell):
    told = tell(
        "U client\nLB balancer\nweb server version=v1 replicas=10 start=1\nU > LB > web",
        "traffic U rate=10 | canary web to=v2 steps=15 pause=1",
    )
    new = [e for e in told.log.events if e.kind == "state" and e.data.get("version") == "v2" and "/" in e.of]
    assert len({event.of for event in new}) == 2


def test_a_copy_counts_only_after_it_has_been_ready_for_long_enough(tell):
    told = tell(
        "U client\nLB balancer\nweb server version=v1 replicas=2 start=1 rollout.surge=1 rollout.unavailable=0 "
        "rollout.ready=10\nU > LB > web",
        "roll web to=v2",
    )
    new, old = told.when("state", "web/3", state="ready"), told.when("state", "web/2", state="draining")
    first = min(old, told.when("state", "web/1", state="draining"))
    assert first - new == pytest.approx(10, abs=0.2)


HEADLESS = "U client\nweb server replicas=3 ttl=10 start=1\nU > web"


def test_a_headless_name_gives_the_ready_copies_and_a_stale_one_leads_nowhere(tell):
    story = "register web shop | resolve U shop | traffic U rate=30 | wait 2\nscale web to=2\nscale web to=3\nwait 8"
    told = tell(HEADLESS, story)
    answers = [(event.t, event.data["addresses"]) for event in told.log.events if event.kind == "resolved"]
    assert [names for _, names in answers] == [["web/1", "web/2", "web/3"]] * 2
    gone, again = told.when("state", "web/3", state="draining"), answers[1][0]
    astray = told.ends("lost", "web") + told.ends("refused", "web")
    assert {event.at for event in astray} == {"web/3"} and all(gone <= event.t <= again for event in astray)
    assert len(astray) == pytest.approx((again - gone) * 10, abs=3), "a third, though a new one stands in its place"
    assert told.ends("served", "web", since=again)


def test_a_service_address_is_stable_while_what_stands_behind_it_changes(tell):
    system = "U client\nS balancer ttl=1000\nweb server replicas=3 version=v1 start=1\nU > S > web"
    told = tell(system, "register S shop | resolve U shop | traffic U rate=30 | wait 2\nroll web to=v2\nwait 3")
    assert [event.data["addresses"] for event in told.log.events if event.kind == "resolved"] == [["S"]]
    assert told.totals["lost"] == told.totals["refused"] == 0
    assert {event.data["version"] for event in told.log.events if event.kind == "rolled"} == {"v2"}


def test_connections_that_become_free_go_to_those_who_were_refused(tell):
    told = tell(POOL.format(6), "traffic U rate=40 | wait 3\nstop app/1\nwait 3")
    events = [event.data for event in told.log.events if event.kind == "connections"]
    assert (events[-1]["open"], sum(event["refused"] for event in events)) == (100, 20)
    freed = told.when("state", "app/1", state="stopped")
    assert told.ends("refused", "DB") and not told.ends("refused", "DB", since=freed + 0.1)


def test_a_store_that_comes_back_is_connected_to_anew(tell):
    told = tell(POOL.format(3), "traffic U rate=40 | wait 2\nfail DB\nwait 2\nrecover DB\nwait 3")
    opened = [(event.t, event.data["open"]) for event in told.log.events if event.kind == "connections"]
    failed, ready = told.when("state", "DB", state="failed"), told.when("state", "DB", state="starting") + 3
    assert opened[-1] == (ready, 60) and (failed, 0) in opened
    assert told.ends("served", "DB", since=ready)


def test_marathon_never_has_fewer_than_all_and_at_most_twice_as_many(tell):
    system = "U client\nLB balancer\nweb server version=v1 replicas=4 start=2 rollout.surge=1.0 rollout.unavailable=0"
    told = tell(f"{system}\nU > LB > web", "traffic U rate=20 | wait 2\nroll web to=v2\nwait 2")
    numbers = [event.data for event in told.log.events if event.kind == "replicas"]
    assert min(one["ready"] for one in numbers) == 4 and max(one["total"] for one in numbers) == 8


def test_every_node_of_swarms_ingress_reaches_every_task(tell):
    system = "U client\nV client\nN1 balancer policy=round-robin\nN2 balancer policy=round-robin\n"
    system += "T1 server\nT2 server\nT3 server\nU > N1\nV > N2\nN1 N2 > T1 T2 T3"
    told = tell(system, "traffic U V rate=9 | wait 10")
    ways = {(event.at, event.to) for event in told.log.events if event.kind == "routed" and event.to[0] == "T"}
    assert ways == {(node, task) for node in ("N1", "N2") for task in ("T1", "T2", "T3")}
    assert {told.routed(task) for task in ("T1", "T2", "T3")} == {60}


def test_who_stands_first_leads_in_the_term_that_is_named(tell):
    group = "M1 controller\nM2 controller\nM3 controller"
    for seed in range(8):
        told = tell(group, "fail M1\nelect M1 M2 M3 first=M3 term=6\nfail M3\nwait 6", seed)
        assert elections(told) == [("M3", 6)], "two of three are a majority, one isn't"
        again = tell(group, "elect M1 M2 M3 first=M2\nelect M1 M2 M3 first=M3 term=2\nfail M3\nwait 6", seed)
        assert elections(again)[:2] == [("M2", 1), ("M3", 2)]
        assert elections(again)[2][0] in ("M1", "M2") and elections(again)[2][1] > 2, "the next election is anyone's"
