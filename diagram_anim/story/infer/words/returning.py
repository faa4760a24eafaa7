"""Who comes back by a clause that doesn't call it: `it was restarted`, `by noon the machine was back`, `교체 후 복구`.

Comes in: a clause, and what has befallen parts before it. Goes out: that those who are away are back. Refuses to tell
it of anybody where the clause speaks of another, or of somebody that isn't away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import moments, naming, renewed, spelled
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.language import tidings
from diagram_anim.story.language.bearing import Tiding
from diagram_anim.story.language.events import WHO, back_again


@dataclass(frozen=True, slots=True)
class Deed:
    """`told` befalls `who`, a part or a group, by the `words` of a clause; `done` to it by another."""

    who: str
    told: Tiding
    words: str
    done: bool = False


_HARMS = ("fail", "stop", "degrade")
_RETURNS = ("recover", "start")


def back(given: Given, clause: Clause, before: Iterable[Deed]) -> Sequence[Deed]:
    """Who is back by a clause: all that something befell last and who aren't back yet."""
    if not clause.real or clause.perhaps:
        return ()
    told = [*before]
    away = [one for one in told if one.told.verb in _HARMS and not _returned(told, one)]
    if not away:
        return ()
    text = moments.told(clause.text)
    every = _ALL.search(text) is not None
    last = [one for one in away if every or one.words == away[-1].words]
    taken = any(one.told.verb == "lead" for one in told) or any(replaced(given, told, one.who) for one in last)
    found = _found(given, clause, text, last, taken=taken)
    if found and found.verb == "recover" and _REBOOTS.search(text):
        last = [one for one in last if one.told.verb != "stop"]  # who is emptied is still so while it reboots
    if found is None:
        return ()
    again = replace(found, verb="recover")  # who has failed begins anew
    kinds = [(one.who, again if one.told.verb in ("fail", "degrade") else found) for one in last]
    return [Deed(who, told, clause.text, done=True) for who, told in kinds]


def replaced(given: Given, told: Sequence[Deed], who: str) -> bool:
    """Whether another of its kind has come up since one failed: then all is well without it."""
    failed = next((at for at, one in enumerate(told) if (one.who, one.told.verb) == (who, "fail")), len(told))
    kinds = {renewed.kin(given, id) for id in given.within(who)}
    comes = [one.who for one in told[failed:] if one.told.verb == "start" and one.who != who]
    return any(renewed.kin(given, id) in kinds for id in comes)


def reborn(given: Given, clause: Clause, deed: Deed, before: Iterable[Deed]) -> Deed:
    """One that isn't away and is brought up again in the place that a clause names, where another of its kind has
    failed: there it is new."""
    homes = [id for id in clause.names if id in given.groups and deed.who in given.within(id) and id != deed.who]
    if deed.told.verb != "recover" or not homes:
        return deed
    lost = {id for one in before if one.told.verb == "fail" for id in given.within(one.who)}
    kin = any(renewed.kin(given, id) == renewed.kin(given, deed.who) for id in lost)
    return replace(deed, told=replace(deed.told, verb="start")) if kin and deed.who not in lost else deed


_REBOOTS = re.compile(r"\breboot|재부팅|リブート", re.IGNORECASE)


def _returned(told: Sequence[Deed], harm: Deed) -> bool:
    at = told.index(harm)
    return any(one.who == harm.who and one.told.verb in _RETURNS for one in told[at:])


_ALL = re.compile(r"\b(?:both|all)\b|둘 ?다|모두|전부|両方|双方|とも|すべて|全て")

_PRONOUN = re.compile(
    r"\b(?:it|they|them|both(?: of them)?|all (?:of them|two|three|four)|this one|that one)(?: both| all)?\b",
    re.IGNORECASE,
)

_THE = r"\b(?:the|that|this|its|our)\s+(?:(?:old|same|failed|broken|faulty|repaired|dead|crashed|sick|slow|whole)\s+)?"

_DEVICE = (
    "machine|box|host|hardware|unit|device|system|site|part|component|process|latter|server|pod|container|instance|node|"
    "장비|기기|시스템|설비|기계|프로세스|컨테이너|인스턴스|데몬|서버|본체|マシン|機械|機器|システム|装置|設備"
)


def _found(given: Given, clause: Clause, text: str, away: Sequence[Deed], taken: bool) -> Tiding | None:
    """The word with which a clause tells that, where it speaks of nobody else."""
    if taken and _RESUMES.search(text):
        return None  # another does its work
    if until := _UNTIL.search(text):
        return Tiding("recover", until[0], until.start(), until.end(), True)
    ids = [one.who for one in away]
    own = {
        word.casefold() for id in ids for word in re.findall(r"[A-Za-z]{2,}|[가-힣]{2,}|[ァ-ヶー]{2,}", given.name(id))
    }
    nouns = "|".join((_DEVICE, *map(re.escape, own)))
    spoken = () if not clause.named and _ONCE_BACK.match(text) else clause.whose
    others = [id for id in spoken if id not in ids and given.role(id) is not Role.CONTROLLER]
    others += [id for id in clause.names if id not in ids and aims_at(given, clause.text, id)]
    if text.isascii() or not re.search(r"[^\x00-\u2fff]", text):
        named = re.compile(rf"{_THE}(?:{nouns})s?\b", re.IGNORECASE)
        called = _PRONOUN.search(text) or named.search(text)
        again = not taken and not clause.names and _THINGS.search(text)
        if not (called or again or _ON.match(text) or _PLACED.search(text)) or (others and not _PRONOUN.search(text)):
            return None
        text = named.sub(_sign, _PRONOUN.sub(_sign, text))
    elif others or not all(_aside(one, own, taken) for one in _SUBJECTS.findall(text)):
        return None
    told = tidings.read(text, prose=True)
    hit = back_again().search(text) if told is None or told.verb not in _RETURNS or not told.sure else None
    told = Tiding("recover", hit[0].strip(), hit.start(), hit.end(), True) if hit else told
    if told is None or told.verb not in _RETURNS or not told.sure:
        return None
    return replace(told, word=told.word.replace(WHO, "").strip())


def aims_at(given: Given, text: str, id: str) -> bool:
    """Whether a Korean clause tells that somebody goes back to another: `v1으로 복귀`."""
    hits = (spelled.hit(name, text) for name in naming.names(given, id))
    place = id in given.groups or given.role(id) is Role.NODE
    to = r"(?:으?로|에서?)" if place else "으?로"
    return any(hit and re.match(rf"\s?(?:쪽|버전|서버)?{to}(?![가-힣])", text[hit.end() :]) for hit in hits)


_ONCE_BACK = re.compile(
    r"(?:복구|복귀|재기동|재시작|수리|회복)(?:가 끝난|[된한]|[되하]고 난)? ?(?:뒤|후|직후|이후)(?:에는?|부터)?$"
    r"|(?:復旧|復帰|再起動|修理|回復)(?:し|が終わっ)?た?(?:後|あと)(?:に|は|には|から)?$"
    r"|after (?:the |its )?(?:recovery|repair|restart|reboot)$",
    re.IGNORECASE,
)
"""A clause that says but that it is after that: who is away is back by then."""

_RESUMES = re.compile(
    r"(?:業務|サービス|営業|処理|運転|受付|運用|稼働|販売|配信|書き込み|取引)[をがは][^、。]{0,4}(?:再開|復旧|戻)"
)
_UNTIL = re.compile(
    r"復旧までに?[^、。]{0,4}\d+(?:秒|分|時間|日)|(?:再起動|復旧|復帰|修理|交換|復元|回復|再開)(?:さ|し|す"
    r"|が)[^。、]{0,8}まで(?!に|も)"
)
"""Until when something lasted: `再起動されるまで`."""


def _sign(hit: re.Match[str]) -> str:
    return WHO.ljust(len(hit[0]))


_ON = re.compile(
    r"(?:(?:only |soon |later |then |quickly |finally |at \S+ |by \S+ )*)"
    r"(?:was|were|is|are|got|gets|has been|had been|come|came|comes|went|goes"
    r"|took|needed|re[a-z]+ed|put|brought|let|repaired|fixed|started|switched|turned|powered|plugged|opened|handed|back)\b",
    re.IGNORECASE,
)
"""How an English clause begins that has no subject of its own."""

_PLACED = re.compile(
    r"\bin (?:its|their) (?:place|stead)\b"
    r"|^(?:an?|the|its) (?:\w+ )?(?:replacement|spare|substitute|stand-in|new one)\b"
    r"|\b(?:took|takes|taking|takes over) (?:the )?[\w ]{1,24}['’]s place\b"
    r"|\b(?:swapp|replac|exchang|repair|fix|chang)(?:ed|es|s|d) (?:the|its) (?:faulty|broken|defective|dead|failed|bad"
    r"|burnt|blown|old|worn) \w+"
    r"|^(?:an?|the) (?:fresh|new|spare|replacement) (?:\w+ )?\w+ (?:solved|fixed|cured|did the trick)\b"
    r"|\b(?:outage|downtime|disruption|interruption|blackout) (?:lasted|took|ended|was over)\b"
    r"|\b(?:put|puts|set) (?:things|everything|matters) (?:right|straight)\b|\ball[- ]clear\b",
    re.IGNORECASE,
)
"""Where another is put to where it was, which nobody calls."""

_THINGS = re.compile(
    r"\b(?:the |our |all |every )?(?:data|messages?|calls?|services?|site|shop|app|system|orders?|customers|users"
    r"|clients|payments?|pages?"
    r"|errors?|everything|everybody|everyone|requests?|bookings?|production|work)\b.*"
    r"\b(?:again|once more|resumed?|back|restored|recovered)\b",
    re.IGNORECASE,
)
"""What goes on again with a part, in English."""

_SUBJECTS = re.compile(
    r"(\S+?)(?:(?:(?<!스탠바)[이가]|(?<!까지)(?<![에데서로])[은는])(?=\s)"
    r"|(?<=[一-龯ァ-ヶーA-Za-z0-9])[がは](?![らりるれろっ]))"
)

_WITH_IT = re.compile(
    r"(?:둘|모두|시간|상태|점검|작업|교체|수리|정비|패치|업데이트|업그레이드|서비스|접속|접수|응답|속도|성능|쓰기"
    r"|읽기"
    r"|조회|운영|가동|전원|기능|현재|지금|이후|그제야"
    r"|両方|双方|点検|作業|交換|修理|更新|サービス|受付|応答|速さ|速度|性能|書き込み|読み取り|運転|稼働|電源|動き"
    r"|動作|現在|いま|今|代替機|交換機|予備機|代替品|後継機|新品|部品|交換品|受け付け|配布|出荷|生産|操業|営業"
    r"|決済|注文"
    r"|販売|配信|放送|通信)$"
)
"""What works again with a part."""


def _aside(subject: str, own: Iterable[str], taken: bool) -> bool:
    """Whether what a clause has for its subject is who sees to it, the part itself, or what works with it again; not
    where another has `taken` its place."""
    by = sense.ends_in(subject, "operator") is not None or _HANDS.search(subject) is not None
    by = by or sense.says(subject, "controller", "scaler", "orchestration") is not None
    word = subject.casefold()
    same = any(word.endswith(one) for one in own) or re.search(rf"(?:{_DEVICE})$", word) is not None
    by = by or _PERSON.fullmatch(subject) is not None
    return by or same or (not taken and _WITH_IT.search(subject) is not None)


_PERSON = re.compile(r"[^\s、]{0,8}た[一-龯]{2}|[一-龯]{2,4}(?:さん|氏|君)")
"""A Japanese name of somebody, of whom it is told what he did: `気づいた高橋`."""

_HANDS = re.compile(
    r"(?:자|팀|원|진|님|사|엔지니어|[A-Z]{2,}|우리|저희)$|(?:員|者|班|係|当番|担当|チーム|エンジニア|私たち|長|社"
    r"|部|[A-Z]{2,})$"
    r"|(?:監視\S*|ツール|スクリプト|systemd|Kubernetes|k8s|ウォッチドッグ|スーパーバイザー?"
    r"|オーケストレーター?"
    r"|プラットフォーム|クラウド|仕組み|ベンダー|業者|メーカー|現場|夜勤|保守\S*|運用\S*|機能)$"
)
"""How those are called who see to it."""
