"""What a chart does in a frame that isn't of its own shape, and what it leaves alone there."""

import itertools

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.containers.banding import banded
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.structure import structure
from tests.layout.casts import cast_of

THEME = resources.theme("night")
TALL = (1080, 1920)


def boxes(layout, *ids):
    return [layout.find("chart", id).box for id in ids]


POOL = "flowchart LR\n U[User] --> A[App]\n A --> D[(Database)]"


def test_a_level_chain_of_high_cards_stands_step_below_step_where_it_becomes_larger_by_it():
    cast = cast_of(POOL, {"A": ("served", "tiles:8"), "D": ("gauge",)})
    layout, problems = arrange(cast, THEME, TALL)
    user, app, store = boxes(layout, "U", "A", "D")
    assert not problems
    assert layout.direction == "LR"
    assert user.bottom < app.y and app.bottom < store.y
    assert user.cx == app.cx == store.cx
    assert min(line.type.size for one in layout.placed for line in one.lines) > 28.0


@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1080), (1440, 1080)])
def test_it_stays_in_line_in_other_frames(frame):
    layout, _ = arrange(cast_of(POOL, {"A": ("served", "tiles:8"), "D": ("gauge",)}), THEME, frame)
    middles = [box.cy for box in boxes(layout, "U", "A", "D")]
    assert max(middles) - min(middles) <= 1.0


@pytest.mark.parametrize("frame", [TALL, (1080, 1080)])
def test_a_group_and_cards_that_nothing_joins_have_rows_of_their_own_where_the_room_is_high(frame):
    rows = "K[Kiosk] --> T[(Tills)] & P[Printer]\n X[Old job]\n Y[Scripts]"
    inner = "subgraph N[New hall]\n G[Gate] --> O[Orders] & V[Visitors]\n O --> S[(Order store)]\n V --> W[(Log)]\n end"
    layout, problems = arrange(cast_of(f"flowchart TB\n {rows}\n {inner}"), THEME, frame)
    group, job, scripts = boxes(layout, "N", "X", "Y")
    assert not problems, "words are as high as they are to be"
    assert job.y >= group.bottom and scripts.y == job.y


def trees(count):
    """As many small trees that nothing joins with each other."""
    return cast_of(
        "flowchart TB\n"
        + "\n".join(
            f"U{n}[User] --> L{n}[Balancer number {n}]\n L{n} --> A{n}[A fast server]\n L{n} --> B{n}[A slow server]"
            for n in range(count)
        ),
        {f"{one}{n}": ("served",) for one in "LAB" for n in range(count)},
    )


def test_trees_that_nothing_joins_stand_one_below_the_other_where_side_by_side_they_are_too_wide():
    layout, problems = arrange(trees(3), THEME, TALL)
    assert not problems
    for n in range(3):
        user, balancer, fast, slow = boxes(layout, f"U{n}", f"L{n}", f"A{n}", f"B{n}")
        assert user.bottom < balancer.y and balancer.bottom < fast.y
        assert fast.cy == slow.cy
        assert balancer.cx == pytest.approx((fast.cx + slow.cx) / 2, abs=1.0)
    for n in range(2):
        last, first, second = boxes(layout, f"A{n}", f"U{n + 1}", f"L{n + 1}")
        assert first.y - last.bottom >= second.y - first.bottom - 1.0  # what belongs together stands no farther apart


def test_they_stand_side_by_side_where_there_is_room():
    layout, _ = arrange(trees(3), THEME)
    assert len({box.cy for box in boxes(layout, "U0", "U1", "U2")}) == 1


def test_a_tree_that_is_joined_is_no_tree_of_its_own():
    """Only a wide rank of it stands in rows."""
    wide = "flowchart TB\n" + "\n".join(f"R[Root] --> n{n}[Something said of it {n}]" for n in range(8))
    layout, _ = arrange(cast_of(wide), THEME, TALL)
    root, *kids = boxes(layout, "R", *(f"n{n}" for n in range(8)))
    assert all(root.bottom < kid.y for kid in kids)
    rows = sorted({kid.y for kid in kids})
    assert 1 < len(rows) < 8
    assert all(b - a > kids[0].h for a, b in itertools.pairwise(rows))


CYCLE = """
flowchart {way}
  subgraph G [Told in one group]
    A[Something happens first] --> B[It is looked at for long] --> C[What is known is said of it] --> D{{Is it over?}}
    D -->|no| E[Once more from the start]
    D -->|yes| F[All of it is written down]
    E --> H[Somebody has a look at it]
    F --> H
    H --> I[Then it is done at last] --> J[And it comes to rest here] --> K[Until it happens again]
  end
"""


@pytest.mark.parametrize("way", ["LR", "TB"])
def test_a_long_flow_in_a_group_that_holds_all_stands_in_bands_like_one_without_a_group(way):
    layout, _ = arrange(cast_of(CYCLE.format(way=way)), THEME, (1080, 1080))
    plain = "\n".join(
        line
        for line in CYCLE.format(way=way).splitlines()
        if line.strip() not in ("end", "subgraph G [Told in one group]")
    )
    other, _ = arrange(cast_of(plain), THEME, (1080, 1080))
    small, free = (min(line.type.size for one in each.placed for line in one.lines) for each in (layout, other))
    assert small > 0.85 * free
    (group,) = boxes(layout, "G")
    assert all(group.holds(box) for box in boxes(layout, *"ABCDEFHIJK"))
    assert len({round(box.cy / 40) for box in boxes(layout, *"ABCDEFHIJK")}) < 10


def _in_two_bands(text):
    containers = structure(cast_of(text), Dot(), "LR")
    return banded(containers[""], 2, containers)


def test_a_flow_is_cut_into_bands_where_few_wires_pass_and_not_where_many_do():
    steps = [f"{one}{n} --> {two}{m}" for one, two in ("AB", "BC", "CD") for n in range(3) for m in range(3)]
    dense = "flowchart LR\n" + "\n".join(steps)
    loose = dense + "\nD0 --> E\nD1 --> E\nE --> F\nF --> G\nF --> H\nG --> I\nH --> I"
    assert not _in_two_bands(dense)
    assert _in_two_bands(loose)


def test_a_high_card_that_nothing_joins_makes_no_row_beside_it_higher():
    words = "<br>".join("A note of many lines" for _ in range(7))
    text = f"flowchart LR\n A[One] --> B[Two and a half] --> C[Three]\n N[{words}]"
    layout, _ = arrange(cast_of(text), THEME)
    note, *row = boxes(layout, *"NABC")
    assert all(box.h < note.h / 2 for box in row)


LEVELS = "flowchart TB\n" + "\n".join(
    f"subgraph G{n} [Level {n}]\n a{n}[First of {n}]\n b{n}[Second of {n}]\nend" for n in range(4)
) + "\n" + "\n".join(f"a{n} --> a{n + 1}\n b{n} --> b{n + 1}" for n in range(3))  # fmt: skip


def test_room_around_words_gives_way_in_a_square_before_words_do():
    """In a high frame all of it is left."""
    square, problems = arrange(cast_of(LEVELS), THEME, (1080, 1080))
    high, _ = arrange(cast_of(LEVELS), THEME, TALL)
    assert not problems and square.direction == "TB"
    assert min(line.type.size for one in square.placed for line in one.lines) >= 28.0
    assert square.find("chart", "a0").box.h < 0.8 * high.find("chart", "a0").box.h
