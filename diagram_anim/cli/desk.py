"""Where a command's work comes in and its problems go out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from diagram_anim import source
from diagram_anim.batch import faults
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.batch.tasks import gather, target
from diagram_anim.model.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from diagram_anim.batch.plan import Plan
    from diagram_anim.batch.rehearsal import Rehearsal
    from diagram_anim.model.diagram import Diagram
    from diagram_anim.model.storyboard import Storyboard

Given = TypeVar("Given")
Result = TypeVar("Result")

Stage = Callable[[Given, Settings], tuple[Result, list[Diagnostic]]]


class Desk:
    """The tasks of a run, the exit code so far, and the problems told: who heard them, and in which words they were
    `said`. What is printed is printed `aside` from a bar that may be there. Of a run that several machines share the
    tasks are every fifth, from the second on, for the `shard` (2, 5); the whole run's are `all`."""

    def __init__(
        self, inputs: Sequence[str], only: Sequence[str] = (), quiet: bool = False, shard: tuple[int, int] = (1, 1)
    ) -> None:
        reading = gather(inputs, only)
        self.all = reading.tasks
        self.tasks = reading.tasks[shard[0] - 1 :: shard[1]]
        self.quiet = quiet
        self.code = 0
        self.heard: dict[Task, list[Diagnostic]] = {}
        self.said: list[str] = []
        self.aside: Callable[[], AbstractContextManager[None]] = nullcontext
        self._documents = reading.documents
        self._shared: Mapping[Task, Settings] | None = None
        self._told: set[Diagnostic] = set()
        self.tell(reading.problems)

    def tell(self, problems: Iterable[Diagnostic], task: Task | None = None) -> None:
        """Each problem once, on stderr, as one of a task where it is; warnings are left out where it is to be quiet."""
        problems = list(problems)
        if task is not None:
            self.heard.setdefault(task, []).extend(problems)
        color = sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        for problem in problems:
            if problem.is_error:
                self.code = max(self.code, 3 if problem.code == faults.LACKING else 1)
            if problem in self._told or (self.quiet and problem.severity is not Severity.ERROR):
                continue
            self._told.add(problem)
            source.take_in(problem, self._documents)
            with self.aside():
                click.echo(source.render_diagnostic(problem, self._documents, color) + "\n", err=True)
            self.said.append(source.render_diagnostic(problem, self._documents))

    def diagram(self, task: Task, settings: Settings) -> Diagram | None:
        from diagram_anim.batch.read import diagram

        return self._heard(task, diagram, task, settings)

    def storyboard(self, task: Task, settings: Settings) -> Storyboard | None:
        from diagram_anim.batch.read import storyboard

        return self._heard(task, storyboard, task, settings)

    def rehearsal(self, task: Task, settings: Settings) -> Rehearsal | None:
        from diagram_anim.batch.rehearsal import rehearse

        return self._heard(task, rehearse, task, settings)

    def plans(self, settings: Settings, tasks: Iterable[Task] | None = None) -> Iterator[Plan]:
        """Of all tasks, or of those given, as far as there can be one, each made when it is asked for. What is wrong
        with the words of any is told before the first."""
        from diagram_anim.batch.cache import open_cache
        from diagram_anim.batch.kept import Plans

        kept, wanted = Plans(open_cache()), [*(self.tasks if tasks is None else tasks)]
        for task, begun in [(task, self._heard(task, kept.begin, task, settings)) for task in wanted]:
            planned = self._heard(task, kept.end, begun, settings) if begun else None
            if planned is not None:
                yield planned

    def known(self, settings: Settings, tasks: Iterable[Task] | None = None) -> bool:
        """Whether all tasks, or those given, were planned before. Then most likely they were drawn, too, and nobody who
        draws need be there before something is lacking; else he comes while they are planned."""
        from diagram_anim.batch.cache import open_cache
        from diagram_anim.batch.kept import Plans

        kept = Plans(open_cache())
        return all(kept.has(task, self._own(task, settings)) for task in (self.tasks if tasks is None else tasks))

    def plan(self, task: Task, settings: Settings) -> Plan | None:
        return next(self.plans(settings, [task]), None)

    def target(self, output: Path, task: Task, suffix: str, detail: str = "", endings: Sequence[str] = ()) -> Path:
        """Where a file of a task goes: into the folder `output`, or to `output` itself where it names such a file.
        `endings` are those of other files that the command could write."""
        try:
            return target(output, task, len(self.all), suffix, detail, endings)
        except ValueError as problem:
            raise click.BadParameter(f"{problem}.", param_hint="-o") from None

    def _own(self, task: Task, settings: Settings) -> Settings:
        """The settings of one of several diagrams."""
        if not settings.set:
            return settings
        if self._shared is None:
            from diagram_anim.batch.whatif import shared_out

            self._shared = shared_out(self.all, settings)
        return self._shared[task]

    def _heard(self, task: Task, stage: Stage[Given, Result], given: Given, settings: Settings) -> Result | None:
        """What a stage gives, its problems told; a fault of ours is one of them, and keeps no other diagram."""
        try:
            result, problems = stage(given, self._own(task, settings))
        except Exception as problem:
            self.tell([faults.told(task.name, problem)], task)
            return None
        self.tell(problems, task)
        return result
