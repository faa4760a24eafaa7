"""A storyboard as plain data, for `inspect storyboard`: JSON's own types, SI units, the grammar's names."""

from __future__ import annotations

from typing import Any

from diagram_anim.model.storyboard import Beat, Step, Storyboard
from diagram_anim.model.system import Role, System


def as_data(board: Storyboard) -> dict[str, Any]:
    """One line of `inspect storyboard`."""
    file, _, block = board.name.rpartition("#")
    return {
        "diagram": board.name,
        "file": file or board.name,
        "block": int(block) if file and block.isdigit() else 1,
        "kind": board.diagram.kind,
        "title": board.text(board.title),
        "caption": board.text(board.caption),
        "lang": board.lang,
        "seed": board.seed,
        "roles": {id: part.role.value for id, part in board.system.parts.items() if part.role is not Role.THING},
        "settings": _settings(board.system),
        **({"compare": {name: _settings(system) for name, system in board.compare.items()}} if board.compare else {}),
        "steps": [_step(board, step) for step in board.steps],
    }


def _settings(system: System) -> dict[str, Any]:
    return {id: dict(part.settings) for id, part in system.parts.items() if part.settings}


def _step(board: Storyboard, step: Step) -> dict[str, Any]:
    return {
        "say": board.text(step.say),
        "for": step.seconds,
        "loop": step.loop,
        "beats": [_beat(beat) for beat in step.beats],
    }


def _beat(beat: Beat) -> dict[str, Any]:
    cause = beat.cause
    return {
        "verb": beat.verb,
        "targets": list(beat.targets),
        "args": {key: list(value) if isinstance(value, tuple) else value for key, value in beat.args.items()},
        "then": beat.then,
        "cause": {"rule": cause.rule, "word": cause.word, "line": cause.line} if cause else None,
    }
