"""What words a text says, and which of them is said of it as a whole."""

from __future__ import annotations

import re
from functools import lru_cache

from diagram_anim.source.detect import scripts
from diagram_anim.story.language.events import hearers
from diagram_anim.story.language.lexicon import Hit, find, reasons, tail

_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]")


def unbracketed(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETS.sub("", text).strip()


def bracketed(text: str) -> list[str]:
    """What stands in brackets."""
    return re.findall(r"[(\[（]([^()\[\]（）]*)[)\]）]", text)


def says(text: str, *senses: str) -> Hit | None:
    """The first word with one of these senses that isn't negated."""
    return next((hit for hit in find(text) if hit.says(*senses) and not hit.negated), None)


@lru_cache(maxsize=4096)
def hears(text: str) -> bool:
    """Whether who is called so is only told what befalls others: a log, a pager, a status page, who operates them."""
    return bool(says(text, "observer") or ends_in(text, "operator") or hearers().search(text))


def asks(text: str) -> bool:
    """Whether a text is a question."""
    return text.rstrip().endswith(("?", "？"))


def dated(text: str) -> bool:
    """Whether a text begins with the time at which something came about: `14:05`, `02시`, `T+3 min`."""
    return _CLOCK.match(text) is not None


_CLOCK = re.compile(r"\W*(?:\d{1,2}:\d\d\b|\d{1,2}\s?[시時]|T ?[+-]\s?\d|t=\d|\+\d+\s?(?:s|m|min|h|초|분|秒|分)\b)")


def in_time(first: str, last: str) -> bool:
    """Whether these are the titles of how things stand before and after: "Before: one server", "After"."""
    return bool(says(first, "earlier") and says(last, "later")) and not says(first, "later")


def ends_in(text: str, *senses: str) -> Hit | None:
    """The word with one of these senses that closes the text, words of state and marks aside."""
    text = unbracketed(text)
    for hit in reversed(find(text)):
        if hit.says(*senses):
            return hit if not hit.negated and tail(text[hit.end :]) else None
        if not tail(text[hit.start : hit.end]):
            return None
    return None


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
    low = text.casefold()
    for name in sorted((name for name in names if name.casefold() in low), key=len, reverse=True):
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
    remaining = re.sub(rf"(?<!\w)(?:{PARTICLES}|of|is|up|as|the|a|an)(?!\w)", " ", remaining)
    return central[0] if tail(re.sub(rf"(?:{PARTICLES})(?=\s|$)", " ", remaining)) else None


PARTICLES = "을|를|은|는|이|가|의|으로|로|에|에서|が|を|の|は|に|で"


def _alone(name: str) -> str:
    """A pattern for a name that isn't part of a longer one; a particle may follow at once."""
    first = r"(?<![A-Za-z0-9_])" if name[:1].isascii() else r"(?<!\w)"
    return first + re.escape(name) + (r"(?![A-Za-z0-9_])" if name[-1:].isascii() else rf"(?!(?!{PARTICLES})\w)")


def idea(text: str) -> tuple[str, str] | None:
    """A known idea and the word that named it."""
    for hit in find(text):
        for sense in sorted(hit.senses):
            if sense.startswith("idea."):
                return sense[5:], hit.word
    return None


def bare(text: str) -> str:
    """What stands in brackets, where nothing stands outside them."""
    return text.strip()[1:-1] if re.fullmatch(r"[(\[（][^()\[\]（）]*[)\]）]", text.strip()) else text
