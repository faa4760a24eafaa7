"""Pieces become films, whole or not at all; what went wrong is told in a line."""

import errno
import os

import numpy as np
import pytest

from diagram_anim import encode
from diagram_anim.batch import films, work
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.settings import Settings
from diagram_anim.model.diagnostic import Diagnostic, error
from tests.film import FAILOVER, planned

SETTINGS = Settings(quality="draft")


@pytest.fixture(scope="module")
def plan():
    return planned(FAILOVER)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


@pytest.fixture
def drawn(monkeypatch):
    """Jobs get a blank frame each instead of being drawn; the digests of what was asked for."""
    asked = []

    def results(tasks, count):
        for key, _, job in tasks:
            asked.append(key)
            if isinstance(job, work.Shot):
                job.target.write_bytes(b"picture")
            else:
                with encode.open_sink(job.format, job.target, job.picture.size, job.picture.fps, job.quality) as sink:
                    sink.write(np.zeros((*job.picture.size[::-1], 4), np.uint8))
            yield key, job.target

    monkeypatch.setattr(films, "results", results)
    return asked


def rendered(plan, cache, target, force=False):
    (cache.root or target.parent).mkdir(parents=True, exist_ok=True)
    with cache.workshop() as workshop:
        film = films.prepare(plan, SETTINGS, encode.BY_NAME["mp4"], target, workshop)
        (done,) = films.render([film], cache, 2, force, lambda name, seconds: None)
    return done


def test_a_film_lies_whole_at_its_target_with_its_poster(plan, cache, drawn, tmp_path):
    film = rendered(plan, cache, tmp_path / "out" / "film.mp4")
    assert not film.problems
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"film.mp4", "film.png"}
    assert not any("part" in name for name in names)


def test_what_is_kept_is_not_drawn_again(plan, cache, drawn, tmp_path):
    rendered(plan, cache, tmp_path / "film.mp4")
    before = len(drawn)
    film = rendered(plan, cache, tmp_path / "film.mp4")
    assert (len(drawn), film.cached) == (before, len(film.jobs))
    rendered(plan, cache, tmp_path / "film.mp4", force=True)
    assert len(drawn) == 2 * before


def test_without_a_cache_all_is_drawn_and_nothing_is_left(plan, drawn, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert not rendered(plan, Cache(None), tmp_path / "out" / "film.mp4").problems
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_kept_piece_that_is_broken_is_told_and_leaves_the_old_film(plan, cache, drawn, tmp_path):
    target = tmp_path / "film.mp4"
    film = rendered(plan, cache, target)
    before = target.read_bytes()
    film.ready[0].write_bytes(b"\0" * 100)
    film = rendered(plan, cache, target)
    assert [problem.code for problem in film.problems] == ["damaged-piece"]
    assert "--force" in film.problems[0].hint
    assert target.read_bytes() == before
    assert not rendered(plan, cache, target, force=True).problems


def test_a_target_that_cannot_be_written_is_told(plan, cache, drawn, tmp_path):
    (tmp_path / "file").touch()
    film = rendered(plan, cache, tmp_path / "file" / "film.mp4")
    assert [problem.code for problem in film.problems] == ["cannot-write"]


def test_after_a_piece_that_failed_the_film_asks_for_no_more(plan, cache, tmp_path, monkeypatch):
    asked = []

    def results(tasks, count):
        for key, _, _ in tasks:
            asked.append(key)
            yield key, error("fault", "no such luck")

    monkeypatch.setattr(films, "results", results)
    film = rendered(plan, cache, tmp_path / "film.mp4")
    assert (len(asked), [problem.code for problem in film.problems]) == (1, ["fault"])
    assert not (tmp_path / "film.mp4").exists()


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
