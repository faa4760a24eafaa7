"""Where the parts of a card stand in it."""

import pytest

from tests.film import scene


def card(name, id):
    return next(one for one in scene(name).layout.placed if one.id == id and one.kind == "card")


def test_counts_of_copies_stand_in_the_head_of_a_wide_card_clear_of_its_words_and_counters():
    web = card("black-friday", "W")
    counts = web.slots["counts"].box
    (name,) = web.lines
    assert name.x + name.width < counts.x and counts.right < web.slots["lost"].box.x
    assert counts.bottom <= web.slots["tiles"].box.y
    assert "counts" not in card("canary", "W").slots, "a narrow one has them over its tiles"


@pytest.mark.parametrize("name", ["black-friday", "autoscaling"])
def test_how_many_times_its_rate_a_source_sends_stands_on_its_card(name):
    source = card(name, "U")
    badge, words = source.slots["badge"].box, source.lines[-1]
    assert source.box.holds(badge) and badge.y > words.baseline
