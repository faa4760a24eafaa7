"""What can't be written is said before anything is made."""

import pytest

from tests.cli.test_cli import run
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
