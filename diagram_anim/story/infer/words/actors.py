"""Who does something to another in a clause, or says something of it: what is told befalls that other, if anybody.

Comes in: a clause of the paragraph before a chart. Goes out: who suffers by it, and whether one that it speaks of only
acts. `The batch crashed the server`, `AがBを止めた`, `X reported that Y fell`. Refuses to know what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, moments, naming
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language import phrases, tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import owned


def said(given: Given, clause: Clause) -> Clause | None:
    """A clause as it stands, or only what is reported in it of another; None where that is no more than believed."""
    if _BELIEVED.search(clause.text):
        return None
    called = clauses.jointly(given, clause.text)
    for one in called:
        if (noticed := _NOTICED.match(clause.text, one.end)) and not _FALSE.search(clause.text):
            return replace(clause, text=f"{clause.text[one.start : noticed.end(1)]} 발생", whose=one.ids, named=True)
    for one, other in zip(called, called[1:], strict=False):
        if _REPORTS.fullmatch(clause.text, one.end, other.start):
            return replace(clause, text=clause.text[other.start :], whose=other.ids)
    told = _REPORTED.search(clause.text)
    inner = [one for one in called if told and one.end <= told.start() and _TOLD_OF.match(clause.text, one.end)]
    if told is None:
        return clause
    if not inner:
        tellers = {id for one in called if one.start >= told.start() for id in one.ids}
        whose = [id for id in clause.whose if id not in tellers]
        return replace(clause, text=clause.text[: told.start()], whose=whose)
    return replace(clause, text=clause.text[inner[-1].start : told.start()], whose=inner[-1].ids)


_NOTICED = re.compile(
    r"(?:의\s|\s)?((?:장애|다운|고장|정전|먹통|중단|응답 ?없음|이상))[을를이가]\s(?:\S+\s){0,3}?"
    r"(?:감지|탐지|발견|포착|인지|확인|통보|보고|알아[차챘채]|알[려렸리]|발생|생[겼긴겨]|일어[났나])"
)
"""What stands in Korean behind one whose failure somebody notices or tells: `API의 장애를 감지했다`."""
_FALSE = re.compile(r"오탐|거짓|잘못|못\s?(?:하|한|했)|않|없|훈련|모의")

_REPORTS = re.compile(
    r"\s+(?:has\s+|had\s+|then\s+|later\s+|first\s+|soon\s+|\w+ly\s+)*"
    r"(?:report|notic|detect|announc|observ|learn|record|stat|logg)(?:e?[sd]|ed)?\s+(?:that\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands in English between who tells what has come about and whom it has befallen."""

_REPORTED = re.compile(
    r"(?<=다)는\s(?:사실|것|걸|소식|보고|경보|알림|연락|제보|신고)[을를이가은는도]?\s"
    r"|(?<=[다라])고\s(?:\S+\s){0,3}?(?:보고|통보|알[렸리려린]|전[했달]|발표|기록|감지)"
    r"|(?<=[ただるい])(?:と|(?:こと|の)[をにがはも]、?)(?!い)[^\s、。]{0,20}?(?:報告|気[づ付]|通知|知らせ|伝え|発表"
    r"|記録|検知|検出"
    r"|見つけ|発見|察知|把握|観測|確認|判明|発覚|分か[りっ]|わか[りっ]|捉え|とらえ|認め)"
)
"""Where what a Korean or Japanese clause says ends, and it goes on with who says so."""

_TOLD_OF = re.compile(r"(?:들|모두)?(?:[이가]|까지|마저)\s|が")

_BELIEVED = re.compile(
    r"\b(?:believ|assum|judg|suppos|imagin|guess|figur|fear|suspect|deem)(?:e?[sd]|ing)?\s+(?:that\s+)?(?:the\s+)?\S+"
    r"(?:\s\S+){0,3}?\s(?:was|is|were|are|had|has|fell|failed|died|crashed|broke|went|froze|stopped)\b"
    r"|\b(?:wrongly|falsely|mistakenly|erroneously)\s+(?:report|mark|declar|believ|assum|consider|thought)"
    r"|[다라]고\s(?:\S+\s)?(?:판단|여[겼긴기겨]|믿[었는]|추정|추측|간주|생각|의심|오인|봤|보았)"
    r"|[るただ]と(?:\S{0,10}[はが])?(?:判断|思い込|思っ|勘違い|[見み]な[しさ]|推定|推測|信じ|疑|考え|誤認|誤解)"
)
"""Where somebody only takes something to have come about."""


def acts(given: Given, text: str, who: str, verb: str, word: str = "") -> bool:
    """Whether one that a clause speaks of only does it to another."""
    every = clauses.jointly(given, text)
    called = next((one for one in every if who in one.ids), None)
    it = None if called else _IT.search(text)
    at = called.end if called else it.end() if it else -1
    done = _DOES.match(text, at) if at >= 0 else None
    if done and not _SELF.match(text, done.end()):
        if any(one.start == done.end() for one in every) or _THEM.match(text, done.end()):
            return True
        over = done["verb"].lower().endswith("over")
        return _THING.search(done[0]) is not None and not (_WHILE.match(text, done.end()) or over)
    return called is not None and clauses.subject(text, called) and _aims(every, text, called, verb, word)


_THEM = re.compile(r"(?:it|them|this|that|these|those)\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|they)(?=\s)", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:its|their|his|some|many|several|the|an?|all|both|every|another|our|old|new|own)\s$", re.IGNORECASE
)

_DOES = re.compile(
    r"\s+(?:has\s+|had\s+|then\s+|also\s+|later\s+|soon\s+|\w+ly\s+)*"
    r"(?P<verb>crash(?:e[sd])|froze|freezes|kill(?:s|ed)|(?:stop|stopp)(?:s|ed)|halt(?:s|ed)|hung|down(?:s|ed)"
    r"|cripple[sd]"
    r"|destroy(?:s|ed)|terminate[sd]|disable[sd]|abort(?:s|ed)|wipe[sd] out"
    r"|(?:took|takes|brought|brings|tore|tears) down"
    r"|(?:took|takes|dragg?(?:ed|s)|pull(?:ed|s)|brought|brings|swept|sweeps)(?=\s.{1,40}\b(?:(?:down )?with|along)\b)"
    r"|(?:shut|shuts|switche[sd]|turn(?:s|ed)|power(?:s|ed)|knock(?:s|ed)) (?:down|off|out|over|offline)"
    r"|(?:t(?:ook|aken?|akes)|pull(?:ed|s)|kick(?:ed|s)|thr(?:ew|ows)|dropp?(?:ed|s)|cut|cuts|ejected|removed|isolated)"
    r"(?=\s(?:it|them) (?:out|off|away|from)\b)"
    r"|(?:took|takes) over|promote[sd]|elect(?:s|ed)|elevate[sd]|restart(?:s|ed)|drain(?:s|ed)|evict(?:s|ed)"
    r"|retire[sd]|unplug(?:s|ged)|voted? for|votes for|chose|chooses|picked|picks|appointed|appoints"
    r"|flood(?:s|ed)|swamp(?:s|ed)|overload(?:s|ed)|overwhelm(?:s|ed)|saturate[sd])\s+(?:(?:the|an?|all|both|every"
    r"|another|our|old|new|its|their|some|many|several|own)\s+)*",
    re.IGNORECASE,
)
"""An English verb that is done to what stands behind it."""

_WHILE = re.compile(
    r"(?:(?:next|same|following|whole|entire|very|other|last|first|few|\d+)\s)*"
    r"(?:days?|nights?|mornings?|evenings?|afternoons?|moments?|minutes?|seconds?|hours?|weeks?|months?|times?"
    r"|instant|while"
    r"|way|lot|bit|of a sudden|of|at once|by|too|together)\b",
    re.IGNORECASE,
)
"""What is no thing that something is done to, but when it was."""

_SELF = re.compile(r"(?:itself|themselves)\b", re.IGNORECASE)


def _aims(every: Sequence[Mention], text: str, called: Mention, verb: str, word: str) -> bool:
    """Whether a Korean or Japanese clause says something to be done to another, right before a word for that."""
    at = text.find(word, called.end) if word else -1
    hit = (_RAISED if verb == "lead" else _OBJECT).search(text, called.end, at) if at > 0 else None
    if hit is None or not (_RAISES.search(text, at) if verb == "lead" else _DONE.match(text, at)):
        return False
    named = any(one.end == hit.end(1) for one in every)
    return named or not (_POWER if verb == "stop" else _OWN).search(hit[1])


_OBJECT = re.compile(
    r"([^\s、]+)(?:[을를]\s|を)((?:[^\s、]*[가-힣](?:로|히)\s|[^\s、を]*[一-龥ァ-ヶー](?<!中)で|새\s|また|再び)*)$"
)
_RAISED = re.compile(r"([^\s、]+)(?:[을를]\s|を)[^、]*$")
_POWER = re.compile("(?:전원|電源)$")
_DONE = re.compile(
    r"죽[이였인]|멈추게|멈[춰췄]|정지|중단|종료|중지|다운시|내[렸린]|껐|끈|쓰러뜨|마비시|망가뜨|승격|선출|停止"
    r"|止[めま]|殺|落と|倒し|壊し"
    r"|ダウンさせ|クラッシュさせ|終了|切っ|昇格|選出|フリーズさせ"
)
_RAISES = re.compile(
    "승격|선출|세[우웠운워움웁]|뽑|올[리렸린려]|추대|지명|지정|정[했하한]|昇格|選出|選[びん]|据え|格上げ"
)
"""What is done to who leads from then on."""
_OWN = re.compile(
    r"(?:응답|작동|동작|서비스|처리|가동|운행|운전|전원|접수|기능|숨|활동|영업|업무|연결|통신|応答|動作|稼働|運転"
    r"|サービス|処理"
    r"|運行|活動|電源|受付|機能|営業|業務|接続|通信|返答|返事)$"
)
"""What one stops that stops with it."""


def hands_on(given: Given, text: str) -> bool:
    """Whether a Korean or Japanese clause calls one who does it to something that it calls, too."""
    called = clauses.jointly(given, text)
    return any(
        clauses.subject(text, one) and re.match("[을를]\\s|を", text[other.end :])
        for one, other in zip(called, called[1:], strict=False)
    )


def unhurried(given: Given, text: str) -> bool:
    """Whether it is only noticing that takes long, or one is slow beside another."""
    every = clauses.jointly(given, text)
    releases = len([one for one in every if sense.version(given.words(one.ids[0]))]) > 1  # one is slower since then
    beside = not releases and any(_BESIDE.match(text, one.end) for one in every)
    return beside or _NOTICES.search(text) is not None


_NOTICES = re.compile(
    r"\b(?:noticing|detecting|detection|discovering|discovery)\b.{0,40}\b(?:takes?|took|slow\w*)\b"
    r"|\bslower than (?!usual|normal|before|ever|yesterday|expected|last|it|in|on|at|the day)"
    r"|\bto (?:notice|detect|realis|realiz|discover|find out)|\bcompared (?:to|with) (?!before|usual|normal"
    r"|yesterday)"
    r"|(?:알아[채차]|감지하?|깨닫|인지하?|눈치채?)(?:는 데|기까지|까지|는데)"
    r"|(?:気[づ付]く|検[知出](?:する)?)(?:まで|のに|に)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"보다\s|에 비해|に比べ|より(?:も)?(?=[^\s、]{0,4}(?:遅|重|時間))")


def struck(given: Given, clause: Clause) -> list[Deed]:
    """Those who suffer what another does to them."""
    found = _struck(given, clause)
    every = [one.ids for one in clauses.jointly(given, clause.text) if found and found.who in one.ids]
    return [replace(found, who=id) for id in every[-1]] if found and every else []


def _struck(given: Given, clause: Clause) -> Deed | None:
    text = clause.text
    if not clause.real or _UNDONE.search(text):
        return None
    called = clauses.jointly(given, text)
    if called and given.role(called[0].ids[0]) is not Role.CLIENT:
        one = called[0]
        ends = _ENDS.match(text, _whole(text, one.end)) is not None
        by = next((hit for hit in _STRIKES.finditer(text, 0, one.start) if hit.end() == one.start), None)
        if by and ends and (by["line"] is None or _LINE.search(given.name(one.ids[0]))):
            return Deed(one.ids[0], Tiding("fail", by[0].strip(), *by.span(), True), text)
        by = next((hit for hit in _DOES.finditer(text) if hit.end() == one.start), None)
        goes_on = _DOES.match(f" {text}") if by is None else None
        if goes_on and goes_on.end() == one.start + 1 and _TAKES.match(goes_on["verb"]) and ends:
            return Deed(one.ids[0], Tiding("fail", goes_on["verb"], 0, len(goes_on["verb"]), True), text)
        kind = _by(by["verb"]) if by else ""
        kind = "" if kind == "lead" and not _ELECTS.match(by["verb"] if by else "") else kind
        if by and kind in ("fail", "lead") and _SOMETHING.search(text[: by.start()]) and ends:
            return Deed(one.ids[0], Tiding(kind, by["verb"], by.start("verb"), by.end("verb"), True), text)
    for one, other in zip(called, called[1:], strict=False):
        if given.role(other.ids[0]) is Role.CLIENT:
            continue
        done = _DOES.fullmatch(text, one.end, other.start)
        if done and (verb := _by(done["verb"])) and _ENDS.match(text, _whole(text, other.end)):
            told = Tiding(verb, done["verb"], done.start("verb"), done.end("verb"), True)
            return Deed(other.ids[0], told, text)
        if clauses.subject(text, one) and re.match("[을를]\\s|を", text[other.end :]):
            rest = moments.told(text[other.start :])
            own = [phrases.tight(name) for name in naming.names(given, other.ids[0])]
            read = tidings.read(rest, own, prose=True)
            if read and read.verb == "stop" and given.role(one.ids[0]) is not Role.CONTROLLER and _FELLS.search(rest):
                read = replace(read, verb="fail")
            if read and read.verb in ("fail", "stop", "lead") and acts(given, text, one.ids[0], read.verb, read.word):
                return Deed(other.ids[0], read, text)
    return None


def _whole(text: str, end: int) -> int:
    """Where it ends what stands behind whom it is done to and belongs to that one: `killed web-2's process`."""
    own = _HAS.match(text, end)
    return own.end() if own else end


_HAS = re.compile(rf"['’]s?\s+(?:\w+\s)?(?:{owned()})\b", re.IGNORECASE)

_STRIKES = re.compile(
    r"\b(?:lightning|fire|flood\w*|water|blackout|outage|power (?:cut|failure|outage|surge)|kernel panic|bug|virus"
    r"|ransomware"
    r"|attack(?:ers?)?|earthquake|storm|hardware (?:fault|failure)|disk failure|short circuit"
    r"|cooling failure|trees?|branch|truck|lorry|car|crane|excavator|digger|tractor|anchor|ice|snow|wind|gusts?|hail"
    r"|rats?|squirrels?|birds?|landslide|avalanche|heat ?wave|spill|leak|explosion)\s+(?:\w+ly\s)?"
    r"(?:took(?=\s.{1,40}\b(?:out|down|off)\b)|struck|strikes|hits?|reached|took out|damaged|knocked out|ruined|hit)\s+"
    r"(?:(?:the|our|all|both|of|whole)\s+)*"
    r"|(?P<line>\b(?:cut|cuts|severed|severs|sliced|dug|tore|ripped|broke|snapped|chewed|bit|drilled|damaged)"
    r"(?: straight| right)?(?: through| up)?)\s+(?:(?:the|our|all|both)\s+)?",
    re.IGNORECASE,
)
"""What strikes whom it is said of, or cuts a line, right before its name."""

_LINE = re.compile(r"fib(?:re|er)|cable|\blink|\bline\b|uplink|circuit|tunnel|wire|trunk|conduit|pipe", re.IGNORECASE)

_FELLS = re.compile(r"落と[しす]|過負荷|巻き込|道連れ|食い[尽つ]|占有|枯渇")
_SOMETHING = re.compile(
    r"\b(?!(?:was|were|is|are|be|been|being|got|gets?|to|the|an?|our|and|or|which|it|they)$)[A-Za-z0-9-]+$",
    re.IGNORECASE,
)
"""How what is no part ends that does it: `a bad deploy took down …`."""


def _by(verb: str) -> str:
    """What befalls whom somebody does it to, "" where it is told better elsewhere."""
    kinds = {"fail": _FAILS, "stop": _STOPS, "lead": _LEADS}
    return next((kind for kind, pattern in kinds.items() if pattern.match(verb)), "")


_TAKES = re.compile(r"(?:took|takes|dragg?(?:ed|s)|pull(?:ed|s)|brought|brings|swept|sweeps)$", re.IGNORECASE)
"""What one that goes down does to another."""

_FAILS = re.compile(
    r"crash|fr[oe]+ze|kill|hung|down|crippl|destroy|wipe|(?:took|takes|brought|brings) down|knock"
    r"|(?:took|takes|dragg?(?:ed|s)|pull(?:ed|s)|brought|brings|swept|sweeps)$",
    re.IGNORECASE,
)
_STOPS = re.compile(r"stop|halt|terminat|(?:shut|switch|turn|power)|retire", re.IGNORECASE)
_ELECTS = re.compile(r"vote|elect", re.IGNORECASE)
_LEADS = re.compile(r"promot|elect|elevat|vote|cho[os]|pick|appoint", re.IGNORECASE)

_UNDONE = re.compile(
    r"\b(?:not|nobody|nothing|never|almost|nearly|neither|no|hardly|tried|without)\b|n't\b|뻔|거의|るところ|かけ",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*$|\s*[^\w\s'’]|\s+(?:with|by|when|after|before|while|as|at|in|on|for|from|to|because|again|twice|too"
    r"|\w+ly|during"
    r"|within|once|since|through)\b",
    re.IGNORECASE,
)
"""What may stand behind whom it is done to, and makes it no other thing."""
