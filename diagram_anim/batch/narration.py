"""What is said with each step of a film: recordings named like the clips of the steps, else a program's speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from diagram_anim.batch.cache import Cache
from diagram_anim.batch.plan import Plan
from diagram_anim.batch.speaking import Command, speak
from diagram_anim.encode import sound
from diagram_anim.encode.sound import Sound
from diagram_anim.model.diagnostic import Diagnostic, error, warning

MOST = 120.0
"""Seconds that may be said with one step: nobody looks at one picture for longer."""

BEFORE, AFTER = 0.2, 0.4
"""Seconds of silence around what is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be said with a step: the recording's `name` in the folder, the `caption`, and how many `seconds` the
    step takes anyway."""

    name: str
    caption: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Voices:
    """What is heard of each step, in order; None where nothing is."""

    steps: tuple[Sound | None, ...] = ()

    @property
    def seconds(self) -> list[float]:
        """How long each step must take."""
        return [0.0 if one is None else BEFORE + sound.seconds(one) + AFTER for one in self.steps]

    def heard(self, starts: Sequence[float]) -> Iterator[tuple[float, Sound]]:
        """Each with the second at which it begins, by those of the steps."""
        for start, one in zip(starts, self.steps, strict=False):
            if one is not None:
                yield start + BEFORE, one


def script(plan: Plan) -> list[Line]:
    """What is to be said with each step of a film; a recording lies where `--steps` would write the step's clip."""
    scenes = plan.timeline.scenes
    return [
        Line(f"{plan.task.stem}/{number:02d}.wav", scene.caption, round(scene.end - scene.start, 3))
        for number, scene in enumerate(scenes, 1)
    ]


def voices(
    plan: Plan, folder: Path | None, program: Command, cache: Cache, workshop: Path
) -> tuple[Voices, list[Diagnostic]]:
    """What is heard with the steps of a film, at one loudness: the folder's recordings, and where there is none, the
    program's speech. Nothing is heard of a step whose recording is damaged or too long: an error tells."""
    found: list[Sound | None] = []
    problems: list[Diagnostic] = []
    silent = []
    program = tuple(word.replace("{lang}", plan.board.lang) for word in program)
    for line in script(plan):
        path = folder / line.name if folder else None
        if path is not None and not path.exists():
            path = None
            silent += [] if program else [line.name]
        if path is None and program and line.caption:
            made = speak(program, line.caption, cache, workshop)
            if isinstance(made, Diagnostic):
                return Voices(), [*problems, made]
            path, name = made, f"what {program[0]} says for {line.name}"
        else:
            name = str(path)
        one = _read(path, name, line) if path else None
        problems += [one] if isinstance(one, Diagnostic) else []
        found.append(None if isinstance(one, Diagnostic) else one)
        if found[-1] is not None and not sound.audible(found[-1]):
            problems.append(warning("silent-narration", f"{name} can't be heard", hint="it is nothing but silence"))
    if silent:
        steps = "1 step" if len(silent) == 1 else f"{len(silent)} steps"
        hint = f"there is no {', '.join(silent)}"
        problems.append(warning("no-narration", f"nothing is said with {steps} of {plan.task.name}", hint=hint))
    return Voices(tuple(found)), problems


def unknown(folder: Path, plans: Sequence[Plan]) -> list[Diagnostic]:
    """A warning for each file of the folder that is no step's."""
    names = [line.name for plan in plans for line in script(plan)]
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [_stray(folder, file, names) for file in files if file not in names and not Path(file).name.startswith(".")]


def _stray(folder: Path, file: str, names: Sequence[str]) -> Diagnostic:
    near = get_close_matches(file, names, 1, 0.6)
    if near and Path(near[0]).stem == Path(file).stem:
        hint = f"convert it to {near[0]}: `ffmpeg -i {Path(file).name} {Path(near[0]).name}`"
    else:
        hint = f"did you mean {near[0]}?" if near else "`--script` lists the names"
    return warning("unknown-narration", f"{folder}/{file} belongs to no step", hint=hint)


def _read(path: Path, name: str, line: Line) -> Sound | Diagnostic:
    try:
        found = sound.read(path)
    except ValueError as problem:
        return error("bad-narration", f"{name}: {problem}", hint="record it as WAV")
    except OSError as problem:
        return error("bad-narration", f"{name} can't be read: {problem.strerror or problem}")
    if sound.seconds(found) > MOST:
        said = f"{name} lasts {sound.seconds(found):.0f} s: a step is no longer than {MOST:.0f} s"
        return error("narration-too-long", said, hint=f"make several steps of “{line.caption}”, or say less")
    return sound.leveled(found)
