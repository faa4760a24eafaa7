"""What is known of names is seen: the registry's row, and the answer that a client goes by."""

import math

import pytest

from tests.film import planned, scene

SHOP = """
```mermaid
graph LR
  U[client] --> R[service registry]
  U --> A[pod 10.0.0.1] & B[pod 10.0.0.2]
  A & B -.-> R
  %% @system R role=controller
  %% @system A role=server ttl=4s
  %% @system B role=server ttl=4s
  %% @step a
  %% @appear all
  %% @register A B shop
  %% @then resolve U shop
  %% @traffic U rate=10/s
  %% @wait 2s
  %% @step b
  %% @fail A
  %% @wait 6s
```
"""


def said(made, target, slot):
    clips = [clip for clip in made.timeline.clips if (clip.target, clip.slot, clip.action) == (target, slot, "text")]
    return [(clip.start, clip.value) for clip in sorted(clips, key=lambda clip: clip.start)]


def test_the_registry_shows_who_is_ready_under_a_name():
    rows = [value for _, value in said(planned(SHOP), "R", "check:names")]
    assert rows == ["|shop → 10.0.0.1", "|shop → 10.0.0.1, 10.0.0.2", "|shop → 10.0.0.2"]


def test_a_client_shows_its_answer_how_long_it_lasts_and_that_it_is_stale():
    made = planned(SHOP)
    first, second = [event for event in made.log.events if event.kind == "resolved"]
    (died,) = [e.t for e in made.log.events if e.kind == "state" and (e.of, e.data["state"]) == ("A", "failed")]
    lines = said(made, "U", "check:answer")
    values = list(dict.fromkeys(value for _, value in lines))
    both = "10.0.0.1, 10.0.0.2"
    assert values[:2] == [f"|shop → {both} · TTL 4 s", f"|shop → {both} · TTL 3 s"]
    stale = [value for value in values if value.startswith("degraded|stale: ")]
    assert stale[0] == f"degraded|stale: {both} · TTL {math.ceil(first.t + 4 - died)} s"
    again = f"|shop → 10.0.0.2 · TTL {math.ceil(second.data['ttl'])} s"
    assert values.index(again) > values.index(stale[-1]) and not [
        v for v in values[values.index(again) :] if v in stale
    ]
    at = dict(reversed([(value, at) for at, value in lines]))
    assert at[stale[0]] == pytest.approx(made.clock.film(died), abs=0.5)


def test_an_answer_that_has_run_out_lasts_no_more():
    made = planned(SHOP.replace("@fail A", "@expire shop"))
    asked = [event for event in made.log.events if event.kind in ("resolved", "expired")]
    assert [event.kind for event in asked][:3] == ["resolved", "expired", "resolved"]
    assert not [value for _, value in said(made, "U", "check:answer") if value.startswith("degraded")], (
        "nobody had gone"
    )


def test_without_a_registry_in_the_diagram_none_shows_a_row():
    made = planned(SHOP.replace("  A & B -.-> R\n", "  R -.-> A & B\n"))
    assert not [clip for clip in made.timeline.clips if clip.slot == "check:names"], "nobody says where they registered"
    assert said(made, "U", "check:answer")


def test_in_the_scene_the_old_answer_is_stale_while_requests_go_astray():
    made = scene("service-discovery")
    astray = [event.t for event in made.log.events if event.kind == "lost"]
    lines = said(made, "U", "check:answer")
    for t in astray:
        shown = [value for at, value in lines if at <= made.clock.film(t, flowing=True) + 0.3][-1]
        assert shown.startswith("degraded|옛 답: 10.1.0.7")
