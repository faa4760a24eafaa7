"""Ctrl-C, and the other ways to ask a run to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def unheard() -> Iterator[None]:
    """Tidying up takes moments and mustn't be broken off: whoever asks again meanwhile isn't heard."""
    if threading.current_thread() is not threading.main_thread():  # no other thread hears of signals
        yield
        return
    before = {sign: signal.signal(sign, signal.SIG_IGN) for sign in ENDINGS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


@contextmanager
def not_inherited() -> Iterator[None]:
    """Ctrl-C goes to every process of a terminal, but is for the one who waits: a process started in here
    doesn't hear of it, from its first moment on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
