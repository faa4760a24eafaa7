"""From a user's file to its storyboard: what `check` and `describe` need, and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from diagram_anim import mermaid, source, story
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.diagram import Diagram
from diagram_anim.model.document import Block, Document
from diagram_anim.model.span import Span
from diagram_anim.model.storyboard import Storyboard

if TYPE_CHECKING:
    from diagram_anim.story.scene.system import ReadSystem


def diagram(task: Task, settings: Settings) -> tuple[Diagram | None, list[Diagnostic]]:
    """What a diagram says; a scene file's is read with its storyboard."""
    if task.block is not None:
        return mermaid.parse(task.block, settings.strict)
    board, problems = storyboard(task, settings)
    return (board.diagram if board else None), problems


def storyboard(task: Task, settings: Settings, *, draft: bool = False) -> tuple[Storyboard | None, list[Diagnostic]]:
    """What happens in it; as a `draft` what is right of it where something is wrong."""
    if task.block is None:
        return story.load_scene(
            task.document,
            _elsewhere(task.document),
            settings.lang,
            infer=settings.infer,
            seed=settings.seed,
            settings=settings.set,
            strict=settings.strict,
            read_system=_manifests(task.document),
            draft=draft,
        )
    read, problems = mermaid.parse(task.block, settings.strict)
    if read is None:
        return None, sorted([*problems, *story.nameless(mermaid.directives(task.block))], key=story.place)
    board, mistakes = story.storyboard(
        read,
        task.block,
        infer=settings.infer,
        lang=settings.lang,
        seed=settings.seed,
        settings=settings.set,
        draft=draft,
    )
    return board, [*problems, *mistakes]


def _elsewhere(document: Document) -> Callable[[str, str | None], tuple[Block | None, list[Diagnostic]]]:
    """How a scene finds a diagram that stands in another file: relative to its own."""

    def read(file: str, selection: str | None) -> tuple[Block | None, list[Diagnostic]]:
        return source.block_at(document.name, file, selection)

    return read


def _manifests(document: Document) -> ReadSystem:
    """How a scene finds the Kubernetes manifests that say how its parts behave: relative to its own file."""

    def read(
        pattern: str, labels: Mapping[str, str], where: Span
    ) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
        from diagram_anim import manifest

        documents, problems = source.matching(document.name, pattern, where)
        if any(problem.is_error for problem in problems):
            return {}, problems
        found, wrong = manifest.settings(documents, labels, where)
        return found, [*problems, *wrong]

    return read
