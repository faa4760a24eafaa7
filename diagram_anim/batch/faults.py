"""What went wrong beside a diagram's words, as problems: a full disk, a missing library, a fault of ours."""

from __future__ import annotations

import traceback
from pathlib import Path

from diagram_anim.encode.format import FULL
from diagram_anim.model.diagnostic import Diagnostic, error
from diagram_anim.resources import DamagedError

LACKING = "machine-lacks"
"""The code of what only a better equipped machine can mend."""


def told(name: str, problem: Exception) -> Diagnostic:
    """What kept the diagram `name` from being told or drawn, beside its own words."""
    if isinstance(problem, ImportError | DamagedError):
        return error(LACKING, str(problem), hint="`diagram-anim doctor` tells the command that mends it")
    where = traceback.extract_tb(problem.__traceback__)[-1]
    said = f"{name} can't be rendered: {type(problem).__name__}: {problem} ({Path(where.filename).name}:{where.lineno})"
    return error("fault", said, hint="this is a fault of diagram-anim: please report it, with the diagram")


def unwritable(what: str, chosen: str, problem: OSError) -> Diagnostic:
    """For a place that can't be written, or is full; it is `chosen` by an option or a variable."""
    said = f"{what} can't be written: {problem.strerror or problem}"
    choose = f"choose another folder: {chosen}"
    return error("cannot-write", said, hint=f"free some room, or {choose}" if problem.errno in FULL else choose)


def lost(name: str) -> Diagnostic:
    """For a worker that is gone with what it was drawing: ended by hand, or for want of memory."""
    return error("worker-lost", f"the process that rendered {name} was ended", hint="try fewer --jobs")
