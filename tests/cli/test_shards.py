"""A run that several machines share: each renders its part, and what they have drawn is drawn for all."""

import json
from collections import Counter

import pytest

from tests.cli.command import run
from tests.film import FAILOVER, ROLLING

LECTURE = "\n".join((FAILOVER, ROLLING, FAILOVER.replace("장애", "다음")))
DRAFT = ("--quality", "draft", "--fps", "5", "--jobs", "1", "--json")


def rows(machine, *words, **env):
    """What a machine with a checkout of its own renders."""
    machine.mkdir(exist_ok=True)
    (machine / "lecture.md").write_text(LECTURE, encoding="utf-8")
    ran = run("render", "lecture.md", "-o", "out", *DRAFT, *words, cwd=machine, **env)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.slow
def test_the_shards_are_the_whole_and_leave_nothing_to_draw(tmp_path):
    shared = {"DIAGRAM_ANIM_CACHE": str(tmp_path / "cache")}
    parts = [rows(tmp_path / f"machine-{k}", "--shard", f"{k}/2", **shared) for k in (1, 2)]
    assert [len(part) for part in parts] == [2, 1]
    assert all(row["cached"] < row["pieces"] for part in parts for row in part)
    whole = rows(tmp_path / "last", **shared)
    assert all(row["cached"] == row["pieces"] > 0 for row in whole)
    films = Counter(row["film"] for part in parts for row in part)
    assert films == Counter(row["film"] for row in whole)
    assert max(films.values()) == 1
    for k, part in enumerate(parts, 1):
        for row in part:
            film, again = (tmp_path / machine / row["film"] for machine in (f"machine-{k}", "last"))
            assert film.read_bytes() == again.read_bytes()


def test_more_machines_than_diagrams_are_told_so(tmp_path):
    (tmp_path / "one.mmd").write_text("graph LR\n A --> B\n", encoding="utf-8")
    ran = run("render", "one.mmd", "--shard", "2/2", cwd=tmp_path)
    assert ran.returncode == 0
    assert "Nothing is left for this machine" in ran.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("wrong", ["0/2", "3/2", "2", "a/b", "1/0"])
def test_what_is_no_shard_is_wrong_usage(tmp_path, wrong):
    (tmp_path / "one.mmd").write_text("graph LR\n A --> B\n", encoding="utf-8")
    ran = run("render", "one.mmd", "--shard", wrong, cwd=tmp_path)
    assert ran.returncode == 2
    assert "no part of a run" in ran.stderr
