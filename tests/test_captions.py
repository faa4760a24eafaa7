"""Captions of the example scenes under other settings: what they say of the run is what its log tells."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from diagram_anim.batch.rehearsal import rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.story import spoken
from tests import scene_facts
from tests.test_scenes import NAMES, board

SCENES = Path(__file__).parent.parent / "scenes"

SETS = {
    "autoscaling": ("W.capacity=20/s", "W.autoscale.target=90%", "W.replicas=2", "W.autoscale.min=3"),
    "before-and-after": ("LB.check.period=3s", "W1.capacity=3/s"),
    "black-friday": (
        "W.capacity=20/s",
        "W.queue=100",
        "W.autoscale.max=20",
        "W.autoscale.max=10",
        "W.autoscale.sync=10s",
    ),
    "blue-green": ("W.replicas=2",),
    "canary": ("W.capacity=3/s",),
    "connection-pooler": ("A.pool=10", "P.pool=30", "DB.max_connections=40"),
    "database-connections": ("DB.max_connections=200", "A.pool=5", "A.replicas=2"),
    "deployment": ("W.replicas=2", "W.start=4s", "W.rollout.deadline=30s", "W.restart=off"),
    "docker-swarm": ("M1.election=5s",),
    "load-balancing": ("C2.latency=100ms", "L3.policy=random"),
    "message-queue": ("W1.capacity=20/s", "W2.capacity=3/s", "W*.capacity=100/s"),
    "rolling-update": ("V2.capacity=5/s", "V1.capacity=5/s"),
    "self-healing": ("LB.check.period=5s", "LB.check.failures=3", "LB.retry=on"),
    "server-failure": ("CP.lease=100s", "CP.eviction=1m", "W.replicas=4", "W.cpu.request=2"),
    "service": ("S.check.period=5s", "S.retry=on"),
    "service-discovery": ("P1.ttl=5s", "P1.ttl=60s", "U.retries=1"),
    "single-point-of-failure": ("C.restart=on", "U.retries=1"),
    "stateful-set": ("D.replicas=2", "D.replicas=3"),
    "zero-downtime-deploy": ("W.prestop=0s", "W.replicas=8", "W.rollout.surge=50%"),
}
CASES = [(name, one) for name, sets in SETS.items() for one in (None, *sets)]


@cache
def told(name, change=None):
    file = SCENES / f"{name}.yaml"
    task = Task(Document(str(file), file.read_text(encoding="utf-8")), None, name)
    found, problems = rehearse(task, Settings(set=(change,) if change else ()))
    assert found and not any(problem.is_error for problem in problems), problems
    return found


def until(log, index):
    """The log as it stood at a step's end."""
    cuts = [*log.cuts, len(log.events)]
    events = log.events[: cuts[index + 1]]
    counts = Counter[str]()
    for event in events:
        counts[event.kind] += event.count if event.request is not None else 0
    return replace(log, events=events, totals=counts)


def moments(log, of):
    """When it has happened to a part or to one of its copies."""
    kind, _, part = of.partition(" ")
    copies = dict.fromkeys(event.of for event in log.events if event.of in (part,) or event.of.startswith(f"{part}/"))
    return sorted(at for copy in copies for at in scene_facts._happenings(log, f"{kind} {copy}"))


def expected(found, index, name):
    """A figure as the readers of the scenes' facts have it, from the log alone; a setting as it was given."""
    if name.startswith("before."):
        return expected(found, index - 1, name.removeprefix("before."))
    name, apart, run = name.partition(" in ")
    log = next(other.log for other in found.others if other.name == run) if apart else found.log
    now, before = until(log, index), until(log, index - 1) if index else replace(log, events=(), totals={})
    stem, _, key = name.rpartition(".")
    if key in ("unserved", *scene_facts.TOTALS) and stem in ("", "step"):
        kinds = scene_facts.TOTALS[2:] if key == "unserved" else [key]
        return sum(now.totals.get(kind, 0) - (before.totals.get(kind, 0) if stem else 0) for kind in kinds)
    if name == "took":
        start, end = log.steps[index]
        return end - start
    if " after " in name:
        one, other = name.split(" after ")
        times = moments(now, one)
        return times[-1] - [at for at in moments(now, other) if at <= times[-1]][-1]
    if " " in name and name.split()[1] not in ("max", "min"):
        kind, part = name.split()
        kinds = scene_facts.TOTALS[2:] if kind == "unserved" else (kind,)
        return sum(e.count for e in now.events if e.kind in kinds and part in (e.to or e.at, e.of))
    of = name.split()[0]
    stem = max((part for part in found.board.system.parts if of.startswith(f"{part}.")), key=len)
    key = of[len(stem) + 1 :]
    try:
        values = scene_facts._values(now, of)
    except ValueError:
        values = []
    values = [len(one) if isinstance(one, list | tuple) else one for one in values]
    if name.endswith((" max", " min")):
        last = scene_facts._values(before, of)[-1:] if before.events else []
        since = replace(now, events=now.events[len(before.events) :])
        return (max if name.endswith("max") else min)([*last, *scene_facts._values(since, of)])
    if key == "refused":
        return sum(values)
    if not values and key == "count":
        return 0  # nothing has waited there yet
    return values[-1] if values else found.board.system.parts[stem].get(key)


SAID = r"(–|v?[\d.,]+ ?(?:ms|min|초|분|s\b|%)?(?: \d+(?:초| s\b))?)(?: \w+)*?"
"""A figure with its unit, and the noun behind it."""

SECONDS = {"ms": 0.001, "초": 1, "s": 1, "분": 60, "min": 60}


def number(text):
    """A figure as it is said: a count, a percentage, or seconds."""
    if text == "–":
        return None
    parts = re.findall(r"([\d.,]+)\s?(ms|min|초|분|s|%)?", text)
    return sum(float(one.replace(",", "")) * SECONDS.get(unit, 1) for one, unit in parts)


@pytest.mark.parametrize("name, change", CASES)
def test_every_figure_of_a_caption_is_the_logs(name, change):
    found = told(name, change)
    for index, step in enumerate(board(name).steps):
        for lang, text in step.say.items():
            figures = [piece for piece in spoken.pieces(text) if isinstance(piece, spoken.Figure)]
            pattern = "".join(re.escape(one) if isinstance(one, str) else SAID for one in spoken.pieces(text))
            pattern = re.sub(r"(?<=\*\?)(은|는|이|가|을|를|으로|로)(?=\\ |$|\\\.|,)", r"\\w+", pattern)
            said = re.fullmatch(pattern, found.board.steps[index].say[lang])
            assert said, (pattern, found.board.steps[index].say[lang])
            for figure, spoken_ in zip(figures, said.groups(), strict=True):
                if spoken_ == "–":
                    with pytest.raises(IndexError):  # it hasn't happened
                        expected(found, index, figure.name)
                    continue
                wanted = expected(found, index, figure.name)
                if isinstance(wanted, float) and wanted < 1 and "%" in spoken_:
                    wanted *= 100
                if isinstance(wanted, str):
                    assert spoken_ == wanted
                else:
                    assert number(spoken_) == pytest.approx(wanted, abs=max(0.05, 0.02 * wanted)), (figure, spoken_)


@pytest.mark.parametrize("name", SETS)
def test_a_caption_speaks_otherwise_of_another_run(name):
    plain = [step.say for step in told(name).board.steps]
    for change in SETS[name]:
        assert [step.say for step in told(name, change).board.steps] != plain, change


def test_what_is_lost_without_a_hook_is_said():
    assert told("zero-downtime-deploy").board.steps[-1].say["ko"].endswith("0건입니다")
    lost = told("zero-downtime-deploy", "W.prestop=0s")
    assert f"{lost.log.totals['refused']}건입니다" in lost.board.steps[-1].say["ko"]
    assert lost.log.totals["refused"] > 0


@pytest.mark.parametrize("name", [*NAMES])
def test_no_figure_that_a_setting_changes_is_typed(name):
    """Numbers stand in braces, but for those of what is drawn and of what the step's own beats are told to do."""
    for step in board(name).steps:
        for text in step.say.values():
            typed = "".join(piece for piece in spoken.pieces(text) if isinstance(piece, str))
            bare = re.findall(r"(?<![\w.])\d+(?:\.\d+)?\s?(?:%|초|분|개|건|s\b)", typed)
            beats = " ".join(str(value) for beat in step.beats for value in beat.args.values())
            assert [one for one in bare if one.strip("%초분개건 s") not in re.findall(r"\d+", beats)] == []
