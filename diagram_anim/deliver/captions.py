"""Captions beside a film, WebVTT and SubRip, and its transcript in Markdown.

A cue has at most two lines; a longer caption becomes several cues, cut where one would take breath, that share its time
by their length: none is over before it is read. The film's steps last as long as their captions take to read, so that
the reading speed holds for the cues too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from diagram_anim.deliver import cueing
from diagram_anim.encode.format import whole
from diagram_anim.encode.joining import Cue

VTT, SRT = ".vtt", ".srt"
TRANSCRIPT = ".transcript.md"
"""`.md` alone may be the lecture itself."""

KINDS = (VTT, SRT, TRANSCRIPT)

_MARKUP = re.compile(r"([\\`*_\[\]<>#|&])")


def cues(chapters: Sequence[Cue]) -> list[Cue]:
    """(from, to, words) with the words in lines; what says nothing has no cue."""
    found = []
    for start, end, words in chapters:
        shown = cueing.cut(words)
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


def _clock(seconds: float, point: str) -> str:
    total = round(seconds * 1000)
    return f"{total // 3600000:02d}:{total // 60000 % 60:02d}:{total // 1000 % 60:02d}{point}{total % 1000:03d}"
