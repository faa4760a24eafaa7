"""Colours: `#rrggbb`, their mixtures, their contrast, and OKLCH, in which an author's own are fitted to a theme."""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import ImageColor

Rgb = tuple[float, float, float]


@lru_cache(maxsize=1024)
def rgb(color: str) -> Rgb:
    """`#rrggbb` as three shares, 0 to 1."""
    return (int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255)


def hexa(value: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, one)) * 255):02X}" for one in value)


def css(value: str) -> str | None:
    """A CSS colour as `#rrggbb`; None for no colour at all (`none`, `transparent`) and for what can't be read."""
    try:
        found = ImageColor.getrgb(value.strip().lower())
    except ValueError:
        return None
    if len(found) == 4 and found[3] == 0:
        return None
    return "#{:02X}{:02X}{:02X}".format(*found[:3])


@lru_cache(maxsize=1024)
def mix(a: str, b: str, share: float) -> str:
    """The colour `share` of the way from a to b."""
    if share <= 0:
        return a
    if share >= 1:
        return b
    one, two = rgb(a), rgb(b)
    return hexa((
        one[0] + (two[0] - one[0]) * share,
        one[1] + (two[1] - one[1]) * share,
        one[2] + (two[2] - one[2]) * share,
    ))  # fmt: skip


def contrast(a: str, b: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def oklch(color: str) -> Rgb:
    """Lightness 0–1, chroma, hue in radians."""
    r, g, b = (_linear(one) for one in rgb(color))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bee = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, bee), math.atan2(bee, a)


def from_oklch(light: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue stay."""
    for step in range(21):
        found = _screen(light, chroma * (1 - step / 20), hue)
        if all(-1e-4 <= one <= 1.0001 for one in found):
            return hexa(found)
    return hexa(_screen(light, 0.0, hue))


def _screen(light: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _luminance(color: str) -> float:
    r, g, b = (_linear(one) for one in rgb(color))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _linear(one: float) -> float:
    return one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4


def _gamma(one: float) -> float:
    return one * 12.92 if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055
