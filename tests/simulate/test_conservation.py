"""What holds for any system and any story."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.storyboard import Beat, Step, Storyboard
from diagram_anim.model.system import Part, Role, System
from diagram_anim.simulate import lines, rows, simulate

ENDS = ("served", "error", "lost", "refused", "timeout")
NAMES = ("U", "LB", "A", "B", "C", "D")
names = st.sampled_from(NAMES)
seconds = st.floats(0, 5).map(lambda value: round(value, 2))

given_settings = st.fixed_dictionaries(
    {"rollout.deadline": st.just(3.0)},
    optional={
        "policy": st.sampled_from(["random", "round-robin", "least_connections", "weighted", "sticky", "hash"]),
        "check.period": st.sampled_from([0.5, 2.0, 10.0]),
        "check.failures": st.integers(1, 3),
        "retry": st.booleans(),
        "retries": st.integers(0, 2),
        "replicas": st.integers(1, 4),
        "capacity": st.sampled_from([5.0, 30.0, 100.0]),
        "latency": st.sampled_from([0.0, 0.02, 0.3]),
        "errors": st.sampled_from([0.0, 0.2, 1.0]),
        "queue": st.integers(0, 5),
        "max_connections": st.integers(1, 5),
        "timeout": st.sampled_from([0.05, 0.5]),
        "grace": st.sampled_from([0.0, 1.0]),
        "start": st.sampled_from([0.0, 1.0]),
        "arrivals": st.sampled_from(["even", "poisson"]),
        "on": st.lists(names, min_size=1, max_size=2, unique=True).map(tuple),
        "autoscale.max": st.integers(1, 4),
        "autoscale.sync": st.just(1.0),
        "autoscale.down": st.just(2.0),
        "autoscale.grow.window": st.just(2.0),
        "autoscale.grow.pods": st.integers(1, 3),
        "autoscale.shrink.share": st.sampled_from([0.5, 1.0]),
        "check.timeout": st.sampled_from([0.1, 1.0]),
        "check.delay": st.just(2.0),
        "check.successes": st.integers(1, 2),
        "live.period": st.just(1.0),
        "startup.period": st.just(0.5),
        "startup.failures": st.integers(1, 3),
        "lag": st.just(0.5),
        "lease": st.just(2.0),
        "duty": st.sampled_from(["api", "controllers", "scheduler", "kubelet", "server"]),
        "restart": st.booleans(),
        "pool": st.integers(1, 3),
        "cpu.limit": st.sampled_from([0.5, 2.0]),
        "cpu.request": st.sampled_from([0.5, 1.0]),
        "version": st.just("v1"),
    },
)
parts = st.fixed_dictionaries(
    {name: st.builds(Part, st.just(name), st.sampled_from(Role), given_settings) for name in NAMES}
)
links = st.lists(st.tuples(names, names), max_size=10, unique=True).map(tuple)
systems = st.builds(System, parts, links)
some = st.lists(names, min_size=1, max_size=2, unique=True).map(tuple)
one = names.map(lambda name: (name,))


def beats(verb, targets, **args):
    return st.builds(Beat, st.just(verb), targets, st.fixed_dictionaries(args), st.booleans())


any_beat = st.one_of(
    beats("traffic", one, rate=st.sampled_from([5.0, 40.0])),
    beats("traffic", one, rate=st.just(20.0), to=names),
    beats("traffic", one, off=st.just(True)),
    beats("load", one, times=st.sampled_from([0.0, 0.5, 3.0]), over=seconds),
    beats("split", one, to=st.dictionaries(names, st.sampled_from([0.0, 10.0, 50.0, 100.0]), min_size=1), over=seconds),
    beats("send", st.lists(names, min_size=2, max_size=4).map(tuple), fail=st.booleans()),
    *(beats(verb, some) for verb in ("appear", "fail", "recover", "start", "stop", "drain")),
    beats("degrade", one),
    beats("degrade", one, latency=st.sampled_from([0.2, 2.0])),
    beats("degrade", one, errors=st.sampled_from([0.0, 30.0, 100.0])),
    beats("restart", one),
    beats("partition", st.lists(names, min_size=2, max_size=2, unique=True).map(tuple)),
    beats("schedule", one, on=names),
    beats("apply", one, **{"from": names, "to": st.integers(0, 4)}),
    beats("apply", one),
    beats("roll", one, to=st.sampled_from(["v2", "v3"])),
    beats("roll", one, to=st.just("v2"), fail=st.just(True)),
    beats("canary", one, to=st.just("v2"), steps=st.sampled_from([(10.0, 100.0), (50.0,)]), pause=st.just(1.0)),
    beats("bluegreen", one, to=st.just("v2")),
    beats("undo", one),
    beats("autoscale", one, min=st.integers(1, 2), max=st.integers(2, 4)),
    beats("elect", st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)),
    beats("fail", st.just(("leader",))),
    beats("register", one, name=st.just("shop")),
    beats("resolve", one, name=st.just("shop")),
    beats("expire", st.just(()), name=st.just("shop")),
    beats("replace", one),
    beats("replace", one, **{"as": st.sampled_from(["N", "M", "D"])}),
    beats("scale", one, to=st.integers(0, 5), over=seconds),
    beats("gauge", one, name=st.just("cpu"), value=st.floats(0, 100), over=seconds, of=names),
    beats("wait", st.just(()), seconds=seconds),
    beats(
        "wait", one, until=st.sampled_from(["detected", "ready", "lost", "drained", "replicas", "elected"]), max=seconds
    ),
)
steps = st.builds(Step, st.just({}), st.lists(any_beat, max_size=4).map(tuple))
boards = st.builds(
    lambda system, told: Storyboard("any", {}, {}, "en", Flowchart("LR", (), ()), system, tuple(told)),
    systems,
    st.lists(steps, max_size=5),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(boards, st.integers(0, 3))
def test_every_request_that_was_sent_has_one_end_or_is_under_way(board, seed):
    log, _ = simulate(board, seed)
    place: dict[int, str] = {}
    ways: dict[int, list[str]] = {}
    state: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for event in log.events:
        if event.kind == "state":
            state[event.of] = event.data["state"]
        if event.request is None:
            continue
        counts[event.kind] += 1
        if event.kind == "sent":
            assert event.request == counts["sent"], "numbers count from one, in order"
            place[event.request], ways[event.request] = event.at, [event.at]
        elif event.kind == "routed":
            assert event.at in ways[event.request], "from where it was, or from the balancer that tries another"
            place[event.request] = event.to
            ways[event.request].append(event.to)
        elif event.kind == "answered":
            assert event.at == place[event.request], "who has been asked first, and others still are"
        else:
            if event.at != place.pop(event.request):
                assert event.kind in ("lost", "unanswered") and event.at in ways[event.request]
                assert state[event.at] != "ready", "where it was sent to last, or with who waited for its answer"
        assert counts["sent"] == sum(counts[end] for end in ENDS) + len(place)
    if log.events:
        totals = log.totals
        assert [totals[kind] for kind in ("sent", *ENDS)] == [counts[kind] for kind in ("sent", *ENDS)]
        assert totals["in_flight"] == len(place)
        assert all(sum(at[end] for at in totals["by"].values()) == totals[end] for end in ENDS)


@settings(max_examples=30, deadline=None)
@given(boards)
def test_time_never_runs_back_and_every_beat_and_step_has_its_place_in_it(board):
    log, _ = simulate(board)
    times = [event.t for event in (*log.events, *log.coda)]
    assert times == sorted(times)
    assert len(log.steps) == len(log.cuts) == len(board.steps)
    assert len(log.moments) == sum(len(step.beats) for step in board.steps)
    for moment in log.moments:
        start, end = log.steps[moment.step]
        assert start <= moment.start <= moment.end <= end
    for (_, end), (start, _) in zip(log.steps, log.steps[1:], strict=False):
        assert end == start


@settings(max_examples=60, deadline=None)
@given(boards)
def test_copies_are_counted_as_they_stand(board):
    log, _ = simulate(board)
    state: dict[str, str] = {}
    for event in log.events:
        if event.kind == "state":
            assert state.get(event.of) != event.data["state"] or "/" not in event.of, "only changes are told"
            state[event.of] = event.data["state"]
        elif event.kind == "replicas" and event.t > 0:
            copies = [word for of, word in state.items() if of.startswith(f"{event.of}/")]
            assert event.data["ready"] == sum(map(copies.count, ("ready", "degraded", "faulty"))), (
                "a slow one is ready, and one that makes errors"
            )
            assert event.data["total"] == len(copies) - copies.count("stopped") - copies.count("pending")


@settings(max_examples=20, deadline=None)
@given(boards, st.integers(0, 3))
def test_the_same_story_and_seed_give_the_same_bytes_whatever_its_words_and_pace(board, seed):
    def written(board):
        log, problems = simulate(board, seed)
        return json.dumps([*lines(log), *rows(log)]), log, len(problems)

    other = replace(
        board,
        pace=3.0,
        title={"en": "other"},
        lang="ja",
        steps=tuple(replace(step, say={"ja": "違う"}, seconds=9.0) for step in board.steps),
    )
    assert written(board) == written(board) == written(other)
