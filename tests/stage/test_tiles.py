"""The copies of a scaled part."""

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.layout.feet import FULL, tiling
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.tiles import places
from tests.film import scene


@pytest.mark.parametrize("count", [4, 8, 12, 18, 30])
def test_rows_are_full_where_that_costs_little(count):
    for width in range(200, 1000, 50):
        size, columns = tiling(width, 420.0, count, 200.0)
        largest = max(
            min(200.0, width / (n + (n - 1) * 0.2), 420 / (-(-count // n) + (-(-count // n) - 1) * 0.2))
            for n in range(1, count + 1)
        )
        assert size >= FULL * largest - 0.1
        assert count % columns == 0 or size > largest - 0.1


@pytest.mark.parametrize(("name", "part", "columns"), [("black-friday", "W", 10), ("database-connections", "A", 4)])
def test_rows_are_full_where_they_fill_the_cards_width_as_well(name, part, columns):
    plan = scene(name)
    kit = Kit(picture(plan, Settings()))
    card = kit.card(part)
    assert card is not None
    _, boxes = places(kit, part, card.copies)
    assert len({box.x for box in boxes}) == columns


@pytest.mark.parametrize("name", ["canary", "blue-green", "deployment", "zero-downtime-deploy", "database-connections"])
def test_a_card_is_no_higher_than_its_tiles_fill(name):
    plan = scene(name)
    kit = Kit(picture(plan, Settings()))
    (web,) = [card for card in plan.cast.cards if "tiles" in card.slots]
    header, boxes = places(kit, web.id, web.copies)
    room = kit.placed("chart", "card", web.id).slots["tiles"].box
    assert (boxes[-1].bottom - header.y) / room.h > 0.9
