"""The keys of a system, and a system made of them."""

import pytest
from by_hand import chart, sequence

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.model.system import Part, Role
from diagram_anim.simulate.defaults import setting
from diagram_anim.source import blocks
from diagram_anim.story import build_system, storyboard
from diagram_anim.story.grammar import settings, settled
from diagram_anim.story.grammar.names import names
from diagram_anim.story.grammar.wrong import Wrong
from diagram_anim.story.overrides import is_about, overrides

CHART = chart("""
    U=사용자
    LB=로드 밸런서
    W1=웹 서버 1
    W2=웹 서버 2
    a.b=저장소
    U>LB
    LB>W1
    LB>W2
    W1>a.b
""")


def read(key, text):
    return settings.read(key, text, names(CHART))


@pytest.mark.parametrize(
    "key, text, value",
    [
        ("check.period", "2s", 2.0),
        ("latency", "80ms", 0.08),
        ("capacity", "1800/m", 30.0),
        ("check.failures", "2", 2),
        ("policy", "round-robin", "round-robin"),
        ("role", "balancer", "balancer"),
        ("version", "1.10", "1.10"),
        ("autoscale.target", "50%", 0.5),
        ("rollout.surge", "25%", 0.25),
        ("rollout.surge", "1", 1),
        ("retry", "on", True),
        ("cpu.request", "500m", 0.5),
        ("weights.W1", "90%", 0.9),
        ("weights.W1", "90", 0.9),
        ("replicas", "1000", 1000),
    ],
)
def test_values_are_si(key, text, value):
    found = read(key, text)
    assert (found, type(found)) == (value, type(value))
    assert read(key, settings.written(settings.find(key), found)) == value


@pytest.mark.parametrize(
    "key, text, hint",
    [
        ("polcy", "random", "did you mean `policy`?"),
        ("successes", "2", "did you mean `check.successes`?"),
        ("startup", "2s", "there are `startup.delay`, `startup.period` and `startup.failures`"),
        ("policy", "rand", "did you mean `random`?"),
        ("check.period", "2", "write `2s` or `2ms`"),
        ("autoscale.target", "0.5", "write `50%`"),
        ("autoscale.target", "70", "write `70%`"),
        ("autoscale.target", "most", "write it as `80%`"),
        ("capacity", "0/s", "leave it out for its default, or write more"),
        ("replicas", "1001", "more copies are a number in a film, no matter which: write fewer"),
        ("autoscale.max", "5000", "more copies are a number in a film, no matter which: write fewer"),
        ("weights.W9", "90%", "did you mean `W2`?"),
        ("retry", "yes", "write `on` or `off`"),
    ],
)
def test_a_mistake_has_a_hint(key, text, hint):
    found = read(key, text)
    assert isinstance(found, Wrong)
    assert found.hint == hint


def test_settings_for_a_run_name_the_longest_part_that_fits():
    found, problems = overrides(["LB.check.period=10s", "a.b.latency=5ms"], names(CHART))
    assert not problems
    assert found == {"LB": {"check.period": 10.0}, "a.b": {"latency": 0.005}}


def test_a_setting_for_a_run_is_that_of_all_that_its_glob_names():
    found, problems = overrides(["W*.replicas=2", "W1.replicas=3"], names(CHART))
    assert not problems and found == {"W1": {"replicas": 3}, "W2": {"replicas": 2}}
    assert is_about("W*.replicas=2", CHART) and not is_about("X*.replicas=2", CHART)


@pytest.mark.parametrize(
    "text, code",
    [
        ("X*.latency=1s", "unknown-node"),
        ("LB", "bad-setting"),
        ("XX.latency=1s", "unknown-node"),
        ("LB.x=1", "unknown-key"),
        ("LB.latency=1", "bad-value"),
    ],
)
def test_a_wrong_setting_for_a_run_is_told(text, code):
    found, (problem,) = overrides([text], names(CHART))
    assert (found, problem.code) == ({}, code)


@pytest.mark.parametrize("text, code", [("U.autoscale.max=3", "no-copies"), ("DB.policy=hash", "unused-setting")])
def test_a_setting_for_a_run_that_counts_for_nothing_is_told(text, code):
    (block,) = blocks(Document("lecture.md", "```mermaid\ngraph LR\n U[Users] --> W[server] --> DB[(database)]\n```\n"))
    diagram, _ = parse(block)
    _, (problem,) = storyboard(diagram, block, settings=[text])
    assert problem.code == code
    assert not storyboard(diagram, block, settings=["*.policy=hash", "W.replicas=2"])[1]


def test_roles_come_from_words_and_links_from_arrows():
    system = build_system(CHART, {"W1": {"capacity": 30.0}})
    assert [part.role for part in system.parts.values()] == [
        Role.CLIENT,
        Role.BALANCER,
        Role.SERVER,
        Role.SERVER,
        Role.STORE,
    ]
    assert system.links == (("U", "LB"), ("LB", "W1"), ("LB", "W2"), ("W1", "a.b"))
    assert system.parts["W1"].settings == {"capacity": 30.0}


def test_a_role_that_is_given_stands():
    system = build_system(CHART, {"W1": {"role": "store"}})
    assert system.role("W1") is Role.STORE
    assert "role" not in system.parts["W1"].settings


def test_a_part_may_be_said_to_be_nothing_but_a_thing():
    system = build_system(CHART, {"LB": {"role": "thing"}})
    assert (system.role("LB"), system.role("W1")) == (Role.THING, Role.SERVER)


def test_the_grammar_knows_the_simulations_bounds_of_an_autoscaler():
    part = Part("W", Role.SERVER, {})
    assert (setting(part, "autoscale.min"), setting(part, "autoscale.max")) == (settled.LEAST, settled.MOST)


def test_what_takes_a_balancers_keys_is_one():
    system = build_system(chart("A=이름\nA>B"), {"A": {"check.period": 2.0}})
    assert system.role("A") is Role.BALANCER


def test_an_edge_to_a_group_leads_to_its_first_things_and_one_from_it_leaves_its_last():
    system = build_system(chart("A>G\nW1>W2\nG{W1 W2 W3}\nG>DB"), {})
    assert system.links == (("A", "W1"), ("A", "W3"), ("W1", "W2"), ("W2", "DB"), ("W3", "DB"))


def test_the_links_of_a_sequence_are_its_messages_but_not_their_replies():
    system = build_system(sequence("A>B:x\nA<B:y\nB>C:z\nB>B:w"), {})
    assert system.links == (("A", "B"), ("B", "C"))


def test_a_rate_that_is_set_from_outside_is_sent_whatever_the_beats_say():
    text = "```mermaid\ngraph LR\n U[Users] --> LB[Load balancer] --> A[server 1] & B[server 2]\n{}```\n"
    for told in ("", " %% @traffic U rate=10/s\n %% @wait 2s\n"):
        (block,) = blocks(Document("lecture.md", text.format(told)))
        diagram, _ = parse(block)
        for given, rate in (([], 10.0), (["U.rate=40/s"], None)):
            board, problems = storyboard(diagram, block, settings=given)
            assert board is not None and not problems
            (beat,) = [beat for step in board.steps for beat in step.beats if beat.verb == "traffic"]
            assert beat.args.get("rate") == rate
            assert (setting(board.system.parts["U"], "rate") == 40.0) == (rate is None)
