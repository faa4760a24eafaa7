"""What is changed for a run, shared out to its diagrams: each takes what is about a part of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagram_anim import story
from diagram_anim.batch.read import diagram
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task


def shared_out(tasks: Sequence[Task], settings: Settings) -> Mapping[Task, Settings]:
    """The settings of each task. A change that is about no part of any stays with all, who will say so."""
    if not settings.set or len(tasks) < 2:
        return dict.fromkeys(tasks, settings)
    plain = replace(settings, set=())
    found = {task: diagram(task, plain)[0] for task in tasks}
    about = {
        task: {text for text in settings.set if drawn is not None and story.is_about(text, drawn)}
        for task, drawn in found.items()
    }
    taken = set().union(*about.values())
    return {
        task: replace(settings, set=tuple(text for text in settings.set if text in mine or text not in taken))
        for task, mine in about.items()
    }
