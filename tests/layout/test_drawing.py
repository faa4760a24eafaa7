"""Wires and the words on them, together."""

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.labels import crosses, label_size, lines_in, stand
from diagram_anim.layout.sizes import Sizes
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
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


def test_lines_run_round_the_words_of_others():
    placed = arrange(cast_of(RETURNS), resources.theme("night"))[0].placed
    wires = [one for one in placed if one.kind == "wire"]
    through = [
        (one.id, other.id)
        for one in wires
        for other in wires
        if one is not other and one.label and crosses(other.corners, one.label)
    ]
    assert not through


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
