"""Films as the acts of a deck: what is told of each, and its steps cut apart without encoding them again."""

from __future__ import annotations

from pathlib import Path

from diagram_anim import encode
from diagram_anim.batch.films import Film
from diagram_anim.deliver.acts import Act, Step


def act(film: Film, clips: Path | None = None) -> Act:
    """A finished film; with a folder for `clips`, each step also as a film of its own, which ends with the first frame
    of the next. OSError where one can't be written."""
    board, block = film.plan.board, film.plan.task.block
    steps = []
    for step, (start, end, caption) in enumerate(film.chapters):
        clip = _clip(film, step, clips) if clips else None
        steps.append(Step(start, end, caption, film.plan.timeline.scenes[step].loop, clip))
    return Act(
        title=board.text(board.title) or film.name,
        film=film.target,
        poster=film.poster,
        steps=tuple(steps),
        subtitle=board.text(board.subtitle) or board.text(board.caption),
        heading=block.heading if block else "",
        prose=block.prose if block else "",
        lang=board.lang,
    )


def _clip(film: Film, step: int, folder: Path) -> Path:
    """Pieces of a film are its steps, with the poster behind them."""
    target = folder / f"{film.target.stem}-{step + 1:02d}.mp4"
    closing = film.ready[step + 1] if step + 1 < len(film.segments) else None
    encode.join([film.ready[step]], target, closing=closing)
    return target
