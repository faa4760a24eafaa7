"""Korean particles, chosen by the last sound of what they follow, digits and Latin words as they are read aloud."""

from __future__ import annotations

import re

_DIGITS = "영일이삼사오육칠팔구"
_LETTERS = dict(zip("FHLMNRSX", ("프", "치", "엘", "엠", "엔", "알", "스", "스"), strict=True))
_RIEUL = 8
_UNREAD = re.compile(r"(?:\s*[(\[（][^()\[\]（）]*[)\]）]|[^\w%+])+$", re.UNICODE)


class Word(str):
    """A text that takes particles: `f"{Word('서버'):이/가}"` is `서버가`; the first is for a closed last syllable."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        closed, slash, open_ = spec.partition("/")
        if not slash:
            return str(self) + spec
        sound = final(self)
        if sound is None:
            return f"{self}{_both(closed, open_)}"
        rieul_is_open = closed.startswith("으로")
        return str(self) + (open_ if sound == 0 or (rieul_is_open and sound == _RIEUL) else closed)


def _both(closed: str, open_: str) -> str:
    return f"({closed[0]}){open_}" if closed.endswith(open_) else f"{closed}({open_})"


def final(text: str) -> int | None:
    """The final consonant of the last syllable as read in Korean: 0 none, 8 ㄹ, else another; None where unknown."""
    text = _UNREAD.sub("", text)
    if not text:
        return None
    last = text[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if "ぁ" <= last <= "ヺ" or last == "ー":
        return 4 if last in "んン" else 0
    if last.isdigit() and last.isascii():
        return final(_DIGITS[int(last)])
    if last == "%":
        return 0
    match = re.search(r"[A-Z]?[a-z]+$|[A-Z]+$", text)  # of `GitHub` the last word
    return _latin(match[0]) if match else None


def _latin(word: str) -> int:
    """By the letters' names for an abbreviation, else roughly by the sound of an English ending."""
    if word.isupper() or len(word) == 1:
        syllable = _LETTERS.get(word[-1].upper(), "아")
        return (ord(syllable) - ord("가")) % 28
    word = word.lower()
    if re.search(r"[^aeiou]le$|[aeiou]le$|l$", word):
        return _RIEUL
    if re.search(r"(?:[mn]|[aeiou][mn]e|ng|ngue)$", word):
        return 4
    if re.search(r"(?<![aeiou])[aeiou](?:ck|[ptkbc]|pp|tt)$", word) and not re.search(r"(?:check|pod|hub)$", word):
        return 1
    return 1 if word.endswith(("ook", "out", "group")) else 0
