"""A program of the user's that turns words into speech, and the file that names it.

`diagram-anim.toml` lies beside the lecture: `tts = "espeak-ng -v ko -w {out} {text}"`. The program is started as it is,
without a shell, so that no word of a caption is a command; what it has said is kept by its command and the words. Where
`{lang}` stands in it, it is given the language of the captions.
"""

from __future__ import annotations

import hashlib
import shlex
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from diagram_anim.batch.cache import Cache
from diagram_anim.batch.interrupts import not_inherited
from diagram_anim.encode import sound
from diagram_anim.model.diagnostic import Diagnostic, error

FILE = "diagram-anim.toml"

PATIENCE = 120
"""Seconds that a program may take for one caption."""

Command = tuple[str, ...]


def command(folder: Path) -> tuple[Command, list[Diagnostic]]:
    """The program and its arguments that the folder's file names; none where there is no file."""
    path = folder / FILE
    if not path.is_file():
        return (), []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        words = tuple(shlex.split(_line(table.pop("tts", ""))))
    except (OSError, ValueError) as problem:
        return (), [error("bad-config", f"{path}: {problem}", hint='tts = "espeak-ng -v {lang} -w {out} {text}"')]
    if table:
        unknown = ", ".join(sorted(table))
        return (), [error("bad-config", f"{path}: there is no setting {unknown}", hint="the only one is `tts`")]
    lacking = [place for place in ("{out}", "{text}") if words and not any(place in word for word in words)]
    if lacking:
        said = f"{path}: `tts` says nowhere {' nor '.join(lacking)}"
        hint = "{out} is the WAV that the program writes, {text} what it says: espeak-ng -v {lang} -w {out} {text}"
        return (), [error("bad-config", said, hint=hint)]
    return words, []


def _line(tts: object) -> str:
    if not isinstance(tts, str):
        raise ValueError("`tts` is a line in quotes, as it would be typed")
    return tts


def speak(program: Command, text: str, cache: Cache, workshop: Path) -> Path | Diagnostic:
    """The words as a WAV, made or kept from before; or what kept it from being made. Only what can be heard is kept: a
    program that comes to its voice later is asked again."""
    digest = hashlib.sha256("\0".join((*program, text)).encode()).hexdigest()
    made = workshop / f"{digest}.wav"
    if kept := cache.lend(digest, ".wav", made):
        return kept
    # What begins with a dash would be an option of the program's.
    words = f" {text}" if text.startswith("-") else text
    problem = _ran([part.replace("{out}", str(made)).replace("{text}", words) for part in program])
    if problem is None and not (made.is_file() and made.stat().st_size):
        problem = error("no-speech", f"{program[0]} wrote nothing", hint="it must write the file that {out} names")
    if problem is not None:
        return problem
    try:
        heard = sound.audible(sound.read(made))
    except ValueError as wrong:
        return error("no-speech", f"{program[0]} wrote no recording: {wrong}", hint=f"look at `tts` in {FILE}")
    return cache.keep(digest, ".wav", made) if heard else made


def _ran(words: Sequence[str]) -> Diagnostic | None:
    name = words[0]
    try:
        with not_inherited():
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False, text=True
            )
    except FileNotFoundError:
        return error("no-speech", f"there is no program {name}", hint=f"install it, or mend `tts` in {FILE}")
    except subprocess.TimeoutExpired:
        return error("no-speech", f"{name} didn't end within {PATIENCE} s", hint=f"look at `tts` in {FILE}")
    except OSError as problem:
        return error("no-speech", f"{name} can't be run: {problem.strerror}", hint=f"look at `tts` in {FILE}")
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        said = f"{name} failed ({done.returncode})" + (f": {told[-1]}" if told else "")
        return error("no-speech", said, hint=f"look at `tts` in {FILE}")
    return None
