"""Encoding beside drawing: frames are taken by a thread of the encoder's own, whose work leaves Python to others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

from diagram_anim.encode.format import Pixels, Sink

AHEAD = 8
"""Frames that may wait for the encoder: what a heavy frame takes longer, light ones make good."""


class _Beside:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: Queue[tuple[Pixels, int] | None] = Queue(AHEAD)
        self._thread = Thread(target=self._take, daemon=True)
        self._problem: BaseException | None = None
        self._thread.start()

    def write(self, frame: Pixels, repeat: int = 1) -> None:
        if self._problem is not None:
            raise self._problem
        self._waiting.put((frame, repeat))

    def finish(self) -> None:
        """Waits until all is written, and raises what went wrong."""
        self._waiting.put(None)
        self._thread.join()
        if self._problem is not None:
            raise self._problem

    def drop(self) -> None:
        """Ends the thread; what still waits isn't written."""
        self._problem = self._problem or InterruptedError()
        self._waiting.put(None)
        self._thread.join()

    def _take(self) -> None:
        """Goes on taking after a problem, so that who writes never waits for nobody."""
        while (waiting := self._waiting.get()) is not None:
            if self._problem is None:
                try:
                    self._sink.write(*waiting)
                except BaseException as problem:
                    self._problem = problem


@contextmanager
def beside(sink: Sink) -> Iterator[Sink]:
    """The same sink, written to beside whatever fills it: same frames, same order, same bytes. What the sink raises
    comes with the next frame, or at the end."""
    taker = _Beside(sink)
    try:
        yield taker
    except BaseException:
        taker.drop()
        raise
    taker.finish()
