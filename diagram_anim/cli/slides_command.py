"""`slides`: a deck for PowerPoint, a web page with a player, or a handout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place, blocked

KINDS = (".html", ".pptx", ".pdf")
PAPERS = (".doc", ".docx", ".odt", ".ps")
"""What is asked for where paper is meant."""


@click.command("slides", short_help="Make slides.")
@options.inputs
@click.option(
    "-o",
    "--output",
    type=Place(folder=False),
    help="deck.pptx for PowerPoint, deck.html for a browser, deck.pdf for paper.  [default: deck.pptx]",
)
@click.option("--title", help="The deck's title; the lecture's first heading by default.")
@click.option("--template", type=click.Path(path_type=Path, dir_okay=False), help="A .potx or .pptx with the looks.")
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False), help="Put the slides into this .pptx.")
@click.option("--at", type=click.IntRange(1), help="Where in it: the number of the first new slide.")
@click.option("--auto", is_flag=True, help="In PowerPoint, the first step of a slide plays by itself.")
@options.only
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@options.quiet
@options.audio
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path | None,
    title: str | None,
    template: Path | None,
    into: Path | None,
    at: int | None,
    auto: bool,
    only: tuple[str, ...],
    jobs: int | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Make one deck of the diagrams in the INPUTs: a slide each, a click a step."""
    from diagram_anim.cli.acting import acting, heading
    from diagram_anim.deliver import deck, page

    target = output or into or Path("deck.pptx")
    kind = target.suffix.lower()
    if kind not in KINDS:
        near = target.with_suffix(".pdf" if kind in PAPERS else ".pptx")
        raise click.BadParameter(f"{target} is none of: {', '.join(KINDS)}. Try -o {near}.", param_hint="-o")
    if at is not None and into is None:
        raise click.BadParameter("it tells where in a deck: name that with --into.", param_hint="--at")
    if template is not None and into is not None:
        raise click.BadParameter("a deck has its own looks already; leave it out.", param_hint="--template")
    if kind != ".pptx" and (template or into or auto):
        raise click.BadParameter(f"{target} isn't for PowerPoint; try -o deck.pptx.", param_hint="-o")
    if said := blocked(target):
        raise click.BadParameter(said, param_hint="-o")
    base = into or template
    problem = deck.trouble(base, at) if base else None
    if problem:
        raise click.BadParameter(problem, param_hint="--into" if into else "--template")
    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    if desk.tasks:
        target.parent.mkdir(parents=True, exist_ok=True)
    with acting(desk, settings, jobs, clips=kind != ".html") as acts:
        if not acts:
            return desk.code or 1
        named = title or heading(desk, acts)
        if kind == ".html":
            page.write(target, named, acts)
        elif kind == ".pdf":
            from diagram_anim.deliver import handout  # what writes PDF takes its time to import

            handout.write(target, named, acts)
        else:
            looks = deck.Looks(settings.frame, settings.theme, auto)
            deck.write(target, named, acts, looks, base=base, at=at, opening=into is None)
    click.echo(target)
    return desk.code
