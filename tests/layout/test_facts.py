"""What every layout promises, of any chart: nothing on anything else, all in the stage, words never too small."""

import itertools
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagram_anim import resources
from diagram_anim.layout import arrange, measures
from diagram_anim.layout.across.settled import Span, settle
from diagram_anim.layout.containers.dot import Dot
from diagram_anim.layout.containers.ranks import crossings, ranked
from diagram_anim.layout.lines.labels import crosses
from diagram_anim.model.cast import Card, Cast, Group, Wire
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from tests.layout.casts import cast_of

THEME = resources.theme("night")
WORDS = ("API", "로드 밸런서", "Controller Manager", "데이터베이스", "x", "A name that is rather long for a card")


def label(text):
    return Label(text, (text,))


@st.composite
def casts(draw):
    count = draw(st.integers(1, 9))
    groups = draw(st.integers(0, 3))
    places = [None, *(f"g{n}" for n in range(groups))]
    shapes = st.sampled_from(("rect", "rect", "diam", "circle", "cyl", "stadium", "hex"))
    slots = st.sampled_from(((), (), ("state",), ("state", "served", "lost", "meter:load"), ("idea",), ("tiles",)))
    cards = tuple(
        Card(
            f"n{n}",
            label(draw(st.sampled_from(WORDS))),
            shape=draw(shapes),
            group=draw(st.sampled_from(places)),
            slots=draw(slots),
            copies=draw(st.integers(1, 30)),
        )
        for n in range(count)
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    pairs = draw(st.lists(ends, max_size=10))
    wires = tuple(
        Wire(f"e{n}", f"n{a}", f"n{b}", label("yes") if n % 3 == 0 else None) for n, (a, b) in enumerate(pairs)
    )
    used = {card.group for card in cards}
    frames = tuple(Group(id, label(f"Group {id}")) for id in places if id in used and id)
    return Cast(draw(st.sampled_from(("TB", "LR", "BT", "RL"))), cards, frames, wires)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(casts())
def test_no_card_overlaps_another_and_all_stand_in_the_stage(cast):
    layout, _ = arrange(cast, THEME)
    cards = [one.box for one in layout.placed if one.kind == "card"]
    assert len(cards) == len(cast.cards)
    for one, two in itertools.combinations(cards, 2):
        assert not one.overlaps(two, -1.0)
    assert all(layout.stage.holds(box, -1.0) for box in cards)
    groups = {one.id: one.box for one in layout.placed if one.kind == "group"}
    parents = {card.id: card.group for card in cast.cards}
    for one in layout.placed:
        if one.kind == "card" and parents[one.id]:
            assert groups[parents[one.id]].holds(one.box, -1.0)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(casts())
def test_slots_stand_inside_their_card_or_hang_below_it(cast):
    layout, _ = arrange(cast, THEME)
    for one in layout.placed:
        for name, slot in one.slots.items():
            assert slot.box.w > 0 and slot.box.h > 0, name
            assert one.box.holds(slot.box, -1.5) or slot.box.y >= one.box.bottom, (name, one)


@settings(max_examples=15, deadline=None)
@given(casts())
def test_a_layout_is_the_same_each_time(cast):
    assert arrange(cast, THEME) == arrange(cast, THEME)


@settings(max_examples=15, deadline=None)
@given(casts())
def test_words_are_at_least_24_px_high_unless_a_warning_says_so(cast):
    layout, problems = arrange(cast, THEME)
    small = any(line.type.size < 24 for one in layout.placed for line in one.lines)
    assert small == any(problem.code == "small-text" for problem in problems)


def test_a_replacement_has_its_bearers_box():
    cards = (Card("A", label("web")), Card("B", label("another longer name"), bearer="A"), Card("C", label("db")))
    layout, _ = arrange(Cast("LR", cards, (), (Wire("A->C", "A", "C"),)), THEME)
    assert layout.find("chart", "A").box == layout.find("chart", "B").box
    assert " ".join(line.text for line in layout.find("chart", "B").lines) == "another longer name"


def test_a_chain_too_long_for_its_direction_is_turned_and_a_note_says_so():
    text = "flowchart LR\n" + "\n".join(f"n{n}[A rather long name {n}] --> n{n + 1}" for n in range(5))
    layout, problems = arrange(cast_of(text), THEME, (1080, 1920))
    assert layout.direction == "TB"
    assert [problem.code for problem in problems] == ["turned"]
    assert layout.notes


FAN = "flowchart LR\n U[User] --> LB[Load balancer]\n LB --> W1[Web 1] & W2[Web 2]\n W1 & W2 --> DB[(Database)]"
COUNTED = dict.fromkeys(("W1", "W2"), ("state", "served", "lost"))


@pytest.mark.parametrize("frame", [(1080, 1920), (1080, 1080)])
def test_a_level_chart_runs_down_in_a_frame_as_high_as_wide_where_its_words_are_larger_so(frame):
    layout, problems = arrange(cast_of(FAN, COUNTED), THEME, frame)
    assert layout.direction == "TB"
    assert [problem.code for problem in problems] == ["turned"]
    assert min(one.scale for one in layout.placed if one.kind == "card") >= 0.92
    boxes = [one.box for one in layout.placed]
    assert max(box.bottom for box in boxes) - min(box.y for box in boxes) > 0.7 * layout.stage.h


def test_it_keeps_its_direction_in_a_wide_frame_and_where_it_has_all_the_room_it_wants():
    assert arrange(cast_of(FAN, COUNTED), THEME)[0].direction == "LR"
    assert arrange(cast_of("flowchart LR\n A[a] --> B[b] & C[c]"), THEME, (1080, 1080))[0].direction == "LR"


def test_a_sequence_too_wide_for_its_frame_keeps_its_size_and_a_note_says_that_it_moves():
    text = "sequenceDiagram\n" + "\n".join(f"P{n}->>P{n + 1}: what one says to the next" for n in range(10))
    narrow, problems = arrange(cast_of(text), THEME, (1080, 1080))
    assert [problem.code for problem in problems] == ["wide"]
    assert narrow.span > narrow.window.w + 100
    assert min(line.type.size for one in narrow.placed for line in one.lines) >= 24
    heads = [one.box for one in narrow.placed if one.kind == "head"]
    assert all(one.right < two.x for one, two in pairwise(heads))
    wide, problems = arrange(cast_of(text), THEME)
    assert not problems and wide.span == pytest.approx(wide.window.w, abs=0.1)


@pytest.mark.parametrize("steps", [3, 4])
def test_a_short_level_chain_stands_step_below_step_where_it_would_leave_a_frame_empty(steps):
    cast = cast_of("flowchart LR\n" + " --> ".join(f"n{n}[Step]" for n in range(steps)))
    layout, problems = arrange(cast, THEME, (1080, 1920))
    boxes = [layout.find("chart", f"n{n}").box for n in range(steps)]
    assert not problems
    assert layout.direction == "LR"
    assert len({box.cx for box in boxes}) == 1
    assert all(a.bottom < b.y for a, b in itertools.pairwise(boxes))
    assert boxes[-1].bottom - boxes[0].y > layout.stage.h / 2
    wide, _ = arrange(cast, THEME)
    assert len({wide.find("chart", f"n{n}").box.cy for n in range(steps)}) == 1


def test_parallel_wires_and_loops_have_ways_of_their_own():
    layout, _ = arrange(cast_of("flowchart LR\n A --> B\n A --> B\n B --> A\n A --> A"), THEME)
    ways = [one.corners for one in layout.placed if one.kind == "wire"]
    assert len(set(ways)) == 4


def test_wires_lead_from_border_to_border():
    layout, _ = arrange(
        cast_of("flowchart TB\n A{Which?} -->|one| B((Round))\n A -->|two| C[(Store)]\n C --> A"), THEME
    )
    found = measures(layout, cast_of("flowchart TB\n A{Which?} -->|one| B((Round))\n A -->|two| C[(Store)]\n C --> A"))
    assert len(found["edges"]) == 3
    assert all(len(edge["points"]) >= 2 for edge in found["edges"])


def test_a_long_sequence_is_taller_than_its_window():
    text = "sequenceDiagram\n" + "\n".join(f"A->>B: message {n}" for n in range(30))
    layout, _ = arrange(cast_of(text), THEME)
    assert layout.window is not None
    assert layout.roll > layout.window.h
    assert layout.stage.holds(layout.window, -1.0)


def test_without_dot_ranks_are_found_by_the_longest_path():
    none = Dot(limit=0.0)
    found = ranked(4, [(0, 1, 1), (1, 2, 1), (0, 2, 1), (0, 3, 1)], none)
    levels = {node: level for level, rank in enumerate(found.ranks) for node in rank}
    assert [levels[node] for node in range(4)] == [0, 1, 2, 1]
    assert crossings(found.ranks, found.links) == 0


def test_things_settle_as_near_as_can_be_to_where_they_would_stand():
    spans = [Span(5, 5)] * 3
    assert settle([0.0, 0.0, 40.0], spans, [2.0, 2.0]) == pytest.approx([-6.0, 6.0, 40.0])


@pytest.mark.parametrize("frame", [(1920, 1080), (1080, 1080), (1080, 1920), (1440, 1080)])
def test_a_chart_fills_frames_of_every_shape(frame):
    cast = cast_of("flowchart TB\n subgraph G\n A\n B\n C\n D\n E\n F\n end")
    layout, problems = arrange(cast, THEME, frame)
    assert not problems
    box = next(one.box for one in layout.placed if one.kind == "group")
    assert box.w * box.h > 0.9 * layout.stage.w * layout.stage.h


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_a_line_to_its_own_start_keeps_off_the_others_and_has_room_for_its_words(direction):
    cast = cast_of(f"flowchart {direction}; subgraph G [Group]; A --> B; A -->|again and again| A; end; B --> C")
    layout, _ = arrange(cast, THEME, (1920, 1080))
    placed = {one.id: one for one in layout.placed}
    own = next(wire.id for wire in cast.wires if wire.source == wire.target)
    loop, side = placed[own], 1 if direction == "LR" else 0
    assert loop.label is not None
    assert placed["G"].box.holds(loop.label)
    assert placed["G"].box.holds(loop.box)
    for wire in cast.wires:
        if wire.id != own:
            assert not any(loop.box.overlaps(box) for box in legs(placed[wire.id].corners))
            assert not any(loop.label.overlaps(box) for box in legs(placed[wire.id].corners))
    assert len({corner[side] for corner in loop.corners}) == 2


def legs(corners):
    return [
        Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
        for a, b in itertools.pairwise(corners)
    ]


@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_words_between_lines_side_by_side_cover_neither_a_line_nor_each_other(direction, count):
    ways = [f"A -->|{n}. a word or two| B" if n % 2 else f"B -->|{n}. answered| A" for n in range(1, count + 1)]
    layout, _ = arrange(cast_of(f"flowchart {direction}\n" + "\n".join(ways)), THEME)
    wires = [one for one in layout.placed if one.kind == "wire"]
    labels = [one.label for one in wires]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(labels, 2))
    assert not any(crosses(one.corners, box) for one in wires for box in labels)


def test_groups_turn_inside_before_the_chart_turns():
    steps = "\n".join(
        f"subgraph G{n} [Part {n}]\n" + " --> ".join(f"n{n}{m}[Step {m} of part {n}]" for m in range(3)) + "\nend"
        for n in range(4)
    )
    links = "\n".join(f"n{n}2 --> n{n + 1}0" for n in range(3))
    layout, problems = arrange(cast_of(f"flowchart TB\n{steps}\n{links}"), THEME)
    assert layout.direction == "TB"
    assert [problem.code for problem in problems] == ["turned"]
    assert "insides" in problems[0].message
    boxes = {one.id: one.box for one in layout.placed}
    assert boxes["n00"].right < boxes["n01"].x < boxes["n02"].x
    assert boxes["G0"].bottom < boxes["G1"].y


def test_a_chart_that_is_one_group_turns_as_a_whole():
    chain = " --> ".join(f"n{n}[Step {n}]" for n in range(9))
    layout, problems = arrange(cast_of(f"flowchart TB\nsubgraph G [All of it]\n{chain}\nend"), THEME)
    assert layout.direction == "LR"
    assert [problem.message for problem in problems] == ["turned from TB to LR, so that it is read more easily"]


def test_only_those_groups_turn_inside_that_need_it_where_nothing_else_fits():
    fan = "subgraph F [Fan]\nask[A question] --> " + " & ".join(f"f{n}[Answer {n}]" for n in range(9)) + "\nend"
    chains = [
        f"subgraph C{c} [Chain {c}]\n" + " --> ".join(f"c{c}{n}[Step {n}]" for n in range(4)) + "\nend"
        for c in range(5)
    ]
    links = "\n".join(["f2 --> c00", *(f"c{c}3 --> c{c + 1}0" for c in range(4))])
    layout, problems = arrange(cast_of("\n".join(["flowchart TB", fan, *chains, links])), THEME, (1080, 1080))
    boxes = {one.id: one.box for one in layout.placed}
    assert "some of its groups" in problems[0].message
    assert boxes["ask"].bottom < boxes["f0"].y
    assert boxes["c00"].right < boxes["c01"].x


LAYERS = "flowchart TB\n" + "\n".join(
    [
        *(f"subgraph G{n} [Layer number {n}]\na{n}[First] & b{n}[Second] & c{n}[Third]\nend" for n in range(6)),
        *(f"{one}{n} --> {one}{n + 1}" for n in range(5) for one in "abc"),
    ]
)


def test_titles_of_low_groups_stand_beside_what_they_hold_where_height_is_scarce():
    layout, problems = arrange(cast_of(LAYERS), THEME, (1080, 1080))
    boxes = {one.id: one.box for one in layout.placed}
    groups = [layout.find("chart", f"G{n}") for n in range(6)]
    assert not problems
    assert len({line.x for group in groups for line in group.lines}) == 1
    for number, group in enumerate(groups):
        assert max(line.x + line.width for line in group.lines) < boxes[f"a{number}"].x
        assert all(group.box.y < line.baseline < group.box.bottom for line in group.lines)


def test_titles_stand_over_what_their_groups_hold_where_there_is_room():
    layout, _ = arrange(cast_of(LAYERS), THEME, (1080, 1920))
    group, card = layout.find("chart", "G0"), layout.find("chart", "a0")
    assert group.lines[-1].baseline < card.box.y


def test_a_title_that_wires_from_above_would_cover_stands_below():
    ways = "\n".join(f"A --> n{n}[Certificate {n}]" for n in range(3))
    inside = " ".join(f"n{n}\n" for n in range(3))
    layout, _ = arrange(
        cast_of(f"flowchart TB\n{ways}\nsubgraph G [A rather long title of a group]\n{inside}end"), THEME
    )
    group = layout.find("chart", "G")
    assert group.lines[0].baseline > group.box.cy
    assert group.lines[0].baseline < group.box.bottom


def test_groups_that_nothing_joins_stand_in_as_many_columns_as_leave_them_largest():
    row = " --> ".join("{0}" + f"{m}[A step {m}]" for m in range(5))
    groups = "\n".join(f"subgraph {name}\ndirection LR\n{row.format(name.lower())}\nend" for name in "AB")
    layout, _ = arrange(cast_of(f"flowchart TB\n{groups}"), THEME)
    assert layout.find("chart", "A").box.bottom < layout.find("chart", "B").box.y


def test_a_messages_words_stand_between_lifelines_nearer_to_who_says_them():
    text = "sequenceDiagram\n A->>B: x\n B->>C: y\n A->>C: half of the traffic\n C-->>A: all of it\n A->>A: z"
    layout, _ = arrange(cast_of(text), THEME)
    lines = sorted(one.box.x for one in layout.placed if one.kind == "lifeline")
    said = {one.lines[0].text: one for one in layout.placed if one.kind == "message"}
    assert lines[0] < said["half of the traffic"].label.x
    assert said["half of the traffic"].label.right < lines[1]
    assert lines[1] < said["all of it"].label.x
    assert said["all of it"].label.right < lines[2]


def test_words_too_long_for_the_room_between_lifelines_stand_in_the_middle_of_their_line():
    text = "sequenceDiagram\n A->>B: x\n B->>C: x\n C->>D: x\n D->>E: x\n A->>C: as long as two columns"
    layout, _ = arrange(cast_of(text), THEME, (1080, 1080))
    one = [one for one in layout.placed if one.kind == "message"][-1]
    assert one.label.cx == pytest.approx((one.corners[0][0] + one.corners[-1][0]) / 2, abs=1)


def test_things_of_a_group_that_wires_reach_from_outside_alone_stand_across_their_way():
    """Neither one behind the other nor in rows: each is reached without passing another."""
    text = "flowchart LR\n a --> x & y & z\n x & y --> b\n subgraph G\n direction TB\n x\n y\n z\n end"
    layout, _ = arrange(cast_of(text), THEME)
    boxes = [layout.find("chart", id).box for id in "xyz"]
    assert len({box.cx for box in boxes}) == 1
    assert boxes[0].bottom < boxes[1].y < boxes[1].bottom < boxes[2].y


def test_words_are_over_28_px_high_where_a_chart_has_room_for_that():
    text = "flowchart LR\n a[Web<br>takes requests] -->|asks| b[API<br>answers] --> c[Store]"
    layout, _ = arrange(cast_of(text), THEME)
    assert min(line.type.size for one in layout.placed for line in one.lines) >= 28


@pytest.mark.parametrize("steps, least, most", [(7, 28, 29), (9, 24, 25)])
def test_room_around_words_and_then_words_give_way_before_the_direction_of_a_chart_does(steps, least, most):
    words = "<br>".join(["does a little"] * 12)  # so high that rows of them would be no larger
    chain = " --> ".join(f"n{n}[Step {n}<br>{words}]" for n in range(steps))
    layout, problems = arrange(cast_of(f"flowchart LR\n {chain}"), THEME)
    sizes = {line.type.size for one in layout.placed for line in one.lines}
    assert layout.direction == "LR" and not problems
    assert len({one.box.cy for one in layout.placed if one.kind == "card"}) == 1
    assert least <= min(sizes) < most


def test_lines_run_straight_between_groups_that_need_the_whole_width_too():
    """Groups hold as much beside what is joined as they want: there is height for that."""
    groups = [
        f"subgraph G{n} [Level number {n}]\n"
        + "\n".join(f"x{n}{m}[Beside {m}]" for m in range(n % 3))
        + f"\nn{n}[What is joined]\nend"
        for n in range(7)
    ]
    chain = " --> ".join(f"n{n}" for n in range(7))
    layout, _ = arrange(cast_of("\n".join(["flowchart LR", *groups, chain])), THEME)
    assert layout.direction == "LR"
    assert {len(one.corners) for one in layout.placed if one.kind == "wire"} == {2}


def test_groups_stand_so_that_lines_run_straight_to_what_they_hold():
    """Not to the middle of their frames."""
    text = "flowchart LR\n a[Web] --> c1\n subgraph G [Many]\n c1[API] & c2[Jobs] & c3[Mail] --> e[Log]\n end"
    layout, _ = arrange(cast_of(text), THEME)
    web, api, group = (layout.find("chart", id).box for id in ("a", "c1", "G"))
    assert len(layout.find("chart", "L_a_c1_0").corners) == 2
    assert abs(web.cy - api.cy) < 10
    assert abs(web.cy - group.cy) > 100
