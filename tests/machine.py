"""How fast this machine is just now, so that a bound holds on slow and busy ones too."""

import time
from collections.abc import Callable


def unit() -> float:
    """Seconds of processor time that a plain loop of Python takes: a quarter of a second on a machine of 2026."""
    start = time.process_time()
    total = 0
    for number in range(3_000_000):
        total += number * number
    return time.process_time() - start


def units(work: Callable[[], object], tries: int = 1) -> float:
    """How many such loops' time a piece of work takes, the least of several tries."""
    return min(_ratio(work) for _ in range(tries))


def _ratio(work: Callable[[], object]) -> float:
    before = unit()
    start = time.process_time()
    work()
    taken = time.process_time() - start
    return 2 * taken / (before + unit())
