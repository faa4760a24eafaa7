"""One film of a whole lecture: an opening, a card for each section, every diagram's film, and what is said with it.

Films are joined as they are; only cards are encoded, with the cross-fades into them and out of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np

from diagram_anim import encode
from diagram_anim.deliver import captions, cards
from diagram_anim.deliver.acts import Act
from diagram_anim.deliver.cards import Look
from diagram_anim.deliver.manifest import frames
from diagram_anim.encode import Cue
from diagram_anim.encode import sound as sounds
from diagram_anim.encode.format import Pixels
from diagram_anim.encode.sound import Sound

Heard = Mapping[str, Sequence[tuple[float, Sound]]]
"""By the name of an act: sounds, and at which seconds of its film each begins."""


@dataclass(slots=True)
class _Reel:
    """What has been put end to end so far, and what belongs to which second."""

    pieces: list[Path] = field(default_factory=list)
    chapters: list[Cue] = field(default_factory=list)
    said: list[Cue] = field(default_factory=list)
    heard: list[tuple[float, Sound]] = field(default_factory=list)
    at: float = 0.0

    def add(self, piece: Path, seconds: float, chapter: str) -> None:
        self.pieces.append(piece)
        self.chapters.append((self.at, self.at + seconds, chapter))
        self.at += seconds


def write(target: Path, title: str, acts: Sequence[Act], look: Look, heard: Heard) -> None:
    """The reel with its chapters and subtitles, captions and transcript beside it; silent where nothing is heard.
    OSError where it can't be written."""
    with tempfile.TemporaryDirectory() as folder:
        reel = _Reel()
        shown = cards.ground(look)
        section = ""
        for act in acts:
            first, last = edges(act.film)
            words = [title] if not reel.pieces else []
            if act.heading and act.heading not in (section, title):
                words.append(act.heading)
            section = act.heading
            stills = [cards.drawn(one, look) for one in words]
            for one, still, after in zip(
                words, stills, [*(cards.ground(look) for _ in words[1:]), first], strict=False
            ):
                piece = Path(folder) / f"card-{len(reel.pieces):03d}.mp4"
                cards.write(piece, still, shown, after, look)
                reel.add(piece, cards.SECONDS, one)
                shown = after
            reel.said += [(reel.at + step.start, reel.at + step.end, step.caption) for step in act.steps]
            reel.heard += [(reel.at + start, sound) for start, sound in heard.get(act.name, ())]
            reel.add(act.film, act.steps[-1].end, act.title)
            shown = last
        encode.join(
            reel.pieces,
            target,
            metadata={"title": title},
            chapters=reel.chapters,
            cues=captions.cues(reel.said),
            lang=acts[0].lang,
            sound=sounds.leveled(sounds.laid(reel.heard, reel.at)) if reel.heard else None,
        )
    captions.write(target, title, reel.said, acts[0].lang)


def edges(film: Path) -> tuple[Pixels, Pixels]:
    """The first and the last frame of a film."""
    first, last = frames(film)
    return _rgba(first), _rgba(last)


def _rgba(frame: av.VideoFrame) -> Pixels:
    return np.ascontiguousarray(frame.reformat(format="rgba", src_colorspace="ITU709").to_ndarray())
