"""Shares of traffic on arrows: who shares out, among whom, and in which stages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from diagram_anim.model.diagram import Edge, Flowchart, Label
from diagram_anim.model.system import Role
from diagram_anim.story import carded, clocked, faults, figures, jointly, phased, rates, sense, turned
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.names import inside
from diagram_anim.story.graph import leads
from diagram_anim.story.ratios import ratio


@dataclass(frozen=True, slots=True)
class Sharing:
    """`stages` hold percent by target, one after another; `word` is what the first arrow says, and `words` tell each
    stage where they stand for themselves."""

    stages: tuple[Mapping[str, float], ...]
    word: str
    weighted: bool = False
    """Whether the figures are weights."""
    looked_up: bool = False
    """Whether they say how often a cache has what is looked up in it: who asks it is no balancer."""
    reserve: Mapping[str, str] = field(default_factory=dict)
    """Who gets none as long as nothing fails, and what the arrow there says."""
    rated: bool = False
    """Whether the figures are requests a second."""
    words: tuple[str, ...] = ()

    def said(self, stage: int) -> str:
        """What a stage is told by."""
        return self.words[stage] if len(self.words) == len(self.stages) else self.word


def sharing(chart: Flowchart, id: str) -> Sharing | None:
    """How a thing shares out, where all of its arrows say so and each stage makes a whole."""
    told = claimed(chart, id)
    return told if told and all(units.whole(stage.values()) for stage in told.stages) else None


def returned(chart: Flowchart, id: str, told: Sharing) -> bool:
    """Whether what a cache has goes back to who asks it: an answer, and no share of what is asked of others."""
    return any(edge.target == id and edge.source in told.stages[0] for edge in chart.edges)


def claimed(chart: Flowchart, id: str) -> Sharing | None:
    """What all of its arrows say that they share out, whatever that comes to."""
    own = [edge for edge in chart.edges if edge.source == id != edge.target and leads(edge)]
    arrows = [edge for edge in own if not (_mirrors(edge) or _ejects(edge) or _refuses(chart, edge))]
    arrows = _reading(arrows) or arrows
    later = [edge for edge in arrows if turned.later(edge, arrows)]
    if later and len({edge.target for edge in later}) == 1:
        till = replace(chart, edges=tuple(edge for edge in chart.edges if edge not in later))
        return _moved(chart, claimed(till, id), later[0].target)
    targets = list(dict.fromkeys(edge.target for edge in arrows))
    if len(targets) < 2:
        return None
    nodes = {node.id: node for node in chart.nodes} | {group.id: group for group in chart.subgraphs}
    if stages := turned.stages(arrows) or clocked.stages(arrows):
        return Sharing(tuple(_spread(chart, one) for one in stages), _told(arrows))
    reserve = _reserve(arrows)
    first = [target for target in targets if target not in reserve]
    said = {target: _said(arrows, target, _under(nodes[target].label)) for target in first}
    card = next((line for line in nodes[id].label.lines if ratio(line)), "")
    parts = ratio(card)
    if len(parts) == len(first) and not any(said.values()) and not any(one.label for one in arrows):
        said = {one: [figures.Share(part, card, weight=True)] for one, part in zip(first, parts, strict=True)}
    if len(first) > 1 and not any(said.values()) and not any(one.label for one in arrows):
        said = carded.shares(nodes[id].label.lines, {one: nodes[one].label.plain for one in first}) or said
    if reserve and first and not any(said.values()):
        said = {target: [figures.Share(1, next(iter(reserve.values())), weight=True)] for target in first}
    said = _phased(arrows, said) or _jointly(arrows, said) or _completed(arrows, said)
    count = len(said[first[0]]) if first else 0
    if not count or any(len(some) != count for some in said.values()) or _asks_each(chart, id):
        return None
    rest = {one: 0.0 for target in reserve for one in entries(chart, target)}
    stages = tuple(
        {**_pooled(chart, {target: some[stage] for target, some in said.items()}), **rest} for stage in range(count)
    )
    share = said[first[0]][0]
    return Sharing(stages, share.word, share.weight, share.looked_up, reserve, any(map(_rate, arrows)))


def _moved(chart: Flowchart, told: Sharing | None, target: str) -> Sharing | None:
    """Shares that end with all of it at one of them."""
    if told is None:
        return None
    ends = [one for one in entries(chart, target) if one in told.stages[-1]]
    last = {one: 100 / len(ends) if one in ends else 0.0 for one in told.stages[-1]} if ends else None
    return replace(told, stages=(*told.stages, last)) if last else None


def _spread(chart: Flowchart, stage: Mapping[str, float]) -> dict[str, float]:
    """What an arrow brings to a group, among those in it."""
    return {one: share / len(some) for id, share in stage.items() for some in [entries(chart, id)] for one in some}


def _told(arrows: Sequence[Edge]) -> str:
    return next((edge.label.plain for edge in arrows if edge.label and edge.label.plain), "")


def _completed(arrows: Sequence[Edge], said: Mapping[str, list[figures.Share]]) -> dict[str, list[figures.Share]]:
    """The shares of two, of whom only one is told what it gets: the other gets the rest, if its arrow says nothing."""
    told = [target for target, some in said.items() if some]
    left = [target for target in said if target not in told]
    if (
        len(told) != 1
        or len(left) != 1
        or any(edge.label and edge.label.plain for edge in arrows if edge.target in left)
    ):
        return dict(said)
    shares = said[told[0]]
    part = not any(share.weight or share.looked_up for share in shares)
    return {**said, left[0]: [replace(share, percent=100 - share.percent) for share in shares]} if part else dict(said)


def _jointly(arrows: Sequence[Edge], said: Mapping[str, list[figures.Share]]) -> dict[str, list[figures.Share]]:
    """What they say together, where not each says it alone, or only one."""
    if all(said.values()):
        return {}
    words = [(edge.target, edge.label.plain if edge.label else "") for edge in arrows if edge.target in said]
    return jointly.shares(dict(words)) if len(words) == len(said) else {}


def _phased(arrows: Sequence[Edge], said: Mapping[str, object]) -> dict[str, list[figures.Share]]:
    """What they say at steps of which not each tells."""
    labels = {edge.target: edge.label.plain for edge in arrows if edge.label and edge.target in said}
    return phased.shares(labels) if len(labels) == len(said) == len(arrows) else {}


def _asks_each(chart: Flowchart, id: str) -> bool:
    """Whether more requests leave a thing than come to it, or fewer: then each isn't sent to one of its targets."""
    come = [_rate(edge) for edge in chart.edges if edge.target == id]
    leave = [_rate(edge) for edge in chart.edges if edge.source == id]
    return bool(come) and all((*come, *leave)) and abs(sum(leave) - sum(come)) > EVEN * sum(come)


def _rate(edge: Edge) -> float:
    """How many requests a second an arrow says that it brings, 0 where it says nothing of them."""
    rate = rates.sending(edge.label.plain) if edge.label else None
    return rate.each if rate else 0.0


EVEN = 0.05
"""By so much may what leaves a thing differ from what comes to it: people round."""


def _ejects(edge: Edge) -> bool:
    """Whether it says of its end that nothing is sent there any more."""
    return edge.label is not None and sense.says(edge.label.plain, "ejected") is not None


def _refuses(chart: Flowchart, edge: Edge) -> bool:
    """Whether an arrow leads to nothing but the code of an answer with an error: none goes there to be served."""
    node = chart.node(edge.target)
    return node is not None and faults.code(node.label.plain)


def _reading(arrows: Sequence[Edge]) -> list[Edge]:
    """The arrows that share out what is read, beside one for what is written: each of these says so."""
    reads = [edge for edge in arrows if edge.label and _READS.search(edge.label.plain)]
    writes = [edge for edge in arrows if edge.label and _WRITES.fullmatch(edge.label.plain)]
    shared = len(reads) > 1 and all(edge.label and figures.shares(edge.label.plain) for edge in reads)
    return reads if shared and writes and len(reads) + len(writes) == len(arrows) else []


_READS = re.compile(r"\breads?\b|읽기|조회|読み取り|読み込み|参照", re.IGNORECASE)
_WRITES = re.compile(
    r"\s*(?:all |모든 |すべての)?(?:writes?|쓰기|갱신|書き込み|更新)(?:\s?요청| requests?)?\s*", re.IGNORECASE
)


def _mirrors(edge: Edge) -> bool:
    """Whether copies of requests go there, whose answers nobody gets."""
    text = edge.label.plain if edge.label else ""
    return sense.says(text, "replicate") is not None and not sense.says(text, "standby")


def _reserve(arrows: list[Edge]) -> dict[str, str]:
    """Who is sent to only if something fails, and the words for it: `secondary`, `장애 시`, `if down`."""
    said = {edge.target: edge.label.plain for edge in arrows if edge.label}
    usual = {target for target, text in said.items() if len(told := figures.shares(text)) > 1 and told[0].percent}
    return {target: text for target, text in said.items() if _stands_by(text) and target not in usual}


def _stands_by(text: str) -> bool:
    """Whether an arrow is for the case that something fails; one with a share for everyday (`평소 100%, 장애 시 0%`) is
    for that, too."""
    told = figures.shares(text)
    text = re.sub(r"\d+\s*(?:ms|s|초|분|秒|分)(?:간|間)?\s*(?:대기|待機)", "", text)  # so long one waits
    first = re.split(r"[,;、/]", re.sub(r"\d+\s*[%％]", "", text))[0]
    in_need = sense.in_need(first) or (_in_need(text) and not (told and told[0].percent))
    second = re.fullmatch(r"\s*(?:보조|예비용|副|サブ|セカンダリ)\s*", text) is not None
    return in_need or second or (len(told) < 2 and sense.says(text, "standby") is not None)


def _bare(label: str) -> list[figures.Share]:
    """A figure that is all an arrow says, or several one after another: `70 → 0`."""
    if not re.fullmatch(r"\s*\d{1,3}(?:\s*(?:→|->|⇒)\s*\d{1,3})*\s*", label):
        return []
    return [figures.Share(float(one), label.strip()) for one in re.findall(r"\d+", label)]


def _everyday(label: str) -> list[figures.Share]:
    """The shares that an arrow tells; not those for the case that something fails."""
    told = figures.shares(label)
    return told[:1] if _in_need(label) else told


def _in_need(text: str) -> bool:
    """Whether an arrow, or what it says beside its shares, is for the case that something fails."""
    cases = [re.sub(r"\d+\s*[%％]", "", clause) for clause in re.split(r"[,;、/]|→|->", text)]
    return any(map(sense.in_need, (text, *cases)))


def _under(label: Label) -> tuple[str, ...]:
    """What stands under a name, or behind it, in brackets or as a figure at its end."""
    name = label.lines[0] if label.lines else ""
    last = re.search(r"(?<=\w)\s+(\d{1,3}\s?[%％])$", name)
    measured = sense.says(name, "measure", "share_of_other", "gauge.cpu", "gauge.memory", "gauge.disk")
    return (*label.lines[1:], *sense.bracketed(name), *([last[1]] if last and not measured else ()))


def _said(arrows: list[Edge], target: str, under: tuple[str, ...]) -> list[figures.Share]:
    """What the arrows to a target, or a line under its name, say of its share."""
    labels = [_phases(edge.label) for edge in arrows if edge.target == target and edge.label and edge.label.plain]
    if labels:
        found = [_everyday(label) or _bare(label) for label in labels]
        sent = [rates.sending(label) for label in labels]
        if all(sent):  # so many requests a second are a weight beside others
            return [figures.Share(sum(rate.each for rate in sent if rate), labels[0].strip(), weight=True)]
        return [share for some in found for share in some] if all(found) else []
    return next((some for line in under if not faults.errors(line) and (some := figures.shares(line))), [])


def _phases(label: Label) -> str:
    """What an arrow says, its lines one after another as phases where each gives a share."""
    lines = [line.strip(" ,;、·") for line in label.lines if line.strip()]
    told = [line for line in lines if figures.shares(line)]
    if len(told) == 1 and len(lines) > 1 and not figures.shares(label.plain):
        return told[0]  # the others say why
    return ", ".join(lines) if len(lines) > 1 and told == lines else label.plain


def _pooled(chart: Flowchart, stage: Mapping[str, figures.Share]) -> dict[str, float]:
    """Percent by part. What an arrow says of a group its parts have together, and so have those of one group that are
    each told the same."""
    whole = _whole(stage)
    homes = {node.id: node.parent for node in chart.nodes}
    pools: dict[tuple[str, float], list[str]] = {}
    for id, percent in whole.items():
        pools.setdefault((homes.get(id) or id, percent), []).append(id)
    if sum(whole.values()) > 100.5 and abs(sum(percent for _, percent in pools) - 100) < 0.5:
        whole = {id: percent / len(ids) for (_, percent), ids in pools.items() for id in ids}
    groups = {group.id for group in chart.subgraphs}
    members = {id: entries(chart, id) if id in groups else [id] for id in whole}
    return {one: percent / len(members[id]) for id, percent in whole.items() for one in members[id]}


def entries(chart: Flowchart, id: str) -> Sequence[str]:
    """Who takes what an arrow brings to a group: those in it to whom nothing inside leads; stores only where they are
    alone in it."""
    groups = {group.id for group in chart.subgraphs}
    if id not in groups:
        return (id,)
    members = [one for one in inside(chart, id) if one not in groups]
    members = [one for one in members if not _keeps(chart, one)] or members
    within = {edge.target for edge in chart.edges if edge.source in members and edge.target in members}
    return [one for one in members if one not in within] or members


def _keeps(chart: Flowchart, id: str) -> bool:
    """Whether it is drawn or named as a store."""
    node = chart.node(id)
    told = sense.role(node.label.lines[0]) if node and node.label.lines else None
    return node is not None and (node.shape == "cyl" or told is not None and told[0] in _STORES)


_STORES = (Role.STORE, Role.CACHE, Role.QUEUE)


def _whole(stage: Mapping[str, figures.Share]) -> dict[str, float]:
    """Percent, weights made into such."""
    total = sum(share.percent for share in stage.values())
    if total and all(share.weight for share in stage.values()):
        stage = {id: replace(share, percent=100 * share.percent / total) for id, share in stage.items()}
    return {id: share.percent for id, share in stage.items()}
