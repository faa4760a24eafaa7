"""Cards that follow each other one by one look alike, whatever their words, icons and colours."""

from dataclasses import replace

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from tests.layout.casts import cast_of

THEME = resources.theme("night")

WORDS = ("00:00 login errors", "00:03 connections all taken", "00:08 alarm", "00:20 API gateway restarted")

CHAIN = "; ".join(f'n{at}["{words}"]' for at, words in enumerate(WORDS)) + "; n0-->n1-->n2-->n3; style n2 fill:#fcc"


def _cards(text, frame=(1920, 1080)):
    """Every other card has an icon."""
    cast = cast_of(text)
    cards = (replace(one, icon="server") if at % 2 else one for at, one in enumerate(cast.cards))
    layout, _ = arrange(replace(cast, cards=tuple(cards)), THEME, frame)
    return layout.direction, [one for one in layout.placed if one.kind == "card"]


@pytest.mark.parametrize("frame", [(1080, 1920), (1080, 1080), (1920, 1080)])
def test_cards_of_a_chain_are_alike(frame):
    way, cards = _cards(f"flowchart TD; {CHAIN}", frame)
    if way == "TB":
        assert len({one.box.w for one in cards}) == 1
    assert len({one.box.h for one in cards}) == 1
    assert len({line.type.size for one in cards for line in one.lines}) == 1


def test_names_of_a_column_stand_on_their_authors_lines():
    way, cards = _cards(f"flowchart TD; {CHAIN}", (1080, 1920))
    assert way == "TB"
    assert [[line.text for line in one.lines] for one in cards] == [[words] for words in WORDS]


def test_groups_of_a_timeline_are_as_high_as_each_other():
    text = """flowchart LR
    subgraph one; a["10:02 alarm"] --> b["10:05 payment service down, confirmed by the team on call"]; end
    subgraph two; c["10:10 team called"] --> d["10:25 change rolled back"]; end
    b --> c"""
    layout, _ = arrange(cast_of(text), THEME)
    for kind in ("card", "group"):
        assert len({one.box.h for one in layout.placed if one.kind == kind}) == 1
