"""A run by the second and by the step."""

import pytest
from hypothesis import given, settings

from diagram_anim.model.log import Clock
from diagram_anim.simulate import columns, per_second, per_step, simulate
from tests.simulate.test_conservation import boards

SHOP = "U client\nLB balancer\nweb server capacity=10 latency=0.1 queue=3 replicas=2 autoscale.max=6\nU > LB > web"
STORY = "traffic U rate=10 | wait 4.5\nload U x3 over=0 | wait 20"


def test_a_row_for_each_second_tells_its_step_and_who_was_there(tell):
    log = tell(SHOP, STORY).log
    table = list(per_second(log))
    assert [row["to"] for row in table] == [*range(1, 25), 24.5]
    assert [row["step"] for row in table] == [1] * 4 + [2] * 21
    assert table[0]["web.ready"] == 2 and table[-1]["web.ready"] > 2 and 95 <= table[15]["web.cpu"] <= 100
    assert all(9 <= row["sent"] <= 11 for row in table[:4])
    assert 0.09 <= table[2]["p50"] <= table[2]["p90"] <= table[2]["p99"]
    assert {key for row in table for key in row} <= {*columns(log)}
    assert columns(log)[-3:] == ["web.ready", "web.wanted", "web.cpu"]


def test_with_a_clock_each_row_has_its_second_in_the_film(tell):
    row = next(per_step(tell(SHOP, STORY).log, Clock(((0.0, 0.0), (9.0, 4.5), (19.0, 24.5)))))
    assert (row["from"], row["to"], row["film"]) == (0.0, 4.5, 9.0)


@settings(max_examples=60, deadline=None)
@given(boards)
def test_the_rows_add_up_to_the_totals(board):
    log, _ = simulate(board)
    for rows in (list(per_second(log)), list(per_step(log))):
        for kind in ("sent", "served", "error", "lost", "refused", "timeout"):
            assert sum(row[kind] for row in rows) == log.totals.get(kind, 0)
        assert not rows or rows[-1]["in_flight"] == log.totals.get("in_flight", 0)
        assert all(row["in_flight"] >= 0 for row in rows)


def test_what_a_step_begins_with_is_its_own(tell):
    told = tell("U client\nA server latency=1\nU > A", "traffic U rate=10 | wait 3\nfail A\nwait 2")
    before, during, _ = per_step(told.log)
    assert before["lost"] == 0 < during["lost"], "what it was working on as it failed"
    assert before["in_flight"] == pytest.approx(10, abs=1) and during["served"] == 0
