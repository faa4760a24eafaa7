"""Between which two nothing passes any more, as the words before a diagram tell: a link is cut, or what is sent never
arrives.

Comes in: a chart or a sequence, and that paragraph. Goes out: the two, and the sentence for it. What befalls only one
of them, or what no arrow joins, is none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from diagram_anim.model.diagram import Edge, Flowchart
from diagram_anim.model.system import Role
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import clauses, cutting, families, isolated, naming, spelled
from diagram_anim.story.infer.words.saying import decides
from diagram_anim.story.language.events import links


@dataclass(frozen=True, slots=True)
class Cut:
    """Nothing passes between the `ends`, as a `sentence` tells between two of its places."""

    sentence: str
    at: int
    to: int
    ends: tuple[str, ...]
    """The one, and the other; or all others that it is cut off from."""

    def told_by(self, clause: str) -> bool:
        """Whether a clause of that sentence tells it, or a part of it, or what doesn't arrive for it."""
        begins = self.sentence.find(clause)
        misses = links("misses").search(clause) is not None
        return begins >= 0 and (begins < self.to or misses) and self.at < begins + len(clause)


@once
def cut(given: Given) -> Cut | None:
    """The first that is told, and not drawn: an arrow or a message that never arrives says it at its place."""
    arrows = given.graph.edges if isinstance(given.diagram, Flowchart) else given.sequence.messages
    drawn = isinstance(given.diagram, Flowchart) and any(map(given.barred, given.graph.edges))
    if drawn or any(one.end == "cross" for one in arrows):
        return None
    told = [(one, "severs") for one in clauses.sentences(given, aside=_SO)]
    told += [(one, "misses") for one in clauses.sentences(given, aside=links("misses"))]
    for sentence, kind in sorted(told, key=lambda one: clauses.prose(given).find(one[0])):
        for hit in links(kind).finditer(sentence):
            if ends := _ends(given, sentence, hit):
                return Cut(sentence, hit.start(), hit.end(), ends)
    for sentence in clauses.sentences(given, aside=_SO):
        if left := isolated.alone(given, sentence):
            return Cut(sentence, 0, len(sentence), left)
    return next(_supposed(given), None)


def _supposed(given: Given) -> Iterator[Cut]:
    """What is only supposed, where others follow from it: then the chart shows these."""
    every = clauses.clauses(given)
    for place, one in enumerate(every):
        follows = any(other.real and not other.perhaps for other in every[place + 1 : place + 1 + AHEAD])
        hit = links("severs").search(one.text) if one.real and one.perhaps and follows else None
        ends = _ends(given, one.text, hit) if hit else None
        whole = next((one_of for one_of in cutting.SENTENCES.split(clauses.prose(given)) if one.text in one_of), "")
        if hit and ends and whole:
            at = whole.index(one.text)
            yield Cut(whole, at + hit.start(), at + hit.end(), ends)


AHEAD = 2
"""So many clauses behind what is supposed tell what follows."""


_SO = re.compile(rf"(?:{links('misses').pattern})|\S+지\s?(?:못|않)\S*|\S+\s수(?:도|가)?\s없\S*", re.IGNORECASE)
"""What doesn't come about any more where a line is cut."""


def _ends(given: Given, sentence: str, hit: re.Match[str]) -> tuple[str, ...] | None:
    """The only two that an arrow joins among whom its clause names, or the sentence up to the end of that clause; or
    one that is cut off from several."""
    begins = max((at.end() for at in _SIGNS.finditer(sentence, 0, hit.start())), default=0)
    end = _SIGNS.search(sentence, hit.end())
    if (said := _BETWEEN.search(sentence)) and (sides := _two(given, said) or isolated.between(given, said["en"])):
        return sides
    if lone := _alone(given, sentence[begins : hit.end()]):
        return lone
    for text in (sentence[begins : hit.end()], *(sentence[at : end and end.start()] for at in (begins, 0))):
        pairs = [*_pairs(given, text)]
        if len(pairs) == 1 or (pairs := _as_one(given, pairs)):
            return pairs[0]
    stop = end.start() if end else len(sentence)
    if several := isolated.apart(given, sentence[begins:stop], hit.start() - begins):
        return several
    return _labelled(given, sentence[begins:stop]) or _reached(given, sentence) or _only(given, sentence)


def _labelled(given: Given, text: str) -> tuple[str, str] | None:
    """The two that the only line joins whose own words a clause has, where it names nobody else."""
    if not isinstance(given.diagram, Flowchart) or named(given, text):
        return None
    low = text.casefold()
    drawn = [(one, _MEASURE.sub("", one.label.plain).strip()) for one in given.graph.edges if one.label]
    said = {(one.source, one.target): words.casefold() for one, words in drawn}
    ways = [way for way, words in said.items() if len(words) > 1 and re.search(rf"(?<![a-z]){re.escape(words)}", low)]
    return ways[0] if len(ways) == 1 and _LINE.search(text) and links("severs").search(text) else None


_MEASURE = re.compile(r"[\s(（]*\d[\d.,]*\s?(?:[kmg]?bps|[kmgt]?bit/s|[kmgt]b/s|gbe|ms|km)\b[)）]?", re.IGNORECASE)
"""How fast or how long a line is, besides what it is called."""


def _only(given: Given, sentence: str) -> tuple[str, str] | None:
    """The two that the only line joins that is drawn, or the only one that leads both ways, where a sentence says of
    the line that it is cut and names nobody: `the fibre was cut`."""
    if not isinstance(given.diagram, Flowchart) or named(given, sentence) or not _LINE.search(sentence):
        return None
    lines = [one for one in given.graph.edges if not _cuts(one)]
    both = [one for one in lines if one.start == one.end == "arrow"] or (lines if len(lines) == 1 else [])
    return (both[0].source, both[0].target) if len(both) == 1 else None


_LINE = re.compile(
    r"\b(?:the|our|a|an|that|this|its) (?:\S+ )?"
    r"(?:fib(?:re|er)|cable|link|(?<!production )(?<!assembly )(?<!product )line|connection|circuit|trunk|tunnel)\b"
    r"|(?:광케이블|광섬유|케이블|회선|전용선|선로|링크|연결|터널)(?:이|가|은|는|을|를)\s"
    r"|(?:光ファイバー?|ケーブル|回線|専用線|リンク|接続|トンネル)[がはを]",
    re.IGNORECASE,
)


def _reached(given: Given, sentence: str) -> tuple[str, str] | None:
    """Who alone sends something to the only one that a Korean sentence says not to be reached: `DB에 닿지 못했다`."""
    if not _MISSED.search(sentence):
        return None
    chart = isinstance(given.diagram, Flowchart)
    ends = named(given, sentence)
    arrows = given.graph.edges if chart else given.sequence.messages
    answers = set[int]() if chart else {*given.answers}
    if answers and _ANSWER.search(sentence):
        answers = {one.number for one in given.sequence.messages} - answers
    ways = {
        (one.source, one.target)
        for one in arrows
        if len(ends) == 1 and one.target == ends[0] != one.source and getattr(one, "number", 0) not in answers
    }
    names = [name for id in ends for name in (naming.names(given, id) if chart else _names(given, id))]
    spots = [spot for name in names if (spot := spelled.hit(name, sentence))]
    to = any(_THERE.match(sentence, spot.end()) for spot in spots)
    drawn = not any(given.role(id) is Role.OUTCOME or (chart and decides(given, id)) for way in ways for id in way)
    return next(iter(ways)) if len(ways) == 1 and to and drawn else None


_ANSWER = re.compile("응답|답장|회신|결과")

_THERE = re.compile(r"\s?(?:쪽|측)?(?:에게?|까지|로)\s")


_MISSED = re.compile(r"(?:닿|도달|도착|전달|이르)\S*\s?(?:못|않|되지)|유실|사라[졌지져]")


def _alone(given: Given, text: str) -> tuple[str, str] | None:
    """The only one that a clause calls, whom nothing reaches any more, and the only one that leads to it."""
    called = named(given, text)
    chart = isinstance(given.diagram, Flowchart)
    names = [name for id in called for name in (naming.names(given, id) if chart else _names(given, id))]
    spots = [spot for name in names if (spot := spelled.hit(name, text))]
    missed = any(_UNREACHED.search(text[: spot.start()]) for spot in spots)
    if len(called) != 1 or not (missed or _REACHES.search(text)):
        return None
    if isinstance(given.diagram, Flowchart):
        ahead = list(given.graph.before.get(called[0], ()))
    else:
        asks = [one for one in given.sequence.messages if one.number not in given.answers]
        ahead = [one.source for one in asks if one.target == called[0] != one.source]
    before = list(dict.fromkeys(ahead))
    return (before[0], called[0]) if len(before) == 1 else None


_UNREACHED = re.compile(
    r"\b(?:never|not|n['’]t|no longer|nothing|none)\b.{0,24}\b(?:reach(?:ed|es)?|got to|gets to"
    r"|arrived? at) (?:the )?$",
    re.IGNORECASE,
)
"""What stands in English before one whom nothing gets to."""

_REACHES = re.compile(
    r"(?:に|へ|まで)(?:は|も)?[^、。]{0,6}(?:アクセス|リクエスト|トラフィック|通信|データ|メッセージ|注文|ログ"
    r"|更新)[がはも][^、。]{0,6}届"
    r"|\b(?:lines?|links?|connections?|cables?|paths?|routes?|tunnels?|fib(?:re|er)s?|replication|traffic|sync|feeds?)\s+to\s"
    r"|ネットワークから(?:切り離|外れ|孤立|遮断|抜け)"
    r"|^(?![^、]*から)[^、]*への(?:通信|接続|回線|経路|疎通|ネットワーク)[^、。]{0,10}(?:遮断|切断|切れ|断[ちたっ]|途絶|途切れ|不通)"
)

_BETWEEN = re.compile(
    r"\bbetween (?P<en>[^,.;]+?)(?= (?:is|was|were|are|has|had|got|gets|went|goes|broke|breaks|fail\w*|drop\w*|by"
    r"|with"
    r"|at|in|during|when|because)\b|[,.;]|$)"
    r"|(?:^|[이가은는,]\s)(?P<ko>(?:(?![이가은는,]\s).)+?(?:와|과|하고|랑)\s(?:(?![이가은는,]\s).)+?)\s?(?:사이"
    r"|간)(?=[의를을이가에\s])"
    r"|(?:^|[がは、。])(?P<ja>[^がは、。]+?と[^がは、。]+?)(?:の?間|を(?:結ぶ|つなぐ|繋ぐ))",
    re.IGNORECASE,
)
"""Between which two a line runs, whoever cuts it."""


def _two(given: Given, said: re.Match[str]) -> tuple[str, str] | None:
    """The two that a line is said to run between; where one thing stands on the way from one to the other, the end of
    that way."""
    text = said["en"] or said["ko"] or said["ja"]
    called = named(given, text)
    pairs = [*_pairs(given, text)]
    if len(called) == 1 and isinstance(given.diagram, Flowchart):  # the other isn't drawn
        lines = [one for one in given.graph.edges if one.target in called and not _cuts(one)]
        return (lines[0].source, lines[0].target) if len(lines) == 1 else None
    if len(called) != 2 or len(pairs) == 1 or not isinstance(given.diagram, Flowchart):
        return pairs[0] if len(pairs) == 1 else None
    ways = [
        (edge.source, edge.target)
        for near, far in (called, called[::-1])
        for edge in given.graph.edges
        if edge.target == far and edge.source in given.graph.after.get(near, ())
    ]
    return ways[0] if len(ways) == 1 else None


_REST = re.compile(r"\b(?:others?|rest)\b|나머지|다른 (?:노드|서버|멤버|둘)|残り|ほかの|他の", re.IGNORECASE)
"""All others that one is joined to."""


def _as_one(given: Given, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """One and a group, where it is joined to all that is in that."""
    alone = {*pairs[0]}.intersection(*pairs) if pairs and isinstance(given.diagram, Flowchart) else set[str]()
    others = {id for pair in pairs for id in pair} - alone
    groups = [id for id in given.groups if {*given.within(id)} == others] if len(alone) == 1 else []
    return [(one, group) for one in alone for group in groups[:1]]


_SIGNS = re.compile(r"[,;:，、]|\s(?=(?:because|since|when|after|while) )")


def _pairs(given: Given, text: str) -> Iterator[tuple[str, str]]:
    called = named(given, text)
    if isinstance(given.diagram, Flowchart):  # `the IoT platform at the head office` is the platform
        called = [id for id in called if not {*called} & {*given.within(id)} - {id}]
    if len(called) == 1 and _REST.search(text) and isinstance(given.diagram, Flowchart):
        (one,) = called
        beside = (*given.graph.after.get(one, ()), *given.graph.before.get(one, ()))
        yield from ((one, other) for other in dict.fromkeys(beside))
    for one, other in combinations(called, 2):
        if _joined(given, one, other):
            yield one, other


def named(given: Given, text: str) -> Sequence[str]:
    """Whom a text names, whatever they are: a head office and its branch."""
    if not isinstance(given.diagram, Flowchart):
        return [id for id in given.nodes if any(spelled.hit(name, text) for name in _names(given, id))]
    ends = naming.names_in(given, text)
    inner = [text[one.start : one.end] for one in naming.mentions(given, text)]
    rest = [id for id in (*given.nodes, *given.groups) if id not in ends]
    rest = [id for id in rest if not any(spelled.hit(name, one) for name in naming.names(given, id) for one in inner)]
    return (*ends, *(id for id in rest if any(spelled.hit(name, text) for name in naming.names(given, id))))


def _names(given: Given, id: str) -> Sequence[str]:
    """A participant's name, and the words of it that no other's has."""
    others = " ".join(given.words(one) for one in given.nodes if one != id).casefold()
    coded = families.coded(given.name(id))
    heads = [f"{head}{coded[1]}" for head in families.heads(coded[0])] if coded else []
    tails = [head for head in families.heads(given.name(id)) if head.casefold() not in others]
    return [given.name(id), *heads, *tails, *(word for word in given.name(id).split() if word.casefold() not in others)]


def _joined(given: Given, one: str, other: str) -> bool:
    """Whether an arrow or a message leads from one, or what is in it, to the other, or back."""
    if not isinstance(given.diagram, Flowchart):
        return any({message.source, message.target} == {one, other} for message in given.sequence.messages)
    sides = [{id, *given.within(id)} for id in (one, other)]
    lines = [edge for edge in given.graph.edges if not _cuts(edge)]
    ends = [{edge.source, edge.target} for edge in lines]
    return not sides[0] & sides[1] and any(some & sides[0] and some & sides[1] for some in ends)


def _cuts(edge: Edge) -> bool:
    """Whether an arrow is no line, but says who cuts one."""
    return edge.label is not None and _CUTS.search(edge.label.plain) is not None


_CUTS = re.compile(
    r"^\W*(?:cut|cuts|sever(?:s|ed)?|digs? (?:up|through)|tears?|snaps?|breaks?|damages?)\b"
    r"|절단|끊[는음어]|끊$|파손|切断|切る|断ち切|損傷",
    re.IGNORECASE,
)
"""What an arrow says from who cuts a line: it is none itself."""
