"""A card's words leave out what its other parts show."""

import pytest

from diagram_anim import simulate, story
from diagram_anim.cast import labels, resolve
from diagram_anim.model.diagram import Label
from diagram_anim.model.document import Document
from diagram_anim.story.language import phrases
from tests.film import planned

CHART = """```mermaid
graph LR
  U[Users] --> LB[Load balancer] --> A[Web 1] & B["{name}"]
```
"""


@pytest.mark.parametrize(
    "lines, left",
    [
        (("Consumer 2 ✗ down",), ("Consumer 2",)),
        (("웹 서버 2 (장애)",), ("웹 서버 2",)),
        (("DB", "💀 crashed"), ("DB",)),
        (("Consumer 3 💀 crashed", "lag 4000"), ("Consumer 3", "lag 4000")),
        (("OrderDB", "(primary)"), ("OrderDB", "(primary)")),
        (("Failover server",), ("Failover server",)),
    ],
)
def test_a_failure_is_taken_out_of_a_name(lines, left):
    assert labels.stateless(Label(" ".join(lines), lines)).lines == left


@pytest.mark.parametrize("name, shown", [("Web 2 (down)", "Web 2"), ("Web 2 (spare)", "Web 2 (spare)")])
def test_a_card_that_will_fail_isnt_called_failed_before(name, shown):
    card = next(one for one in planned(CHART.format(name=name)).cast.cards if one.id == "B")
    assert card.label.plain == shown


SCENE = """\
lang: ko
diagram: |
  graph LR
    U[사용자] --> W1[서버 1]
words:
  en: {사용자: Users, 서버 1: Web 1, 서버 2: Web 2}
steps:
  - say: {ko: 바꿉니다, en: It is replaced}
    do: replace W1 as="서버 2"
"""


@pytest.mark.parametrize("lang, shown", [("ko", "서버 2"), ("en", "Web 2")])
def test_a_replacement_is_called_in_the_films_language(lang, shown):
    board, problems = story.load_scene(Document("scene.yaml", SCENE), lambda *_: (None, []), lang)
    assert board is not None and not problems
    board = story.translated(board)
    cards = resolve(board, simulate.simulate(board)[0]).cards
    assert next(card for card in cards if card.id == "서버 2").label.plain == shown


def test_a_name_longer_than_a_card_can_bear_ends_behind_a_word_and_is_told_in_captions():
    name = "저장소에서 소스를 내려받고, " * 12 + "운영 환경으로 내보냅니다"
    plan = planned(f'```mermaid\ngraph LR\n  U[사용자] --> B["{name}"] --> D[(저장소)]\n```\n')
    card = next(one for one in plan.cast.cards if one.id == "B")
    (line,) = card.label.lines
    assert line.endswith("…") and phrases.width(line) <= labels.LONGEST
    assert name.startswith(line[:-1]) and name[len(line) - 1] in " ,", "cut amid a word"
    captions = [one.caption for one in plan.timeline.scenes]
    assert name in " ".join(captions)


def test_a_name_of_a_usual_length_is_left_as_it_is():
    short = Label("web", ("web",))
    assert labels.elided(short) is short
