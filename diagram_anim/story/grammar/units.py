"""Values with their units, strictly: text in, SI out, and back again.

`value` answers with a `Wrong` where a text isn't of its kind; `written` gives the shortest text that reads back the
same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from diagram_anim.model.effect import Kind
from diagram_anim.story.grammar import near
from diagram_anim.story.grammar.wrong import Wrong

_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(rf"{_NUMBER}(ms|s|m|h)")
_RATE = re.compile(rf"{_NUMBER}/(s|m|h)")
_ELSEWHERE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)([km])?(?:req(?:uest)?s?)?(?:/(s|m|h|초|분|시간)[a-z]*|[rqt]ps)", re.IGNORECASE
)
"""Rates as others write them."""

_PERCENT = re.compile(rf"{_NUMBER}%")
_SHARE = re.compile(rf"{_NUMBER}%?")
_TIMES = re.compile(rf"x{_NUMBER}")
_COUNT = re.compile(r"\d+")
_POWER = re.compile(rf"(x?)({_NUMBER}e[+-]?\d{{1,2}})(\D.*|)", re.IGNORECASE)
_STEPS = re.compile(rf"{_NUMBER}%?(?:/{_NUMBER}%?)*")

TIMES_LIKE = _TIMES

_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


def value(kind: Kind, text: str, choices: Sequence[str] = ()) -> Any:
    """The value of a text of this kind in SI units, or a Wrong. Names are left as they are."""
    found = _value(kind, text, choices)
    if isinstance(found, Wrong) and kind is not Kind.DURATION and (least := negative(text)):
        return found if isinstance(_value(kind, least, choices), Wrong) else below(text)
    if isinstance(found, Wrong) and (power := _POWER.fullmatch(text)):
        plain = f"{power[1]}{number(float(power[2]))}{power[4]}"
        if not isinstance(_value(kind, plain, choices), Wrong):
            return Wrong(f"`{text}` has an exponent", f"write `{plain}`")
    return found


def _value(kind: Kind, text: str, choices: Sequence[str]) -> Any:
    match kind:
        case Kind.COUNT:
            if _COUNT.fullmatch(text):
                return int(text)
            hint = "write a count without a unit: `6`"
            hint = f"write `{int(float(text))}`" if bare(text) and float(text).is_integer() else hint
            return Wrong(f"`{text}` is no whole number", hint)
        case Kind.DURATION:
            return _duration(text)
        case Kind.RATE:
            return _rate(text)
        case Kind.PERCENT:
            found = _PERCENT.fullmatch(text)
            return float(found[1]) if found else _unmarked(text, "percentage")
        case Kind.TIMES:
            found = _TIMES.fullmatch(text)
            bare_ = re.fullmatch(rf"{_NUMBER}[x배倍]?", text)
            hint = f"write `x{bare_[1]}`" if bare_ else "write it as `x10`"
            return float(found[1]) if found else Wrong(f"`{text}` is no factor", hint)
        case Kind.STEPS:
            if _STEPS.fullmatch(text):
                return tuple(float(part.rstrip("%")) for part in text.split("/"))
            return Wrong(f"`{text}` is no list of percentages", "write it as `10/50/100`")
        case Kind.AMOUNT:
            return _amount(text)
        case Kind.WORD:
            if text in choices:
                return text
            return Wrong(f"`{text}` is none of the choices", near.hint(text, choices), "unknown-choice")
        case Kind.NAME | Kind.NEIGHBOUR | Kind.NEW | Kind.TEXT:
            return text


def negative(text: str) -> str:
    """What a text is without the sign of less than nothing; empty where it has none."""
    found = re.fullmatch(r"(x?)[-−](\d.*)", text)
    return f"{found[1]}{found[2]}" if found else ""


def below(text: str) -> Wrong:
    return Wrong(f"`{text}` is less than nothing", f"write `{negative(text)}`")


def _amount(text: str) -> float | int | Wrong:
    """A share of a whole, or a number."""
    if _COUNT.fullmatch(text):
        return int(text)
    found = _PERCENT.fullmatch(text)
    if found:
        return float(found[1]) / 100
    return Wrong(f"`{text}` is neither a share nor a count", "write it as `25%` or `1`")


def share(text: str) -> float | Wrong:
    """What each of several takes of a whole, in percent: `70%`, or `70`."""
    found = _SHARE.fullmatch(text)
    if not found and _SHARE.fullmatch(negative(text)):
        return below(text)
    return float(found[1]) if found else Wrong(f"`{text}` is no share", "write it as `80%`")


def _unmarked(text: str, what: str) -> Wrong:
    if re.fullmatch(_NUMBER, text):
        meant = number(round(float(text) * 100, 10)) if 0 < float(text) < 1 else text
        return Wrong(f"`{text}` has no unit", f"write `{meant}%`")
    return Wrong(f"`{text}` is no {what}", "write it as `80%`")


def percent(text: str) -> float | Wrong:
    """A share of a whole, 0 to 1: `25%`."""
    found = value(Kind.PERCENT, text)
    return found if isinstance(found, Wrong) else found / 100


def _duration(text: str) -> float | Wrong:
    found = _DURATION.fullmatch(text)
    if found:
        number, unit = float(found[1]), found[2]
        return number / 1000 if unit == "ms" else number * _SECONDS[unit]
    if re.fullmatch(_NUMBER, text):
        return Wrong(f"`{text}` has no unit", f"write `{text}s` or `{text}ms`")
    if text.startswith("-") and _DURATION.fullmatch(text[1:]):
        return Wrong(f"`{text}` would run backwards", f"write `{text[1:]}`")
    meant = meant_duration(text)
    return Wrong(f"`{text}` is no duration", f"write `{meant}`" if meant else "write it as `2s`, `120ms` or `5m`")


_SPOKEN = {
    "ms": "ms msec msecs millis millisecond milliseconds 밀리초 ミリ秒",
    "s": "s sec secs second seconds 초 秒",
    "m": "m min mins minute minutes 분 分",
    "h": "h hr hrs hour hours 시간 時間",
}
_UNITS = {word: unit for unit, words in _SPOKEN.items() for word in words.split()}
_PART = re.compile(rf"{_NUMBER}\s*([^\W\d]+)\s*")
_FACTORS = {"ms": 0.001, **_SECONDS}


def beyond(text: str, most: float) -> Wrong:
    """Why a duration is too long; minutes may have been meant as milliseconds."""
    found = _DURATION.fullmatch(text)
    spoken = f"`{text}` are {found[1]} minutes" if found and found[2] == "m" else f"`{text}` is long"
    hint = f"did you mean `{text}s`?" if found and found[2] == "m" else f"write `{duration(most)}` at most"
    return Wrong(f"{spoken}: more than {duration(most)} no film can show", hint, "too-long")


def bare(text: str) -> bool:
    """Whether a text is a number without a unit."""
    return re.fullmatch(_NUMBER, text) is not None


def meant_duration(text: str) -> str:
    """A duration as we write it, of one that is written otherwise: `3 sec`, `3초`, `1m30s`; "" for none."""
    if not re.fullmatch(rf"({_PART.pattern})+", text):
        return ""
    parts = [(float(found[1]), _UNITS.get(found[2].lower(), "")) for found in _PART.finditer(text)]
    if not all(unit for _, unit in parts):
        return ""
    if len(parts) == 1:
        return f"{number(parts[0][0])}{parts[0][1]}"
    return duration(round(sum(count * _FACTORS[unit] for count, unit in parts), 3))


def _rate(text: str) -> float | Wrong:
    found = _RATE.fullmatch(text)
    if found:
        return float(found[1]) / _SECONDS[found[2]]
    if re.fullmatch(_NUMBER, text):
        return Wrong(f"`{text}` has no unit", f"write `{text}/s`")
    return Wrong(f"`{text}` is no rate", f"write it as `{_meant(text) or '40/s'}`")


def _meant(text: str) -> str:
    """A rate as we write it, of one that is written as elsewhere: `10krps`, `1,000req/min`."""
    found = _ELSEWHERE.fullmatch(text)
    if not found or float(found[1].replace(",", "")) == 0:
        return ""
    count = float(found[1].replace(",", "")) * _THOUSANDS[(found[2] or "").lower()]
    unit = (found[3] or "s").lower()
    return f"{number(count)}/{_UNITS.get(unit, unit)}"


def number(value: float) -> str:
    """The shortest text of a number that reads back the same, without a needless `.0` or an exponent."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{Decimal(repr(value)):f}"


def written(kind: Kind, value: Any) -> str:
    """The text of a value, so that `value(kind, text)` gives it back."""
    match kind:
        case Kind.DURATION:
            return duration(value)
        case Kind.RATE:
            return f"{number(value)}/s"
        case Kind.PERCENT:
            return f"{number(value)}%"
        case Kind.TIMES:
            return f"x{number(value)}"
        case Kind.AMOUNT if not isinstance(value, int):
            return f"{number(round(value * 100, 10))}%"
        case Kind.STEPS:
            return "/".join(number(one) for one in value)
        case _:
            return str(value)


def memory(gibibytes: float) -> str:
    return f"{number(gibibytes)}Gi" if gibibytes >= 1 or not gibibytes else f"{number(gibibytes * 1024)}Mi"


def duration(seconds: float) -> str:
    if seconds >= 60 and seconds % 60 == 0:
        return f"{number(seconds / 60)}m"
    thousand = round(seconds * 1000, 6)
    if 0 < seconds < 1 and thousand / 1000 == seconds:
        return f"{number(thousand)}ms"
    return f"{number(seconds)}s"


def whole(shares: Collection[float]) -> bool:
    """Whether shares, percent, make a whole; equal ones may have been rounded, as thirds are to 33 %."""
    equal = len({share for share in shares if share}) == 1
    return abs(sum(shares) - 100) <= (0.5 * len(shares) if equal else 0.5) + 1e-9
