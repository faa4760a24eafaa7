"""What the camera shows of a chart: what it goes to, and as little as may be of what its edges would cut."""

from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed, TextLine, Type
from diagram_anim.timeline.framing import framed

STAGE = Box(80, 160, 1760, 760)


def chart(*boxes, size=14.0):
    cards = (
        Placed(str(number), "chart", "card", box, (TextLine("word", box.x, box.cy, Type(size, 700), 60.0),))
        for number, box in enumerate(boxes)
    )
    return Layout((1920.0, 1080.0), STAGE, "LR", tuple(cards))


def cut(layout, view):
    x, _, w, _ = view
    return [one.id for one in layout.placed for end in (x, x + w) if one.box.x < end < one.box.right]


def test_the_camera_moves_aside_or_away_so_that_it_cuts_no_card():
    row = [Box(100 + 290 * at, 500, 250, 120) for at in range(6)]
    layout = chart(*row)
    for ids in (["0", "1"], ["1", "2"], ["2", "3", "4"][:2], ["4", "5"]):
        view = framed(layout, ids, calm=True)
        assert view is not None and not cut(layout, view)
        assert all(view[0] < layout.placed[int(id)].box.x for id in ids)
        assert all(layout.placed[int(id)].box.right < view[0] + view[2] for id in ids)


def test_where_nothing_is_cut_it_has_them_in_its_middle_no_nearer_than_they_can_be_read():
    layout = chart(Box(800, 480, 250, 120), Box(80, 160, 40, 40), size=20.0)
    view = framed(layout, ["0"], calm=True)
    assert view is not None and abs(view[2] / 1920 - 20 / 30) < 0.01
    assert abs((view[0] + STAGE.cx * view[2] / 1920) - 925) < 1
