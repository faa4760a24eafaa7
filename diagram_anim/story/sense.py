"""What a label says as a whole: a thing with a role, an act, an outage, a share of traffic, a level.

Comes in: a label's words. Goes out: readings, each with the word that led to it. What follows for the story is the
patterns' business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story.language.detect import scripts
from diagram_anim.story.language.lexicon import Hit, answers, denials, find, reasons, tail
from diagram_anim.story.language.phrases import clean

ROLES = {
    role.value: role
    for role in (
        Role.CLIENT,
        Role.BALANCER,
        Role.CONTROLLER,
        Role.STORE,
        Role.CACHE,
        Role.QUEUE,
        Role.SERVER,
        Role.NODE,
    )
}

_PLACED = re.compile(
    r"\s(?:(?:on|in|at|behind|for|from|with|running)\s.+|(?:multi|single)[- ](?:AZ|region))$", re.IGNORECASE
)
"""Where something stands, behind what it is: `pod on a spot node`, `RDS Multi-AZ`."""

_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")
_NUMBERED = re.compile(
    r"(?:[\s#:_-]*(?:v?\d+(?:\.\d+)*|[①-⑳])|[\s#:_-]*\d+\s?(?:\.{2,3}|…|~|–|-)\s?(?:\d+|[Nn])|[\s#:_-]+[a-z]\d{0,2}|[\s:-]+(?:cluster|pool|group|farm|fleet|set)s?"
    r"|[\s:]*\d+\s*(?:개|대|台|個|pods?|replicas?|instances?|nodes?|servers?)?\s*(?:→|->|=>|⇒)\s*\d+\s*"
    r"(?:pods?|replicas?|instances?|nodes?|servers?|[개대台個])?"
    r"|\s*(?:들|군|팜|클러스터|群)|\s+(?:딱\s*|단\s*)?(?:하나|둘|셋|넷|다섯|여럿|[\d,]+\s?[백천만억]?\s?[대개명])|\s*\d+\s?[台個대])+$",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?:us|eu|ap|sa|ca|me|af|cn|asia|europe|australia)-[a-z]+-?\d?[a-z]?")
"""What cloud providers call their regions: `us-east-1`, `ap-northeast-2a`."""

_PATH = re.compile(r"[`'\"]?(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.*{}$@-]+)+[/\\]?[`'\"]?")
_ROUTE = re.compile(r"/(?:api|v\d+)\b", re.IGNORECASE)

_ALL = re.compile(r"(?<=\w)\s+100\s?[%％]$")

_VERSION = re.compile(r"(?:\bversion|\bv|버전|バージョン)\s*(\d+(?:\.\d+)*)", re.IGNORECASE)


def role(line: str) -> tuple[Role, str] | None:
    """The role of what a line names, by the word at its head, the last one; None for acts and for what isn't known."""
    text = all_of(_BRACKETS.sub("", clean(line)).strip())
    if not text:
        return None
    if _REGION.fullmatch(text.rpartition(" ")[2]):
        return Role.NODE, text.rpartition(" ")[2]
    placed = _PLACED.sub("", text)
    if placed != text and (told := role(placed)):
        return told
    bare = text if _belongs(text) else _unplaced(_NUMBERED.sub("", text).strip() or text)
    if not find(bare):
        bare = re.sub(r"[\s#:_-]+[A-Za-z\d]$", "", text)
    hits = tuple(hit for hit in find(bare) if hit.senses != {"offered"})
    last = next((hit for hit in reversed(hits) if _is_role(hit)), None)
    if last is not None and hits == (last,) and _product(bare, last):
        return _role(last)
    if last is None or not _ends(bare, last):
        whole = find(text)
        if len(whole) == 1 and _is_role(whole[0]) and whole[0].end == len(text):
            return _role(whole[0])
        return None
    first = hits[0]
    gerund = first.word.lower().endswith("ing")  # neither "Processing pod 1" nor "Shipping Service" is an act
    called = gerund and (bare != text or not first.says("start", "end", "grow", "heal"))
    called = called or first.says("both") and last.says("kind.any", "kind.server")  # "Review Service"
    if first is not last and not called and first.says("action", "start", "end", "grow", "heal") and text.isascii():
        return None
    return _role(last)


def _belongs(text: str) -> bool:
    """Whether a name is that of something that belongs to a part and is none: a `User Pool`, a `Security Group`."""
    hits = find(text)
    return bool(hits) and hits[-1].says("matter", "passing", "scaler") and _ends(text, hits[-1])


def _product(text: str, hit: Hit) -> bool:
    """Whether a name begins with a product's, which isn't half of another's: `Redis 7`, but not `nginx-config`."""
    return hit.start == 0 and hit.says("product") and not re.match(r"[-/_.][A-Za-z]", text[hit.end :])


def _unplaced(text: str) -> str:
    """A name without the place at its end: `オリジン` of "オリジン 東京"."""
    hits = find(text)
    away = len(hits) > 1 and hits[-1].says("place") and _ends(text, hits[-1])
    return text[: hits[-1].start].rstrip(" -_:/·") if away else text


def unplaced(text: str) -> str:
    """A text without where it is: `create` of "create on another node"."""
    return _PLACED.sub("", text)


def unnumbered(text: str) -> str:
    """A name without the number or letter at its end: `app` of "app 1"."""
    return _NUMBERED.sub("", clean(text)).strip()


def all_of(text: str) -> str:
    """Who all of them are: `Users` of "Users 100%"."""
    return _ALL.sub("", text)


def unbracketed(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETS.sub("", text).strip()


def bracketed(text: str) -> list[str]:
    """What stands in brackets."""
    return re.findall(r"[(\[（]([^()\[\]（）]*)[)\]）]", text)


def _is_role(hit: Hit) -> bool:
    return any(name in hit.senses for name in ROLES)


def _role(hit: Hit) -> tuple[Role, str]:
    return next(role for name, role in ROLES.items() if name in hit.senses), hit.word


def _ends(text: str, hit: Hit) -> bool:
    return not re.sub(r"[\W_]+", "", text[hit.end :])


def version(text: str) -> str | None:
    """`2.0` of "Version 2.0"."""
    found = _VERSION.search(text)
    return found[1] if found else None


def versions(texts: Mapping[str, str]) -> dict[str, str]:
    """The version that each of several texts names, by its number or by its colour; what stands beside a canary and
    names none is stable."""
    found = {key: version(text) or _colored(text) for key, text in texts.items()}
    rest = "stable" if "canary" in found.values() else ""
    return {key: one or rest for key, one in found.items() if one or rest}


def _colored(text: str) -> str:
    return next((name for name in ("blue", "green", "canary") if says(text, name)), "")


def numbered(text: str) -> str | None:
    """`v2` or `버전 2` in a text."""
    found = _VERSION.search(text)
    return found[0].strip() if found else None


def is_path(text: str) -> bool:
    """Whether it is where a file lies, which does nothing by itself (`/home/app`); a route is none (`/api/users`)."""
    return bool(_PATH.fullmatch(text.strip())) and not _ROUTE.match(text.strip())


def says(text: str, *senses: str) -> Hit | None:
    """The first word with one of these senses that isn't negated."""
    return next((hit for hit in find(text) if hit.says(*senses) and not hit.negated), None)


def is_barred(label: str) -> bool:
    """Whether an arrow's words say that nothing gets through: by a cross before them, or `cannot`; a share of what
    goes wrong and takes this way does get through (`❌ 1%`)."""
    crossed = bool(re.match(rf"\s*[{_CROSSES}]", label)) and not only_mark(label) and not _SHARE.search(label)
    return crossed or says(label, "barred") is not None


def asks(text: str) -> bool:
    """Whether a text is a question."""
    return text.rstrip().endswith(("?", "？"))


def is_person(name: str) -> bool:
    """Whether a name is that of somebody: `사용자`, but no `users.orders`."""
    return re.fullmatch(r"[\w.]*[._]\w+", name) is None and ends_in(name, "person") is not None


def is_answer(text: str) -> bool:
    """Whether a text is an answer to a question, or a condition, and nothing else: yes, 아니오, < 90 %."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", clean(text)).casefold()
    return bare in answers(scripts(bare)) or bool(re.search(r"[<>≤≥≦≧]|[=!]=", text) or _CONDITION.search(bare))


def exclude(texts: Sequence[str]) -> bool:
    """Whether of two texts one denies the other: `solved` and `not solved`, 발급 and 미발급."""
    if len(texts) != 2:
        return False
    short, long = sorted((clean(text).casefold().strip(" .?!") for text in texts), key=len)
    denied = {f"{no}{blank}{short}" for no in denials(scripts(long)) for blank in ("", " ")}
    return bool(short) and long != short and long in denied


def ends_in(text: str, *senses: str) -> Hit | None:
    """The word with one of these senses that closes the text, words of state and marks aside."""
    text = unbracketed(text)
    for hit in reversed(find(text)):
        if hit.says(*senses):
            return hit if not hit.negated and tail(text[hit.end :]) else None
        if not tail(text[hit.start : hit.end]):
            return None
    return None


def down(text: str) -> tuple[str, Role, Hit] | None:
    """What a text calls down, its role, and the word: `Database` of "Database is down"."""
    hit = ends_in(text, "outage") or ends_in(text, "failure")
    if hit is None:
        return None
    before = re.sub(r"[\s–—:,-]+$", "", text[: hit.start])
    thing = re.sub(rf"(?:\s+(?:is|goes)|(?<=\w)(?:{_PARTICLES}))?\s*$", "", before)
    said = role(thing)
    sure = hit.says("outage") or unnumbered(thing) != thing  # "Service A fails", not "payment service fails"
    return (thing, said[0], hit) if said and sure else None


def done(text: str) -> bool:
    """Whether a text tells of something that is done, the reason it gives and words of state aside, and other than what
    a service is there for: "주문 중단" is nothing that is done."""
    hits = find(without_reason(text))
    return any(hit.says("action") and not hit.says("offered") and not tail(hit.word) for hit in hits)


def first_tongue(text: str) -> str:
    """What a text says of an outage before it says it again in Latin letters: of "디스크 장애 Disk failure"."""
    twice = re.fullmatch(r"(.*[^\x00-\x7f])\s+([\x20-\x7e]*[A-Za-z][\x20-\x7e]*)", text.strip())
    return twice[1] if twice and says(twice[1], "outage") and says(twice[2], "outage", "failure") else text


def without_reason(text: str) -> str:
    """What is left of "결제 오류로 서비스 다운" or "shop down because of a bug" without its reason."""
    before, after = reasons(scripts(text))
    return before.sub("", after.sub("", text)).strip()


def only(text: str, senses: tuple[str, ...], others: tuple[str, ...], names: tuple[str, ...] = ()) -> Hit | None:
    """A word with one of `senses` in a text that says nothing besides but words with `others`, `names` and numbers."""
    central = [hit for hit in find(text) if hit.says(*senses) and not hit.negated]
    if not central:
        return None
    left = list(text)
    for name in sorted(names, key=len, reverse=True):
        for place in re.finditer(_alone(name), "".join(left), flags=re.IGNORECASE):
            left[place.start() : place.end()] = " " * len(place[0])
    unnamed = "".join(left)
    found = [hit for hit in find(text) if not unnamed[hit.start : hit.end].isspace()]
    central = [hit for hit in central if hit in found]
    if not central:
        return None
    for hit in found:
        if hit.says(*senses, *others):
            left[hit.start : hit.end] = " " * (hit.end - hit.start)
    remaining = "".join(left)
    remaining = re.sub(r"v?\d+(?:\.\d+)*", " ", remaining)
    remaining = re.sub(rf"(?<!\w)(?:{_PARTICLES}|of|is|up|the|a|an)(?!\w)", " ", remaining)
    return central[0] if tail(re.sub(rf"(?:{_PARTICLES})(?=\s|$)", " ", remaining)) else None


_PARTICLES = "을|를|은|는|이|가|의|으로|로|에|에서|が|を|の|は|に|で"


def _alone(name: str) -> str:
    """A pattern for a name that isn't part of a longer one; a particle may follow at once."""
    first = r"(?<![A-Za-z0-9_])" if name[:1].isascii() else r"(?<!\w)"
    return first + re.escape(name) + (r"(?![A-Za-z0-9_])" if name[-1:].isascii() else rf"(?!(?!{_PARTICLES})\w)")


def idea(text: str) -> tuple[str, str] | None:
    """A known idea and the word that named it."""
    for hit in find(text):
        for sense in sorted(hit.senses):
            if sense.startswith("idea."):
                return sense[5:], hit.word
    return None


_CONDITION = re.compile(
    r"(?:[가-힣] 시|[가-힣]\s?(?:경우|때)|[가-힣](?:하|되|으|이|있|없)면|場合|時|なら)$|^(?:if|when|unless|on) \w"
)
"""A case that may come about: "장애 시", "if it fails"."""


def in_need(text: str) -> bool:
    """Whether a text says when: if something fails."""
    case = _CONDITION.search(clean(text).strip(" .()").casefold())
    return bool(case) and says(text, "outage", "failure", "sick") is not None


_AFTER = re.compile(r"\s*[,:]\s+|\s[–—-]\s")
_SHARE = re.compile(r"\d\s*[%％]")
_CROSSES = "❌✕✖✗💥💀☠🔥"
_MARK = re.compile(rf"\s*[{_CROSSES}]\ufe0f?\s*$")
_SIGNS = f"{_CROSSES}⚠🔴🚨⛔🚫🛑❗"
_SIGNED = re.compile(rf"(?<=[\w)\]])\s*[{_SIGNS}]\ufe0f?\s+(?=\w)")
"""A sign between a name and what is told of it: `Consumer 3 💀 crashed`."""
_COUNTED = re.compile(r"\d+\s*(?:대|개|台|個|つ)?\s*(?:가|이|が)?\s*$")
"""How many of them, where a word of state follows: `4 healthy + 1 failed`."""


def bare(text: str) -> str:
    """What stands in brackets, where nothing stands outside them."""
    return text.strip()[1:-1] if re.fullmatch(r"[(\[（][^()\[\]（）]*[)\]）]", text.strip()) else text


def marked(lines: tuple[str, ...], *, crossed: bool = True) -> Hit | None:
    """A cross at the end of a line where such a mark counts as `crossed`, an outage word in brackets, behind a comma
    or on a line of its own under a name."""
    for line in lines:
        mark = _MARK.search(line) if crossed else None
        if mark:
            return Hit(mark[0].strip(), frozenset({"outage"}), *mark.span())
    brackets = [inner for line in lines for inner in bracketed(line)]
    clauses = [clause for line in lines for clause in _AFTER.split(line)[1:]]
    struck = signed(lines, "outage", "failure")
    if struck:
        return struck
    for text in (*brackets, *clauses, *lines[1:]):
        hit = only(text, ("outage", "failure"), ("runnable", "server", "state"))
        if hit and not _COUNTED.search(text[: hit.start]):
            return hit
    return None


def signed(lines: Sequence[str], *senses: str) -> Hit | None:
    """The word of state that stands behind a sign, on the line of a name or on one of its own."""
    told = [line for line in lines[1:] if unpictured(line) != line]
    told += [state for line in lines for state in _SIGNED.split(line)[1:]]
    return next((hit for text in told for one in senses or ("outage",) if (hit := ends_in(text, one))), None)


def leading_mark(text: str) -> Hit | None:
    """A burst before a name, which isn't a mere cross: a cross there may stand for bad advice."""
    found = re.match(r"\s*[💥💀☠🔥]", text)
    return Hit(found[0].strip(), frozenset({"outage"}), *found.span()) if found else None


def only_mark(text: str) -> Hit | None:
    """A text that is a mark and nothing else."""
    bare = text.strip().removesuffix("\ufe0f")
    return Hit(text.strip(), frozenset({"outage"}), 0, len(text)) if bare and bare in _CROSSES else None


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
    return left if left and marked((text,)) else text


def several(text: str) -> bool:
    """Whether a text speaks of several running things: pods, containers."""
    return any(
        hit.end - hit.start > 3
        and text[hit.end - 1] in "sS"
        and any(one.startswith("kind.") for one in hit.senses - {"kind.any"})
        for hit in find(text)
    )


def kinds(text: str) -> set[str]:
    """Which kinds of running things a text names: version, container, server …; `any` for a word that fits all."""
    region = {"node"} if _REGION.fullmatch(text.strip()) else set()
    return region | {sense[5:] for hit in find(text) for sense in hit.senses if sense.startswith("kind.")}
