"""A short paragraph that only leads over to a diagram, or points elsewhere: `The picture:`, `See chapter 5.`

Comes in: paragraphs. Goes out: whether one is such, and what is told right before a diagram.
"""

from __future__ import annotations

import re

from diagram_anim.source.rendering import width

SHORT = 72
"""Columns of such a paragraph at most, East Asian letters taking two."""

_POINTS = re.compile(
    r"^(?:for (?:more|details|the details),? )?(?:\()?"
    r"(?:see|cf\.?|compare|refer to|more (?:on this )?in|details? (?:is|are)? ?in)\b.{0,40}"
    r"\b(?:chapter|section|figure|fig|page|slide|appendix|part|lecture|below|above|diagram|picture)\b.{0,12}$"
    r"|^(?:here(?: is|'s)|this is|below is|below|that is|as|in)?\s?(?:the|a|an|our|one)?\s?(?:\w+ )?"
    r"(?:picture|diagram|figure|chart|drawing|graph|sketch|illustration)"
    r"(?: (?:below|shows?|above|looks|illustrates|of|for)\b[\w ,'-]{0,40})?\s*[:：.]$"
    r"|^(?:here is |this is )?(?:how|what) (?:it|that|this) (?:looks|looked|went|happened)"
    r"(?: like)?(?: in a picture)?[:.]$"
    r"|^[^.。!?]{0,28}(?:그림|다이어그램|도식|구성도|순서도|그래프|차트)(?:[은는이가을를과]|으로|로|에서|입니다|이다)?"
    r"[^.。]{0,24}[:：.]?$"
    r"|^[^.。]{0,12}(?:\d+|다음|앞|뒤|이전) ?(?:장|절|쪽|페이지|강|차시)(?:[을를에의]|에서)?[^.。]{0,16}"
    r"(?:참고|참조|보[세십자라]|다룬다|다룹니다)[^.。]{0,8}[.]?$"
    r"|^[^。]{0,16}(?:図|絵|図解|ダイアグラム|構成図|フロー図)(?:は|を|で|に|の|が|です|だ)?[^。]{0,20}[:：。]?$"
    r"|^[^。]{0,10}(?:第?\d+|次|前)(?:章|節|ページ|頁|回)(?:を|で|に)?[^。]{0,10}"
    r"(?:参照|ご覧|見て|扱)[^。]{0,8}。?$",
    re.IGNORECASE,
)


def points(text: str) -> bool:
    """Whether a paragraph is short, and does no more than that."""
    return width(text) <= SHORT and _POINTS.match(text.strip()) is not None


def told(before: str) -> str:
    """The paragraph right before a diagram, of paragraphs a line each; with one that only leads over to it the one
    before that, too."""
    *others, last = before.split("\n")
    return f"{others[-1]} {last}" if others and points(last) else last
