"""The author's `%% @` lines."""

import dataclasses

import pytest
from by_hand import block, chart

from diagram_anim.model.diagram import Directive
from diagram_anim.model.span import Span
from diagram_anim.story import as_data, storyboard

CHART = chart("""
    U=사용자
    LB=로드 밸런서
    W1=웹 서버 1
    W2=웹 서버 2
    U>LB
    LB>W1
    LB>W2
""")


MOST = "`min` is at most `max`, which is 10 where it isn't given: write `max` too"


def told(*lines, **given):
    directives = tuple(
        Directive(line, Span("lecture.md", 10 + row, 10, 10 + row, 10 + len(line))) for row, line in enumerate(lines)
    )
    return storyboard(dataclasses.replace(CHART, directives=directives), block(caption="첫 문장", **given))


def board(*lines, **given):
    found, problems = told(*lines, **given)
    assert found and not problems, problems
    return found


def test_steps_hold_the_beats_after_them_and_everything_appears_in_the_first():
    found = board(
        "@system LB policy=random check.period=2s".removeprefix("@"),
        "step 요청이 나뉩니다",
        "traffic U rate=40/s",
        "step 웹 서버 1이 멈춥니다",
        "fail W1 then wait 2s",
        "for 6s",
    )
    data = as_data(found)
    assert [step["say"] for step in data["steps"]] == ["요청이 나뉩니다", "웹 서버 1이 멈춥니다"]
    assert [[beat["verb"] for beat in step["beats"]] for step in data["steps"]] == [
        ["appear", "traffic"],
        ["fail", "wait"],
    ]
    assert data["steps"][0]["beats"][0]["cause"]["rule"] == "reveal"
    assert data["steps"][0]["beats"][1]["cause"] is None
    assert data["steps"][1]["for"] == 6.0
    assert data["roles"] == {"U": "client", "LB": "balancer", "W1": "server", "W2": "server"}
    assert data["settings"] == {"LB": {"policy": "random", "check.period": 2.0}}


def test_an_author_who_lets_things_appear_is_left_alone():
    found = board("step 하나", "appear U", "step 둘", "appear all")
    assert [len(step.beats) for step in found.steps] == [1, 1]


def test_beats_before_any_step_stand_under_the_words_before_the_diagram():
    found = board("traffic U rate=1/s", "step 둘", "fail W1")
    assert [found.text(step.say) for step in found.steps] == ["첫 문장", "둘"]


def test_the_head_sets_what_the_film_is():
    found = board('title "새 제목"', "subtitle 곁 제목", "lang en", "seed 9", "pace 1.5", "step x", "loop", "fail W1")
    assert (found.title, found.subtitle) == ({"en": "새 제목"}, {"en": "곁 제목"})
    assert (found.lang, found.seed, found.pace, found.steps[0].loop) == ("en", 9, 1.5, True)


def test_within_the_steps_title_is_the_verb():
    found = board("step x", 'title "장애 이후"')
    assert found.steps[0].beats[-1].verb == "title"


def test_without_inference_no_events_are_told_and_things_stay_what_they_are_called():
    found = board("infer off")
    assert as_data(found)["roles"] == {"U": "client", "LB": "balancer", "W1": "server", "W2": "server"}
    assert [[beat.verb for beat in step.beats] for step in found.steps] == [["appear"]]


@pytest.mark.parametrize(
    "line, code, column, hint",
    [
        ("stepp x", "unknown-directive", 10, "did you mean `step`?"),
        ("fial W1", "unknown-directive", 10, "did you mean `fail`?"),
        ("fail W9", "unknown-node", 15, "did you mean `W2`?"),
        ("system LB polcy=random", "unknown-key", 20, "did you mean `policy`?"),
        ("system LB policy=rand", "unknown-choice", 27, "did you mean `random`?"),
        ("system XX policy=random", "unknown-node", 17, "there are `U`, `LB`, `W1` and `W2`"),
        ("system LB", "bad-system", 17, "write `@system LB policy=random check.period=2s`"),
        ("seed seven", "bad-value", 15, "write a count without a unit: `6`"),
        ("pace 0", "bad-value", 15, "write a factor: `1.2`"),
        ("infer maybe", "bad-value", 16, "write `on` or `off`"),
        ("for 6", "bad-value", 14, "write `6s` or `6ms`"),
        ("for 20m", "too-long", 14, "did you mean `20ms`?"),
        ("pace 100", "bad-value", 15, "write `1.2` for films a fifth longer"),
        ("stp x", "unknown-directive", 10, "did you mean `step`?"),
        ("lang kr", "bad-value", 15, "did you mean `ko`?"),
        ("system W1 autoscale.min=20", "min-over-max", 20, MOST),
        (
            "system W1 replicas=2000",
            "bad-value",
            29,
            "more copies are a number in a film, no matter which: write fewer",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(line, code, column, hint):
    found, problems = told(line)
    assert found is None
    (problem,) = problems
    assert (problem.code, problem.span.line, problem.span.column, problem.hint) == (code, 10, column, hint)


def test_all_mistakes_come_in_one_pass():
    _, problems = told("fial W1", "step x", "fail W9 then waitt 2s", "system LB x=1")
    assert [(problem.code, problem.span.line) for problem in problems] == [
        ("unknown-directive", 10),
        ("unknown-node", 12),
        ("unknown-verb", 12),
        ("unknown-key", 13),
    ]


def test_a_language_without_words_of_its_own_is_told():
    _, problems = told("lang fr", "step un", "traffic U rate=4/s")
    assert [(one.code, one.is_error) for one in problems] == [("unknown-language", False)]
    assert board("lang ja", "step 一", "traffic U rate=4/s").lang == "ja"
