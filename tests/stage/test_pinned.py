"""What stays in sight while a sequence rolls up."""

from dataclasses import replace

import boards

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Placed, Type
from diagram_anim.stage.chips import HANGING
from diagram_anim.stage.fragments import condition, tab
from diagram_anim.stage.grounds import beyond
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.lifelines import message_label
from diagram_anim.stage.nodes import Layer, Sprite, Stack
from diagram_anim.stage.pinned import FOOT, TAB, _moved, hung, strip
from diagram_anim.stage.tableau import Tableau
from tests.film import planned

FRAME = Placed("frag:1", "sequence", "fragment", Box(100, 200, 600, 400))


def moved(edge, foot=600.0, aside=0.0, thing=FRAME):
    return next(_moved([Layer(Sprite(print))], thing, edge, foot, aside))


def test_a_keyword_stands_in_its_frames_corner_until_that_leaves_the_window():
    assert moved(edge=150).dy == 0
    assert moved(edge=260).dy == 60


def test_a_keyword_leaves_with_the_foot_of_its_frame():
    assert moved(edge=900).dy == 400 - TAB


def test_what_is_pushed_out_of_sight_is_gone_before_half_of_it_is():
    assert moved(edge=200 + 400 - TAB).alpha == 1
    assert 0 < moved(edge=200 + 400 - TAB + 10).alpha < 1
    assert moved(edge=200 + 400 - TAB / 2).alpha == 0


def test_a_condition_in_two_lines_makes_room_for_what_follows_it():
    two = replace(FRAME, lines=(boards.line("[one", 200, 230, Type(24)), boards.line("two]", 200, 260, Type(24))))
    assert moved(edge=590, thing=two).dy == 400 - (60 + FOOT) < moved(edge=590).dy


def test_keywords_stand_over_a_row_once_the_frames_around_it_reach_out_of_sight():
    inner = replace(FRAME, id="frag:2", box=Box(120, 300, 500, 200))
    named = [replace(one, lines=(boards.line("alt", 0, 0, Type(24)),)) for one in (FRAME, inner)]
    row, below = (replace(FRAME, kind="message", box=Box(150, y, 300, 40)) for y in (420, 550))
    assert [strip(named, row, edge) for edge in (150, 220, 290, 310, 400)] == [0, 20, TAB, TAB + 10, 2 * TAB]
    assert strip(named, below, 400) == TAB
    assert strip([FRAME], row, 400) == 0, "a coloured stretch has no keyword"


def test_keywords_stand_over_a_row_with_all_lines_of_their_conditions_and_only_where_these_are():
    lines = (boards.line("[until paid or", 180, 230, Type(24)), boards.line("three attempts]", 180, 260, Type(24)))
    frame = replace(FRAME, lines=lines)
    row, aside = (replace(FRAME, kind="message", box=Box(x, 420, 60, 40)) for x in (200, 600))
    assert strip([frame], row, 400) == 60 + FOOT > TAB
    assert strip([frame], aside, 400) == 0


def test_what_a_head_is_called_hangs_over_the_rows_below_it_alone():
    head = Placed("B", "sequence", "head", Box(300, 20, 120, 60), scale=0.5)
    row, aside = (replace(FRAME, kind="note", box=Box(x, 90, 200, 40)) for x in (250, 500))
    assert hung([head], row) == HANGING / 2
    assert hung([head], aside) == hung([], row) == 0


def test_lines_that_pass_behind_a_conditions_words_dont_run_through_them():
    text = "sequenceDiagram\n A->>B: ask\n alt there\n  B->>A: yes\n  alt old\n   B->>A: as well\n  end\n end"
    kit = Kit(picture(planned(f"```mermaid\n{text}\n```"), Settings()))
    ground, *said = condition(kit, "frag:1", "past")
    assert ground.get_fill_opacity() == 1 and ground.get_left()[0] < min(one.get_left()[0] for one in said)
    assert ground.get_right()[0] > max(one.get_right()[0] for one in said)


def test_a_sections_words_go_beside_the_keyword_that_they_come_to():
    section = replace(FRAME, box=Box(100, 300, 600, 0))
    assert moved(edge=200, aside=90, thing=section).dx == 0
    assert moved(edge=300, aside=90, thing=section).dx == 90


def seen(at):
    """How strongly each message's words and its line are seen, by the message's id."""
    segment, picture = boards.fragments()
    frame = Tableau(segment, Kit(picture)).frame(at)
    words = [layer for layer in frame.over if isinstance(layer.node, Sprite) and layer.node.draw is message_label]
    lines = [(layer.node.layers[0].node, layer.alpha) for layer in frame.under if isinstance(layer.node, Stack)]
    return {layer.node.args[0]: layer.alpha for layer in words}, {node.args[0]: alpha for node, alpha in lines}


def test_words_that_have_rolled_half_out_of_sight_are_gone_and_so_is_their_line():
    _, picture = boards.fragments()
    window, rolled = picture.layout.window, 290.0
    tops = {
        placed.id: placed.lines[0].baseline - placed.lines[0].type.size - rolled
        for placed in picture.layout.placed
        if placed.kind == "message"
    }
    words, lines = seen(0.5)
    assert set(words.values()) == {1.0} and words == lines
    after, lines = seen(2.0)
    assert lines == after
    assert {id for id, alpha in after.items() if alpha == 1.0} == {id for id, top in tops.items() if top >= window.y}
    assert {id for id, alpha in after.items() if alpha == 0.0} >= {
        id for id, top in tops.items() if top < window.y - 20
    }
    assert 0.0 in after.values()


def test_a_coloured_stretch_around_a_frame_takes_no_room_over_its_keyword():
    segment, picture = boards.fragments()
    around = Placed("rect:1", "sequence", "fragment", Box(100, 220, 1700, 900))
    row = replace(picture.cast.rows[0], id="rect:1", word="rect", label=None)
    coloured = replace(
        picture,
        cast=replace(picture.cast, rows=(*picture.cast.rows, row)),
        layout=replace(picture.layout, placed=(*picture.layout.placed, around)),
    )

    def tabs(shown):
        frame = Tableau(segment, Kit(shown)).frame(2.0)
        return [layer.dy for layer in frame.over if isinstance(layer.node, Sprite) and layer.node.draw is tab]

    assert tabs(picture) == tabs(coloured) != []


def panned(pan):
    """A sequence of two heads in a window that is half as wide as it, moved along so far."""
    segment, picture = boards.fragments()
    layout = replace(picture.layout, span=picture.layout.window.w * 2)
    state = {**segment.state, ("sequence", "roll", "scroll", ""): 0.0, ("sequence", "pan", "scroll", ""): pan}
    return Tableau(replace(segment, state=state), Kit(replace(picture, layout=layout))).frame(0.5), layout.window


def test_heads_and_rows_move_along_behind_the_window_and_keywords_stay_in_sight():
    (still, window), (along, _) = panned(0.0), panned(700.0)
    assert [one.dx - two.dx for one, two in zip(still.over, along.over, strict=False) if one.node == two.node]
    tabs = [
        [one for one in frame.over if isinstance(one.node, Sprite) and one.node.draw is tab] for frame in (still, along)
    ]
    assert tabs[0] and all(one.dx == 0 for one in tabs[0])
    assert all(-700 < one.dx < 0 and one.clip == window for one in tabs[1])
    heads = [layer for layer in along.over if layer.clip and layer.clip.y == 0.0]
    assert heads and all(layer.dx == -700 and layer.clip.w == window.w for layer in heads)


def test_a_side_fades_behind_which_there_is_more():
    def sides(pan):
        frame, _ = panned(pan)
        found = {
            one.node.args[1]: one.alpha
            for one in frame.over
            if isinstance(one.node, Sprite) and one.node.draw is beyond
        }
        return found[False], found[True]

    _, window = panned(0.0)
    assert sides(0.0) == (0.0, 1.0)
    assert sides(window.w / 2) == (1.0, 1.0)
    assert sides(window.w) == (1.0, 0.0)
