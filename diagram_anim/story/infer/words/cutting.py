"""Where a paragraph before a chart is cut: into sentences, and these into clauses, each of which tells one thing.

Comes in: a text. Goes out: the places between its pieces. Refuses to know who is called in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.story.infer.words import reality

_DONE = "".join(chr(ord("가") + 28 * place + 4) for place in range(19 * 21))
"""All Korean syllables that end in ㄴ, as a verb does of which a noun follows that says when it was: `바꾼 다음`."""

_VERB = r"\S*(?:[다고며서자면됨음]|더니|다가)[.,]?(?:\s|$)"
"""A Korean word that may be a verb."""

_GOES_ON = r"(?:(?<=고\s)(?:있[었는던다습음으]|계[시셨신]|나[서니]|말[았]))"
"""How it goes on behind a Korean verb that is none by itself: `못하고 있습니다`."""

SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")

_BETWEEN = re.compile(
    r"[;，；—]|\s[–-]\s|,(?!(?<=\d,)\d{3}(?!\d))|(?<!に)、|:\s|(?<=[가-힣](?:자|면|며|고|서))"
    r"(?<!에서)(?<![혼용당영발속비산독업급매문청입각숫]자)(?<!참가자)(?<![관처수대정편]리자)"
    rf"(?<![재창광]고)(?<![증순질문부]서)(?<!화면){reality.SAYS_KO}\s(?!{_GOES_ON})"
    r"|(?<=지만|는데|니까|므로|더니|데도)\s|(?<=때문에|바람에|덕분에)\s|(?<=탓에)\s"
    rf"|(?<=[{_DONE}]\s(?:다음|직후|이후))(?:에야?)?\s(?![날달주해]|분기)|(?<=[{_DONE}]\s끝)에\s"
    r"|(?<=[가-힣]\s[뒤후])(?<!시간\s.)(?<!개월\s.)(?<!잠시\s.)(?<!얼마\s.)(?<![분초일주달년]\s.)[에의]?\s"
    rf"|(?<=장애로|불가로)\s(?!{_VERB})|(?<=고장으로|정전으로|다운으로)\s(?!{_VERB})"
    rf"|(?<=[{_DONE}])\s데\s이어서?\s|(?<=[{_DONE}]\s(?:동안|사이))(?<![분간]\s동안)에?\s"
    rf"|(?<=[{_DONE}]\s지)\s(?=(?:\S+\s){{1,3}}만에\s)"
    rf"|(?<=[{_DONE}]\s(?:구간|시점|순간|직후))(?:에서?|부터)?\s"
    r"|(?<=단계에서)\s|(?<=올라|나와|뛰어|솟아|늘어|생해|넘어|과해|타나)\s(?=(?:\S+\s){0,3}?(?:되돌|롤백|복귀))"
    r"|(?<=中断で)、?|\s(?=(?:when"
    r"|as soon as|whenever"
    r"|because)\s)"
    r"|(?<=[가-힣]는 동안)에?\s|(?<=[るた]間)に?、"
    rf"|(?<=[ぁ-んァ-ヶー一-龯]):|(?<=다가)\s|(?<=[るた]と)(?=[^\s、いこき])(?!たん|同時に|ともに|おり|{reality.SAYS})"
    r"|(?<=[たる]あと)(?:は|に|で)?、?(?!片)|(?<=た後)(?:は|に|で)?、?(?!半|追)|(?<=たのち)(?:は|に)?、?"
    r"|(?<=[るた]とたん)に?、?|(?<=[るた](?:直後|途端|瞬間))(?:から|に)?、?|(?<=[るた]と同時に)、?"
    rf"|(?<=[るた]ため)(?=[^\s、に])"
    r"|\b(?:(?<!half )and(?! (?:slower|more|less)\b)|so that|so(?! \w+ that\b)(?! far\b)(?! much\b)"
    r"|(?<!all )(?<!nothing )(?<!none )(?<!anything )(?<!everything )but"
    r"|(?<!since )(?<!only )(?<!from )(?<!until )(?<!till )then"
    r"|while|(?<!was not )(?<!wasn't )(?:until|till)(?! (?:then|now|that|recently|today|yesterday)\b))\b"
    r"|\s(?=after (?:(?:it|they|this|both|(?:its|their|the|an?) \w+(?: \w+)?)"
    r" (?:had|has|was|were|ran|got|lost|crashed|failed|died|missed|went|fell|broke|froze|hung|blew|burnt"
    r"|\w{2,}ed)\b|(?:[\w'’-]+ ){1,6}had)\b)",
    re.IGNORECASE,
)


FIGURES = re.compile(
    r"\b(?:to|through|via|onto|over|by|of|lines|lanes|servers|nodes) \d(?:, \d)* and \d\b(?! ?%| per)|"
    r"\bbetween (?:the )?(?:(?!between)[^,.;]){1,40}? and (?:the )?\w+|"
    r"(?<![\d.:])\d{1,3}(?:\s?%)?(?:,\s\d{1,3}(?:\s?%)?)+,? and \d{1,3}(?:\s?%| per ?cent)"
    r"|(?<![\d.:])\d{1,3}(?:\s?%| per ?cent)? and \d{1,3}(?:\s?%| per ?cent)(?! each)",
    re.IGNORECASE,
)
"""What nothing cuts: figures in a list (`80, 10 and 10 percent`), between which two."""

EXCEPT = re.compile(
    r"\b(?:all|every|each|everything|everyone|none)(?: of)?(?: the| our)?(?: [\w-]+){0,3} (?:but|except) ",
    re.IGNORECASE,
)
"""How English calls all of them but some: nothing cuts that either."""

_CONNECTS = re.compile(r"[가-힣](?:하여|[어여해돼져려켜쳐춰겨워아러꿔]|(?:돌아|들어|나|올라|내려|가져|넘어|몰려)와)$")
"""How a Korean verb ends behind which a clause with a subject of its own may begin: `뻗어`, `크래시를 일으켜`."""

_BREAKS = re.compile(r"(?:고장|장애|오류|에러|불|탈|문제|사고|이상|누전|정전)[이가]?\s$")
"""What stands before `나`, where that is how such a verb ends."""

_ADVERBS = re.compile(
    r"(?:위|통|대|의|인|향|비|관|이|올|피|침|손|방|오|저|공|상|못)해$|^(?:여러|이어|걸쳐|거쳐|참여|기여|언어|아시아"
    r"|통틀어|그래|와|다음해)$"
)
"""Words that end so and are none."""

_AHEAD = re.compile(
    r"(?!있|버[렸리린려]|놓|두[었고]|뒀|내[고며었]|냈|가[고며]|갔|왔|오[고며]|주[었고어]|줬|보[았니]|봤|나[갔가]|섰"
    r"|졌|드[렸리])"
    r"(?:\S+\s){0,3}?\S*[가-힣A-Za-z0-9%](?:[이가]|(?<![하되있없가오주받내맡르우리])는|은|도|\s?모두)\s"
)
"""How it goes on with that subject."""


def cuts(sentence: str) -> Iterator[tuple[int, int]]:
    """The places between the clauses of a sentence, in their order."""
    hits = [hit.span() for hit in _BETWEEN.finditer(sentence)]
    yield from sorted({*hits, *_new_subjects(sentence)})


def _new_subjects(sentence: str) -> Iterator[tuple[int, int]]:
    for hit in re.finditer(r"(\S+)\s", sentence):
        word = hit[1]
        breaks = word == "나" and _BREAKS.search(sentence[: hit.start()]) is not None
        if (breaks or _CONNECTS.search(word)) and not _ADVERBS.search(word) and _AHEAD.match(sentence, hit.end()):
            yield hit.end(1), hit.end()
