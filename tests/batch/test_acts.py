"""What a deck or a page is told of a film, before any of it is drawn."""

import pytest

from diagram_anim import encode
from diagram_anim.batch import acts, films
from diagram_anim.batch.settings import Settings
from diagram_anim.layout.frame import bands
from tests.film import planned

TWO = "```mermaid\ngraph LR\n A[사용자] --> B[서버]\n```\n" * 2


def film(tmp_path, number=1, aspect="16:9"):
    settings = Settings(aspect=aspect)
    plan = planned(TWO, number, settings)
    return films.prepare(plan, settings, encode.BY_NAME["mp4"], tmp_path / "act.mp4", tmp_path)


@pytest.mark.parametrize("number, called", [(1, "lecture"), (2, "lecture 2")])
def test_a_diagram_without_a_title_is_called_by_its_file_and_no_folder(tmp_path, number, called):
    assert acts.act(film(tmp_path, number)).title == called


@pytest.mark.parametrize("words, end", [("A[첫째] --> B[둘째]", 0.958), ("A[사용자] --> B[서버]", 0.6875)])
def test_the_place_of_captions_ends_where_the_film_s_do(tmp_path, words, end):
    """At the margin, or at the note beside them where there are figures."""
    plan = planned(f"```mermaid\ngraph LR\n {words}\n```\n")
    foot = acts.act(films.prepare(plan, Settings(), encode.BY_NAME["mp4"], tmp_path / "act.mp4", tmp_path)).foot
    assert foot.left + foot.width == pytest.approx(end, abs=0.001)


def test_the_place_of_captions_in_4_3_leaves_the_note_beside_them_free(tmp_path):
    made = film(tmp_path, aspect="4:3")
    theme, layout = made.jobs[-1][1].picture.theme, made.plan.layout
    foot, band = acts.act(made).foot, bands.bands(theme, layout)
    assert (foot.left + foot.width) * layout.frame[0] <= band.right - bands.NOTES + 0.01
    assert foot.height * layout.frame[1] >= 2 * theme.px("type.caption.size"), "two lines have room"
    assert layout.stage.bottom == 928


@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_the_place_of_captions_leaves_the_note_beneath_them_free(tmp_path, aspect):
    made = film(tmp_path, aspect=aspect)
    theme, layout = made.jobs[-1][1].picture.theme, made.plan.layout
    foot = acts.act(made).foot
    note = bands.bands(theme, layout).corner - theme.px("type.small.size")
    assert (foot.top + foot.height) * layout.frame[1] <= note + 0.01
    assert foot.height * layout.frame[1] >= 2 * theme.px("type.caption.size"), "two lines have room"


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
def test_captions_of_a_language_are_tagged_as_such_whatever_the_names_in_them(tmp_path, lang):
    plan = planned(
        "```mermaid\ngraph LR\n A[사용자] --> B[단일 컨테이너] --> C[서비스 중단!]\n```\n", 1, Settings(lang=lang)
    )
    assert films.prepare(plan, Settings(), encode.BY_NAME["mp4"], tmp_path / "act.mp4", tmp_path).lang == lang
