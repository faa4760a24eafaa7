"""A beat written as a line is read back as the same beat."""

from by_hand import NOWHERE, block, label
from hypothesis import given
from hypothesis import strategies as st

from diagram_anim.effects import EFFECTS
from diagram_anim.model.diagram import Edge, Flowchart, Node
from diagram_anim.model.effect import Form, Kind
from diagram_anim.model.storyboard import Beat
from diagram_anim.story import storyboard
from diagram_anim.story.grammar.lines import Grammar
from diagram_anim.story.grammar.names import names
from diagram_anim.story.grammar.scan import Place
from diagram_anim.story.grammar.wording import Wording

IDS = (
    "W1",
    "두 번째",
    "over",
    "to",
    "then",
    "all",
    "x10",
    "1..2",
    "web/2x",
    ".a",
    "a*b",
    'q"u',
    "until",
    "off",
    "msg:1",
)
CHART = Flowchart(
    "LR",
    tuple(Node(id, label(id), "rect", NOWHERE) for id in IDS),
    tuple(Edge(f"L_{a}_{b}", a, b, None, NOWHERE) for a in IDS for b in IDS if a != b),
)
NAMES = names(CHART)
BOARD, _ = storyboard(CHART, block())

NUMBERS = st.integers(0, 100_000).map(lambda number: number / 100)
VALUES = {
    Kind.COUNT: st.integers(0, 1000),
    Kind.DURATION: st.one_of(NUMBERS, st.integers(0, 5000).map(lambda ms: ms / 1000)),
    Kind.RATE: NUMBERS,
    Kind.PERCENT: NUMBERS,
    Kind.TIMES: NUMBERS,
    Kind.NAME: st.sampled_from(IDS),
    Kind.NEW: st.sampled_from(("W3", "새 것")),
    Kind.TEXT: st.sampled_from(("else", "두 말")),
    Kind.AMOUNT: st.one_of(st.integers(0, 9), st.integers(0, 100).map(lambda share: share / 100)),
    Kind.STEPS: st.lists(NUMBERS, min_size=1, max_size=4).map(tuple),
}
TEXTS = st.text(st.sampled_from('ab 가"\\#=->\n'), max_size=8)


@st.composite
def beats(draw):
    effect = draw(st.sampled_from([effect for effect in EFFECTS if Form.RANGE not in effect.forms]))
    least, most = effect.targets
    count = draw(st.integers(least, most if most is not None else least + 2))
    targets = tuple(draw(st.lists(st.sampled_from(IDS), min_size=count, max_size=count, unique=True)))
    args = {}
    for form in effect.forms:
        match form:
            case Form.TEXT:
                args["text"] = draw(TEXTS)
            case Form.TIMES if Form.PATH not in effect.forms:
                args["times"] = draw(VALUES[Kind.TIMES])
            case Form.SHARES:
                others = st.sampled_from([id for id in IDS if id != targets[0]])
                one, two = draw(st.lists(others, min_size=2, max_size=2, unique=True))
                share = float(draw(st.integers(0, 100)))
                args["to"] = {one: share, two: 100.0 - share}
            case Form.LEVEL:
                args |= {"name": "cpu", "value": min(100, draw(VALUES[Kind.PERCENT]))}
            case Form.NAMED:
                args["name"] = draw(VALUES[Kind.TEXT])
            case Form.UNTIL if targets or draw(st.booleans()):
                args["until"] = "ready"
            case Form.UNTIL:
                args["seconds"] = draw(VALUES[Kind.DURATION])
    for arg in effect.args:
        if arg.required or draw(st.booleans()):
            beside = st.sampled_from([id for id in IDS if id not in targets])
            values = {**VALUES, Kind.NEIGHBOUR: beside}
            args[arg.name] = draw(st.sampled_from(arg.choices) if arg.choices else values[arg.kind])
    for flag in effect.flags:
        if draw(st.booleans()):
            args[flag] = True
    return Beat(effect.name, targets, args)


@given(beats())
def test_a_beat_survives_being_written_and_read(beat):
    line = Wording(BOARD).beat(beat)
    grammar = Grammar(NAMES)
    read = grammar.line(line, Place("test.md", 1, 1))
    assert not grammar.problems, (line, grammar.problems)
    assert read == (beat,), line


@given(st.integers(1, 20), st.booleans())
def test_a_path_that_is_run_several_times_is_so_many_beats_one_after_another(times, late):
    line = f'{"fail W1 then " if late else ""}send "두 번째" -> "x10" -> W1 x{times} "hello" fail'
    grammar = Grammar(NAMES)
    beats = grammar.line(line, Place("test.md", 1, 1))[1 if late else 0 :]
    assert not grammar.problems
    assert [beat.then for beat in beats] == [late] + [True] * (times - 1)
    assert {(beat.targets, *sorted(beat.args.items())) for beat in beats} == {
        (("두 번째", "x10", "W1"), ("fail", True), ("text", "hello"))
    }


def test_beside_an_arrow_even_a_name_like_a_factor_is_a_name():
    (beat,) = Grammar(NAMES).line("send W1 -> x10 -> W1", Place("test.md", 1, 1))
    assert beat.targets == ("W1", "x10", "W1")
