"""What one picture is drawn with, segment after segment: its things, and all that was ever drawn of them."""

from __future__ import annotations

from functools import lru_cache

from diagram_anim.stage.camera import StageCamera
from diagram_anim.stage.cels import Cels
from diagram_anim.stage.color import Rgb, rgb
from diagram_anim.stage.comets import Comets
from diagram_anim.stage.inks import Drawing, record
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Lens, Sprite
from diagram_anim.stage.picture import Picture
from diagram_anim.stage.space import film, screen

LOOKS = 1024
"""Looks whose inks are kept, for painting them again at another zoom."""


class Studio:
    """Made while Manim is configured for the picture's size."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.kit = kit = Kit(picture)
        self.camera = camera = StageCamera()
        self.whole = Lens(picture.size[1] / picture.layout.frame[1])
        space = film if picture.planes else screen
        self.ground: Rgb | None = None if picture.transparent else space(rgb(picture.theme.color("ground")))

        @lru_cache(maxsize=LOOKS)
        def draw(sprite: Sprite) -> Drawing:
            return record(list(sprite.draw(kit, *sprite.args)), camera.display_vectorized)

        self.cels = Cels(picture.size, self.whole, draw, space)
        self.comets = Comets(space)
