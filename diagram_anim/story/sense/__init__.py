"""What a label says as a whole: a thing with a role, an act, an outage, a share of traffic, a level.

Comes in: a label's words. Goes out: readings, each with the word that led to it. What follows for the story is the
patterns' business.
"""

from diagram_anim.story.sense.answers import exclude, in_need, is_answer, is_barred
from diagram_anim.story.sense.names import (
    all_of,
    is_path,
    is_person,
    kinds,
    numbered,
    role,
    several,
    unnumbered,
    unplaced,
    version,
    versions,
)
from diagram_anim.story.sense.states import (
    card_down,
    clauses,
    down,
    leading_mark,
    marked,
    only_mark,
    signed,
    unmarked,
    unpictured,
)
from diagram_anim.story.sense.words import (
    asks,
    bare,
    bracketed,
    done,
    ends_in,
    first_tongue,
    idea,
    in_time,
    only,
    says,
    unbracketed,
    without_reason,
)

__all__ = [
    "all_of",
    "asks",
    "bare",
    "bracketed",
    "card_down",
    "clauses",
    "done",
    "down",
    "ends_in",
    "exclude",
    "first_tongue",
    "idea",
    "in_need",
    "in_time",
    "is_answer",
    "is_barred",
    "is_path",
    "is_person",
    "kinds",
    "leading_mark",
    "marked",
    "numbered",
    "only",
    "only_mark",
    "role",
    "says",
    "several",
    "signed",
    "unbracketed",
    "unmarked",
    "unnumbered",
    "unpictured",
    "unplaced",
    "version",
    "versions",
    "without_reason",
]
