"""Jobs are shared out; whatever becomes of one, or of its worker, the others are done, and nobody outlives the run."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attempts import Attempt, there

from diagram_anim.batch.crew import crew
from diagram_anim.model.diagnostic import Diagnostic

HERE = Path(__file__).parent


def film(folder, *names):
    return iter([(name, f"lecture.md#{name}", folder / name) for name in names])


def done(*films, count=2, attempt=None):
    with crew(count, attempt or Attempt()) as hands:
        return dict(hands.results(films))


def codes(found):
    return {key: made.code if isinstance(made, Diagnostic) else "made" for key, made in found.items()}


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_jobs_are_shared_out_among_workers_that_stay(tmp_path):
    found = done(film(tmp_path, "a", "b", "c", "d", "e"))
    hands = {path.read_text() for path in found.values()}
    assert sorted(found) == ["a", "b", "c", "d", "e"]
    assert len(hands) == 2
    assert all(gone(int(hand)) for hand in hands)


def test_workers_come_from_one_process_that_made_itself_ready(tmp_path):
    found = done(film(tmp_path, "a", "b", "c", "d"))
    (home,) = {path.with_suffix(".home").read_text() for path in found.values()}
    assert home not in {str(os.getpid()), *(path.read_text() for path in found.values())}
    assert gone(int(home))


def test_a_worker_stays_with_its_film_while_there_are_others(tmp_path):
    names = [[f"meets{number}" for number in range(first, 8, 2)] for first in (0, 1)]
    found = done(*(film(tmp_path, *some) for some in names))
    hands = [{found[name].read_text() for name in some} for some in names]
    assert [len(some) for some in hands] == [1, 1]


def test_with_one_hand_no_process_is_started(tmp_path):
    (made,) = done(film(tmp_path, "a"), count=1).values()
    assert made.read_text() == str(os.getpid())


def test_a_worker_that_dies_is_told_and_the_others_go_on(tmp_path):
    found = codes(done(film(tmp_path, "a", "dies1", "b", "dies2", "c")))
    assert found == {"a": "made", "dies1": "worker-lost", "b": "made", "dies2": "worker-lost", "c": "made"}


def test_what_a_lost_worker_was_at_is_tried_once_more(tmp_path):
    found = codes(done(film(tmp_path, "a", "falters1", "b"), film(tmp_path, "falters2", "c")))
    assert found == dict.fromkeys(("a", "falters1", "b", "falters2", "c"), "made")


def test_a_job_that_fails_is_told_and_its_worker_goes_on(tmp_path):
    found = codes(done(film(tmp_path, "raises1", "raises2", "a", "b")))
    assert found == {"raises1": "fault", "raises2": "fault", "a": "made", "b": "made"}


def test_where_nobody_can_be_made_ready_jobs_are_tried_all_the_same(tmp_path):
    assert codes(done(film(tmp_path, "raises", "a"), attempt=Attempt("libpango"))) == {"raises": "fault", "a": "made"}


def test_films_and_jobs_are_taken_when_there_is_a_hand_for_them(tmp_path):
    taken = []

    def films():
        for one in "abcdef":
            taken.append(one)
            yield film(tmp_path, one)

    with crew(2, Attempt()) as hands:
        next(hands.results(films()))
    assert taken == ["a", "b", "c", "d"]


def test_a_worker_at_work_is_given_no_more_of_a_film_that_others_are_at(tmp_path):
    found = codes(done(film(tmp_path, "meets0", "a", "meets1")))  # the first ends only when the last has begun
    assert found == {"meets0": "made", "a": "made", "meets1": "made"}


def test_who_leaves_early_leaves_no_worker_behind(tmp_path):
    with crew(2, Attempt()) as hands:
        next(hands.results([film(tmp_path, "a", "waits1", "b")]))
        pid = int(there(tmp_path / "waits1").read_text())
    assert gone(pid)


def test_who_asks_for_nothing_waits_for_nobody(tmp_path):
    begun = time.monotonic()
    with crew(2, Attempt(seconds=60)):
        pass
    assert time.monotonic() - begun < 30


def test_where_nobody_knows_of_work_hands_come_with_the_first_job(tmp_path):
    before = multiprocessing.active_children()
    with crew(2, Attempt(), soon=False) as hands:
        assert not list(hands.results(iter([iter(()), iter(())])))
        assert multiprocessing.active_children() == before
        assert sorted(key for key, _ in hands.results([iter(()), film(tmp_path, "a", "b")])) == ["a", "b"]
        assert multiprocessing.active_children() != before


SCRIPT = """
import signal, sys, pathlib
signal.signal(signal.SIGINT, signal.default_int_handler)  # which isn't there where tests run in the background
sys.path.insert(0, {here!r})
from attempts import Attempt
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import crew
root = pathlib.Path({folder!r})
if __name__ == "__main__":
    with crew(2, Attempt()) as hands, Cache(root).workshop() as workshop:
        list(hands.results([iter([(name, name, root / name) for name in ("waits1", "waits2", "waits3")])]))
"""


@pytest.mark.parametrize("times", [1, 3])
def test_by_ctrl_c_on_a_terminal_everything_ends_at_once_and_without_a_word_of_a_worker(tmp_path, times):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT.format(here=str(HERE), folder=str(tmp_path)))
    process = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=HERE.parent.parent
    )
    hands = [int(there(tmp_path / name).read_text()) for name in ("waits1", "waits2")]
    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert said.count("Traceback") == 1  # the script's own
    assert "SpawnProcess" not in said
    assert "resource_tracker" not in said
    assert all(gone(pid) for pid in hands)
    assert not list(tmp_path.glob(".run-*"))
