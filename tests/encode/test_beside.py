"""Frames are encoded beside what draws them: nothing is lost, nothing changes, nobody waits for nobody."""

import threading

import numpy as np
import pytest

from diagram_anim import encode
from diagram_anim.encode.beside import AHEAD, beside


class Kept:
    """A sink that keeps what it gets, or fails at a frame."""

    def __init__(self, fails_at=None):
        self.got, self.fails_at = [], fails_at

    def write(self, frame, repeat=1):
        if len(self.got) == self.fails_at:
            raise OSError("full")
        self.got.append((frame, repeat))


def test_frames_come_in_order_with_how_long_they_hold():
    kept = Kept()
    with beside(kept) as sink:
        for number in range(50):
            sink.write(number, repeat=number + 1)
    assert kept.got == [(number, number + 1) for number in range(50)]


@pytest.mark.parametrize("fails_at", [0, 3, 49])
def test_what_the_sink_raises_is_raised_to_who_writes(fails_at):
    with pytest.raises(OSError, match="full"), beside(Kept(fails_at)) as sink:
        for number in range(50):
            sink.write(number)


def test_who_leaves_early_is_not_waited_for():
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt), beside(Kept()) as sink:
        for number in range(AHEAD * 3):
            sink.write(number)
        raise KeyboardInterrupt
    assert threading.active_count() == before


def test_the_file_is_the_same(tmp_path):
    frames = [np.full((120, 160, 4), 5 * number, np.uint8) for number in range(20)]
    one, other = tmp_path / "one.mp4", tmp_path / "other.mp4"
    with encode.open_sink("mp4", one, (160, 120), 10) as sink:
        for frame in frames:
            sink.write(frame)
    with encode.open_sink("mp4", other, (160, 120), 10) as encoder, beside(encoder) as sink:
        for frame in frames:
            sink.write(frame)
    assert one.read_bytes() == other.read_bytes()


class Slow:
    """A sink in the midst of a frame until it is let go."""

    def __init__(self):
        self.begun, self.go, self.closed, self.late = threading.Event(), threading.Event(), False, False

    def write(self, frame, repeat=1):
        self.begun.set()
        self.go.wait(5)
        self.late = self.late or self.closed


def test_an_interrupt_while_the_last_frames_are_waited_for_leaves_no_frame_under_way(monkeypatch):
    slow, join, calls = Slow(), threading.Thread.join, []

    def interrupted(thread, timeout=None):
        calls.append(thread)
        if len(calls) < 3:  # the second one comes while the first is being answered
            raise KeyboardInterrupt
        slow.go.set()
        join(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt), beside(slow) as sink:
        sink.write(0)
        slow.begun.wait(5)
    slow.closed = True
    monkeypatch.undo()
    assert not calls[0].is_alive() and not slow.late
