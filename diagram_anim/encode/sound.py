"""Speech for a film: read from any recording, put on one track, made as loud as others' films, encoded as AAC.

Sound is (2, n) float32 at `RATE`: left and right, full scale at ±1. Loudness and true peak are measured by FFmpeg's
`ebur128` (EBU R 128, ITU-R BS.1770-4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.filter import Graph

Sound = npt.NDArray[np.float32]

RATE = 48_000
"""Samples a second."""

LOUDNESS = -16.0
"""LUFS of the whole, as is usual for speech on the web."""

PEAK = -1.0
"""dBTP that the decoded track stays under."""

ROOM = 1.5
"""dB kept free under `PEAK`: AAC doesn't keep peaks exactly."""

SILENCE = -69.0
"""LUFS at and below which nothing is heard: R 128 gates at -70."""

BITS = 160_000
"""AAC bits a second."""

BLOCK = 4800
FORMAT = "fltp"
FINE = 4 * RATE
"""Peaks between samples show at four times the rate (BS.1770-4, annex 2)."""


def read(path: Path) -> Sound:
    """A recording at any rate, of any depth, mono or more. ValueError where it is none, or there is nothing in it;
    OSError where it can't be read."""
    found = []
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise ValueError("it has no sound")
            resampler = av.AudioResampler(format=FORMAT, layout="stereo", rate=RATE)
            for frame in container.decode(audio=0):
                frame.pts = None
                found += [part.to_ndarray() for part in resampler.resample(frame)]
            if found:
                found += [part.to_ndarray() for part in resampler.resample(None)]
    except av.InvalidDataError as problem:
        raise ValueError("it is no recording, or a damaged one") from problem
    sound = np.concatenate(found, axis=1) if found else np.zeros((2, 0), np.float32)
    if not sound.shape[1]:
        raise ValueError("it is empty")
    return np.nan_to_num(sound.astype(np.float32), posinf=0.0, neginf=0.0)


def seconds(sound: Sound) -> float:
    return float(sound.shape[1] / RATE)


def laid(parts: Sequence[tuple[float, Sound]], length: float) -> Sound:
    """One track of `length` seconds with each part from its second on; what is longer is cut."""
    track = np.zeros((2, round(length * RATE)), np.float32)
    for start, sound in parts:
        at = round(start * RATE)
        place = track[:, at : at + sound.shape[1]]
        place += sound[:, : place.shape[1]]
    return track


def measured(sound: Sound) -> tuple[float, float]:
    """Integrated loudness, LUFS, and true peak, dBTP; minus infinity where nothing is heard."""
    if not sound.shape[1]:
        return -math.inf, -math.inf
    facts: dict[str, str] = {}
    for frame in _filtered(sound, ("ebur128", "peak=true:metadata=1")):
        facts = frame.metadata or facts  # the last block, if it isn't a full one, tells nothing
    loudness = float(facts.get("lavfi.r128.I", "-inf"))
    peak = float(facts.get("lavfi.r128.true_peak", "0"))
    return loudness if loudness > SILENCE else -math.inf, 20 * math.log10(peak) if peak > 0 else -math.inf


def audible(sound: Sound) -> bool:
    return measured(sound)[0] > -math.inf


def leveled(sound: Sound) -> Sound:
    """As loud as `LOUDNESS`, with no peak above `PEAK`. What can't be measured, silence or a click, stays as it is, but
    for its peaks."""
    loudness, _ = measured(sound)
    found = sound
    if loudness == -math.inf:
        return _limited(sound)
    gain = 0.0
    for _ in range(3):  # limiting takes a little of the loudness: it is given back
        gain += LOUDNESS - loudness
        found = _limited(sound * np.float32(10 ** (gain / 20)))
        loudness, _ = measured(found)
        if abs(loudness - LOUDNESS) < 0.1:
            break
    return found


def packets(container: Any, sound: Sound, lang: str = "") -> Iterator[Any]:
    """Adds a track of AAC-LC to the container at once; gives its packets, in order, when they are asked for."""
    stream = container.add_stream("aac", rate=RATE, layout="stereo")
    stream.bit_rate = BITS
    stream.codec_context.time_base = Fraction(1, RATE)
    if lang:
        stream.metadata["language"] = lang

    def encoded() -> Iterator[Any]:
        for frame in _frames(sound):
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return encoded()


def _limited(sound: Sound) -> Sound:
    """Peaks bent down below `PEAK`, looked for between the samples too; nothing where there are none."""
    limit = PEAK - ROOM
    if measured(sound)[1] <= limit:
        return sound
    chain = (
        ("aresample", f"{FINE}"),
        ("alimiter", f"limit={10 ** (limit / 20):.4f}:level=false:attack=5:release=50:latency=true"),
        ("aresample", f"{RATE}"),
        ("aformat", f"sample_fmts={FORMAT}"),
    )
    parts = [frame.to_ndarray() for frame in _filtered(sound, *chain)]
    found = np.concatenate(parts, axis=1).astype(np.float32)[:, : sound.shape[1]]
    return np.pad(found, ((0, 0), (0, sound.shape[1] - found.shape[1])))


def _filtered(sound: Sound, *chain: tuple[str, str]) -> Iterator[av.AudioFrame]:
    """What FFmpeg's filters, by name and options, make of it."""
    graph = Graph()
    source = graph.add_abuffer(format=FORMAT, sample_rate=RATE, layout="stereo", time_base=Fraction(1, RATE))
    nodes = [source, *(graph.add(name, options) for name, options in chain), graph.add("abuffersink")]
    for node, following in zip(nodes, nodes[1:], strict=False):
        node.link_to(following)
    graph.configure()
    for frame in (*_frames(sound), None):
        source.push(frame)
        while True:
            try:
                pulled = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            assert isinstance(pulled, av.AudioFrame)
            yield pulled


def _frames(sound: Sound) -> Iterator[av.AudioFrame]:
    for at in range(0, sound.shape[1], BLOCK):
        block = np.ascontiguousarray(sound[:, at : at + BLOCK])
        frame = av.AudioFrame.from_ndarray(block, format=FORMAT, layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame
