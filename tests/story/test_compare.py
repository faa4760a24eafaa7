"""`compare:` in a scene: runs of the same load with other settings."""

import re

import pytest
from by_hand import block

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.story import as_data, load_scene, storyboard, write_scene

SCENE = """\
diagram: |
  graph LR
    U[user] --> LB[load balancer] --> W[web server]
system:
  W: {replicas: 3, autoscale: {min: 3, max: 30}}
compare:
  one copy alone: {W: {autoscale: off, replicas: 1}}
  rather: {LB: {policy: round-robin}, W: {autoscale: {max: 5}}}
steps:
  - do: traffic U
"""


def load(text):
    return load_scene(Document("scene.yaml", text), lambda *_: (None, []))


def test_each_run_has_its_own_settings_over_the_systems():
    board, problems = load(SCENE)
    assert not problems
    alone, rather = board.compare["one copy alone"], board.compare["rather"]
    assert dict(alone.parts["W"].settings) == {"replicas": 1, "autoscale": False}
    assert dict(rather.parts["W"].settings) == {"replicas": 3, "autoscale.min": 3, "autoscale.max": 5}
    assert rather.parts["LB"].get("policy") == "round-robin" and alone.parts["LB"] == board.system.parts["LB"]
    assert as_data(board)["compare"]["one copy alone"]["W"] == {"replicas": 1, "autoscale": False}


def test_what_is_written_reads_the_same():
    board, _ = load(SCENE)
    text = re.sub(r" +# because.*", "", write_scene(board))
    assert "  one copy alone:\n    W: {replicas: 1, autoscale: off}\n" in text
    again, problems = load(text)
    assert not problems and again.compare == board.compare and write_scene(again) == text


@pytest.mark.parametrize(
    "old, new, code, place",
    [
        ("{W: {autoscale: off", "{V: {autoscale: off", "unknown-node", (7, 20)),
        ("autoscale: off", "autscale: off", "unknown-key", (7, 24)),
        ("replicas: 1", "replicas: one", "bad-value", (7, 50)),
        ("autoscale: {max: 5}", "autoscale: {max: 2}", "min-over-max", None),
    ],
)
def test_a_mistake_in_a_run_has_its_place(old, new, code, place):
    board, (problem,) = load(SCENE.replace(old, new))
    assert board is None and problem.code == code
    assert place is None or (problem.span.line, problem.span.column) == place


WRITTEN = """\
graph LR
  U[user] --> LB[load balancer] --> W[web server]
  %% @system W replicas=3
  %% @compare "one copy alone" W replicas=1
  %% @compare "one copy alone" LB policy=random
  %% @compare rather W replicas=5
  %% @traffic U
"""


def load_block(text):
    diagram, problems = parse(block(text))
    assert diagram, problems
    return storyboard(diagram, block(text))


def test_runs_may_stand_in_the_diagram_as_comments():
    board, problems = load_block(WRITTEN)
    assert not problems and list(board.compare) == ["one copy alone", "rather"]
    alone, rather = board.compare.values()
    assert alone.parts["W"].get("replicas") == 1 and alone.parts["LB"].get("policy") == "random"
    assert rather.parts["W"].get("replicas") == 5 and board.system.parts["W"].get("replicas") == 3
    again, problems = load(write_scene(board, block(WRITTEN)))
    assert not problems and again.compare == board.compare


@pytest.mark.parametrize(
    "line, code",
    [
        ("@compare alone W", "bad-system"),
        ("@compare alone V replicas=1", "unknown-node"),
        ("@compare alone W replicas=one", "bad-value"),
        ("@compare", "bad-system"),
    ],
)
def test_a_mistake_in_a_commented_run_is_told(line, code):
    board, (problem, *_) = load_block(WRITTEN.replace("@compare rather W replicas=5", line))
    assert board is None and problem.code == code
