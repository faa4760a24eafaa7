"""What hasn't changed isn't done again; whatever has changed is noticed."""

from dataclasses import replace

import pytest

from diagram_anim.batch.cache import Cache
from diagram_anim.batch.records import Records
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.diagnostic import warning
from diagram_anim.model.document import Document
from diagram_anim.model.span import Span
from diagram_anim.source import blocks
from tests.film import FAILOVER

ROWS = [{"film": "out/lecture/01.mp4", "pieces": 3}]
PROBLEMS = [warning("wait-timed-out", "too late", Span("lecture.md", 8, 1, 8, 9), hint="wait"), warning("turned", "so")]


def task(text=FAILOVER):
    document = Document("lecture.md", text)
    return Task(document, blocks(document)[0], "lecture/01")


def scene(diagram):
    return Task(Document("scene.yaml", f"title: x\ndiagram{diagram}\n"), None, "scene")


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "01.mp4"
    path.write_bytes(b"film")
    return path


@pytest.fixture
def cache(tmp_path):
    root = tmp_path / "cache"
    root.mkdir()
    return Cache(root)


def keep(cache, film, one, settings=None):
    Records(cache, settings or Settings(), "mp4").keep(one, ROWS, PROBLEMS, [film])


def found(cache, one, settings=None, asked="mp4"):
    return Records(cache, settings or Settings(), asked).find(one)


def test_a_task_is_found_again_with_all_that_was_told_of_it(cache, film):
    keep(cache, film, task())
    record = found(cache, task())
    assert list(record.rows) == ROWS
    assert list(record.problems) == PROBLEMS


BELOW = "\n# 다음 장\n\n다른 그림입니다.\n\n```mermaid\ngraph LR\n  X --> Y\n```\n"


def test_what_is_written_elsewhere_in_the_file_changes_nothing(cache, film):
    keep(cache, film, task())
    assert list(found(cache, task(FAILOVER + BELOW)).problems) == PROBLEMS
    moved = found(cache, task("---\nlang: ko\n---\n" + FAILOVER + BELOW.replace("다른", "또")))
    assert [one.span and (one.span.line, one.span.end_line) for one in moved.problems] == [(11, 11), None]
    assert moved.rows == tuple(ROWS)


def test_what_is_said_around_a_diagram_or_the_language_of_its_file_is_its_own(cache, film):
    keep(cache, film, task())
    assert found(cache, task(FAILOVER.replace("**서버 하나가", "**서버 둘이"))) is None
    assert found(cache, task(FAILOVER + "\n그런 뒤의 말입니다.\n")) is None
    english = "It is a lecture that tells how a server fails and what the others do when it is gone.\n" * 9
    assert found(cache, task(english + FAILOVER)) is None


def test_what_was_told_of_other_lines_of_the_file_isnt_remembered(cache, film):
    far = warning("far", "off", Span("lecture.md", 2, 1, 2, 3))
    Records(cache, Settings(), "mp4").keep(task(), ROWS, [far], [film])
    assert found(cache, task()) is None


def test_other_words_settings_or_wishes_are_another_task(cache, film):
    keep(cache, film, task())
    assert found(cache, task(FAILOVER.replace("장애", "고장"))) is None
    assert found(cache, replace(task(), stem="lecture/02")) is None
    assert found(cache, task(), Settings(seed=8)) is None
    assert found(cache, task(), asked="gif") is None


def test_a_film_that_was_changed_or_taken_away_is_made_again(cache, film):
    keep(cache, film, task())
    film.write_bytes(b"another")
    assert found(cache, task()) is None
    film.unlink()
    assert found(cache, task()) is None


def test_a_theme_of_ones_own_that_was_changed_is_noticed(cache, film, tmp_path):
    theme = tmp_path / "mine.toml"
    theme.write_text('base = "night"\n')
    settings = Settings(theme=str(theme))
    keep(cache, film, task(), settings)
    assert found(cache, task(), settings)
    theme.write_text('base = "day"\n\n')
    assert found(cache, task(), settings) is None


@pytest.mark.parametrize("diagram, alone", [(": |\n  graph LR\n", True), (":\n  file: other.md\n  block: 1\n", False)])
def test_a_scene_whose_diagram_stands_elsewhere_is_read_anew(cache, film, diagram, alone):
    keep(cache, film, scene(diagram))
    assert (found(cache, scene(diagram)) is not None) is alone


def test_a_record_that_is_broken_is_none(cache, film):
    keep(cache, film, task())
    for path in cache.root.glob("??/*"):
        path.write_text('{"rows": [', encoding="utf-8")
    assert found(cache, task()) is None


def test_without_a_cache_there_are_no_records(film, tmp_path, monkeypatch):
    keep(Cache(None), film, task())
    assert found(Cache(None), task()) is None


@pytest.mark.parametrize("line", ['  A@{ img: "logo.png" }', '  A@{ "img": "logo.png" }'])
def test_a_diagram_with_pictures_isnt_remembered_since_they_may_change(cache, film, line):
    with_picture = task(FAILOVER.rstrip().removesuffix("```") + f"{line}\n```\n")
    keep(cache, film, with_picture)
    assert found(cache, with_picture) is None


def test_a_scene_whose_system_is_in_manifests_isnt_remembered(cache, film):
    one = Task(
        Document("scene.yaml", "diagram: |\n  graph LR\n    A --> B\nsystem:\n  from: k8s/*.yaml\n"), None, "scene"
    )
    keep(cache, film, one)
    assert found(cache, one) is None
