"""`play`: messages of a sequence run, from top to bottom."""

from collections.abc import Sequence, Set

from diagram_anim.effects import motions
from diagram_anim.model.effect import Arg, Effect, Film, Form, Kind, View, Wave
from diagram_anim.model.storyboard import Beat
from diagram_anim.model.timeline import Action, Clip

DRAW = 0.8
AGAIN = 0.45
"""A message of a loop's second round."""

COMING = 0.35
"""From a message's setting out to the coming of the participant that it creates."""

PAUSE = 0.5
SETTLE = 0.3
SIDE = "sequence"


def play(view: View, beat: Beat) -> tuple[Clip, ...]:
    clips: list[Clip] = []
    at = view.start
    first, last = beat.args["first"], beat.args["last"]
    waves = view.rows(first, last, beat.args.get("branch", ""))
    spoken: list[str] = []
    here: set[str] = set()
    for turn, wave in enumerate(waves):
        here |= {*wave.rows}
        clips += [*_left_out(wave.skipped, at), *_born(view, wave.skipped, at)]
        clips += _aside(wave, at)
        told = (*wave.rows, *_frames(wave.rows))
        clips += [Clip(at, at + motions.LIGHT, Action.TENSE, row, "now", view=SIDE) for row in told]
        behind = 1 + max(wave.rows.index(message) for message in wave.messages)
        for row in wave.rows[:behind]:
            clips.append(_coming(row, at))
            at += SETTLE if row.startswith("note:") else 0.0
        clips += _born(view, wave.rows, at + COMING)
        at += DRAW
        for row in wave.rows[behind:]:
            clips.append(_coming(row, at))
            at += SETTLE if row.startswith("note:") else 0.0
        clips += _ended(wave.rows, at)
        for row in wave.returning:
            clips.append(_dot(row, at, DRAW, slot="back"))
            at += DRAW
        at += PAUSE
        for frame, messages, times in wave.again:
            for number in _rounds(times):
                clips += _round(frame, messages, at, number, here)
                at += AGAIN * len(messages) + PAUSE
        spoken += told
        over = _over(spoken, waves[turn + 1] if turn + 1 < len(waves) else None)
        clips += [Clip(at, at + motions.LIGHT, Action.TENSE, row, "", view=SIDE) for row in over]
        spoken = [row for row in spoken if row not in over]
    clips.append(motions.hold(view.start, at - view.start))
    return tuple(clips)


def _over(spoken: Sequence[str], following: Wave | None) -> list[str]:
    """What of this is no longer spoken of when the next wave comes; a note is over when there is another."""
    if following is None:
        return []
    noted = any(row.startswith("note:") for row in following.rows)
    return [row for row in spoken if noted or not row.startswith("note:")]


def _coming(row: str, at: float) -> Clip:
    return Clip(at, at + (DRAW if row.startswith("msg:") else motions.APPEAR), Action.SHOW, row, 1.0, view=SIDE)


def _born(view: View, rows: Sequence[str], at: float) -> tuple[Clip, ...]:
    """The participants that a message creates, with the wires to them."""
    created = [row.removeprefix("create:") for row in rows if row.startswith("create:")]
    return motions.show(view, view.waves(view.expand(created)), at)


def _ended(rows: Sequence[str], at: float) -> list[Clip]:
    """The participants that a message destroys."""
    gone = [row.removeprefix("destroy:") for row in rows if row.startswith("destroy:")]
    return [Clip(at, at + motions.LEAVE, Action.STATE, one, "ended", view=SIDE) for one in gone]


def _frames(rows: Sequence[str]) -> list[str]:
    """The frames whose sections begin here."""
    parts = (row.partition("/") for row in rows if row.startswith("frag:"))
    return [frame for frame, _, section in parts if section.isdigit()]


def _aside(wave: Wave, at: float) -> list[Clip]:
    """What isn't taken stands back, what is comes forth."""
    here = [row for row in wave.rows if wave.aside and row not in wave.aside]
    return [
        Clip(at, at + motions.LIGHT, Action.DIM, row, dim, view=SIDE)
        for rows, dim in ((wave.aside, motions.ASIDE), (here, 0.0))
        for row in rows
    ]


def _left_out(rows: Sequence[str], at: float) -> list[Clip]:
    """Rows that are only seen to stand there."""
    return [
        clip
        for row in rows
        for clip in (
            Clip(at, at, Action.SHOW, row, 1.0, view=SIDE),
            Clip(at, at, Action.TENSE, row, "past", view=SIDE),
            Clip(at, at, Action.DIM, row, motions.ASIDE, view=SIDE),
        )
    ]


MOST = 3
"""So many rounds of a loop are shown one by one; of more, the first and the last."""


def _rounds(times: int) -> Sequence[int]:
    """The numbers of a loop's rounds after its first: as many as its words say, one more where they say nothing."""
    times = times or 2
    return range(2, times + 1) if times <= MOST else (times,)


def _round(frame: str, rows: Sequence[str], at: float, number: int, here: Set[str]) -> list[Clip]:
    """A later round of a loop: its messages once more, faster; those that were told before what is told `here` are past
    again afterwards."""
    found = [Clip(at, at + motions.LIGHT, Action.TEXT, frame, f"×{number}", view=SIDE, slot="round")]
    for row in rows:
        found.append(_dot(row, at, AGAIN))
        found.append(Clip(at, at + motions.LIGHT, Action.TENSE, row, "now", view=SIDE))
        at += AGAIN
        if row != rows[-1]:
            tense = "" if row in here else "past"
            found.append(Clip(at, at + motions.LIGHT, Action.TENSE, row, tense, view=SIDE))
    return [*found, Clip(at, at + PAUSE, Action.TEXT, frame, "", view=SIDE, slot="round")]


def _dot(row: str, at: float, seconds: float, slot: str = "") -> Clip:
    """A message runs along its line again, or back."""
    return Clip(at, at + seconds, Action.FLOW, row, view=SIDE, slot=slot, path=(row,), ease="linear")


EFFECT = Effect(
    name="play",
    group="sequence",
    usage="play 1..4 [branch=else]",
    about="Messages run in source order, each with the notes and frames before it; the sections of a `par` side by "
    "side, a `loop` in as many rounds as its words say, or in two. `4..` runs to the end. While a section of an `alt` "
    "runs the others stand back; `branch` names the one that is taken, by its words, its keyword or its number: then "
    "the others only stand there.",
    example="play 1..4",
    film=Film("sequence"),
    targets=(0, 0),
    of=(),
    forms=(Form.RANGE,),
    args=(Arg("branch", Kind.TEXT, "which section of an `alt` is taken"),),
    play=play,
)
