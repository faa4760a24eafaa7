"""The paragraph right before a chart, clause by clause: whom each speaks of, and whether that has come about.

Comes in: a chart with that paragraph. Goes out: its clauses. One speaks of the part that it calls by its name, or by a
word of its name that no other has, and not of what stands there as a place, a way or an owner; one without a subject of
its own goes on with whom the clause before it spoke of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagram_anim.model.diagram import Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import beside, cutting, moments, naming, reality, spelled
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import WHO, headed, owned


@dataclass(frozen=True, slots=True)
class Clause:
    """`names` are called in it, in their order; it speaks of `whose`, by their own names where it is `named`. What
    it tells is `real`, unless it may, must or never comes about; `perhaps` where it is a condition, and `hangs` where
    its sentence has one."""

    text: str
    names: Sequence[str]
    whose: Sequence[str]
    named: bool
    real: bool
    perhaps: bool
    hangs: bool

    @property
    def who(self) -> str | None:
        """The first of those that it speaks of."""
        return next(iter(self.whose), None)


@once
def clauses(given: Given) -> Sequence[Clause]:
    """All of them, in their order; of a sequence none, nor of what stands before it is said how it is with us."""
    if not isinstance(given.diagram, Flowchart):
        return ()
    found: list[Clause] = []
    for sentence in _ours(given):
        before = [*dict.fromkeys(id for one in reversed(found) for id in reversed(one.names))][::-1]  # the last is last
        found += _of(given, sentence, found[-1].whose if found else (), before)
    return found


def sentences(given: Given, aside: re.Pattern[str] | None = None) -> list[str]:
    """The sentences that tell what comes about in this system, and on no condition; what these may have is `aside`."""
    unlike = (
        reality.UNREAL,
        reality.ELSEWHERE,
        reality.CONDITION,
        reality.ASKED,
        reality.PLANNED,
        reality.DEFINED,
        reality.UNTRUE,
    )
    bare = [(one, _SINCE.sub("", aside.sub(" ", one) if aside else one)) for one in _ours(given)]
    return [one for one, left in bare if one and not any(kind.search(_nameless(given, left)) for kind in unlike)]


_SINCE = re.compile(
    r"\b(?:when|once|as soon as)\b(?=[^,;]*\b(?:was|were|had|went|ran|died|lost|broke|fell|froze|came|cut|took"
    r"|shut|began|started"
    r"|crashed|failed|opened|published|arrived|appeared|dropped|struck|hit)\b)",
    re.IGNORECASE,
)
"""Before what has come about: that is no condition."""


@once
def prose(given: Given) -> str:
    """The paragraph as it is read."""
    return phrases.tight(given.prose)


def _ours(given: Given) -> list[str]:
    """The sentences from the one on that begins to speak of our own system, all of them where none does."""
    every = cutting.SENTENCES.split(prose(given))
    every = every[next((at for at, one in enumerate(every) if at and reality.OURS.search(one)), 0) :]
    told, past = list[str](), False
    for one in every:
        past = reality.HISTORY.search(one) is not None or (past and reality.STILL_THEN.match(one) is not None)
        told += [] if past else [one]
    return told


def _of(given: Given, sentence: str, spoken: Sequence[str], before: Sequence[str]) -> Iterator[Clause]:
    """The clauses of a sentence; the one before it spoke of some, or of nobody, and some were called `before`."""
    sentence, case = _case(given, _headed(given, sentence))
    hangs = case or reality.CONDITION.search(sentence) is not None
    nameless = _nameless(given, sentence)
    elsewhere = any(
        kind.search(nameless)
        for kind in (reality.ELSEWHERE, reality.ASKED, reality.PLANNED, reality.DEFINED, reality.UNTRUE)
    )
    past = re.search(r"た[。.]?$", sentence.strip()) is not None  # what has happened is no condition
    bound = [piece for piece in sentence.split(";") if _IF.search(piece)]
    known = [*before]
    tail: Sequence[str] | None = None
    for text in _parted(given, sentence):
        together = jointly(given, text, tuple(known))
        names = list(dict.fromkeys(id for one in together for id in one.ids))
        spoken_of = [one for one in together if beside.speaks(given, text, one)]
        acting = [one for one in spoken_of if all(_acts(given, id) for id in one.ids)]
        spoken_of = [one for one in spoken_of if one not in acting] or spoken_of
        subject = next((one for one in reversed(spoken_of) if _MARKED.match(text, one.end)), None)
        whose = subject or next(iter(spoken_of), None)
        does = _DOES_TO.search(text) or (bool(spoken) and _only_kind(given, text, names))
        who = () if whose is None or does else whose.ids
        on = spoken if does else ()
        foreign = re.search(r"[^\x00-\u2fff]", text) is not None
        on = on or (spoken if not (spoken_of if foreign else names) and _goes_on(text) else ())
        on = tail if tail is not None and _WHICH.match(text) and not names else on
        if _WHICH.match(text) and whose and tail and not _WHICH_IT.fullmatch(text, 0, whose.start):
            who, on = (), tail  # it does it to these
        tail = together[-1].ids if together and not text[together[-1].end :].strip(" .") else ()
        aside = _NOT.match(text) is not None
        who = () if aside and not text.casefold().startswith("whose") else who
        spoken = spoken if aside else who or on or (spoken if not names and _aside(text) else ())
        supposed = moments.SUPPOSED.search(text) and not moments.PAST.search(text)
        perhaps = bool(supposed) or moments.WHEN_ENDS.search(text) is not None
        perhaps = perhaps or (not past and moments.WHEN_JA.search(text) is not None)
        real = not (elsewhere or reality.UNREAL.search(_nameless(given, text)) or _depends(text, bound))
        known = [*(id for id in known if id not in names), *names]
        yield Clause(text, names, (who or on), bool(who), real, perhaps, hangs)


def _headed(given: Given, sentence: str) -> str:
    """A sentence in which what would happen `if` stands as what happens `when`, where the heading tells of a failure:
    that is the case which its chart shows."""
    told = headed("failures").search(given.title) and not headed("others").search(given.title)
    return headed("ifs").sub(lambda hit: "When" if hit[0].isascii() else "", sentence) if told else sentence


def _case(given: Given, sentence: str) -> tuple[str, bool]:
    """An English sentence without its `suppose` where that is said of one part by its own name, and a statement tells
    what follows: that is the case which its chart shows."""
    hit = _CASE.match(sentence)
    if hit is None:
        return sentence, False
    rest = sentence[hit.end() :]
    named = {id for one in jointly(given, rest) for id in one.ids}
    outer = named - {id for group in named if group in given.groups for id in given.within(group)}
    own = len(outer) == 1 and all(spelled.hit(given.name(id), rest) for id in outer)
    text = prose(given)
    then = cutting.SENTENCES.split(text[text.find(sentence) + len(sentence) :].strip())[:FOLLOWING]
    doubted = [any(kind.search(one) for kind in (reality.UNREAL, reality.ASKED)) for one in (rest, *filter(None, then))]
    told = own and not doubted[0] and not all(doubted[1:])
    return (rest, True) if told else (sentence, False)


FOLLOWING = 2
"""In one of so many sentences it is told what follows from a case."""


_CASE = re.compile(
    r"(?:now |so |then )?(?:suppose|assume|imagine|let(?: us|['’]s) (?:say|suppose|assume|imagine))(?: that)?,? "
    r"(?:one (?:evening|night|morning|day|afternoon),? )?(?:the |our )?",
    re.IGNORECASE,
)


def _nameless(given: Given, text: str) -> str:
    """A text with a sign in the place of each whole name of a part: a recommender recommends nothing here."""
    pattern = _all_names(given)
    return pattern.sub(WHO, text) if pattern else text


@once
def _all_names(given: Given) -> re.Pattern[str] | None:
    groups = given.groups if isinstance(given.diagram, Flowchart) else ()
    names = sorted({given.name(id) for id in (*given.nodes, *groups)}, key=len, reverse=True)
    latin = [re.escape(name) for name in names if len(name) > 2 and name.isascii()]
    return re.compile(rf"\b(?:{'|'.join(latin)})\b", re.IGNORECASE) if latin else None


def _depends(text: str, bound: Sequence[str]) -> bool:
    """Whether an English clause in the present stands in a piece of a sentence that has an `if`."""
    return any(text in piece for piece in bound) and not moments.PAST.search(text)


def _acts(given: Given, id: str) -> bool:
    """Whether one controls or watches others, of whom it is told where both are named."""
    watches = given.role(id) is Role.THING and sense.says(given.words(id), "watcher", "observer")
    return given.role(id) is Role.CONTROLLER or bool(watches)


def _parted(given: Given, sentence: str) -> Iterator[str]:
    """A sentence cut into clauses, and nowhere within what calls several together."""
    if not sentence.strip():
        return
    held = [(one.start, one.end) for one in jointly(given, sentence)]
    held += [one.span() for kind in (cutting.FIGURES, cutting.EXCEPT) for one in kind.finditer(sentence)]
    at = 0
    for start, end in cutting.cuts(sentence):
        if not any(first < end and start < last for first, last in held):
            if text := sentence[at:start].strip():
                yield text
            at = end
    if text := sentence[at:].strip():
        yield text


@once
def jointly(given: Given, text: str, before: Sequence[str] = ()) -> Sequence[Mention]:
    """Who is called in a text, those together that nothing but `and` stands between."""
    found: list[Mention] = []
    for one in naming.mentions(given, text, tuple(before)):
        last = found[-1] if found else None
        if last and {*last.ids} < {*one.ids} and _EXCEPT.fullmatch(text, last.end, one.start):
            found[-1] = Mention(last.start, one.end, tuple(id for id in one.ids if id not in last.ids))
        elif last and {*one.ids} < {*last.ids} and _BUT.fullmatch(text, last.end, one.start):
            found[-1] = Mention(last.start, one.end, tuple(id for id in last.ids if id not in one.ids))
        elif (
            last and one.start >= last.end and _AND.fullmatch(text, last.end, one.start) and not _anew(text, last, one)
        ):
            ids = tuple(dict.fromkeys((*last.ids, *one.ids)))
            found[-1] = Mention(last.start, one.end, ids)
        elif not last or one.start >= last.end:
            found.append(one)
    return found


def _anew(text: str, last: Mention, one: Mention) -> bool:
    """Whether an English clause begins with the second of two: `power goes out in hall B, and the balancer sends`."""
    comma = text[last.end : one.start].startswith(",")
    return comma and _PLACED.search(text[: last.start]) is not None and _DOES.match(text[one.end :]) is not None


_PLACED = re.compile(r"\b(?:in|at|on|of|to|from|for|with|by|into|off)\s(?:the |our )?$", re.IGNORECASE)
_DOES = re.compile(
    r"\s(?:then |now |soon |at once |\w+ly )?(?!(?:is|was|has)\b)[a-z]{2,}(?:s|ed|ent|ook)\b", re.IGNORECASE
)


def subject(text: str, called: Mention) -> bool:
    """Whether a Korean or Japanese clause marks those whom it calls as who it speaks of."""
    return _MARKED.match(text, called.end) is not None


_EXCEPT = re.compile(r"[을를]?\s?(?:제외한|제외하고|제외하면|뺀|빼고|말고)\s(?:나머지\s)?")
"""What stands in Korean behind one of whom it is said that it is none of those that are called then."""

_BUT = re.compile(r",? (?:but|except(?: for)?|other than|apart from|save(?: for)?) (?:the |for )*", re.IGNORECASE)
"""What stands in English between all of a kind and one that is none of those meant."""

_AND = re.compile(
    r"\s*(?:,? and (?:the )?|&|[·・]|및|[와과]|이?랑|하고|および|及び|ならびに|並びに|、|, (?=[가-힣])|と|や|も、?)\s*",
    re.IGNORECASE,
)
"""What stands between two that are spoken of together."""

_MARKED = re.compile(spelled.MARKED)


_OTHERS = re.compile(
    r"\S(?:[이가을를]|(?<![에서로])[은는])(?=\s)|\S[がはを]|^(?!it\b|they\b|which\b"
    r"|that\b)(?:[A-Za-z]\S*\s+){1,4}?(?:is|are|was|were"
    r"|has)\b",
    re.IGNORECASE,
)
"""Where a clause has somebody or something of its own that it speaks of."""

_ADVERBS = re.compile(
    r"やがて|ながら|がち|(?<=[上下広挙揚曲塞な])が[らりるれろっ]|はじ|はず|はかど|(?:その|この)(?:間|後|日|時|とき"
    r"|たび|度)は|(?:今|今回|今度|現在|当初|最初|最後|以後|以降"
    r"|結局|次|実|一時|翌日|翌朝"
    r"|深夜|夜|朝|昼|夕方|今朝|昨夜|昨日|今日|本日)は|まずは|はじめ|(?<=[一-龯ぁ-んァ-ヶー])[でにとへ]は|から?は"
    r"|までは|あるいは|または|まで?が"
    r"|(?:応答|動作|動き|稼働|処理|機能|活動|サービス|運転|受け?付け|配信|書き込み|読み取り)を"
    r"(?=停止|止め|やめ|中断|休止|失|再開|取り戻|始め|続け|終え)"
)
"""What has the letters of a Japanese particle and marks nobody; what one does by itself: `応答を停止した`."""


def _aside(text: str) -> bool:
    """Whether a Korean or Japanese clause tells what is done to something else meanwhile: `커널을 패치한 뒤`."""
    return _OBJECT.search(text) is not None and not _SUBJECT.search(text)


_DOES_TO = re.compile(
    r"\b(?:mark|flag|declar|consider|detect|notic|eject|remov|restart|drain|replac|kill|stop|revok|evict|promot)\w*"
    r"\s+(?:it|them)\b"
    r"|^(?:(?:and|then|later|finally|we|ops|they) )*(?:lets?|puts?|brought|add(?:s|ed)|return(?:s|ed)|readmit(?:s|ted)"
    r"|welcom(?:es|ed)|allow(?:s|ed)) (?:it|them)\b"
    r"|(?<![가-힣])(?:이|그|해당)\s(?:인스턴스|서버|노드|파드|워커|복제본|장비|기기|컨테이너|브로커|멤버)[를을]\s"
    r"|(?:この|その|該当)(?:インスタンス|サーバー?|ノード|ポッド|Pod|ワーカー|レプリカ|機器|コンテナ|ブローカー)を",
    re.IGNORECASE,
)
"""Where somebody does something to whom the clause before it spoke of: `NGINX marks it as down`, `이 서버를 뺍니다`."""


def _only_kind(given: Given, text: str, names: Sequence[str]) -> bool:
    """Whether a Korean clause begins with what is done to one that it calls but by its kind, and not by its name."""
    hit = _KIND.match(text)
    return hit is not None and all(phrases.tight(given.name(id)) != hit[1] for id in names)


_KIND = re.compile(r"(서버|노드|장비|기기|머신|인스턴스|프로세스)[를을]\s(?=\S+$)")


def does_to(text: str) -> bool:
    """Whether a clause tells what somebody does to whom the clause before it spoke of."""
    return _DOES_TO.search(text) is not None


_OBJECT = re.compile(r"\S[을를](?=\s)|\Sを")
_SUBJECT = re.compile(r"\S(?:[이가는]|(?<!남)(?<!많)(?<!적)(?<!높)(?<!낮)(?<!같)은)(?=\s)|\S[がは]")


_NOT = re.compile(r"(?:but )?(?:not|unlike|rather than|instead of|whose)\b(?! \w+ed\b)", re.IGNORECASE)
"""How an English clause begins that calls others beside those who are spoken of."""

_IF = re.compile(r"(?<!as )(?<!even )(?<!what )\bif\b", re.IGNORECASE)
"""Where an English sentence in the present tells only what would be."""

_WHICH = re.compile(r"(?:which|who)\b", re.IGNORECASE)
"""How an English clause begins that speaks of those with whom the one before it ended, if it ended with any."""


_WHICH_IT = re.compile(r"(?:which|who)\s+(?:the\s+|our\s+|its\s+)?", re.IGNORECASE)


def begins(given: Given, text: str, who: str) -> int:
    """Where a Korean or Japanese clause calls one as its subject, 0 where it doesn't."""
    return max((one.start for one in naming.mentions(given, text) if who in one.ids and subject(text, one)), default=0)


def goes_on(text: str) -> bool:
    """Whether an English clause goes on with whom the one before it spoke of by its verb alone: `and crashed`."""
    return _DOES_ON.match(text) is not None


def _goes_on(text: str) -> bool:
    """Whether a clause speaks of nobody by itself."""
    text = _ADVERBS.sub("", moments.WHEN.sub("", text))
    latin = re.match("[A-Za-z]", text) is not None
    if _CLEFT.match(text):
        return False
    if _PIECE.match(text):
        return True
    return not _OTHERS.search(text) and (not latin or _DOES_ON.match(text) is not None)


_PIECE = re.compile(rf"(?:その|그\s)?(?:{owned('pieces')})(?:[이가은는도을를]\s|[がはもを])")
"""How a Korean or Japanese clause begins that speaks of what is of the part of which the one before it spoke."""

_CLEFT = re.compile(r"it (?:was|is) (?:only |just |merely |not )?(?:the|an?|our|its) ", re.IGNORECASE)
"""How an English clause begins that says of another that it was that: `it was the scheduling that stood still`."""

_DOES_ON = re.compile(
    rf"(?:its|their)\s+(?:\w+\s)?(?:{owned()})\b|"
    r"(?:it|they|which|that|no longer)\b|(?:(?:then|later|finally|afterwards?|we|i)\s+)*[a-z]+\s+(?:it|them)\b"
    r"|(?:(?:soon|later|then|quickly|finally|simply|just|suddenly|therefore)\s+)*"
    r"(?:was|were|is|are|got|has|have|had|went|goes|became|becomes|came|comes|stopped|stops|crashed|crashes|died"
    r"|takes over|took over|dies|failed|fails|froze|hung|slowed|lost|ran|shut|fell|broke|dropped|recover\w*|restart\w*"
    r"|rejoin\w*|restored|repaired|brought back|put|taken|shut|torn|[a-z]+s\s(?:itself|themselves)"
    r"|[a-z]+ed(?!\s+(?:the|an?|its|our|their|all|every|both|another|new|old)))\b",
    re.IGNORECASE,
)
"""How an English clause begins that goes on with whom the one before it spoke of: `rebooted it`."""


def marked(given: Given, text: str, who: str) -> str:
    """A text with a sign in the place of all who are called together with one, or not by its name, as long as that."""
    for one in jointly(given, text):
        called = text[one.start : one.end]
        plain = any((hit := spelled.hit(name, called)) and hit[0] == called for name in naming.names(given, who))
        if who in one.ids and (len(one.ids) > 1 or not plain):
            text = text[: one.start] + WHO.ljust(one.end - one.start) + text[one.end :]
    return text


def without_names(given: Given, clause: Clause) -> str:
    """A clause without the names of the parts that it calls: `Pod 2` counts nothing."""
    text = clause.text
    called = [id for id in clause.names if given.role(id) is not Role.CONTROLLER]
    for name in sorted({name for id in called for name in naming.names(given, id)}, key=len, reverse=True):
        while at := spelled.hit(name, text):
            text = f"{text[: at.start()]}…{text[at.end() :]}"
    return text
