"""Where the parts of a card stand in it."""

import pytest

from diagram_anim.batch.settings import Settings
from tests.film import scene


def card(name, id, settings=None):
    return next(one for one in scene(name, settings).layout.placed if one.id == id and one.kind == "card")


def test_counts_of_copies_stand_in_the_head_of_a_wide_card_clear_of_its_words_and_counters():
    web = card("black-friday", "W")
    counts = web.slots["counts"].box
    (name,) = web.lines
    assert name.x + name.width < counts.x and counts.right < web.slots["refused"].box.x
    assert counts.bottom <= web.slots["tiles"].box.y
    assert "counts" not in card("canary", "W").slots, "a narrow one has them over its tiles"


@pytest.mark.parametrize("name", ["black-friday", "autoscaling"])
def test_how_many_times_its_rate_a_source_sends_stands_on_its_card(name):
    source = card(name, "U")
    badge, words = source.slots["badge"].box, source.lines[-1]
    assert source.box.holds(badge) and badge.y > words.baseline


def test_words_grow_with_cards_that_are_given_more_room_than_they_need():
    """In the scene's three columns what has much room beside it is a little larger, and as large as its like."""
    alike = Settings(set=("L2.policy=random", "L3.policy=random"))
    high = {id: card("load-balancing", id, alike).lines[0].type.size for id in ("U1", "U2", "L1", "L2", "A1", "C2")}
    assert high["U1"] == high["U2"] > high["A1"] and high["L1"] == high["L2"] > high["A1"]
    assert high["A1"] == high["C2"] >= high["U1"] / 1.11


def test_a_card_that_is_much_higher_than_wide_stands_with_its_icon_over_its_name():
    tall = card("bench-failover", "lb")
    (name,) = tall.lines
    assert tall.box.h > 1.25 * tall.box.w
    assert tall.icon.cx == pytest.approx(name.x, abs=1) == pytest.approx(tall.box.cx, abs=1)
    assert tall.icon.bottom < name.baseline < tall.slots["split"].box.y
    assert name.type.size >= 1.3 * card("bench-failover", "a").lines[0].type.size


@pytest.mark.parametrize(
    "name", ["before-and-after", "load-balancing", "bench-failover", "autoscaling", "message-queue"]
)
def test_what_stands_on_a_card_stays_in_it_however_large_it_is(name):
    for one in (one for one in scene(name).layout.placed if one.kind == "card"):
        for line in one.lines:
            left = line.x - {"start": 0.0, "middle": line.width / 2, "end": line.width}[line.anchor]
            assert left >= one.box.x + 8 and left + line.width <= one.box.right - 8, (one.id, line.text)
        inside = [slot.box for slot in one.slots.values() if slot.box.y < one.box.bottom]
        assert all(one.box.holds(box) for box in inside), one.id


def test_in_a_high_frame_cards_with_height_to_spare_stand_with_their_counters_within():
    tall = Settings(aspect="9:16")
    server, other = card("before-and-after", "W1", tall), card("before-and-after", "W2", tall)
    (name,) = server.lines
    assert server.icon.bottom < name.baseline < server.slots["state"].box.bottom < server.slots["served"].box.bottom
    assert server.box.bottom > max(slot.box.bottom for slot in server.slots.values())
    assert name.type == other.lines[0].type and server.icon.w == other.icon.w


def test_in_a_high_frame_a_level_chart_runs_down_that_is_hardly_smaller_so():
    made = scene("service-discovery", Settings(aspect="9:16"))
    boxes = [one.box for one in made.layout.placed if one.kind == "card"]
    assert max(box.bottom for box in boxes) - min(box.y for box in boxes) > 0.6 * made.layout.stage.h
