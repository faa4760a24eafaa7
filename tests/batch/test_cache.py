"""What was rendered is kept by its content; the least used goes first, and it can be forgotten."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagram_anim.batch.cache import MOST, Cache, open_cache


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path, most=250)


def kept(cache, digest, size=100, age=0):
    with cache.workshop() as workshop:
        made = workshop / digest
        made.write_bytes(b"x" * size)
        cache.keep(digest, ".mp4", made)
    (path,) = cache.root.glob(f"*/{digest}.*")
    when = path.stat().st_mtime - age
    os.utime(path, (when, when))
    return path


def there(cache, *digests):
    return [cache.get(digest, ".mp4") is not None for digest in digests]


def test_what_is_kept_is_found_by_its_digest(cache):
    kept(cache, "aabb")
    assert cache.get("aabb", ".mp4") == b"x" * 100
    assert cache.get("aabb", ".gif") is None
    assert cache.get("aab", ".mp4") is None
    assert cache.holds() == (1, 100)


def test_what_is_kept_again_takes_the_place_of_what_was(cache):
    kept(cache, "aabb", size=100)
    kept(cache, "aabb", size=90)
    assert cache.get("aabb", ".mp4") == b"x" * 90
    assert cache.holds() == (1, 90)


def test_what_was_damaged_is_thrown_away(cache, tmp_path):
    for damage in (b"", b"x" * 99, b"y" * 100):
        kept(cache, "aabb").write_bytes(damage)
        assert cache.lend("aabb", ".mp4", tmp_path / "place") is None
        assert not (tmp_path / "place").exists()
        assert cache.holds() == (0, 0)
    cache.put("aabb", ".json", b"true")
    (path,) = tmp_path.glob("aa/*")
    path.write_bytes(b"false")
    assert cache.get("aabb", ".json") is None
    assert cache.holds() == (0, 0)


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
        assert not made.exists()
        assert path == cache.lend("aabb", ".mp4", workshop / "lent")
        assert path.read_bytes() == b"piece"


def test_what_was_longest_unused_goes_first(cache):
    for digest, age in (("aa1", 30), ("bb2", 20), ("cc3", 10)):
        kept(cache, digest, age=age)
    cache.get("aa1", ".mp4")
    cache.trim()
    assert there(cache, "aa1", "bb2", "cc3") == [True, False, True]


MANY, LEFT = 400, 300


def trim(cache, begin):
    begin.wait()
    cache.trim()


def test_who_make_room_at_the_same_time_make_no_more_than_is_needed(tmp_path):
    cache = Cache(tmp_path, most=LEFT)
    for number in range(MANY):
        folder = tmp_path / f"{number % 100:02d}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.mp4").write_bytes(b"x")
        os.utime(folder / f"{number}.mp4", (number, number))
    context = get_context("fork")
    begin = context.Barrier(4)
    tidying = [context.Process(target=trim, args=(cache, begin)) for _ in range(4)]
    for one in tidying:
        one.start()
    for one in tidying:
        one.join()
    assert cache.holds() == (LEFT, LEFT)


@pytest.mark.parametrize("linked", [True, False])
def test_where_nothing_can_be_written_what_is_there_is_lent(cache, tmp_path, monkeypatch, linked):
    kept(cache, "aabb")

    def refuse(*given, **named):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    elsewhere, make = tmp_path / "elsewhere", tempfile.mkdtemp
    elsewhere.mkdir()
    monkeypatch.setattr(
        tempfile, "mkdtemp", lambda prefix, dir=None: refuse() if dir else make(None, prefix, elsewhere)
    )
    for method in ("mkdir", "replace", "unlink"):
        monkeypatch.setattr(Path, method, refuse)
    monkeypatch.setattr(os, "utime", refuse)
    if not linked:  # as on another disk
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    with cache.workshop() as workshop:
        assert workshop.parent == elsewhere
        assert cache.lend("aabb", ".mp4", workshop / "lent").read_bytes() == b"x" * 100
        made = workshop / "made"
        made.write_bytes(b"new")
        assert cache.keep("ccdd", ".mp4", made) == made
        cache.put("eeff", ".mp4", b"new")
    cache.trim()
    cache.clear()
    assert there(cache, "aabb", "ccdd", "eeff") == [True, False, False]


def test_how_much_is_kept_is_for_the_user_to_say(tmp_path, monkeypatch):
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE", str(tmp_path))
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE_SIZE", "1.5GB")
    assert open_cache().most == 1_500_000_000
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE_SIZE", "")
    assert open_cache().most == MOST
    for nonsense in ("lots", "-1GB", "0", "10"):
        monkeypatch.setenv("DIAGRAM_ANIM_CACHE_SIZE", nonsense)
        with pytest.raises(ValueError, match=r"DIAGRAM_ANIM_CACHE_SIZE.* is no size; take one like 2GB"):
            open_cache()


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
    assert cache.get("aabb", ".mp4") is None
    assert cache.lend("aabb", ".mp4", tmp_path / "lent") is None
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
