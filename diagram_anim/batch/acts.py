"""Films as the acts of a deck: what is told of each, and its steps cut apart without encoding them again."""

from __future__ import annotations

from pathlib import Path

from diagram_anim import encode
from diagram_anim.batch.films import Film
from diagram_anim.deliver.acts import Act, Step


def act(film: Film, clips: Path | None = None) -> Act:
    """A finished film; with a folder for `clips`, each step also as a film of its own, which ends with the first frame
    of the next, and each loop as one that ends with its own. OSError where one can't be written."""
    board, block = film.plan.board, film.plan.task.block
    cut: dict[int, list[Path]] = {}
    for index, segment in enumerate(film.segments):
        cut.setdefault(segment.step, []).extend([_clip(film, index, clips)] if clips else [])
    steps = []
    for step, (start, end, caption) in enumerate(film.chapters):
        clip, again, *_ = *cut[step], None, None
        steps.append(Step(start, end, caption, film.plan.timeline.scenes[step].loop, clip, again))
    return Act(
        title=board.text(board.title) or film.name,
        film=film.target,
        poster=film.poster,
        steps=tuple(steps),
        subtitle=board.text(board.subtitle) or board.text(board.caption),
        heading=block.heading if block else "",
        prose=block.prose if block else "",
        lang=board.lang,
        name=film.name,
    )


def _clip(film: Film, index: int, folder: Path) -> Path:
    """Pieces of a film are its segments, with the poster behind them."""
    target = folder / f"{film.target.stem}-{index + 1:02d}.mp4"
    following = index if film.segments[index].loops else index + 1
    closing = film.ready[following] if following < len(film.segments) else None
    encode.join([film.ready[index]], target, closing=closing)
    return target
