"""Sifting: each node where the fewest links cross."""

from itertools import permutations
from random import Random

import pytest

from diagram_anim.layout.containers.ranks import crossings
from diagram_anim.layout.containers.sift import sifted


def test_two_links_that_cross_are_turned():
    ranks, links = [[0, 1], [2, 3]], [(0, 3, 0), (1, 2, 1)]
    found = sifted(ranks, links)
    assert crossings(found, links) == 0
    assert [sorted(rank) for rank in found] == ranks


def test_what_crosses_nothing_stays():
    ranks, links = [[2, 0, 1], [5, 3, 4]], [(2, 5, 0), (0, 3, 1), (1, 4, 2)]
    assert sifted(ranks, links) == ranks


@pytest.mark.parametrize("seed", range(5))
def test_no_node_could_be_moved_to_where_fewer_cross(seed):
    chance = Random(seed)
    ranks = [[0, 1, 2, 3], [4, 5, 6, 7, 8], [9, 10, 11]]
    links = [
        (chance.choice(ranks[at]), chance.choice(ranks[at + 1]), number) for number in range(16) for at in (number % 2,)
    ]
    found = sifted(ranks, links)
    count = crossings(found, links)
    assert count <= crossings(ranks, links)
    for at, rank in enumerate(found):
        for node, place in permutations(rank, 2):
            moved = [one for one in rank if one != node]
            moved.insert(rank.index(place), node)
            assert crossings([*found[:at], moved, *found[at + 1 :]], links) >= count
