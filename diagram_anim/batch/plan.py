"""From a diagram to its timeline: everything that comes before the first frame. Manim isn't known here.

Reads as a table of contents; each stage gives its result and what was wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diagram_anim import cast, layout, mermaid, resources, simulate, source, story, timeline
from diagram_anim.batch.settings import Settings
from diagram_anim.model.cast import Cast
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.diagram import Diagram
from diagram_anim.model.document import Block, Document
from diagram_anim.model.layout import Layout
from diagram_anim.model.log import Clock, Log
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Task:
    """One film to make: a block of a Markdown or `.mmd` file, or a scene file. `stem` is where it goes, without an
    ending, relative to the output folder."""

    document: Document
    block: Block | None
    stem: str

    @property
    def name(self) -> str:
        return self.block.name if self.block else self.document.name


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is settled before the first frame."""

    task: Task
    board: Storyboard
    log: Log
    cast: Cast
    layout: Layout
    timeline: Timeline
    clock: Clock


Found = tuple["Plan | None", list[Diagnostic]]


def diagram(task: Task, settings: Settings) -> tuple[Diagram | None, list[Diagnostic]]:
    """What a diagram says; a scene file's is read with its storyboard."""
    if task.block is not None:
        return mermaid.parse(task.block, settings.strict)
    board, problems = storyboard(task, settings)
    return (board.diagram if board else None), problems


def storyboard(task: Task, settings: Settings) -> tuple[Storyboard | None, list[Diagnostic]]:
    """What happens in it."""
    if task.block is None:
        return story.load_scene(
            task.document,
            _elsewhere(task.document),
            settings.lang,
            infer=settings.infer,
            seed=settings.seed,
            settings=settings.set,
        )
    read, problems = mermaid.parse(task.block, settings.strict)
    if read is None:
        return None, problems
    board, mistakes = story.storyboard(
        read, task.block, infer=settings.infer, lang=settings.lang, seed=settings.seed, settings=settings.set
    )
    return board, [*problems, *mistakes]


def plan(task: Task, settings: Settings) -> Found:
    """Everything that comes before the first frame, or None where the words have mistakes."""
    board, problems = storyboard(task, settings)
    if board is None:
        return None, problems
    if not board.steps:
        return None, [*problems, error("nothing-to-tell", f"there is nothing to tell in {task.name}")]
    theme = resources.theme(settings.theme)
    log, unmet = simulate.simulate(board, settings.seed)
    people = cast.resolve(board, log)
    places, squeezed = layout.arrange(people, theme, settings.frame)
    times, clock = timeline.schedule(board, people, log, places, theme)
    return Plan(task, board, log, people, places, times, clock), [*problems, *unmet, *squeezed]


def _elsewhere(document: Document) -> Callable[[str, str | None], tuple[Block | None, list[Diagnostic]]]:
    """How a scene finds a diagram that stands in another file: relative to its own."""

    def read(file: str, selection: str | None) -> tuple[Block | None, list[Diagnostic]]:
        return source.block_at(document.name, file, selection)

    return read
