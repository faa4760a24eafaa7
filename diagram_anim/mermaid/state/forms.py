"""The forms that a state diagram's lines take. After Mermaid's documentation of `stateDiagram-v2`."""

from __future__ import annotations

import re

_ID = r"(?:[^\s:{}<>\[\]\"-]|-(?!-))+"
_STATE = rf"(?:\[\*\]|{_ID})(?::::[\w-]+)?"

TURN = re.compile(r"direction[ \t]+(TB|BT|LR|RL)")
TRANSITION = re.compile(rf"({_STATE})[ \t]*-->[ \t]*({_STATE})(?:[ \t]*:[ \t]*(.*))?$")
DECLARED = re.compile(
    rf'state[ \t]+(?:"([^"]*)"[ \t]+as[ \t]+)?({_ID}|"[^"]*")(?::::([\w-]+))?[ \t]*'
    r"(?:(?:<<|\[\[)[ \t]*(choice|fork|join|history|end|start)[ \t]*(?:>>|\]\])|(\{))?$"
)
DESCRIBED = re.compile(rf"({_ID})[ \t]*:(?!::)[ \t]*(.+)$")
BARE = re.compile(rf"({_ID})(?::::([\w-]+))?$")
NOTE = re.compile(
    rf"(?is)note[ \t]+(left|right)[ \t]+of[ \t]+({_ID})(?:[ \t]*:[ \t]*(.*)|[ \t]*\n(.*)\bend[ \t]*note)$"
)
LOOKS = re.compile(r"(classDef|class|style)[ \t]+([^\s,]+(?:[ \t]*,[ \t]*[^\s,]+)*)[ \t]+(.+)$")
SPOKEN = re.compile(r"(?s)(accTitle|accDescr)[ \t]*(?::[ \t]*(.*)|\{(.*)\})$")
PASSED = re.compile(
    r'(?i:note)[ \t]+"[^"]*"[ \t]+as[ \t]+\S+$|hide[ \t]+empty[ \t]+description|scale[ \t]+\d+|title[ \t]'
    r'|click[ \t]+\S+[ \t]+(?:href[ \t]+"|"[^"]*"[ \t]+")'
)
"""What says nothing that is shown here."""

_ALL = (TURN, TRANSITION, DECLARED, DESCRIBED, BARE, NOTE, LOOKS, SPOKEN, PASSED)


def known(line: str) -> bool:
    return line in ("}", "--") or any(form.match(line) for form in _ALL)
