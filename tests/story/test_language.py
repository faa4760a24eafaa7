"""What words mean, and sentences made of them."""

import pytest
from by_hand import block, label

from diagram_anim.mermaid import parse
from diagram_anim.source.detect import detect, languages
from diagram_anim.story import storyboard
from diagram_anim.story.language import phrases
from diagram_anim.story.language.lexicon import find, lexicon
from diagram_anim.story.language.particles import Word
from diagram_anim.story.language.phrases import Phrases


@pytest.mark.parametrize(
    "words, said",
    [
        ("서버", "서버가 서버를 서버로"),
        ("사용자들", "사용자들이 사용자들을 사용자들로"),
        ("저장소 셋", "저장소 셋이 저장소 셋을 저장소 셋으로"),
        ("로드 밸런서(LB)", "로드 밸런서(LB)가 로드 밸런서(LB)를 로드 밸런서(LB)로"),
        ("Pod 1", "Pod 1이 Pod 1을 Pod 1로"),
        ("Pod 2", "Pod 2가 Pod 2를 Pod 2로"),
        ("버전 1.0", "버전 1.0이 버전 1.0을 버전 1.0으로"),
        ("50%", "50%가 50%를 50%로"),
        ("LB", "LB가 LB를 LB로"),
        ("URL", "URL이 URL을 URL로"),
        ("VM", "VM이 VM을 VM으로"),
        ("Docker Swarm", "Docker Swarm이 Docker Swarm을 Docker Swarm으로"),
        ("Scheduler", "Scheduler가 Scheduler를 Scheduler로"),
        ("kubelet", "kubelet이 kubelet을 kubelet으로"),
        ("ServiceB", "ServiceB가 ServiceB를 ServiceB로"),
        ("GitHub", "GitHub가 GitHub를 GitHub로"),
        ("Google", "Google이 Google을 Google로"),
        ("日本", "日本이(가) 日本을(를) 日本(으)로"),
    ],
)
def test_particles_follow_the_last_sound(words, said):
    word = Word(words)
    assert f"{word:이/가} {word:을/를} {word:으로/로}" == said


@pytest.mark.parametrize(
    "text, senses",
    [
        ("로드밸런서", {"balancer"}),
        ("Load-Balancer", {"balancer"}),
        ("OrderService", {"server"}),
        ("stopped", {"end"}),
        ("Creating pods", {"start", "unit"}),
        ("서비스 중단!", {"outage"}),
        ("보고 객체", set()),
        ("무중단 운영", set()),
        ("file download", set()),
        ("ダウンロード", set()),
    ],
)
def test_stems_and_whole_words_are_found_the_longest_first(text, senses):
    found = set().union(*(hit.senses for hit in find(text)), set())
    assert senses <= found if senses else not found


@pytest.mark.parametrize("text", ["장애 없이", "no outage", "without failure", "障害なし"])
def test_a_negated_word_is_marked(text):
    assert any(hit.negated for hit in find(text))


@pytest.mark.parametrize(
    "texts, lang",
    [
        (("컨테이너를 여럿 돌린다는 것. ```graph LR A --> B```",), "ko"),
        (("サーバーを動かす",), "ja"),
        (("Running many containers",), "en"),
        (("", "서버 장애"), "ko"),
        (("# T", "", "사용자 요청 서버"), "ko"),
        (("# Kubernetes Deployment", "서버 장애"), "ko"),
        (("# T", "ユーザー"), "ja"),
        (("# T", "user server"), "en"),
        (("A long English text about one word, 서버, and nothing else in that language at all",), "en"),
        (("# Caches (캐시)\n\nThe cache is what has been seen, and it answers at once.\n\n질문 있나요?",), "en"),
        (("# API Gateway, Lambda, DynamoDB\n\nAPI Gateway가 Lambda를 부르고, Lambda는 DynamoDB에 씁니다.",), "ko"),
        (
            ("# The order of things is not what it was in Kubernetes\n\n배포는 레플리카셋을 만들고 파드를 띄웁니다.",),
            "ko",
        ),
    ],
)
def test_the_language_is_that_of_the_first_text_that_tells(texts, lang):
    assert detect(*texts) == lang


def test_every_language_has_the_same_templates_and_ideas():
    english = lexicon("en")
    for lang in languages():
        assert lexicon(lang).say.keys() == english.say.keys(), lang
        assert lexicon(lang).means.keys() == english.means.keys(), lang


@pytest.mark.parametrize("lang", languages())
def test_a_caption_has_at_most_two_lines(lang):
    say = Phrases(lang)
    long = "매우 긴 이름을 가진 상자 " * 6
    for key in say.lexicon.say:
        words = ("a", "b", "via", "many", "client", "server", "lb", "outcome", "name", "level", "label", "group")
        caption = say(key, **dict.fromkeys((*words, "text", "c", "d", "first", "each"), long), n=3, times=10)
        assert phrases.width(caption) <= 2 * phrases.LINE


@pytest.mark.parametrize(
    "words, said",
    [
        ("권한 없음", "권한 없으면"),
        ("만료되지 않음", "만료되지 않으면"),
        ("토큰 만료됨", "토큰 만료되면"),
        ("이미지 포함", "이미지 포함하면"),
        ("요청 거부", "요청 거부되면"),
        ("신규 회원", "신규 회원일 때"),
        ("우편 보관함", "우편 보관함일 때"),
        ("시스템 화면", "시스템 화면일 때"),
        ("비밀번호가 틀리면", "비밀번호가 틀리면"),
        ("장애 시", "장애 시"),
        ("1단계", "1단계"),
        ("방법 2: 캐시", "방법 2: 캐시"),
        ("1단계 실패", "1단계 실패하면"),
        ("Cache HIT", "Cache HIT일 때"),
        ("로그인했나요?", "로그인했나요?"),
    ],
)
def test_a_branch_in_korean_begins_as_a_sentence_does(words, said):
    assert Phrases("ko").case(words) == said


def test_a_branch_in_other_languages():
    assert Phrases("en").case("Cache miss") == "Cache miss"
    assert [Phrases("ja").case(words) for words in ("在庫あり", "失敗した場合")] == ["在庫ありの場合", "失敗した場合"]


def test_a_sentence_under_a_label_goes_on_small():
    assert Phrases("en").under("Timeout", "begins", a="Open") == "Timeout: it starts in Open"
    assert Phrases("en").under("", "each_all", each="a to b") == "From a to b"
    assert Phrases("ko").under("완료", "becomes", a="k3s", b="timeout") == "완료: k3s에서 timeout으로 넘어갑니다"
    assert Phrases("ko").under("", "each_all", each="k3s는 서버로") == "k3s는 서버로 이어집니다"


def test_a_sentence_that_is_too_long_ends_where_a_thought_does():
    kept = "A lock keeps two nodes apart that want the same thing at once, so that neither undoes what the other does"
    assert (
        phrases.caption(f"{kept}, however long the network takes to bring their messages where they go") == f"{kept}…"
    )
    assert phrases.caption("A lock.") == "A lock."


def test_what_is_too_much_to_name_is_counted():
    assert Phrases("ko").many([f"서버 {n}" for n in range(1, 10)]) == "서버 1, 서버 2, 서버 3 외 6개"


@pytest.mark.parametrize(
    "text, name, rest",
    [
        ("Orchestrator/지휘자/- 조율", "Orchestrator", ["지휘자", "조율"]),
        ("Load/Balancer", "Load Balancer", []),
        ("Application/Load Balancer", "Application Load Balancer", []),
        ("Orders/PostgreSQL", "Orders", ["PostgreSQL"]),
        ("Redis/Cache", "Redis", ["Cache"]),
        ("Shop 1/Container", "Shop 1", ["Container"]),
        ("🔥 서버", "서버", []),
        ("Is the Pod/assigned to a Node?", "Is the Pod assigned to a Node?", []),
        ("검토:/승인할까?", "검토:", ["승인할까?"]),
    ],
)
def test_a_thing_is_called_by_its_first_line_where_that_is_whole(text, name, rest):
    assert (phrases.name(label(text)), phrases.rest(label(text))) == (name, rest)


@pytest.mark.parametrize(
    "name, speaks",
    [
        ("버튼을 누릅니다", True),
        ("알림이 간다", True),
        ("재고가 있습니까?", True),
        ("ボタンを押します", True),
        ("웹 서버", False),
        ("판다", False),
        ("API 게이트웨이", False),
        ("受付", False),
    ],
)
def test_a_sentence_is_no_name_that_a_particle_follows(name, speaks):
    assert phrases.sentence(name) is speaks
    said = Phrases("ko")("hop", a=name, b="저장소")
    assert said.startswith("‘") is speaks


def test_what_is_cut_ends_behind_a_whole_word():
    assert phrases.cut("저장소에서 소스를 내려받고 의존성을 설치하고", 30) == "저장소에서 소스를 내려받고…"
    assert phrases.cut("x" * 40, 10) == "x" * 9 + "…"


def test_what_no_caption_holds_is_parted_where_thoughts_end():
    text = "소스를 내려받고, 의존성을 설치하고, " * 6 + "운영 환경으로 내보냅니다. " + "낱말 " * 60
    found = phrases.pieces(text)
    assert " ".join(found) == text.strip()
    assert len(found) > 2 and all(phrases.width(one) <= 2 * phrases.LINE for one in found)
    assert all(one.endswith((",", ".")) for one in found[:2])
    assert phrases.pieces("짧은 말") == ["짧은 말"]


@pytest.mark.parametrize(
    "prose, code, lang",
    [
        ("서버 두 대를 그린 그림입니다. 하나는 장애입니다.", "U[Users] --> LB[Load balancer]", "ko"),
        ("서버 두 대를 그린 그림입니다.", "U[利用者] --> LB[ロードバランサー]", "ja"),
        ("This is what the shop looks like on the day of the sale.", "U[사용자] --> LB[로드밸런서]", "ko"),
        ("This is what the shop looks like on the day of the sale.", "U[Users] --> LB[Load balancer 로드밸런서]", "en"),
    ],
)
def test_captions_speak_as_the_diagram_does_where_it_tells(prose, code, lang):
    given = block(f"flowchart LR\n    {code}\n", prose=f"{prose}\n\n```\nls\n```\n")
    diagram, _ = parse(given)
    assert diagram is not None
    board, _ = storyboard(diagram, given)
    assert board is not None and board.lang == lang
