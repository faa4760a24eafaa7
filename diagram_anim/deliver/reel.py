"""One film of a whole lecture: an opening, a card for each section, every diagram's film, and what is said with it.

Films are joined as they are; only cards are encoded, with the cross-fades into them and out of them. The lecture's own
sentences stand on cards, before and behind the film that they belong to: nothing is written over a film's own captions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from diagram_anim.deliver import captions, cards
from diagram_anim.deliver.acts import Act
from diagram_anim.deliver.cards import Look
from diagram_anim.deliver.manifest import frames
from diagram_anim.encode import sound as sounds
from diagram_anim.encode.joining import Cue, join
from diagram_anim.encode.pixels import Pixels
from diagram_anim.encode.sound import Sound
from diagram_anim.model import reading
from diagram_anim.source.fences import without_numbering
from diagram_anim.timeline import pace

MOST = 2
"""Cards with sentences before a film and behind it, at the most: a reel is for looking."""

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

    bare: bool = False
    """Whether the last chapter has shown nothing but cards."""

    def add(self, piece: Path, seconds: float, chapter: str, *, card: bool = False) -> None:
        """A film goes on with the chapter of the card that calls it by its name."""
        self.pieces.append(piece)
        end = self.at + seconds
        if self.chapters and (card and not chapter or self.bare and _alike(chapter, self.chapters[-1][2])):
            start, _, chapter = self.chapters.pop()
        else:
            start = self.at
        self.chapters.append((start, end, chapter))
        self.bare, self.at = card, end


@dataclass(frozen=True, slots=True)
class _Card:
    """`chapter` is the one that it opens, if any; `said` are the lecture's sentences that it shows."""

    still: Pixels
    seconds: float = cards.SECONDS
    chapter: str = ""
    said: str = ""


Filmed = Callable[[Pixels, Pixels, Pixels, Look, float], Path]
"""Makes a film of a card, of what stands before and behind it, for so many seconds."""


def write(
    target: Path, title: str, acts: Sequence[Act], look: Look, heard: Heard, filmed: Filmed | None = None
) -> None:
    """The reel with its chapters and subtitles, captions and transcript beside it; silent where nothing is heard.
    OSError where it can't be written."""
    with tempfile.TemporaryDirectory() as folder:
        reel = _Reel()
        filmed = filmed or _anew(Path(folder))
        shown = cards.ground(look)
        section, told = title, frozenset[str]()
        behind: list[_Card] = []

        def show(some: Sequence[_Card], after: Pixels) -> None:
            nonlocal shown
            ends = [*(cards.ground(look) for _ in some[1:]), after]
            for card, end in zip(some, ends, strict=False):
                piece = filmed(card.still, shown, end, look, card.seconds)
                reel.said += [(reel.at, reel.at + card.seconds, card.said)] if card.said else []
                reel.add(piece, card.seconds, card.chapter, card=True)
                shown = end

        for act in acts:
            first, last = edges(act.film)
            opening = [] if reel.pieces else [_Card(cards.drawn(title, look), chapter=title)]
            if act.heading and act.heading != section:
                above = act.section if not _alike(act.section, title) else ""
                opening.append(_Card(cards.drawn(act.heading, look, above), chapter=act.heading))
            section = act.heading
            before = _sentences([one for one in act.before if one not in told], act, look, nearest=-1)
            if not opening and before:
                before[0] = replace(before[0], chapter=act.title)
            show([*behind, *opening, *before], first)
            reel.said += [(reel.at + step.start, reel.at + step.end, step.caption) for step in act.steps]
            reel.heard += [(reel.at + start, sound) for start, sound in heard.get(act.name, ())]
            reel.add(act.film, act.steps[-1].end, act.title)
            shown, told = last, frozenset(act.after)
            behind = _sentences(act.after, act, look, nearest=1)
        show(behind, cards.ground(look))
        join(
            reel.pieces,
            target,
            metadata={"title": title},
            chapters=reel.chapters,
            cues=captions.cues(reel.said),
            lang=acts[0].lang,
            sound=sounds.leveled(sounds.laid(reel.heard, reel.at)) if reel.heard else None,
        )
    captions.write(target, title, reel.said, acts[0].lang)


def _anew(folder: Path) -> Filmed:
    """Each in a file of its own."""

    def filmed(card: Pixels, before: Pixels, after: Pixels, look: Look, seconds: float) -> Path:
        piece = folder / f"card-{len([*folder.iterdir()]):03d}.mp4"
        cards.write(piece, card, before, after, look, seconds)
        return piece

    return filmed


def _sentences(said: Sequence[str], act: Act, look: Look, *, nearest: int) -> list[_Card]:
    """Cards with what the lecture says beside a film, less what the film says itself; of much, what stands nearest to
    the diagram: the last of them where that is -1."""
    known = [act.title, act.heading, *(step.caption for step in act.steps)]
    told = _fulfilled(said, diagram=nearest < 0)
    pages = cards.pages([one for one in told if not any(_alike(one, other) for other in known)], look)
    pages = pages[-MOST:] if nearest < 0 else pages[:MOST]
    found = []
    for page in pages:
        words = " ".join(page)
        seconds = pace.snap(max(cards.SECONDS, reading.seconds(words, act.lang) + 2 * cards.FADE))
        found.append(_Card(cards.told(page, look), seconds, said=words))
    return found


def _fulfilled(said: Sequence[str], *, diagram: bool) -> list[str]:
    """Less what announces something (`The tools:`) that no sentence follows, such as a listing; where the `diagram`
    comes behind them, the last may announce that."""
    behind = "" if diagram else ":"
    return [one for one, following in pairwise([*said, behind]) if not (_leads(one) and _leads(following))]


def _leads(words: str) -> bool:
    return words.rstrip().endswith((":", "："))


def _alike(one: str, other: str) -> bool:
    """Whether they say the same: numbers before a heading, marks at a sentence's end and bold make no difference."""
    a, b = (without_numbering(" ".join(words.split())).strip(" .:：。").casefold() for words in (one, other))
    return a == b


def edges(film: Path) -> tuple[Pixels, Pixels]:
    """The first and the last frame of a film."""
    first, last = frames(film)
    return _rgba(first), _rgba(last)


def _rgba(frame: av.VideoFrame) -> Pixels:
    return np.ascontiguousarray(frame.reformat(format="rgba", src_colorspace="ITU709").to_ndarray())
