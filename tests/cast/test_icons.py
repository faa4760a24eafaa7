"""An icon that an author names is the nearest of ours."""

import tomllib

import pytest

from diagram_anim import resources
from diagram_anim.cast.icons import icon, meant, of_label
from diagram_anim.cast.labels import pictured
from diagram_anim.model.diagram import Label
from diagram_anim.model.system import Role


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
    words = {name: part for name, part in table.items() if name != "other"}
    assert {name for part in words.values() for name in part} <= resources.icons()


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
    ("label", "role", "drawn"),
    [
        ("Rest area", "thing", ""),
        ("REST API", "thing", "api"),
        ("로그인 화면", "thing", "browser"),
        ("관리자 대시보드", "thing", "chart"),
        ("Internet Banking", "thing", "bank"),
        ("센서 200대", "client", "sensor"),
        ("직원 PC", "client", "screen"),
        ("사용자 안내", "thing", ""),
        ("클라우드 관리형", "thing", "cloud"),
        ("COPY . /app", "thing", ""),
        ("サーバー係", "thing", "user"),
        ("배포 담당", "thing", "user"),
        ("공격자", "thing", "user"),
        ("Users in Europe", "thing", "user"),
        ("Redis (master)", "cache", "cache"),
        ("시계열 DB", "store", "database"),
        ("Ingress Controller", "balancer", "gateway"),
        ("DB 서버", "server", "database"),
        ("Pod v2", "server", "pod"),
        ("v2 (canary)", "server", "version"),
        ("nginx-settings ConfigMap", "thing", "balancer"),
        ("Deployment nginx-web", "server", "deployment"),
        ("카탈로그", "thing", ""),
        ("Kafka: logs", "queue", "queue"),
        ("서비스 이름 shop", "controller", "service"),
        ("컨트롤러", "controller", "deployment"),
        ("서버 B - 서비스 중", "thing", "server"),
    ],
)
def test_what_a_thing_is_stands_at_the_end_of_its_name(label, role, drawn):
    assert icon(label, Role(role)) == drawn


def _label(*lines):
    return Label(" ".join(lines), lines)


@pytest.mark.parametrize(
    ("lines", "drawn", "left"),
    [
        (("👩\u200d💻 관리자",), "👩\u200d💻", ("관리자",)),
        (("🌡️ Soil sensor", "plot 3"), "🌡️", ("Soil sensor", "plot 3")),
        (("📱", "쇼핑 앱"), "📱", ("쇼핑 앱",)),
        (("🇰🇷 은행",), "🇰🇷", ("은행",)),
        (("사용자 🔥",), "user", ("사용자 🔥",)),
        (("✅ 서버",), "server", ("✅ 서버",)),
        (("🔴 서버",), "server", ("🔴 서버",)),
        (("🎉",), "", ("🎉",)),
    ],
)
def test_the_emoji_before_a_name_is_its_picture_and_no_sign_of_a_state(lines, drawn, left):
    assert of_label(_label(*lines)) == drawn
    assert pictured(_label(*lines))[1].lines == left


def test_the_lines_of_a_list_under_a_name_say_nothing_of_what_it_is():
    assert of_label(_label("Alpha", "database", "cache")) == ""
    assert of_label(_label("Alpha", "database")) == "database"


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


@pytest.mark.parametrize("name", ["hotfix/login", "feature/search-cache", "release/1.4", "fix/DB-123/queue"])
def test_a_branch_looks_like_one_whatever_it_changes(name):
    assert icon(name) == "version"


@pytest.mark.parametrize(("name", "ours"), [("login", "lock"), ("fix / login", "lock"), ("api/login", "lock")])
def test_what_is_no_branch_is_read_by_its_words(name, ours):
    assert icon(name) == ours
