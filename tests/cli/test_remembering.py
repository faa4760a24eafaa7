"""A run remembers what it has made, and what was taken away comes back."""

import shutil

import pytest

from diagram_anim.batch import films, kept
from diagram_anim.batch.crew import Crew
from diagram_anim.cli.main import cli
from tests.film import FAILOVER

pytestmark = pytest.mark.slow


@pytest.fixture
def render(tmp_path, monkeypatch):
    """Renders two diagrams, or those that have changed; gives how many were planned."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lecture.md").write_text(FAILOVER + FAILOVER.replace("장애", "다음"), encoding="utf-8")
    prepare, planned = films.prepare, []
    monkeypatch.setattr(films, "prepare", lambda plan, *more: planned.append(plan) or prepare(plan, *more))

    def run():
        planned.clear()
        words = ["render", "lecture.md", "-o", "out", "--quality", "draft", "--fps", "5", "--jobs", "1", "-q"]
        cli.main(words, standalone_mode=False)
        return len(planned)

    return run


def test_what_a_run_had_finished_before_it_was_broken_off_is_remembered(render, monkeypatch):
    whole = films.render

    def broken_off(*given):
        yield next(whole(*given))
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(films, "render", broken_off)
        with pytest.raises((KeyboardInterrupt, SystemExit, RuntimeError)):
            render()
    assert render() == 1
    assert render() == 0


def test_every_file_that_was_taken_away_comes_back(render, tmp_path):
    render()
    there = {path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert len(there) == 2 * 6
    for path in sorted(there):
        if path.name.startswith("01"):
            path.unlink()
            assert render() == 1, path.name
            assert {path for path in (tmp_path / "out").rglob("*") if path.is_file()} == there


@pytest.mark.parametrize(
    "words",
    [["render", "lecture.md", "-o", "out"], ["embed", "lecture.md"], ["slides", "lecture.md", "-o", "out.html"]],
)
def test_who_draws_comes_while_diagrams_are_planned_and_not_at_all_where_nothing_is_to_be_drawn(
    words, tmp_path, monkeypatch
):
    seen, rehearse = [], kept.rehearse
    monkeypatch.setattr(Crew, "_hire", lambda crew, count: seen.append("called"))  # whoever asks draws
    monkeypatch.setattr(kept, "rehearse", lambda *given: seen.append("planned") or rehearse(*given))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIAGRAM_ANIM_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    for expected in (["called", "planned", "called"], []):
        seen.clear()
        cli.main([*words, "--quality", "draft", "--fps", "5", "--jobs", "2", "-q"], standalone_mode=False)
        assert seen == expected
        for place in [*tmp_path.glob("out*"), *tmp_path.glob("lecture?films*")]:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
