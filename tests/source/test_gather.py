"""What a user names, as files; and where their outputs will lie."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from diagram_anim.source import gather, load


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bit of everything, and the test's own place."""
    for name in (
        "course/week10/session.md",
        "course/week2/session.md",
        "course/week2/flow.mmd",
        "course/week2/notes.txt",
        "course/scene.yaml",
        "course/deployment.yaml",
        "course/.hidden/a.md",
        "course/node_modules/pkg/readme.md",
        "lecture.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title: x\ndiagram: |\n  graph LR\n" if name.endswith("scene.yaml") else "kind: Deployment\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def named(*inputs: str) -> list[tuple[str, str]]:
    found, problems = gather(inputs)
    assert not problems
    return [(Path(one.path).as_posix(), one.stem) for one in found]


def test_a_folder_is_searched_for_all_that_may_hold_diagrams(course):
    assert named("course") == [
        ("course/scene.yaml", "scene"),
        ("course/week2/flow.mmd", "week2/flow"),
        ("course/week2/session.md", "week2/session"),
        ("course/week10/session.md", "week10/session"),
    ]


def test_outputs_of_a_glob_lie_below_its_root(course):
    assert named("course/**/*.md") == [
        ("course/week2/session.md", "week2/session"),
        ("course/week10/session.md", "week10/session"),
    ]
    assert named("course/week*/session.md")[0] == ("course/week2/session.md", "week2/session")


def test_a_file_is_named_by_itself(course):
    assert named("lecture.md", "course/week2/flow.mmd", "lecture.md") == [
        ("lecture.md", "lecture"),
        ("course/week2/flow.mmd", "flow"),
    ]


@pytest.mark.parametrize("selection", ["5", "롤링-업데이트"])
def test_one_diagram_is_chosen_behind_a_hash(course, selection):
    ((one,), problems) = gather([f"lecture.md#{selection}"])
    assert (one.path, one.stem, one.selection, problems) == ("lecture.md", "lecture", selection, [])


def test_a_name_from_another_system_is_composed(course):
    ((one,), _) = gather(["lecture.md#\u1112\u1161\u1102\u1161"])
    assert one.selection == "하나"


def test_a_file_whose_name_has_a_hash_is_that_file(course):
    Path("c#5.md").touch()
    assert named("c#5.md") == [("c#5.md", "c#5")]


def test_files_of_the_same_name_keep_their_outputs_apart(course):
    Path("lecture.mmd").touch()
    Path("a/x").mkdir(parents=True)
    Path("b/x").mkdir(parents=True)
    for name in ("a/x/one.md", "b/x/one.md"):
        Path(name).touch()
    assert named("lecture.md", "lecture.mmd") == [("lecture.md", "lecture-md"), ("lecture.mmd", "lecture-mmd")]
    assert named("a/x/one.md", "b/x/one.md") == [("a/x/one.md", "a/x/one"), ("b/x/one.md", "b/x/one")]


def test_standard_input_has_a_name(course):
    ((one,), _) = gather(["-"])
    assert (one.path, one.stem, one.is_scene) == ("-", "stdin", False)


@pytest.mark.parametrize(
    "given, code",
    [
        ("nothing.md", "no-such-file"),
        ("nothing.md#5", "no-such-file"),
        ("*.rst", "nothing-found"),
        ("empty", "nothing-found"),
    ],
)
def test_what_isnt_there_is_told(course, given, code):
    Path("empty").mkdir()
    found, (problem,) = gather([given])
    assert found == []
    assert problem.code == code


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("locked", ["locked"]),
        ("locked/one.md", ["locked/one.md"]),
        ("locked/*.md", ["locked/*.md"]),
        ("open", ["open/locked", "open/shut.md", "open/shut.yaml"]),
        ("open/shut.md", ["open/shut.md"]),
    ],
)
def test_what_cannot_be_read_is_told_in_one_way_and_keeps_nothing_else(course, monkeypatch, given, told):
    for name in ("locked/one.md", "open/locked/two.md", "open/shut.md", "open/shut.yaml", "open/free.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(name)
    real = {"stat": os.stat, "scandir": os.scandir, "read_bytes": Path.read_bytes}

    def refusing(name, shut):
        def tried(path, *rest, **more):
            if isinstance(path, str | Path) and shut(Path(path)):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real[name](path, *rest, **more)

        return tried

    monkeypatch.setattr(os, "stat", refusing("stat", lambda path: path.parent.name == "locked"))
    monkeypatch.setattr(os, "scandir", refusing("scandir", lambda path: path.name == "locked"))
    monkeypatch.setattr(Path, "read_bytes", refusing("read_bytes", lambda path: path.stem == "shut"))
    found, problems = gather([given])
    problems += [problem for one in found for problem in load(one.path)[1]]
    assert sorted(problem.message for problem in problems) == [
        f"`{name}` can't be read: Permission denied" for name in told
    ]
    assert {problem.code for problem in problems} == {"unreadable-file"}
    assert ("open/free.md" in [one.path for one in found]) == (given == "open")


def test_a_near_name_is_offered(course):
    _, (problem,) = gather(["lectur.md"])
    assert problem.hint == "did you mean `lecture.md`?"
