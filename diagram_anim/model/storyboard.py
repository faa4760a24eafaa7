"""The scene description: what happens, step by step, to the things in a diagram.

A storyboard is the same whichever door it came through (plain Mermaid, `%% @` comments, a scene file); `cause` tells
of an inferred beat which rule and word led to it and is no part of what happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from diagram_anim.model.diagram import Diagram
from diagram_anim.model.document import Block
from diagram_anim.model.span import Span
from diagram_anim.model.system import System

Text = Mapping[str, str]
"""A text by language: `{"ko": …, "en": …}`; a plain text stands under the storyboard's own language."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a beat was inferred: the rule's name, the word that matched and the line where it stands."""

    rule: str
    word: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens. `args` hold parsed values in SI units by the names of the verb's grammar.

    `then` marks a beat that waits for the one before it; the others of a step start together.
    """

    verb: str
    targets: tuple[str, ...] = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    then: bool = False
    span: Span | None = field(default=None, compare=False)
    cause: Cause | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One click on a slide, one caption, one chapter mark. `seconds` is `for:`, the film's own length of it."""

    say: Text
    beats: tuple[Beat, ...]
    seconds: float | None = None
    loop: bool = False
    span: Span | None = field(default=None, compare=False)
    figures: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """Where each `{figure}` of its words stands, as it is written."""


@dataclass(frozen=True, slots=True)
class Storyboard:
    """`name` is the diagram's (`lecture.md#5`); `caption` the words that open the film; `pace` stretches every step."""

    name: str
    title: Text
    caption: Text
    lang: str
    diagram: Diagram
    system: System
    steps: tuple[Step, ...]
    subtitle: Text = field(default_factory=dict)
    seed: int = 7
    pace: float = 1.0
    inferred: bool = True
    charts: bool | None = None
    """Whether small charts of the figures stand below; without a word they do where the story is about numbers."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: what words of the diagram, or the name of a run, are called in it."""
    compare: Mapping[str, System] = field(default_factory=dict)
    """Other systems that the same load is sent to, by the name of the run."""
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What isn't there in a run, by its name."""
    block: Block | None = field(default=None, compare=False)
    """The diagram's text as its author wrote it."""
    apart: Storyboard | None = field(default=None, compare=False)
    """What the author told, where runs that lack something stand beside each other in one picture."""

    def text(self, of: Text) -> str:
        """The text in the storyboard's language, else in any."""
        return of.get(self.lang) or next(iter(of.values()), "")
