"""What a deck or a page shows: acts, one a diagram, each in steps. It is all that they know of a film."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """`start`, `end` and `loop`, from which on it can be shown again and again, are seconds of the film; `clip` is the
    step alone, up to its loop, which ends as what follows begins; `again` is the loop."""

    start: float
    end: float
    caption: str
    loop: float | None = None
    clip: Path | None = None
    again: Path | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Where a film shows words, in shares of its frame: a deck sets its own over them. `size` is the letters', a share
    of the frame's height."""

    left: float
    top: float
    width: float
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Act:
    """One diagram's film with its poster. `subtitle` is a line that holds for all of it, `heading` what the diagram
    stands under in the lecture and `section` what that stands under, `prose` what is said around it, `before` and
    `after` the same by paragraphs where it is in the film's language, `name` what it is called by: `lecture.md#5`;
    `head` and `foot` are where the film shows its title, if it has one, and its captions."""

    title: str
    film: Path
    poster: Path
    steps: tuple[Step, ...]
    subtitle: str = ""
    heading: str = ""
    prose: str = ""
    lang: str = "en"
    name: str = ""
    head: Band | None = None
    foot: Band | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    section: str = ""
