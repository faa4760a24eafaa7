"""What is taken of a node's cores is told, its places are its cores, and what only stands on nodes has no card."""

import pytest

from tests.film import planned, scene

NODES = """
```mermaid
graph LR
  C[scheduler] --> N1[node 1] & N2[node 2]
  A[tasks]
  {more}
  %% @system C role=controller
  %% @system N1 role=node cpu.limit={one}
  %% @system N2 role=node cpu.limit=3
  %% @system A role=server on=N* replicas=0 start=1s cpu.request={each}
  %% @step a
  %% @appear {shown}
  %% @step b
  %% @scale A to=3 then wait 2s
```
"""


def made(one=1, each=1, shown="C N1 N2", more=""):
    return planned(NODES.format(one=one, each=each, shown=shown, more=more))


def lines(plan, node):
    clips = [clip for clip in plan.timeline.clips if (clip.target, clip.slot) == (node, "check:cores")]
    return [clip.value for clip in sorted(clips, key=lambda clip: clip.start)]


def test_a_node_tells_what_runs_there_and_what_of_its_cores_that_takes():
    plan = made()
    assert lines(plan, "N1") == [f"|tasks {n} · {n}/1 cores used" for n in (0, 1)]
    assert lines(plan, "N2") == [f"|tasks {n} · {n}/3 cores used" for n in (0, 1, 2)]
    assert lines(plan, "N2")[0] and min(c.start for c in plan.timeline.clips if c.slot == "check:cores") == 0


@pytest.mark.parametrize(("each", "room"), [(1, (1, 3)), (0.5, (2, 6))])
def test_the_free_places_of_a_node_are_what_its_cores_hold_and_not_what_will_come(each, room):
    plan = made(each=each)
    copies = {card.id: card.copies for card in plan.cast.cards}
    assert (copies["N1"], copies["N2"]) == room


def test_what_only_stands_on_nodes_has_no_card_unless_it_is_brought_on_stage_or_tied():
    assert "A" not in {card.id for card in made().cast.cards}
    assert "A" in {card.id for card in made(shown="C N1 N2 A").cast.cards}
    assert "A" in {card.id for card in made(shown="all").cast.cards}
    assert "A" in {card.id for card in made(more="C -.- A").cast.cards}


def test_things_that_ask_for_different_amounts_have_no_places_of_one_size():
    plan = scene("mesos")
    card = next(card for card in plan.cast.cards if card.id == "A2")
    assert card.copies == 3
    assert lines(plan, "A2")[-1] == "|코어 4/4 사용"
