"""An icon that an author names is the nearest of ours."""

import tomllib

import pytest

from diagram_anim import resources
from diagram_anim.cast.icons import icon, meant


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ("fa:fa-lock", "lock"),
        ("fab:fa-github", "version"),
        ("fa:fa-database", "database"),
        ("mdi:kubernetes", "orchestrator"),
        ("logos:aws-lambda", "cloud"),
        ("fa:fa-users", "user"),
        ("fa:fa-shopping-cart", "service"),
        ("fa:scheduler", "scheduler"),
        ("fa:fa-fish", ""),
    ],
)
def test_a_named_icon_is_one_of_ours(named, ours):
    assert meant([named]) == ours


@pytest.mark.parametrize(("path", "ours"), [("/srv/user/app", ""), ("/srv/log/app", "log"), ("/api/orders", "api")])
def test_where_a_file_lies_is_no_user_and_no_server(path, ours):
    assert icon(path) == ours


def test_words_that_name_an_icon_say_nothing_in_a_label():
    assert icon("a file in a box") == ""


def test_every_icon_that_words_ask_for_is_there():
    table = tomllib.loads(resources.asset("icons", "words.toml").read_text(encoding="utf-8"))
    assert {name for part in table.values() for name in part} <= resources.icons()


@pytest.mark.parametrize(
    ("label", "ours"),
    [
        ("스마트폰", "phone"),
        ("시계", "clock"),
        ("잠금", "lock"),
        ("보안 그룹", "lock"),
        ("보안 사고", ""),
        ("Secret leaks", ""),
        ("컨트롤 플레인", "orchestrator"),
        ("오케스트레이션 플랫폼", "orchestrator"),
        ("Deadlock", ""),
        ("Block list", ""),
    ],
)
def test_a_label_says_which_icon_is_meant(label, ours):
    assert icon(label) == ours


@pytest.mark.parametrize(
    "label, drawn",
    [
        ("사용자 DB", "database"),
        ("User DB", "database"),
        ("user cache", "cache"),
        ("사용자", "user"),
        ("DB 사용자", "user"),
        ("mobile app", "phone"),
        ("모바일 앱", "phone"),
    ],
)
def test_whose_a_thing_is_does_not_make_it_a_person(label, drawn):
    assert icon(label) == drawn
