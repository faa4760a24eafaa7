"""What can't be is told at its place, all in one pass, before anything is drawn."""

import pytest

from diagram_anim.model.document import Document
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
    ],
)
def test_a_contradiction_has_its_place(lines, code, line):
    board, problems = told(*lines)
    assert board is None
    assert [(problem.code, problem.span.line) for problem in problems] == [(code, line)]
    assert problems[0].hint or code == "bad-value"


@pytest.mark.parametrize(
    "lines",
    [
        ["fail W then recover W"],
        ["degrade W latency=2s then wait 3s then recover W"],
        ["partition LB W then recover LB"],
        ["roll W to=v2 then undo W"],
        ["fail W/2 then recover W"],
    ],
)
def test_what_follows_on_its_reason_is_none(lines):
    assert told(*lines)[0] is not None


def test_settings_contradict_one_another_too():
    system = "system:\n  W: {autoscale: {min: 5, max: 3}, rollout: {surge: 0, unavailable: 0}}\n"
    board, problems = told("appear all", system=system)
    assert board is None and [problem.code for problem in problems] == ["min-over-max", "stuck-rollout"]
