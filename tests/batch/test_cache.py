"""What was rendered is kept by its content; the least used goes first, and it can be forgotten."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagram_anim.batch.cache import Cache, open_cache


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path, most=250)


def kept(cache, digest, size=100, age=0):
    with cache.workshop() as workshop:
        made = workshop / digest
        made.write_bytes(b"x" * size)
        cache.keep(digest, ".mp4", made)
    path = cache.find(digest, ".mp4")
    when = path.stat().st_mtime - age
    os.utime(path, (when, when))
    return path


def test_what_is_kept_is_found_by_its_digest(cache):
    path = kept(cache, "aabb")
    assert cache.find("aabb", ".mp4") == path
    assert cache.find("aabb", ".gif") is None
    assert cache.holds() == (1, 100)


def test_what_is_kept_stays_where_it_was_made_and_what_is_lent_where_it_is_needed(cache):
    with cache.workshop() as workshop:
        made, lent = workshop / "made", workshop / "lent"
        made.write_bytes(b"piece")
        assert cache.keep("aabb", ".mp4", made) == made
        assert cache.lend("aabb", ".mp4", lent) == cache.lend("aabb", ".mp4", lent) == lent
        cache.clear()
        assert (made.read_bytes(), lent.read_bytes()) == (b"piece", b"piece")
        assert cache.lend("aabb", ".mp4", workshop / "late") is None


def test_where_files_have_only_one_name_all_still_works(cache, monkeypatch):
    def refuse(place, path):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with cache.workshop() as workshop:
        made = workshop / "made"
        made.write_bytes(b"piece")
        path = cache.keep("aabb", ".mp4", made)
        assert path == cache.lend("aabb", ".mp4", workshop / "lent")
        assert path.read_bytes() == b"piece"


def test_what_was_longest_unused_goes_first(cache):
    for digest, age in (("aa1", 30), ("bb2", 20), ("cc3", 10)):
        kept(cache, digest, age=age)
    cache.find("aa1", ".mp4")
    cache.trim()
    assert cache.find("bb2", ".mp4") is None
    assert cache.find("aa1", ".mp4")
    assert cache.find("cc3", ".mp4")


KILLED = """
import os, pathlib
from diagram_anim.batch.cache import Cache
with Cache(pathlib.Path({root!r})).workshop() as folder:
    (folder / "piece.mp4").touch()
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("tidy", [Cache.trim, Cache.clear])
def test_a_workshop_that_a_killed_run_has_left_goes_and_one_in_use_stays_however_old(cache, tmp_path, tidy):
    subprocess.run([sys.executable, "-c", KILLED.format(root=str(tmp_path))], check=False)
    (left,) = tmp_path.glob(".run-*")
    with cache.workshop() as used, cache.workshop() as new:
        for folder in (left, used):
            os.utime(folder, (0, 0))
        tidy(cache)
        assert [folder.exists() for folder in (left, used, new)] == [False, True, True]


def test_clearing_forgets_everything_but_what_is_under_way(cache):
    kept(cache, "aabb")
    with cache.workshop() as workshop:
        (workshop / "piece.mp4").touch()
        cache.clear()
        assert (workshop / "piece.mp4").exists()
    assert cache.holds() == (0, 0)


@pytest.mark.parametrize("named", ["off", "/proc/nothing/here"])
def test_where_nothing_can_be_kept_all_still_works(named, tmp_path, monkeypatch):
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE", named)
    cache = open_cache()
    made = tmp_path / "piece.mp4"
    made.touch()
    assert cache.root is None
    assert cache.keep("aabb", ".mp4", made) == made
    assert cache.find("aabb", ".mp4") is None
    cache.trim()
    cache.clear()
    assert cache.holds() == (0, 0)


def test_on_a_full_disk_the_work_is_done_elsewhere(cache, monkeypatch):
    with cache.workshop() as workshop:
        assert workshop.parent == cache.root
    monkeypatch.setattr(shutil, "disk_usage", lambda root: SimpleNamespace(free=1000))
    with cache.workshop() as workshop:
        assert cache.root not in workshop.parents


def test_without_a_home_the_cache_is_found_or_done_without(monkeypatch):
    for name in ("HOME", "DIAGRAM_ANIM_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pathlib.Path.expanduser", lambda self: (_ for _ in ()).throw(RuntimeError("no home")))
    assert open_cache().root is None
