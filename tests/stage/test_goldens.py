"""A few films as they looked when they were looked at: another picture is meant, or is a fault.

`UPDATE=1 pytest tests/stage/test_goldens.py` draws the goldens anew; look at them before they are committed.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from diagram_anim.batch.moments import frame
from diagram_anim.batch.settings import Settings
from tests.film import ROLLING, planned, scene

FOLDER = Path(__file__).parent / "goldens"

SIZE = (480, 270)

SLIGHT = 24
"""Steps of 255 by which a px may differ: edges are smoothed a little otherwise by another version of a library."""

MOST = 0.002
"""The share of px that may be farther apart: some of a line's edge, and no word."""

MOMENTS = {
    "failure": ("self-healing", 11.5, "night"),
    "shares": ("rolling-update", 13.1, "day"),
    "architecture": ("kubernetes", 14.9, "chalk"),
    "growth": ("black-friday", 24.6, "paper"),
    "messages": ("", 8.0, "night"),
}
"""By the golden's name: which scene, or the sequence of a lecture, at which second, in which theme."""


def drawn(name):
    told, at, theme = MOMENTS[name]
    settings = Settings(theme=theme)
    found = scene(told, settings) if told else planned(ROLLING, settings=settings)
    pixels = np.asarray(frame(found, settings, at))[..., :3]
    return Image.fromarray(np.ascontiguousarray(pixels)).resize(SIZE, Image.Resampling.LANCZOS)


def apart(one, other):
    """The share of px that are too far apart."""
    away = np.abs(np.asarray(one, int) - np.asarray(other, int)).max(axis=2)
    return float((away > SLIGHT).mean())


@pytest.mark.parametrize("name", MOMENTS)
def test_a_film_looks_as_it_did(name):
    picture, golden = drawn(name), FOLDER / f"{name}.png"
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "goldens aren't drawn where they are checked"
        picture.save(golden, optimize=True)
        return
    with Image.open(golden) as kept:
        assert apart(picture, kept.convert("RGB")) <= MOST


def test_a_card_that_is_moved_and_another_ground_are_seen():
    picture = drawn("messages")
    moved = picture.copy()
    moved.paste(picture.crop((310, 38, 440, 70)), (313, 40))
    assert apart(picture, moved) > MOST
    assert apart(picture, Image.new("RGB", SIZE, picture.getpixel((2, 2)))) > MOST
