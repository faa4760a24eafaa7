"""Lines on a card that follow the log: checks that nobody answers, and how much comes in."""

from tests.film import FAILOVER, planned

RUSH = """
```mermaid
graph LR
  U[user] --> LB[load balancer] --> W[web server]
  V[user 2] --> LB
  %% @step a
  %% @appear all
  %% @traffic U rate=4/s
  %% @traffic V rate=6/s
  %% @step b
  %% @load U x10 over=100ms then wait 2s
  %% @step c
  %% @traffic V off
```
"""


def said(made, target, slot):
    clips = [clip for clip in made.timeline.clips if (clip.target, clip.slot, clip.action) == (target, slot, "text")]
    return [(clip.start, clip.value) for clip in clips]


def test_a_balancer_tells_each_check_in_a_row_that_nobody_answers():
    made = planned(FAILOVER)
    told = said(made, "LB", "check")
    assert [value for _, value in told] == [
        "|헬스 체크 2초마다",
        "degraded|헬스 체크 실패 1/2",
        "failed|헬스 체크 실패 2/2",
    ]
    missed = [event for event in made.log.events if event.kind == "missed"]
    (detected,) = [event for event in made.log.events if event.kind == "detected"]
    assert [event.data["count"] for event in missed] == [1, 2]
    assert round(missed[1].t - missed[0].t, 6) == 2.0, "a period lies between them"
    assert missed[1].t == detected.t
    (out,) = [clip for clip in made.timeline.clips if clip.action == "pulse" and clip.target == "LB"]
    assert told[2][0] == out.start, "with the last of them it is out"


def test_what_answers_again_is_checked_in_peace():
    made = planned(FAILOVER.replace("max=30s\n", "max=30s\n  %% @step 다시\n  %% @replace W1\n  %% @wait 1s\n"))
    ready = [clip.start for clip in made.timeline.clips if clip.action == "state" and clip.value == "healthy"]
    assert said(made, "LB", "check")[-1] == (ready[-1], "|헬스 체크 2초마다")


def test_what_comes_in_is_the_sum_of_what_is_sent():
    told = said(planned(RUSH), "LB", "rate")
    assert [value for _, value in told] == ["|4/s", "|10/s", "|46/s", "|40/s"]


QUEUE = """
```mermaid
graph LR
  U[user] --> API[web server] --> Q[(message queue)] --> W1[worker 1] & W2[worker 2]
  %% @system W1 latency=500ms capacity=4/s
  %% @system W2 latency=500ms capacity=4/s
  %% @system API capacity=1000/s
  %% @step a
  %% @appear all
  %% @traffic U rate=6/s
  %% @wait 3s
  %% @step b
  %% @load U x4 then wait 4s
  %% @step c
  %% @fail W1
  %% @wait 3s
  %% @step d
  %% @traffic U off then recover W1 then wait 40s
```
"""


def test_a_queue_tells_how_many_messages_wait():
    made = planned(QUEUE)
    told = [value for _, value in said(made, "Q", "waiting")]
    counts = [event.data["count"] for event in made.log.events if event.kind == "waiting"]
    assert told == [f"busy|{count} waiting" if count else "|" for count in counts]
    assert max(counts) > 60 and counts[-1] == 0
    assert "waiting" in next(card for card in made.cast.cards if card.id == "Q").slots


def test_who_tried_in_vain_counts_nothing():
    made = planned(QUEUE)
    counters = [clip for clip in made.timeline.clips if clip.action == "count" and clip.slot == "served"]
    counts = {clip.target: clip.value for clip in counters}
    assert counts["W1"] + counts["W2"] == counts["API"] == made.log.totals["served"]


SOURCE = """
```mermaid
graph TD
  LB[Load balancer] --> P1[Pod A] & P2[Pod B]
  K[Controller manager] --> P2
  %% @step a
  %% @appear all
  %% @traffic LB rate=10/s
  %% @send K -> P2
  %% @wait 4s
```
"""


def test_a_balancer_that_is_the_source_counts_what_it_sends_and_nobody_an_order():
    made = planned(SOURCE)
    counters = [clip for clip in made.timeline.clips if clip.action == "count" and clip.slot == "served"]
    counts = {clip.target: clip.value for clip in counters}
    assert counts["P1"] + counts["P2"] == counts["LB"] == made.log.totals["served"] - 1 > 30
