"""The options that several commands share, with one meaning."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from diagram_anim.batch.settings import ASPECTS, QUALITIES, Settings

Decorated = Callable[..., Any]

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")

_READING = (
    click.option("--seed", type=int, help="The seed of the simulation."),
    click.option("--set", "set_", multiple=True, metavar="PART.KEY=VALUE", help="Change one setting of the system."),
    click.option("--lang", type=click.Choice(("ko", "en", "ja")), help="The language of captions."),
    click.option("--no-infer", is_flag=True, help="Tell only what is written."),
    click.option("--strict", is_flag=True, help="Take Mermaid's own verdict: mend nothing."),
)

_LOOKS = (
    click.option("--theme", default="night", show_default=True, help="A theme's name, or a file of your own."),
    click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Frame shape."),
    click.option("--quality", type=click.Choice(list(QUALITIES)), default="hd", show_default=True, help="Frame size."),
    click.option("--fps", type=click.IntRange(1, 120), help="Frames a second; the quality's own by default."),
)


def reading(command: Decorated) -> Decorated:
    """How diagrams are read."""
    return reduce(lambda done, option: option(done), reversed(_READING), command)


def looks(command: Decorated) -> Decorated:
    """How films look."""
    return reduce(lambda done, option: option(done), reversed((*_READING, *_LOOKS)), command)


def settings(given: dict[str, Any]) -> Settings:
    """The settings of the options given; a theme that isn't there is wrong usage."""
    from diagram_anim import resources

    theme = given.get("theme", "night")
    try:
        resources.theme(theme)
    except (OSError, ValueError, KeyError):
        names = ", ".join(resources.themes())
        raise click.BadParameter(
            f"there is no theme {theme!r}. There are: {names}, or the path of your own .toml", param_hint="--theme"
        ) from None
    return Settings(
        quality=given.get("quality", "hd"),
        fps=given.get("fps"),
        aspect=given.get("aspect", "16:9"),
        theme=theme,
        seed=given["seed"],
        lang=given["lang"],
        set=given["set_"],
        infer=not given["no_infer"],
        strict=given["strict"],
    )
