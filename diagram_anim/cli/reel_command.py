"""`reel`: one film of a whole lecture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diagram_anim.cli import options
from diagram_anim.cli.desk import Desk
from diagram_anim.cli.places import Place

if TYPE_CHECKING:
    from diagram_anim.batch.narration import Voices
    from diagram_anim.batch.plan import Plan

FOLDER = "narration"


@click.command("reel", short_help="Make one film of a lecture.")
@options.inputs
@click.option("-o", "--output", default="reel.mp4", show_default=True, type=Place(folder=False))
@click.option("--title", help="What the opening says; the lecture's first heading by default.")
@click.option(
    "--narration",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder with a WAV for each step.  [default: narration beside the lecture, if it is there]",
)
@click.option("--silent", is_flag=True, help="Let nothing be heard.")
@click.option("--script", is_flag=True, help="Only list the WAVs that could be recorded, and what each would say.")
@options.only
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@options.quiet
@options.audio
@options.looks
def command(
    inputs: tuple[str, ...],
    output: Path,
    title: str | None,
    narration: Path | None,
    silent: bool,
    script: bool,
    only: tuple[str, ...],
    jobs: int | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Make one film of the INPUTs: an opening, a card for each section, and every diagram's film."""
    if output.suffix.lower() != ".mp4":
        instead = output.with_suffix(".mp4")
        raise click.BadParameter(
            f"{output}: a reel has chapters, captions and sound, which only an MP4 holds here; take {instead}. For "
            "pictures without sound there is `render --format gif,webm`.",
            param_hint="-o",
        )
    if silent and narration:
        raise click.BadParameter("nothing is heard of it with --silent; take one of the two.", param_hint="--narration")
    if narration and not narration.exists():
        said = f"there is no folder {narration}; --script lists the files that it would hold."
        raise click.BadParameter(said, param_hint="--narration")
    from diagram_anim import resources
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.cards import Kept
    from diagram_anim.cli.acting import acting, heading
    from diagram_anim.deliver import reel
    from diagram_anim.deliver.cards import Look

    settings = options.settings(given)
    desk = Desk(inputs, only, quiet)
    plans = list(desk.plans(settings))
    if script:
        _list(plans)
        return desk.code
    voices = {} if silent else _voices(desk, plans, narration)
    if voices is None:
        return desk.code
    if voices:
        from diagram_anim.batch.plan import spoken

        plans = [spoken(plan, settings, voices[plan.task.name].seconds) for plan in plans]
    look = Look(resources.theme(settings.theme), settings.size, settings.rate, settings.quality)
    if plans:
        output.parent.mkdir(parents=True, exist_ok=True)
    with acting(desk, settings, jobs, clips=False, plans=plans) as acts:
        if not acts:
            return desk.code or 1
        heard = {
            act.name: list(voices[act.name].heard([step.start for step in act.steps])) if voices else [] for act in acts
        }
        cache = open_cache()
        with cache.workshop() as workshop:
            reel.write(output, title or heading(desk, acts), acts, look, heard, Kept(cache, workshop))
    click.echo(output)
    return desk.code


def _list(plans: list[Plan]) -> None:
    """A row a step: the recording's name, how long the step takes anyway, and what its caption says."""
    from diagram_anim.batch.narration import script

    for plan in plans:
        for line in script(plan):
            click.echo(f"{line.name}\t{line.seconds:.1f} s\t{line.caption}")


def _voices(desk: Desk, plans: list[Plan], narration: Path | None) -> dict[str, Voices] | None:
    """What is heard of each film by its name: nothing where there are neither recordings nor a program that speaks,
    None where what there is can't be used, which is told."""
    from diagram_anim.batch import speaking
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.narration import unknown, voices

    if not plans:
        return {}
    beside = Path(plans[0].task.document.name).parent
    folder = narration or (beside / FOLDER if (beside / FOLDER).is_dir() else None)
    program, wrong = speaking.command(beside)
    desk.tell(wrong)
    if wrong or not (folder or program):
        return None if wrong else {}
    found, good = {}, True
    desk.tell(unknown(folder, plans) if folder else [])
    cache = open_cache()
    with cache.workshop() as workshop:
        for plan in plans:
            found[plan.task.name], problems = voices(plan, folder, program, cache, workshop)
            desk.tell(problems)
            good = good and not any(problem.is_error for problem in problems)
            if any(problem.code == "no-speech" for problem in problems):
                break  # it would fail for every other caption too, and may take its time for each
    return found if good else None
