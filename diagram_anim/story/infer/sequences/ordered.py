"""What a message brings about as one of a course of several: copies of a set that come and go, machines that are
emptied and taken back, a lease that one after another gets.

Comes in: a message that is sent in any case, and what has become of the participants. Goes out: a beat.
"""

from __future__ import annotations

from diagram_anim.model.diagram import Message
from diagram_anim.model.storyboard import Beat, Cause
from diagram_anim.story.infer.beats import beat
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.sequences import emptied, leases
from diagram_anim.story.infer.sequences.going import Going
from diagram_anim.story.infer.sequences.sets import sets


def told(given: Given, message: Message, going: Going) -> Beat | None:
    if order := sets(given).orders.get(message.number):
        return order
    act = emptied.told(given, message, going.drained, going.gone)
    if act and not (act.verb == "drain" and {*act.targets} & going.failed):
        return going.empties(act)
    if taken := leases.taken(given, message, going.leader):
        going.leader, words = taken
        cause = Cause("promotion", words, message.span.line)
        return beat("highlight", going.leader, cause=cause, tone="healthy")
    return None
