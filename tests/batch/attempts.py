"""What workers do in the tests: a job is a path whose name says what becomes of it."""

import os
import signal
import time
from pathlib import Path

from diagram_anim.batch.faults import told


class Attempt:
    """It takes so many seconds to be ready, or fails at that too."""

    def __init__(self, lacking=None, seconds=0.0):
        self._lacking, self._seconds = lacking, seconds

    def ready(self):
        time.sleep(self._seconds)
        if self._lacking:
            raise ImportError(self._lacking)

    def __call__(self, name, job):
        """Writes its own process into the file `job`, and that from which it comes beside it, unless its name says
        otherwise."""
        match job.stem.rstrip("0123456789"):
            case "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            case "falters" if not job.with_suffix(".tried").exists():
                job.with_suffix(".tried").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            case "raises":
                try:
                    raise ValueError("no such luck")
                except ValueError as problem:
                    return told(name, problem)
            case "meets":
                job.with_suffix(".here").write_text("here")
                number = int(job.stem.removeprefix("meets"))
                there(job.with_name(f"meets{number ^ 1}.here"))
            case "waits":
                job.write_text(str(os.getpid()))
                time.sleep(60)
        job.with_suffix(".home").write_text(str(os.getppid()))
        job.write_text(str(os.getpid()))
        return job


def there(path: Path, seconds: float = 20.0) -> Path:
    """The file, once something is in it."""
    end = time.monotonic() + seconds
    while not (path.is_file() and path.read_text()):
        assert time.monotonic() < end, path
        time.sleep(0.02)
    return path
