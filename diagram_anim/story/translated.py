"""A storyboard in another of its languages: the words of its diagram and of its runs, where the author gave them.

Comes in: a storyboard with `words`. Goes out: the same in its language; ids, links and all that happens stay as they
are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from diagram_anim.model.diagram import Label
from diagram_anim.model.storyboard import Storyboard


def translated(board: Storyboard) -> Storyboard:
    """The storyboard as it is shown in its language."""
    words = board.words.get(board.lang)
    if not words:
        return board
    steps = tuple(
        dataclasses.replace(
            step,
            beats=tuple(
                dataclasses.replace(beat, args={**beat.args, "text": words[beat.args["text"]]})
                if beat.args.get("text") in words
                else beat
                for beat in step.beats
            ),
        )
        for step in board.steps
    )
    return dataclasses.replace(board, diagram=_in(board.diagram, words), steps=steps)


def labels(diagram: Any) -> Iterator[Label]:
    """All words of a diagram."""
    if isinstance(diagram, Label):
        yield diagram
    elif isinstance(diagram, tuple):
        for one in diagram:
            yield from labels(one)
    elif dataclasses.is_dataclass(diagram):
        for field in dataclasses.fields(diagram):
            yield from labels(getattr(diagram, field.name))


def _in(thing: Any, words: Mapping[str, str]) -> Any:
    """A diagram, or anything in it, with its labels in other words."""
    from diagram_anim.mermaid.labels import label  # only a scene in two languages needs the readers

    if isinstance(thing, Label):
        known = words.get(thing.plain)
        return thing if known is None else label(known, thing.span)
    if isinstance(thing, tuple):
        new = tuple(_in(one, words) for one in thing)
        return new if any(one is not other for one, other in zip(new, thing, strict=True)) else thing
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        fields = {field.name: getattr(thing, field.name) for field in dataclasses.fields(thing) if field.init}
        changed = {name: new for name, value in fields.items() if (new := _in(value, words)) is not value}
        return dataclasses.replace(thing, **changed) if changed else thing
    return thing
