"""Pieces of one film put end to end without encoding them again: same parameters, each begins with a key frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from diagram_anim.encode.format import whole

Chapter = tuple[float, float, str]
"""From, to (seconds) and its words."""


def join(
    pieces: Sequence[Path], target: Path, *, metadata: Mapping[str, str] | None = None, chapters: Sequence[Chapter] = ()
) -> None:
    """The pieces as one file, with metadata and chapters; it appears whole."""
    with whole(target) as aside, av.open(str(aside), "w", options={"movflags": "+faststart"}) as out:
        for key, value in (metadata or {}).items():
            out.metadata[key] = value
        stream: Any = None
        offset = Fraction(0)
        for piece in pieces:
            with av.open(str(piece)) as source:
                its: Any = source.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(its)
                    stream.time_base = its.time_base
                    if chapters:
                        out.set_chapters([_chapter(number, one) for number, one in enumerate(chapters, 1)])
                length = Fraction(its.frames) / its.average_rate
                packet: Any
                for packet in source.demux(its):
                    if packet.dts is None:
                        continue
                    shift = round(offset / packet.time_base)
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = stream
                    out.mux(packet)
                offset += length


def _chapter(number: int, chapter: Chapter) -> Any:
    start, end, words = chapter
    return {
        "id": number,
        "start": round(start * 1000),
        "end": round(end * 1000),
        "time_base": Fraction(1, 1000),
        "metadata": {"title": words},
    }
