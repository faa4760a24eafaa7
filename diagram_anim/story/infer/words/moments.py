"""When something was, or that it need not come about, as a clause says at its beginning or its end.

Comes in: a clause. Goes out: the same without that, as it tells what has come about. Refuses to know who is called.
"""

from __future__ import annotations

import re


def told(clause: str) -> str:
    """A clause without the word that makes it a condition, or says when; a Korean or Japanese condition as if it had
    come about."""
    clause = re.sub(r"(불가|장애|고장|정전|다운)으?로$", r"\1", clause)
    clause = re.sub(r"(?<=[가-힣])면서$", "고", clause)
    clause = re.sub(r"(?<=[ぁ-ん])([ただ])ら$", r"\1", clause)
    clause = re.sub(
        "다가$",
        "다",
        _BECAUSE.sub(
            "", _HAD_TO.sub(lambda hit: "was " if hit[0].endswith("be ") else "", _SO.sub("", _BEFORE.sub("", clause)))
        ),
    )
    return WHEN_ENDS.sub("자", _LATER.sub("", WHEN.sub("", _AT.sub("", _SHOWN.sub("", clause))))).strip(" .")


WHEN = re.compile(r"^(?:when|whenever|once|as soon as|after(?! which))\s+", re.IGNORECASE)
SUPPOSED = re.compile(r"^(?:when|whenever|once|as soon as)\s+", re.IGNORECASE)
"""How a clause begins that need not come about: what comes after something has."""

PAST = re.compile(
    r"\b(?:was|were|had|went|ran|died|lost|broke|fell|froze|came|cut|took|shut|hit|\w{2,}ed)\b", re.IGNORECASE
)
"""An English verb that tells what has come about: `when node 2 died`."""

_HAD_TO = re.compile(r"\bhad to (?:be )?(?=[a-z])", re.IGNORECASE)
"""What had to be done was done: `it had to be rebooted`."""

_BECAUSE = re.compile(
    r"^(?:because|since|as|while|whereas|although|though|for)\s+(?=(?:the |its |our |both )?\S+(?: \S+){1,8}$)",
    re.IGNORECASE,
)
"""How a clause begins that says why, or beside what: that has come about, too."""

_BEFORE = re.compile(r"^before\b.+\b(?=we\s)", re.IGNORECASE)
"""What is done only afterwards: `before the kernel patch we drain node 2`."""

_SO = re.compile(r"(?<=[가-힣])\s(?:바람에|탓에|통에|덕분에|순간|지|동안|사이)$")
"""How a Korean clause ends of which another follows: `죽는 바람에`."""

_SHOWN = re.compile(
    r"^(?:in|for|during) (?:this|our|the|today['’]s|(?:this|the) \w+['’]s) (?:\w+ )?"
    r"(?:exercise|scenario|example|experiment|demo|simulation|lab|case|picture|diagram|figure),?\s+"
    r"|^(?:이번 |오늘 |이 )?(?:실습|시나리오|예제|예시|실험|그림|훈련)에서는?\s"
    r"|^(?:今回の|この|本)?(?:演習|シナリオ|例|実験|図|訓練)では、?",
    re.IGNORECASE,
)
"""Where it is shown, at the beginning of a clause: that is what its chart is about."""

_AT = re.compile(
    r"^\d{1,2}[:.]\d\d(?: ?(?:UTC|[ap]m))?:?,?\s+(?=[A-Za-z])|"
    r"^(?:(?:at|around|about|by|on|during|in|over|since) (?:about )?(?:the |an? )?(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]m"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?= we\b| the\b)"
    r"|noon|midnight|dawn|yesterday|lunch(?:time)?"
    r"|(?:early |late )?(?:night|evening|morning|afternoon|hours|weekend)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?: (?:night|evening|morning|afternoon|UTC|KST|JST))?"
    r"|after (?:the |its |a )?(?:reboot|upgrade|update|patch|maintenance|restart|deploy(?:ment)?|work|test)"
    r"|(?:the )?(?:next|same|following) (?:day|morning|night|evening)|last night|this morning|yesterday|one night"
    r"|(?:(?:shortly|just|soon|right) )?(?:after|before|at|around|by) (?:noon|midnight|dawn|lunch|\d{1,2}"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:o'clock|in the morning|at night))?),?\s+"
    r"|^(?=[어간밤새오한다이아저\d])(?:어젯밤|간밤|밤사이|새벽|오전|오후|한밤중|다음 날|이튿날|아침|저녁)?\s?"
    r"(?:\d{1,2}시(?:\s?\d{1,2}분)?)?(?:에는?|쯤)?\s"
    r"|^(?=[昨深未翌早午夜\d])(?:昨夜|深夜|未明|翌朝|翌日|早朝|午前|午後|夜中?)?(?:\d{1,2}時(?:\d{1,2}分)?)?(?:頃"
    r"|ごろ|すぎ|過ぎ)?(?:に|、)",
    re.IGNORECASE,
)
"""When it was, at the beginning of a clause."""
_LATER = re.compile(
    r"^(?:about |some |half an? |a few |a couple of )?(?:[a-z-]+|\d+)(?: more)?"
    r" (?:seconds?|minutes?|hours?|days?|weeks?) (?:later|after(?:wards?)?|on),?\s+"
    r"|^within (?:about )?(?:an?|[a-z-]+|\d+) (?:seconds?|minutes?|hours?),?\s+"
    r"|^after which\s+"
    r"|\s+(?:a quarter of an hour|half a minute|a little|a moment|some time|much) later\b"
    r"|\s+this (?:week|month|quarter|morning|evening)\b(?=\W*$)"
    r"|\s+last (?:night|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?=\W*$)"
    r"|\s+(?:half an|a few|[\w-]+) (?:seconds?|minutes?|hours?|days?|weeks?) (?:later|after|ago)\b",
    re.IGNORECASE,
)
WHEN_ENDS = re.compile(r"(?<=[가-힣])으?면$")
WHEN_JA = re.compile(r"(?:[るい]と|たら|れば|(?:場合|とき|際)(?:は|に)?)$")
