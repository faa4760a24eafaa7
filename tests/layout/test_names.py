"""Where names are broken when neither room nor air is left, so that words needn't be smaller."""

import pytest

from diagram_anim import resources
from diagram_anim.layout import arrange
from diagram_anim.layout.cards.body import body
from diagram_anim.layout.frame.sizes import EASY, Sizes
from tests.layout.casts import cast_of

QUESTION = "known<br>account?"

LOGIN = f"""graph TD
  start((Start)) --> input[/Type name and password/]
  input --> check{{{QUESTION}}}
  check -- no --> signup[Sign up first]
  check -- yes --> pw{{right<br>password?}}
  pw -- yes --> home[To the main page]
  pw -- "no (fewer than 5)" --> input
  pw -- no --> lock[Account locked]
  home --> done(((End)))
  lock --> done
"""

BREEDS = [
    "Gray wolf",
    "Red fox",
    "House cat",
    "Polar bear",
    "Sea lion",
    "Brown rat",
    "Roe deer",
    "Wild boar",
    "Blue whale",
]

TREE = "graph TD\n root[Mammals] --> " + " & ".join(f"n{at}[{name}]" for at, name in enumerate(BREEDS)) + "\n"

STATES = """graph LR
  new([New order]) -->|paid by card| paid([Paid in full]) -->|packed| ready([Ready to go])
  ready -->|picked up| sent([On its way]) -->|signed for| there([Delivered])
  paid -->|refused| cancelled([Cancelled])
  there -->|sent back| cancelled
  new -->|timeout| cancelled
"""


def names(text, frame):
    """The names of cards, and the least size of all words."""
    placed = arrange(cast_of(text), resources.theme("night"), frame)[0].placed
    sizes = [line.type.size for one in placed for line in one.lines]
    cards = {one.id: [line.text for line in one.lines if line.role == "name"] for one in placed if one.kind == "card"}
    return cards, min(sizes)


def test_what_its_author_broke_in_a_diamond_stands_on_one_line_where_height_is_wanting():
    cards, least = names(LOGIN, (1920, 1080))
    assert cards["check"] == [QUESTION.replace("<br>", " ")]
    assert least >= EASY


def test_else_it_stands_as_its_author_broke_it():
    cards, least = names(LOGIN, (1080, 1920))
    assert cards["check"] == QUESTION.split("<br>")
    assert least >= EASY


@pytest.mark.parametrize(("frame", "lines"), [((1440, 1080), 2), ((1920, 1080), 1)])
def test_short_names_stand_on_two_lines_where_width_is_wanting(frame, lines):
    cards, least = names(TREE, frame)
    assert sum(len(cards[f"n{at}"]) == lines for at in range(len(BREEDS))) >= len(BREEDS) - 1
    assert least >= EASY


def test_the_room_around_words_on_lines_gives_way_before_words_do():
    _, least = names(STATES, (1920, 1080))
    assert least >= EASY


def test_a_word_stays_whole_where_names_are_parted_in_two():
    sizes = Sizes(resources.theme("night"), 0.8, floor=EASY)
    (one, two) = (
        body(card, sizes, upright=True, hanging=False, narrow=True, slim=True).name
        for card in cast_of("graph LR\n F[feature/*] --> D[develop branch]\n").cards
    )
    assert one == ("feature/*",)
    assert two == ("develop", "branch")
