"""docs/themes.md names every token that a theme can say, and every variable of Mermaid's that is obeyed."""

import re
from pathlib import Path

from diagram_anim import resources
from diagram_anim.resources.schema import OPTIONAL
from diagram_anim.stage.adopted import NAMED, PARTS

TOLD = set(re.findall(r"`([^`\n]+)`", (Path(__file__).parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")))


PACKAGE = Path(__file__).parents[2] / "diagram_anim"
CODE = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "schema.py")


def leaves(table, path=()):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def test_every_token_is_read_somewhere():
    for path in leaves(resources.theme("night").tokens):
        assert ".".join(path) in CODE or f'"{path[-1]}"' in CODE, path


def names(table):
    for key, value in table.items():
        yield key
        if isinstance(value, dict):
            yield from names(value)


def test_every_token_is_told():
    sections = set(resources.theme("night").tokens)
    assert set(names(resources.theme("night").tokens)) - sections - TOLD == set()
    assert set(names(OPTIONAL["color"])) - TOLD == set()


def test_every_variable_and_theme_of_mermaids_is_told():
    assert {name for part in PARTS.values() for role in part for name in role} - TOLD == set()
    assert set(NAMED) - TOLD == set()


def test_every_theme_is_told():
    assert set(resources.themes()) <= TOLD
