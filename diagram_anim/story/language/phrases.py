"""Captions from a language's templates, kept to what a viewer can read in one or two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from diagram_anim.model.diagram import Label
from diagram_anim.story.language.lexicon import find, lexicon
from diagram_anim.story.language.particles import Word

LINE = 66
"""Half-width columns of a caption's line; a caption has two."""

NAME = 36
LISTED = 4

_NAMES = ("a", "b", "client", "server", "lb")
"""What stands for things by their names in the templates."""

_QUOTING = ("branch", "alone", "outage_lost")
"""Templates that set what is named off from the rest by themselves."""

_KINDS = ("balancer", "store", "cache", "queue", "controller", "node", "server")

_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")

_PICTURE = re.compile("[\u2600-\u27bf\ufe0f\u200d\u20e3\U0001f000-\U0010ffff]")

_CLOSED = "".join(chr(0xAC00 + at) for at in range(11172) if at % 28 in (4, 20))
"""Syllables that end in ㄴ or ㅆ: 간다, 했다."""

_SENTENCE = re.compile(
    rf"\s\S*(?:니다|니까|[{_CLOSED}는없]다|[아어여해세예]요|[을를할될]까요?)[.!?。]?$"
    "|(?:ます|ません|です|ました|でした)か?[。.!?]?$"
)
"""How a sentence of several words ends in Korean, and any in Japanese."""

NUMBER = re.compile(r"[^\w(\[①-⑳]*(?:step\s*)?(?:[(\[]?(\d{1,2})\\?[.):\]](?=\s|\D)|([①-⑳]))\s*", re.IGNORECASE)
"""The number with which an author's words begin that are one of several in an order."""


class Phrases:
    """The templates of one language."""

    def __init__(self, lang: str) -> None:
        self.lexicon = lexicon(lang)

    def __call__(self, key: str, **words: str | int) -> str:
        """The sentence of a template; Korean particles fit what they follow."""
        most = {"text": 2 * LINE} if self.lexicon.say[key].endswith("{text}") else {}
        named = () if key in _QUOTING else _NAMES
        said = {
            name: Word(self.called(str(word), LINE) if name in named else cut(str(word), most.get(name, LINE)))
            for name, word in words.items()
        }
        return cut(self.lexicon.say[key].format(**said), 2 * LINE)

    def whole(self, key: str, **words: str) -> str:
        """The same, however long its words are."""
        return self.lexicon.say[key].format(**{name: Word(word) for name, word in words.items()})

    def called(self, name: str, most: int) -> str:
        """A thing's name in a sentence, in at most so many columns: in quotes where it is a sentence itself."""
        quoted = self.lexicon.say["quoted"]
        return quoted.format(a=cut(name, most - width(quoted) + 3)) if sentence(name) else cut(name, most)

    def under(self, label: str, key: str, **words: str) -> str:
        """A sentence behind a label, where there is one; what begins with a name keeps its letter."""
        said = self.whole(key, **words)
        if not clean(label):
            return said
        small = said if self.lexicon.say[key].startswith("{") else said[:1].lower() + said[1:]
        return self.whole("alone", a=clean(label), text=small)

    def many(self, names: Sequence[str], most: int = LISTED, *, table: bool = False) -> str:
        """Names as a sentence has them, or one after another as in a `table`; the rest as a number."""
        names = list(dict.fromkeys(cut(name, NAME) if table else self.called(name, NAME) for name in names))
        between = self.lexicon.say["and"]
        shown = between.join(names) if table else self.joined(names)
        if len(names) <= most and width(shown) <= LINE:
            return shown
        first: list[str] = []
        for name in names[: most - 1]:
            if first and width(between.join([*first, name])) > LINE - 12:
                break
            first.append(name)
        return self.lexicon.say["more"].format(first=between.join(first), n=len(names) - len(first))

    def joined(self, names: Sequence[str]) -> str:
        """As a sentence has them: `웹 1과 웹 2`, `A, B and C`."""
        if len(names) < 2:
            return "".join(names)
        *first, last = names
        key = "two" if len(first) == 1 else "last"
        return self.lexicon.say[key].format(a=Word(self.lexicon.say["and"].join(first)), b=last)

    def case(self, words: str) -> str:
        """What a branch is called, as a sentence begins with it: `재고 있음` is told as `재고 있으면`."""
        for pattern, said in self.lexicon.cases:
            if pattern.search(words):
                return pattern.sub(said, words, count=1)
        return words

    def means(self, idea: str) -> str:
        return self.lexicon.means[idea]


def numbered(text: str) -> int:
    """The number that words begin with, 0 without one."""
    found = NUMBER.match(text)
    if not found:
        return 0
    return int(found[1]) if found[1] else ord(found[2]) - ord("①") + 1


def tight(text: str) -> str:
    """A Japanese text without the blanks that some put around what is written in Latin letters or digits: `15 倍に`."""
    return _LOOSE.sub("", text)


_SIGN = "[ぁ-んァ-ヶー一-龯々]"
_LOOSE = re.compile(rf"(?<={_SIGN})[ \u3000]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%％])[ \u3000]+(?={_SIGN})")


def unnumbered(text: str) -> str:
    """Words without their place in an order."""
    found = NUMBER.match(text)
    return (text[found.end() :] if found else text) or text


def name(label: Label) -> str:
    """What a thing is called in a sentence: its first line, or all of it where the first isn't whole: where a word goes
    on in the next line, where only all of it is a question, or where a word of unknown sense stands over a kind of
    thing (`Application/Load Balancer`)."""
    lines = [line.strip() for line in label.lines if line.strip()]
    if not lines:
        return label.plain
    first, whole = lines[0], " ".join(lines)
    spanning = any(hit.start < len(first) < hit.end - 1 for hit in find(whole))
    asking = whole.endswith(("?", "？")) and not re.search(r"[?？:：]$", first)
    return clean(whole if spanning or asking or _over_its_kind(lines) else first)


def _over_its_kind(lines: Sequence[str]) -> bool:
    """Whether of two lines the second is nothing but a kind of thing, and the first one word that tells none."""
    if len(lines) != 2 or not re.fullmatch(r"[A-Za-z]+", lines[0]):
        return False
    kinds = [
        hit
        for hit in find(lines[1])
        if hit.end - hit.start == len(lines[1]) and hit.says(*_KINDS) and not hit.says("product")
    ]
    return bool(kinds) and not any(hit.says("product", "unit", *_KINDS[:-1]) for hit in find(lines[0]))


def sentence(text: str) -> bool:
    """Whether a thing's name is a sentence of its own, which no particle may follow: `버튼을 누릅니다`, `押します`."""
    return _SENTENCE.search(text.strip()) is not None


def rest(label: Label) -> list[str]:
    """What stands under a thing's name, line by line."""
    lines = [clean(line.strip(" -•·")) for line in label.lines if line.strip(" -•·")]
    return lines[1:] if lines and name(label) == lines[0] else []


@lru_cache(maxsize=4096)
def called(name: str) -> str:
    """A name without the settings behind it, and the marks of a brand: `Deployment shop · maxSurge: 0`."""
    return _SETTINGS.sub("", _BRAND.sub("", name)).strip() or name


_BRAND = re.compile("[™®©]")
_SETTINGS = re.compile(r"\s+[·•|]\s+[\w-]{2,24}\s?[:=]\s?\S.*$")


def clean(text: str) -> str:
    """Words without pictures and double blanks."""
    kept = _PICTURE.sub("", _KEYCAP.sub("", text.replace("\\n", " ")))
    return re.sub(r"\s+(?=[)\]）]|\s|$)|^\s+", "", re.sub(r"\s", " ", kept)) or text.strip()


def width(text: str) -> int:
    """Columns of a text, East Asian letters taking two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def caption(text: str) -> str:
    """A text in at most two lines: of a longer one as much as ends where a thought does, if that is half of it."""
    if width(text) <= 2 * LINE:
        return text
    kept = cut(text, 2 * LINE)
    ends = [found.start() for found in re.finditer(r"[,;:、，：]|\s[(–—-]", kept)]
    return f"{kept[: ends[-1]].rstrip()}…" if ends and width(kept[: ends[-1]]) > LINE else kept


def pieces(text: str) -> list[str]:
    """A text in as many captions as it takes: parted where sentences and thoughts end, else between words."""
    found: list[str] = []
    for part in _ENDS.split(text.strip()):
        fresh = True
        for words in [part] if width(part) <= 2 * LINE else part.split(" "):
            longer = f"{found[-1]} {words}" if found else words
            if found and width(longer) <= 2 * LINE and (words == part or not fresh):
                found[-1] = longer
            else:
                found.append(words)
            fresh = False
    return found


_ENDS = re.compile(r"(?<=[.!?。！？,;:、，])\s+|(?<=[。！？])")


def cut(text: str, most: int) -> str:
    """A text in at most so many columns, with an ellipsis where it was longer: behind a whole word where more than half
    of the columns are kept so."""
    if width(text) <= most:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > most - 1:
            break
        kept += char
    whole = kept.rpartition(" ")[0] if text[len(kept)] != " " else kept
    return f"{(whole if width(whole) * 2 > most else kept).rstrip()}…"
