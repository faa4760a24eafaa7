"""Diagrams of many fields: how much of what they say is told, and how often something else (`pytest -s` prints it)."""

from __future__ import annotations

import pytest
from facts import Score, cases, scores


@pytest.fixture(scope="module")
def both() -> tuple[Score, Score]:
    return scores()


def test_there_are_diagrams_enough_and_a_third_is_held_out():
    every = list(cases())
    assert len(every) >= 80
    assert sum(case.held_out for case in every) * 3 >= len(every)
    assert len({case.name for case in every}) == len(every)


def test_most_facts_are_found_and_few_wrong_stories_told(both):
    tuned, _ = both
    print("\nfitted:", *tuned.lines(), sep="\n")
    assert tuned.facts >= 0.90
    assert tuned.wrong <= 0.02


def test_diagrams_held_out_are_told_nearly_as_well(both):
    _, held_out = both
    print("\nheld out:", *held_out.lines(), sep="\n")
    assert held_out.facts >= 0.90
    assert held_out.wrong <= 0.02


def test_every_inferred_beat_says_why(both):
    from facts import board_of

    for case in cases():
        assert all(beat.cause for step in board_of(case).steps for beat in step.beats), case.name
