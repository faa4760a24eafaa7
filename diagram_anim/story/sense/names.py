"""What a name names: a thing with a role, where it stands, which of several it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from diagram_anim.model.system import Role
from diagram_anim.story.language.lexicon import Hit, find
from diagram_anim.story.language.phrases import clean
from diagram_anim.story.sense.words import ends_in, says, unbracketed

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
    r"\s(?:(?:(?:on|in|at|behind|for|from|with|running)|of (?:the|our|its))\s.+"
    r"|(?:multi|single)[- ](?:AZ|region)|worldwide|everywhere)$",
    re.IGNORECASE,
)
"""Where something stands, behind what it is: `pod on a spot node`, `RDS Multi-AZ`."""

_NUMBERED = re.compile(
    r"(?:(?:(?<=pod)|(?<=container)|(?<=replica)|(?<=worker)|(?<=task))-[a-z\d]*\d[a-z\d]*"
    r"|(?<=[a-z]{2})\.(?:[a-z]|\d{1,3})|[\s#:_-]*(?:v?\d+(?:\.\d+)*|[①-⑳])|[\s#:_-]*\d+\s?(?:\.{2,3}|…|~|–|-)\s?(?:\d+|[Nn])|[\s#:_-]+[a-z]\d{0,2}|(?<=[가-힣ァ-ヶー一-龥])[a-z]\d{0,2}|[\s:-]+(?:cluster|pool|group|farm|fleet|set)s?"
    r"|[\s:]*\d+\s*(?:개|대|台|個|pods?|replicas?|instances?|nodes?|servers?)?\s*(?:→|->|=>|⇒)\s*\d+\s*"
    r"(?:pods?|replicas?|instances?|nodes?|servers?|[개대台個])?"
    r"|\s*(?:들|군|팜|클러스터|群)|\s+(?:딱\s*|단\s*)?(?:하나|둘|셋|넷|다섯|여럿|[\d,]+\s?[백천만억]?\s?[대개명])|\s*\d+\s?(?:[台個대]|호기?|号機?|号館|번기|계|系|호선|号線))+$",
    re.IGNORECASE,
)

INSTANCE = re.compile(r"(?:[a-z][a-z\d.]*(?:-[a-z\d]+)*-[a-z\d]*\d[a-z\d]*|[a-z]{2,}\.\d{1,3})(?=[^\w.]|$)")
"""What one of several machines is called: `ceph-osd-17`, `api-7f9`, `osd.2`."""

_REGION = re.compile(r"(?:us|eu|ap|sa|ca|me|af|cn|asia|europe|australia)-[a-z]+-?\d?[a-z]?")
"""What cloud providers call their regions: `us-east-1`, `ap-northeast-2a`."""

_HANDS_OVER = re.compile(
    r"^promot|\b(?:fail(?:s|ed)?[ -]?over|switch(?:es|ed)?|cut(?:s)?[ -]?over) to\b", re.IGNORECASE
)
"""The words of who hands over to another: `Promote replica`, `DNS failover to us-west-2`."""

_PATH = re.compile(r"[`'\"]?(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.*{}$@-]+)+[/\\]?[`'\"]?")

_ROUTE = re.compile(r"/(?:api|v\d+)\b", re.IGNORECASE)

_ALL = re.compile(r"(?<=\w)\s+100\s?[%％]$")

_VERSION = re.compile(r"(?:\bversion|\bv|버전|バージョン)\s*(\d+(?:\.\d+)*)", re.IGNORECASE)


_TUNED = re.compile(
    r"(?<=\w)[\s,]+(?:target|min|max|desired|threshold|목표|최소|최대|目標|最小|最大)(?![a-z]).*\d.*$", re.IGNORECASE
)
"""How a controller is set, behind its name: `HPA target 60%`."""


_HEADED = re.compile(
    r"(?:(?:(?:micro)?service|svc)[ /]|(?:deploy(?:ment)?|pod)/)([A-Za-z][a-z0-9]{2,}(?:-[a-z0-9]+)*)", re.IGNORECASE
)
"""How orchestrators and their users call what runs by its kind first: `Service cart`, `svc/cart`."""

_COMPOUND = re.compile(
    r"accounts?|agreement|area|bus|calls?|catalog(?:ue)?|cent(?:er|re)|charge|class|clients?|config\w*|consumers?|contracts?"
    r"|dashboard|data|delivery|desk|discovery|endpoints?|entry|fees?|files?|fails?|failed|down|group|history|hours|ids?"
    r"|identity|interface|key|layers?|levels?|list|location|lookup|management|manager|maps?|mesh|metrics|monitor\w*|names?"
    r"|network|object\w*|offering|order|outage|owners?|pages?|pipeline|plans?|policy|ports?|principal|process\w*|providers?"
    r"|proxy|quality|queue|ready|recovery|registration|registry|replicas?|requests?|restart\w*|router|scaling|security|selector"
    r"|sheet|spec|station|starts?|started|status|stopped|stops|store|strategy|system|targets?|teams?|template|tests?|ticket"
    r"|tier|token|topology|types?|unavailable|url|users?|version|window|workers?|yaml|lifecycle|scheduling|creation|deletion"
    r"|\w+ed|\w+able|resumes|continues|healthy|normal|back|okay?|interrupt\w*|disruption|budget|autoscaler|controller|watcher|script|tool|job|logs?|events?|terminat\w*|running|pending|evicted",
    re.IGNORECASE,
)
"""What makes another word of such a kind: a `Service desk`, a `Service account`."""


@lru_cache(maxsize=8192)
def role(line: str) -> tuple[Role, str] | None:
    """The role of what a line names, by the word at its head, the last one; None for acts and for what isn't known."""
    text = _TUNED.sub("", all_of(unbracketed(clean(line))))
    if not text or _HANDS_OVER.search(text):
        return None
    if _tells(text):
        return None
    if _REGION.fullmatch(text.rpartition(" ")[2]):
        return Role.NODE, text.rpartition(" ")[2]
    placed = _PLACED.sub("", text)
    if placed != text and (told := role(placed)):
        return told
    headed = _HEADED.fullmatch(text)
    if headed and not _COMPOUND.fullmatch(headed[1]) and not any(map(_is_role, find(headed[1]))):
        return Role.SERVER, text
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
    called = called or first.says("both") and last.says("kind.any", "server")  # "Review Service"
    if first is not last and not called and first.says("action", "start", "end", "grow", "heal") and text.isascii():
        return None
    return _role(last)


def _tells(text: str) -> bool:
    """Whether a text tells something of a part and isn't its name: by a verb before its article or a verb that moves
    or strikes (`Orchestrator promotes the replica`, `All reads hit Postgres`), or by what is no part with a place
    behind it (`Memory leak on the server`, `Loss of cache`); a pod on the node is a pod."""
    if _STRIKES.search(text) or _ORDERED.match(text):
        return True
    for place in _AT.finditer(text):
        head, end = text[: place.start()], text[place.end() :]
        alone = place["the"] or place["two"] or place["its"] or _only_role(end)
        if alone and not _JOINED.search(text[: place.end()]) and role(head) is None:
            return True
    return False


def _only_role(text: str) -> bool:
    """Whether a text is but the word for a part, with which of several it is."""
    bare = _NUMBERED.sub("", text).strip() or text
    hits = [hit for hit in find(bare) if _is_role(hit)]
    return len(hits) == 1 and hits[0].start == 0 and _ends(bare, hits[0])


_AT = re.compile(
    r"(?:(?<=\w)\s(?:on|in|of|to|from|with|at|into|against|across|inside)\s(?P<the>(?:the|our|its|their)\s)?"
    r"|(?<=\w)\s(?P<two>between)\s|(?:(?<=[a-z]s)|(?<=[a-z]ing))\s(?P<its>the|our|its|their)\s)(?=\w)",
    re.IGNORECASE,
)
"""Between what is told and the part it is told of."""

_ORDERED = re.compile(
    r"((?:Switch|Turn|Move|Point|Send|Route|Shift|Flip|Cut|Restart|Reboot|Reload|Stop|Start|Drain|Take|Put|Bring|Check"
    r"|Test|Update|Upgrade|Notify|Call|Ask|Tell|Warn|Scale|Remove|Delete|Keep|Deploy|Replace|Swap|Shut|Warm|Wake|Reset)"
    r"(?: (?:up|off|on|over|back|down|out))?) (?:the|our|all|its|their) (?=\w)",
    re.IGNORECASE,
)
"""What is done to a part: `Switch the router`, `Turn off the old server`."""

_STRIKES = re.compile(
    r"(?<=\w)\s(?:(?:hits?|reach(?:es)?|floods?|hammers?|overwhelms?|overloads?|breaks?|kills?|takes? down)"
    r"|(?:go(?:es)?|shifts?|moves?|falls?|flows?|fails? over|piles? up|spills?)\s(?:\w+\s)?(?:to|on|onto|into|at|over)"
    r"|can ?not|can't)\s(?=\w)",
    re.IGNORECASE,
)
"""Between what moves or strikes and what it comes to."""

_JOINED = re.compile(
    r"(?:^|\s)(?:(?:sign|log|check|plug|opt|built|walk|drop|roll|add|all|stand)\s(?:in|on|to|with|of)"
    r"|(?:copy|copies|part|half|set|group|pair|cluster|instances?|fleet|members?)\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Words that make one with what follows: a `Sign in service`."""


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


@lru_cache(maxsize=4096)
def unnumbered(text: str) -> str:
    """A name without the number or letter at its end: `app` of "app 1"."""
    return _NUMBERED.sub("", clean(text)).strip()


def all_of(text: str) -> str:
    """Who all of them are: `Users` of "Users 100%"."""
    return _ALL.sub("", text)


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


def is_person(name: str) -> bool:
    """Whether a name is that of somebody: `사용자`, but no `users.orders`."""
    return re.fullmatch(r"[\w.]*[._]\w+", name) is None and ends_in(name, "person") is not None


def autoscaler(text: str) -> re.Match[str] | None:
    """Where a text names who sees to it that there are as many of others as are needed."""
    return _SCALER.search(text)


_SCALER = re.compile(
    r"auto[- ]?scal|\b(?:HPA|KEDA)\b|(?:오토|자동)\s?(?:스케일|확장)|オートスケ|自動スケール|スケーラ", re.IGNORECASE
)


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
