"""Pieces of one film put end to end without encoding them again: same parameters, each begins with a key frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av

from diagram_anim.encode.format import whole
from diagram_anim.encode.mp4 import FAST
from diagram_anim.encode.sound import Sound, packets

Cue = tuple[float, float, str]
"""From, to (seconds) and the words of a chapter or of a caption."""

LANGUAGES = {"ko": "kor", "en": "eng", "ja": "jpn"}
"""As MP4 writes them, ISO 639-2."""

STYLE = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Alignment
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,2
[Events]
"""
"""The encoder of subtitles takes their looks from the head of a script; players have looks of their own."""

MILLISECOND = Fraction(1, 1000)


def join(
    pieces: Sequence[Path],
    target: Path,
    *,
    metadata: Mapping[str, str] | None = None,
    chapters: Sequence[Cue] = (),
    cues: Sequence[Cue] = (),
    lang: str = "",
    closing: Path | None = None,
    sound: Sound | None = None,
) -> None:
    """The pieces as one file, with metadata, chapters and subtitles that can be switched on; it appears whole.

    With `closing`, the first frame of that piece ends the film, bit by bit: a clip that goes on there has no jump. With
    `sound`, that is heard from its beginning on.

    OSError where it can't be written; ValueError for no pieces, or ones that weren't encoded alike: players would show
    the others as rubbish.
    """
    if not pieces:
        raise ValueError("a film needs at least one piece")
    parts = [(piece, None) for piece in pieces] + ([(closing, 1)] if closing else [])
    late = max(map(_delay, pieces))
    with whole(target) as aside, av.open(str(aside), "w", format="mp4", options=FAST) as out:
        out.metadata.update(metadata or {})
        if chapters:
            out.set_chapters([_chapter(number, one) for number, one in enumerate(chapters, 1)])
        stream: Any = None
        heard: Iterator[Any] = iter(())
        parameters: object = None
        shown = decoded = 0
        for piece, most in parts:
            with opened(piece) as source:
                its = source.streams.video[0]
                if stream is None:
                    stream, parameters = out.add_stream_from_template(its), _parameters(its)
                    stream.time_base = its.time_base
                    if sound is not None:
                        heard = packets(out, sound, LANGUAGES.get(lang, "und"))
                    _subtitle(out, cues, lang)
                elif _parameters(its) != parameters:
                    raise ValueError(f"{piece.name} wasn't encoded like {pieces[0].name}")
                tick = _tick(its)
                for packet in islice(_packets(source), most):
                    packet.pts += shown * tick
                    packet.dts = (decoded - late) * tick
                    packet.stream = stream
                    decoded += 1
                    out.mux(packet)
                shown += its.frames
                for packet in heard:
                    out.mux(packet)
                    if packet.pts * packet.time_base > shown * tick * stream.time_base:
                        break
        for packet in heard:
            out.mux(packet)


def opened(film: Path) -> Any:
    """A film of ours, for reading. Its head tells all that must be known, so none of its pictures is decoded to find
    that out, as it would be otherwise: that takes five times as long."""
    return av.open(str(film), options={"skip_frame": "all"})


def _subtitle(out: Any, cues: Sequence[Cue], lang: str) -> None:
    """A track of timed text. Its packets are written here: a cue is its length in two bytes, then UTF-8."""
    if not cues:
        return
    stream = out.add_stream("mov_text")
    stream.codec_context.subtitle_header = STYLE
    stream.codec_context.time_base = stream.time_base = MILLISECOND
    if lang:
        stream.metadata["language"] = LANGUAGES.get(lang, "und")
    out.start_encoding()
    for start, end, words in cues:
        text = words.encode()
        packet = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.stream, packet.time_base = stream, MILLISECOND
        packet.pts = packet.dts = round(start * 1000)
        packet.duration = round(end * 1000) - packet.pts
        out.mux(packet)


def _packets(source: Any) -> Iterator[Any]:
    """The packets in order of decoding, less the empty one that ends a stream."""
    return (packet for packet in source.demux(video=0) if packet.dts is not None)


def _tick(stream: Any) -> int:
    """How long a frame stands, in the stream's own units."""
    return int(1 / (stream.average_rate * stream.time_base))


def _delay(piece: Path) -> int:
    """How many frames decoding must be ahead of showing, which is where a piece's own begins: a short piece needs less
    than a long one, and in a film there is only one clock for decoding."""
    with opened(piece) as source:
        return -int(next(_packets(source)).dts) // _tick(source.streams.video[0])


def _parameters(stream: Any) -> object:
    """What must be the same in all pieces: the size, the rate, and x264's own sequence and picture parameters."""
    codec = stream.codec_context
    return stream.average_rate, stream.time_base, codec.width, codec.height, bytes(codec.extradata)


def _chapter(number: int, chapter: Cue) -> Any:
    start, end, words = chapter
    return {
        "id": number,
        "start": round(start * 1000),
        "end": round(end * 1000),
        "time_base": MILLISECOND,
        "metadata": {"title": words},
    }
