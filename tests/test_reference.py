"""The pages of the verbs and of the settings are their records' own."""

import os
from pathlib import Path

from diagram_anim.effects import EFFECTS
from diagram_anim.effects.reference import page
from diagram_anim.simulate import DEFAULTS
from diagram_anim.simulate.reference import page as settings_page
from diagram_anim.story.grammar.settings import KEYS

PAGE = Path(__file__).parent.parent / "docs" / "effects.md"


def test_the_page_of_the_verbs_is_current():
    if os.environ.get("UPDATE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: UPDATE=1 pytest tests/test_reference.py"


def test_every_verb_says_what_it_does_and_shows_itself():
    for effect in EFFECTS:
        assert effect.about.endswith("."), effect.name
        assert effect.usage.split()[0] == effect.example.split()[0] == effect.name


def test_the_page_of_the_settings_is_current():
    page = PAGE.with_name("settings.md")
    if os.environ.get("UPDATE"):
        page.write_text(settings_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == settings_page(), (
        "write it again: UPDATE=1 pytest tests/test_reference.py"
    )


def test_every_key_of_the_system_has_a_default_with_its_source():
    for line in settings_page().splitlines():
        if line.startswith("| `"):
            assert all(cell.strip() for cell in line.strip("|").split("|")), line
    assert {row.key for row in DEFAULTS} <= {key.name for key in KEYS}, (
        "and no default is of a key that nobody can give"
    )
