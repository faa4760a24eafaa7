"""A link's address as Mermaid lets it through: nothing that runs, and in its plain spelling."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

BLANK = "about:blank"

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2000-\u200d\ufeff]|&(?:newline|tab);", re.IGNORECASE)
_ENTITY = re.compile(r"&#(\w+);?")
_ESCAPED = re.compile(r"(?:\\|%5[cC])(?:%(?:6[eE]|72|74)|[nrt])")
_RUNS = re.compile(r"\W*(?:javascript|data|vbscript)", re.IGNORECASE)


def safe_url(url: str) -> str:
    """The address, or `about:blank` where it would run something."""
    text = unquote(url.strip())
    while True:
        plain = _ENTITY.sub(_character, _CONTROLS.sub("", text))
        plain = unquote(_ESCAPED.sub("", _CONTROLS.sub("", plain)).strip())
        if plain == text:
            break
        text = plain
    if not text or text[0] in "./":
        return text
    scheme = re.match(r".+(?::|&colon;)", text)
    if scheme is None:
        return text
    if _RUNS.match(scheme[0]):
        return BLANK
    text = text.replace("\\", "/")
    return _web(text) if scheme[0].lower().strip() in ("http:", "https:") else text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1]) & 0xFFFF) if found[1].isdecimal() else "\0"


def _web(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return BLANK
    if not host:
        return BLANK
    user = parts.netloc.rpartition("@")[0]
    place = f"{user}@{host}{port}" if user else host + port
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~[]|^")
    query = quote(parts.query, safe="/%:@!$&()*+,;=~[]|^?{}`\\")
    return urlunsplit(
        (parts.scheme.lower(), place, path, query, quote(parts.fragment, safe="/%:@!$&'()*+,;=~[]|^?{}#\\"))
    )
