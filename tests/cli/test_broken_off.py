"""What a run says that is broken off: how many films it leaves."""

import signal
import sys

import pytest

from diagram_anim.cli import render_command
from diagram_anim.cli.broken_off import BrokenOff, counted, words
from diagram_anim.cli.main import run

SAID = {0: "no film was finished", 1: "1 film finished before stays", 2: "2 films finished before stay"}


@pytest.mark.parametrize("number", SAID)
def test_what_was_made_is_told(number):
    with pytest.raises(BrokenOff) as broken, counted(()), counted(["film"] * number):
        raise KeyboardInterrupt
    assert words(broken.value) == f"interrupted: {SAID[number]}"
    assert words(KeyboardInterrupt()) == "interrupted: what was finished stays"


def test_a_run_that_is_broken_off_at_its_start_says_that_nothing_is_there(tmp_path, monkeypatch, capsys):
    def broken_off(*_, **__):
        raise KeyboardInterrupt

    lecture = tmp_path / "a.mmd"
    lecture.write_text("graph LR\n  A --> B\n")
    monkeypatch.setattr(render_command, "films", broken_off)
    monkeypatch.setattr(sys, "argv", ["diagram-anim", "render", str(lecture)])
    handlers = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with pytest.raises(SystemExit) as ended:
            run()
    finally:
        for sign, handler in handlers.items():
            signal.signal(sign, handler)
    assert ended.value.code == 130 and "interrupted: no film was finished" in capsys.readouterr().err
