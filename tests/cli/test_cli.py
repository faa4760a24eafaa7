"""The commands as a user calls them: data on stdout, problems on stderr, exit codes that mean something."""

import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from diagram_anim.cli.desk import Desk
from diagram_anim.cli.main import cli
from tests.cli.command import process, run
from tests.film import FAILOVER, ROLLING, SCENES

BROKEN = FAILOVER + "\n# 둘째\n\n```mermaid\ngraph LR\n  A[열린 --> B\n```\n" + ROLLING


@pytest.fixture
def lecture(tmp_path):
    path = tmp_path / "lecture.md"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_called_with_nothing_it_helps():
    ran = process()
    assert "render" in ran.stdout + ran.stderr


def test_a_mistyped_command_gets_a_suggestion():
    ran = run("rendre")
    assert ran.returncode == 2
    assert "`render`" in ran.stderr


def test_a_wrong_format_is_wrong_usage(lecture):
    ran = run("render", lecture, "--format", "mp3")
    assert ran.returncode == 2
    assert "mp4" in ran.stderr


def test_check_tells_the_broken_block_with_line_and_caret(lecture):
    ran = run("check", lecture)
    assert ran.returncode == 1
    line = BROKEN.split("\n").index("  A[열린 --> B") + 1
    assert f"lecture.md:{line}:" in ran.stderr
    assert "^" in ran.stderr
    assert ran.stderr.endswith("\n2 of 3 diagrams can be rendered; --layout tells what is too small or turned, too\n")
    assert ran.stdout == ""
    laid = run("check", lecture, "--layout")
    assert laid.stderr.endswith("\n2 of 3 diagrams can be rendered\n")


def test_what_was_told_of_an_unchanged_file_is_told_again_without_reading_it(lecture, tmp_path):
    code = (
        f"import sys; sys.argv = ['x', 'check', {str(lecture)!r}]\n"
        "import diagram_anim.cli as c\n"
        "try:\n c.main()\n"
        "finally:\n print('diagram_anim.story' in sys.modules)"
    )
    env = {**os.environ, "DIAGRAM_ANIM_CACHE": str(tmp_path / "cache")}

    def check():
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=SCENES.parent, env=env, check=False
        )

    first, again = check(), check()
    assert (first.stdout, again.stdout) == ("True\n", "False\n")
    assert again.stderr == first.stderr
    assert again.returncode == first.returncode == 1
    lecture.write_text(BROKEN.replace("열린", "닫힌"), encoding="utf-8")
    assert "닫힌" in check().stderr


def test_check_tells_what_the_simulation_finds(tmp_path):
    path = tmp_path / "lecture.md"
    path.write_text(FAILOVER.replace("check.period=2s", "check.period=600s"), encoding="utf-8")
    ran = run("check", path)
    assert ran.returncode == 0
    assert "wait-timed-out" in ran.stderr


def test_check_lays_out_where_it_is_asked_to(tmp_path):
    path = tmp_path / "chain.mmd"
    path.write_text("graph LR\n" + "".join(f"  A --> B{number}[a name that is rather long]\n" for number in range(60)))
    assert "small-text" not in run("check", path).stderr
    assert "small-text" in run("check", path, "--layout").stderr


@pytest.mark.parametrize("command", ["check", "list", "describe", "still", "sheet", "render"])
def test_where_nothing_is_found_every_command_says_so_and_ends_with_one(command, tmp_path):
    path = tmp_path / "prose.md"
    path.write_text("# 머리말\n")
    for given, stdin in ((path, None), (tmp_path, None), ("-", "# 머리말\n\n```text\n```\n")):
        ran = run(command, given, stdin=stdin, cwd=tmp_path)
        assert (ran.returncode, "nothing-found" in ran.stderr) == (1, True), (given, ran.stderr)


def test_a_file_that_is_not_there_is_named_with_the_nearest(lecture):
    ran = run("check", lecture.with_name("lectur.md"))
    assert ran.returncode == 1
    assert "lecture.md" in ran.stderr


def test_list_names_what_can_be_rendered(lecture):
    ran = run("list", lecture, "--json")
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["flowchart", "sequence"]
    assert all(row["steps"] > 1 and "seconds" not in row for row in rows)
    timed = [json.loads(line) for line in run("list", lecture, "--json", "--seconds").stdout.splitlines()]
    assert [{**row, "seconds": 0} for row in timed] == [{**row, "seconds": 0} for row in rows]
    assert all(row["seconds"] > 5 for row in timed)
    lines = run("list", lecture, "--seconds").stdout.splitlines()
    assert [line.split("\t")[4] for line in lines] == [f"{row['seconds']} s" for row in timed]


def test_list_reads_and_neither_simulates_nor_lays_out(lecture, monkeypatch):
    monkeypatch.setattr(Desk, "plans", None)
    monkeypatch.setattr(Desk, "rehearsal", None)
    ran = CliRunner().invoke(cli, ["list", str(lecture)])
    assert [line.split("\t")[1] for line in ran.stdout.splitlines()] == ["flowchart", "sequence"]


def test_standard_input_is_a_file_too():
    ran = run("inspect", "storyboard", "-", stdin=FAILOVER)
    (row,) = (json.loads(line) for line in ran.stdout.splitlines())
    assert [beat["verb"] for step in row["steps"] for beat in step["beats"]] == ["appear", "traffic", "fail", "wait"]


def test_the_log_conserves_requests():
    ran = run("inspect", "log", SCENES / "self-healing.yaml")
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    totals = rows[-1]
    assert totals["event"] == "totals"
    ends = ("served", "lost", "refused", "timeout", "in_flight")
    assert totals["sent"] == sum(totals[end] for end in ends)
    detected = next(row["t"] for row in rows if row["event"] == "detected")
    failed = next(row["t"] for row in rows if row.get("state") == "failed")
    assert all(failed <= row["t"] <= detected + 0.5 for row in rows if row["event"] == "lost")
    assert totals["lost"] > 0


def test_every_seam_can_be_seen(lecture):
    for stage in ("diagram", "layout", "timeline", "config"):
        ran = run("inspect", stage, f"{lecture}#1")
        assert ran.returncode == 0, ran.stderr
        assert all(json.loads(line) for line in ran.stdout.splitlines())


def test_described_scenes_are_written_where_asked(lecture, tmp_path):
    ran = run("describe", f"{lecture}#1", "-o", tmp_path / "scenes")
    (path,) = (Path(line) for line in ran.stdout.splitlines())
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    assert "fail W1" in "\n".join(lines)
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text(encoding="utf-8"))["type"] == "object"
    assert run("describe", path).stdout.splitlines() == lines, "and it is read back"


def test_what_describe_prints_is_one_scene_that_can_be_read_back(lecture, tmp_path):
    ran = run("describe", lecture)
    assert (ran.returncode, ran.stdout) == (2, "") and "-o scenes/" in ran.stderr
    first = run("describe", lecture, "--only", "1")
    (tmp_path / "first.yaml").write_text(first.stdout, encoding="utf-8")
    assert run("describe", tmp_path / "first.yaml").stdout == first.stdout


def test_a_scene_that_was_edited_is_not_described_over(lecture, tmp_path):
    words = ("describe", f"{lecture}#1", "-o", tmp_path / "scenes")
    (path,) = (Path(line) for line in run(*words).stdout.splitlines())
    described = path.read_text(encoding="utf-8")
    assert run(*words).returncode == 0  # it says the same
    path.write_text(described + "# mine\n", encoding="utf-8")
    ran = run(*words)
    assert ran.returncode == 1 and "--force" in ran.stderr and str(path) in ran.stderr
    assert path.read_text(encoding="utf-8").endswith("# mine\n")
    assert run(*words, "--force").returncode == 0
    assert path.read_text(encoding="utf-8") == described


@pytest.mark.slow
def test_a_films_path_stands_on_a_line_of_its_own_beside_the_bar(lecture, tmp_path):
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "diagram_anim", "render", f"{lecture}#1", "-o", tmp_path, "--quality", "draft"]
    env = {**os.environ, "TERM": "xterm", "DIAGRAM_ANIM_CACHE": "off"}
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as running:
        os.close(theirs)
        said = b""
        while True:
            try:
                said += os.read(ours, 4096)
            except OSError:  # nobody is there any more
                break
    os.close(ours)
    assert running.returncode == 0
    (before,) = re.findall(rf"(.{{5}}){re.escape(str(tmp_path))}[^\r]*\.mp4", said.decode())
    assert "━" in said.decode() and before.endswith("\x1b[2K")


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv=['x','--help']\ntry:\n import diagram_anim.cli as c; c.main()\nexcept SystemExit: pass\n"
    )
    code += "print([m for m in ('manim','numpy','simpy','pydantic','markdown_it') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SCENES.parent)
    assert ran.stdout.rstrip().endswith("[]")


def test_check_never_imports_manim(lecture):
    code = f"import sys; sys.argv=['x','check',{str(lecture)!r}]\ntry:\n import diagram_anim.cli as c; c.main()\n"
    code += "except SystemExit: pass\nprint([m for m in ('manim','numpy','pygraphviz') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SCENES.parent)
    assert ran.stdout.rstrip().endswith("[]")


def test_only_the_kinds_of_diagrams_that_are_there_are_learned(tmp_path):
    path = tmp_path / "one.mmd"
    path.write_text("flowchart LR\n  A --> B\n", encoding="utf-8")
    code = f"import sys; sys.argv=['x','check',{str(path)!r}]\ntry:\n import diagram_anim.cli as c; c.main()\n"
    code += "except SystemExit: pass\n"
    code += "print([m for m in ('flowchart','sequence','state') if f'diagram_anim.mermaid.{m}' in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SCENES.parent)
    assert ran.stdout.rstrip().endswith("['flowchart']")


@pytest.mark.slow
def test_the_good_diagrams_are_rendered_and_the_broken_one_is_told(lecture, tmp_path):
    cache = tmp_path / "cache"
    words = ("render", lecture, "-o", tmp_path / "out", "--quality", "draft", "--fps", "5", "--json")
    ran = process(*words, DIAGRAM_ANIM_CACHE=str(cache))
    assert ran.returncode == 1, ran.stderr
    *rows, lacking = (json.loads(line) for line in ran.stdout.splitlines())
    assert sorted(Path(row["film"]).name[:2] for row in rows) == ["01", "03"]
    assert lacking["film"] is None and lacking["diagram"].endswith("#2")
    (problem,) = lacking["problems"]
    assert problem["code"] == "unclosed-bracket" and problem["file"] == str(lecture) and problem["line"] > 1
    assert all(Path(row["film"]).stat().st_size > 10_000 and Path(row["poster"]).exists() for row in rows)
    before = [Path(row["film"]).read_bytes() for row in rows]
    start = time.perf_counter()
    again = process(*words, DIAGRAM_ANIM_CACHE=str(cache))
    taken = time.perf_counter() - start
    *rows, _ = (json.loads(line) for line in again.stdout.splitlines())
    assert all(row["cached"] == row["pieces"] for row in rows)
    assert sorted(before) == sorted(Path(row["film"]).read_bytes() for row in rows)
    assert taken < 30
    told = process(*words[:-1], DIAGRAM_ANIM_CACHE=str(cache)).stderr
    assert "2 films, 2 of them kept from before, of " in told
    afresh = process(*words, "--force", DIAGRAM_ANIM_CACHE=str(cache))
    *rows, _ = (json.loads(line) for line in afresh.stdout.splitlines())
    assert sorted(before) == sorted(Path(row["film"]).read_bytes() for row in rows)


def test_the_cache_is_shown_and_cleared(tmp_path):
    (tmp_path / "aa").mkdir()
    (tmp_path / "aa" / "aabb.mp4").write_bytes(b"x" * 1000)
    shown = json.loads(run("cache", "--json", DIAGRAM_ANIM_CACHE=str(tmp_path)).stdout)
    assert (shown["files"], shown["bytes"]) == (1, 1000)
    assert "0 files" in run("cache", "clear", DIAGRAM_ANIM_CACHE=str(tmp_path)).stdout


def test_a_bound_of_the_cache_that_is_no_size_is_told_by_every_command():
    assert "of 2000 MB" in run("cache", DIAGRAM_ANIM_CACHE="", DIAGRAM_ANIM_CACHE_SIZE="2GB").stdout
    for command in ("cache", "effects"):
        ran = run(command, DIAGRAM_ANIM_CACHE_SIZE="lots")
        assert (ran.returncode, "DIAGRAM_ANIM_CACHE_SIZE=lots is no size; take one like 2GB" in ran.stderr) == (2, True)
    assert run("cache", "burn").returncode == 2


@pytest.mark.slow
def test_a_place_that_cannot_be_written_is_told_in_a_line(lecture, tmp_path):
    films = tmp_path / "films"
    films.mkdir()
    (films / "lecture").write_text("in the way")
    ran = run("render", f"{lecture}#1", "-o", films, "--quality", "draft", "-q")
    assert ran.returncode == 1
    assert "can't be written" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["check", "embed", "list", "render"])
@pytest.mark.parametrize("kind", ["missing", "picture"])
def test_an_input_that_is_none_ends_with_one_whatever_the_command(command, kind, tmp_path):
    if kind == "picture":
        (tmp_path / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ran = run(command, "a.md", cwd=tmp_path)
    assert ran.returncode == 1
    said = {
        "missing": "error[no-such-file]: there is no file `a.md`",
        "picture": "error[not-text]: `a.md` is a picture",
    }
    assert ran.stderr.startswith(said[kind])


TWO = "# 1\n```mermaid\ngraph LR\n  U[client] --> LB[balancer] --> A\n```\n# 2\n```mermaid\ngraph LR\n  C --> D\n```\n"


@pytest.mark.parametrize(
    ("setting", "shown", "told"),
    [
        ("LB.check.period=20s", "2 diagrams", ""),
        ("LC.check.period=20s", "0 of 2", "no node called `LC`"),
        ("LB.check.peroid=20s", "1 of 2", "did you mean `check.period`?"),
    ],
)
def test_what_is_changed_of_one_diagram_is_nothing_to_the_others(tmp_path, setting, shown, told):
    (tmp_path / "lecture.md").write_text(TWO)
    said = run("check", tmp_path / "lecture.md", "--set", setting).stderr
    assert shown in said.splitlines()[-1] and told in said
    run("describe", tmp_path / "lecture.md", "--set", setting, "-o", tmp_path / "scenes")
    scene = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("scenes/**/*.yaml"))
    assert ("period" in scene and "20s" in scene) == (not told)
