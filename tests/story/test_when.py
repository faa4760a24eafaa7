"""When a beat begins: with its step, or so long after it."""

import pytest
from by_hand import chart
from test_grammar import read, wrong

from diagram_anim.mermaid import parse
from diagram_anim.simulate import simulate
from diagram_anim.story import storyboard
from tests.mermaid.texts import block

STEP = """graph LR
  U[User] --> LB[Load balancer]
  LB --> W1[Server 1] & W2[Server 2]
  %% @step Two go one after another
  %% @traffic U rate=10/s
  %% @wait 4s
  %% @fail W1 at=2s
  %% @fail W2 at=500ms
"""


@pytest.mark.parametrize(
    "line, told",
    [
        ("fail W1 at=2s", [("wait", (), False), ("fail", ("W1",), True)]),
        ("fail W1 at=500ms", [("wait", (), False), ("fail", ("W1",), True)]),
        ("fail W1 at=0s", [("fail", ("W1",), False)]),
        ("send U -> LB x2 at=1s", [("wait", (), False), ("send", ("U", "LB"), True), ("send", ("U", "LB"), True)]),
        ("fail W1 at=1s then recover W1", [("wait", (), False), ("fail", ("W1",), True), ("recover", ("W1",), True)]),
    ],
)
def test_a_beat_may_begin_so_long_after_its_step(line, told):
    beats, problems = read(line)
    assert not problems
    assert [(beat.verb, beat.targets, beat.then) for beat in beats] == told
    assert not any("at" in beat.args for beat in beats)


def test_when_a_beat_begins_is_said_once():
    assert wrong("fail W1 at=2").code == "bad-value"
    assert wrong("fail W1 at=500 ms").hint == "write `500ms`"
    assert wrong("fail W1 at=1s at=2s").code == "twice"
    assert wrong("then fail W1 at=2s").code == "late-twice"
    beats, problems = read("recover W1 then fail W1 at=2s")
    assert [beat.verb for beat in beats] == ["recover"] and [one.code for one in problems] == ["late-twice"]


def test_a_share_of_something_called_at_is_quoted():
    diagram = chart("""
        LB=로드 밸런서
        at=서버
        W=서버
        LB>at
        LB>W
    """)
    (beat,), problems = read('split LB "at"=50 W=50', diagram)
    assert not problems and beat.args["to"] == {"at": 50.0, "W": 50.0}
    assert wrong("split LB at=50 W=50", diagram).code == "bad-value"


def test_in_the_system_each_begins_then_whatever_stands_beside_it():
    text = block(STEP)
    board, problems = storyboard(parse(text)[0], text)
    found, unmet = simulate(board)
    assert not problems and not unmet
    failed = {event.of: event.t for event in found.events if event.kind == "state" and event.data["state"] == "failed"}
    ((start, end),) = found.steps
    assert {id: at - start for id, at in failed.items()} == {"W1": 2.0, "W2": 0.5}
    assert end - start == 4.0
