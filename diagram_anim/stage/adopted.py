"""The author's `theme` and `themeVariables`, fitted to ours: hues are the author's, lightness is the theme's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagram_anim.model.cast import Paint
from diagram_anim.model.theme import Theme
from diagram_anim.stage import color
from diagram_anim.stage.palette import Palette

Names = tuple[str, ...]

PARTS: dict[str, tuple[Names, Names, Names]] = {
    "card": (
        ("nodeBkg", "mainBkg", "primaryColor"),
        ("nodeBorder", "primaryBorderColor"),
        ("nodeTextColor", "primaryTextColor", "textColor"),
    ),
    "group": (("clusterBkg", "tertiaryColor"), ("clusterBorder", "tertiaryBorderColor"), ("titleColor",)),
    "wire": ((), ("defaultLinkColor", "lineColor"), ("textColor",)),
    "head": (
        ("actorBkg", "mainBkg", "primaryColor"),
        ("actorBorder", "primaryBorderColor"),
        ("actorTextColor", "primaryTextColor", "textColor"),
    ),
    "lifeline": ((), ("actorLineColor", "actorBorder"), ()),
    "message": ((), ("signalColor", "lineColor"), ("signalTextColor", "textColor")),
    "note": (("noteBkgColor", "secondaryColor"), ("noteBorderColor", "secondaryBorderColor"), ("noteTextColor",)),
    "activation": (("activationBkgColor", "secondaryColor"), ("activationBorderColor",), ()),
    "frame": (
        ("labelBoxBkgColor", "actorBkg"),
        ("labelBoxBorderColor", "actorBorder"),
        ("loopTextColor", "labelTextColor", "textColor"),
    ),
}
"""Of each part its fill, its line and its words: Mermaid's variables that say them, the nearest first."""

NAMED: dict[str, dict[str, str]] = {
    "default": {
        "mainBkg": "#ECECFF",
        "primaryBorderColor": "#9370DB",
        "clusterBkg": "#FFFFDE",
        "clusterBorder": "#AAAA33",
        "noteBkgColor": "#FFF5AD",
        "noteBorderColor": "#AAAA33",
    },
    "forest": {
        "mainBkg": "#CDE498",
        "primaryBorderColor": "#13540C",
        "lineColor": "#008000",
        "clusterBkg": "#CDFFB2",
        "clusterBorder": "#6EAA49",
        "noteBkgColor": "#FFF5AD",
        "noteBorderColor": "#6EAA49",
    },
    "base": {"mainBkg": "#FFF4DD", "noteBkgColor": "#FFF5AD", "noteBorderColor": "#AAAA33"},
    "dark": {},
    "neutral": {},
}
"""What sets Mermaid's own themes apart by hue; those that are grey look as ours does."""

GROUND_CHROMA = 0.03
"""As much colour as the ground bears beside saturated states."""


def adopted(theme: Theme, config: Mapping[str, Any]) -> Theme:
    """The theme with what a diagram's configuration asks for; the theme itself where it asks for nothing."""
    named = NAMED.get(str(config.get("theme")), {})
    said = config.get("themeVariables")
    layers = [_colors(said) if isinstance(said, Mapping) else {}, named]
    if not any(layers):
        return theme
    colors = dict(theme["color"])
    if ground := layers[0].get("background"):
        colors |= _grounded(theme, ground)
    palette = Palette(Theme(theme.name, {**theme.tokens, "color": {**colors, "own": {}}}))
    own = dict(colors.get("own", {}))
    for part, names in PARTS.items():
        fill, stroke, ink = (_first(layers, one) for one in names)
        found = palette.own(Paint(fill, stroke, ink))
        told = {"fill": found.fill, "stroke": found.stroke, "ink": found.ink}
        if any(told.values()):
            own[part] = {key: value for key, value in told.items() if value}
    return Theme(theme.name, {**theme.tokens, "color": {**colors, "own": own}})


def _colors(said: Mapping[str, Any]) -> dict[str, str]:
    """The variables that are colours; sizes and families of type are the theme's."""
    return {str(name): value for name, value in said.items() if isinstance(value, str) and color.css(value)}


def _first(layers: list[dict[str, str]], names: Names) -> str:
    return next((layer[name] for layer in layers for name in names if name in layer), "")


def _grounded(theme: Theme, css: str) -> dict[str, str]:
    """The grounds in the author's hue; their lightness stays, so that all can be read as before."""
    _, chroma, hue = color.oklch(color.css(css) or theme.color("ground"))
    grounds = {name: color.oklch(theme.color(name))[0] for name in ("ground", "group")}
    return {name: color.from_oklch(light, min(GROUND_CHROMA, chroma), hue) for name, light in grounds.items()}
