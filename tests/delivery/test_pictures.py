"""Posters and contact sheets: whole files, nothing beside their frame."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from diagram_anim import deliver, resources
from diagram_anim.deliver import plain
from diagram_anim.model.layout import Type
from diagram_anim.text import fonts
from diagram_anim.text.runs import runs

LONG = "헬스 체크가 연속으로 실패하면 로드 밸런서가 서버를 빼고, 남은 서버가 모든 요청을 받습니다 " * 4


def frame(size=(320, 180), color=(40, 80, 160)):
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., :3] = color
    return pixels


def test_a_poster_is_the_frame_itself(tmp_path):
    pixels = np.random.default_rng(7).integers(0, 255, (90, 160, 4), np.uint8)
    pixels[..., 3] = 255
    deliver.poster(pixels, tmp_path / "poster.png")
    with Image.open(tmp_path / "poster.png") as image:
        assert image.mode == "RGB"
        assert (np.asarray(image) == pixels[..., :3]).all()


def test_a_poster_keeps_what_is_transparent(tmp_path):
    pixels = frame()
    pixels[:10, :, 3] = 0
    deliver.poster(pixels, tmp_path / "poster.png")
    with Image.open(tmp_path / "poster.png") as image:
        assert (np.asarray(image) == pixels).all()


@pytest.mark.parametrize("count, columns, rows", [(1, 1, 1), (2, 2, 1), (3, 3, 1), (7, 3, 3)])
def test_a_sheet_is_a_grid_of_equal_pictures(tmp_path, count, columns, rows):
    deliver.sheet([(frame(), float(index), "서버") for index in range(count)], tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as image:
        blue = (np.asarray(image) == (40, 80, 160)).all(axis=2)
    across = np.diff(blue.any(axis=0).astype(int))
    down = np.diff(blue.any(axis=1).astype(int))
    assert (np.count_nonzero(across == 1), np.count_nonzero(down == 1)) == (columns, rows)
    assert blue.sum() == count * 640 * 360


def test_a_caption_that_is_too_long_stays_under_its_picture(tmp_path):
    shots = [(frame(), 1.0, LONG), (frame(), 2.0, ""), (frame(), 3.0, LONG), (frame(), 4.0, "")]
    deliver.sheet(shots, tmp_path / "sheet.png", columns=2)
    with Image.open(tmp_path / "sheet.png") as image:
        pixels = np.asarray(image).astype(int)
    ground = pixels[0, 0]
    gap = slice(24 + 640 + 1, 24 + 640 + 24 - 1)
    assert (pixels[:, gap] == ground).all(), "words between the columns"
    assert (pixels[-20:] == ground).all(), "words below the last row"


def test_what_the_font_cannot_draw_is_left_out_of_a_caption(tmp_path):
    for name, caption in (("plain", "서버가 멈춥니다"), ("emoji", "서버가 멈춥니다🎉")):
        deliver.sheet([(frame(), 1.0, caption)], tmp_path / f"{name}.png")
    assert (tmp_path / "plain.png").read_bytes() == (tmp_path / "emoji.png").read_bytes()


def test_a_sheet_of_nothing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least one"):
        deliver.sheet([], tmp_path / "sheet.png")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_an_os_error(tmp_path):
    with pytest.raises(OSError):
        deliver.poster(frame(), tmp_path / "no" / "poster.png")


@pytest.fixture
def lender(monkeypatch):
    """A font that lends a letter which the house lacks: the house's own, which has a sign of its own for it."""
    lent = f"{fonts.LENT}0 {resources.asset('fonts', fonts.FILES['bold'])}"
    monkeypatch.setattr(fonts, "lent", lambda char, face: lent)
    runs.cache_clear()
    yield lent
    runs.cache_clear()


def test_words_beside_pictures_are_drawn_in_a_font_that_is_lent(lender):
    assert plain.drawable("주문  订单 🚀", Type(22)) == "주문 订单"
    assert runs("주문 订", "regular")[-1] == (lender, "订")
    picture = Image.new("L", (200, 40))
    plain.write(ImageDraw.Draw(picture), (100, 20), "订", Type(22), "white", "mm")
    left, top, right, bottom = picture.getbbox()
    assert (left + right) / 2 == pytest.approx(100, abs=3)
    assert 4 <= top < 20 < bottom <= 36


def test_what_no_font_has_is_left_out_beside_pictures():
    assert plain.drawable("주문 🚀 สวัสดี ok", Type(22)) == "주문   ok"
