"""How a paragraph calls the parts and groups of a chart: by their names, and by words of these that no other has.

Comes in: a chart, and a text. Goes out: who is called in it, and where. Refuses to know what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from diagram_anim.model.system import Role
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.once import once
from diagram_anim.story.infer.words import besides, called, families, referred, spelled, together
from diagram_anim.story.infer.words.families import Mention
from diagram_anim.story.infer.words.saying import DECISIONS
from diagram_anim.story.language import phrases, tidings

PARTICIPANT = "participant"
"""The shape of those who take part in a sequence, where that is read as a chart."""


def names_in(given: Given, text: str) -> list[str]:
    """The parts and groups that a text calls, in the order of their names in it."""
    return list(dict.fromkeys(id for one in mentions(given, text) for id in one.ids))


@once
def mentions(given: Given, text: str, before: Sequence[str] = ()) -> Sequence[Mention]:
    """Where a text calls parts and groups, in its order: by their names, and several of a kind together; some were
    spoken of `before`."""
    places: dict[str, tuple[int, int]] = {}
    for id, own in _every(given):
        hits = [
            at.span()
            for name in own
            if (at := spelled.spot(name, text)) and not (_as_office(at) or _any(at, given.name(id)))
        ]
        if hits:
            places[id] = max(hits, key=lambda span: span[1] - span[0])
    several = [*families.listed(given, text), *together.counted(given, text, before)]
    several = [one for one in several if not any(_lapses(one, id, *span) for id, span in places.items())]
    taken = [*places.values(), *((one.start, one.end) for one in several)]
    same = referred.referred(given, text, before) if before and text.isascii() else ()
    several += [one for one in same if not any(a < one.end and one.start < b for a, b in taken)]
    spans = [*places.values(), *((one.start, one.end) for one in several)]
    inner = {one for one in spans for other in spans if one != other and other[0] <= one[0] and one[1] <= other[1]}
    found = {
        span: Mention(*span, (id,)) for id, span in places.items() if span not in inner and _first(given, id, places)
    }
    found |= {(one.start, one.end): one for one in several if (one.start, one.end) not in inner}
    called = [one for one in found.values() if not _within(given, one, found.values())]
    return sorted(called, key=lambda one: (one.start, one.end))


def _lapses(called: Mention, id: str, start: int, end: int) -> bool:
    """Whether what seems to call one by its place goes on into its own name: `노드 3에 파드` of `노드 3에 파드 C`."""
    return called.ids == (id,) and called.start < start < called.end < end


def _within(given: Given, called: Mention, others: Iterable[Mention]) -> bool:
    """Whether a group is only called by words that go on to one that stands in it: `match server A`."""
    held = {id for group in called.ids if group in given.groups for id in given.within(group)} - {*called.ids}
    return any({*one.ids} <= held and called.start < one.start < called.end < one.end for one in others)


def _any(hit: re.Match[str], name: str) -> bool:
    """Whether a word of a name stands for any that is called so (`a service that fails`), and not for one that is just
    brought up."""
    own = hit[0].casefold() == name.casefold() and (" " in name or re.search(r"\d", name))
    before = hit.string[: hit.start()]
    return not own and _ANY.search(before) is not None and not _BROUGHT.search(before)


_ANY = re.compile(r"\b(?:an?|any|every|each|no|such an?)\s+$", re.IGNORECASE)
_BROUGHT = re.compile(
    r"\b(?:brought|bring|added?|adds|install(?:ed|s)?|set up|start(?:ed|s)?|boot(?:ed|s)?|launch(?:ed|es)?"
    r"|introduc(?:ed|es)"
    r"|put|open(?:ed|s)?|bought|got|spun up|created?|deployed|gave|there is now|with|became|becomes|as) an?\s+$",
    re.IGNORECASE,
)


def _as_office(hit: re.Match[str]) -> bool:
    """Whether a word for who leads is what somebody becomes: `elected the new leader`, `새 리더로`."""
    before, after = hit.string[: hit.start()], hit.string[hit.end() :]
    return _OFFICE.fullmatch(hit[0]) is not None and bool(_BECOMES.search(before) or _BECOME.match(after))


_OFFICE = re.compile(
    r"leader|primary|master|active|리더|마스터|프라이머리|리더\s?노드|リーダー|マスター|プライマリ"
    r"|主系",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    r"(?:\b(?:a|new|next|as|becom\w+|became|elect\w*|be|(?:promot|elevat|rais|switch)\w* (?:\w+ )?to|run\w* for"
    r"|(?:role|job|office|duties) of)\s+(?:the\s+|a\s+)?(?:new\s+|next\s+)?"
    r"|새(?:로운)?\s?|차기\s?|新(?:しい|た[なに])?|次の?)$",
    re.IGNORECASE,
)
_BECOME = re.compile(
    r"\s?(?:으?로(?![가-힣])|[가이]\s?(?:되|된|됐|됩|바뀐|바뀌)|자리|선출|선거|역할"
    r"|に(?:なる|なっ|なり|選|昇|就|し)|へ(?:と)?昇格|選挙|選出|の座|の役)|\s?(?:ship|election)\b"
)


@once
def _every(given: Given) -> Sequence[tuple[str, Sequence[str]]]:
    """All that may be called, parts, what is led to and groups, with their names."""
    led = [id for one in given.of_role(Role.BALANCER) for id in given.graph.after.get(one, []) if id in given.nodes]
    things = [id for id in given.of_role(Role.THING) if thing(given, id)]
    return [
        (id, names(given, id))
        for id in dict.fromkeys((*called.parts(given), *led, *given.groups, *given.of_role(Role.CONTROLLER), *things))
    ]


def part(given: Given, id: str) -> bool:
    """Whether it is a thing of no known role that may be a part."""
    return id in given.nodes and given.role(id) is Role.THING and thing(given, id)


def thing(given: Given, id: str) -> bool:
    """Whether something of no known role is a thing all the same, and no act, question, time or event: `R1`, a mill."""
    name = given.name(id)
    counted = called.dated(name) and not re.fullmatch(r"[A-Za-z ]+ line", name)
    if given.nodes[id].shape == PARTICIPANT:
        return True
    asks = any(edge.label for edge in given.graph.edges if edge.source == id)
    device = not asks and (given.nodes[id].shape == "hex" or _DEVICE.search(f"a {name}") is not None)
    acts = (families.acts(name) and not _DEVICE.search(name)) or sense.asks(name) or phrases.sentence(name) or counted
    return (
        bool(name.strip())
        and not acts
        and (device or given.nodes[id].shape not in DECISIONS)
        and tidings.read(families.base(name)) is None
    )


_DEVICE = re.compile(
    r"[A-Za-z가-힣ぁ-んァ-ヶー一-龯].*(?:service|server|machine|robot|system|station|engine|unit|database|\bdb"
    r"|store|storage|cache|edge|gateway|proxy|router|broker|bank|api|scheduler|dispatcher|runner|sorter|scanner|printer"
    r"|conveyor|carousel|belt|counter|desk|hub|pool|registry|ledger|archive|warehouse|cluster|bus|lane|gate|hall|turnstile"
    r"|kiosk|terminal|oven|press|mill|pump|boiler|reactor|valve|turbine|crane|controller|manager|agent|worker|processor"
    r"|encoder|transcoder|renderer|indexer|crawler|importer|exporter|loader|watcher|monitor|planner|optimi[sz]er"
    r"|서비스|서버|시스템|장비|로봇|기계|サービス|サーバー?|システム|ロボット|装置|機|会社|センター|部門|窓口|倉庫"
    r"|支店|店舗|銀行|拠点|工場|端末|レーン|局|社)$",
    re.IGNORECASE,
)
"""A name that says what a part does, and then that it is one: `login service`."""


def _first(given: Given, id: str, places: Mapping[str, tuple[int, int]]) -> bool:
    """Whether nothing else is called by the same word, or only what stands in it; or it stands where none of these
    does, in a group that is called, too: `the container in pod api-1`."""
    others = [one for one, span in places.items() if span == places[id] and one != id]
    homes = [group for group in places if group in given.groups and id in given.within(group)]
    alone = any(not {*others} & {*given.within(group)} for group in homes)
    return not others or alone or (id in given.groups and {*others} <= {*given.within(id)})


def names(given: Given, id: str) -> Sequence[str]:
    """How a text may call a part or a group: its names, and the words of its name that no other's has."""
    if id in given.groups:
        name = given.name(id)
        beside = (
            *besides.numbered(given, id),
            *besides.zoned(given, id),
            *besides.stem(given, id),
            *besides.releases_of(given).get(id, ()),
            *besides.tinted(given).get(id, ()),
            *besides.aliased(given).get(id, ()),
        )
        return [
            one
            for one in dict.fromkeys((name, besides.PLACE.sub("", name), *besides.own_words(given, id), *beside))
            if len(one) > 1
        ]
    spoken = [id] if re.fullmatch("[A-Z]{3,}", id) and id not in given.said else []
    return [
        *called.names(given, id),
        *spoken,
        *besides.own_words(given, id),
        *besides.aliased(given).get(id, ()),
        *besides.seat(given, id),
        *besides.numbered(given, id),
        *besides.releases_of(given).get(id, ()),
        *besides.tinted(given).get(id, ()),
        *besides.offices_of(given).get(id, ()),
    ]
