"""The commands by name; a command's module is imported when it is called for."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from diagram_anim.cli.broken_off import words
from diagram_anim.cli.names import no_such

COMMANDS = {
    "render": "Render films, with a poster beside each: the main job.",
    "list": "List the diagrams found: name, kind, title, line, film length.",
    "check": "Tell every problem, without rendering.",
    "describe": "Write the scene files, with everything that was inferred made explicit.",
    "slides": "Make slides: PowerPoint, a web page with a player, or a handout.",
    "reel": "Make one film of a lecture, with an opening and section cards.",
    "embed": "Put each film into the lecture, under its diagram.",
    "still": "Render one frame as a PNG.",
    "sheet": "Render a contact sheet (PNG) of the telling moments.",
    "watch": "Render again what changes, and show it on a local page.",
    "inspect": "Print what stands at a seam of the pipeline, as JSON lines.",
    "effects": "List the verbs of the storyboard's language.",
    "themes": "List the themes.",
    "formats": "List the formats that films can be written in.",
    "shapes": "List the shapes of nodes, with all their names.",
    "schema": "Print the JSON Schema of scene files.",
    "cache": "Show or clear what is kept of films rendered before.",
    "doctor": "Tell what this machine lacks, and the command that mends it.",
}


class Commands(click.Group):
    """Commands that are imported when they are needed; a mistyped one gets a suggestion."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"diagram_anim.cli.{name}_command").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            raise click.UsageError(no_such("command", name, COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(package_name="diagram-anim")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn the Mermaid diagrams in your lecture notes into films that explain.

    INPUT is a Markdown file, a .mmd file, a scene .yaml, a folder, a glob, or - for standard input. One diagram of a
    file is named lecture.md#5, or by its title: lecture.md#rolling-update.

    What was rendered is kept in the folder DIAGRAM_ANIM_CACHE (off: nothing is), up to DIAGRAM_ANIM_CACHE_SIZE (4GB).
    The exit code is 0 where all is well, 1 where a diagram has errors, 2 for a wrong word here, 3 where the machine
    lacks something, 130 after Ctrl-C.
    """
    if "DIAGRAM_ANIM_CACHE_SIZE" in os.environ and ctx.invoked_subcommand != "doctor":  # who tells what is wrong
        from diagram_anim.batch.cache import bound

        try:
            bound()
        except ValueError as problem:
            raise click.UsageError(str(problem)) from None


def run() -> None:
    """Runs a command and exits with its code."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupted)
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (KeyboardInterrupt, click.Abort) as broken:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already
        click.echo(words(broken.__cause__ or broken), err=True)
        sys.exit(130)
    except ImportError as problem:
        click.echo(f"Error: {problem}. `diagram-anim doctor` tells the command that mends it", err=True)
        sys.exit(3)
    except OSError as problem:
        from diagram_anim.encode.format import FULL
        from diagram_anim.resources import DamagedError

        where = f"{problem.filename}: " if problem.filename else ""
        free = ". Free some room, or name another place with -o" if problem.errno in FULL else ""
        click.echo(f"Error: {where}{problem.strerror or problem}{free}", err=True)
        sys.exit(3 if isinstance(problem, DamagedError) else 1)


def _interrupted(*signalled: object) -> NoReturn:
    """Whoever asks a run to end, it ends as by Ctrl-C: with everything tidied away."""
    raise KeyboardInterrupt
