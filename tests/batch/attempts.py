"""What workers do in the tests: a job is a path whose name says what becomes of it."""

import os
import signal
import time
from pathlib import Path

from diagram_anim.batch.faults import told


def attempt(name, job):
    """Writes its own process into the file `job`, or fails as its name says."""
    match job.stem.rstrip("0123456789"):
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raises":
            try:
                raise ValueError("no such luck")
            except ValueError as problem:
                return told(name, problem)
        case "waits":
            job.write_text(str(os.getpid()))
            time.sleep(60)
    job.write_text(str(os.getpid()))
    return job


def there(path: Path, seconds: float = 20.0) -> Path:
    """The file, once something is in it."""
    end = time.monotonic() + seconds
    while not (path.is_file() and path.read_text()):
        assert time.monotonic() < end, path
        time.sleep(0.02)
    return path
