"""How fast this machine is just now, so that a bound holds on slow and busy ones too."""

import time


def unit() -> float:
    """Seconds of processor time that a plain loop of Python takes: a third of a second on a machine of 2026."""
    start = time.process_time()
    total = 0
    for number in range(3_000_000):
        total += number * number
    return time.process_time() - start
