"""What only a run finds is told beside mistakes in the words, and nothing that one of these may have led to."""

import pytest

from diagram_anim.batch.rehearsal import rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document

SCENE = """\
diagram: |
  graph LR
    U[user] --> LB[load balancer] --> A[web server 1] & B[web server 2]
{}steps:
{}"""


def told(*steps, extra=""):
    """The codes of all errors, with their lines counted from the first step's, in which `say | beats` stand."""
    parts = [step.rpartition(" | ") for step in steps]
    lines = "".join(f"  - {{say: '{say}', do: '{do}'}}\n" for say, _, do in parts)
    document = Document("scene.yaml", SCENE.format(extra, lines))
    first = document.lines.index("steps:") + 1
    found, problems = rehearse(Task(document, None, "scene"), Settings())
    assert found is None
    return [(one.code, one.span.line - first) for one in problems if one.is_error]


@pytest.mark.parametrize(
    "steps, codes",
    [
        (["fail A", "fail A", "fial B"], [("already-down", 2), ("unknown-verb", 3)]),
        (["fail A", "recover A at=2", "fail A"], [("bad-value", 2)]),
        (["fail A", "recovr A", "fail A"], [("unknown-verb", 2)]),
        (["trafic U rate=5/s", "fail A", "fail A"], [("unknown-verb", 1), ("already-down", 3)]),
        (["rol B to=v2", "fail A", "fail A"], [("unknown-verb", 1), ("already-down", 3)]),
        (["fail A", "rol A to=v2", "fail A"], [("unknown-verb", 2)]),
        (["fail A", "wat 4s", "fail A"], [("unknown-verb", 2)]),
        (["elect A B", "wait 4", "fail leader"], [("bad-value", 2)]),
        (["traffic U rate=5", "{A.cpu} | wait 1s", "{lst} | wait 1s"], [("bad-value", 1), ("unknown-figure", 3)]),
        (["{ | traffic U rate=5/s", "fail C"], [("bad-figure", 1), ("unknown-node", 2)]),
        (["load U x2", "split LB A=60 B=60"], [("nothing-sent", 1), ("bad-shares", 2)]),
        (["{lst} | fail A", "fail A"], [("unknown-figure", 1), ("already-down", 2)]),
    ],
)
def test_all_that_is_wrong_is_told_in_one_pass(steps, codes):
    assert told(*steps) == codes


def test_runs_that_lack_something_are_foreseen_with_their_own_parts():
    extra = "compare:\n  both: {}\n  one: {without: LB B}\n"
    assert told("{lost A} {lost A_2} | fial A", extra=extra) == [("unknown-verb", 1)]
