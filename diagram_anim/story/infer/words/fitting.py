"""Whether what a clause tells may befall such a part as it tells it of: who decides or asks may notice another's
failure or take another out, and a queue drains by itself.

Comes in: a deed. Goes out: yes or no.
"""

from __future__ import annotations

import re

from diagram_anim.model.system import Role
from diagram_anim.story import counts, sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, naming, renewed
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import rolls

RAISED = re.compile("올[리려린립]")
"""A copy that is raised leads from then on."""

_CHOSEN = re.compile(
    r"\bw[io]ns?\b|elect|\bvoted? for\b|promot|leader|primary|master|(?:took|takes?|taking|taken) over (?:its|the"
    r"|their|as)\b"
    r"|(?:주|운영)\s?(?:DB|서버|노드|데이터베이스)로|액티브|프라이머리|선거|투표|과반|득표|추대|승격|선출|당선"
    r"|리더|마스터|역할을|자리를"
    r"|昇格|選出|当選|選ば|選[ん出び]|リーダー|主系|プライマリ|マスター"
    r"|役割を|役目を|[後跡]を|の座|主[とに]な|後任|格上げ|据え|親に|引き継|取って代|肩代",
    re.IGNORECASE,
)

_DONE_TO = re.compile(r"[가-힣][을를]\s|[一-龥ァ-ヶー]を")
"""Where who acts does it to another."""


_ANEW = re.compile(
    r"\b(?:new|replacement|another|additional|extra|an? (?:second|third|fourth)|joined|joins|comes up|came up"
    r"|brought up|went live"
    r"|goes live|is started|started|added|spun up|fired up|launched|opened|introduced"
    r"|installed|commissioned|set up|built|now|brought .* online|put into (?:operation|service|use))\b"
    r"|새로|새\s(?:멤버|노드|서버|파드|인스턴스|워커|장비|기기|복제본|레플리카|브로커|컨테이너)|투입|처음|열었|열어|오픈|개장|개설|신설|대신|대체|추가|開設|新設|初めて|代わり|新た|新しく|追加|増設|参加"
    r"|合流|加わ|加え|加入"
    r"|投入|導入"
    r"|[을를]\s(?:[가-힣]+\s)?(?:띄[우운움웁워웠]|기동|구동|생성|실행|만[들든듭])|[이가]\s(?:[^,]{1,12}에서?\s)?(?:떴|뜹니다|뜬다|뜨[고며자])"
    r"|を(?:[^、]{0,6})(?:立ち上げ|起動[しさ]|起こし|稼働さ|動かし始め|用意し|建て|組み[込入])"
    r"|が(?:[^、]{0,6})(?:立ち上が|起動し|起き)"
    r"|(?:が|も)(?:[^、]{0,6})(?:稼働を開始|稼働し始め|動き始め|運用を開始|運転を始め|運転を開始)",
    re.IGNORECASE,
)
"""Who comes up only then; what runs is started, too, where somebody says what it is."""


def fits(given: Given, deed: Deed) -> bool:
    """Whether it may befall such a part: who decides or asks may notice another's failure or take another out, and a
    queue drains by itself."""
    if given.role(deed.who) is Role.QUEUE and re.match(r"fill", deed.told.word, re.IGNORECASE):
        return False
    verb, role = deed.told.verb, given.role(deed.who)
    if role is Role.THING and verb in ("fail", "stop", "recover", "start") and _DONE.match(deed.words, deed.told.start):
        return False
    at = deed.words.find(deed.told.word)
    suffers = _SUFFERS.search(deed.words[:at]) is not None or _suffered(given, deed, at + len(deed.told.word))
    acts = role in (Role.BALANCER, Role.CONTROLLER, Role.CLIENT) and not suffers
    if verb == "fail":
        if deed.who in given.groups and _WAITS.search(deed.told.word):
            return False  # some of what is asked there takes too long
        watches = sense.says(given.words(deed.who), "watcher", "observer") and tidings.reported(deed.words)
        return not (watches or (acts and (tidings.of_check(deed.words) or _DONE_TO.search(deed.words))))
    if verb == "lead":
        if role in (Role.THING, Role.CONTROLLER) and sense.says(given.words(deed.who), "watcher"):
            return False
        raised = RAISED.match(deed.told.word) is not None
        chosen = _CHOSEN.search(deed.words) is not None or _succeeds(given, deed)
        return deed.who in given.nodes and (raised or chosen)
    if verb in ("stop", "start") and tidings.of_breaker(given.words(deed.who)) and re.match("閉|開", deed.told.word):
        return False  # calls pass through a breaker that is closed
    if verb in ("start", "recover") and _elsewhere(given, deed):
        return False
    if verb == "start":
        version = rolls("released").search(deed.words) and not sense.version(given.words(deed.who))
        more = counts.between(deed.words)  # there come to be more of it
        return not (acts or version or more or _ROLLED.search(deed.told.word)) and _ANEW.search(deed.words) is not None
    if verb == "stop" and rolls("sent").search(deed.told.word) and sense.version(given.words(deed.who)):
        return False  # a version that is sent out only begins
    emptied = role is Role.QUEUE or (role is Role.CACHE and _EMPTIES.match(deed.told.word) is not None)
    return verb in ("recover", "degrade") or (verb == "stop" and not acts and not emptied)


_WAITS = re.compile(r"time[sd]?[ -]?outs?|타임아웃|タイムアウト", re.IGNORECASE)

_ROLLED = re.compile(r"\brolled out\b", re.IGNORECASE)
"""What is done with a version, and not with who runs it."""


def _succeeds(given: Given, deed: Deed) -> bool:
    """Whether one that is told to take over, and nothing more, stands beside the only one of its like that leads, or
    the only one that is called as it is."""
    if not _TAKES_OVER.search(deed.words):
        return False
    kin = renewed.kin(given, deed.who)
    if kin != renewed.called(given, deed.who) and [renewed.kin(given, id) for id in given.nodes].count(kin) == 2:
        return True
    leaders = [id for id in given.nodes if sense.says(given.words(id), "leader")]
    return len(leaders) == 1 and deed.who not in leaders and given.role(leaders[0]) is given.role(deed.who)


_TAKES_OVER = re.compile(
    r"\b(?:took|takes|taken) over\W*(?:$|(?:after|within|in|at|from|for|as|immediately|automatically|at once"
    r"|then)\b)|\b(?:took|takes|taken|take) (?:its|their|his|the \w+['’]s) (?:place|seat|role|spot)\b"
    r"|\b(?:took|takes) the place of\b|\bstep(?:s|ped) in(?:to the breach)?\b|\b(?:fill|jump)(?:s|ed) in for\b"
    r"|(?:이어|넘겨|물려|인계|떠)받|떠맡|뒤를 잇|引き[継受]|肩代|後を継",
    re.IGNORECASE,
)

_SUFFERS = re.compile(r"\b(?:was|were|is|are|been|being|gets?|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""What stands before an English word for what is done to whom a clause speaks of: `was retired`."""


_EMPTIES = re.compile(r"비[우운웠워움웁]|flush|空に|クリア", re.IGNORECASE)
"""What is done to a cache, which goes on."""


def _suffered(given: Given, deed: Deed, end: int) -> bool:
    """Whether a Korean clause tells what is done to one: in the passive, or with it for its object."""
    called = (one for one in clauses.jointly(given, deed.words) if deed.who in one.ids)
    return _PASSIVE.match(deed.words, end) is not None or any(
        re.match(r"[을를](?=\s)", deed.words[one.end :]) for one in called
    )


_PASSIVE = re.compile(r"\s?(?:되|된|됐|됩|돼|당[하한했합해])")

_DONE = re.compile(r"[a-z]+s (?:up |down )?(?:the|an?|its|all|every|old|new|one)\b", re.IGNORECASE)
"""Where who is named does something to another: `the handler drains the node`."""


def _elsewhere(given: Given, deed: Deed) -> bool:
    """Whether one is told to come up in another place than it stands in: it is another."""
    places = [id for id in naming.names_in(given, deed.words) if id in given.groups]
    return any(deed.who not in (place, *given.within(place)) for place in places)
