"""Charts too large to be read at once: the camera visits their parts."""

import pytest

from diagram_anim import story
from diagram_anim.mermaid import parse
from diagram_anim.model.document import Block, Document, Origin


def told(text):
    origin = Origin("case.md", tuple((row + 1, 0) for row in range(text.count("\n") + 1)))
    block = Block(Document("case.md", text), 1, text, origin, "case", "case", "")
    diagram, problems = parse(block)
    assert diagram is not None, problems
    board, _ = story.storyboard(diagram, block)
    return board


def visits(board):
    return [beat.targets for step in board.steps for beat in step.beats if beat.verb == "focus"]


def domains(count):
    rows = ["flowchart LR", "u[Users]"]
    for n in range(count):
        rows += [f"subgraph g{n}[Domain {n}]", *(f"  n{n}x{m}[Service {n} {m}]" for m in range(5)), "end"]
        rows += [f"u --> n{n}x0", *(f"n{n}x0 --> n{n}x{m}" for m in range(1, 5))]
    return "\n".join(rows)


def test_groups_of_a_large_chart_are_visited_one_by_one_between_the_whole_and_the_whole():
    board = told(domains(6))
    assert visits(board)[1:7] == [(f"g{n}",) for n in range(6)]
    assert visits(board)[-1] == ("all",)
    assert [beat.verb for beat in board.steps[0].beats] == ["appear"]
    assert board.text(board.steps[2].say) == "Domain 0: Service 0 0, Service 0 1, Service 0 2 and 2 more"


def test_visits_begin_where_requests_enter_and_say_what_leads_where():
    board = told(domains(6))
    assert visits(board)[0] == ("u",)
    assert board.text(board.steps[1].say).startswith("From Users to ")
    assert board.text(mesh().steps[1].say) == "From Web, iOS app and Android app to Gateway"


def mesh():
    """Apps, a gateway that many are joined with, and what stands behind it, all without groups."""
    services = [f"S{n}[Service {n}] --> D{n}[(Store {n})]" for n in range(9)]
    return told(
        "\n".join(
            [
                "flowchart LR",
                "W[Web] & I[iOS app] & A[Android app] --> G[Gateway]",
                "G --> " + " & ".join(f"S{n}" for n in range(9)),
                *services,
            ]
        )
    )


def test_no_visit_is_told_by_bare_names_where_something_leads_somewhere():
    board = mesh()
    visited = [step for step in board.steps if step.beats[0].verb == "focus" and step.beats[0].targets != ("all",)]
    assert len(visited) > 2
    assert all(board.text(step.say).startswith("From ") for step in visited)
    runs = [beat.targets for step in visited for beat in step.beats if beat.verb == "send" and not beat.then]
    assert len(runs) == len({*runs}), "an arrow is told in two visits"


def test_what_runs_in_a_visit_runs_inside_the_part():
    step = told(domains(6)).steps[3]
    ways = [beat.targets for beat in step.beats if beat.verb == "send"]
    assert ways and all(end.startswith("n1x") for way in ways for end in way)


@pytest.mark.parametrize("count, size, group", [(6, 6, "subgraph g{}"), (3, 5, "")])
def test_what_no_arrow_joins_runs_everywhere_when_the_whole_is_seen_once_more(count, size, group):
    rows = ["flowchart LR"]
    for n in range(count):
        ways = [f"n{n}x0[Topic {n}] --> n{n}x{m}[Item {n} {m}]" for m in range(1, size)]
        rows += [group.format(n), *ways, "end"] if group else ways
    board = told("\n".join(rows))
    assert board.text(board.steps[-1].say) == "The whole flow once more"
    starts = {beat.targets[0] for beat in board.steps[-1].beats if beat.verb == "send"}
    assert starts == {f"n{n}x0" for n in range(count)}


def test_a_small_chart_is_seen_whole():
    assert visits(told(domains(3))) == []


def test_the_many_around_a_hub_are_visited_by_neighbours_and_the_hub_alone():
    text = "flowchart TB\n" + "\n".join(f"hub[Bus] --> h{n}[Worker {n}]" for n in range(30))
    found = visits(told(text))
    assert found[0] == ("hub",)
    assert {one for part in found[:-1] for one in part} == {"hub", *(f"h{n}" for n in range(30))}
    assert max(map(len, found)) <= 8


def test_however_many_parts_there_are_each_is_visited():
    """Several in one visit where there are very many."""
    found = visits(told(domains(60)))
    assert len(found) <= 25
    assert {id for part in found for id in part} >= {f"g{n}" for n in range(60)}


def test_an_author_who_writes_steps_decides_where_the_camera_goes():
    board = told(f"{domains(6)}\n%% @step All of it\n%% @appear all\n%% @step One\n%% @focus g3")
    assert visits(board) == [("g3",)]


@pytest.mark.parametrize("group", ["", "subgraph g{}"])
def test_what_no_arrow_joins_is_named_and_lit_once(group):
    rows = ["flowchart LR"]
    for n in range(8):
        names = [f"n{n}x{m}[Topic {n} {m}]" for m in range(4)]
        rows += [group.format(n), *names, "end"] if group else names
    board = told("\n".join(rows))
    lit = [id for step in board.steps for beat in step.beats if beat.verb == "highlight" for id in beat.targets]
    assert sorted(lit) == sorted(f"n{n}x{m}" for n in range(8) for m in range(4))
    for step in board.steps[1:-1]:
        named = {id for beat in step.beats if beat.verb == "highlight" for id in beat.targets}
        assert named, "a caption that names things of which none is lit"
        if not group:
            assert all(board.text(step.say).count(f"Topic {id[1]} {id[3]}") == 1 for id in named)
    assert board.text(board.steps[-1].say) == "32 in all"
