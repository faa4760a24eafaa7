"""Scene files: read strictly, written so that they read the same."""

from __future__ import annotations

import dataclasses
import json

import pytest
from by_hand import block

from diagram_anim import resources
from diagram_anim.mermaid import parse
from diagram_anim.model.diagnostic import error
from diagram_anim.model.document import Block, Document, Origin
from diagram_anim.model.storyboard import Storyboard
from diagram_anim.story import load_scene, schema, storyboard, write_scene
from diagram_anim.story.scene.read import digest

MERMAID = "graph LR\n  U[사용자] --> LB[로드 밸런서]\n  LB --> W1[웹 서버 1] & W2[웹 서버 2]"
DIAGRAM = "diagram: |\n" + "\n".join(f"  {line}" for line in MERMAID.split("\n")) + "\n"


def no_block(file, selection):
    raise AssertionError("this scene holds its diagram")


def load(text, read_block=no_block, **given):
    return load_scene(Document("scene.yaml", text), read_block, **given)


def board(text, **given) -> Storyboard:
    found, problems = load(text, **given)
    assert found and not problems, problems
    return found


def test_steps_captions_and_settings_are_read():
    found = board(
        "title: 서버 장애\nlang: ko\n"
        + DIAGRAM
        + "system:\n  LB: {policy: random, check: {period: 2s, failures: 2}}\n  W1: {capacity: 30/s, latency: 80ms}\n"
        + "steps:\n  - say: 요청이 나뉩니다\n    do: |\n      appear all\n      traffic U rate=40/s\n"
        + "  - say: {ko: 멈춥니다, en: It stops}\n    do: fail W1\n    for: 6s\n"
    )
    assert found.text(found.title) == "서버 장애"
    assert found.system.parts["LB"].settings == {"policy": "random", "check.period": 2.0, "check.failures": 2}
    assert [found.text(step.say) for step in found.steps] == ["요청이 나뉩니다", "멈춥니다"]
    assert [beat.verb for step in found.steps for beat in step.beats] == ["appear", "traffic", "fail"]
    assert found.steps[1].seconds == 6.0
    assert found.name == "scene.yaml"


def test_captions_come_in_the_language_asked_for():
    found = board(DIAGRAM + "lang: ko\nsteps:\n  - say: {ko: 멈춥니다, en: It stops}\n    do: fail W1\n", lang="en")
    assert found.text(found.steps[0].say) == "It stops"


def test_yaml_is_of_version_one_point_two():
    found = board(DIAGRAM.replace("U[사용자]", "NO[노르웨이]") + "title: off\nsteps:\n  - do: appear NO\n")
    assert found.text(found.title) == "off"


def test_a_scene_without_steps_is_told_by_its_words():
    found = board(DIAGRAM)
    assert "traffic" in {beat.verb for step in found.steps for beat in step.beats}


def test_a_scene_that_infers_nothing_has_only_what_is_written():
    found = board(DIAGRAM + "infer: off\n")
    assert [beat.verb for step in found.steps for beat in step.beats] == ["appear"]


def test_a_diagram_may_stand_elsewhere():
    def read_block(file, selection):
        assert (file, selection) == ("lecture.md", "5")
        return block(MERMAID, title="강의"), []

    sha = digest(MERMAID)[:12]
    text = f"diagram: {{file: lecture.md, block: 5, sha: {sha}}}\nsteps:\n  - do: fail W1\n"
    found, problems = load(text, read_block)
    assert found and not problems
    assert found.text(found.title) == "강의"
    found, (problem,) = load(text.replace(sha, "0" * 12), read_block)
    assert found and problem.code == "diagram-changed"


@pytest.mark.parametrize(
    "text, code, place, hint",
    [
        ("tilte: x\n" + DIAGRAM, "unknown-key", (1, 1), "did you mean `title`?"),
        (DIAGRAM + "steps:\n  - sai: x\n", "unknown-key", (6, 5), "did you mean `say`?"),
        (DIAGRAM + "steps:\n  - do: fail W3\n", "unknown-node", (6, 14), "did you mean `W2`?"),
        (
            DIAGRAM + "steps:\n  - do: |\n      appear all\n      fail W3\n",
            "unknown-node",
            (8, 12),
            "did you mean `W2`?",
        ),
        (DIAGRAM + "steps:\n  - do: 'fail W3'\n", "unknown-node", (6, 15), "did you mean `W2`?"),
        (DIAGRAM + "system:\n  LB: {polcy: random}\n", "unknown-key", (6, 8), "did you mean `policy`?"),
        (DIAGRAM + "system:\n  LB: {check: {period: 2}}\n", "bad-value", (6, 24), "write `2s` or `2ms`"),
        (DIAGRAM + "system:\n  L: {policy: random}\n", "unknown-node", (6, 3), "did you mean `LB`?"),
        (DIAGRAM + "steps: 5\n", "bad-value", (5, 8), "begin each of its lines with `-`"),
        (
            DIAGRAM + "steps:\n  - do:\n    - fail W1\n    - recover W1\n",
            "bad-value",
            (7, 5),
            "write `do: |`, and below it each on a line of its own, without `-`",
        ),
        (DIAGRAM + "seed: many\n", "bad-value", (5, 7), "write `seed: 7`"),
        (DIAGRAM + "pace: 0\n", "bad-value", (5, 7), "write a greater number"),
        (DIAGRAM + "steps:\n  - fail W1\n", "bad-value", (6, 5), "write `- do: fail W1`"),
        (DIAGRAM + "steps:\n  - say: {kr: 안녕}\n", "bad-value", (6, 11), "did you mean `ko`?"),
        (DIAGRAM + "words: {jp: {서버: サーバー}}\n", "bad-value", (5, 9), "did you mean `ja`?"),
        (DIAGRAM + "pace: 21\n", "bad-value", (5, 7), "write `pace: 1.2`"),
        (DIAGRAM + "lang: 한국어\n", "bad-value", (5, 7), "write `ko`, `en` or `ja`"),
        (DIAGRAM + "steps:\n  - do: fail W1\n    for: 6\n", "bad-value", (7, 10), "write `6s` or `6ms`"),
        ("title: x\n", "missing-key", (1, 1), "write `diagram: |`"),
        (DIAGRAM + "title: [a]\n", "bad-value", (5, 8), "write `title: words`"),
        (
            DIAGRAM + "steps:\n  - do: wait 2s until ready W1\n",
            "unused",
            (6, 9),
            "write `wait until EVENT`, or leave it out",
        ),
        (
            DIAGRAM + "steps:\n  - do: replace W1 as=V onn=W2 then fail V\n",
            "unknown-argument",
            (6, 25),
            "did you mean `on`?",
        ),
        ("title: [x\n", "bad-yaml", (1, 8), "write `]` behind what it holds"),
        ('title: "x\nlang: en\n', "bad-yaml", (1, 8), 'write `"` behind the text'),
        ("title: 'x\nlang: 'en'\n", "bad-yaml", (1, 8), "write `'` behind the text"),
        ("system: {A: {replicas: 2}\nlang: en\n", "bad-yaml", (1, 9), "write `}` behind what it holds"),
        ("title: @x\n", "bad-yaml", (1, 8), "a text that begins so needs quotes"),
        ("title: x\x07\n", "bad-yaml", (1, 9), "take it out"),
        ("title: x\nlang:en\nseed: 7\n", "bad-yaml", (2, 1), "a key needs `:` and a blank behind it"),
        (
            DIAGRAM + "steps:\n  - do: fail W1\n    for: 0s\n",
            "bad-value",
            (7, 10),
            "leave it out for its own length, or write `4s`",
        ),
        (DIAGRAM + "title: x\ntitle: y\n", "twice", (6, 1), "keep one of them"),
        (
            DIAGRAM + "steps:\n  - do: fail W1\n  -\n",
            "empty-step",
            (7, 4),
            "write `say: words` or `do: BEATS`, or take it out",
        ),
        (
            DIAGRAM + "steps:\n  - do: fail W1\n  - {}\n",
            "empty-step",
            (7, 5),
            "write `say: words` or `do: BEATS`, or take it out",
        ),
        ("diagram: |\n  graph LR\n    A -->\ntitle: x\n", "missing-node", (3, 10), "name the node that it leads to"),
        ("- a\n", "bad-scene", (1, 1), "begin with `title:` and `diagram: |`"),
    ],
)
def test_a_mistake_is_told_at_its_place(text, code, place, hint):
    found, problems = load(text)
    assert found is None
    first = next(problem for problem in problems if problem.code == code)
    assert ((first.span.line, first.span.column), first.hint) == (place, hint)


def test_a_file_that_is_missing_is_told_where_it_is_named():
    missing = [error("no-such-file", "there is no file `a.md`")]
    _, (problem,) = load("diagram: {file: a.md, block: 2}\n", lambda *_: (None, missing))
    assert (problem.span.line, problem.span.column) == (1, 17)
    _, (problem,) = load("diagram: {file: a.md, block: 2}\n", lambda *_: (None, [error("no-such-block", "none")]))
    assert (problem.span.line, problem.span.column) == (1, 30)


def test_a_described_thing_that_is_no_more_than_a_thing_stays_one():
    found = board(DIAGRAM + "system:\n  LB: {role: thing}\nsteps:\n  - do: traffic U\n")
    text = write_scene(found)
    assert "LB: {role: thing}" in text and "infer" not in text
    assert board(text).system == found.system


def test_all_mistakes_come_in_one_pass():
    _, problems = load(DIAGRAM + "tilte: x\nsystem:\n  LB: {x: 1}\nsteps:\n  - do: |\n      fial W1\n      fail W9\n")
    assert [problem.code for problem in problems] == ["unknown-key", "unknown-key", "unknown-verb", "unknown-node"]


def test_a_mistake_in_the_diagram_is_told_in_the_scene_file():
    _, problems = load("title: x\ndiagram: |\n  graph LR\n    A[x --> B\n")
    assert problems and {problem.span.line for problem in problems} <= {4, 5}


def test_the_diagrams_own_steps_give_way_with_a_warning():
    text = DIAGRAM + "  %% @step 하나\n  %% @fail W1\nsteps:\n  - say: 둘\n    do: fail W2\n"
    found, problems = load(text)
    assert found and [problem.code for problem in problems] == ["steps-twice"]
    assert found.steps[0].beats[-1].targets == ("W2",)


def bare(board: Storyboard) -> Storyboard:
    """What is told, without the names of its file and the places in it."""
    return dataclasses.replace(board, name="", inferred=True, diagram=None)


def again(board: Storyboard, source: Block | None) -> Storyboard:
    text = write_scene(board)
    found, problems = load(text)
    assert found and not [problem for problem in problems if problem.is_error], (text, problems)
    return found


def test_what_was_inferred_is_written_with_its_reason():
    found, _ = storyboard(parse(block(MERMAID))[0], block(MERMAID))
    text = write_scene(found)
    assert "traffic U rate=10/s" in text
    assert "# because “사용자” (line 2): traffic" in text


def test_an_authors_lines_become_steps_and_leave_the_diagram():
    source = block(MERMAID + "\n  %% @step 하나: 둘\n  %% @fail W1 then wait 2s\n  %% @system LB check.period=2s")
    found, _ = storyboard(parse(source)[0], source)
    assert "%%" not in write_scene(found)
    assert bare(again(found, source)) == bare(found)


@pytest.mark.slow
def test_every_story_survives_being_written_and_read(shared):
    """Over Mermaid's own cases: what `describe` writes renders the same film."""
    count = 0
    for name in ("flowchart", "sequence"):
        cases = (shared / "mermaid" / "conformance" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for case in map(json.loads, cases[::5]):
            lines = tuple((row + 1, 0) for row in range(case["text"].count("\n") + 1))
            source = Block(
                Document("case.md", "한국어 문서"),
                1,
                case["text"],
                Origin("case.md", lines),
                "제목",
                "제목",
                caption="여는 말: 하나",
            )
            diagram, _ = parse(source)
            found = storyboard(diagram, source)[0] if diagram else None
            if found:
                assert bare(again(found, source)) == bare(found), case["text"]
                count += 1
    assert count > 300


def test_a_diagram_is_written_anew_where_its_text_is_gone():
    found, _ = storyboard(parse(block(MERMAID))[0], block(MERMAID))
    assert bare(again(found, None)) == bare(found)


def test_the_schema_in_the_assets_is_the_codes_own():
    written = json.loads(resources.asset("scene.schema.json").read_text(encoding="utf-8"))
    assert written == schema(), "write it again: assets/scene.schema.json"


@pytest.mark.parametrize("path", sorted(resources.folder("scenes").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_scenes_are_right(path):
    found, problems = load_scene(Document(path.name, path.read_text(encoding="utf-8")), no_block)
    assert found and not problems, problems
    assert found.lang == "ko"
