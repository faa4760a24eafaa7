"""What a label tells of a part's state: by a word, a line beneath its name, or a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from diagram_anim.model.system import Role
from diagram_anim.story.language import tidings
from diagram_anim.story.language.bearing import left
from diagram_anim.story.language.events import strained as strains
from diagram_anim.story.language.events import unreal
from diagram_anim.story.language.lexicon import Hit, tail
from diagram_anim.story.sense.names import role, unnumbered
from diagram_anim.story.sense.words import PARTICLES, bracketed, ends_in, only, says


@lru_cache(maxsize=8192)
def down(text: str) -> tuple[str, Role, Hit] | None:
    """What a text calls down, its role, and the word: `Database` of "Database is down"."""
    hit = ends_in(text, "outage") or ends_in(text, "failure")
    if unreal().search(text):
        return None
    if fronted := _fronted(text):
        return fronted
    if hit is None:
        return _fell(text)
    before = unpictured(re.sub(r"(?:\s\w+ed)?(?:\s(?:by|due to|from))?[\s–—:,-]*$", "", text[: hit.start]))
    thing = re.sub(rf"(?:\s+(?:is|goes)|(?<=\w)(?:{PARTICLES}))?\s*$", "", before)
    several = unnumbered(thing) != thing
    said = role(thing) or ((Role.SERVER, thing) if several and says(thing, "consumer") else None)
    sure = hit.says("outage") or several  # "Service A fails", not "payment service fails"
    return (thing, said[0], hit) if said and sure else None


def _fronted(text: str) -> tuple[str, Role, Hit] | None:
    """The same of a text that says so before the name: `DOWN: Server 2`, `고장난 서버 2`; an adjective may belong to
    something else (`Dead letter queue`, `Failed logins DB`), so that behind it only a part's bare name counts."""
    found = _FRONT.match(text)
    thing = text[found.end() :].strip() if found else ""
    said = role(thing) if thing else None
    bare = unnumbered(thing) != thing or only(thing, tuple(one.value for one in _FALLING), ()) is not None
    if not found or not said or said[0] not in _FALLING or not (found["of"] or bare):
        return None
    return (thing, said[0], Hit(found[0].strip(" :："), frozenset({"outage"}), 0, len(found[0])))


_FALLING = (Role.SERVER, Role.NODE, Role.STORE, Role.CACHE, Role.BALANCER)

_FRONT = re.compile(
    r"\s*(?:[(\[【]?(?:down|failed|failure|dead|crashed|broken|offline|outage|unhealthy|장애|다운|고장|비정상|障害|停止|故障|ダウン)"
    r"[)\]】]?(?P<of>\s*[:：]\s*)"
    r"|(?:failed|dead|crashed|broken|unhealthy|downed)\s+"
    r"|(?:고장\s?난|죽은|다운된|장애(?:가)?\s?난|멈춘|중단된|비정상)\s+"
    r"|(?:故障した|停止した|落ちた|ダウンした|障害中の|死んだ|異常な))(?=\S)",
    re.IGNORECASE,
)


def strained(text: str) -> tuple[str, Role, Hit] | None:
    """What a text calls overloaded, its role, and the word: `postgres` of "postgres overloaded"."""
    found = strains().search(text) if not unreal().search(text) else None
    thing = re.sub(_JOIN, "", text[: found.start()]) if found else ""
    said = role(thing) if thing else None
    return (thing, said[0], Hit(found[0], frozenset({"surge"}), *found.span())) if found and said else None


_JOIN = rf"(?<=\w)(?:{PARTICLES})?[\s–—:,(\[（-]*$"
"""What joins a name and what befalls it."""


def _fell(text: str) -> tuple[str, Role, Hit] | None:
    """Of which part a text says that it is down, by words that can mean nothing else and close it: `db-2` of "db-2 ran
    out of memory"."""
    told = tidings.read(text)
    thing = re.sub(_JOIN, "", text[: told.start]) if told else ""
    said = role(thing) if thing else None
    if not said or not told or (told.verb, told.sure) != ("fail", True):
        return None
    rest = left(text[len(thing) : told.start] + text[told.end :])
    return None if rest else (thing, said[0], Hit(told.word, frozenset({"outage"}), told.start, told.end))


def card_down(lines: Sequence[str]) -> tuple[str, Role, Hit] | None:
    """What a card calls down by a line of state beneath its name, its role, and the word: `DB` of "DB / 💀 crashed"."""
    name = unpictured(lines[0]) if len(lines) > 1 else ""
    told = role(name) if name else None
    hit = marked((name, *lines[1:]), crossed=False) if told else None
    return (name, told[0], hit) if told and hit else None


_AFTER = re.compile(r"\s*[,:]\s+|\s*：\s*|\s[–—-]\s")


def clauses(line: str) -> list[str]:
    """A name and what is told of it behind commas, colons or dashes: "db", "restored" of "db - restored"."""
    return _AFTER.split(line)


CROSSES = "❌✕✖✗💥💀☠🔥"

_MARK = re.compile(rf"\s*[{CROSSES}]\ufe0f?\s*$")

_SIGNS = f"{CROSSES}⚠🔴🚨⛔🚫🛑❗"

_STRIKES = "⚡🔌🪫🌩⛈🌊🌋🧨🪦🧯"
"""Signs of what strikes a part: none tells anything by itself."""

_SIGNED = re.compile(rf"(?<=[\w)\]])\s*[{_SIGNS}{_STRIKES}]\ufe0f?\s*(?=\w)")
"""A sign between a name and what is told of it: `Consumer 3 💀 crashed`."""

_DEAD = re.compile(r"(?<=[\w)\]])\s*[💀☠]\ufe0f?(?=\s+\w)")
"""A sign of death between a name and why it is dead."""

_COUNTED = re.compile(r"\d+\s*(?:대|개|台|個|つ)?\s*(?:가|이|が)?\s*$")
"""How many of them, where a word of state follows: `4 healthy + 1 failed`."""


_REASON = re.compile(r"^\S+(?:으로|로|により|で)\s+(?=\S)|^\S+により(?=\S)")
"""Why, before what comes of it: `지진으로 중단`."""

_BY_TROUBLE = re.compile(
    r"^(?:\S+\s)?\S*(?:장애|고장|부족|정전|오류|과부하|누수|화재|침수|낙뢰|지진|포화|과열|단선|소진|고갈|패닉|버그|누전|결함|불량"
    r"|파손|충돌|OOM)(?:으로|로)(?:\s인해)?\s+(?=\S)"
    r"|^\S{0,16}?(?:障害|故障|不足|停電|落雷|過負荷|過熱|切れ|枯渇|火災|浸水|地震|エラー|バグ|破損|異常|不良|漏れ|リーク|断線"
    r"|衝突|パニック|OOM)(?:により|のため|で)\s*(?=\S)"
)
"""The same, where nobody does it on purpose: `ストレージ障害で停止`."""


_TURN = re.compile(r"^\s*[①-⑳]\s*")
"""Its number among what happens."""


def marked(lines: tuple[str, ...], *, crossed: bool = True) -> Hit | None:
    """A cross at the end of a line where such a mark counts as `crossed`, an outage word in brackets, behind a comma
    or on a line of its own under a name."""
    lines = tuple(line for line in lines if line in lines[:1] or not _MEASURED.search(line))
    lines = (*lines[:1], *(_HOT.sub("", line) for line in lines[1:]))
    for line in lines:
        mark = _MARK.search(line) if crossed else None
        if mark:
            return Hit(mark[0].strip(), frozenset({"outage"}), *mark.span())
    brackets = [inner for line in lines for inner in bracketed(line)]
    told = [clause for line in lines for clause in clauses(line)[1:]]
    struck = signed(lines, "outage", "failure")
    struck = struck or signed([line for line in lines if re.search(f"[{CROSSES}]", line)], "sick")
    if struck:
        return struck
    for text in (*brackets, *told, *lines[1:]):
        reason = text if text in lines else _REASON.sub("", text)
        bare = undated(_BY_TROUBLE.sub("", _TURN.sub("", reason)))
        hit = only(bare, ("outage", "failure", "gone"), ("runnable", "server", "state"))
        if hit and not _COUNTED.search(text[: hit.start]):
            return hit
    return None


_HOT = re.compile(r"(?<=\w)\s*🔥\ufe0f?\s*$")
"""A line beneath a name behind which a fire says only that it is new or much liked (`two-tower 🔥`), or hot."""

_MEASURED = re.compile(r"\d\s?[%％]")
"""A line that says how a gauge stands: a fire behind it is but how hot that is (`CPU 95% 🔥`)."""


def ailing(lines: Sequence[str]) -> Hit | None:
    """That a card says, in brackets, behind a comma or beneath its name, that what it names is unhealthy."""
    said = [inner for line in lines for inner in bracketed(line)]
    said += [clause for line in lines for clause in clauses(line)[1:]]
    return next((hit for text in (*said, *lines[1:]) if (hit := only(undated(text), ("sick",), ("state",)))), None)


_DATE = re.compile(
    r"\s*(?:\b(?:since|at|from|as of|between)\s+)?(?<![\d.:])\d{1,2}:\d\d(?::\d\d)?"
    r"(?:\s?(?:[–—~〜～-]|to|and|부터|에서|から)\s?\d{1,2}:\d\d(?::\d\d)?(?:\s?(?:까지|まで))?)?(?![\d:])(?:\s?(?:UTC|KST|JST|AM|PM)\b)?"
    r"\s?(?:부터|이후|에(?=\s|$)|から|以降|に)?|\s*\d{1,2}\s?[시時](?:\s?\d{1,2}\s?[분分])?\s?(?:부터|이후|에(?=\s|$)|から|以降|に)",
    re.IGNORECASE,
)


def undated(text: str) -> str:
    """A text without the time of day since which it holds, or the times between which: `down` of "down since 03:12"."""
    return _DATE.sub(" ", text).strip() or text


def signed(lines: Sequence[str], *senses: str) -> Hit | None:
    """The word of state that stands behind a sign, on the line of a name or on one of its own."""
    told = [line for line in lines[1:] if unpictured(line) != line]
    struck = [state for line in lines for state in _SIGNED.split(line)[1:]]
    told += struck
    dead = next((mark for line in lines if (mark := _DEAD.search(line))), None)
    if dead and "outage" in (senses or ("outage",)):
        return Hit(dead[0].strip(), frozenset({"outage"}), *dead.span())
    told = [undated(text) for text in told]
    found = next((hit for text in told for one in senses or ("outage",) if (hit := ends_in(text, one))), None)
    return found or (next(filter(None, map(_befallen, struck)), None) if "outage" in (senses or ("outage",)) else None)


def _befallen(text: str) -> Hit | None:
    """The words behind a sign with which a part can but fail: `⚡ power lost`."""
    told = tidings.read(text)
    return (
        Hit(told.word, frozenset({"outage"}), told.start, told.end)
        if told and (told.verb, told.sure) == ("fail", True)
        else None
    )


def leading_mark(text: str) -> Hit | None:
    """A burst before a name, which isn't a mere cross: a cross there may stand for bad advice."""
    found = re.match(r"\s*[💥💀☠🔥]", text)
    return Hit(found[0].strip(), frozenset({"outage"}), *found.span()) if found else None


def crossed_out(text: str) -> Hit | None:
    """A mark before a name."""
    found = re.match(rf"\s*[{CROSSES}]\ufe0f?\s*(?=\w)", text)
    return Hit(found[0].strip(), frozenset({"outage"}), *found.span()) if found else None


def light(text: str) -> Hit | None:
    """A red light before or behind a name: it tells something beside green ones only."""
    found = re.search(r"^\s*[🔴🟥]|[🔴🟥]\s*$", text)
    return Hit(found[0].strip(), frozenset({"outage"}), *found.span()) if found else None


def lit_green(text: str) -> bool:
    return re.search(r"[🟢🟩✅]", text) is not None


def only_mark(text: str) -> Hit | None:
    """A text that is a mark and nothing else."""
    bare = text.strip().removesuffix("\ufe0f")
    return Hit(text.strip(), frozenset({"outage"}), 0, len(text)) if bare and bare in CROSSES else None


@lru_cache(maxsize=4096)
def unpictured(text: str) -> str:
    """A text without the marks at its ends."""
    return re.sub(rf"^[\s{_SIGNS}\ufe0f]+|[\s{_SIGNS}\ufe0f]+$", "", text)


def unmarked(text: str) -> str:
    """What a part is called whose state is told: `Server 1` of "Server 1 (down)" or "Server 1 - healthy"."""
    first, *states = _AFTER.split(text)
    if states and first and all(tail(state) for state in states):
        return first
    told = rf"(?:{_AFTER.pattern}|{_SIGNED.pattern}).*$"
    left = re.sub(rf"{_MARK.pattern}|\s*[(\[（][^()\[\]（）]*[)\]）]\s*$|{told}", "", text)
    return left if re.search(r"[^\W\d_]", left) and marked((text,)) else text
