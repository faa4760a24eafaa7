"""Plans that were made before: as long as neither its sources nor the house have changed, nothing of a film is read,
simulated or laid out again."""

from __future__ import annotations

import io
import pickle
from contextlib import suppress
from dataclasses import is_dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any

from diagram_anim.batch import sources
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.plan import Plan, staged
from diagram_anim.batch.rehearsal import Rehearsal, rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import Diagnostic

SUFFIX = ".plan"

HOUSE = "diagram_anim."


class Plans:
    """Those of a run, each begun with what can be told of its words, and ended when it is asked for."""

    def __init__(self, kept: Cache) -> None:
        self._kept = kept
        self._told: dict[Task, list[Diagnostic]] = {}

    def has(self, task: Task, settings: Settings) -> bool:
        """Whether it was planned before."""
        key = _key(task, settings)
        return key is not None and self._kept.holds_any(key, SUFFIX)

    def begin(self, task: Task, settings: Settings) -> tuple[Plan | Rehearsal | None, list[Diagnostic]]:
        """The plan where it is kept, with all that was wrong; else what happens in it."""
        key = _key(task, settings)
        data = self._kept.get(key, SUFFIX) if key else None
        if data is not None:
            with suppress(Exception):  # what isn't ours fails in any way; then it is made anew
                planned, problems = _Reader(io.BytesIO(data)).load()
                return replace(planned, task=task), problems  # other diagrams of its file may have changed
        rehearsal, self._told[task] = rehearse(task, settings)
        return rehearsal, self._told[task]

    def end(self, begun: Plan | Rehearsal, settings: Settings) -> tuple[Plan, list[Diagnostic]]:
        """The plan, and what else is wrong."""
        if isinstance(begun, Plan):
            return begun, []
        planned, problems = staged(begun, settings)
        if key := _key(begun.task, settings):
            held = io.BytesIO()
            _Writer(held, pickle.HIGHEST_PROTOCOL).dump((planned, [*self._told[begun.task], *problems]))
            self._kept.put(key, SUFFIX, held.getvalue())
        return planned, problems


def _key(task: Task, settings: Settings) -> str | None:
    """A plan knows the lines of its file."""
    return sources.key(task, settings, SUFFIX, task.block.line if task.block else None)


class _Writer(pickle.Pickler):
    def reducer_override(self, thing: Any) -> Any:
        return (dict, (dict(thing),)) if isinstance(thing, MappingProxyType) else NotImplemented


class _Reader(pickle.Unpickler):
    """Makes nothing but the house's own data, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "dict"):
            return dict
        found = super().find_class(module, name) if module.startswith(HOUSE) else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data of a plan")
