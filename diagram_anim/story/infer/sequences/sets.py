"""Sets of copies that shrink and grow copy by copy, as one who operates them says: `scale down old RS to 2`,
`旧ポッド1を停止`, `stop 3 of 3`, `기존 파드 1개 종료`.

Comes in: a sequence. Goes out: what each such order does, by the number of its message, and how many copies there are
before the first. How many that are is told by a name (`Blue servers (3)`), by an order (`1 of 3`), or by all that go
until none is left; of a set of which nothing tells it, nothing is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diagram_anim.model.diagram import Message
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.model.system import Role
from diagram_anim.story import counts, figures, sense
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import lives, speaking
from diagram_anim.story.language import tidings


@dataclass(frozen=True, slots=True)
class Sets:
    """`orders` by the number of their message; `first` is how many copies there are of whom before."""

    orders: Mapping[int, Beat] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Order:
    """`by` so many more or fewer, all of them where it is 0; or `to` so many; `of` so many where that is told."""

    message: Message
    to: int | None = None
    by: int = 0
    of: int = 0
    ends: bool = False


@once
def sets(given: Given) -> Sets:
    orders: dict[int, Beat] = {}
    first: dict[str, int] = {}
    for who in given.nodes:
        told = list(_orders(given, who))
        start = _start(given, who, told)
        course = _course(start, told) if start is not None else None
        if start is not None and course:
            first[who] = start if told[0].to is not None else start or course[0]
            steps = zip(told, (start, *course), course, strict=False)
            orders |= {one.message.number: _beat(who, one, now, to) for one, now, to in steps}
    return Sets(orders, first)


def _beat(who: str, order: _Order, now: int, to: int) -> Beat:
    scales = order.to is not None or (now and to)
    cause = Cause("scale" if scales else "start" if to else "end", order.message.label.plain, order.message.span.line)
    if scales:
        return beat("scale", who, cause=cause, to=to)
    return beat("start" if to else "stop", who, cause=cause)


def _course(start: int, orders: Sequence[_Order]) -> list[int]:
    """How many there are after each order; none where that can't be."""
    found, now = [], start
    for one in orders:
        if one.to is not None:
            to = one.to
        elif one.ends:
            to = now - one.by if one.by else 0
        else:
            to = now + one.by
        if to == now or to < 0 or to > counts.MOST:
            return []
        found.append(to)
        now = to
    return found


def _orders(given: Given, who: str) -> Iterator[_Order]:
    if given.role(who) not in (Role.SERVER, Role.THING, Role.CONTROLLER):
        return
    numbers = {one.number for one, sure in zip(given.sequence.messages, _sure(given), strict=True) if sure}
    mine = [one for one in given.sequence.messages if one.target == who and one.number in numbers]
    for one in mine:
        if one.number not in given.answers and not speaking.perhaps(one.label.plain) and _ordered(given, one):
            if figures.target(one.label.plain):
                return  # that many there were is told
            if found := _read(given, who, one, mine):
                yield found


def _sure(given: Given) -> list[bool]:
    events = zip(given.sequence.events, lives.sure(given), strict=True)
    return [sure for event, sure in events if isinstance(event, Message)]


def _ordered(given: Given, message: Message) -> bool:
    copies = sense.kinds(given.words(message.target)) & _COPIES
    runs = bool(copies) and given.role(message.source) is Role.THING
    runs = runs or sense.says(given.words(message.source), "platform", "scaler") is not None
    return message.end != "cross" and message.source != message.target and (runs or lives.operated(given, message))


_COPIES = {"pod", "replica", "instance", "container"}
"""What nothing but who keeps them starts and ends."""


def _read(given: Given, who: str, message: Message, mine: Sequence[Message]) -> _Order | None:
    """What one order says, as one of several to the same set."""
    text = message.label.plain
    goes = _goes(given, who, text)
    if (to := _to(text)) is not None:
        return _Order(message, to=to)
    if goes is None:
        return None
    if found := _OF.search(text):
        of = int(found[2] or found[3])
        return _Order(message, by=1, of=of, ends=goes) if int(found[1] or found[4]) <= of else None
    if _ALL.search(text):
        return _Order(message, ends=goes) if goes else None
    if found := _COUNT.search(text):
        return _Order(message, by=int(found[1] or found[2]), ends=goes)
    bare = _NUMBER.sub("#", text)
    alike = {one.label.plain for one in mine if _NUMBER.sub("#", one.label.plain) == bare}
    return _Order(message, by=1, ends=goes) if len(alike) > 1 else None


def _goes(given: Given, who: str, text: str) -> bool | None:
    """Whether copies go by a text, or come; None where it says neither."""
    read = tidings.read(text, speaking.names(given, who))
    ends, starts = sense.says(text, "end"), sense.says(text, "start", "grow")
    if ends and starts:
        return None
    if ends or (read and read.verb == "stop"):
        return True
    return False if starts or (read and read.verb == "start") else None


def _to(text: str) -> int | None:
    if (count := figures.count(text)) is not None:
        return count
    found = _SCALED.search(text)
    return int(found[1] or found[2] or found[3]) if found else None


_SCALED = re.compile(
    r"\bscal\w+\b[^\d]*\bto (\d+)\b|(\d+) ?(?:개|대)?(?:로|으로) ?(?:축소|확대|확장|늘|줄|감축|증설|스케일)"
    r"|(\d+) ?(?:台|個|つ)?[にへ](?:縮小|拡張|増や|減ら|スケール|縮退|増設)",
    re.IGNORECASE,
)
_OF = re.compile(r"(\d+)\s?(?:of|/)\s?(\d+)|(\d+)\s?(?:개|대|台|個)?\s?(?:중|のうち|中の?)\s?(\d+)", re.IGNORECASE)
_ALL = re.compile(
    r"전부|모두|모든|나머지|전체|\ball\b|\bremaining\b|\brest\b|\blast\b|全て|すべて|全部|残り", re.IGNORECASE
)
_COUNT = re.compile(
    r"(?<![\w.-])(\d+)\s?(?:(?:new|old|more)\s)?(?:pods?|replicas?|instances?|servers?|copies|copy|tasks?|workers?|containers?)\b"
    r"|(?<![\w.-])(\d+)\s?(?:개|대|台|個|つ)(?![\w로])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+|\b(?:first|second|third|fourth|last)\b|첫 ?번째|두 ?번째|세 ?번째|마지막|最初|最後", re.IGNORECASE
)
_HELD = re.compile(
    r"[(（\[]\s*[x×]?(\d+)\s?(?:pods?|replicas?|instances?|servers?|copies|개|대|台|個)?\s*[)）\]]", re.IGNORECASE
)


_DOWN = re.compile(r"\b(?:down|in|shrink\w*|reduc\w*|fewer)\b|축소|감축|줄|내리|縮|減", re.IGNORECASE)


_NEW = re.compile(r"\W*(?:新|새|신)")


def _start(given: Given, who: str, orders: Sequence[_Order]) -> int | None:
    """How many copies there are before the first order; None where nothing tells, or it is no set."""
    if not orders:
        return None
    words = given.words(who)
    held = figures.many(words)
    if held is None and (found := _HELD.search(words)):
        held = int(found[1])
    first, several = orders[0], len(orders) > 1
    new = sense.says(words, "new", "canary", "green", "fresh") or sense.version(words) or _NEW.match(words)
    fresh = bool(new) and not sense.says(words, "old", "blue")
    comes = not first.ends and (first.to is None or first.to == 1)
    if held is not None and (several or held > 1) and not (held and comes and (first.of == held or fresh)):
        return held
    if not several:
        return None
    if comes and (fresh or first.of):
        return 0
    if first.ends and first.of:
        return first.of
    if first.ends and all(one.ends for one in orders):
        return sum(one.by or 1 for one in orders)
    down = [one.to for one in orders if one.to is not None]
    falls = _DOWN.search(first.message.label.plain)
    if (
        falls
        and first.to
        and len(down) == len(orders)
        and down == sorted(down, reverse=True)
        and len({*down}) == len(down)
    ):
        return down[0] + (down[0] - down[1])
    return None
