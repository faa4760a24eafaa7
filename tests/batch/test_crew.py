"""Jobs are shared out; whatever becomes of one, or of its worker, the others are done, and nobody outlives the run."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from attempts import attempt, there

from diagram_anim.batch.crew import results
from diagram_anim.model.diagnostic import Diagnostic

HERE = Path(__file__).parent


def tasks(folder, *names):
    return [(name, f"lecture.md#{name}", folder / name) for name in names]


def codes(found):
    return {key: made.code if isinstance(made, Diagnostic) else "made" for key, made in found}


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_jobs_are_shared_out_among_workers_that_stay(tmp_path):
    found = dict(results(tasks(tmp_path, "a", "b", "c", "d", "e"), 2, attempt))
    hands = {path.read_text() for path in found.values()}
    assert sorted(found) == ["a", "b", "c", "d", "e"]
    assert 1 <= len(hands) <= 2
    assert all(gone(int(hand)) for hand in hands)


def test_with_one_hand_no_process_is_started(tmp_path):
    ((_, made),) = results(tasks(tmp_path, "a"), 1, attempt)
    assert made.read_text() == str(os.getpid())


def test_a_worker_that_dies_is_told_and_the_others_go_on(tmp_path):
    found = codes(results(tasks(tmp_path, "a", "dies1", "b", "dies2", "c"), 2, attempt))
    assert found == {"a": "made", "dies1": "worker-lost", "b": "made", "dies2": "worker-lost", "c": "made"}


def test_a_job_that_fails_is_told_and_its_worker_goes_on(tmp_path):
    found = codes(results(tasks(tmp_path, "raises1", "raises2", "a", "b"), 2, attempt))
    assert found == {"raises1": "fault", "raises2": "fault", "a": "made", "b": "made"}


def test_tasks_are_taken_when_there_is_a_hand_for_them(tmp_path):
    taken = []

    def given():
        for task in tasks(tmp_path, "a", "b", "c", "d", "e", "f"):
            taken.append(task[0])
            yield task

    found = results(given(), 2, attempt)
    next(found)
    assert len(taken) < 6
    found.close()


def test_who_leaves_early_leaves_no_worker_behind(tmp_path):
    found = results(tasks(tmp_path, "a", "waits1", "b"), 2, attempt)
    next(found)
    pid = int(there(tmp_path / "waits1").read_text())
    found.close()
    assert gone(pid)


SCRIPT = """
import signal, sys, pathlib
signal.signal(signal.SIGINT, signal.default_int_handler)  # which isn't there where tests run in the background
sys.path.insert(0, {here!r})
from attempts import attempt
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.crew import results
root = pathlib.Path({folder!r})
if __name__ == "__main__":
    with Cache(root).workshop() as workshop:
        list(results([(name, name, root / name) for name in ("waits1", "waits2", "waits3")], 2, attempt))
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
