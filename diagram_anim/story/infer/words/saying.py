"""What a step in which data runs along arrows is about: a caption that says of two things that one leads to the other
only where an arrow does.

Comes in: ways along arrows. Goes out: a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from diagram_anim.model.diagram import Edge
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.language import phrases

Way = tuple[str, ...]

SOURCES = 3
"""Arrows out of more things than this are too much for a sentence."""

FEWER = 2
"""Of things with long names on both sides only the first is named, beside how many there are more."""

_IN_VAIN = re.compile(
    r"\bretr(?:y|ies)\b|\bn(?:ack|acked)\b|\breject|\bpoison|\bmax ?(?:receive|retries|attempts)|\bdead|\bDL[QTX]\b"
    r"|\b(?:after|fail\w*) \d+|\d+ ?(?:times|attempts|tries|failures)|재시도|리트라이|\d ?(?:회|번) ?(?:초과|실패)"
    r"|再試行|リトライ|再送|\d ?回 ?(?:超過|失敗)",
    re.IGNORECASE,
)
"""What becomes of what nobody could work on: no message goes this way and the other."""

DECISIONS = ("diam", "hex")


def decides(given: Given, id: str) -> bool:
    """Whether one way is taken there and not the others: by its shape, or because its arrows are answers."""
    node, ways = given.graph.node(id), given.graph.after.get(id, [])
    if node is None or len(ways) < 2:
        return False
    labels = [label.plain if (label := given.graph.edge(id, way).label) else "" for way in ways]
    asks = node.shape != "hex" or sense.asks(node.label.plain) or ("" not in labels and len({*labels}) == len(ways))
    asks = asks and (any(labels) or sense.asks(node.label.plain))  # a switch is drawn as a diamond, too
    drawn = node.shape in DECISIONS and asks and id not in given.roles
    return drawn or all(map(sense.is_answer, labels)) or sense.exclude(labels)


def excepts(given: Given, id: str) -> bool:
    """Whether one way leads on from there, and the others only in a case that they name: a timeout, a failure."""
    labels = [
        label.plain if (label := given.graph.edge(id, way).label) else "" for way in given.graph.after.get(id, [])
    ]
    cases = [text for text in labels if text]
    told = all(
        sense.is_answer(text) or sense.says(text, "timeout", "failure") or _IN_VAIN.search(text) for text in cases
    )
    return len(labels) == len(cases) + 1 and bool(cases) and told


def in_vain(given: Given, hop: Way) -> bool:
    """Whether an arrow is taken only by what couldn't be worked on, and another of the same thing by the rest."""
    label = given.graph.edge(*hop).label
    others = [given.graph.edge(hop[0], way).label for way in given.graph.after.get(hop[0], []) if way != hop[1]]
    vain = label and _IN_VAIN.search(label.plain)
    return bool(vain) and any(other is None or not _IN_VAIN.search(other.plain) for other in others)


def said(given: Given, ways: Sequence[Way]) -> str:
    """What such a step is about, its ends by name as far as they can be named."""
    return told(given, ways) or _from_some_to_some(given, ways)


def told(given: Given, ways: Sequence[Way]) -> str:
    """The same where one sentence tells exactly what leads where, else ""."""
    say = given.say
    if len(ways) == 1:
        return _one(given, ways[0])
    through = [way for way in ways if not bars(given, way)]
    if through and len(through) < len(ways):
        return told(given, through)
    firsts, lasts = dict.fromkeys(way[0] for way in ways), dict.fromkeys(way[-1] for way in ways)
    direct = _direct(ways)
    if direct and all(_open(given, way) for way in ways):
        return _linked(given, ways)
    exact = direct and not any(_open(given, way) for way in ways)
    if exact and (label := _label(given, ways)) and (each := _each(given, ways, label)):
        return each
    if not firsts.keys() & lasts.keys():
        if len(firsts) == 1 and len(lasts) == 1:
            return say("hop" if direct else "long", a=given.name(*firsts), b=given.name(*lasts))
        if len(firsts) == 1:
            return say("fan" if direct else "reach", a=given.name(*firsts), many=given.many([*lasts]))
        if len(lasts) == 1:
            return say("join" if direct else "meet_at", many=given.many([*firsts]), b=given.name(*lasts))
    each = _each(given, ways) if exact else ""
    return each or _from_group_to_group(given, [*firsts], [*lasts])


def _direct(ways: Sequence[Way]) -> bool:
    return max(map(len, ways)) == 2


def _from_some_to_some(given: Given, ways: Sequence[Way]) -> str:
    """All that these ways begin at, and all that they lead on to: as much as can be said of many at once."""
    firsts, lasts = dict.fromkeys(way[0] for way in ways), dict.fromkeys(way[-1] for way in ways)
    if firsts.keys() == lasts.keys():
        return given.say("among", many=given.many([*firsts]))
    ends = [id for id in lasts if id not in firsts] or [*lasts]
    key = "linked" if all(_open(given, way) for way in ways) else "fan" if _direct(ways) else "reach"
    key = "reach" if key == "fan" and len(ends) < len(lasts) else key  # some of them lead there only through others
    words = given.say(key, a=given.many([*firsts]), many=given.many(ends))
    if not words.endswith("…"):
        return words
    first, last = (given.say.many([given.name(id) for id in ids], FEWER) for ids in (firsts, ends))
    return given.say(key, a=first, many=last)


def _label(given: Given, ways: Sequence[Way]) -> str:
    """What all these arrows say, "" where they don't all say the same."""
    edges = [given.graph.edge(*way) for way in ways if len(way) == 2]
    labels = {edge.label.plain if edge.label else "" for edge in edges}
    return labels.pop() if len(edges) == len(ways) and len(labels) == 1 else ""


def bars(given: Given, way: Way) -> bool:
    """Whether an arrow on a way lets nothing through."""
    return any(given.barred(given.graph.edge(*hop)) for hop in pairwise(way))


def _each(given: Given, ways: Sequence[Way], label: str = "") -> str:
    """Arrows out of several things, under what all of them say; what is called alike is told as one."""
    after: dict[str, dict[str, str]] = {}
    for first, last in ways:
        after.setdefault(given.name(first), {})[given.name(last)] = last
    together: dict[tuple[str, ...], list[str]] = {}
    for name, lasts in after.items():
        together.setdefault(tuple(lasts.values()), []).append(name)
    say, between = given.say, given.say.lexicon.say["each_and"]
    each = [say("each", a=say.many(names), many=given.many(lasts)) for lasts, names in together.items()]
    words = say.under(label, "each_all", each=between.join(each))
    return words if len(each) <= SOURCES and phrases.width(words) <= 2 * phrases.LINE else ""


def _from_group_to_group(given: Given, firsts: Sequence[str], lasts: Sequence[str]) -> str:
    """Where all that leads on stands in one group, or all that is led to: from which groups to which."""
    before, after = ([*dict.fromkeys(_home(given, id) for id in ids)] for ids in (firsts, lasts))
    if "" in (*before, *after) or {*before} & {*after} or max(len(before), len(after)) > SOURCES:
        return ""
    if len(before) == 1:
        key = "hop" if len(after) == 1 else "fan"
        return given.say(key, a=given.name(before[0]), b=given.name(after[0]), many=given.many(after))
    return given.say("join", many=given.many(before), b=given.name(after[0])) if len(after) == 1 else ""


def _home(given: Given, id: str) -> str:
    """The group that something stands in, or is; "" where it has no title."""
    home = id if id in given.groups else given.nodes[id].parent
    return home if home in given.groups and given.words(home).strip() else ""


def _pairs(given: Given, ways: Sequence[Way]) -> str:
    return ", ".join(f"{given.name(way[0])} {'–' if _open(given, way) else '→'} {given.name(way[-1])}" for way in ways)


def _open(given: Given, way: Way) -> bool:
    """Whether a way is one line that doesn't say which way it leads."""
    edge = given.graph.edge(*way) if len(way) == 2 else None
    return edge is not None and (edge.start == "none") == (edge.end == "none")


def _linked(given: Given, ways: Sequence[Way]) -> str:
    """Lines without direction: who is joined to whom."""
    firsts, lasts = list(dict.fromkeys(way[0] for way in ways)), list(dict.fromkeys(way[-1] for way in ways))
    if len(firsts) == 1:
        return given.say("linked", a=given.name(*firsts), many=given.many(lasts))
    if len(lasts) == 1:
        return given.say("linked", a=given.name(*lasts), many=given.many(firsts))
    pairs = _pairs(given, ways)
    return pairs if len(ways) <= SOURCES and phrases.width(pairs) <= 2 * phrases.LINE else ""


def _one(given: Given, way: Way) -> str:
    say, first, last = given.say, given.name(way[0]), given.name(way[-1])
    answers = _answers(given, way)
    if answers:
        return answers
    if way[0] == way[-1] and all(_open(given, hop) for hop in pairwise(way)):
        return say("again")
    if len(way) > 2 and bars(given, way):
        return say("again")
    if way[-1] in way[:-2]:
        return _round(given, way)
    if way[0] == way[-1]:
        return say("loop", a=first)
    if len(way) == 2:
        return labelled(given, given.graph.edge(*way))
    if len(way) <= SOURCES + 1 and any(
        sense.asks(given.name(id)) or phrases.sentence(given.name(id)) for id in way[:-1]
    ):
        row = " → ".join(given.name(id) for id in way)
        return row if phrases.width(row) <= 2 * phrases.LINE else say("again")
    if len(way) <= SOURCES + 1:
        return say("via", a=first, via=given.many(way[1:-1]), b=last)
    return say("long", a=first, b=last)


def _round(given: Given, way: Way) -> str:
    """A way that comes back to where it has been: how far it goes from there before it turns, under what is said of
    the turn where nothing else is said on the way round."""
    turn = way[way.index(way[-1]) :]
    edges = [given.graph.edge(*hop) for hop in pairwise(turn)]
    labels = [edge.label.plain if edge.label else "" for edge in edges]
    label = "" if any(labels[:-1]) else labels[-1]
    words = given.say.under(label, "round", a=given.name(turn[0]), b=given.name(turn[-2]))
    return phrases.cut(words, 2 * phrases.LINE)


def labelled(given: Given, edge: Edge) -> str:
    """One arrow, under its words."""
    say, first, last = given.say, given.name(edge.source), given.name(edge.target)
    label = edge.label.plain if edge.label else ""
    if given.barred(edge):
        return say("barred", a=first, b=last, text=f": {label}" if label else "")
    if phrases.sentence(last):
        return phrases.caption(say.under(label, "itself", a=given.name(edge.target)))
    if label and _COLON.search(label):  # one is enough
        return phrases.caption(f"{label} · {say('hop', a=first, b=last)}")
    if label:
        return say("labelled", label=label, a=first, b=last)
    key = "linked" if (edge.start == "none") == (edge.end == "none") else "hop"
    return say(key, a=first, b=last, many=last)


_COLON = re.compile(r"[:：](?!\d)")


def taken(given: Given, way: Way) -> list[tuple[str, str, str]]:
    """Question, answer and where it leads, at each decision on a way."""
    labels = ((here, there, given.graph.edge(here, there).label) for here, there in pairwise(way))
    return [
        (_asked(given, here), label.plain, given.name(there))
        for here, there, label in labels
        if label and label.plain and decides(given, here)
    ]


def _asked(given: Given, id: str) -> str:
    """A decision's own words, set off from the answer: `Approved?` asks, `Review:` doesn't."""
    words = given.whole(id)
    return words if sense.asks(words) or not words else words + ("：" if given.lang == "ja" else ":")


def _answers(given: Given, way: Way) -> str:
    """The answers that the decisions on this way give, in order, each with what is done upon it as far as there is
    room; and where one does that gives none in words."""
    asked = [
        (here, label.plain)
        for here, there in pairwise(way)
        if (label := given.graph.edge(here, there).label) and label.plain and decides(given, here)
    ]
    if not asked:
        return ""
    ends = [*(way.index(here) for here, _ in asked[1:]), len(way)]
    done = [way[way.index(here) + 1 : end] for (here, _), end in zip(asked, ends, strict=True)]
    every = [
        _answer(given, asking, answer, acts, last=acts is done[-1])
        for (asking, answer), acts in zip(asked, done, strict=True)
    ]
    for full in range(len(every), -1, -1):  # the last answer is told in full the longest
        words = " · ".join(one[place >= len(every) - full] for place, one in enumerate(every))
        if phrases.width(words) <= 2 * phrases.LINE:
            return words
    short = [one[0] for one in every]
    while len(short) > 1 and phrases.width(" · ".join(short)) > 2 * phrases.LINE:
        short.pop(0)
    return " · ".join(short)


def _repeats(question: str, answer: str) -> bool:
    """Whether an answer says again how its question ends, as a word of its own."""
    asked = question.rstrip("?？ ")
    return asked != question and re.search(rf"(?:^|\W|(?<=[^\x00-\x7f])){re.escape(answer)}$", asked) is not None


def _answer(given: Given, asking: str, answer: str, acts: Sequence[str], *, last: bool) -> tuple[str, str]:
    """A decision's answer in short, with where it leads if it is the last, and in full, with all that is done upon it
    before the next decision."""
    question = _asked(given, asking)
    if _repeats(question, answer):  # `승인?` that is answered by `승인`
        question, answer = "", question.rstrip("?？ ")
    bare = f"{question} {answer}".strip()
    names = [given.name(id) for id in acts]
    if not names:
        return (bare.replace("： ", "："),) * 2
    chosen = [id for id in acts if id in given.nodes and (given.nodes[id].shape in DECISIONS or decides(given, id))]
    told = given.say("branch", label=answer, a=question, b=names[0]).strip()
    onward = [given.name(id) for id in acts[1:] if id in chosen[-1:]]
    short = " → ".join([told, *onward]) if last else bare
    full = " → ".join([told, *names[1:]])
    return short.replace("： ", "："), full.replace("： ", "：")
