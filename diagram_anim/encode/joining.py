"""Pieces of one film put end to end without encoding them again: same parameters, each begins with a key frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from diagram_anim.encode.format import whole
from diagram_anim.encode.mp4 import FAST

Chapter = tuple[float, float, str]
"""From, to (seconds) and its words."""


def join(
    pieces: Sequence[Path], target: Path, *, metadata: Mapping[str, str] | None = None, chapters: Sequence[Chapter] = ()
) -> None:
    """The pieces as one file, with metadata and chapters; it appears whole.

    OSError where it can't be written; ValueError for no pieces, or ones that weren't encoded alike: players would show
    the others as rubbish.
    """
    if not pieces:
        raise ValueError("a film needs at least one piece")
    late = max(_delay(piece) for piece in pieces)
    with whole(target) as aside, av.open(str(aside), "w", format="mp4", options=FAST) as out:
        out.metadata.update(metadata or {})
        if chapters:
            out.set_chapters([_chapter(number, one) for number, one in enumerate(chapters, 1)])
        stream: Any = None
        parameters: object = None
        shown = decoded = 0
        for piece in pieces:
            with av.open(str(piece)) as source:
                its = source.streams.video[0]
                if stream is None:
                    stream, parameters = out.add_stream_from_template(its), _parameters(its)
                    stream.time_base = its.time_base
                elif _parameters(its) != parameters:
                    raise ValueError(f"{piece.name} wasn't encoded like {pieces[0].name}")
                tick = _tick(its)
                for packet in _packets(source):
                    packet.pts += shown * tick
                    packet.dts = (decoded - late) * tick
                    packet.stream = stream
                    decoded += 1
                    out.mux(packet)
                shown += its.frames


def _packets(source: Any) -> Iterator[Any]:
    """The packets in order of decoding, less the empty one that ends a stream."""
    return (packet for packet in source.demux(video=0) if packet.dts is not None)


def _tick(stream: Any) -> int:
    """How long a frame stands, in the stream's own units."""
    return int(1 / (stream.average_rate * stream.time_base))


def _delay(piece: Path) -> int:
    """How many frames decoding must be ahead of showing: a short piece needs less than a long one, and in a film there
    is only one clock for decoding."""
    with av.open(str(piece)) as source:
        tick = _tick(source.streams.video[0])
        return max(index - int(packet.pts) // tick for index, packet in enumerate(_packets(source)))


def _parameters(stream: Any) -> object:
    """What must be the same in all pieces: the size, the rate, and x264's own sequence and picture parameters."""
    codec = stream.codec_context
    return stream.average_rate, stream.time_base, codec.width, codec.height, bytes(codec.extradata)


def _chapter(number: int, chapter: Chapter) -> Any:
    start, end, words = chapter
    return {
        "id": number,
        "start": round(start * 1000),
        "end": round(end * 1000),
        "time_base": Fraction(1, 1000),
        "metadata": {"title": words},
    }
