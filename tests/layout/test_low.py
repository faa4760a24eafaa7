"""Cards that are low where height is wanting, lanes that take none, and lines back on the side of their lanes."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.across.answers import aligned
from diagram_anim.layout.across.settled import Span
from diagram_anim.layout.boxes.pieces import Lane
from diagram_anim.layout.cards.airy import airy
from diagram_anim.layout.cards.body import body
from diagram_anim.layout.frame.sizes import EASY, Sizes
from diagram_anim.layout.lines.sides import linked
from diagram_anim.model.geometry import Box
from tests.layout.casts import cast_of

THEME = resources.theme("night")
TIGHT = Sizes(THEME, 0.8, 0.15, ease=0.31, floor=EASY)

RELEASE = """graph TD
  push[A developer pushes] --> built[The image is built and scanned]
  built --> asked{Weak spots?}
  asked -->|some| told[The team is told]
  asked -->|none| staged[It is put on the staging servers]
  staged --> okay{Is it approved?}
  okay -->|yes| live[It goes to production little by little]
  okay -->|no| dropped[It is dropped]
  live --> well{Is all well?}
  well -->|yes| done[Done]
  well -->|no| back[Back to the version before]
"""


def _body(text, slots=None, **how):
    (card,) = cast_of(f"graph TD\n {text}\n", slots and {"a": slots}).cards
    return body(card, TIGHT, upright=False, hanging=False, **how)


def test_a_low_card_says_on_one_line_what_another_says_on_two():
    text = "a[The image is built and scanned]"
    high, low = _body(text), _body(text, flat=True)
    assert (len(high.name), len(low.name)) == (2, 1) and low.h < high.h - 20


def test_a_low_card_is_no_wider_where_that_saves_no_line():
    text = "a[" + "word " * 40 + "]"
    assert len(_body(text, flat=True).name) < len(_body(text).name)
    assert _body("a[One<br>Two]", flat=True).name == ("One", "Two"), "its author's lines are kept"
    assert _body("a[Short]", flat=True).w == _body("a[Short]").w


def test_the_word_of_a_state_stands_beside_the_name_on_a_low_card():
    high, low = _body("a[Web server]", ("state",)), _body("a[Web server]", ("state",), flat=True)
    assert low.stated and not high.stated
    assert low.h < high.h - 20 and low.w > high.w
    counted = _body("a[Web server]", ("state", "served"), flat=True)
    assert not counted.stated, "there counters stand at the right"


def test_a_card_in_little_room_that_counts_grows_no_higher_than_it_has_to_be_to_stand():
    assert airy(_body("a[Web server]")) == 1.0 / TIGHT.ease
    counting = _body("a[Web server]", ("state", "served", "lost"))
    assert 0.8 * counting.w <= airy(counting) * counting.h < counting.h / TIGHT.ease
    (card,) = cast_of("graph TD\n a[Web server]\n").cards
    assert airy(body(card, Sizes(THEME), upright=False, hanging=False)) == 1.0


def test_words_beside_a_lane_take_no_room_along_it():
    assert Lane("l", 20.0, 150.0).least == (170.0, 20.0)
    assert Lane("l", 20.0, 150.0, upright=False).least == (20.0, 170.0)


def test_what_is_long_in_a_square_frame_is_read_without_effort():
    layout, _ = arrange(cast_of(RELEASE), THEME, (1080, 1080))
    assert layout.direction == "TB"
    assert min(line.type.size for one in layout.placed for line in one.lines) >= 28.0
    cards = {one.id: one for one in layout.placed if one.kind == "card"}
    assert len(cards["built"].lines) == len(cards["live"].lines) == 1


@pytest.mark.parametrize(("lane", "side"), [(0.0, "w"), (700.0, "e")])
def test_a_line_back_leaves_and_comes_on_the_side_of_its_lane(lane, side):
    low, high = Box(300.0, 600.0, 200.0, 60.0), Box(250.0, 0.0, 200.0, 60.0)
    link = linked("x", ("a", low, "rect"), ("b", high, "rect"), True, True, [], [Box(lane, 300.0, 14.0, 14.0)])
    assert (link.source.side, link.target.side) == (side, side)


def test_answers_beside_questions_that_follow_each_other_begin_on_one_line():
    ranks = (("q", "a"), ("r", "b"), ("s", "lane", "c"))
    spans = {id: Span(50.0, 50.0) for rank in ranks for id in rank}
    at = {"q": 0.0, "a": 120.0, "r": 0.0, "b": 150.0, "s": 0.0, "lane": 60.0, "c": 400.0}
    joined = {("q", "a"): 20.0, ("r", "b"): 20.0}
    found = aligned(ranks, at, spans, (("q", "r"), ("r", "s")), joined)
    assert found["a"] == found["b"] == 150.0 and found["c"] == 400.0 and found["q"] == 0.0


def test_an_answer_far_from_the_next_stays_by_its_question():
    ranks, spans = (("a", "q"), ("b", "r")), {id: Span(50.0, 50.0) for id in "aqbr"}
    at = {"a": -120.0, "q": 0.0, "b": -400.0, "r": -280.0}
    assert aligned(ranks, at, spans, (("q", "r"),), {("q", "a"): 9.0, ("r", "b"): 9.0}) == at
    at["b"] = -150.0
    assert aligned(ranks, at, spans, (("q", "r"),), {("q", "a"): 9.0, ("r", "b"): 9.0})["a"] == -150.0
