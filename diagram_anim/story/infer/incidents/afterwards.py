"""What befalls a part after all that has been told of it: nothing befalls one twice, who was away comes back, and who
never was begins.

Comes in: what is told of one, and what is known by then. Goes out: how that is told, None where it has been.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from diagram_anim.model.storyboard import Beat
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.incidents import relocated
from diagram_anim.story.infer.words import called, renewed


def leads(act: Beat) -> bool:
    return act.cause is not None and act.cause.rule == "promotion"


_UNCORDONS = re.compile("uncordon|언코든|アンコルドン", re.IGNORECASE)  # to take work again

_WELL = re.compile(
    r"(?:\b(?:ok|ready|healthy|passed|passing|succe\w+|normal)|정상|성공|통과|正常|成功)\W*$", re.IGNORECASE
)
"""What says of one that it is well."""

_LIVES = ("start", "restart", "recover", "scale")


def now(given: Given, act: Beat, known: Set[tuple[str, str]]) -> Beat | None:
    """What befalls a part after all that is `known`; None where that has been told."""
    (who,) = act.targets
    inner = tuple(given.within(who))
    gone = {(verb, one) for verb in ("stop", "drain") for one in inner}
    if leads(act):
        said = act.cause and act.cause.line is None
        peers = [one for one in given.of_role(given.role(who)) if one != who] if said and who in given.nodes else []
        several = bool(peers) or len(called.kin(given, who)) > 1 or any(verb == "fail" for verb, _ in known)
        told = ("lead", who) in known or (not said and any(verb == "lead" for verb, _ in known))
        return act if several and not told else None
    if act.verb in ("start", "recover"):
        if act.cause and _UNCORDONS.search(act.cause.word) and not gone & known:
            return None
        if who in given.groups and {*inner} <= relocated.left(given):
            return None  # what ran there runs elsewhere
        reboots = act.cause is not None and sense.says(act.cause.word, "restart")
        if all(("stop", one) in known for one in inner) and not reboots:
            again = any(("start", one) in known for one in inner)
            return None if again else replace(act, verb="start", targets=inner)
        ill = any((verb, one) in known for verb in ("fail", "degrade") for one in (who, *inner))
        if ill and ("recover", who) not in known:
            return replace(act, verb="recover", targets=inner)
        if ("drain", who) in known and not reboots:
            again = all(("start", one) in known for one in inner)
            return None if again else replace(act, verb="start", targets=inner)
        told = any((verb, who) in known for verb in _LIVES)
        well = act.cause is not None and _WELL.search(act.cause.word)
        if well and act.verb == "recover":
            return None  # it has been well all along
        fresh = act.verb == "start" or (who in given.nodes and _made(given, act))
        begun = tuple(one for one in inner if ("start", one) not in known)
        if fresh:
            return None if told or not begun else replace(act, verb="start", targets=begun)
        return None if told else replace(act, verb="restart", targets=inner)
    if act.verb == "scale":
        return None if ("scaled", f"{who} {act.args['to']}") in known else act
    if act.verb == "stop" and any(verb == "scaled" and aim.split()[0] == who for verb, aim in known):
        return None  # some of its copies end: that has been told
    if act.verb in ("stop", "fail", "degrade", "drain") and all(
        ("stop", one) in known or ("fail", one) in known for one in inner
    ):
        return None
    return None if (act.verb, who) in known else replace(act, targets=inner)


def _made(given: Given, act: Beat) -> bool:
    """Whether one that hadn't failed is made anew, in another's place: by its own card, or the word for it."""
    anew = act.cause is not None and sense.says(act.cause.word, "anew") is not None
    return anew or renewed.made(given, act.targets[0]) is not None
