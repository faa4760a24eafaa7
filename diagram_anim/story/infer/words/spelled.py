"""Where a text has a name: as no part of a longer one, and as whom it speaks of.

Comes in: a name and a text. Goes out: the place. Refuses to know whose name it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from diagram_anim.story.language import phrases


def hit(name: str, text: str) -> re.Match[str] | None:
    """Where a text first has a name that is no part of a longer one."""
    return next(_hits(name, text), None)


def spot(name: str, text: str) -> re.Match[str] | None:
    """Where a text has a name: as whom it speaks of, if anywhere so, else at its first place."""
    every = [*_hits(name, text)]
    return next((one for one in every if _MARKED.match(text, one.end())), None) or next(iter(every), None)


def _hits(name: str, text: str) -> Iterator[re.Match[str]]:
    """All these places; a pattern is made only of the few names that are there, and a short one, since that takes
    longer than to search."""
    if _bare(name) not in _bare(text):
        return
    spelled, at = _spelled(name), 0
    while found := spelled.search(text, at):
        if _begins(name, text, found.start()) and _ends(name, text, found.end()):
            yield found
        at = found.start() + 1


def _begins(name: str, text: str, at: int) -> bool:
    if name[:1].isascii():
        return _LATIN.match(text, at - 1) is None if at else True
    return len(name) > 1 or not at or not "가" <= text[at - 1] <= "힣"


def _ends(name: str, text: str, at: int) -> bool:
    if _MANNER.match(text, at):
        return False
    if "가" <= name[-1:] <= "힣":
        return _AFTER_KO.match(text, at) is not None
    if name[-1:].isdigit() and _COUNTED.match(text, at):
        return False
    return not name[-1:].isascii() or _LATIN.match(text, at) is None


_MANNER = re.compile(r"方式|方法|型の|モード|設計|\s?방식|\s?방법|\s(?:mode|approach|method)\b")
"""Behind a name for how something is done: `同期方式` is no part of a system."""


_LATIN = re.compile("[A-Za-z0-9-]")


_COUNTED = re.compile(r"\s?(?:대|개|명|台|個|つ|人|本)")
"""So many of them: `ワーカー1台`."""


_AFTER_KO = re.compile(
    r"$|[^가-힣]|[이가은는을를의에로와과도만랑들쪽측나야여님기호용별간발행급선식형계내외상중전후뿐밖끼같처께까부마조"
    r"보으하서노리앱파큐디센공라존군모각시인]"
)
"""What may follow a Korean name: a particle, or a word for what is called so, by its first sign."""


_KIND = (
    r"(?:\s(?:서버|컨트롤러|노드|인스턴스|프로세스|클러스터|장비|시스템|서비스|컨테이너|파드|데몬|본체|자체|전체"
    r"|쪽|측))?"
)
"""What may stand in Korean behind a name and says what it is."""


_BOTH = r"の(?:両方|双方|両者|どちら|[二三2-9][つ台本系])"


MARKED = rf"{_KIND}(?:들|모두|전부|둘 다|{_BOTH}|とも|だけ|만)*(?:(?:[이가은는도]|마저|조차)\s|[がはも])"
"""How a Korean or Japanese clause marks whom it speaks of, as a pattern: `web-4가`, behind `web-2를 대신할`."""


_MARKED = re.compile(MARKED)


def _bare(text: str) -> str:
    return text.casefold().replace("-", "").replace(" ", "").replace("'s", "").replace("’s", "")


@lru_cache(maxsize=4096)
def _spelled(name: str) -> re.Pattern[str]:
    """A pattern for a name, in which a number may stand behind a blank or a hyphen (`Backend 2` is
    `backend-2`), and an English owner may be one: `the carrier's API`."""
    spelled = re.sub(r"\\?[ -](?=\d)", "[ -]", re.escape(phrases.tight(name)))
    return re.compile(re.sub(r"(?<=[a-z])\\ (?=[A-Za-z])", r"(?:['’]s)?\\ ", spelled), re.IGNORECASE)
