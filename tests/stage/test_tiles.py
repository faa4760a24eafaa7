"""The copies of a scaled part."""

import pytest

from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.layout.cards.feet import FULL, tiling
from diagram_anim.model.timeline import Action
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.nodes import Mix, Sprite
from diagram_anim.stage.tiles import layers, places, tile
from diagram_anim.timeline import segments
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


def test_copies_with_places_bear_their_numbers_from_nought():
    plan = scene("stateful-set")
    shown = picture(plan, Settings())
    kit = Kit(shown)
    at = next(
        clip.start for clip in plan.timeline.clips if clip.action is Action.TILES and "v17" in " ".join(clip.value)
    )
    segment = next(one for one in segments(plan.timeline, "") if one.start <= at < one.start + one.seconds)
    moment = Moment(kit, Channels(segment, shown.theme), at + 1.0 - segment.start, 0)
    looks = [sprite for layer in layers(moment, "D") if isinstance(layer.node, Mix) for sprite, _ in layer.node.shares]
    looks += [layer.node for layer in layers(moment, "D") if isinstance(layer.node, Sprite)]
    said = [sprite.args[5] for sprite in looks if sprite.draw is tile]
    assert [one.partition(" · ")[0] for one in said] == ["0", "1", "2", "3"]
    assert any(one.endswith("v16") for one in said)


@pytest.mark.parametrize("name", ["canary", "blue-green", "stateful-set"])
def test_copies_begin_under_their_cards_icon(name):
    plan = scene(name)
    kit = Kit(picture(plan, Settings()))
    (card,) = [one for one in plan.cast.cards if "tiles" in one.slots]
    header, boxes = places(kit, card.id, card.copies)
    placed = kit.placed("chart", "card", card.id)
    assert min(box.x for box in boxes) == pytest.approx(placed.icon.x, abs=1)
    assert header.x == pytest.approx(placed.icon.x, abs=1)
