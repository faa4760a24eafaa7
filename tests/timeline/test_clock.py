from itertools import pairwise

import pytest

from diagram_anim.model.log import Clock
from diagram_anim.model.timeline import Action
from diagram_anim.timeline.clock import Hold, Stretch
from tests.film import planned

COMMANDS = """
```mermaid
graph LR
  O[오케스트레이터] --> W1[서버 1] & W2[서버 2]
  U[사용자] --> W1
  %% @step 요청이 흐릅니다
  %% @appear all
  %% @traffic U rate=10/s
  %% @step 명령이 가고, 그다음에 시작됩니다
  %% @send O -> W1 then send O -> W2 then start W2
  %% @step 살피고 나서 멈춥니다
  %% @highlight W1 then fail W1 then wait 2s
```
"""


@pytest.fixture(scope="module")
def commanded():
    return planned(COMMANDS)


def clips(plan, action, target, value=None):
    return [c for c in plan.timeline.clips if c.action is action and c.target == target and value in (None, c.value)]


def test_nothing_starts_before_the_command_has_arrived(commanded):
    command = next(clip for clip in clips(commanded, Action.FLOW, "W2") if clip.slot == "signal")
    assert clips(commanded, Action.STATE, "W2", "starting")[0].start >= command.end


def test_nothing_fails_before_what_is_shown_ahead_of_it(commanded):
    lit = clips(commanded, Action.LIGHT, "W1")[-1]
    failed = clips(commanded, Action.STATE, "W1", "failed")[0]
    assert failed.start >= lit.start
    losses = [clip for clip in commanded.timeline.clips if clip.action is Action.FLOW and clip.slot == "lost"]
    assert losses
    assert all(clip.end >= failed.start for clip in losses)


def test_requests_flow_on_while_a_command_is_on_its_way(commanded):
    step = commanded.timeline.scenes[1]
    ends = sorted(clip.end for clip in clips(commanded, Action.FLOW, "W1") if clip.slot == "served")
    within = [end for end in ends if step.start <= end <= step.end]
    assert max(later - earlier for earlier, later in pairwise(within)) < 0.6


def test_a_held_clock_tells_apart_what_came_before_and_after_at_the_same_moment():
    stretch = Stretch(0.0, 1.0, 7.0, 7.0, 10.0, 14.0, (Hold(12.0, 5, 2.0),))
    assert stretch.ratio == 1.0
    assert stretch.film(12.0, 4) == 3.0
    assert stretch.film(12.0, 5) == 5.0
    assert stretch.points() == ((1.0, 10.0), (3.0, 12.0), (5.0, 12.0), (7.0, 14.0))


def test_requests_make_up_for_a_hold_but_never_across_a_turn():
    hold = (Hold(12.0, 5, 2.0),)
    smooth = Stretch(0.0, 1.0, 7.0, 7.0, 10.0, 14.0, hold)
    assert Clock(smooth.flow()).film(12.0) == 4.0
    turned = Stretch(0.0, 1.0, 7.0, 7.0, 10.0, 14.0, hold, turns=(12.0,))
    assert Clock(turned.flow()).film(12.0) == 5.0
    assert Clock(turned.flow()).film(11.999) <= 5.0


def test_time_never_runs_backwards(commanded):
    for line in (commanded.clock.points, commanded.clock.flow):
        assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(line))


def test_what_happens_last_does_not_wait_for_the_end_of_a_step_in_which_nothing_flows():
    film = planned("""
```mermaid
graph LR
  P[파드] --> R[이름 서버]
  U[사용자] --> P
  %% @step 파드가 이름을 알리면 그때부터 모두가 그 이름으로 이 파드를 찾아올 수 있게 됩니다
  %% @appear all
  %% @send P -> R then register P shop
```
""")
    sent = next(clip for clip in film.timeline.clips if clip.slot == "signal")
    lit = [clip for clip in film.timeline.clips if clip.action is Action.LIGHT and clip.target == "P" and clip.value]
    assert lit[-1].start - sent.end < 0.6
    assert film.timeline.seconds - lit[-1].end > 1


WAITING = """
```mermaid
graph LR
  U[user] --> W[web server]
  %% @step a
  %% @appear all
{0}  %% @step b
  %% @wait 60s
```
"""


def test_a_wait_in_which_nothing_flows_is_not_sat_out():
    quiet, busy = (planned(WAITING.format(more)) for more in ("", "  %% @traffic U rate=2/s\n"))
    still, flowing = (made.timeline.scenes[1] for made in (quiet, busy))
    assert still.end - still.start < 2.7 < flowing.end - flowing.start
    assert quiet.log.steps[1][1] - quiet.log.steps[1][0] == 60.0


ELECTION = """
```mermaid
graph LR
  A[Manager 1] --- B[Manager 2] --- C[Manager 3]
  %% @system A role=controller
  %% @system B role=controller
  %% @system C role=controller
  %% @step three managers
  %% @appear all
  %% @step they elect
  %% @elect A B C then wait until elected max=60s
```
"""


def test_who_stands_for_leader_is_seen_to_before_it_leads_but_not_before_its_step():
    made = planned(ELECTION)
    (elected,) = [event for event in made.log.events if event.kind == "elected"]
    stands, leads = [clip for clip in made.timeline.clips if clip.slot == "badge" and clip.value]
    assert stands.target == leads.target == elected.of
    assert stands.value == "candidate · term 1" and leads.value == "★ leader · term 1"
    assert made.timeline.scenes[1].start <= stands.start <= leads.start - 0.7
    rings = [clip for clip in made.timeline.clips if clip.action is Action.PULSE]
    assert [(clip.target, clip.start) for clip in rings] == [(elected.of, stands.start)]


@pytest.mark.parametrize("ends", ["elect A B C then wait until elected max=60s", "elect A B C"])
def test_what_was_waited_for_is_seen_before_the_step_ends(ends):
    film = planned(ELECTION.replace("elect A B C then wait until elected max=60s", ends)).timeline
    badge = [clip for clip in film.clips if clip.slot == "badge" and clip.value][-1]
    assert film.scenes[1].end - badge.start > 0.9
    assert badge.end < film.scenes[1].telling
