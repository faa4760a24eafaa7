"""What can't be is told at its place, all in one pass, before anything is drawn."""

import os
import re
from pathlib import Path

import pytest

from diagram_anim.model.document import Document
from diagram_anim.simulate import simulate
from diagram_anim.source import blocks, render_diagnostic
from diagram_anim.story import load_scene

SCENE = "diagram: |\n  graph LR\n    U[user] --> LB[load balancer] --> W[web server]\n{}steps:\n  - do: |\n{}"


def told(*lines, system=""):
    text = SCENE.format(system, "".join(f"      {line}\n" for line in lines))
    return load_scene(Document("scene.yaml", text), lambda *_: (None, []))


@pytest.mark.parametrize(
    "lines, code, line",
    [
        (["recover W"], "nothing-to-recover", 6),
        (["fail W then recover W", "recover LB"], "nothing-to-recover", 7),
        (["roll W to=v2 surge=0 unavailable=0"], "stuck-rollout", 6),
        (["autoscale W min=5 max=3"], "min-over-max", 6),
        (["undo W"], "nothing-to-undo", 6),
        (["canary W to=v2 steps=50/10"], "bad-shares", 6),
        (["split LB W=120"], "bad-value", 6),
        (["autoscale W min=20"], "min-over-max", 6),
        (["schedule W on=LB"], "wrong-target", 6),
        (["replace W on=U"], "wrong-target", 6),
        (["degrade W capacity=0/s"], "bad-value", 6),
        (["elect W LB", "elect W first=LB"], "wrong-target", 7),
        (["stop W then drain W"], "already-down", 6),
        (["stop W then wait 5s then stop W"], "already-down", 6),
        (["stop W", "restart W"], "already-down", 7),
        (["drain W then drain W"], "already-down", 6),
        (["start W then start W"], "already-running", 6),
        (["degrade W latency=2s", "start W"], "already-running", 7),
        (["roll W to=v2 then roll W to=v2"], "same-version", 6),
        (["roll U to=v2"], "no-copies", 6),
        (["autoscale U max=3"], "no-copies", 6),
        (["degrade U latency=2s"], "wrong-target", 6),
        (["drain U"], "wrong-target", 6),
        (["fail W at=5s", "recover W at=2s"], "nothing-to-recover", 7),
        (["fail W at=2s then wait 3s then recover W", "recover W at=4s", "fail W at=3s"], "nothing-to-recover", 6),
        (["degrade W errors=0%"], "bad-value", 6),
        (["degrade W errors=120%"], "bad-value", 6),
        (["traffic U rate=0/s"], "bad-value", 6),
        (["load U x0"], "bad-value", 6),
        (["traffic W rate=10/s"], "dead-end", 6),
        (["fail W W"], "twice", 6),
        (["degrade W latency=0s"], "bad-value", 6),
        (["split LB W=100", "split LB W=100"], "at-once", 7),
        (["scale W to=2", "scale W/1 to=3"], "at-once", 7),
        (["scale W to=2", "wait 2s", "scale W to=3"], "at-once", 8),
        (["fail W", "recover W"], "at-once", 7),
        (["wait 2s then fail W", "start W at=2s"], "at-once", 7),
        (["start W", "stop W"], "at-once", 7),
        (["roll W to=v2", "canary W to=v3"], "at-once", 7),
        (["traffic U rate=10/s", "traffic U off"], "at-once", 7),
        (["degrade W latency=2s", "degrade W errors=5%"], "at-once", 7),
        (["appear all", "appear W", "disappear W"], "at-once", 8),
    ],
)
def test_a_contradiction_has_its_place(lines, code, line):
    board, problems = told(*lines)
    assert board is None
    assert [(problem.code, problem.span.line) for problem in problems] == [(code, line)]
    assert problems[0].hint or code == "bad-value"


@pytest.mark.parametrize("lines", [["fial W", "recover W"], ["rol W to=v2", "undo W"], ["fail WW", "recover W"]])
def test_what_a_line_that_could_not_be_read_was_the_reason_for_is_not_told(lines):
    _, problems = told(*lines)
    (problem,) = problems
    assert problem.span.line == 6 and "did you mean" in problem.hint
    _, problems = told(*lines, "degrade W capacity=0/s")  # which nothing before it mends
    assert [one.span.line for one in problems] == [6, 8]


@pytest.mark.parametrize(
    "lines",
    [
        ["fail W then recover W"],
        ["degrade W latency=2s then wait 3s then recover W"],
        ["partition LB W then recover LB"],
        ["roll W to=v2 then undo W"],
        ["fail W/2 then recover W"],
        ["fail W then recover W then fail W then recover W"],
        ["scale W to=6", "fail W/6"],
        ["roll W to=v2", "fail W/4"],
        ["replace W as=V", "fail V then recover V"],
        ["replace W/2 as=V", "fail V"],
        ["autoscale W max=9", "fail W/9"],
        ["stop W then start W then stop W"],
        ["drain W then start W then drain W"],
        ["fail W then start W"],
        ["stop W/2 then start W/2 then stop W"],
        ["roll W to=v2 then undo W then roll W to=v2"],
        ["roll W to=v2 fail then roll W to=v2"],
        ["canary W to=v2 steps=10 then roll W to=v2"],
        ["degrade W errors=7% then recover W"],
        ["traffic U then load U x10 then load U x1"],
        ["appear W W*"],
        ["fail W", "recover W at=2s"],
        ["recover W at=5s", "fail W at=2s"],
        ["fail W at=5s", "wait until detected W then recover W"],
        ["scale W to=2 then scale W to=3", "gauge W cpu=50%", "gauge W memory=50%"],
        ["restart W then fail W", "wait 1s then recover W"],
    ],
)
def test_what_follows_on_its_reason_is_none(lines):
    board, problems = told(*lines, system="system:\n  W: {replicas: 3}\n")
    assert board is not None, problems


@pytest.mark.parametrize(
    "lines, system, warned",
    [
        (["traffic U"], "{replicas: 0}", True),
        (["traffic U then scale W to=2"], "{replicas: 0}", False),
        (["traffic U"], "{replicas: 0, autoscale: {max: 4}}", False),
        (["traffic U"], "{replicas: 1}", False),
    ],
)
def test_what_has_no_copies_and_never_gets_any_serves_nothing(lines, system, warned):
    board, problems = told(*lines, system=f"system:\n  W: {system}\n")
    assert board and [(one.code, one.span.line) for one in problems] == ([("no-copies", 5)] if warned else [])


def test_what_no_film_can_show_is_told_before_it_is_simulated():
    board, problems = told("scale W to=10000", "wait 500m", "wait until ready W max=3h", system="")
    assert board is None and [one.code for one in problems] == ["bad-value", "too-long", "too-long"]


def test_settings_contradict_one_another_too():
    system = "system:\n  W: {autoscale: {min: 5, max: 3}, rollout: {surge: 0, unavailable: 0}}\n"
    board, problems = told("appear all", system=system)
    assert board is None and [problem.code for problem in problems] == ["min-over-max", "stuck-rollout"]


CASES = Path(__file__).parent.parent / "cases" / "contradictions"
SECTION = re.compile(r"^## (?P<title>[^\n]+)\n+```yaml\n(?P<scene>.*?)```\n+```told\n(?P<told>.*?)```", re.M | re.S)


def sections():
    for path in sorted(CASES.glob("*.md")):
        for match in SECTION.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(path, match, id=match["title"])


@pytest.mark.parametrize("path, case", [*sections()])
def test_all_of_a_scenes_contradictions_are_told_in_one_pass(path, case):
    """`UPDATE=1 pytest` writes what is told now, for a person to read the difference."""
    document = Document("scene.yaml", case["scene"])
    lecture = Document("lecture.md", "```mermaid\ngraph LR\n  U[user] --> W[web server]\n```\n")
    board, problems = load_scene(document, lambda *_: (blocks(lecture)[0], []))
    now = "".join(render_diagnostic(one, {"scene.yaml": document}) + "\n" for one in problems)
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "cases are updated by a person, not by a machine"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(case[0], case[0][: -len(case["told"] + "```")] + now + "```"), encoding="utf-8")
        return
    assert board is None or not any(problem.is_error for problem in problems)
    assert now == case["told"]


@pytest.mark.parametrize("side", ["A", "B", "M2", "M3"])
def test_a_cut_between_two_groups_is_mended_from_either_side(side):
    chart = "subgraph A\n      M1 --- M2\n    end\n    subgraph B\n      M3\n    end"
    scene = f"diagram: |\n  graph LR\n    {chart}\nsteps:\n  - do: partition A B then recover {side}\n"
    board, problems = load_scene(Document("scene.yaml", scene), lambda *_: (None, []))
    assert board and not problems


@pytest.mark.parametrize(
    "system, code",
    [
        ("LB: {policy: weighted, weights: {W: 0%}}", "bad-shares"),
        ("W: {replicas: 3, budget: 2, budget.missing: 1}", "unused"),
        ("W: {live: {timeout: 0s}}", "bad-value"),
        ("W: {check: {timeout: 0ms}}", "bad-value"),
    ],
)
def test_settings_that_can_not_be_are_refused(system, code):
    board, (problem,) = told("traffic U", system=f"system:\n  {system}\n")
    assert board is None and (problem.code, problem.span.line) == (code, 5)


@pytest.mark.parametrize(
    "system, story, code, line",
    [
        ("W: {replicas: 8, autoscale: {min: 2, max: 5}}", "traffic U", "out-of-bounds", 5),
        ("W: {replicas: 2, autoscale: {min: 2, max: 5}}", "traffic U then scale W to=6", "out-of-bounds", 8),
        ("LB: {check: {period: 2s, timeout: 5s}}", "traffic U", "slow-check", 5),
        ("W: {live: {timeout: 20s}}", "traffic U", "slow-check", 5),
        ("W: {latency: 3s}", "degrade W latency=2s", "not-slower", 8),
        ("U: {policy: hash}", "traffic U", "unused-setting", 5),
        ("W: {rate: 5/s}", "traffic U", "unused-setting", 5),
        ("W: {retry: on}", "traffic U", "unused-setting", 5),
        ("LB: {hit: 20%}", "traffic U", "unused-setting", 5),
        ("LB: {ttl: 20s}", "register W shop then resolve U shop", "unused-setting", 5),
        ("U: {ttl: 20s}", "register W shop then resolve U shop", "unused-setting", 5),
        ("W: {ttl: 5s}", "traffic U", "unused-setting", 5),
        ("W: {ttl: 20s}", "register W shop then resolve U shop", None, 5),
        ("LB: {ttl: 20s}", "register W LB then resolve U LB", None, 5),
        ('"*": {ttl: 20s}', "register W shop then resolve U shop", None, 5),
        ('"*": {policy: random}', "traffic U", None, 5),
        ("W: {policy: random, replicas: 2}", "traffic U", None, 5),
        ("LB: {retries: 2}", "traffic LB", None, 5),
        ("W: {replicas: 0, autoscale: {max: 5}}", "traffic U then scale W to=0", None, 5),
    ],
)
def test_settings_that_count_for_nothing_where_they_stand_are_warned_of(system, story, code, line):
    board, problems = told(story, system=f"system:\n  {system}\n")
    assert board
    assert [(one.severity.value, one.code, one.span.line) for one in problems] == [("warning", code, line)] * bool(code)


def test_who_sends_requests_has_no_copies_to_scale():
    board, (problem,) = told("traffic U", system="system:\n  U: {autoscale: {min: 2, max: 5}}\n")
    assert board is None and (problem.code, problem.span.line) == ("no-copies", 5)


def test_a_group_of_one_is_warned_of():
    board, (problem,) = told("elect W")
    assert board and (problem.severity.value, problem.code, problem.span.line) == ("warning", "alone", 6)
    assert not told("elect W LB")[1]


@pytest.mark.parametrize(
    "story, warned", [("traffic U then wait until ready", 1), ("scale W to=3 then wait until ready W", 0)]
)
def test_a_wait_for_nobody_to_become_ready_is_warned_of(story, warned):
    board, problems = told(story)
    assert board and not problems
    _, problems = simulate(board)
    assert [one.code for one in problems] == ["nothing-awaited"] * warned


@pytest.mark.parametrize(
    "story, code",
    [
        ("elect W LB then fail leader then wait 4s then fail leader", "no-leader"),
        ("fail W then degrade W latency=2s", "already-down"),
        ("traffic U off", "nothing-sent"),
        ("load U x10", "nothing-sent"),
        ("traffic U then wait 3s then traffic U off", None),
        ("fail W then drain W", None),
        ("fail W then restart W", None),
    ],
)
def test_what_befalls_what_is_gone_is_told_when_it_is_to_happen(story, code):
    board, problems = told(story)
    assert board and not problems
    assert [problem.code for problem in simulate(board)[1]] == ([code] if code else [])
