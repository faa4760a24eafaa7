"""From a storyboard to its timeline: everything that comes before the first frame. Manim isn't known here.

Reads as a table of contents; each stage gives its result and what was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagram_anim import cast, layout, resources, story, timeline
from diagram_anim.batch.pictures import pictures
from diagram_anim.batch.rehearsal import Rehearsal, rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.cast import Cast
from diagram_anim.model.diagnostic import Diagnostic
from diagram_anim.model.layout import Layout
from diagram_anim.model.log import Clock, Log
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.model.timeline import Timeline
from diagram_anim.simulate import Other


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
    others: tuple[Other, ...] = ()
    """The runs that it is compared with."""


Found = tuple["Plan | None", list[Diagnostic]]


def plan(task: Task, settings: Settings) -> Found:
    """Everything that comes before the first frame, or None where the words have mistakes."""
    rehearsal, problems = rehearse(task, settings)
    if rehearsal is None:
        return None, problems
    planned, more = staged(rehearsal, settings)
    return planned, [*problems, *more]


def staged(rehearsal: Rehearsal, settings: Settings) -> tuple[Plan, list[Diagnostic]]:
    """What is left to be settled once it is known what happens: who is on stage, where, and when."""
    task, board, log = rehearsal.task, story.translated(rehearsal.board), rehearsal.log
    theme = resources.theme(settings.theme)
    shown, lacking = pictures(task, board.diagram)
    named = board.words.get(board.lang, {})
    others = {named.get(other.name, other.name): other.log for other in rehearsal.others}
    people = cast.resolve(board, log, others, shown)
    places, squeezed = layout.arrange(people, theme, settings.frame)
    times, clock = timeline.schedule(board, people, log, places, theme)
    squeezed = [replace(one, span=one.span or task.head) for one in squeezed]
    return Plan(task, board, log, people, places, times, clock, rehearsal.others), [*lacking, *squeezed]


def spoken(plan: Plan, settings: Settings, seconds: Sequence[float]) -> Plan:
    """The same run told more slowly where what is said with a step takes longer: of the film's clock only."""
    theme = resources.theme(settings.theme)
    times, clock = timeline.schedule(plan.board, plan.cast, plan.log, plan.layout, theme, seconds)
    return replace(plan, timeline=times, clock=clock)
