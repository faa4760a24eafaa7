"""The words of a flowchart.

What a character means hangs on where it stands: in a label, in an edge's text, in `@{…}`. Rules are tried in order.
A letter or mark that Mermaid doesn't know as part of an id is a token without a kind.
"""

from __future__ import annotations

import re

from diagram_anim.mermaid.scanner import EDGE, SPACE, H, Rule, S, modes

_NO_LETTERS = (
    "00b2-00b3 00b9 00bc-00be 037f 0528-052f 0560 0588 05ef 0860-088e 08a1 08ad-08c9 0978 0980 09f4-09fc 0af9 "
    "0b72-0b77 0bf0-0bf2 0c34 0c5a-0c5d 0c78-0c80 0cdd 0d04 0d54-0d5f 0d70-0d78 0e86 0e89 0e8c 0e8e-0e93 0e98 0ea0 "
    "0ea8-0ea9 0eac 0f2a-0f33 1369-137c 13f5-13fd 16ee-16f8 170d 171f 17f0-17f9 1878 191d-191e 19b0-19c0 19c8-19da "
    "1b4c 1c80-1cbf 1cf2-1cf3 1cfa 2070 2074-2079 2080-2089 2150-2182 2185-2793 2c2f 2c5f 2cfd 3007-3029 3038-303a "
    "312e-312f 3192-3195 31bb-31bf 3220-32bf 4db6-4dbf 9fcd-9fff a698-a69d a6e6-a6ef a78f a794-a79f a7ab-a7f7 "
    "a830-a835 a8fd-a8fe a9e0-a9fe aa7e-aa7f ab30-abbf"
)
"""What Python takes for a letter and Mermaid's table, of an older Unicode, doesn't."""


def _range(text: str) -> str:
    return "-".join(chr(int(code, 16)) for code in text.split("-"))


_LETTER = f"(?![\\x00-\\x7f\\U00010000-\\U0010ffff{''.join(map(_range, _NO_LETTERS.split()))}])[^\\W\\d_]"

_MARKDOWN = Rule("", '"`', push="markdown")
_STRING = Rule("", '"', push="string")

_OPENINGS = (
    Rule("(-", r"\(-", push="ellipse"),
    Rule("([", r"\(\[", push="label"),
    Rule("[[", r"\[\[", push="label"),
    Rule("[|", r"\[\|"),
    Rule(">", ">", push="label"),
    Rule("[(", r"\[\(", push="label"),
    Rule("(((", r"\(\(\(", push="label"),
    Rule("[/", r"\[/", push="slanted"),
    Rule("[\\", r"\[\\", push="slanted"),
)
_SINGLE = (Rule("(", r"\(", push="label"), Rule("[", r"\[", push="label"), Rule("{", r"\{", push="label"))
_INVISIBLE = Rule("link", f"{S}*+~~~+{S}*")
_NESTED = tuple(rule for rule in _OPENINGS if rule.kind not in ("[|", ">"))
"""Openings inside a label: only `((` and `{{` have a meaning, the others are mistakes."""

DIRECTION = f"[^\\n\\r\\u2028\\u2029]*direction{S}+(?:TB|BT|RL|LR|TD)[^\\n]*"
"""Wherever it stands on a line, Mermaid takes all of the line for it."""

_STATEMENTS = (
    Rule("accTitle", f"accTitle{S}*:{S}*", push="title"),
    Rule("accDescr", f"accDescr{S}*:{S}*", push="description"),
    Rule("", f"accDescr{S}*\\{{{S}*", push="descriptions"),
    Rule("@{", r"@\{", push="data"),
    Rule("", f"call{S}+", push="callback"),
    _MARKDOWN,
    _STRING,
    Rule("style", f"style{EDGE}"),
    Rule("default", f"default{EDGE}"),
    Rule("linkStyle", f"linkStyle{EDGE}"),
    Rule("interpolate", f"interpolate{EDGE}"),
    Rule("classDef", f"classDef{EDGE}"),
    Rule("class", f"class{EDGE}"),
    Rule("href", f"href{S}"),
    Rule("", f"click{S}+", push="click"),
    Rule("graph", f"(?:flowchart-elk|swimlane-beta|graph|flowchart){EDGE}"),
    Rule("subgraph", f"subgraph{EDGE}"),
    Rule("end", f"end{EDGE}{S}*"),
    Rule("target", f"_(?:self|blank|parent|top){EDGE}"),
)
_REST = (
    Rule("link id", f'[^{SPACE}"\\[\\](){{}}|]+@(?=[^{{"])'),
    Rule("number", "[0-9]+"),
    Rule("#", "#"),
    Rule(":::", ":::"),
    Rule(":", ":"),
    Rule("&", "&"),
    Rule(";", ";"),
    Rule(",", ","),
    Rule("*", r"\*"),
    Rule("link", f"{S}*+[xo<]?(?:--+[-xo>]|==+[=xo>]|-?\\.+-[xo>]?){S}*|{_INVISIBLE.pattern}"),
    Rule("link start", f"{S}*+[xo<]?--{S}*", push="text"),
    Rule("link start", f"{S}*+[xo<]?=={S}*", push="thick text"),
    Rule("link start", f"{S}*+[xo<]?-\\.{S}*", push="dotted text"),
    *_OPENINGS,
    Rule("<", "<"),
    Rule("^", r"\^"),
    Rule("\\|", r"\\\|"),
    Rule("v", f"v{EDGE}"),
    Rule("word", r"(?:[A-Za-z0-9!\"#$%&'*+.`?\\_/]|-(?=[^>\-.]))+"),
    Rule("-", "-"),
    Rule("letters", f"(?:{_LETTER})+"),
    Rule("|", r"\|", push="label"),
    *_SINGLE,
    Rule("line", f"\n(?:{H}*+\n)*+"),
    Rule("space", f"{H}+"),
    Rule("eof", r"\Z"),
)


def _edge_text(stops: str, single: str, ends: str) -> tuple[Rule, ...]:
    return (
        _MARKDOWN,
        _STRING,
        Rule("link", f"{S}*+{ends}{S}*", pops=1),
        Rule("text", f'[^{stops}"\\-xo<{SPACE}]+|{single}'),
    )


MODES = modes(
    {
        "plain": (*_STATEMENTS, *_REST),
        "directed": (*_STATEMENTS, Rule("direction", DIRECTION), *_REST),
        "title": (Rule("value", "[^\\n]*", pops=1),),
        "description": (Rule("value", "[^\\n]*", pops=1),),
        "descriptions": (Rule("", r"\}", pops=1), Rule("description", r"[^}]*")),
        "data": (Rule("@{", '"', push="data string"), Rule("@{", r'[^}^"]+'), Rule("", r"\}", pops=1)),
        "data string": (Rule("@{", '"', pops=1), Rule("@{", r'[^"]+')),
        "callback": (
            Rule("", f"\\({S}*\\)", pops=1),
            Rule("", r"\(", pops=1, push="arguments"),
            Rule("callback", r"[^(]*"),
        ),
        "arguments": (Rule("", r"\)", pops=1), Rule("arguments", r"[^)]*")),
        "string": (Rule("string", r'[^"]+'), Rule("", '"', pops=1)),
        "markdown": (Rule("markdown", r'[^`"]+'), Rule("", '`"', pops=1)),
        "click": (Rule("", S, pops=1), Rule("click", f"[^{SPACE}]*")),
        "text": _edge_text(r"\-", r"[^\-]|-(?!-)", "[xo<]?--+[-xo>]"),
        "thick text": _edge_text("=", "[^=]", "[xo<]?==+[=xo>]"),
        "dotted text": _edge_text(".", "[^.]", r"[xo<]?-?\.+-[xo>]?"),
        "ellipse": (_MARKDOWN, _STRING, Rule("-)", r"[-/)]\)", pops=1), Rule("text", r"[^()\[\]{}]")),
        "slanted": (
            _MARKDOWN,
            _STRING,
            _INVISIBLE,
            Rule("\\]", r"[\\()?=\]]\]", pops=1),
            Rule("/]", r"/\]", pops=1),
            Rule("text", r"/(?!\])|\\(?!\])|[^\\\[\](){}/]+"),
        ),
        "label": (
            _MARKDOWN,
            _STRING,
            _INVISIBLE,
            *_NESTED,
            *(Rule(end, re.escape(end), pops=1) for end in ("])", "]]", ")]", ")))", "|", ")", "]", "}")),
            *_SINGLE,
            Rule("text", r'[^\[\](){}|"]+'),
        ),
    }
)
