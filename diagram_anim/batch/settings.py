"""What a run was asked for, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

QUALITIES: dict[str, tuple[int, int]] = {"draft": (480, 15), "hd": (720, 30), "fhd": (1080, 30), "uhd": (2160, 60)}
"""The frame's shorter side in px, and frames a second."""

ASPECTS: dict[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
}
"""Frames as they are laid out, by the shape asked for; the shorter side is 1080."""


@dataclass(frozen=True, slots=True)
class Settings:
    quality: str = "hd"
    fps: int | None = None
    aspect: str = "16:9"
    theme: str = "night"
    seed: int | None = None
    lang: str | None = None
    set: tuple[str, ...] = ()
    infer: bool = True
    strict: bool = False
    transparent: bool = False

    @property
    def frame(self) -> tuple[int, int]:
        """The frame in layout px."""
        return ASPECTS[self.aspect]

    @property
    def size(self) -> tuple[int, int]:
        """The film in px, both even."""
        short = QUALITIES[self.quality][0]
        width, height = (round(side * short / 1080 / 2) * 2 for side in self.frame)
        return width, height

    @property
    def rate(self) -> int:
        return self.fps or QUALITIES[self.quality][1]
