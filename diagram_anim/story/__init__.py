"""From a diagram and its words to the storyboard: what happens, step by step.

Comes in: a diagram, the block or scene file it stands in. Goes out: a storyboard with everything in it explicit, each
inferred beat with its cause, and every mistake in the author's lines. Refuses to know pictures and film time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.diagram import Directive
from diagram_anim.model.document import Document
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.story.board import place, storyboard
from diagram_anim.story.data import as_data
from diagram_anim.story.grammar import directives
from diagram_anim.story.grammar import lines as grammar
from diagram_anim.story.grammar.names import Names
from diagram_anim.story.overrides import is_about
from diagram_anim.story.system import build_system
from diagram_anim.story.translated import translated

if TYPE_CHECKING:
    from diagram_anim.story.scene.read import ReadBlock
    from diagram_anim.story.scene.system import ReadSystem

__all__ = [
    "as_data",
    "build_system",
    "is_about",
    "load_scene",
    "nameless",
    "place",
    "schema",
    "storyboard",
    "translated",
    "write_scene",
]


def load_scene(
    document: Document,
    read_block: ReadBlock,
    lang: str | None = None,
    *,
    infer: bool = True,
    seed: int | None = None,
    settings: Sequence[str] = (),
    strict: bool = False,
    read_system: ReadSystem | None = None,
    draft: bool = False,
) -> tuple[Storyboard | None, list[Diagnostic]]:
    """The storyboard of a scene file; `read_block` finds diagrams that stand in other files, `read_system` what they
    say of the system."""
    from diagram_anim.story.scene import read, system  # YAML and pydantic are dear, and most runs read no scene

    return read.load_scene(
        document,
        read_block,
        lang,
        infer=infer,
        seed=seed,
        settings=settings,
        strict=strict,
        read_system=read_system or system.nothing,
        draft=draft,
    )


def nameless(lines: Sequence[Directive]) -> list[Diagnostic]:
    """What is wrong with `%% @` lines whose diagram couldn't be read: all that hangs on none of its names."""
    _, problems = directives.read(lines, Names({}))
    return grammar.nameless(problems)


def write_scene(board: Storyboard) -> str:
    """The scene file of a storyboard; its diagram is what its author wrote, or written anew where there is no text."""
    from diagram_anim.story.scene import write

    return write.write_scene(board)


def schema() -> dict[str, Any]:
    """The JSON Schema of scene files."""
    from diagram_anim.story.scene import model

    return model.schema()
