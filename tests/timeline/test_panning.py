"""Sequences that are wider than their window: all that is said is seen when it is, in words that can be read."""

import pytest

from diagram_anim import layout
from diagram_anim.batch.settings import Settings
from diagram_anim.model.timeline import Action
from tests.film import planned
from tests.layout.meter import meter

NARROW = ["9:16", "1:1"]

NAMES = [
    "손님",
    "웹 앱",
    "게이트웨이",
    "인증 서비스",
    "주문 서비스",
    "재고 서비스",
    "결제 서비스",
    "메시지 큐",
    "배송 서비스",
    "알림 서비스",
]

MESSAGES = [(0, 1), (1, 2), (2, 3), (3, 2), (2, 4), (4, 5), (5, 4), (4, 6), (6, 4), (4, 7), (7, 8), (7, 9), (9, 0)]


def crowd(count, extra=""):
    heads = "\n".join(f"  participant P{n} as {NAMES[n]}" for n in range(count))
    said = "\n".join(f"  P{a}->>P{b}: {a}에서 {b}로" for a, b in MESSAGES if max(a, b) < count)
    return f"# 주문\n\n```mermaid\nsequenceDiagram\n{heads}\n{said}\n{extra}```\n"


def pan(made, second):
    """How far the window stands to the right at a second, once it stands still."""
    moves = [clip for clip in made.timeline.clips if clip.target == "pan" and clip.start <= second]
    assert not moves or moves[-1].end <= second
    return moves[-1].value if moves else 0.0


@pytest.mark.parametrize("aspect", NARROW)
@pytest.mark.parametrize("count", [8, 9, 10])
def test_the_words_of_many_participants_can_be_read_in_narrow_frames(shared, aspect, count):
    made = planned(crowd(count, "  Note over P1,P6: 모두 다시 시도할 수 있다\n"), settings=Settings(aspect=aspect))
    width, height = made.layout.frame
    found = meter(shared).measure(layout.measures(made.layout, made.cast))
    assert found["quality"]["smallest_text_pct"] * height / min(width, height) >= 2.2
    assert found["defect_total"] == 0, found["details"]


@pytest.mark.parametrize("aspect", [*NARROW, "4:3"])
def test_each_message_is_seen_whole_as_it_is_said_or_its_ends_one_after_the_other(aspect):
    made = planned(crowd(10), settings=Settings(aspect=aspect))
    window = made.layout.window
    placed = {one.id: one for one in made.layout.placed if one.kind == "message"}
    told = [clip for clip in made.timeline.clips if clip.action is Action.TENSE and clip.value == "now"]
    assert len(told) == len(MESSAGES)
    for clip in told:
        (first, _), (last, _) = placed[clip.target].corners[0], placed[clip.target].corners[-1]
        at = pan(made, clip.start + 0.7 if abs(last - first) < window.w - 200 else clip.start + 1.3)
        assert window.x <= last - at <= window.right, clip.target
        label = placed[clip.target].label
        assert window.x <= label.x - at and label.right - at <= window.right, clip.target
        if abs(last - first) < window.w - 200:
            assert window.x <= first - at <= window.right, clip.target


def test_a_note_over_more_than_the_window_is_seen_where_its_words_are():
    made = planned(crowd(10, "  Note over P0,P9: 모든 단계는 다시 시도할 수 있다\n"), settings=Settings(aspect="1:1"))
    window, note = made.layout.window, made.layout.find("sequence", "note:1")
    assert note.box.w > window.w
    (said,) = [c for c in made.timeline.clips if c.action is Action.TENSE and c.value == "now" and c.target == note.id]
    at, wide = pan(made, said.start + 0.7), note.lines[0].width
    assert window.x <= note.box.cx - wide / 2 - at and note.box.cx + wide / 2 - at <= window.right


def test_it_moves_seldom_and_leaves_no_head_half_in_sight_where_it_needn_t():
    made = planned(crowd(10), settings=Settings(aspect="1:1"))
    moves = [clip for clip in made.timeline.clips if clip.target == "pan"]
    assert 1 < len(moves) < len(MESSAGES) / 2
    window, heads = made.layout.window, [one.box for one in made.layout.placed if one.kind == "head"]
    cut = [
        sum(box.x < side + clip.value < box.right for box in heads for side in (window.x, window.right))
        for clip in moves
    ]
    assert sum(cut) <= len(moves)


def test_what_fits_stands_still():
    made = planned(crowd(10), settings=Settings(aspect="16:9"))
    assert made.layout.span == pytest.approx(made.layout.window.w, abs=1)
    assert not [clip for clip in made.timeline.clips if clip.target == "pan"]


def test_heads_that_come_before_anything_is_said_are_shown_one_after_the_other():
    steps = "  %% @step 모두\n  %% @appear all\n  %% @step 말\n  %% @play 1..2\n"
    made = planned(crowd(10, steps), settings=Settings(aspect="1:1"))
    forth, back = [clip for clip in made.timeline.clips if clip.target == "pan"][:2]
    assert forth.start >= 0.8
    assert forth.value == pytest.approx(made.layout.span - made.layout.window.w, abs=1)
    assert back.value == 0.0
    assert back.start >= made.timeline.scenes[1].start
