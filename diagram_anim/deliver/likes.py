"""How strong words that are faint were where they stood before. Where a camera goes on, words that stand back leave the
place at which they were at their strongest: that is found by where else they have stood as they do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np

from diagram_anim.deliver.contrast import EVERY, Faint, strength, tones
from diagram_anim.deliver.luminance import Light

LIKE = 0.9
"""The correlation from which on two places show the same words."""

EVEN = 1e-6
"""The variance under which a place shows nothing."""


def strongest(film: Path, words: Sequence[Faint]) -> list[float]:
    """The strongest ratio of each of the words at any of the places that they had in a film."""
    looks: dict[int, Light] = {}
    for at, tone in _pictures(film):
        for number, one in enumerate(words):
            if number not in looks and at >= one.at:
                looks[number] = _cut(tone, one)
    places: dict[int, set[tuple[int, int]]] = {number: set() for number in looks}
    for _, tone in _pictures(film):
        for number, look in looks.items():
            places[number] |= _like(tone, look)
    best = [one.ratio for one in words]
    for _, tone in _pictures(film):
        for number, look in looks.items():
            high, wide = look.shape
            for top, left in places[number]:
                best[number] = max(best[number], strength(tone[top : top + high, left : left + wide]))
    return best


def _pictures(film: Path) -> Iterator[tuple[float, Light]]:
    """The luminance of a frame every so many seconds, (h, w)."""
    due = 0.0
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            if (at := float(frame.time or 0.0)) >= due:
                due = at + EVERY
                yield at, tones(frame)


def _cut(tone: Light, words: Faint) -> Light:
    high, wide = tone.shape
    return tone[round(words.y * high) : round(words.bottom * high), round(words.x * wide) : round(words.right * wide)]


def _like(tone: Light, look: Light) -> set[tuple[int, int]]:
    """Where in a picture the look is, from its top and left, by normalised cross-correlation; nowhere for no match."""
    picture, wanted = np.sqrt(tone), np.sqrt(look)
    wanted = wanted - wanted.mean()
    spectrum = np.fft.rfft2(picture) * np.conj(np.fft.rfft2(wanted, picture.shape))
    rows, columns = (whole - part + 1 for whole, part in zip(picture.shape, wanted.shape, strict=True))
    match = np.fft.irfft2(spectrum, picture.shape)[:rows, :columns]
    variance = (_sums(picture**2, wanted.shape) - _sums(picture, wanted.shape) ** 2 / wanted.size) / wanted.size
    likeness = np.where(variance > EVEN, match / np.sqrt(np.maximum(variance, EVEN)), 0.0)
    top, left = np.unravel_index(int(likeness.argmax()), likeness.shape)
    if likeness[top, left] < LIKE * np.sqrt(wanted.size * (wanted**2).sum()):
        return set()
    return {(int(top), int(left))}


def _sums(of: Light, shape: tuple[int, ...]) -> Light:
    """Of all places of such a shape, by the table of sums."""
    high, wide = shape
    table: Light = np.pad(of.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return table[high:, wide:] - table[:-high, wide:] - table[high:, :-wide] + table[:-high, :-wide]
