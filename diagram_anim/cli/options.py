"""The options that several commands share, with one meaning."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from diagram_anim.batch.settings import ASPECTS, QUALITIES, Settings
from diagram_anim.cli.names import Theme
from diagram_anim.cli.places import Place

Decorated = Callable[..., Any]


def _typed(ctx: click.Context, param: click.Parameter, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """`-q` takes no value: a quality behind it would be the name of an input."""
    slip = next((one for one in inputs if one in QUALITIES and not Path(one).exists()), None)
    if slip:
        raise click.UsageError(f"There is no file `{slip}`. -q is --quiet; did you mean --quality {slip}?", ctx)
    return inputs


def _unheard(ctx: click.Context, param: click.Parameter, given: bool) -> None:
    if given:
        raise click.UsageError(
            "Films of single diagrams are silent, and so is what is made of them. `diagram-anim reel LECTURE.md` can "
            "be heard, with recordings in narration/ or a program that speaks; also of one diagram: "
            "`reel LECTURE.md --only 1`.",
            ctx,
        )


inputs = click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT…", type=click.Path(readable=False), callback=_typed
)

output = click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    type=Place(),
    help="A folder, or a file's name where there is one.",
)

only = click.option(
    "--only", multiple=True, metavar="NAME", help="Only this diagram, by title or number; several: 1,5 or a,b."
)

quiet = click.option("-q", "--quiet", is_flag=True, help="No progress, no warnings.")

audio = click.option("--audio", is_flag=True, hidden=True, expose_value=False, callback=_unheard)
"""What many ask for and nothing but a reel has: told, with what comes nearest."""

transparent = click.option("--transparent", is_flag=True, help="Leave the ground out.")

_SIZES = f"The frame's shorter side: {', '.join(f'{name} {side} px' for name, (side, _) in QUALITIES.items())}."

_READING = (
    click.option("--seed", type=click.IntRange(min=0), help="The seed of the simulation."),
    click.option("--set", multiple=True, metavar="PART.KEY=VALUE", help="Change one setting of the system."),
    click.option(
        "--lang", type=click.Choice(("ko", "en", "ja")), help="The language of captions.  [default: the lecture's]"
    ),
    click.option(
        "--no-infer", "infer", is_flag=True, flag_value=False, default=True, help="Tell only what is written."
    ),
    click.option("--strict", is_flag=True, help="Take Mermaid's own verdict: mend nothing."),
)

_LOOKS = (
    click.option("--theme", type=Theme(), default="night", show_default=True, help="A theme, or a .toml of your own."),
    click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Frame shape."),
    click.option("--quality", type=click.Choice(list(QUALITIES)), default="hd", show_default=True, help=_SIZES),
    click.option("--fps", type=click.IntRange(1, 120), help="Frames a second; the quality's own by default."),
)


def reading(command: Decorated) -> Decorated:
    """How diagrams are read."""
    return reduce(lambda done, option: option(done), reversed(_READING), command)


def looks(command: Decorated) -> Decorated:
    """How films look."""
    return reduce(lambda done, option: option(done), reversed((*_READING, *_LOOKS)), command)


def settings(given: dict[str, Any]) -> Settings:
    """The settings of the options given; those that a command doesn't take have their defaults."""
    return Settings(**given)
