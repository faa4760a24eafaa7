"""Diagrams made up by the grammar's rules, right ones and wrong ones.

A generator draws from a `random.Random`; the same seed gives the same diagram, and hypothesis can hand in its own.
"""

from __future__ import annotations

from random import Random

IDS = "A B C D2 web-1 api_gw 서버 a.b End o x v default 1 node:1 N/2".split()
WORDS = (
    "요청",
    "text",
    "two words",
    "a<br/>b",
    "#35; #quot;",
    "fa:fa-user me",
    "1. x",
    "a\\nb",
    "<b>bold</b> x",
    "a < b",
)
QUOTED = (
    "a (b) [c]",
    "`**bold** and _em_`",
    "x {y}",
    "a; b",
    "%% no",
    "한글 🚀",
    "`a\nb`",
    "a\nb",
    "end",
    " x ",
    "<i>x",
)
SHAPES = "rect cyl diam dbl-circ docs st-rect text fork sm-circ hourglass brace bolt tag-rect person cloud nonsense Cyl"
BRACKETS = (
    "[]",
    "()",
    "([|])",
    "[[|]]",
    "[(|)]",
    "((|))",
    "{}",
    "{{|}}",
    "[/|/]",
    "[\\|\\]",
    "[/|\\]",
    "[\\|/]",
    ">|]",
)
STROKES = ("--", "---", "----", "==", "===", "-.", "-..", "~~~", "~~~~")
STYLES = ("fill:#f9f", "stroke:#333", "stroke-width:4px", "color:red", "stroke-dasharray: 5 5", "fill:none", "x:a\\,b")
SEQUENCE_IDS = ("A", "B", "Bob", "서버", "api-gw", "Load Balancer", "🚀", "a.b", "A1")
ARROWS = (
    "->> -->> -> --> -x --x -) --) <<->> <<-->> -|\\ --|\\ -|/ --|/ -\\\\ --\\\\ -// --// /|- /|-- \\|- \\|-- //- //-- "
    "\\\\- \\\\--"
).split()
PIECES = [
    *" \n;:,.&|\"`'#<>[](){}@=~*_\\/+-%x",
    "-->",
    "end",
    "end\n",
    "%% x\n",
    "&",
    ":::",
    "@{",
    "--",
    "가",
    "🚀",
    "\t",
]


def diagram(random: Random) -> str:
    """A flowchart, a sequence or a state diagram; about one in three has a slip of the pen or two."""
    text = random.choice((flowchart, flowchart, flowchart, sequence, sequence, state))(random)
    for _ in range(random.choice((0, 0, 0, 0, 1, 2))):
        text = slipped(random, text)
    return text


def slipped(random: Random, text: str) -> str:
    """With a piece too many or too few, behind the first word."""
    start = len(text.split("\n", 1)[0])
    at = random.randint(start, len(text))
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + random.choice(PIECES) + text[at:]
        case 2:
            end = text.find("\n", at)
            return text[:at] + (text[end:] if end >= 0 else "")
        case _:
            return text[:at] + random.choice(PIECES) + text[at + 1 :]


# --- flowcharts


def flowchart(random: Random) -> str:
    front = "---\ntitle: x\nconfig:\n  theme: base\n---\n" if random.random() < 0.05 else ""
    head = random.choice(("flowchart", "flowchart", "graph", "flowchart-elk"))
    side = random.choice((" LR", " TB", " TD", " BT", " RL", "", " >", " v", " ^"))
    lines = [f"{front}{head}{side}"]
    for _ in range(random.randint(1, 9)):
        lines += _statement(random, 0)
    return "\n".join(lines) + random.choice(("", "\n", ";\n"))


def _statement(random: Random, depth: int) -> list[str]:
    indent = random.choice(("", "  ", "\t")) if random.random() < 0.3 else "  " * (depth + 1)
    match random.choice(_KINDS):
        case "chain":
            return [indent + _chain(random) + random.choice(("", "", "", ";", " ;", " "))]
        case "subgraph" if depth < 3:
            body = [line for _ in range(random.randint(0, 3)) for line in _statement(random, depth + 1)]
            if random.random() < 0.3:
                body.insert(0, f"{indent}  direction {random.choice(('LR', 'TB', 'RL', 'BT', 'TD'))}")
            return [f"{indent}subgraph {_title(random)}", *body, f"{indent}end" + random.choice(("", "", " ", ";"))]
        case "style":
            return [f"{indent}style {_id(random)} {_styles(random)}"]
        case "classDef":
            names = random.choice(("hot", "cold", "hot,cold", "default"))
            return [f"{indent}classDef {names} {_styles(random)}" + random.choice(("", ";"))]
        case "class":
            return [f"{indent}class {_id(random)},{_id(random)} hot", f"{indent}class {_id(random)} cold"]
        case "linkStyle":
            where = random.choice(("0", "default", "0,1", "2"))
            curve = random.choice(("", "interpolate basis ", "interpolate linear "))
            return [f"{indent}linkStyle {where} {curve}{_styles(random)}"]
        case "click":
            tail = random.choice(('"https://x.y/z" "tip" _blank', 'href "https://x.y"', "call f(1)", 'f "tip"', "f"))
            return [f"{indent}click {_id(random)} {tail}"]
        case "data":
            data = random.choice(("animate: true", "animation: fast", "curve: linear", "step: 2", "animate: false"))
            return [f"{indent}{_id(random)} e1@--> {_id(random)}", f"{indent}e1@{{ {data} }}"]
        case "comment":
            return [random.choice((f"{indent}%% {random.choice(WORDS)}", "%%{init: {'theme': 'dark'}}%%", "", "%% "))]
        case "described":
            return [random.choice(("accTitle: x y", "accDescr: x y", "accDescr {\n a\n b }"))]
    return [f"{indent}{_vertex(random)}"]


_KINDS = ["chain"] * 12 + ["subgraph"] * 4 + "style classDef class linkStyle click data comment described node".split()


def _chain(random: Random) -> str:
    parts = [_group(random)]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        parts += [_link(random), _group(random)]
    return "".join(parts)


def _group(random: Random) -> str:
    return " & ".join(_vertex(random) for _ in range(random.choice((1, 1, 1, 1, 2, 3))))


def _id(random: Random) -> str:
    return random.choice(IDS)


def _vertex(random: Random) -> str:
    text = _id(random)
    chance = random.random()
    if chance < 0.4:
        opening, _, closing = random.choice(BRACKETS).partition("|")
        if not closing:
            opening, closing = opening[0], opening[1]
        text += opening + _label(random) + closing
    elif chance < 0.5:
        return text + _data(random)
    return text + random.choice(("", "", "", "", ":::hot"))


def _label(random: Random) -> str:
    return random.choice(WORDS) if random.random() < 0.6 else f'"{random.choice(WORDS + QUOTED)}"'


def _data(random: Random) -> str:
    shape = f"shape: {random.choice(SHAPES.split())}"
    label = f'label: "{random.choice(WORDS + QUOTED[2:6])}"'
    more = random.choice(("", ', labelType: "string"', ', icon: "fa:user", form: circle', ", w: 60, h: 40"))
    match random.randrange(4):
        case 0:
            return f"@{{ {shape} }}"
        case 1:
            return f"@{{ {label}{more} }}"
        case 2:
            return f"@{{\n  {shape}\n  {label}\n}}"
    return f"@{{ {shape}, {label}{more} }}"


def _link(random: Random) -> str:
    stroke = random.choice(STROKES)
    left = random.choice(("", "", "", "", "<", "o", "x"))
    head = random.choice((">", ">", ">", "", "o", "x"))
    before, after = random.choice((" ", " ", " ", "")), random.choice((" ", " ", " ", ""))
    if stroke.startswith("~"):
        return f"{before}{stroke}{after}"
    last = stroke[0]
    whole = stroke + ("-" if stroke[1] == "." else "") + (head or last)
    match random.randrange(4):
        case 0:
            return f"{before}{left}{whole}|{_label(random)}|{after}"
        case 1:
            opening = stroke[:2]
            return f"{before}{left}{opening} {_label(random)} {whole.lstrip('-') if stroke[1] == '.' else whole}{after}"
    return f"{before}{left}{whole}{after}"


def _title(random: Random) -> str:
    title = random.choice(WORDS[:6])
    return random.choice(("S1", "S2", "S1 [x y]", 'S2 ["a (b)"]', '"a b"', '"one"', title, "S1[x]", "A", "S3 [`x`]"))


def _styles(random: Random) -> str:
    return ",".join(random.choice(STYLES) for _ in range(random.randint(1, 3)))


# --- sequence diagrams


def sequence(random: Random) -> str:
    lines = [random.choice(("", "", "", "---\ntitle: y\n---\n")) + "sequenceDiagram"]
    if random.random() < 0.4:
        lines += [_declared(random) for _ in range(random.randint(1, 3))]
    if random.random() < 0.15:
        inside = [_declared(random) for _ in range(random.randint(0, 2))]
        color = random.choice(("Aqua Title", "rgb(1,2,3) T", "Title x", "", "transparent x", "#fff x"))
        lines += [f"box {color}".rstrip(), *inside, "end"]
    for _ in range(random.randint(1, 9)):
        lines += _event(random, 0)
    return "\n".join(lines) + random.choice(("", "\n"))


def _who(random: Random) -> str:
    return random.choice(SEQUENCE_IDS)


def _declared(random: Random) -> str:
    word = random.choice(("participant", "participant", "actor", "Participant"))
    data = random.choice(('@{ "type": "database" }', '@{ "type": "queue", "alias": "x y" }', "@{type: control}"))
    tail = random.choice(("", "", f" as {_said(random)}", f"{data}", f"{data} as {_said(random)}"))
    return f"{word} {_who(random)}{tail}"


def _said(random: Random) -> str:
    texts = (
        "요청",
        "two words",
        "a<br/>b",
        "#35; #59;",
        "wrap: x",
        "nowrap:x",
        "",
        "x: y",
        "<b>x</b>",
        "a -> b",
        "a 100%",
    )
    return random.choice(texts)


def _event(random: Random, depth: int) -> list[str]:
    indent = "  " * (depth + 1)
    match random.choice(_EVENTS):
        case "note":
            place = random.choice((f"left of {_who(random)}", f"right of {_who(random)}", f"over {_who(random)}"))
            place = random.choice(
                (place, f"over {_who(random)},{_who(random)}", f"over {_who(random)} , {_who(random)}")
            )
            return [f"{indent}{random.choice(('Note', 'note'))} {place}: {_said(random)}"]
        case "block" if depth < 3:
            return _block(random, depth)
        case "active":
            who = _who(random)
            inside = _event(random, depth)
            return [f"{indent}activate {who}", *inside, f"{indent}deactivate {who}"]
        case "call":
            a, b = _who(random), _who(random)
            return [f"{indent}{a}->>+{b}: x", *_event(random, depth), f"{indent}{b}-->>-{a}: y"]
        case "numbers":
            return [indent + random.choice(("autonumber", "autonumber 10", "autonumber 10 5", "autonumber off"))]
        case "create":
            a, b = _who(random), _who(random)
            return [f"{indent}create participant New", f"{a}->>New: x", "destroy New", f"{indent}New--x{b}: y"]
        case "linked":
            tail = random.choice(("link {}: a @ https://x.y", 'links {}: {{"a": "b"}}', 'properties {}: {{"c": 1}}'))
            return [indent + tail.format(_who(random))]
        case "titled":
            return [
                random.choice(("title: x y", "title x", "accTitle: x", "%% remark", "# remark", "", "accDescr { x }"))
            ]
    return [indent + _message(random)]


_EVENTS = ["message"] * 10 + ["note"] * 3 + ["block"] * 3 + "active call numbers create linked titled".split()


def _message(random: Random) -> str:
    arrow = random.choice(ARROWS[:10] if random.random() < 0.7 else ARROWS)
    blank = random.choice(("", "", "", " "))
    sign = random.choice(("", "", "", "", "", "+", "()"))
    left = random.choice(("", "", "", "", "", "()"))
    return f"{_who(random)}{left}{blank}{arrow}{sign}{blank}{_who(random)}{blank}: {_said(random)}"


def _block(random: Random, depth: int) -> list[str]:
    indent = "  " * (depth + 1)
    kind = random.choice("loop opt break alt par critical rect par_over".split())
    text = random.choice(("rgb(0,0,255,.1)", "aqua", "")) if kind == "rect" else _said(random)
    lines = [f"{indent}{kind} {text}".rstrip()]
    section = {"alt": "else", "par": "and", "critical": "option", "par_over": "and"}.get(kind)
    for part in range(random.choice((1, 2, 3)) if section else 1):
        if part:
            lines.append(f"{indent}{section} {_said(random)}".rstrip())
        for _ in range(random.randint(0, 2)):
            lines += _event(random, depth + 1)
    return [*lines, f"{indent}end"]


# --- state diagrams


def state(random: Random) -> str:
    lines = [random.choice(("stateDiagram-v2", "stateDiagram-v2", "stateDiagram"))]
    if random.random() < 0.3:
        lines.append(f"  direction {random.choice(('LR', 'TB', 'RL', 'BT'))}")
    for _ in range(random.randint(1, 9)):
        lines += _transition(random, 0)
    return "\n".join(lines) + random.choice(("", "\n"))


_STATES = ("A", "B", "C", "대기", "실행", "s_1", "Idle2")
_EVENTS_OF_STATES = ["move"] * 8 + "composite composite described declared alias choice fork note bare css".split()


def _state(random: Random) -> str:
    return random.choice(_STATES)


def _transition(random: Random, depth: int) -> list[str]:
    indent = "  " * (depth + 1)
    match random.choice(_EVENTS_OF_STATES):
        case "composite" if depth < 2:
            body = [line for _ in range(random.randint(1, 3)) for line in _transition(random, depth + 1)]
            if random.random() < 0.3:
                body += [f"{indent}  --", *_transition(random, depth + 1)]
            if random.random() < 0.2:
                body.insert(0, f"{indent}  direction {random.choice(('LR', 'TB'))}")
            return [f"{indent}state {random.choice('PQRS')} {{", *body, f"{indent}}}"]
        case "described":
            return [f"{indent}{_state(random)}: {random.choice(WORDS[:4])}"]
        case "declared":
            return [f"{indent}state {_state(random)}"]
        case "alias":
            return [f'{indent}state "{random.choice(WORDS[:2])}" as {_state(random)}']
        case "choice":
            return [f"{indent}state c1 <<choice>>", f"{indent}{_state(random)} --> c1", f"{indent}c1 --> B: yes"]
        case "fork":
            kind = random.choice(("fork", "join"))
            return [f"{indent}state f1 <<{kind}>>", f"{indent}f1 --> {_state(random)}", f"{indent}f1 --> C"]
        case "note":
            side, who = random.choice(("left", "right")), _state(random)
            rows = [f"{indent}note {side} of {who}", f"{indent}  두 줄", f"{indent}  text", f"{indent}end note"]
            return random.choice(([f"{indent}note {side} of {who}: {random.choice(WORDS[:3])}"], rows))
        case "bare":
            return [f"{indent}{_state(random)}"]
        case "css":
            return [f"{indent}classDef hot fill:#f9f,color:red", f"{indent}class A hot", f"{indent}B:::hot --> A"]
    ends = [_state(random), _state(random)]
    if random.random() < 0.3:
        ends[random.randrange(2)] = "[*]"
    words = random.choice(("", "", f" : {random.choice(WORDS[:4])}", f": {random.choice(WORDS[:2])}"))
    return [f"{indent}{ends[0]} --> {ends[1]}{words}"]
