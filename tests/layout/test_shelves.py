"""A large map of groups that follow on one from another: rows that fill the frame, with titles that can be read."""

import pytest

from diagram_anim.layout.containers.shelves import shelves
from diagram_anim.layout.containers.structure import Container
from tests.layout.casts import cast_of
from tests.layout.charts import name, text
from tests.layout.meter import score


def long(groups: int) -> str:
    """Teams of ten services, each called by the one before and by some that came long before."""
    rows = []
    for at in range(groups):
        rows += [f"subgraph g{at}[Team {at}]", *(f"s{at}x{one}[{name(at + one)}]" for one in range(10)), "end"]
        rows += [f"s{at}x{(one - 1) // 2} --> s{at}x{one}" for one in range(1, 10)]
        rows += [f"s{other}x{at % 7} --> s{at}x0" for other in {at - 1, at - 4, at // 2} if 0 <= other < at]
    return text("LR", *rows)


@pytest.mark.slow
@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1080)])
def test_titles_of_a_long_map_are_read_where_the_whole_is_seen(shared, frame):
    found = score(shared, {"map": cast_of(long(15))}, frame)
    assert not found.found
    assert found.fill >= 0.8
    assert found.aspect <= 0.2
    titles = [line.type.size for one in found.layouts["map"].placed if one.kind == "group" for line in one.lines]
    assert len(titles) == 15
    assert min(titles) >= 22


def test_what_is_joined_stands_near_and_the_first_stays_first():
    things = tuple("abcdef")
    joined = tuple((one, two, one + two) for one, two in ("af", "fb", "bc", "cd", "de"))
    groups = {id: Container(id, "LR", (), (), ()) for id in things}
    two = next(shelves({"": Container("", "LR", (things,), (), (), wires=joined), **groups}))[""]
    assert two.upright
    assert two.ranks[0][0] == "a"
    place = {id: (row, at) for row, rank in enumerate(two.ranks) for at, id in enumerate(rank)}
    away = [abs(place[a][0] - place[b][0]) + abs(place[a][1] - place[b][1]) for a, b, _ in joined]
    assert sum(away) <= 6


def test_few_groups_stay_in_their_ranks():
    groups = {id: Container(id, "LR", (), (), ()) for id in "abc"}
    assert not [*shelves({"": Container("", "LR", (("a",), ("b",), ("c",)), (), ()), **groups})]
