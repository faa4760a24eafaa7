"""What stands close: no more room than is needed, and heads of lines in sight all the same."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.across.settled import Span
from diagram_anim.layout.across.spread import spread
from diagram_anim.layout.across.together import together
from diagram_anim.layout.arrange import _dot
from diagram_anim.layout.boxes.compose import Composer
from diagram_anim.layout.boxes.wanting import widest
from diagram_anim.layout.containers.structure import structure
from diagram_anim.layout.frame.design import Design
from diagram_anim.layout.frame.sizes import Sizes
from diagram_anim.layout.lines.labels import label_lines
from diagram_anim.layout.lines.sides import linked
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from tests.layout.casts import cast_of

THEME = resources.theme("night")
SQUARE = (1080, 1080)


def cards(text, frame):
    return {one.id: one for one in arrange(cast_of(text), THEME, frame)[0].placed if one.kind == "card"}


def test_parts_that_nothing_joins_move_near_each_other_all_at_once():
    at = {"a": -300.0, "b": -300.0, "c": -340.0, "x": 200.0, "y": 240.0}
    spans = dict.fromkeys(at, Span(50.0, 50.0))
    ranks = [("a", "x"), ("b", "y"), ("c",)]
    found = together(ranks, [("a", "b"), ("b", "c"), ("x", "y")], at, spans, [[20.0], [20.0], []])
    assert {id: found[id] for id in "abc"} == {id: at[id] for id in "abc"}
    assert found["x"] - found["a"] == pytest.approx(120.0)
    assert found["y"] - found["x"] == pytest.approx(at["y"] - at["x"])


def test_what_nothing_leads_to_stays_near_what_it_shares_with_others():
    """Its own child would follow it, and it its own child, farther away from what both stand beside each time."""
    spans = dict.fromkeys("abcxyz", Span(50.0, 50.0))
    links = [("a", "b"), ("a", "c"), ("c", "x"), ("z", "x"), ("z", "y")]
    found = spread([("a",), ("b", "c", "z"), ("x", "y")], links, spans, [[], [20.0, 20.0], [20.0]])
    assert found["z"] - found["c"] < 150.0
    assert abs(found["z"] - (found["x"] + found["y"]) / 2) < 60.0


def test_a_card_to_which_many_lines_come_is_longer_for_itself():
    ways = "\n".join(f"hub -->|word {n}| far" for n in range(5))
    others = "\n".join(f"start --> s{n}[Service {n}]" for n in range(5))
    found = cards(f"flowchart LR\nstart --> hub[Hub]\n{others}\n{ways}", SQUARE)
    low = [found[f"s{n}"].box.h for n in range(5)]
    assert max(low) - min(low) <= 1.0  # borders stand on whole px
    assert found["hub"].box.h > 1.5 * max(low)


def test_a_line_comes_by_the_side_to_what_has_another_thing_close_before_it():
    far, above, own = Box(300, 0, 100, 60), Box(0, 200, 120, 60), Box(0, 272, 120, 60)
    link = linked("w", ("far", far, "rect"), ("own", own, "rect"), True, False, [far, above, own])
    assert (link.source.side, link.target.side) == ("s", "e")
    free = linked("w", ("far", far, "rect"), ("above", above, "rect"), True, False, [far, above, own])
    assert (free.source.side, free.target.side) == ("s", "n")


def test_long_words_on_a_line_stand_on_two_lines_where_they_are_broken_early():
    label = Label("REST over mutual TLS", ("REST over mutual TLS",))
    assert len(label_lines(label, Sizes(THEME, 0.8, label=110.0))) == 2
    assert len(label_lines(label, Sizes(THEME, 0.8))) == 1


def test_only_those_cards_make_a_chart_wide_that_stand_in_its_widest_row():
    cast = cast_of("flowchart TB\n" + "\n".join(f"hub --> n{n}[Gateway server]" for n in range(4)))
    containers = structure(cast, _dot(), "TB")
    design = Design(Sizes(THEME), upright=False)
    composed = Composer(cast).composed(containers, design, 1.0)
    assert {*widest(composed.whole)} == {"n0", "n1", "n2", "n3"}
