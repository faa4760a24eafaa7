"""Times as captions say them."""

from __future__ import annotations

_MINUTE, _HOUR = 60, 3600
_UNITS = {
    "ko": ("{:g}ms", "{:g}초", "{:g}분", "{:g}시간"),
    "ja": ("{:g}ms", "{:g}秒", "{:g}分", "{:g}時間"),
    "en": ("{:g} ms", "{:g} s", "{:g} min", "{:g} h"),
}


def duration(seconds: float, lang: str) -> str:
    """A time as it is read: two units at the most, three digits."""
    small, second, minute, hour = _UNITS.get(lang, _UNITS["en"])
    if seconds < 1:
        return small.format(round(seconds * 1000)) if seconds > 0 else second.format(0)
    if seconds < 10 and round(seconds, 1) % 1:
        return second.format(round(seconds, 1))
    whole = round(seconds)
    ones = ((hour, whole // _HOUR), (minute, whole % _HOUR // _MINUTE), (second, whole % _MINUTE))
    return " ".join([unit.format(count) for unit, count in ones if count][:2])
