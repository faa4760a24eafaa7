import pytest

from diagram_anim.model import reading


@pytest.mark.parametrize(
    ("caption", "lang", "seconds"),
    [
        ("가" * 36, "ko", 3.0),
        ("a" * 51, "en", 3.0),
        ("あ漢カ" * 8, "ja", 4.0),
        ("가나다 1,234 " * 4, "ko", 10 * 4 / 12),
        ("Kubernetes" * 5 + "는", "ko", 50 / 17 + 1 / 12),
        ("주문" * 24, "en", 48 / 12),
        ("짧다", "ko", 2.0),
    ],
)
def test_letters_are_read_by_their_own_script(caption, lang, seconds):
    assert reading.seconds(caption, lang) == pytest.approx(seconds + 0.6)


def test_nothing_to_read_takes_no_time():
    assert reading.seconds("", "ko") == 0.0
