"""What cards have room for."""

import pytest

from diagram_anim import simulate
from diagram_anim.cast.room import rooms
from diagram_anim.model.document import Document
from diagram_anim.story import load_scene
from tests.film import planned, scene

WEB = "diagram: |\n  graph LR\n    U[user] --> web[web server]\n"


@pytest.mark.parametrize(
    "told",
    [
        "system:\n  web: {autoscale: {max: 9, target: 60%}}\nsteps:\n  - do: traffic U rate=90/s\n",
        "steps:\n  - do: traffic U rate=90/s\n  - do: autoscale web max=9 target=60%\n",
    ],
)
def test_a_dial_shows_what_an_autoscaler_aims_at_and_what_the_copies_use(told):
    board, problems = load_scene(Document("scene.yaml", WEB + told), lambda *_: (None, []))
    assert board is not None and not problems
    log, _ = simulate.simulate(board)
    room = rooms(board, log)["web"]
    assert room.marks == {"gauge:cpu": 0.6, "tiles": 9.0}
    read = [event.data["value"] for event in log.events if event.kind == "gauge" and event.t <= log.steps[0][1]]
    assert read and read[-1] > 80, "from the beginning, whenever it is set up"


FEW = """diagram: |
  graph LR
    U[user] --> LB[load balancer] --> A[web 1] & B[web 2]
system:
  LB: {{check: {{period: 1s, failures: 2}}}}
  A: {{capacity: 20/s}}
  B: {{{0}}}
steps:
  - do: traffic U rate=12/s then wait 5s
  - do: {1} then wait 10s
"""


@pytest.mark.parametrize(
    "limit, happens, shown",
    [("capacity: 20/s", "fail A", True), ("capacity: 20/s", "highlight A", False), ("", "fail A", False)],
)
def test_servers_show_their_load_where_one_fails_and_all_say_what_they_can_do(limit, happens, shown):
    board, problems = load_scene(Document("scene.yaml", FEW.format(limit, happens)), lambda *_: (None, []))
    assert board is not None and not problems
    log, _ = simulate.simulate(board)
    found = rooms(board, log)
    assert [("meter:load" in found[id].slots) for id in "AB"] == [shown, shown]


def test_copies_bear_their_loads_on_their_tiles_alone():
    (web,) = [card for card in scene("black-friday").cast.cards if card.id == "W"]
    assert "tiles" in web.slots and "meter:load" not in web.slots


CHECKED = """lang: {2}
diagram: |
  graph LR
    U[user] --> {0} --> A[web 1] & B[web 2]
system:
  LB: {{check: {{period: 1.5s, failures: 2, timeout: 1s}}}}
steps:
  - do: traffic U rate=12/s then wait 2s
  - do: {1} then wait 8s
"""


def roomy(text):
    board, problems = load_scene(Document("scene.yaml", text), lambda *_: (None, []))
    assert board is not None and not [one for one in problems if one.code != "unchanged"]
    log, _ = simulate.simulate(board)
    return rooms(board, log)


@pytest.mark.parametrize(
    "balancer, happens, lang, sample",
    [
        ("LB[load balancer]", "fail A", "en", "degraded|check failed 1/2"),
        ("LB[load balancer]", "fail A", "ko", "degraded|헬스 체크 실패 1/2"),
        ("LB[load balancer]", "highlight A", "en", None),
        ("LB[web 0]", "fail A", "en", None),
    ],
)
def test_a_balancer_has_room_for_its_checks_where_one_is_missed(balancer, happens, lang, sample):
    assert roomy(CHECKED.format(balancer, happens, lang))["LB"].samples.get("check") == sample


RUSH = """diagram: |
  graph LR
    U[user] --> LB[load balancer] --> A[web 1]
    V[user 2] --> {0}
steps:
  - do: |
      traffic U rate=4/s
      traffic V rate=4/s
  - do: load U x{1} over=200ms then wait 2s
"""


@pytest.mark.parametrize("to, times, bearers", [("LB", 3, {"LB"}), ("A & LB", 3, {"LB", "V"}), ("LB", 1, set())])
def test_what_comes_in_is_told_where_it_changes_by_the_balancer_or_the_source(to, times, bearers):
    assert {id for id, room in roomy(RUSH.format(to, times)).items() if "rate" in room.slots} == bearers


@pytest.mark.parametrize(
    "happens, counted",
    [("roll web to=v2 then wait 20s", True), ("drain web then wait 9s", True), ("wait 9s", False)],
)
def test_a_release_that_loses_nothing_says_so(happens, counted):
    told = f"system:\n  web: {{replicas: 3, prestop: 2s}}\nsteps:\n  - do: traffic U rate=9/s\n  - do: {happens}\n"
    board, problems = load_scene(Document("scene.yaml", WEB + told), lambda *_: (None, []))
    assert board is not None and not problems
    log, _ = simulate.simulate(board)
    slots = rooms(board, log)["web"].slots
    assert "served" in slots and ("lost" in slots) is counted


def test_who_takes_part_only_in_single_requests_counts_nothing():
    steps = "%% @step one\n  %% @send A -> B\n  %% @step two\n  %% @traffic U rate=10/s"
    made = planned(f"```mermaid\ngraph LR\n  A[Draft] --> B[Review]\n  U[Users] --> S[(Database)]\n  {steps}\n```")
    assert [card.id for card in made.cast.cards if "served" in card.slots] == ["S"]
