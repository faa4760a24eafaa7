"""Words are measured, broken and drawn by the fonts that come with the house."""

from itertools import count, islice, pairwise
from pathlib import Path

import pytest

from diagram_anim import resources, text
from diagram_anim.model import stress
from diagram_anim.model.layout import Type
from diagram_anim.text import borrowed, fonts
from diagram_anim.text.runs import runs
from tests.machine import units

NAME = Type(30, 700)
SMALL = Type(24)


def test_a_line_is_as_wide_as_its_words_and_grows_with_its_size():
    assert text.measure("로드 밸런서", NAME) == pytest.approx(137, abs=3)
    assert text.measure("가나", Type(60)) == pytest.approx(2 * text.measure("가나", Type(30)))
    assert text.measure("", NAME) == 0


def test_korean_lines_break_between_words():
    lines = text.wrap("헬스 체크가 알아채기 전까지 요청은 유실됩니다", SMALL, 260)
    assert " ".join(lines) == "헬스 체크가 알아채기 전까지 요청은 유실됩니다"
    assert all(text.measure(line, SMALL) <= 260 for line in lines)


@pytest.mark.parametrize("width", range(150, 700, 25))
def test_no_korean_line_ends_with_a_word_that_leans_on_the_next(width):
    lines = text.wrap("결제까지 한 번에 처리해 달라고 할 수 있을 때 30 초 동안 그 서버가 안 보입니다", Type(30), width)
    for line, following in pairwise(lines):
        assert line.split()[-1] not in ("한", "그", "안", "30")
        assert following.split()[0] not in ("수", "때", "번에", "초")


@pytest.mark.parametrize("width", range(150, 700, 25))
def test_no_line_begins_with_a_mark_that_stands_between_two(width):
    lines = text.wrap("Is anything lost? Yes · Is it urgent? No · Tell the others , too", Type(30), width)
    assert all(line[0] not in "·," for line in lines)


def test_japanese_lines_break_between_phrases():
    lines = text.wrap("サーバーの状態を確認するスケジューラ", Type(30, 700), 270)
    assert lines == ("サーバーの", "状態を確認する", "スケジューラ")


def test_a_long_name_breaks_where_its_parts_meet():
    assert text.wrap("very_long_identifier_name", Type(30, 700), 260) == ("very_long_", "identifier_name")
    assert text.wrap("getUserAccountSettings", Type(30, 700), 240) == ("getUserAccount", "Settings")


def test_lines_are_as_even_as_can_be():
    first, second = text.wrap("Container Runtime Interface Daemon", NAME, 480)
    assert abs(len(first) - len(second)) < 10


def test_a_word_wider_than_its_room_breaks_between_characters():
    lines = text.wrap("supercalifragilisticexpialidocious", NAME, 200)
    assert "".join(lines) == "supercalifragilisticexpialidocious"
    assert all(text.measure(line, NAME) <= 200 for line in lines)


def test_no_japanese_line_begins_with_closing_punctuation():
    lines = text.wrap("障害が起きると、要求は失われます。復旧します。", SMALL, 110)
    assert all(line[0] not in "、。" for line in lines)


def test_what_is_too_wide_is_cut_with_an_ellipsis():
    short = text.cut("서비스 디스커버리", NAME, 120)
    assert short.endswith("…")
    assert text.measure(short, NAME) <= 120
    assert text.cut("가", NAME, 120) == "가"


def test_emoji_are_coloured_layers_and_words_take_the_text_s_ink():
    layers = text.outline("🚀 배포", NAME)
    assert None in {layer.color for layer in layers}
    assert sum(layer.color is not None for layer in layers) > 1
    assert {layer.color for layer in text.outline("배포", NAME)} == {None}


@pytest.mark.parametrize("sign", ["👩‍💻", "🇰🇷", "👍🏽", "1️⃣", "☁️"])
def test_joined_emoji_are_one_picture(sign):
    assert text.measure(sign, NAME) < 2 * text.measure("🚀", NAME)
    assert any(layer.color for layer in text.outline(sign, NAME))


def test_a_sign_that_the_family_lacks_is_drawn_by_the_nearest():
    assert text.outline("✕", NAME) == text.outline("×", NAME)


def test_outlines_stand_on_the_baseline_with_y_down():
    (layer,) = text.outline("H", NAME)
    ys = [number for command in layer.commands for number in command[2::2]]
    assert max(ys) == pytest.approx(0, abs=0.5)
    assert min(ys) == pytest.approx(-text.cap_height(NAME), abs=0.5)


@pytest.mark.parametrize("type", [NAME, SMALL])
def test_a_number_that_changes_is_as_wide_as_any_of_as_many_figures(type):
    assert len({round(text.measure(number, type.figures), 6) for number in ("1,111", "1,234", "8,888", "7,071")}) == 1
    assert text.measure("1,111", type) < text.measure("8,888", type)


def test_two_hundred_strings_take_milliseconds():
    fresh = (f"서비스 {number} api-{number * 7}" for number in count())  # none is met twice, so none is remembered
    text.measure("warm 가", NAME)
    assert units(lambda: [text.measure(string, NAME) for string in islice(fresh, 200)], tries=5) < 0.2


def test_stressed_words_are_heavy_the_others_light_and_slanted_ones_lean():
    mixed = stress.told_apart((f"the {stress.stressed('hot', stress.BOLD)} path",))[0]
    assert stress.bare(mixed) == "the hot path"
    assert [(face, chars.strip()) for face, chars in runs(mixed, "bold")] == [
        ("regular", "the"), ("bold", "hot"), ("regular", "path")
    ]  # fmt: skip
    leaning = stress.stressed("slow", stress.SLANT)
    assert [face for face, _ in runs(leaning, "bold")] == ["leaning bold"]
    assert text.measure(leaning, NAME) == pytest.approx(text.measure("slow", NAME))
    assert text.outline(leaning, NAME) != text.outline("slow", NAME)


def test_what_is_stressed_as_a_whole_has_the_weight_of_its_line():
    assert stress.told_apart((stress.stressed("all of it", stress.BOLD),)) == (
        stress.stressed("all of it", stress.BOLD),
    )


@pytest.mark.parametrize(
    "words", ["결제 서비스가 주문을 확인한다", "障害が起きると要求は失われます", "the-payment/service of all"]
)
def test_stressed_words_break_where_others_do(words):
    marked = stress.stressed(words, stress.BOLD)
    lines = text.wrap(marked, NAME, 140)
    if "/" not in words:
        assert [stress.bare(line) for line in lines] == list(text.wrap(words, NAME, 140))
    assert "".join(lines).replace(" ", "") == marked.replace(" ", "")
    assert all(line[0] not in stress.MARKS for line in lines)


def test_emoji_in_stressed_words_stay_whole():
    assert [chars for face, chars in runs(stress.stressed("👩‍💻 ok", stress.BOLD), "bold") if face == "emoji"] == [
        "👩‍💻"
    ]


LISTED = """{fonts}/PretendardJP-Bold.otf\t0\tSome Sans\t200\t0\t100
{fonts}/PretendardJP-Regular.otf\t0\tSome Sans\t80\t0\t100
{fonts}/PretendardJP-Regular.otf\t0\tSome Serif\t80\t0\t100
{fonts}/Twemoji.ttf\t0\tAnother Sans\t80\t0\t100
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine whose fontconfig lists the house's own fonts under other names."""
    told = tmp_path / "told"
    told.write_text(LISTED.format(fonts=resources.asset("fonts")))
    command = tmp_path / "fc-list"
    command.write_text(f'#!/bin/sh\ncat "{told}"\n')
    command.chmod(0o755)
    monkeypatch.setattr(borrowed, "COMMAND", str(command))
    for kept in (borrowed._asked, borrowed._known):
        kept.cache_clear()
    yield
    for kept in (borrowed._asked, borrowed._known):
        kept.cache_clear()


def test_a_letter_that_the_house_lacks_is_lent_by_the_best_font_that_has_it(machine):
    assert [Path(borrowed.lent("A", bold)[0]).name for bold in (False, True)] == [
        "PretendardJP-Regular.otf",
        "PretendardJP-Bold.otf",
    ]
    assert borrowed.lent("\u0e2a", bold=False) is None


def test_han_letters_beside_one_that_is_lent_are_lent_too(monkeypatch):
    monkeypatch.setattr(fonts, "lent", lambda char, face: "lent 0 font")
    monkeypatch.setattr(fonts, "has", lambda face, char: char != "单" or face == "lent 0 font")
    runs.cache_clear()
    assert runs("a 订单 b", "regular") == (("regular", "a "), ("lent 0 font", "订单"), ("regular", " b"))
    runs.cache_clear()


def test_without_fontconfig_no_letter_is_lent():
    assert borrowed.lent("订", bold=True) is None
    assert not text.drawn("订")
    assert text.lenders("订单") == ("",)
    assert text.lenders("서비스 A") == ()
