"""Pieces become films, whole or not at all; what went wrong is told in a line."""

import errno
import os

import numpy as np
import pytest

from diagram_anim import encode
from diagram_anim.batch import films, work
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import crew
from diagram_anim.batch.settings import Settings
from diagram_anim.model.diagnostic import Diagnostic, error
from tests.film import FAILOVER, planned

SETTINGS = Settings(quality="draft")

PICTURE = b"a picture, as it were"


@pytest.fixture(scope="module")
def plan():
    return planned(FAILOVER)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


class Blank:
    """Jobs get a blank frame each instead of being drawn, or come to nothing; `asked` is their targets."""

    def __init__(self, fails=False):
        self.asked = []
        self._fails = fails

    def ready(self):
        pass

    def __call__(self, name, job):
        self.asked.append(job.target.name)
        if self._fails:
            return error("fault", "no such luck")
        if isinstance(job, work.Shot):
            job.target.write_bytes(PICTURE)
        else:
            with encode.open_sink(job.format, job.target, job.picture.size, job.picture.fps, job.quality) as sink:
                sink.write(np.zeros((*job.picture.size[::-1], 4), np.uint8))
        return job.target


@pytest.fixture
def blank():
    return Blank()


def kept_as(cache, job):
    """The one file that is kept of a film's job."""
    digest, suffix = job[0]
    (path,) = cache.root.glob(f"*/{digest}.*{suffix}")
    return path


def rendered(plan, cache, blank, *targets, force=False):
    (cache.root or targets[0].parent).mkdir(parents=True, exist_ok=True)
    with crew(1, blank) as hands, cache.workshop() as workshop:
        wanted = [films.prepare(plan, SETTINGS, encode.BY_NAME["mp4"], target, workshop) for target in targets]
        found = [*films.render(wanted, cache, hands, force, lambda name, seconds: None)]
    return found if len(targets) > 1 else found[0]


def test_a_film_lies_whole_at_its_target_with_its_poster(plan, cache, blank, tmp_path):
    film = rendered(plan, cache, blank, tmp_path / "out" / "film.mp4")
    assert not film.problems
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"film.mp4", "film.png"}
    assert not any("part" in name for name in names)


def test_what_is_kept_is_not_drawn_again(plan, cache, blank, tmp_path):
    rendered(plan, cache, blank, tmp_path / "film.mp4")
    before = len(blank.asked)
    film = rendered(plan, cache, blank, tmp_path / "film.mp4")
    assert (len(blank.asked), film.cached) == (before, len(film.jobs))
    rendered(plan, cache, blank, tmp_path / "film.mp4", force=True)
    assert len(blank.asked) == 2 * before


def test_whoever_clears_what_is_kept_meanwhile_takes_no_piece_of_a_film(plan, cache, tmp_path):
    class Cleared(Blank):
        def __call__(self, name, job):
            cache.clear()
            return super().__call__(name, job)

    film = rendered(plan, cache, Blank(), tmp_path / "film.mp4")
    before = (tmp_path / "film.mp4").read_bytes()
    kept_as(cache, film.jobs[1]).unlink()
    film = rendered(plan, cache, Cleared(), tmp_path / "film.mp4")
    assert (film.problems, film.cached) == ([], len(film.jobs) - 1)
    assert (tmp_path / "film.mp4").read_bytes() == before


def test_without_a_cache_all_is_drawn_and_nothing_is_left(plan, blank, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert not rendered(plan, Cache(None), blank, tmp_path / "out" / "film.mp4").problems
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


DAMAGES = {
    "empty": lambda content, other: b"",
    "cut": lambda content, other: content[: len(content) // 2],
    "zeros": lambda content, other: bytes(len(content)),
    "a bit flipped": lambda content, other: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "another's": lambda content, other: other,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_kept_pieces_and_posters_that_are_damaged_are_drawn_again(plan, cache, blank, tmp_path, damage):
    target = tmp_path / "film.mp4"
    film = rendered(plan, cache, blank, target)
    before, drawn = target.read_bytes(), len(blank.asked)
    piece, poster = kept_as(cache, film.jobs[1]), kept_as(cache, film.jobs[-1])
    other = kept_as(cache, film.jobs[0]).read_bytes() + b"more"
    for path in (piece, poster):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(DAMAGES[damage](content, other))
    for _ in range(2):
        assert not rendered(plan, cache, blank, target).problems
        assert target.read_bytes() == before
        assert film.poster.read_bytes() == PICTURE
        assert len(blank.asked) == drawn + 2, "both are drawn again, and kept again"


def test_pieces_that_dont_join_are_told_and_leave_the_old_film(plan, blank, tmp_path):
    class Broken(Blank):
        def __call__(self, name, job):
            made = super().__call__(name, job)
            made.write_bytes(b"\0" * 100)
            return made

    target = tmp_path / "film.mp4"
    rendered(plan, Cache(None), blank, target)
    before = target.read_bytes()
    film = rendered(plan, Cache(None), Broken(), target)
    assert [problem.code for problem in film.problems] == ["damaged-piece"]
    assert target.read_bytes() == before


def test_a_target_that_cannot_be_written_is_told(plan, cache, blank, tmp_path):
    (tmp_path / "file").touch()
    film = rendered(plan, cache, blank, tmp_path / "file" / "film.mp4")
    assert [problem.code for problem in film.problems] == ["cannot-write"]


def test_after_a_piece_that_failed_the_film_asks_for_no_more(plan, cache, tmp_path):
    blank = Blank(fails=True)
    film = rendered(plan, cache, blank, tmp_path / "film.mp4")
    assert (len(blank.asked), [problem.code for problem in film.problems]) == (1, ["fault"])
    assert not (tmp_path / "film.mp4").exists()


def test_a_poster_is_drawn_once_for_all_formats(plan, cache, tmp_path):
    made = [films.prepare(plan, SETTINGS, encode.BY_NAME[name], tmp_path / name, tmp_path) for name in ("mp4", "webm")]
    (*pieces, poster), (*others, other) = ([key for key, _ in film.jobs] for film in made)
    assert poster == other
    assert not {*pieces} & {*others}


@pytest.mark.parametrize("force", [False, True])
def test_a_piece_that_two_films_share_is_drawn_once(plan, blank, tmp_path, force):
    one, two = rendered(plan, Cache(None), blank, tmp_path / "one.mp4", tmp_path / "two.mp4", force=force)
    assert len(blank.asked) == len(one.jobs)
    assert (one.cached, two.cached) == (0, 0)
    assert one.target.read_bytes() == two.target.read_bytes()


@pytest.mark.parametrize(
    "problem, code",
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "cannot-write"),
        (MemoryError(), "fault"),
        (ImportError("libpango is missing"), "machine-lacks"),
    ],
)
def test_what_keeps_a_job_from_being_done_is_a_problem(problem, code, monkeypatch):
    def failing(hand, job):
        raise problem

    monkeypatch.setattr(work.Hand, "_make", failing)
    made = work.Hand()("lecture.md#1", None)
    assert isinstance(made, Diagnostic)
    assert (made.code, made.is_error) == (code, True)
