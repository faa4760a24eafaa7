"""The Markdown files of `tests/cases/wrong`: lectures with mistakes, and the whole of what `check` prints of each."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from diagram_anim.cli.main import cli
from tests.mermaid.golden import Case, cases


@pytest.mark.parametrize("case", [*cases("wrong")], ids=str)
def test_every_mistake_is_told_where_it_is(case: Case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lecture.md").write_text(f"{case.fence('markdown')}\n", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["check", "lecture.md"], standalone_mode=False)
    assert ran.exception is None
    case.check("check", ran.stderr.rstrip("\n"))
