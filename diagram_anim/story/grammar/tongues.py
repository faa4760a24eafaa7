"""Codes of languages (ISO 639-1, or three letters of 639-2), and countries' codes that are written for them."""

from __future__ import annotations

import re

from diagram_anim.model.diagnostic import Diagnostic, warning
from diagram_anim.model.span import Span
from diagram_anim.source.detect import languages
from diagram_anim.story.grammar import near
from diagram_anim.story.grammar.wrong import Wrong

_KNOWN = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""Without `kr`, Kanuri, which is written for Korean far more often."""

_MEANT = {
    "kr": "ko",
    "kor": "ko",
    "jp": "ja",
    "jpn": "ja",
    "eng": "en",
    "us": "en",
    "gb": "en",
    "cn": "zh",
    "ger": "de",
}


def unspoken(lang: str, span: Span | None) -> list[Diagnostic]:
    """A warning where films have no words of their own in a language: those of another stand in it then."""
    if lang in languages():
        return []
    message, hint = f"films have no words of their own in `{lang}`", f"there are {near.listed(languages())}"
    return [warning("unknown-language", message, span, hint=hint)]


def language(text: str) -> str | Wrong:
    """A language's code, or what may have been meant."""
    if text in _MEANT:
        return Wrong(f"`{text}` is no language", f"did you mean `{_MEANT[text]}`?")
    if text in _KNOWN or re.fullmatch(r"[a-z]{3}", text):
        return text
    return Wrong(f"`{text}` is no language", "write `ko`, `en` or `ja`")
