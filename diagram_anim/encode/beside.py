"""Encoding beside drawing: frames are taken by a thread of the encoder's own, whose work leaves Python to others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

from diagram_anim.encode.format import Sink
from diagram_anim.encode.pixels import Pixels

AHEAD = 4
"""Frames that may wait for the encoder: what a heavy frame takes longer, light ones make good."""

LARGEST = 16 * 2**20
"""Bytes that all frames that wait may have. A camera that moves makes heavy frames for a second: the more the better,
but this is memory of each worker."""


class _Beside:
    def __init__(self, sink: Sink, ahead: int) -> None:
        self._sink = sink
        self._waiting: Queue[tuple[Pixels, int] | None] = Queue(ahead)
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
        """Ends the thread; what still waits isn't written. However impatient who interrupts is, it is waited for: it
        may be in the midst of a frame, and its encoder is closed next."""
        self._problem = self._problem or InterruptedError()
        while self._thread.is_alive():
            try:
                self._waiting.put(None)
                self._thread.join()
            except KeyboardInterrupt:
                continue

    def _take(self) -> None:
        """Goes on taking after a problem, so that who writes never waits for nobody."""
        while (waiting := self._waiting.get()) is not None:
            if self._problem is None:
                try:
                    self._sink.write(*waiting)
                except BaseException as problem:
                    self._problem = problem


def ahead(size: tuple[int, int], planes: bool) -> int:
    """How many frames of (w, h) px may wait, given as planes or in full."""
    width, height = size
    return max(AHEAD, LARGEST // (width * height * 3 // 2 if planes else width * height * 4))


@contextmanager
def beside(sink: Sink, ahead: int = AHEAD) -> Iterator[Sink]:
    """The same sink, written to beside whatever fills it: same frames, same order, same bytes. What the sink raises
    comes with the next frame, or at the end."""
    taker = _Beside(sink, ahead)
    try:
        yield taker
        taker.finish()
    except BaseException:
        taker.drop()
        raise
