"""The words of a sequence diagram. Keywords may be in any case; a comment or the rest of a line is passed over."""

from __future__ import annotations

import re

from diagram_anim.mermaid.scanner import EDGE, SPACE, Rule, S, modes
from diagram_anim.mermaid.sequence.arrows import ARROWS

_ARROW = "|".join(re.escape(arrow.written) for arrow in sorted(ARROWS, key=lambda arrow: -len(arrow.written)))

_MARKS = r"-[x)\\/]|-\|[\\/]|--|/\|-|\\\|-|//-|\\\\-|\(\)"
"""Where a participant's name ends, because an arrow begins."""

_HASHED = Rule("", r"#[^\n]*")
_FLAT = Rule("", f"(?:(?!\n){S})+")
_OWNER = rf"(?=[ \t]+[^/\\+()<>:\n,;{SPACE}\-])"
_NO_NAME = r"<>:\n,;@"

_FRAGMENTS = ("loop", "rect", "opt", "alt", "else", "par", "par_over", "and", "critical", "option", "break")

MODES = modes(
    {
        "plain": (
            Rule("line", r"\n+"),
            Rule("", f"{S}+"),
            _HASHED,
            Rule("", r"%(?!\{)[^\n]*"),
            Rule("", r"[^}]%%[^\n]*"),
            Rule("number", r"(?:[0-9]+(?:\.[0-9]{1,2})?|\.[0-9]{1,2})(?=[ \n]+)"),
            Rule("box", f"box{EDGE}", push="line"),
            Rule("participant", f"participant{EDGE}", push="name"),
            Rule("actor", f"actor{EDGE}", push="name"),
            Rule("create", f"create{EDGE}"),
            Rule("destroy", f"destroy{EDGE}", push="name"),
            *(Rule(word, f"{word}{EDGE}", push="line") for word in _FRAGMENTS),
            Rule("end", f"end{EDGE}"),
            Rule("side", f"(?:left|right) of{EDGE}"),
            *(Rule(word, word + _OWNER) for word in ("links", "link", "properties", "details")),
            Rule("over", f"over{EDGE}"),
            Rule("note", f"note{EDGE}"),
            Rule("activate", f"activate{EDGE}", push="name"),
            Rule("deactivate", f"deactivate{EDGE}", push="name"),
            Rule("title", f"title:?{S}[^#\\n;]+"),
            Rule("accTitle", f"accTitle{S}*:{S}*", push="title"),
            Rule("accDescr", f"accDescr{S}*:{S}*", push="title"),
            Rule("", f"accDescr{S}*\\{{{S}*", push="descriptions"),
            Rule("header", f"sequenceDiagram{EDGE}"),
            Rule("autonumber", f"autonumber{EDGE}"),
            Rule("off", f"off{EDGE}"),
            Rule(",", ","),
            Rule("line", ";"),
            Rule("name", rf"[^/\\+()<>:\n,;\-]+(?:(?!{_MARKS})-*[^+<>:\n,;\-]+)*"),
            Rule("arrow", _ARROW),
            Rule("message", r":(?:(?:no)?wrap)?[^#\n;]*"),
            Rule("+", r"\+"),
            Rule("-", "-"),
            Rule("()", r"\(\)"),
            Rule("eof", r"\Z"),
            Rule("stray", "."),
        ),
        "name": (
            _FLAT,
            _HASHED,
            Rule("@{", r"@\{", push="data"),
            Rule("name", rf"[^{_NO_NAME}{SPACE}]+(?={S}*@\{{)"),
            Rule("name", rf"[^{_NO_NAME}{SPACE}]+(?={S}+as{S})", push="alias"),
            Rule("name", rf"[^{_NO_NAME}]+(?={S}*[\n;#]|\Z)", pops=1),
            Rule("stray", rf"[^{_NO_NAME}]*<[^\n]*|[^\n]+", pops=1),
        ),
        "alias": (
            _FLAT,
            _HASHED,
            Rule("as", f"as{EDGE}", push="line", pops=2),
            Rule("line", "", pops=2),
        ),
        "line": (_FLAT, _HASHED, Rule("rest", r"(?:[:]?(?:no)?wrap)?[^#\n;]*", pops=1)),
        "data": (
            Rule("}", rf"\}}(?={S}+as{S})", pops=1, push="alias"),
            Rule("}", r"\}", pops=2),
            Rule("data", r"[^}]+"),
        ),
        "title": (Rule("value", r"[^\n]*", pops=1),),
        "descriptions": (Rule("", r"\}", pops=1), Rule("description", r"[^}]*")),
    },
    re.IGNORECASE,
)
