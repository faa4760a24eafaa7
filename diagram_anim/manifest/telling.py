"""A cluster as a scene: its diagram, its settings, and a story of what its own settings do.

Each step stands where a setting says something: requests on their way, a crash, an autoscaler, a rollout. Captions
name only what the manifests say; whatever depends on the load is left to the picture.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagram_anim.manifest.cluster import Cluster, Unit
from diagram_anim.manifest.drawing import entrances, mermaid, users
from diagram_anim.model.system import Role
from diagram_anim.story.grammar import settings, units

PER_COPY = 10.0
"""Requests a second that a scaled copy serves in the scene: manifests don't say it, and few dots are seen best."""

MOST = 12
"""So many boxes can be read at once; past them Services stand in what they lead to."""

CALM = 300.0
"""Seconds that a lower need must last, where nothing is said: the simulation's default."""

SETTLING = 30.0
"""Seconds after these in which an autoscaler decides, and copies end."""

RUSH = 4
"""By so many times the load grows."""


TELLING = ("traffic", "load", "fail", "drain", "roll")
"""The beats that stand for what the manifests say."""


@dataclass(frozen=True, slots=True)
class Tale:
    """One step: what is said by language, the lines of what is done, and of what in the manifests."""

    say: Mapping[str, str]
    do: tuple[str, ...]
    because: str = ""


def scene(cluster: Cluster, title: str) -> str:
    """The text of a scene file, its captions in every language that there are words for. It is called as what it is of,
    `title` where nothing says so."""
    used = entrances(cluster)
    main = _main(cluster, used) if used else None
    title = next((unit.app for unit in (*([main] if main else []), *cluster.units) if unit.app), title)
    if len(cluster.units) > MOST:
        cluster = cluster.folded()
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}", "lang: en", "diagram: |"]
    lines += [f"  {line}" for line in mermaid(cluster).rstrip().split("\n")]
    lines += ["system:", *(f"  {id}: {_flow(keys)}" for id, keys in _settings(cluster).items()), "steps:"]
    for tale in _tales(cluster):
        lines.append(f"  - say: {json.dumps(tale.say, ensure_ascii=False)}")
        reason = f"  # because of {tale.because}" if tale.because else ""
        lines += ["    do: |", *(f"      {line}{reason if line.split()[0] in TELLING else ''}" for line in tale.do)]
    return "\n".join(lines) + "\n"


def _settings(cluster: Cluster) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    if entrances(cluster):
        found[users(cluster)] = {"role": "client"}
    for unit in cluster.units:
        keys = dict(unit.settings)
        if "autoscale.max" in keys:
            keys["capacity"] = PER_COPY
        found[unit.id] = {"role": unit.role.value, **keys}
    return found


def _flow(keys: Mapping[str, Any]) -> str:
    parts = []
    for name, value in keys.items():
        key = settings.find(name)
        assert key is not None, name
        parts.append(f"{name}: {json.dumps(settings.written(key, value))}")
    return "{" + ", ".join(parts) + "}"


def _tales(cluster: Cluster) -> Iterator[Tale]:
    used = entrances(cluster)
    if not used:
        yield Tale({"en": "What the manifests describe", "ko": "매니페스트가 말하는 것"}, ("appear all",))
        return
    source = users(cluster)
    main = _main(cluster, used)
    rate = _rate(main) if main else 10.0
    front = used[0].name
    yield Tale(
        {"en": f"Requests come in by {front}", "ko": f"요청은 {front} 쪽으로 들어옵니다"},
        ("appear all", f"traffic {source} rate={units.number(rate)}/s", "wait 4s"),
        _named(used[0]),
    )
    if main is None:
        return
    if main.settings.get("autoscale.max", 0) > main.settings["replicas"]:
        yield from _rush(main, source)
    if main.settings["replicas"] > 1:
        yield from _crash(main)
    if _budgeted(main):
        yield from _eviction(main)
    kept = int(main.settings.get("rollout.partition", 0))
    if main.kind == "Deployment" or (main.kind == "StatefulSet" and kept < main.settings["replicas"]):
        yield _release(main, _now(main), kept)


def _main(cluster: Cluster, used: list[Unit]) -> Unit | None:
    """The workload that the story is about: the first on the way in that is scaled, else the first that answers."""
    queue, found = [*used], []
    while queue:
        unit = queue.pop(0)
        if unit.role is Role.SERVER and unit not in found:
            found.append(unit)
        queue += [one for id in unit.leads if (one := cluster.named(id)) not in found and one not in queue]
        if len(found) + len(queue) > 4 * len(cluster.units):
            break
    scaled = [unit for unit in found if "autoscale.max" in unit.settings]
    return next(iter((*scaled, *found)), None)


def _rate(main: Unit) -> float:
    """What keeps the copies a little below the use that is aimed at; ten a second where nothing is aimed at."""
    keys = main.settings
    if "autoscale.max" not in keys:
        return 10.0
    request = keys.get("cpu.request", 1.0)
    headroom = keys.get("cpu.limit", request) / request
    aim = min(1.0, keys.get("autoscale.target", 0.8) / headroom)
    return float(max(1, math.floor(0.9 * aim * PER_COPY * keys["replicas"])))


def _rush(main: Unit, source: str) -> Iterator[Tale]:
    least, most = main.settings["autoscale.min"], main.settings["autoscale.max"]
    aim = units.number(round(100 * main.settings.get("autoscale.target", 0.8)))
    yield Tale(
        {
            "en": f"{RUSH} times the load: the autoscaler wants {aim} % CPU, with {least} to {most} copies",
            "ko": f"부하가 {RUSH}배: 오토스케일러는 CPU {aim} %를 맞추려 {least}~{most}개 사이에서 늘립니다",
        },
        (f"load {source} x{RUSH} over=2s", "wait 60s"),
        f"the autoscaler of {_named(main)}",
    )
    calm = float(main.settings.get("autoscale.down", CALM))
    en, ko = _spoken(calm)
    yield Tale(
        {
            "en": f"The load is back: only after {en} of calm do copies end (stabilization window)",
            "ko": f"부하가 돌아와도, {ko} 동안 잠잠해야 복제본을 줄입니다(안정화 기간)",
        },
        (f"load {source} x{units.number(1 / RUSH)} over=2s", f"wait {units.duration(calm + SETTLING)}"),
        f"its stabilization window: {units.duration(calm)}",
    )


def _spoken(seconds: float) -> tuple[str, str]:
    """A time in English and Korean words."""
    if seconds >= 60 and seconds % 60 == 0:
        minutes = int(seconds // 60)
        return f"{minutes} minute{'s' * (minutes > 1)}", f"{minutes}분"
    return f"{seconds:g} seconds", f"{seconds:g}초"


def _budgeted(main: Unit) -> bool:
    """Whether a budget keeps some of its pods and lets others go: one that lets none go is waited for in vain."""
    count = int(main.settings.get("autoscale.min", main.settings["replicas"]))
    least, most = main.settings.get("budget"), main.settings.get("budget.missing")
    amount = least if least is not None else most
    if amount is None:
        return False
    number = amount if isinstance(amount, int) else math.ceil(amount * count - 1e-9)
    return 0 < number < count


def _eviction(main: Unit) -> Iterator[Tale]:
    """Its nodes are drained: the budget says how many pods must stay, or may be missing."""
    least, most = main.settings.get("budget"), main.settings.get("budget.missing")
    amount = least if least is not None else most
    said = f"{units.number(amount * 100)} %" if isinstance(amount, float) else f"{amount}"
    en = f"at least {said} stay ready" if least is not None else f"no more than {said} may be missing"
    count = said if isinstance(amount, float) else f"{said}개"
    ko = f"적어도 {count} 남아 있어야 해서" if least is not None else f"{count}까지만 빠질 수 있어서"
    yield Tale(
        {
            "en": f"The nodes of {main.name} are drained: by its budget {en}, so that the drain waits",
            "ko": f"{main.name} 파드가 도는 노드를 비웁니다: {ko} 비우기가 기다립니다",
        },
        (f"drain {main.id}", "wait 3s"),
        f"the budget of {_named(main)}",
    )


def _crash(main: Unit) -> Iterator[Tale]:
    yield Tale(
        {
            "en": f"A copy of {main.name} crashes and is started again in its place",
            "ko": f"{main.name}의 복제본 하나가 죽고, 그 자리에서 다시 시작합니다",
        },
        (f"fail {main.id}/1 then wait until ready {main.id}/1 max=5m",),
        f"the {main.settings['replicas']} copies of {_named(main)}, of which one may crash",
    )


def _release(main: Unit, wanted: int | None, kept: int) -> Tale:
    """Bounds are named where the number of copies is known; the first so many are `kept` as they are (partition)."""
    surge, missing = (main.settings.get(f"rollout.{key}", 0.25) for key in ("surge", "unavailable"))
    surge = 0 if main.settings.get("rollout.ordered") else surge
    en, ko = f"A new version of {main.name} rolls out", f"{main.name}의 새 버전이 차례로 나갑니다"
    if wanted is not None:
        more = surge if isinstance(surge, int) else math.ceil(wanted * surge - 1e-9)
        fewer = missing if isinstance(missing, int) else math.floor(wanted * missing + 1e-9)
        least = max(0, wanted - (fewer or (0 if more else 1)))
        if least:
            en += f": never more than {wanted + more} copies, never fewer than {least}"
            ko += f": 많아도 {wanted + more}개, 적어도 {least}개"
        else:
            en += ": for a while no copy is ready"
            ko += ": 잠시 준비된 복제본이 없습니다"
    if kept:
        en += f"; the first {kept} of them keep theirs" if kept > 1 else "; the first of them keeps its own"
        ko += f", 앞의 {kept}개는 그대로 둡니다"
    return Tale({"en": en, "ko": ko}, (f"roll {main.id} to=next",), f"the strategy of {_named(main)}")


def _named(unit: Unit) -> str:
    """What it is called, and where it stands."""
    return f"{unit.kind} {unit.name} ({unit.span.file.rpartition('/')[2]}:{unit.span.line})"


def _now(main: Unit) -> int | None:
    """The copies that are wanted at the rollout; unknown where an autoscaler has had its say."""
    return None if "autoscale.max" in main.settings else int(main.settings["replicas"])
