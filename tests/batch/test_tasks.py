"""What a user names becomes tasks: each diagram once, by any way of its name, and a word where there is none."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from diagram_anim.batch.tasks import gather

LECTURE = """
# 1. Git 브랜치

```mermaid
graph LR
  A --> B
```

# 2. 롤링 업데이트

```mermaid
graph LR
  C --> D
```
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own place, with a lecture, a page without diagrams, an empty file and an empty folder."""
    monkeypatch.chdir(tmp_path)
    Path("lecture.md").write_text(LECTURE, encoding="utf-8")
    Path("prose.md").write_text("# 머리말\n\n그림이 없습니다.\n", encoding="utf-8")
    Path("empty.md").touch()
    Path("empty.mmd").touch()
    Path("folder").mkdir()
    return tmp_path


def stems(*inputs: str, only: tuple[str, ...] = ()) -> list[str]:
    reading = gather(inputs, only)
    assert not reading.problems
    return [task.stem for task in reading.tasks]


def told(*inputs: str, only: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity.value) for problem in gather(inputs, only).problems]


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


@pytest.mark.parametrize("name", ["1", "Git 브랜치", "git-브랜치", "GIT-브랜치", "1. Git 브랜치"])
def test_a_diagram_is_taken_by_any_way_of_its_name(name):
    assert stems(f"lecture.md#{name}") == ["lecture/01-git-브랜치"]


@pytest.mark.parametrize("name", ["2", "롤링", "롤링-업데이트", "롤링 업데이트"])
def test_only_takes_a_number_or_a_part_of_a_title(name):
    assert stems("lecture.md", only=(name,)) == ["lecture/02-롤링-업데이트"]


def test_only_takes_several_titles():
    numbers = stems("lecture.md", only=("1,2",))
    titles = [one.split("/", 1)[1].split("-", 1)[1] for one in numbers]
    assert stems("lecture.md", only=(",".join(titles),)) == numbers


def test_only_takes_several_numbers():
    assert [task.block.number for task in gather(["lecture.md"], ["1,2"]).tasks] == [1, 2]
    assert [problem.message for problem in gather(["lecture.md"], ["1,9"]).problems] == ["no diagram is called `9`"]


def test_a_diagram_named_twice_is_one_task():
    assert stems("lecture.md#2", "lecture.md", "lecture.md#롤링-업데이트") == [
        "lecture/02-롤링-업데이트",
        "lecture/01-git-브랜치",
    ]


def test_what_only_names_and_no_diagram_is_called_is_told_with_those_that_are():
    reading = gather(["lecture.md"], ("git", "없는 것"))
    (problem,) = reading.problems
    assert (problem.code, len(reading.tasks)) == ("nothing-chosen", 1)
    assert "`git-브랜치`, `롤링-업데이트`" in problem.hint


def test_a_selection_that_a_file_hasnt_is_an_error_of_its_own():
    assert told("lecture.md#7") == [("no-such-block", "error")]
    assert told("prose.md#7") == [("no-such-block", "error")]


def test_standard_input_is_read_once_however_often_it_is_named(monkeypatch):
    piped(monkeypatch, LECTURE)
    assert stems("-#2", "-") == ["stdin/02-롤링-업데이트", "stdin/01-git-브랜치"]


@pytest.mark.parametrize("given", ["prose.md", "empty.md", "empty.mmd", "folder", "*.txt"])
def test_a_run_without_any_diagram_is_an_error(given):
    assert told(given) == [("nothing-found", "error")]


@pytest.mark.parametrize("given", ["prose.md", "empty.md", "empty.mmd", "folder", "*.txt"])
def test_an_input_without_a_diagram_is_a_warning_beside_others_that_have_some(given):
    assert told(given, "lecture.md") == [("nothing-found", "warning")]


@pytest.mark.parametrize("text", ["", "\n\n", "# 머리말\n\n```python\nprint()\n```\n"])
def test_standard_input_without_a_diagram_is_no_other_case(monkeypatch, text):
    piped(monkeypatch, text)
    assert told("-") == [("nothing-found", "error")]


def test_pages_without_diagrams_are_passed_by_in_a_folder():
    assert stems(".") == ["lecture/01-git-브랜치", "lecture/02-롤링-업데이트"]


def test_a_file_that_is_not_there_is_an_error_beside_any_other():
    assert told("nothing.md", "lecture.md") == [("no-such-file", "error")]
