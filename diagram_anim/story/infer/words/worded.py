"""The caption under what befalls parts: the author's words, under the names of whom they speak of.

Comes in: what is told, and the beat that shows it. Goes out: a caption. Refuses to say it in words of its own, unless
there are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.storyboard import Beat, Step
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import clauses, naming
from diagram_anim.story.infer.words.tidings import Told
from diagram_anim.story.language import phrases
from diagram_anim.story.language.events import WHO, upkeep


def words(given: Given, one: Told, act: Beat) -> str:
    """The author's words, under the names of those of whom they speak and whom they don't call; a sign alone says
    nothing."""
    (who,) = one.act.targets
    if one.act.verb == "start" and not re.search(r"\w", sense.unpictured(one.words)):
        return given.say("come_in", many=given.name(who))
    text = phrases.cut(phrases.clean(one.words), 2 * phrases.LINE)
    spoken = naming.names_in(given, text) if one.words in clauses.prose(given) else []
    told = [word for word in one.word.replace(WHO, " ").split() if word.casefold() not in _SMALL]
    likewise = bool(told) and not any(word in one.words for word in told)  # what befell another: `then node 2`
    if (likewise or _GOES_ON.search(text)) and act.targets == (who,) and one.act.verb in _PLAINLY:
        back = one.act.verb == "start" and upkeep("back").search(f"{one.words} {one.word}")
        phrase, name = _PLAINLY["recover" if back else one.act.verb]
        return given.say(phrase, **{name: given.name(who)})
    if (given.name(who) in text or who in spoken) and not likewise:
        return text
    text = " ".join(told) if likewise else text
    several = [id for id in act.targets if id in given.nodes] if len(act.targets) > len(given.within(who)) else [who]
    return given.say("alone", a=given.many(several), text=text)


_SMALL = {"a", "an", "the", "it", "of", "out", "to", "in", "for", "from", "and"}
"""Words that say nothing of what befalls one."""

_PLAINLY = {
    "fail": ("outage_fail", "server"),
    "recover": ("back", "a"),
    "drain": ("emptied", "a"),
    "start": ("come_in", "many"),
}

_GOES_ON = re.compile(
    r"(?:[고며]|면서|더니|자마자|[었았했졌렸겼왔갔]으나|지만|는데|[어아여되러]서|해서)$"
    r"|(?:[한된춘린운낸긴] (?:뒤|후|다음)|하여|[어아여해워려춰내]|게)$"
    r"|(?<!て)(?<!で)(?:[してれりきちみえけせめべげ]|んで|ながら|つつ)$"
)
"""How a Korean or Japanese clause ends behind which its sentence goes on: alone it is no caption."""


_EACH = ("scale", "gauge")
"""What is told of one part at a time."""


def same(steps: Sequence[Step], act: Beat) -> Beat | None:
    """The last beat that was told, where the same befell another by the same words."""
    last = steps[-1].beats[0] if steps else None
    if last is None or (last.verb, last.args, last.cause) != (act.verb, act.args, act.cause) or act.verb in _EACH:
        return None
    return last if act.cause is not None and act.cause.line is None else None
