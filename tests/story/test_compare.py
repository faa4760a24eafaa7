"""`compare:` in a scene: runs of the same load with other settings."""

import re

import pytest
from by_hand import block
from hypothesis import given
from hypothesis import strategies as st

from diagram_anim.mermaid import parse
from diagram_anim.model.document import Document
from diagram_anim.simulate import per_step, sides, simulate
from diagram_anim.story import as_data, load_scene, storyboard, write_scene
from diagram_anim.story.beside import contracted

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
    again, problems = load(write_scene(board))
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


BESIDE = """\
diagram: |
  graph LR
    U[user] --> LB[load balancer] --> W1[web 1] & W2[web 2]
    subgraph behind
      W1 & W2 --> DB[(database)]
    end
system:
  W*: {capacity: 30/s}
compare:
  as drawn: {}
  one alone: {without: LB W2, W1: {capacity: 20/s}}
steps:
  - do: |
      appear all
      traffic U rate=20/s to=LB
      wait 3s
  - do: |
      fail W1 W2 then wait 2s then recover W1
      split LB W1=50 W2=50
"""


def test_runs_without_some_parts_are_drawn_beside_each_other():
    board, problems = load(BESIDE)
    assert not problems and not board.compare
    assert [group.label.plain for group in board.diagram.subgraphs] == ["behind", "as drawn", "behind", "one alone"]
    assert {node.id for node in board.diagram.nodes} == {"U", "LB", "W1", "W2", "DB", "U_2", "W1_2", "DB_2"}
    assert {link for link in board.system.links if link[0].endswith("_2")} == {("U_2", "W1_2"), ("W1_2", "DB_2")}
    assert board.system.parts["W1_2"].get("capacity") == 20 and board.system.parts["W1"].get("capacity") == 30
    assert board.system.parts["U_2"].get("stream") == board.system.parts["U"].get("stream")
    told = [(beat.verb, beat.targets) for beat in board.steps[1].beats]
    assert told == [("fail", ("W1", "W2", "W1_2")), ("wait", ()), ("recover", ("W1", "W1_2")), ("split", ("LB",))]
    assert [beat.targets for beat in board.steps[0].beats if beat.verb == "traffic"] == [("U",)], (
        "no LB to send to there"
    )


def test_what_is_drawn_beside_is_written_so_that_it_reads_the_same():
    board, _ = load(BESIDE.replace(" to=LB", ""))
    again, problems = load(write_scene(board))
    assert not problems and write_scene(again) == write_scene(board)
    assert simulate(again)[0] == simulate(board)[0]


def test_each_side_has_a_log_of_its_own_and_all_make_the_whole():
    board, _ = load(BESIDE.replace(" to=LB", ""))
    log, _ = simulate(board)
    drawn, alone = sides(board, log)
    assert (drawn[0], alone[0]) == ("as drawn", "one alone")
    for kind in ("sent", "served", "lost", "refused", "timeout", "in_flight"):
        assert drawn[1].totals[kind] + alone[1].totals[kind] == log.totals[kind], kind
    assert drawn[1].totals["sent"] == alone[1].totals["sent"] > 50
    for _, side in (drawn, alone):
        steps = [*per_step(side)]
        assert sum(row["sent"] for row in steps) == side.totals["sent"]
        assert steps[-1]["in_flight"] == side.totals["in_flight"]
    names = {event.of or event.at for event in alone[1].events}
    assert names and all(name.partition("/")[0].endswith("_2") for name in names)
    assert sides(load(SCENE)[0], log) == [("", log)]


def test_both_sides_are_sent_the_same_at_the_same_moments():
    log, _ = simulate(load(BESIDE.replace(" to=LB", ""))[0])
    sent = {
        side: [event.t for event in log.events if event.kind == "sent" and event.at == side] for side in ("U", "U_2")
    }
    assert sent["U"] == sent["U_2"] and len(sent["U"]) > 50


@pytest.mark.parametrize(
    "old, new, code, place",
    [
        ("without: LB W2", "without: LB W3", "unknown-node", (11, 24)),
        ("without: LB W2", "without: LB W1 W2", "bad-compare", (11, 49)),
        ("without: LB W2", "without: '*'", "bad-compare", (11, 24)),
        ("without: LB W2", "without: [LB]", "bad-value", None),
    ],
)
def test_a_mistake_in_what_is_taken_out_has_its_place(old, new, code, place):
    board, (problem, *_) = load(BESIDE.replace(old, new))
    assert board is None and problem.code == code and (place is None or problem.hint)
    assert place is None or (problem.span.line, problem.span.column) == place


DRAWN = """\
graph LR
  U[user] --> LB[load balancer] --> W1[web 1] & W2[web 2]
  %% @compare "as drawn" without
  %% @compare alone without LB W2
  %% @compare alone W1 capacity=20/s
  %% @traffic U
"""


def test_what_is_taken_out_may_stand_in_the_diagram_as_a_comment():
    board, problems = load_block(DRAWN)
    assert not problems
    assert [group.label.plain for group in board.diagram.subgraphs] == ["as drawn", "alone"]
    assert board.system.parts["W1_2"].get("capacity") == 20 and "W2_2" not in board.system.parts


@pytest.mark.parametrize(
    "old, new, code, place",
    [
        ("without LB W2", "without LB W3", "unknown-node", (4, 32)),
        ("without LB W2", "without U LB W*", "bad-compare", (4, 21)),
        ("without LB W2", "without W*", "bad-compare", (5, 24)),
    ],
)
def test_a_mistake_in_a_commented_run_that_lacks_something_has_its_place(old, new, code, place):
    board, problems = load_block(DRAWN.replace(old, new))
    assert board is None
    assert (code, place) in [(one.code, (one.span.line, one.span.column)) for one in problems]


def test_nothing_can_be_taken_out_of_a_sequence():
    board, (problem,) = load_block("sequenceDiagram\n  U->>W: GET\n  %% @compare alone without W\n  %% @play 1\n")
    assert board is None and problem.code == "bad-compare"


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16, unique=True), st.sets(st.integers(0, 7)))
def test_nobody_is_left_without_a_way_who_had_one_past_what_is_gone(pairs, gone):
    pairs = [(str(a), str(b)) for a, b in pairs if a < b]
    gone = {str(one) for one in gone}

    def reached(pairs):
        found, more = set(pairs), True
        while more:
            further = {(a, d) for a, b in found for c, d in found if b == c} - found
            found, more = found | further, bool(further)
        return {pair for pair in found if not {*pair} & gone}

    left = contracted(pairs, gone)
    assert {*left} <= reached(pairs) and {a for a, _ in left} == {a for a, _ in reached(pairs)}
    assert {pair for pair in pairs if not {*pair} & gone} <= {*left}, "what was drawn stays"


def test_a_scene_is_described_with_the_diagram_and_the_runs_as_they_were_written():
    chart = "  graph TD\n    U[Users] --> LB[Balancer] --> W1[One] & W2[Two]\n"
    compare = "compare:\n  two: {}\n  one:\n    without: LB W2\n"
    steps = "steps:\n  - do: |\n      appear all\n      traffic U rate=9/s\n"
    board, problems = load(f"diagram: |\n{chart}{compare}{steps}")
    text = write_scene(board)
    assert not problems and chart in text and compare in text
    assert write_scene(load(text)[0]) == text


def test_checks_are_made_at_the_same_moments_on_both_sides():
    runs = "compare:\n  a: {}\n  b:\n    without: W2\n"
    chart = "  graph LR\n    U[Users] --> LB[Balancer] --> W1 & W2 & W3\n"
    steps = "steps:\n  - do: traffic U rate=9/s\n  - do: fail W1 then wait 30s\n"
    log, _ = simulate(load(f"diagram: |\n{chart}{runs}{steps}")[0])
    missed = {
        at: [event.t for event in log.events if event.kind == "missed" and event.of == at] for at in ("W1", "W1_2")
    }
    assert missed["W1"] and missed["W1"] == missed["W1_2"]
