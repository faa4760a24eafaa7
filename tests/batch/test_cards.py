"""A reel's cards are drawn once."""

import pytest

from diagram_anim import resources
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.cards import Kept
from diagram_anim.deliver import cards
from diagram_anim.deliver.cards import Look

LOOK = Look(resources.theme("night"), (160, 90), 10, "draft")


@pytest.fixture
def film(tmp_path, monkeypatch):
    """Films a card with these words for so many seconds, each time in a workshop of its own; counts those drawn."""
    cache, written, write = Cache(tmp_path), [], cards.write
    monkeypatch.setattr(cards, "write", lambda place, *more: written.append(place) or write(place, *more))

    def film(words, seconds=2.0):
        ground = cards.ground(LOOK)
        with cache.workshop() as workshop:
            made = Kept(cache, workshop)(cards.drawn(words, LOOK), ground, ground, LOOK, seconds)
            return made.read_bytes(), len(written)

    return film


def test_a_card_is_filmed_once_and_again_when_it_says_something_else(film):
    first, count = film("one")
    assert count == 1
    assert film("one") == (first, 1)
    other, count = film("two")
    assert count == 2 and other != first
    assert film("one", seconds=3.0)[1] == 3
