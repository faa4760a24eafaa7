"""`make fuzz`: made-up files for as long as it is let; says how many were tried.

python -m tests.fuzz [--seconds 600]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.fuzz.files import files
from tests.fuzz.holds import limited, read

BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    end = time.monotonic() + parser.parse_args().seconds
    tried: Counter[str] = Counter()

    @settings(max_examples=BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(files())
    def batch(given: tuple[str, bytes]) -> None:
        tried["files"] += 1
        tried["bytes"] += len(given[1])
        with limited():
            tried["diagrams read"] += read(*given, told=tried["files"] % 5 == 0)

    begun = time.monotonic()
    failed = False
    while time.monotonic() < end and not failed:
        try:
            batch()
        except Exception as problem:
            failed = True
            sys.excepthook(type(problem), problem, problem.__traceback__)
    told = ", ".join(f"{count:,} {what}" for what, count in tried.items())
    print(f"tried {told} in {time.monotonic() - begun:.0f} s: {'a fault' if failed else 'no fault'}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
