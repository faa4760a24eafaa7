"""Films from Python: `read` and `render` take a path, a text, or what mermaid-py builds.

Comes in: a path to a file or folder, a Mermaid or Markdown text, or an object with a `script`, such as mermaid-py's
`FlowChart`, `SequenceDiagram`, `StateDiagram` and `Graph`. Goes out: diagrams with their problems, and the paths of
films. Nothing is fetched: mermaid-py's own pictures come from a service on the web, these films don't.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from diagram_anim import source as sources
from diagram_anim.batch import read as reading
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.batch.tasks import Reading as Gathered
from diagram_anim.batch.tasks import gather, target
from diagram_anim.mermaid import kinds
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.diagram import Diagram
from diagram_anim.model.document import Document

__all__ = ["Builder", "DiagramError", "Reading", "Source", "read", "render"]


@runtime_checkable
class Builder(Protocol):
    """What mermaid-py's builders have in common."""

    title: str
    script: str


Source = str | os.PathLike[str] | Builder
"""A text is what has several lines or begins with a diagram's keyword; every other word is a path."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The diagrams of a source, as far as they could be read, and `report`: its problems as `check` prints them."""

    diagrams: tuple[Diagram, ...]
    problems: tuple[Diagnostic, ...]
    report: str


class DiagramError(ValueError):
    """A source with errors. `problems` are values with places; the message shows them all."""

    def __init__(self, problems: Sequence[Diagnostic], report: str) -> None:
        super().__init__(f"\n{report}")
        self.problems = tuple(problems)


def read(source: Source, *, strict: bool = False) -> Reading:
    """What the diagrams of a source say. It never raises on what a text says; `strict` takes Mermaid's own verdict."""
    found = _gathered(source)
    settings = Settings(strict=strict)
    diagrams: list[Diagram] = []
    problems = list(found.problems)
    for task in found.tasks:
        diagram, more = reading.diagram(task, settings)
        diagrams += [diagram] if diagram else []
        problems += more
    return Reading(tuple(diagrams), tuple(problems), _report(problems, found.documents))


def render(
    source: Source,
    output: str | os.PathLike[str] = "output",
    *,
    format: str = "mp4",
    jobs: int = 1,
    force: bool = False,
    **settings: Any,
) -> tuple[Path, ...]:
    """Renders a film for each diagram of a source, and gives their paths.

    `output` is a folder, or the film itself where it has the format's ending. `settings` are those of the command:
    quality, aspect, theme, lang, seed, fps, set, infer, strict, transparent. With several `jobs` processes are
    started, so that a script must guard its main part. Raises DiagramError where a diagram has errors, before any
    film is begun, TypeError for a setting that there isn't, and ValueError for a format that there isn't.
    """
    from diagram_anim import encode
    from diagram_anim.batch import films
    from diagram_anim.batch.cache import open_cache
    from diagram_anim.batch.crew import crew
    from diagram_anim.batch.plan import plan

    if format not in encode.BY_NAME:
        raise ValueError(f"no format {format!r}: there are {', '.join(encode.BY_NAME)}")
    wanted, chosen = Settings(**settings), encode.BY_NAME[format]
    found = _gathered(source)
    problems, plans = list(found.problems), []
    for task in found.tasks:
        planned, more = plan(task, wanted)
        plans += [planned] if planned else []
        problems += more
    _raise_for(problems, found.documents)
    cache = open_cache()
    made: list[Path] = []
    with crew(jobs, soon=False) as hands, cache.workshop() as workshop:
        whole = [
            films.prepare(one, wanted, chosen, target(Path(output), one.task, len(plans), chosen.suffix), workshop)
            for one in plans
        ]
        for film in films.render(whole, cache, hands, force, lambda *told: None):
            _raise_for(film.problems, found.documents)
            made.append(film.target)
    order = [film.target for film in whole]
    return tuple(sorted(made, key=order.index))


def _gathered(source: Source) -> Gathered:
    """The tasks of a source, with the documents that they stand in."""
    if isinstance(source, (str, os.PathLike)) and not (isinstance(source, str) and _is_text(source)):
        return gather([os.fspath(source)])
    if isinstance(source, str):
        document = Document("diagram", source.replace("\r\n", "\n").replace("\r", "\n"))
    elif isinstance(source, Builder):
        document = Document(f"{source.title.replace('/', ' ') or 'diagram'}.mmd", source.script)
    else:
        raise TypeError(f"a diagram is a path, a text, or an object with a `script`, not {type(source).__name__}")
    blocks = sources.blocks(document)
    problems = [] if blocks else [sources.nothing_found(document.name)]
    return Gathered(tuple(Task(document, block, block.slug) for block in blocks), {document.name: document}, problems)


def _is_text(source: str) -> bool:
    return "\n" in source or bool(kinds.kind(source) and not Path(source).exists())


def _raise_for(problems: Sequence[Diagnostic], documents: dict[str, Document]) -> None:
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise DiagramError(errors, _report(errors, documents))


def _report(problems: Sequence[Diagnostic], documents: dict[str, Document]) -> str:
    return "\n\n".join(_rendered(problems, documents))


def _rendered(problems: Sequence[Diagnostic], documents: dict[str, Document]) -> Iterator[str]:
    for problem in problems:
        sources.take_in(problem, documents)
        yield sources.render_diagnostic(problem, documents)
