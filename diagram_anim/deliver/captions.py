"""Captions beside a film, WebVTT and SubRip, and its transcript in Markdown.

A cue has at most two lines; a longer caption becomes several cues, as even as can be, that share its time by their
length: none is over before it is read. The film's steps
last as long as their captions take to read, so that the reading speed holds for the cues too.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from diagram_anim.encode.format import whole
from diagram_anim.encode.joining import Cue

COLUMNS = 42
"""The width of a line, in Latin letters; a Korean or Japanese one takes two."""

LINES = 2

VTT, SRT = ".vtt", ".srt"
TRANSCRIPT = ".transcript.md"
"""`.md` alone may be the lecture itself."""

KINDS = (VTT, SRT, TRANSCRIPT)

_MARKUP = re.compile(r"([\\`*_\[\]<>#|&])")


def cues(chapters: Sequence[Cue]) -> list[Cue]:
    """(from, to, words) with the words in lines; what says nothing has no cue."""
    found = []
    for start, end, words in chapters:
        lines = _lines(words)
        shown = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
        total = sum(map(len, shown))
        at = start
        for text in shown:
            until = at + (end - start) * len(text) / total
            found.append((at, until, text))
            at = until
    return found


def vtt(cues: Sequence[Cue], lang: str) -> str:
    """As WebVTT; nothing in the words is markup."""
    blocks = [f"WEBVTT\nLanguage: {lang}"]
    for number, (start, end, words) in enumerate(cues, 1):
        safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        blocks.append(f"{number}\n{_clock(start, '.')} --> {_clock(end, '.')}\n{safe}")
    return "\n\n".join(blocks) + "\n"


def srt(cues: Sequence[Cue]) -> str:
    """As SubRip. It knows no escape: an angle bracket becomes its typographic sister, so that it opens no tag."""
    safe = str.maketrans("<>", "‹›")
    return "\n".join(
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{words.translate(safe)}\n"
        for number, (start, end, words) in enumerate(cues, 1)
    )


def transcript(title: str, chapters: Sequence[Cue], asides: Iterable[str] = ()) -> str:
    """The captions with their times, then the asides, as Markdown in which the words are only words."""
    rows = [f"- **{int(start // 60)}:{int(start % 60):02d}** {plain(words)}" for start, _, words in chapters if words]
    more = [f"- {plain(words)}" for words in asides]
    return "\n".join([f"# {plain(title)}", "", *rows, *(["", "---", "", *more] if more else [])]) + "\n"


def plain(words: str) -> str:
    """Words for Markdown, on one line, with everything that would be markup escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def write(
    film: Path,
    title: str,
    chapters: Sequence[Cue],
    lang: str,
    asides: Iterable[str] = (),
    kinds: Collection[str] = KINDS,
) -> None:
    """The files beside the film, of those `kinds`; each appears whole. OSError where one can't be written."""
    shown = cues(chapters)
    texts = {VTT: vtt(shown, lang), SRT: srt(shown), TRANSCRIPT: transcript(title, chapters, asides)}
    for kind, text in texts.items():
        if kind in kinds:
            with whole(film.with_suffix(kind)) as aside:
                aside.write_text(text, encoding="utf-8")


def _lines(words: str) -> list[str]:
    """One line of at most `COLUMNS`, or several, as even as can be, as many as fill whole cues or fewer. A wide letter
    stands as two while they are counted."""
    doubled = "".join(
        char + "\0" if unicodedata.east_asian_width(char) in "WF" else char for char in " ".join(words.split())
    )
    whole = _wrapped(doubled, COLUMNS)
    if len(whole) == 1:
        return [words.replace("\0", "") for words in whole]
    most = -(-len(whole) // LINES) * LINES
    tries = (_wrapped(doubled, columns) for columns in range(COLUMNS // 2, COLUMNS + 1))
    return [line.replace("\0", "") for line in next(lines for lines in tries if len(lines) <= most)]


def _wrapped(words: str, columns: int) -> list[str]:
    return textwrap.wrap(words, columns, break_on_hyphens=False)


def _clock(seconds: float, point: str) -> str:
    total = round(seconds * 1000)
    return f"{total // 3600000:02d}:{total // 60000 % 60:02d}:{total // 1000 % 60:02d}{point}{total % 1000:03d}"
