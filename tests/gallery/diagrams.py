"""What the gallery shows: a small diagram for each shape, line, head, actor, frame and note."""

from __future__ import annotations

from collections.abc import Iterator

from diagram_anim import resources

SHAPES = (
    "rect rounded stadium fr-rect cyl datastore folder bucket console browser person circle bang cloud diam hex lean-r "
    "lean-l trap-b trap-t dbl-circ text notch-rect lin-rect sm-circ fr-circ fork hourglass brace brace-r braces bolt "
    "doc delay h-cyl lin-cyl curv-trap div-rect tri win-pane f-circ notch-pent flip-tri sl-rect docs st-rect bow-rect "
    "cross-circ tag-doc tag-rect flag odd lin-doc"
).split()
LINKS = "--> --- -.-> -.- ==> === --o --x <--> o--o x--x <-.-> <==> ~~~ ----> ====>".split()
CURVES = (
    "basis bumpX bumpY cardinal catmullRom linear monotoneX monotoneY natural rounded step stepAfter stepBefore"
).split()
ARROWS = (
    r"->> -->> -> --> -x --x -) --) <<->> <<-->> ()->> ->>() -|\ --|\ -|/ --|/ "
    r"-\\ --\\ -// --// /|- /|-- \|- \|-- //- //-- \\- \\--"
).split()
ACTORS = "participant actor boundary control entity database collections queue".split()
FRAMES = {
    **dict.fromkeys(("loop", "opt", "break"), ""),
    "alt": "else",
    "par": "and",
    "par_over": "and",
    "critical": "option",
}
GROUPS = {
    "plain": "subgraph G [Group]\n A --> B\n end",
    "nested": "subgraph G [Outer]\n subgraph I [Inner]\n A\n end\n B\n end\n A --> B",
    "its own direction": "subgraph G [Group]\n direction TB\n A --> B\n end\n B --> C",
    "closed": "subgraph G [Group]\n A\n end\n G --> B\n G@{ view: collapsed }",
    "an edge to it": "subgraph G [Group]\n A\n end\n B --> G",
    "to itself": "A -->|again| A\n A --> B",
}
LIVES = {
    "create": "A->>B: x\n create participant C as Made\n B->>C: go\n C-->>B: done",
    "destroy": "A->>B: x\n destroy B\n A-xB: end",
    "activation": "A->>+B: x\n B->>+B: y\n B-->>-B: y\n B-->>-A: z",
    "box": "box Aqua Front\n participant A\n end\n box Back\n participant B\n end\n A->>B: x",
    "rect": "rect rgb(60,90,140)\n A->>B: x\n end",
    "autonumber": "autonumber 10 5\n A->>B: x\n B-->>A: y",
}
STATES = {
    "transition": "[*] --> On\n On --> Off : press\n Off --> [*]",
    "choice": "state c <<choice>>\n A --> c\n c --> B : yes\n c --> C : no",
    "fork and join": "state f <<fork>>\n state j <<join>>\n A --> f\n f --> B\n f --> C\n B --> j\n C --> j\n j --> D",
    "composite": "state On {\n [*] --> Slow\n Slow --> Fast\n }\n On --> Off",
    "regions": "state On {\n [*] --> A\n --\n [*] --> B\n }",
    "note": "A --> B\n note right of A : a note",
}
FLOW = "flowchart LR\n A[Web] -->|asks| B[(Store)]\n subgraph G[Zone]\n C[Cache]\n end\n B -.-> C"
TALK = (
    "sequenceDiagram\n participant A as Web\n A->>+B: ask\n Note over A,B: a note\n loop each\n B-->>-A: answer\n end"
)
THEMED = {
    "forest": '{"theme": "forest"}',
    "default": '{"theme": "default"}',
    "base": '{"theme": "base", "themeVariables": {"primaryColor": "#BB2528", "primaryTextColor": "#fff", '
    '"primaryBorderColor": "#7C0000", "lineColor": "#F8B229", "secondaryColor": "#006100", "tertiaryColor": "#fff"}}',
    "parts": '{"themeVariables": {"actorBkg": "#cce", "actorBorder": "#33c", "actorTextColor": "#006", '
    '"noteBkgColor": "#fde", "noteTextColor": "#a04", "signalColor": "#080", "signalTextColor": "#080", '
    '"background": "#fed", "clusterBkg": "#dfd"}}',
}
STYLES = {
    "style": "style A fill:#f9f,stroke:#333,color:#000",
    "classDef": "classDef hot fill:#c00,stroke:#900,color:#fff\n class A hot",
    "linkStyle": "linkStyle 0 stroke:#d33,stroke-width:4px",
    "linkStyle default": "linkStyle default stroke:#083,stroke-dasharray:4 4",
    "classDef default": "classDef default fill:#dfd,stroke:#383",
    "dasharray": "style A stroke-dasharray:5 5,stroke:#06c,stroke-width:4px",
    "opacity": "style A fill:#f96,opacity:0.4",
    "no fill": "style A fill:none,stroke:#f00",
}


TYPE = {
    "Korean": "쿠버네티스 컨트롤 플레인이 노드의 상태를 한 번에 확인합니다",
    "Japanese": "サーバーの状態を確認するスケジューラ 漢字仮名交じり文",
    "emoji": "배포 완료 🚀 👩‍💻 🇰🇷 ✅",
    "a long name": "very_long_identifier_name_without_any_blank_in_it_at_all",
}


def diagrams() -> Iterator[tuple[str, str, str]]:
    """Section, name and Mermaid text of each picture."""
    for shape in SHAPES:
        yield "Shapes", shape, f'flowchart LR\n A@{{ shape: {shape}, label: "{shape}" }}'
    yield "Shapes", "ellipse", "flowchart LR\n A(-ellipse-)"
    for link in LINKS:
        yield "Edges", link, f"flowchart LR\n A[A] {link} B[B]"
    for curve in CURVES:
        yield "Curves", curve, f"flowchart LR\n A[A] e@--> C[C]\n B[B] --> C\n e@{{ curve: {curve} }}"
    for name, said in GROUPS.items():
        yield "Groups", name, f"flowchart LR\n {said}"
    for name, said in STYLES.items():
        yield "Styles", name, f"flowchart LR\n A[A] --> B[B]\n {said}"
    yield "Styles", "link", 'flowchart LR\n A[A page] --> B{Sure?}\n click A href "https://example.org"'
    yield "Styles", "fa:", "flowchart LR\n A[fa:fa-database records] --> B[fa:fa-user 😀]"
    for name in sorted(resources.icons()):
        yield "Icons", name, f'flowchart LR\n A@{{ icon: "fa:{name}", label: "{name}" }}'
    for name, said in TYPE.items():
        yield "Type", name, f'flowchart LR\n A["{said}"] --> B{{"{said}"}}'
    for name, said in THEMED.items():
        for kind, text in (("chart", FLOW), ("sequence", TALK)):
            yield "Themes of the author", f"{name}, {kind}", f"%%{{init: {said}}}%%\n{text}"
    for arrow in ARROWS:
        yield "Messages", arrow, f"sequenceDiagram\n A{arrow}B: {'to B'}"
    yield "Messages", "to itself", "sequenceDiagram\n A->>A: again"
    for actor in ACTORS:
        yield (
            "Participants",
            actor,
            f'sequenceDiagram\n participant A@{{ "type": "{actor}" }}\n participant B\n A->>B: x',
        )
    for name, said in LIVES.items():
        yield "Participants", name, f"sequenceDiagram\n {said}"
    for frame, part in FRAMES.items():
        more = f" {part} second\n  B-->>A: y\n" if part else ""
        yield "Fragments", frame, f"sequenceDiagram\n {frame} first\n  A->>B: x\n{more} end"
    for place in ("left of A", "right of A", "over A", "over A,B"):
        yield "Notes", place, f"sequenceDiagram\n A->>B: x\n Note {place}: a note"
    for name, said in STATES.items():
        yield "States", name, f"stateDiagram-v2\n {said}"
