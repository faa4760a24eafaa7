"""What a note of a sequence says to be over: of what an earlier one over the same participant told (`GC pause 8 s`,
`pause over`), or that who had failed is well. Whether one goes on in spite of what is told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagram_anim.model.diagram import Message, Note
from diagram_anim.story import sense
from diagram_anim.story.infer.given import Given
from diagram_anim.story.infer.words import speaking
from diagram_anim.story.language import tidings
from diagram_anim.story.language.events import over


def ceased(given: Given, note: Note, who: str) -> bool:
    """Whether all that a note says is that something is over, by words that an earlier note over `who` has."""
    text = sense.undated(sense.unbracketed(note.label.plain)).strip(" .!！。")
    ends = over().search(text)
    if ends is None or speaking.perhaps(text):
        return False
    what = re.findall(r"[^\W\d_]+", text[: ends.start()])
    what = [word.casefold() for word in what if word.casefold() not in ("the", "a", "an", "its")]
    events = given.sequence.events
    before = [one for one in events[: events.index(note)] if isinstance(one, Note) and who in one.over]
    told = [one.label.plain.casefold() for one in before]
    return bool(what) and any(all(word in text for word in what) for text in told)


_CODE = re.compile(r"\W*(?:HTTP\s?)?[45]\d\d\b", re.IGNORECASE)


def answers(given: Given, event: Note | Message, who: str) -> bool:
    """Whether what is said of one is the code of an answer (`503 Service Unavailable`), and it goes on."""
    events = given.sequence.events
    later = (one for one in events[events.index(event) + 1 :] if isinstance(one, Message) and one.end != "cross")
    return _CODE.match(event.label.plain) is not None and any(one.source == who for one in later)


def well_again(text: str) -> str:
    """The word with which a note over one that had failed says that it is well, "" where it doesn't."""
    back = None if speaking.perhaps(text) else sense.says(text, "heal", "restart")
    return back.word if back else text if _WELL.fullmatch(text.strip(" .!✅🟢")) else ""


_WELL = re.compile(
    r"(?:(?:state|status) ?[:=] ?)?(?:(?:is|now|again|all|pod|container|node) )*"
    r"(?:ready|running|healthy|up|online|ok|alive|1/1 (?:ready|running))(?: again| now)?"
    r"|(?:다시 |현재 )?(?:준비 ?(?:완료|됨)|정상(?: ?(?:동작|가동|상태|작동))?|실행 ?중|가동 ?중|기동 ?완료)"
    r"|(?:再び)?(?:準備(?:完了|OK)|正常(?:稼働|動作|状態)?|稼働中|実行中|起動(?:完了|済み))",
    re.IGNORECASE,
)
"""The state of who is well, of one that had failed."""


def goes_on(given: Given, who: str, later: Sequence[object]) -> bool:
    """Whether one speaks again before anything tells that it is back, be it right behind its answer; whom it starts is
    another."""
    told = [one for one in later if isinstance(one, Note | Message)]
    for place, one in enumerate(told):
        said = tidings.read(one.label.plain, speaking.names(given, who))
        speaks = isinstance(one, Message) and one.source == who != one.target
        if said and said.verb in (("recover",) if speaks else ("recover", "start")):
            return False
        if speaks and isinstance(one, Message) and one.end != "cross":
            behind = told[place + 1 : place + 2]
            return one.number not in given.answers or not any(_back(event, who) for event in behind)
    return False


def _back(event: Note | Message, who: str) -> bool:
    """Whether it is a note over one that says that it is well."""
    return isinstance(event, Note) and {*event.over} == {who} and bool(well_again(event.label.plain))
