"""Punctuation as East Asian keyboards and word processors write it, where a plain mark was meant."""

from __future__ import annotations

import re

_WIDE = str.maketrans(
    dict(zip("［］（）｛｝－＞＜＝；，＆｜／＼．＠％～", "[](){}-><=;,&|/\\.@%~", strict=True)) | {"：": ": "}
)
_QUOTES = str.maketrans("“”„‟＂«»", '"' * 7)
_HELD = re.compile(r'"[^"\n]*"|\|[^|\n]*\||\[[^\]\n]*\]|\([^)\n]*\)|\{[^}\n]*\}')
_ROUND = re.compile(r"(?<=[\[({|])\s*[“„«＂]([^“”„«»\"\n]*)[”“»＂]\s*(?=[\])}|])")


def outside(line: str) -> str:
    """Narrow marks everywhere but within quotes, brackets and bars."""
    return _between(line, _HELD)


def everywhere(line: str) -> str:
    """Narrow marks everywhere but within quotes."""
    return _between(line, re.compile(r'"[^"\n]*"'))


def quotes(line: str) -> str:
    """Curly quotes that a label stands in, as straight ones."""
    return _ROUND.sub(r'"\1"', line)


def all_quotes(line: str) -> str:
    return line.translate(_QUOTES)


def _between(line: str, held: re.Pattern[str]) -> str:
    parts: list[str] = []
    last = 0
    for found in held.finditer(line):
        parts += [line[last : found.start()].translate(_WIDE), found[0]]
        last = found.end()
    return "".join([*parts, line[last:].translate(_WIDE)])
