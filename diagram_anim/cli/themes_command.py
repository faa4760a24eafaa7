"""`themes`: what films can look like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from diagram_anim.cli.names import Theme
from diagram_anim.cli.places import Place

CHART = """flowchart LR
  U[User] --> LB[Load balancer]
  subgraph zone [Web tier]
    W1[Web server 1]
    W2[Web server 2]
  end
  LB --> W1 & W2
  W1 & W2 --> DB[(Database)]
  W2 -.->|reads| C{Cached?}
  style C fill:#fde68a,stroke:#b45309
  %% @step Web server 1 fails
  %% @fail W1
"""

SEQUENCE = """sequenceDiagram
  participant B as Browser
  participant S as API server
  participant D as Database
  B->>+S: Place an order
  Note over S,D: in one transaction
  alt enough in stock
    S->>D: Write it down
    D-->>S: Done
  else sold out
    S--xB: Sorry
  end
  S-->>-B: Thank you
"""

ABOUT = {
    "night": "dark and quiet; colour is kept for states and traffic",
    "day": "the same by daylight",
    "chalk": "warm light lines on a blackboard",
    "paper": "firm ink on warm paper",
    "mermaid": "Mermaid's own colours; an author's own nearly as written",
    "print": "black on white: states differ by sign and word",
}


@click.command("themes", short_help="List the themes.")
@click.option("--preview", is_flag=True, help="Draw a chart and a sequence in each.")
@click.option("--theme", "asked", multiple=True, type=Theme(), help="Only this one; a .toml of your own too.")
@click.option(
    "-o",
    "--output",
    type=Place(folder=False),
    default=Path("themes.png"),
    show_default=True,
    help="Where the preview goes.",
)
def command(preview: bool, asked: tuple[str, ...], output: Path) -> int:
    """List the themes, or draw a sheet with what they look like."""
    from diagram_anim import resources

    names = asked or resources.themes()
    if preview:
        _preview(names, output)
        click.echo(output)
        return 0
    for name in names:
        click.echo(f"{name:10}{ABOUT.get(name, '')}".rstrip())
    return 0


def _preview(names: Sequence[str], output: Path) -> None:
    from diagram_anim import deliver
    from diagram_anim.batch.moments import frame, telling
    from diagram_anim.batch.plan import plan
    from diagram_anim.batch.settings import Settings
    from diagram_anim.batch.task import Task
    from diagram_anim.model.document import Document
    from diagram_anim.source import blocks

    shots = []
    for name in names:
        for kind, text in (("chart", CHART), ("sequence", SEQUENCE)):
            document = Document(f"{kind}.md", f"```mermaid\n{text}```\n")
            settings = Settings(theme=name, quality="hd", lang="en")
            planned, _ = plan(Task(document, blocks(document)[0], kind), settings)
            if planned is not None:
                at = telling(planned.timeline.scenes[len(planned.timeline.scenes) // 2])
                shots.append((frame(planned, settings, at), at, f"{Path(name).stem}, {kind}"))
    output.parent.mkdir(parents=True, exist_ok=True)
    deliver.sheet(shots, output, columns=2)
