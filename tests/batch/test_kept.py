"""Plans are kept: made anew only where something has changed, and never anything but a plan."""

import pickle
from dataclasses import replace

import pytest

from diagram_anim.batch import kept
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.kept import Plans
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.source import blocks
from tests.film import FAILOVER


def task(text=FAILOVER):
    document = Document("lecture.md", text)
    return Task(document, blocks(document)[0], "lecture/01")


def planned(task, settings, cache):
    """The plan and all that is told of it."""
    plans = Plans(cache)
    begun, problems = plans.begin(task, settings)
    made, more = plans.end(begun, settings)
    return made, [*problems, *more]


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "cache").mkdir()
    return Cache(tmp_path / "cache")


@pytest.fixture
def made(monkeypatch):
    """What was planned anew."""
    found = []
    whole = kept.rehearse

    def rehearse(task, settings):
        found.append(task)
        return whole(task, settings)

    monkeypatch.setattr(kept, "rehearse", rehearse)
    return found


def test_the_same_is_planned_once_and_comes_back_the_same(cache, made):
    first, second = (planned(task(), Settings(), cache) for _ in range(2))
    assert len(made) == 1
    assert first == second
    assert first[0].timeline.clips


def test_what_was_told_is_told_again(cache, made):
    warned = (
        FAILOVER.replace("```mermaid\n", "```mermaid\n%% مرحبا\n").rstrip().removesuffix("```") + "  Z[مرحبا]\n```\n"
    )
    first, second = (planned(task(warned), Settings(), cache)[1] for _ in range(2))
    assert len(made) == 1
    assert first == second
    assert [one.code for one in first] == ["no-letters"]


def test_what_is_written_elsewhere_in_the_file_plans_nothing_anew_unless_lines_move(cache, made):
    first, _ = planned(task(), Settings(), cache)
    below = task(FAILOVER + "\n# 다음 장\n\n다른 그림입니다.\n")
    again, _ = planned(below, Settings(), cache)
    assert again == replace(first, task=below), "which knows the file as it is now"
    assert len(made) == 1
    planned(task("\n" + FAILOVER), Settings(), cache)
    assert len(made) == 2, "as it tells where each word stands"


def test_other_words_or_settings_are_planned_anew(cache, made):
    planned(task(), Settings(), cache)
    planned(task(FAILOVER.replace("장애", "고장")), Settings(), cache)
    planned(task(), replace(Settings(), aspect="9:16"), cache)
    assert len(made) == 3


@pytest.mark.parametrize("content", [b"", b"nothing", pickle.dumps(print), pickle.dumps(pytest.fixture)])
def test_what_is_damaged_or_no_plan_is_planned_anew(cache, made, content):
    good = planned(task(), Settings(), cache)
    (path,) = cache.root.glob("??/*.plan")
    path.write_bytes(content)
    assert planned(task(), Settings(), cache) == good
    assert planned(task(), Settings(), cache) == good
    assert len(made) == 2, "and kept again"


def test_a_kept_file_starts_nothing(cache, tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "evil"), "w"))

    planned(task(), Settings(), cache)
    (path,) = cache.root.glob("??/*.plan")
    path.write_bytes(pickle.dumps(Evil()))
    planned(task(), Settings(), cache)
    assert not (tmp_path / "evil").exists()


def test_without_a_cache_it_is_planned_all_the_same(made):
    assert planned(task(), Settings(), Cache(None))[0] is not None
    assert len(made) == 1
