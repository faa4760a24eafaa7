"""`reel`: one film of a whole lecture."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place

if TYPE_CHECKING:
    from diagram_anim.encode import Cue


@click.command("reel", short_help="Make one film of a lecture.")
@options.inputs
@click.option("-o", "--output", default="reel.mp4", show_default=True, type=Place(folder=False))
@click.option("--title", help="What the opening says; the lecture's first heading by default.")
@options.only
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@options.quiet
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path,
    title: str | None,
    only: tuple[str, ...],
    jobs: int | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Make one film of the INPUTs: an opening, a card for each section, and every diagram's film."""
    from diagram_anim import encode, resources
    from diagram_anim.cli.acting import acting, heading
    from diagram_anim.deliver import captions, cards

    if output.suffix.lower() != ".mp4":
        raise click.BadParameter(f"{output} is no .mp4: a reel is one.", param_hint="-o")
    if not output.parent.is_dir():
        raise click.BadParameter(f"there is no folder {output.parent}.", param_hint="-o")
    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    theme = resources.theme(settings.theme)
    with acting(desk, settings, jobs, clips=False) as acts, tempfile.TemporaryDirectory() as folder:
        if not acts:
            return desk.code or 1
        named = title or heading(desk, acts)
        pieces: list[Path] = []
        chapters: list[Cue] = []
        said: list[Cue] = []
        at, section = 0.0, ""
        for act in acts:
            words = [named] if not pieces else []
            if act.heading and act.heading not in (section, named):
                words.append(act.heading)
            section = act.heading
            for one in words:
                pieces.append(Path(folder) / f"card-{len(pieces):03d}.mp4")
                cards.write(pieces[-1], one, theme, settings.size, settings.rate, settings.quality)
                chapters.append((at, at + cards.SECONDS, one))
                at += cards.SECONDS
            pieces.append(act.film)
            said += [(at + step.start, at + step.end, step.caption) for step in act.steps]
            chapters.append((at, at + act.steps[-1].end, act.title))
            at += act.steps[-1].end
        cues = captions.cues(said)
        encode.join(pieces, output, metadata={"title": named}, chapters=chapters, cues=cues, lang=acts[0].lang)
        captions.write(output, named, said, acts[0].lang)
    click.echo(output)
    return desk.code
