"""Figures in captions: what they say of a run, in which words, and what is told where nothing can be said."""

import pytest

from diagram_anim import story
from diagram_anim.batch.rehearsal import rehearse
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.simulate.times import duration
from diagram_anim.source import blocks

SCENE = """\
lang: ko
diagram: |
  graph LR
    U[사용자] --> LB[밸런서] --> W[서버]
system:
  W:
    {{replicas: 4, version: v1, start: 3s, capacity: 10/s, queue: 2, latency: 80ms, prestop: 2s,
    rollout: {{surge: 25%, unavailable: 25%}}}}
compare:
  one copy: {{W: {{replicas: 1}}}}
steps:
  - say: {first}
    do: |
      appear all
      traffic U rate=20/s
      wait 4s
  - say: {second}
    do: roll W to=v2
"""


def told(first="x", second="x", *sets):
    text = SCENE.format(first=first, second=second)
    found, problems = rehearse(Task(Document("a.yaml", text), None, "a"), Settings(set=sets))
    return [dict(step.say) for step in found.board.steps] if found else [], problems


def said(words, *sets):
    """What a caption of the second step says."""
    steps, problems = told("x", f'"{words}"', *sets)
    assert not problems
    return steps[1]["ko"]


@pytest.mark.parametrize(
    "words, spoken",
    [
        ("{W.wanted} {W.ready}", "4 4"),
        ("{W.ready min}~{W.total max}", "3~5"),
        ("{W.replicas} {W.rollout.surge} {W.start} {W.version}", "4 25% 3초 v1"),
        ("{rolling W}, {rolled W}, {W.autoscale.max}", "1, 1, 10"),
        ("{rolled W after rolling W}", "10초"),
        ("{{lost}} {{{W.ready}}}", "{lost} {4}"),
        ("{ W.ready }", "4"),
    ],
)
def test_a_figure_is_as_the_run_and_the_settings_have_it(words, spoken):
    assert said(words) == spoken


def test_totals_are_those_so_far_and_a_steps_own():
    steps, problems = told('"{sent} {step.sent} {took}"', '"{sent} {step.sent} {took}"')
    (before, own, first), (all_, more, second) = (step["ko"].split() for step in steps)
    assert not problems and (first, second) == ("4초", "11초")
    assert before == own == "80" and int(all_) == 80 + int(more) > 200


def test_a_figure_from_before_is_the_one_at_the_end_of_the_step_before():
    steps, problems = told('"{sent} {took} {W.ready}"', '"{before.sent} {before.took} {before.W.ready}"')
    assert not problems and steps[0]["ko"] == steps[1]["ko"]
    _, problems = told('"{before.sent}"', '"{before.nobody.sent}"')
    assert [problem.code for problem in problems] == ["unknown-figure"] * 2


@pytest.mark.parametrize("name", ["sent", "unserved", "step.refused"])
def test_another_run_has_figures_of_its_own(name):
    one, other = said(f"{{{name}}} {{{name} in one copy}}").split()
    assert (one == other) is (name == "sent")


def test_what_a_setting_changes_is_said_otherwise():
    assert said("{W.replicas} {W.ready} {refused}") == "4 4 2"
    copies, ready, refused = said("{W.replicas} {W.ready} {refused}", "W.replicas=1").split()
    assert (copies, ready) == ("1", "1") and int(refused) > 20


@pytest.mark.parametrize(
    "words, spoken",
    [
        ("{W.ready}은 {W.total max}를 {W.ready min}가", "4는 5를 3이"),
        ("{W.rollout.surge}으로 {rolled W after rolling W}이", "25%로 10초가"),
        ("{W.ready}이상 {W.ready}개를", "4이상 4개를"),
        ("{W.replicas}로, {W.autoscale.max}로", "4로, 10으로"),
    ],
)
def test_a_korean_particle_fits_the_figure_before_it(words, spoken):
    assert said(words) == spoken


def test_a_noun_is_for_one_or_for_more():
    words = "{W.replicas:copy is/copies are} there"
    assert said(words) == "4 copies are there"
    assert said(words, "W.replicas=1") == "1 copy is there"


@pytest.mark.parametrize(
    "seconds, ko, en",
    [
        (0, "0초", "0 s"),
        (0.0803, "80ms", "80 ms"),
        (4.42, "4.4초", "4.4 s"),
        (4.0, "4초", "4 s"),
        (50.01, "50초", "50 s"),
        (59.9, "1분", "1 min"),
        (300, "5분", "5 min"),
        (95, "1분 35초", "1 min 35 s"),
        (3 * 3600 + 61, "3시간 1분", "3 h 1 min"),
    ],
)
def test_times_are_said_in_two_units_at_the_most(seconds, ko, en):
    assert (duration(seconds, "ko"), duration(seconds, "en"), duration(seconds, "fr")) == (ko, en, en)


def test_each_language_has_its_own_units():
    steps, problems = told("x", '{ko: "{W.start}", en: "{W.start}", ja: "{W.start}"}')
    assert not problems and steps[1] == {"ko": "3초", "en": "3 s", "ja": "3秒"}


@pytest.mark.parametrize(
    "words, code, message, hint, column",
    [
        ("x {los}", "unknown-figure", "no figure is called `los`", "did you mean `lost`", 13),
        ("{W.redy}", "unknown-figure", "`W` has no figure `redy`", "did you mean `W.ready`", 11),
        ("{W.qqqq}", "unknown-figure", "`W` has no figure `qqqq`", "`ready`, `total` and `wanted`", 11),
        ("{X.ready}", "unknown-figure", "nothing is called `X`", "`LB`, `U` and `W`", 11),
        ("{lost X after failed W}", "unknown-figure", "nothing is called `X`", "`LB`, `U` and `W`", 11),
        ("{qqqqqqq}", "unknown-figure", "no figure is called `qqqqqqq`", "there are `sent`, `served`, `error`", 11),
        ("{lost in two}", "unknown-figure", "no run is called `two`", "`one copy`", 11),
        ("{}", "unknown-figure", "no figure is called ``", "there are `sent`", 11),
        ("x } y", "bad-figure", "`}` stands alone", "`}}`", 13),
        ("x {lost", "bad-figure", "`{` stands alone", "`{{`", 13),
    ],
)
def test_what_isnt_known_is_an_error_at_its_place(words, code, message, hint, column):
    steps, problems = told("x", f'"{words}"')
    (problem,) = problems
    assert not steps and problem.is_error and problem.code == code
    assert problem.message.startswith(message) and hint in problem.hint
    assert (problem.span.line, problem.span.column) == (17, column)


def test_what_hasnt_come_about_is_a_warning_and_a_dash():
    steps, (problem,) = told('"{rolled W after rolling W}"')
    assert steps[0]["ko"] == "–"
    assert (problem.severity.value, problem.code, problem.span.line) == ("warning", "no-figure", 12)


def test_comments_have_figures_too_and_what_is_inferred_has_none():
    document = Document(
        "a.md",
        "```mermaid\ngraph LR\n  U[User] --> W[Server]\n  %% @step {sent} requests, {lsot}\n"
        "  %% @traffic U rate=10/s\n  %% @wait 2s\n```\n",
    )
    found, (problem,) = rehearse(Task(document, blocks(document)[0], "a"), Settings())
    assert found is None and (problem.span.line, problem.span.column) == (4, 29)
    plain = Document("b.md", "```mermaid\nsequenceDiagram\n  A->>B: GET /users/{id}\n```\n")
    found, problems = rehearse(Task(plain, blocks(plain)[0], "b"), Settings())
    assert found and not problems and "{id}" in "".join(found.board.text(step.say) for step in found.board.steps)


def test_a_written_scene_keeps_its_figures_and_braces():
    text = SCENE.format(first='"{sent} {{x}}"', second="x")
    board, _ = story.load_scene(Document("a.yaml", text), lambda *_: (None, []))
    written = story.write_scene(board)
    again, problems = story.load_scene(Document("a.yaml", written), lambda *_: (None, []))
    assert not problems and '"{sent} {{x}}"' in written
    assert again.steps == board.steps and story.write_scene(again) == written
