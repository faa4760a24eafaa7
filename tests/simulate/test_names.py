"""What a name may mean: a group, a node with what runs on it, a copy."""

from dataclasses import replace

import pytest

from diagram_anim.model.diagram import Flowchart, Label, Subgraph
from diagram_anim.model.span import Span
from diagram_anim.simulate import simulate

SPAN = Span("x", 1, 1, 1, 2)


def group(id, *members, parent=None):
    return Subgraph(id, Label(id, (id,)), members, SPAN, parent)


@pytest.fixture(scope="session")
def grouped(board):
    def grouped(system, story, *groups):
        told = replace(board(system, story), diagram=Flowchart("LR", (), (), groups))
        return simulate(told)[0]

    return grouped


def states(log, of):
    return [event.data["state"] for event in log.events if event.kind == "state" and event.of == of]


def test_a_group_fails_with_all_its_members(grouped):
    log = grouped("A server\nB server\nC server", "fail outer", group("inner", "B"), group("outer", "A", "inner"))
    assert states(log, "A") == states(log, "B") == ["ready", "failed"]
    assert states(log, "C") == ["ready"]


def test_a_node_fails_with_what_runs_on_it(tell):
    told = tell("N node\nA server on=N\nB server on=M", "fail N")
    assert told.states("N") == told.states("A") == ["ready", "failed"]
    assert told.states("B") == ["ready"]


def test_what_is_replaced_on_another_node_runs_there(tell):
    told = tell("N node\nM node\nA server on=N", "fail N\nreplace A on=M\nrecover N\nfail N\nfail M")
    assert told.states("A") == ["ready", "failed", "starting", "ready", "failed"]


def test_a_single_request_may_go_by_names_that_are_no_parts(tell):
    told = tell("A server", "send user A")
    assert [event.kind for event in told.log.events if event.request] == ["sent", "routed", "served"]
