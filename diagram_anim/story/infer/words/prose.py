"""What the paragraph right before a chart tells of its parts, clause by clause.

Comes in: a chart with that paragraph. Goes out: what befalls which part, in the order in which it is told. A clause is
heard of the part that it speaks of, by its name or by what no other is called; one without a subject goes on with whom
the clause before it spoke of. What only may come about (`if the primary dies`) counts where others are spoken of behind
it: then the chart shows what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import counts, faults, figures, rates, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import called, levels
from diagram_anim.story.language import tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import sharing
from diagram_anim.story.language.lexicon import Hit, find


@dataclass(frozen=True, slots=True)
class Deed:
    """`told` befalls `who`, a part or a group, by the `words` of a clause."""

    who: str
    told: Tiding
    words: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """`names` are called in it; what it tells `perhaps` only may come about, as may all in its sentence that `hangs` on
    a condition."""

    text: str
    names: Sequence[str]
    deed: Deed | None
    perhaps: bool
    hangs: bool


@once
def _all(given: Given) -> Sequence[_Clause]:
    return [one for sentence in _SENTENCES.split(given.prose) for one in _clauses(given, sentence)]


@once
def deeds(given: Given) -> Sequence[Deed]:
    """All that is told of parts of a chart, each at its first place."""
    if not isinstance(given.diagram, Flowchart):
        return ()
    clauses = _all(given)
    found: dict[tuple[str, str], Deed] = {}
    for place, clause in enumerate(clauses):
        deed = clause.deed
        if deed is None:
            continue
        others = {id for later in clauses[place + 1 :] for id in later.names} - {deed.who}
        verbs = {verb for who, verb in found if who == deed.who}
        comes_back = deed.told.verb != "recover" or verbs & {"fail", "stop", "degrade"}
        if (others or not clause.perhaps) and comes_back:
            found.setdefault((deed.who, deed.told.verb), deed)
    return tuple(found.values())


def down(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a part or a group fails, or a place is switched off."""
    told = next((one.told for one in deeds(given) if one.who == id and _falls(given, one)), None)
    return Hit(told.word, frozenset({"outage"}), told.start, told.end) if told else None


def emptied(given: Given, id: str) -> Hit | None:
    """The word with which it is told that a machine is drained, or the one that something runs on."""
    homes = [group for group in given.groups if id in given.within(group)]
    told = next((one.told for one in deeds(given) if one.who in (id, *homes) and _DRAINS.search(one.told.word)), None)
    return Hit(told.word, frozenset({"end"}), told.start, told.end) if told else None


_DRAINS = re.compile(r"drain|evacuat|cordon|드레인|비우|비움|ドレイン|退避", re.IGNORECASE)


def errors(given: Given, id: str) -> tuple[float, str, str] | None:
    """Percent of a part's answers that are errors, the words for it, and the clause."""
    own = [one.text for one in _all(given) if {*one.names} == {id} and not _MAY.search(one.text)]
    return next(((*rate, text) for text in own if (rate := faults.errors(text))), None)


def back(given: Given, ids: Sequence[str]) -> tuple[str, str] | None:
    """To which of these all requests go back in the end, and the words for it."""
    last = next((one for one in reversed(_all(given)) if _goes_back(one.text)), None)
    to = [id for id in last.names if id in ids] if last and not last.hangs and not _MAY.search(last.text) else []
    return (to[0], last.text) if last and len(to) == 1 else None


def _goes_back(text: str) -> bool:
    hit = sharing("back").search(text)
    ready = hit is not None and (
        _FOR.match(text[hit.end() :]) or re.search(r"\bfor (?:a |the )?$", text[: hit.start()])
    )
    return hit is not None and not ready


_FOR = re.compile(r"し?(?:用|可能)|기?\s?(?:용|위|대비)|\s*(?:계획|절차|plan\b|procedure|window)", re.IGNORECASE)
"""What follows a word for a rollback that is only made ready."""


def rush(given: Given) -> tuple[float, str] | None:
    """How many times as many requests come, and the words for it."""
    for one in _all(given):
        many = rates.factor(one.text)
        if many and many[0] > 1 and sense.says(one.text, "traffic", "surge") and not _MAY.search(one.text):
            return float(many[0]), many[1]
    return None


def level(given: Given) -> figures.Level | None:
    """How the gauge of a system stands that grows by it."""
    told = (levels.read(_TO.sub(r"\1 ", one.text)) for one in _all(given) if not _MAY.search(one.text))
    found = next((one for one in told if one and one.name in ("cpu", "memory", "load")), None)
    return replace(found, words=re.sub(r"(?<=[가-힣])[이가은는]$", "", found.words)) if found else None


_TO = re.compile(r"([%％])(?:까지|に達|まで)")
"""What stands behind a figure that a gauge comes to."""


def copies(given: Given) -> Sequence[tuple[str, tuple[int, int], str]]:
    """Of which part there come to be how many copies, from how many, one change after another, by which clause."""
    found: list[tuple[str, tuple[int, int], str]] = []
    spoken = ""
    for one in _all(given):
        spoken = who = next((id for id in one.names if given.role(id) in (Role.SERVER, Role.NODE)), spoken)
        told = counts.copied(one.text) or ((0, to) if (to := counts.brought(one.text)) else None)
        if told and who and told[1] <= counts.MOST and not _MAY.search(one.text):
            found.append((who, told, one.text))
    return found


def _falls(given: Given, deed: Deed) -> bool:
    off = deed.told.verb == "stop" and deed.who in given.groups and _OFF.search(deed.told.word)
    return deed.told.verb == "fail" or bool(off)


_OFF = re.compile(r"\boff\b|끄|끈|껐|전원|電源", re.IGNORECASE)


_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")

_CLAUSES = re.compile(
    r"[,;、，；—]|:\s|(?<=[가-힣](?:자|면|며|고|서))\s|(?<=지만|는데|니까|므로)\s|(?<=때문에)\s|(?<=[가-힣]\s[뒤후])(?:에)?\s"
    r"|(?<=[るた]と)(?=[^\s、い])|(?<=[るた]ため)(?=[^\s、に])|\b(?:and|so that|so|but|then|while|until)\b",
    re.IGNORECASE,
)

_IF = re.compile(r"^\s*(?:when|whenever|once|as soon as|after)\b\s*", re.IGNORECASE)
_IF_ENDS = re.compile(r"(?<=[가-힣])(?:으면|면)\s*$")

_CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|as soon as|in case)\b|[가-힣]면(?=[\s,])|경우|[えけげせてねべめれ]ば|たら|なら|場合"
    r"|[るい]と、",
    re.IGNORECASE,
)

_MAY = re.compile(
    r"\b(?:if|suppose|may|might|could|can|would|should|must|never|cannot)\b|만약|만일|もし|수\s?(?:도\s)?있"
    r"|않[는도았을고]|못[하한했]|아니|かもしれ|可能性|れない|せん|はず",
    re.IGNORECASE,
)

_OTHERS = re.compile(
    r"\S[이가은는을를](?=\s)|\S[がはを]|^\s*(?!it\b|they\b|which\b|that\b)(?:[A-Za-z]\S*\s+){1,4}?(?:is|are|was|were|has)\b",
    re.IGNORECASE,
)
"""Where a clause has somebody or something of its own that it speaks of."""

_BESIDE = re.compile(
    r"\s*(?:에서|에게|으로|로|까지|부터|에(?!\s*(?:정전|장애|고장))|의\s+(?!전원|네트워크|kubelet|프로세스|연결|디스크)|から|まで"
    r"|へ|に(?!障害|停電|故障)|で|の(?!電源|ネットワーク|kubelet|プロセス|接続|ディスク|AZ)"
    r"|'s\s+(?!power|network|kubelet|process|link|disk)"
    r"|\s+(?!전체|모두|전부|자체|서버|노드|파드|인스턴스|쪽|측)[가-힣]{1,6}(?:이|가|만)\s)"
)
"""What follows a name in a clause that speaks of something else."""

_BEHIND = re.compile(
    r"\b(?:in|within|on|from|to|at|of|by|with|between|behind|into|via|through|for|towards?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before one."""


def _clauses(given: Given, sentence: str) -> Iterator[_Clause]:
    spoken: str | None = None
    hangs = bool(_CONDITION.search(sentence))
    for clause in filter(str.strip, _CLAUSES.split(sentence)):
        names = names_in(given, clause)
        who = next((id for id in names if _speaks(given, clause, id)), None)
        carried = who is None and not names and _goes_on(clause)
        spoken = who or (spoken if carried else None)
        told = _read(given, clause, spoken) if spoken and not _MAY.search(clause) else None
        deed = Deed(spoken, told, clause.strip()) if spoken and told and (who or told.sure) else None
        deed = deed if deed and _fits(given, deed) else None
        yield _Clause(clause.strip(), names, deed, bool(_IF.match(clause) or _IF_ENDS.search(clause)), hangs)


def _read(given: Given, clause: str, who: str) -> Tiding | None:
    """What a clause tells of one, its condition as if it had come about; the word for it as it is written."""
    written = _WHEN.sub("", _IF.sub("", clause)).strip(" .")
    told = tidings.read(_IF_ENDS.sub("자", written), _called(given, who))
    return replace(told, word=written[told.start :].strip()) if told and _IF_ENDS.search(written) else told


_WHEN = re.compile(
    r"\s+(?:half an|a few|[\w-]+) (?:seconds?|minutes?|hours?|days?|weeks?) (?:later|after|ago)\b", re.IGNORECASE
)


def _goes_on(clause: str) -> bool:
    """Whether a clause speaks of nobody by itself."""
    latin = re.match(r"\s*[A-Za-z]", clause) is not None
    return not _OTHERS.search(clause) and (not latin or re.match(r"\s*(?:it|they|which|that)\b", clause) is not None)


def _speaks(given: Given, clause: str, id: str) -> bool:
    """Whether a clause speaks of one that it calls, and not of a place there, or of what belongs to it."""
    hits = (hit for name in _called(given, id) if (hit := _alone(name).search(clause)))
    return any(not _BESIDE.match(clause[hit.end() :]) and not _BEHIND.search(clause[: hit.start()]) for hit in hits)


_CHOSEN = re.compile(r"elect|promot|leader|primary|master|승격|선출|당선|리더|마스터|昇格|選出|リーダー", re.IGNORECASE)


def _fits(given: Given, deed: Deed) -> bool:
    """Whether it may befall such a part: who decides or asks may notice another's failure or take another out, and a
    queue drains by itself."""
    verb, role = deed.told.verb, given.role(deed.who)
    acts = role in (Role.BALANCER, Role.CONTROLLER, Role.CLIENT)
    if verb == "fail":
        return not (acts and sense.says(deed.words, "check"))
    if verb == "lead":
        return deed.who in given.nodes and _CHOSEN.search(deed.words) is not None
    return verb in ("recover", "degrade") or (verb == "stop" and not acts and role is not Role.QUEUE)


def names_in(given: Given, text: str) -> list[str]:
    """The parts and groups that a text calls, in the order of their names in it."""
    places: dict[str, tuple[int, int]] = {}
    for id in (*called.parts(given), *given.groups):
        hits = [hit.span() for name in _called(given, id) if (hit := _alone(name).search(text))]
        if hits:
            places[id] = max(hits, key=lambda span: span[1] - span[0])
    spans = [*places.values()]
    inner = {one for one in spans for other in spans if one != other and other[0] <= one[0] and one[1] <= other[1]}
    found = [id for id, span in places.items() if span not in inner and spans.count(span) == 1]
    return sorted(found, key=lambda id: places[id])


def _alone(name: str) -> re.Pattern[str]:
    """A name that is no part of a longer one."""
    first = r"(?<![A-Za-z0-9-])" if name[:1].isascii() else ""
    last = r"(?![A-Za-z0-9-])" if name[-1:].isascii() else ""
    return re.compile(f"{first}{re.escape(name)}{last}", re.IGNORECASE)


def _called(given: Given, id: str) -> Sequence[str]:
    """Its names, and the words of its name that no other's has."""
    if id in given.groups:
        return [given.name(id)] if len(given.name(id)) > 1 else []
    return [*called.names(given, id), *_alone_called(given, id)]


@once
def _alone_called(given: Given, id: str) -> Sequence[str]:
    """The words of a name that no other's has; of one word what it says at its end that the thing is."""
    others = " ".join(given.words(one) for one in (*given.nodes, *given.groups) if one != id).casefold()
    name = given.name(id)
    words = [word for word in re.split(r"[\s()（）/]+", name) if len(word) > 1 and not word.isdigit()]
    last = next((name[hit.start :] for hit in reversed(find(name)) if hit.end == len(name) and hit.start), "")
    words = words if len(words) > 1 else [last] if len(last) > 1 and not last.isascii() else []
    return [word for word in words if word.casefold() not in others]
