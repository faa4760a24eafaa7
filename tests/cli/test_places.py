"""What can't be written is said before anything is made."""

import os
from pathlib import Path

import pytest

from diagram_anim.cli import places
from tests.cli.command import process, run
from tests.film import FAILOVER


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("render", "plain"),
        ("render", "plain/films"),
        ("sheet", "plain/sheets"),
        ("describe", "plain/scenes"),
        ("slides", "plain/deck.pptx"),
        ("reel", "plain/reel.mp4"),
    ],
)
def test_a_file_in_the_way_is_named_at_once(command, place, tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    (tmp_path / "plain").write_text("mine", encoding="utf-8")
    ran = run(command, "lecture.md", "-o", place, cwd=tmp_path)
    assert ran.returncode == 2
    assert "plain is a file" in ran.stderr
    assert "name a" in ran.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["lecture.md", "plain"]
    assert (tmp_path / "plain").read_text() == "mine"


@pytest.mark.parametrize("command", ["render", "sheet", "still", "describe"])
def test_a_file_that_is_named_where_a_folder_is_needed_is_told_once_before_anything_is_made(command, tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    ran = run(command, "lecture.md", "-o", "lecture.md", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.count("lecture.md is a file: name a folder") == 1
    assert "CACHE" not in ran.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["lecture.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("render", "lecture.md", "--format", "gif", "--audio"), "`diagram-anim reel LECTURE.md` can be heard"),
        (("render", "lecture.md", "-q", "draft"), "did you mean --quality draft?"),
        (("embed", "lecture.md", "-o", "films.gif"), "take films.md"),
        (("reel", "lecture.md", "-o", "reel.gif"), "take reel.mp4"),
        (("still", "lecture.md", "--at", "900", "-o", "stills"), "lasts"),
        (("still", "lecture.md", "-o", "still.jpg"), "a file that ends in .png"),
        (("render", "lecture.md", "-o", "film.avi"), "a file that ends in .mp4, .gif"),
        (("render", "lecture.md", "-o", "film.txt"), "name a folder, or a file that ends in .mp4"),
        (("sheet", "lecture.md", "-o", "sheet.txt"), "a file that ends in .png"),
        (("render", "lecture.md", "-o", "film.mp4", "--format", "gif"), "a file that ends in .gif"),
        (("render", "lecture.md", "--format", "gif", "--max-size", "20"), "20 is no size"),
        (("embed", "lecture.md#1"), "take lecture.md"),
        (("embed", "one.mmd"), "`render one.mmd --format gif`"),
        (("reel", "lecture.md", "--narration", "nowhere"), "there is no folder nowhere"),
    ],
)
def test_what_a_command_cannot_do_is_said_with_what_comes_nearest_before_anything_is_made(words, said, tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    ran = run(*words, cwd=tmp_path)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["lecture.md"]


def test_a_film_that_is_too_short_for_a_still_keeps_no_other(tmp_path):
    short = "\n```mermaid\ngraph LR\n  A[Client]\n```\n"
    (tmp_path / "lecture.md").write_text(FAILOVER + short, encoding="utf-8")
    ran = run("still", "lecture.md", "--at", "10", "-o", "stills", "--quality", "draft", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.count("error[too-short]") == 1 and "lecture.md#2 lasts" in ran.stderr
    (made,) = ran.stdout.splitlines()
    assert (tmp_path / made).stat().st_size > 1000


@pytest.mark.slow
def test_films_that_go_into_one_file_are_told_of_as_they_are_made(tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    words = ("embed", "lecture.md", "--as", "still", "--quality", "draft")
    ran = process(*words, cwd=tmp_path)
    assert ran.stdout.splitlines() == ["lecture.films.md"]
    assert ran.stderr.splitlines() == ["1/1 lecture.md#1"]
    assert process(*words, "--quiet", cwd=tmp_path).stderr == ""


@pytest.mark.slow
def test_the_output_s_ending_chooses_the_format_and_what_is_there_is_not_made_again(tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    (tmp_path / "cache").mkdir()
    for words, made in (
        (("render", "lecture.md", "-o", "film.gif"), "film.gif"),
        (("embed", "lecture.md"), "lecture-films/01-장애.gif"),
        (("embed", "lecture.md", "--as", "still"), "lecture-films/01-장애.png"),
    ):
        states = []
        for _ in range(2):
            ran = process(
                *words, "--quality", "draft", "--fps", "5", cwd=tmp_path, DIAGRAM_ANIM_CACHE=str(tmp_path / "cache")
            )
            assert ran.returncode == 0, ran.stderr
            states.append((tmp_path / made).stat().st_mtime_ns)
        assert states[0] == states[1], words


@pytest.mark.slow
def test_what_cannot_be_shown_and_not_be_mended_is_no_error_and_counted(tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER + "\n```mermaid\ngantt\n  title T\n```\n", encoding="utf-8")
    deck = process("slides", "lecture.md", "-o", "deck.html", "--quality", "draft", "--fps", "5", cwd=tmp_path)
    assert deck.returncode == 0
    assert "warning[unsupported-diagram]" in deck.stderr
    films = process("render", "lecture.md", "--quality", "draft", "--fps", "5", cwd=tmp_path)
    assert films.stderr.rstrip().endswith("; 1 of 2 diagrams can't be shown")


@pytest.mark.slow
def test_folders_are_made_for_what_is_written(tmp_path):
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    words = ("embed", "lecture.md", "-o", "films/copy", "--as", "still", "--quality", "draft", "-q")
    before = None
    for _ in range(2):
        assert process(*words, cwd=tmp_path).returncode == 0
        shown = (tmp_path / "films/copy/lecture.films.md").read_text(encoding="utf-8")
        assert before in (None, shown)
        before = shown
    assert (tmp_path / "films/copy/lecture-films").is_dir()


def test_a_place_without_the_right_to_write_is_named(tmp_path, monkeypatch):
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"mine")
    assert places.blocked(deck) == ""
    monkeypatch.setattr(os, "access", lambda path, mode: path != deck)
    assert places.blocked(deck) == f"{deck} is write-protected: name another file."
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert places.blocked(deck) == f"{tmp_path} can't be written to: name another folder."
    assert places.blocked(tmp_path / "new/deck.pptx") == f"{tmp_path} can't be written to: name another folder."


@pytest.mark.slow
def test_what_is_made_of_a_part_of_a_lecture_says_so_and_keeps_its_title(tmp_path):
    broken = "\n# 둘\n\n```mermaid\ngraph LR\n  A[[[ --> \n```\n"
    (tmp_path / "lecture.md").write_text(FAILOVER + broken, encoding="utf-8")
    ran = process(
        "slides", "lecture.md", "-o", "deck.html", "--quality", "draft", "--fps", "5", "--strict", cwd=tmp_path
    )
    assert ran.returncode == 1
    assert "error[incomplete]: 1 of 2 diagrams are shown, without lecture.md#2" in ran.stderr
    ran = process(
        "slides", "lecture.md", "-o", "one.html", "--quality", "draft", "--fps", "5", "--only", "1", cwd=tmp_path
    )
    assert ran.returncode == 0
    assert "incomplete" not in ran.stderr
    assert all("<h1>장애</h1>" in (tmp_path / name).read_text(encoding="utf-8") for name in ("deck.html", "one.html"))


@pytest.mark.parametrize("place", ["/proc", "/sys"])
@pytest.mark.parametrize("command", ["render", "slides", "reel"])
def test_a_place_that_takes_no_files_is_named_whatever_its_rights(command, place, tmp_path):
    if not Path(place).is_dir():
        pytest.skip(f"needs {place}")
    (tmp_path / "lecture.md").write_text(FAILOVER, encoding="utf-8")
    target = {"render": "films", "slides": "deck.pptx", "reel": "reel.mp4"}[command]
    ran = run(command, "lecture.md", "-o", f"{place}/{target}", cwd=tmp_path)
    assert ran.returncode == 2
    assert f"{place} can't be written to" in " ".join(ran.stderr.split())
