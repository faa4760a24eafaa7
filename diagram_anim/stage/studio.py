"""What one picture is drawn with, segment after segment: its things, and all that was ever drawn of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from diagram_anim.stage.camera import StageCamera
from diagram_anim.stage.cels import Cels, Draw
from diagram_anim.stage.color import Rgb, rgb
from diagram_anim.stage.inks import Drawing, Space, record
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.nodes import Lens, Sprite
from diagram_anim.stage.picture import Picture
from diagram_anim.stage.space import film, screen

LOOKS = 1024
"""Looks whose inks are kept, for painting them again at another zoom."""


class Studio:
    """Made while Manim is configured for the picture's size. One `before` it lets go of its surfaces, and lends what it
    has drawn of the same picture: in what terms colours are held comes in only when inks are painted."""

    kit: Kit
    camera: StageCamera
    cels: Cels
    space: Space
    _draw: Draw

    def __init__(self, picture: Picture, before: Studio | None = None) -> None:
        self.picture = picture
        if before is not None:
            before.cels.let_go()
        if before is not None and replace(before.picture, planes=picture.planes) == picture:
            self.kit, self.camera, self._draw = before.kit, before.camera, before._draw
        else:
            self.kit, self.camera = Kit(picture), StageCamera()
            self._draw = lru_cache(maxsize=LOOKS)(partial(_drawing, self.kit, self.camera))
        self.whole = Lens(picture.size[1] / picture.layout.frame[1])
        self.space = film if picture.planes else screen
        self.ground: Rgb | None = None if picture.transparent else self.space(rgb(picture.theme.color("ground")))
        self.cels = Cels(picture.size, self.whole, self._draw, self.space)


def _drawing(kit: Kit, camera: StageCamera, sprite: Sprite) -> Drawing:
    return record(list(sprite.draw(kit, *sprite.args)), camera.display_vectorized)
