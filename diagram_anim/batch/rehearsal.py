"""From a storyboard to what really happens in it: as far as can be told without laying anything out."""

from __future__ import annotations

from dataclasses import dataclass

from diagram_anim import simulate
from diagram_anim.batch.foreseen import foreseen
from diagram_anim.batch.letters import lacking
from diagram_anim.batch.read import storyboard
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.model.log import Log
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.story import place


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is told, and what comes of it; `others` are the runs that it is compared with."""

    task: Task
    board: Storyboard
    log: Log
    others: tuple[simulate.Other, ...] = ()


def rehearse(task: Task, settings: Settings) -> tuple[Rehearsal | None, list[Diagnostic]]:
    """The storyboard and its log, or None where the words have mistakes or tell nothing."""
    board, problems = storyboard(task, settings)
    problems = [*problems, *lacking(task)]
    if board is None:
        return None, sorted([*problems, *foreseen(task, settings, problems)], key=place)
    if not board.steps:
        hint = "draw a node or a message"
        return None, [
            *problems,
            error("nothing-to-tell", f"there is nothing to tell in {task.name}", task.head, hint=hint),
        ]
    log, others, unmet = simulate.runs(board, settings.seed)
    told, wrong = simulate.spoken_out(simulate.settled(board, log), log, others)
    if any(problem.is_error for problem in unmet):
        wrong = [problem for problem in wrong if problem.is_error]
    if any(problem.is_error for problem in (*unmet, *wrong)):
        return None, sorted([*problems, *unmet, *wrong], key=place)
    return Rehearsal(task, told, log, others), [*problems, *unmet, *wrong]
