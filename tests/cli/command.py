"""The commands as a user calls them: words in, an exit code and what was printed out."""

import os
import signal
import subprocess
import sys
from contextlib import chdir, contextmanager
from subprocess import CompletedProcess
from unittest import mock

from click.testing import CliRunner

from diagram_anim.cli.main import run as command
from tests.film import SCENES

ENV = {"DIAGRAM_ANIM_CACHE": "off"}


def run(*words, cwd=".", stdin=None, **env) -> CompletedProcess:
    """In the process of the tests, where everything is imported once."""
    given = [str(word) for word in words]
    runner = CliRunner(env=ENV | env)
    with chdir(cwd), mock.patch.object(sys, "argv", ["diagram-anim", *given]), _signals():
        with runner.isolation(stdin) as (out, err, _):
            try:
                command()
            except SystemExit as ended:
                code = ended.code
        return CompletedProcess(given, code, out.getvalue().decode(), err.getvalue().decode())


def process(*words, cwd=None, **env) -> CompletedProcess:
    """In a process of its own, for what imports and workers it has."""
    return subprocess.run(
        [sys.executable, "-m", "diagram_anim", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SCENES.parent), **ENV, **env},
        timeout=300,
        check=False,
    )


@contextmanager
def _signals():
    """What a command makes of signals ends with it."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for sign, action in before.items():
        signal.signal(sign, action)
