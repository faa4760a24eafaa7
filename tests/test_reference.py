"""The page of the verbs is the records' own."""

import os
from pathlib import Path

from diagram_anim.effects import EFFECTS
from diagram_anim.effects.reference import page

PAGE = Path(__file__).parent.parent / "docs" / "effects.md"


def test_the_page_of_the_verbs_is_current():
    if os.environ.get("UPDATE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: UPDATE=1 pytest tests/test_reference.py"


def test_every_verb_says_what_it_does_and_shows_itself():
    for effect in EFFECTS:
        assert effect.about.endswith("."), effect.name
        assert effect.usage.split()[0] == effect.example.split()[0] == effect.name
