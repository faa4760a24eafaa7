"""The log as data, for `inspect log`."""

import json

from diagram_anim.model.log import Clock
from diagram_anim.simulate import COLUMNS, lines, rows

SYSTEM = "U client\nLB balancer\nV1 server\nV2 server\nU > LB > V1 V2"
STORY = "traffic U rate=20 | split LB V1=50 V2=50 | gauge V1 cpu=80\nstart V2\nfail V1"


def test_the_run_stands_first_and_its_totals_last(tell):
    first, *events, last = lines(tell(SYSTEM, STORY).log)
    assert first == {"event": "run", "seed": 7, "clock": []}
    keys = ["event", "sent", "served", "error", "lost", "refused", "timeout", "in_flight", "latency", "by", "steps"]
    assert list(last) == keys
    assert last["sent"] == sum(last[kind] for kind in ("served", "error", "lost", "refused", "timeout", "in_flight"))
    assert set(last["latency"]) == {"p50", "p90", "p95", "p99"}
    assert [event["t"] for event in events] == sorted(event["t"] for event in events)


def test_each_kind_of_event_has_its_fields_in_order(tell):
    fields = {line["event"]: list(line) for line in lines(tell(SYSTEM, STORY).log)}
    assert fields["sent"] == fields["served"] == fields["lost"] == ["t", "event", "request", "at"]
    assert fields["routed"] == ["t", "event", "request", "at", "to"]
    assert fields["state"] == ["t", "event", "of", "state"]
    assert fields["split"] == ["t", "event", "of", "to"]
    assert fields["gauge"] == ["t", "event", "of", "name", "value"]


def test_a_split_is_told_in_plain_percent(tell):
    split = next(line for line in lines(tell(SYSTEM, STORY).log) if line["event"] == "split")
    assert json.dumps(split["to"]) == '{"V1": 50, "V2": 50}'


def test_with_a_clock_every_event_has_its_film_second(tell):
    clock = Clock(((0.0, 0.0), (2.0, 0.0), (8.0, 3.0), (10.0, 9.0)))
    first, *events, _ = lines(tell(SYSTEM, STORY).log, clock)
    assert first["clock"] == [[0.0, 0.0], [2.0, 0.0], [8.0, 3.0], [10.0, 9.0]]
    assert all(list(event)[:3] == ["t", "film", "event"] for event in events)
    assert events[0]["film"] == 2.0, "the system stands still until then"


def test_only_states_of_running_things_are_printed(tell):
    words = {line["state"] for line in lines(tell(SYSTEM, STORY).log) if line["event"] == "state"}
    assert words <= {"starting", "ready", "degraded", "faulty", "failed", "draining", "stopped"}


def test_rows_are_flat(tell):
    table = list(rows(tell(SYSTEM, STORY).log))
    assert all(tuple(row) == COLUMNS for row in table)
    assert next(row for row in table if row["event"] == "split")["to"] == "V1=50 V2=50"
