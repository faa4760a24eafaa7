"""Runs as text: each section of a Markdown file is a system, a story and the log that comes of them.

`UPDATE=1 pytest` writes new logs, for a person to read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from diagram_anim.simulate import lines, simulate

CASES = Path(__file__).parent.parent / "cases" / "simulate"
SECTION = re.compile(
    r"^## (?P<title>[^\n]+)\n+"
    r"```system\n(?P<system>.*?)```\n+"
    r"```story\n(?P<story>.*?)```\n+"
    r"```log\n(?P<log>.*?)```",
    re.M | re.S,
)
REQUESTS = ("sent", "routed", "served", "lost", "refused", "timeout")
COUNTED = ("sent", "served", "error", "lost", "refused", "timeout")


def sections():
    for path in sorted(CASES.glob("*.md")):
        for match in SECTION.finditer(path.read_text(encoding="utf-8")):
            yield pytest.param(path, match, id=f"{path.stem}: {match['title']}")


def written(log) -> str:
    """The events but for requests, those counted for each step."""
    found = []
    cuts = (*log.cuts, len(log.events))
    for index, (start, end) in enumerate(log.steps):
        events = log.events[cuts[index] : cuts[index + 1]]
        counts = {kind: sum(event.kind == kind for event in events) for kind in COUNTED}
        said = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
        found.append(f"step {index + 1}: {start:g} to {end:g} s{': ' + said if said else ''}")
        for event in events:
            if event.kind not in REQUESTS:
                data = " ".join(f"{key}={_plain(value)}" for key, value in event.data.items())
                found.append(f"  {event.t:8.3f} {event.kind} {event.of} {data}".rstrip())
    *_, totals = lines(log)
    found.append(f"in flight {totals['in_flight']}, p50 {totals['latency']['p50']} s, p99 {totals['latency']['p99']} s")
    found += [f"at {part}: {_plain(ends)}" for part, ends in totals["by"].items()]
    return "\n".join(found) + "\n"


def _plain(value) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {one}" for key, one in value.items() if one)
    return str(value)


@pytest.mark.parametrize("path, case", [*sections()])
def test_a_run_is_as_it_was(board, path, case):
    log, problems = simulate(board(case["system"], case["story"]))
    now = written(log) + "".join(f"{problem.severity.value}: {problem.message}\n" for problem in problems)
    if os.environ.get("UPDATE"):
        assert not os.environ.get("CI"), "cases are updated by a person, not by a machine"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(case[0], case[0][: -len(case["log"] + "```")] + now + "```"), encoding="utf-8")
        return
    assert now == case["log"]
