"""Wires and the words on them, together."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.cards.titles import aside, title_box
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.lines.drawing import Drawing
from diagram_anim.layout.lines.ends import End, Link
from diagram_anim.layout.lines.labels import crosses, label_size, lines_in, stand
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, TextLine, Type
from tests.layout.casts import cast_of
from tests.layout.charts import text

RETURNS = text(
    "TB",
    "a[Opened] -->|Ask for<br>a place in the queue| b[Waiting]",
    "b -->|Called| c[Served]",
    "c -->|Ask for one more thing| c",
    "c -->|Nothing is left<br>to ask for| d[Left]",
    "d -->|Come back<br>if needed| a",
)


def _crossed(chart):
    wires = [one for one in arrange(cast_of(chart), resources.theme("night"))[0].placed if one.kind == "wire"]
    return [
        (one.id, other.id)
        for one in wires
        for other in wires
        if one is not other and one.label and crosses(other.corners, one.label)
    ]


def test_lines_run_round_the_words_of_others():
    assert not _crossed(RETURNS)


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_loops_go_round_the_words_of_those_inside_them(direction):
    said = ("ask again", "wait", "write a log", "sleep", "count")
    rows = (f"work[Worker] -- {words} --> work" for words in said)
    assert not _crossed(text(direction, "start[Start] --> work", *rows, "work --> done[Done]"))


@pytest.mark.parametrize(
    "rows",
    [
        [
            "A0[Agent]",
            "A1[Session]",
            "A2[Hook system]",
            "A3[Cookie jar]",
            "A4[Message manager]",
            "A5[Action controller]",
            "A6[Log]",
            "A7[Version set]",
            "A8[Iterator]",
            "A9[Table cache]",
            "A3 -- Raises errors --> A5",
            "A1 -- Raises errors --> A8",
            "A0 -- Reads from --> A8",
            "A5 -- Sends results --> A6",
            "A1 -- Keeps --> A6",
            "A9 -- Sends results --> A5",
            "A4 -- Triggers --> A8",
            "A2 -- Triggers --> A9",
            "A0 -- Reads from --> A4",
            "A2 -- Triggers --> A3",
            "A0 -- Manages --> A5",
            "A6 -- Checks --> A7",
            "A1 -- Checks --> A5",
            "A7 -- Sends results --> A9",
        ],
        [
            "A0[Agent]",
            "A1[Session]",
            "A2[Hook system]",
            "A3[Cookie jar]",
            "A4[Message manager]",
            "A5[Action controller]",
            "A6[Log]",
            "A7[Version set]",
            "A0 -- Raises errors --> A6",
            "A5 -- Triggers --> A7",
            "A6 -- Keeps --> A7",
            "A3 -- Raises errors --> A6",
            "A2 -- Writes to --> A4",
            "A2 -- Checks --> A7",
            "A4 -- Manages --> A5",
            "A2 -- Manages --> A3",
            "A3 -- Manages --> A5",
            "A3 -- Gets state from --> A4",
            "A6 -- Uses --> A1",
            "A5 -- Checks --> A6",
            "A4 -- Sends results --> A3",
        ],
    ],
)
def test_words_that_lines_run_through_get_room_of_their_own(rows):
    assert not _crossed(text("TD", *rows))


def test_a_line_through_a_thing_counts_as_a_fault():
    one, two, between = Box(0, 0, 100, 50), Box(400, 0, 100, 50), Box(200, 0, 100, 50)
    link = Link("l", End("a", one, "rect", "e", 25), End("b", two, "rect", "w", 25))
    made = Drawing({"l": ((100.0, 25.0), (400.0, 25.0))}, {})
    assert made.faults([link], [one, two]).through == 0
    assert made.faults([link], [one, two, between]).through == 1


def test_words_stand_on_no_other_line_and_not_beyond_it():
    lines = {"own": [(100.0, 0.0), (100.0, 300.0)], "other": [(107.0, 0.0), (107.0, 300.0)]}
    wires = [("own", Label("words", ("words",)), lines["own"])]
    box = stand(wires, [], lines, [], Box(-500, -500, 1500, 1500), Sizes(resources.theme("night")))["own"]
    assert box.right < 100


def test_words_that_have_no_room_beside_their_line_are_broken_once_more():
    sizes, label = Sizes(resources.theme("night")), Label("eight letters", ("eight letters",))
    whole, _ = label_size(label, sizes)
    lines = {id: [(at, 0.0), (at, 300.0)] for id, at in (("own", 0.0), ("left", -0.9 * whole), ("right", 0.9 * whole))}
    box = stand([("own", label, lines["own"])], [], lines, [], Box(-900, -900, 1800, 1800), sizes)["own"]
    said = lines_in(label, box, sizes)
    assert not any(crosses(line, box) for line in lines.values())
    assert [line.text for line in said] == ["eight", "letters"]
    assert all(line.width <= box.w for line in said)


@pytest.mark.parametrize("direction, axis", [("LR", 1), ("TB", 0)])
def test_two_lines_to_their_own_start_stand_on_two_sides_of_it(direction, axis):
    rows = ("q[Queue] --> b[Batcher]", "b -->|Size check| b", "b -->|Timer| b", "b -->|Batches| c[Consumer]")
    cast = cast_of(text(direction, *rows))
    layout, _ = arrange(cast, resources.theme("night"))
    card = layout.find("chart", "b").box
    wires = {wire.id: layout.find("chart", wire.id) for wire in cast.wires}
    loops = [wires[wire.id] for wire in cast.wires if wire.source == wire.target]
    one, other = (loop.corners[1][axis] - (card.cx, card.cy)[axis] for loop in loops)
    assert one * other < 0
    assert not any(crosses(one.corners, two.label) for one in wires.values() for two in wires.values() if two.label)


def test_a_title_gives_way_to_words_on_a_line_through_its_head():
    title = TextLine("Control plane", 20.0, 130.0, Type(24, 700), 160.0, "start", "group")
    frame = Placed("G", "chart", "group", Box(0, 100, 600, 300), (title,))
    words = Box(110, 110, 90, 24)
    wire = Placed("w", "chart", "wire", Box(100, 0, 0, 200), corners=((100, 0), (100, 200)), label=words)
    assert title_box(aside(frame, [wire])).x == words.right + 10


def test_a_title_stands_over_words_only_where_nothing_else_is_free_of_lines():
    title = TextLine("Control plane", 20.0, 130.0, Type(24, 700), 160.0, "start", "group")
    frame = Placed("G", "chart", "group", Box(0, 100, 330, 300), (title,))
    wire = Placed(
        "w", "chart", "wire", Box(100, 0, 0, 200), corners=((100, 0), (100, 200)), label=Box(110, 110, 90, 24)
    )
    assert title_box(aside(frame, [wire])).x == 120
