"""Which picture a thing gets, by its words and by the part that it plays."""

import pytest

from diagram_anim.cast.icons import icon
from diagram_anim.model.system import Role
from tests.film import planned


def cards(text):
    return {card.id: card for card in planned(f"# 제목\n\n```mermaid\n{text}\n```\n").cast.cards}


@pytest.mark.parametrize("words", ["app 1", "앱 2", "소비자 1", "Consumer", "Worker 3"])
def test_what_answers_requests_looks_like_a_server_whatever_it_is_called(words):
    assert icon(words, Role.SERVER) == "server"


def test_a_word_of_its_own_wins_over_the_role():
    assert icon("결제 컨테이너", Role.SERVER) == "container"
    assert icon("모바일 앱", Role.CLIENT) == "phone"
    assert icon("방화벽") == "lock"


def test_apps_behind_nginx_and_consumers_behind_a_queue_are_servers():
    behind = cards("graph LR\n  U[User] --> N[nginx]\n  N --> A1[app 1]\n  N --> A2[app 2]")
    assert [behind[id].icon for id in ("A1", "A2")] == ["server", "server"]
    taking = cards("graph LR\n  P[주문 서비스] --> Q[[메시지 큐]]\n  Q --> C1[소비자 1]\n  Q --> C2[소비자 2]")
    assert [taking[id].role for id in ("C1", "C2")] == [Role.SERVER, Role.SERVER]


def test_a_card_leaves_its_figure_to_the_gauge_under_it():
    found = cards("graph LR\n  A[CPU 사용률 80%] --> B[오케스트레이터]\n  B --> C[새 컨테이너 생성]")
    assert found["A"].label.plain == "CPU 사용률"
    plain = cards("graph LR\n  A[할인 80%] --> B[주문]")
    assert plain["A"].label.plain == "할인 80%"
