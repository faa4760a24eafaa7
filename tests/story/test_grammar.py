"""One line of beats into beats."""

import pytest
from by_hand import chart, sequence

from diagram_anim.model.effect import Kind
from diagram_anim.story.grammar import units
from diagram_anim.story.grammar.lines import Grammar
from diagram_anim.story.grammar.names import names
from diagram_anim.story.grammar.scan import Place

CHART = chart("""
    U=사용자
    LB=로드 밸런서
    W1=웹 서버 1
    W2=웹 서버 2
    DB=저장소
    over=이름
    web=사본
    servers{W1 W2}
    W1:::hot
    U>LB
    LB>W1
    LB>W2
    W1>DB
    LB>over
    U>web
""")
SEQUENCE = sequence("""
    A>B:하나
    A<B:둘
    note A B:쪽지
    B>B:셋
    A>B:넷
""")


def read(line, diagram=CHART, column=1):
    grammar = Grammar(names(diagram))
    beats = grammar.line(line, Place("test.md", 1, column))
    return beats, grammar.problems


def one(line, diagram=CHART):
    beats, problems = read(line, diagram)
    assert not problems, problems
    (beat,) = beats
    return beat


def wrong(line, diagram=CHART):
    beats, problems = read(line, diagram)
    assert not beats
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    "line, targets, args",
    [
        ("appear all", ("all",), {}),
        ("appear U LB", ("U", "LB"), {}),
        ("appear W*", ("W1", "W2"), {}),
        ("appear servers", ("servers",), {}),
        ("fail servers", ("W1", "W2"), {}),
        ("fail .hot", ("W1",), {}),
        ("appear LB->W1", ("L_LB_W1_1",), {}),
        ("traffic U rate=40/s", ("U",), {"rate": 40.0}),
        ("traffic U rate=2400/m", ("U",), {"rate": 40.0}),
        ("traffic U off", ("U",), {"off": True}),
        ("load U x10 over=5s", ("U",), {"times": 10.0, "over": 5.0}),
        ("split LB W1=50 W2=50% over=2s", ("LB",), {"to": {"W1": 50.0, "W2": 50.0}, "over": 2.0}),
        ('split LB "over"=100 over=1s', ("LB",), {"to": {"over": 100.0}, "over": 1.0}),
        ('send U -> LB -> W1 "GET /"', ("U", "LB", "W1"), {"text": "GET /"}),
        ("send U->LB fail", ("U", "LB"), {"fail": True}),
        ('send LB -> "over" "x"', ("LB", "over"), {"text": "x"}),
        ("wait 120ms", (), {"seconds": 0.12}),
        ("wait 5m", (), {"seconds": 300.0}),
        ("wait until detected W1 max=30s", ("W1",), {"until": "detected", "max": 30.0}),
        ("wait until replicas web n=14", ("web",), {"until": "replicas", "n": 14}),
        ("gauge W1 cpu=80% over=4s of=web", ("W1",), {"name": "cpu", "value": 80.0, "over": 4.0, "of": "web"}),
        ("scale web to=6", ("web",), {"to": 6}),
        ("replace W1 as=W3 on=servers", ("W1",), {"as": "W3", "on": "servers"}),
        ("fail web/2", ("web/2",), {}),
        ("illustrate W1 idea=scaling", ("W1",), {"idea": "scaling"}),
        ('badge W1 "v\\"2\\""', ("W1",), {"text": 'v"2"'}),
        ('title "장애 이후"', (), {"text": "장애 이후"}),
    ],
)
def test_a_beat_has_its_targets_and_values_in_si_units(line, targets, args):
    beat = one(line)
    assert (beat.targets, dict(beat.args)) == (targets, args)


@pytest.mark.parametrize(
    "line, targets, args",
    [
        ("play 1..4", (), {"first": 1, "last": 4}),
        ("play 2..", (), {"first": 2, "last": None}),
        ("play 3 branch=else", (), {"first": 3, "last": 3, "branch": "else"}),
        ("highlight msg:3 note:1", ("msg:3", "note:1"), {}),
        ("start B", ("B",), {}),
    ],
)
def test_a_sequence_has_its_own_names(line, targets, args):
    beat = one(line, SEQUENCE)
    assert (beat.targets, dict(beat.args)) == (targets, args)


def test_then_makes_a_beat_wait_for_the_one_before_it():
    beats, problems = read("appear U then fail W1 then wait 2s")
    assert not problems
    assert [(beat.verb, beat.then) for beat in beats] == [("appear", False), ("fail", True), ("wait", True)]


def test_a_line_may_begin_with_then():
    assert one("then fail W1").then


def test_what_follows_a_hash_and_a_blank_is_a_comment():
    assert one("fail W1  # because of rain").targets == ("W1",)
    assert read("# nothing") == ((), [])


def test_a_replacement_is_known_afterwards_and_has_the_others_edges():
    beats, problems = read("replace W1 as=W3 then send LB -> W3 -> DB then fail W3")
    assert not problems
    assert beats[-1].targets == ("W3",)


def test_all_mistakes_of_a_line_come_at_once_each_at_its_place():
    _, problems = read("traffik U then fail W9 then wait 4")
    assert [(problem.code, problem.span.column) for problem in problems] == [
        ("unknown-verb", 1),
        ("unknown-node", 21),
        ("bad-value", 34),
    ]


@pytest.mark.parametrize(
    "line, code, hint",
    [
        ("traffik U", "unknown-verb", "did you mean `traffic`?"),
        ("fail w1", "unknown-node", "did you mean `W1`?"),
        ('fail "웹 서버 1"', "unknown-node", "that is a label: did you mean `W1`?"),
        ("fail .hut", "unknown-class", "did you mean `.hot`?"),
        ("fail LB->W1", "wrong-target", "here may stand a node or a group or a participant"),
        ("fail all", "wrong-target", "name what is meant, or write a glob: `W*`"),
        ("appear W1->LB", "unknown-edge", "did you mean `LB->W1`?"),
        ("appear LB -> W1", "blank-in-edge", "write `LB->W1`"),
        ("appear U->W1", "unknown-edge", "edges from `U` lead to `LB` and `web`"),
        ("traffic U rat=4/s", "unknown-argument", "did you mean `rate`?"),
        ("traffic U rate=40", "bad-value", "write `40/s`"),
        ("traffic U rate =40/s", "blank-beside-equals", "write `rate=40/s`"),
        ("traffic U rate=", "missing-value", "write `rate=…`"),
        ("illustrate W1 idea=scalling", "unknown-choice", "did you mean `scaling`?"),
        ("illustrate W1", "missing-argument", "write `illustrate TARGET… idea=IDEA`"),
        ("wait untill detected W1", "unknown-word", "did you mean `until`?"),
        ("wait until detekted W1", "unknown-event", "did you mean `detected`?"),
        ("wait 4", "bad-value", "write `4s` or `4ms`"),
        ("wait", "missing-value", "write `wait 4s | wait until EVENT [TARGET] [n=COUNT] [max=60s]`"),
        ("load U 10x", "bad-value", "write `x10`"),
        ("wait until W1 ready", "unknown-event", "write `wait until ready W1`"),
        ("split LB W1=60 W2=60", "bad-shares", "together they are 100%"),
        ("split LB W1=33 W2=33", "bad-shares", "together they are 100%"),
        ("split LB U=100", "unknown-edge", "from `LB` it goes to `W1`, `W2` and `over`"),
        ("split LB W1=lots", "bad-value", "write it as `80%`"),
        ("send U -> W1", "unknown-edge", "from `U` it goes to `LB` and `web`"),
        ("send U ->", "open-path", "write `A -> B`"),
        ("send U -> LB x2.5", "bad-value", "write `x2` to `x20`"),
        ("send U -> LB x0", "bad-value", "write `x2` to `x20`"),
        ("scale web to=2.5", "bad-value", "write a count without a unit: `6`"),
        ("replace W1 as=W2", "name-taken", "take a new name"),
        ("replace W1 W2", "too-many-targets", "write `replace TARGET [as=NAME] [on=NODE]`"),
        ("fail", "missing-target", "write `fail TARGET…`"),
        ("badge W1", "missing-value", 'write `badge TARGET… "text"`'),
        ("badge W1 안녕 하세요", "unquoted-text", 'write `badge W1 "안녕 하세요"`'),
        ("send U -> LB GET /users fail", "unquoted-text", 'write `send U -> LB "GET /users" fail`'),
        ("gauge W1 cpu=150%", "bad-value", "write `cpu=100%`"),
        ('badge W1 "v2', "open-quote", 'end it with `"`'),
        ("badge W1 “v2”", "curly-quote", 'write `"v2"`'),
        ("play 1..2", "unknown-message", "only sequence diagrams have some"),
        ("fail W1 then", "missing-beat", "write `fail A then recover A`"),
        ('title U "x"', "needless-target", 'write `title "text"`'),
    ],
)
def test_a_mistake_has_a_code_and_a_hint(line, code, hint):
    _, problems = read(line)
    assert (problems[0].code, problems[0].hint) == (code, hint)


LABEL = "that is a label: did you mean `W1`?"


@pytest.mark.parametrize(
    "line, code, column, hint",
    [
        ("roll W1 v2", "stray-word", 9, "write `to=v2`"),
        ("canary W1 v2", "stray-word", 11, "write `to=v2`"),
        ("scale W1 6", "stray-word", 10, "write `to=6`"),
        ("scale W1 x2", "stray-word", 10, "write `scale TARGET to=6 [over=4s]`"),
        ("gauge W1 80%", "stray-word", 10, "write `cpu=80%`"),
        ("gauge W1 cpu=80", "bad-value", 14, "write `80%`"),
        ("degrade W1 2s", "stray-word", 12, "write `latency=2s`"),
        ("replace W1 -> W3", "stray-arrow", 12, "write `replace W1 as=W3`"),
        ("replace W1 as=웹 서버 3", "stray-word", 17, 'write `as="웹 서버 3"`'),
        ("schedule W1 W2", "missing-argument", 1, "write `schedule W1 on=W2`"),
        ("autoscale W1 min=3, max=30", "comma", 19, "write `autoscale W1 min=3 max=30`"),
        ("fail W1, W2", "comma", 8, "write `fail W1 W2`"),
        ("fail W1,W2", "comma", 8, "write `fail W1 W2`"),
        ("fail W1; wait 3s", "semicolon", 8, "write `fail W1` and `wait 3s` on lines of their own"),
        ("fail W1;", "semicolon", 8, "write `fail W1`"),
        ("- fail W1", "list-mark", 1, "write `fail W1`"),
        ("badge W1 v2 now", "unquoted-text", 10, 'write `badge W1 "v2 now"`'),
        ("badge W1 v2", "unquoted-text", 10, 'write `badge W1 "v2"`'),
        ("badge W1 “v2 now”", "curly-quote", 10, 'write `"v2 now"`'),
        ("badge W1 'v2'", "curly-quote", 10, 'write `"v2"`'),
        ('badge W1 "v2', "open-quote", 10, 'end it with `"`'),
        ("fail 웹 서버 1", "unknown-node", 6, LABEL),
        ("fail 웹 서버 1 then wait 2s", "unknown-node", 6, LABEL),
        ("fail X*", "unknown-node", 6, "there are `U`, `LB`, `W1`, `W2`, `DB`, `over`, `web` and `servers`"),
        ("wait 3 sec", "bad-value", 6, "write `3s`"),
        ("wait 3초", "bad-value", 6, "write `3s`"),
        ("wait 1m30s", "bad-value", 6, "write `90s`"),
        ("scale W1 to=6 over=3 sec", "bad-value", 20, "write `3s`"),
        ("wait until ready W1 for 3s", "stray-word", 21, "write `max=3s`"),
        ("wait 500m", "too-long", 6, "did you mean `500ms`?"),
        ("wait 2h", "too-long", 6, "write `60m` at most"),
        ("scale W1 to=1001", "bad-value", 13, "more copies are a number in a film, no matter which: write fewer"),
        ("traffic U rate=10/초", "bad-value", 16, "write it as `10/s`"),
        ("appear foo bar", "unknown-node", 8, "there are `U`, `LB`, `W1`, `W2`, `DB`, `over`, `web` and `servers`"),
    ],
)
def test_a_slip_has_one_diagnostic_with_what_was_meant(line, code, column, hint):
    _, problems = read(line)
    assert [(one.code, one.span.column, one.hint) for one in problems] == [(code, column, hint)]


def test_slips_of_a_line_are_all_told():
    _, problems = read("fail W1, W9; wait 4; scale W1 6")
    assert [one.code for one in problems] == ["semicolon", "comma", "unknown-node", "bad-value", "stray-word"]


def test_a_class_that_nothing_has_is_told_with_how_it_would_be_given():
    bare = wrong("fail .hot", chart("A=a\nB=b\nA>B"))
    assert (bare.code, bare.hint) == ("unknown-class", "no class is given here: write `class A hot` in the diagram")


@pytest.mark.parametrize(
    "line, code", [("play 3..9", "unknown-message"), ("play 4..2", "bad-range"), ("highlight msg:9", "unknown-message")]
)
def test_messages_are_counted(line, code):
    assert wrong(line, SEQUENCE).code == code


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1000rps", "1000/s"),
        ("10krps", "10000/s"),
        ("500TPS", "500/s"),
        ("1,000req/min", "1000/m"),
        ("2M/s", "2000000/s"),
        ("40/sec", "40/s"),
        ("0rps", "40/s"),
        ("fast", "40/s"),
    ],
)
def test_a_rate_as_others_write_it_is_told_in_our_unit(text, meant):
    wrong = units.value(Kind.RATE, text)
    assert (wrong.code, wrong.hint) == ("bad-value", f"write it as `{meant}`")
