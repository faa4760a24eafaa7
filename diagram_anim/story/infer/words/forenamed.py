"""Who is broken by words that stand before its name: `the crashed node 2`, `the death of node 2`.

Comes in: a clause. Goes out: deeds. Refuses to tell it of what is only spoken about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses
from diagram_anim.story.infer.words.clauses import Clause
from diagram_anim.story.infer.words.returning import Deed
from diagram_anim.story.language.bearing import Tiding


def broken(given: Given, clause: Clause) -> Iterator[Deed]:
    """Who has failed by a word before its name: `a fix for the crashed payment service`."""
    if not clause.real or clause.perhaps or clause.hangs:
        return
    for one in clauses.jointly(given, clause.text):
        hit = _ILL.search(clause.text, 0, one.start) or (
            None if _TALKS.search(clause.text) else _END_OF.search(clause.text, 0, one.start)
        )
        if (
            hit
            and len(one.ids) == 1
            and not _OWNS.match(clause.text, one.end)
            and given.role(one.ids[0]) is not Role.CLIENT
        ):
            yield Deed(one.ids[0], Tiding("fail", hit[1], hit.start(1), hit.end(1), True), clause.text)


_ILL = re.compile(
    r"\b(?:the|our|its) (crashed|failed|dead|broken(?:[- ]down)?|hung|frozen|jammed|defective|faulty|burnt-out"
    r"|unresponsive"
    r"|stuck|wrecked|damaged|stricken|fallen|unreachable)\s+$",
    re.IGNORECASE,
)


_OWNS = re.compile(r"['’]s\s|\s(?!(?:\w+ed|was|is)\b)[a-z]+(?:s|er|or|ment)\b", re.IGNORECASE)
"""What stands behind a name and makes it another thing of which that is said."""


_END_OF = re.compile(
    r"(?<!no )(?<!not )(?<!any )(?<!possible )\b(?:the|an?|its|their)(?: sudden| unexpected| total| second"
    r"| brief| complete)?"
    r" (crash|failure|death|outage|breakdown|collapse|demise|hang|loss|meltdown) of (?:the |our |its )?$",
    re.IGNORECASE,
)
"""What stands before whom a noun tells to have failed: `after the crash of web-2`."""


_TALKS = re.compile(
    r"\b(?:risk|chance|probab\w*|likel\w*|alerts?|tests?|drills?|simulat\w*|surviv\w*|toler\w*|prepar\w*|plans?|planned|case"
    r"|history|stud\w*|report(?= on)|cover\w*|insur\w*|against|without|despite|nor?|never|avert\w*|prevent\w*|avoid\w*"
    r"|exercises?|rehears\w*|practi[sc]\w*|every|each|any)\b",
    re.IGNORECASE,
)
