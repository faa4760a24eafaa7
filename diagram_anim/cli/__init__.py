"""The command line: gather, call, print, exit. Each command imports what it needs when it runs.

Comes in: words. Goes out: data on stdout, progress and problems on stderr, and an exit code: 0 all well, 1 some
diagrams had errors, 2 wrong usage, 3 the machine lacks something, 130 interrupted.
"""

import gc
import sys

_CALM = 100_000
"""So many new things before Python looks for garbage. What a command imports is none, and looking through it again and
again takes a twentieth of `check`."""


def main() -> None:
    """Runs the command of the command line and exits with its code, which an early Ctrl-C decides too."""
    gc.set_threshold(_CALM)
    try:
        from diagram_anim.cli.main import run
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        # All memory goes back at once: Python needn't look through it for garbage before it ends, a seventh of `check`.
        gc.freeze()
