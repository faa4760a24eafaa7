"""Segments built by hand: a failover and an architecture, as a layout and a timeline would give them."""

from diagram_anim import resources
from diagram_anim.model.cast import Card, Cast, Group, Head, Paint, Row, Wire
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed, Slot, TextLine, Type
from diagram_anim.model.system import Role
from diagram_anim.model.timeline import Action, Clip, Segment
from diagram_anim.stage import Picture

FRAME = (1920.0, 1080.0)
STAGE = Box(80, 136, 1760, 784)
NAME, SMALL_NAME, STATE, NUMBER = Type(30, 700), Type(26, 700), Type(26, 700), Type(36, 700)
SUB, LABEL = Type(24), Type(26)


def label(text):
    return Label(text, (text,))


def line(text, x, baseline, type=NAME, anchor="start", role="name"):
    return TextLine(text, x, baseline, type, 0.0, anchor, role)


def upright(id, box, name, sub="", slots=None):
    lines = [line(name, box.cx, box.y + 148, anchor="middle")]
    if sub:
        lines.append(line(sub, box.cx, box.y + 184, SUB, "middle", "sub"))
    well = Box(box.cx - 40, box.y + 26, 80, 80)
    return Placed(id, "chart", "card", box, tuple(lines), well, slots or {})


def lying(id, box, name):
    slots = {
        "state": Slot(Box(box.x + 132, box.y + 76, 150, 36), STATE),
        "served": Slot(Box(box.right - 190, box.y + 76, 162, 36), Type(26), "end"),
        "lost": Slot(Box(box.right - 190, box.y + 24, 162, 36), Type(26), "end"),
        "meter:load": Slot(Box(box.x + 28, box.y + 132, box.w - 56, 36), Type(24)),
    }
    well = Box(box.x + 28, box.y + 28, 80, 80)
    return Placed(id, "chart", "card", box, (line(name, box.x + 132, box.y + 61),), well, slots)


def wire(id, *corners, text=None):
    lines = (line(text, corners[0][0] + 20, corners[0][1] - 12, Type(26), role="label"),) if text else ()
    return Placed(id, "chart", "wire", Box(0, 0, 0, 0), lines, corners=corners, radius=40)


def shown(cast):
    things = [*cast.cards, *cast.groups, *cast.wires]
    return {("chart", thing.id, "show", ""): 1.0 for thing in things} | {("frame", "title", "show", ""): 1.0}


def words(caption, step, corner="simulated · seed 7 · ×1"):
    return {
        ("frame", "caption", "text", ""): caption,
        ("frame", "dots", "text", "step"): step,
        ("frame", "corner", "text", ""): corner,
    }


def flow(start, end, *path, slot="served", tone="traffic", label=""):
    value = {"tone": tone, "weight": 1, "label": label}
    return Clip(start, end, Action.FLOW, "", value, slot=slot, path=path, ease="linear")


def failover(theme="night", size=(1920, 1080)):
    """Traffic from a user over a balancer to three servers: one dead, one busy, one starting."""
    servers = ("state", "served", "lost", "meter:load")
    cast = Cast(
        "LR",
        cards=(
            Card("U", label("사용자"), Role.CLIENT, icon="user"),
            Card("LB", label("로드 밸런서"), Role.BALANCER, icon="balancer", slots=("note", "served", "lost")),
            *(Card(f"W{n}", label(f"웹 서버 {n}"), Role.SERVER, icon="server", slots=servers) for n in (1, 2, 3)),
            Card("DB", label("데이터베이스"), Role.STORE, icon="database"),
        ),
        wires=tuple(
            Wire(f"{a}->{b}", a, b)
            for a, b in (
                ("U", "LB"),
                ("LB", "W1"),
                ("LB", "W2"),
                ("LB", "W3"),
                ("W1", "DB"),
                ("W2", "DB"),
                ("W3", "DB"),
            )
        ),
    )
    user, balancer, store = Box(80, 412, 216, 216), Box(432, 396, 296, 248), Box(1624, 412, 216, 216)
    servers_at = [Box(960, top, 440, 184) for top in (156, 428, 700)]
    below = {
        "note": Slot(Box(448, 592, 264, 40), Type(24), "middle"),
        "served": Slot(Box(432, 670, 296, 60), NUMBER, "end"),
        "lost": Slot(Box(432, 730, 296, 60), NUMBER, "end"),
    }
    layout = Layout(
        FRAME,
        STAGE,
        "LR",
        (
            upright("U", user, "사용자", "40/s"),
            upright("LB", balancer, "로드 밸런서", "무작위 분배", below),
            *(lying(f"W{n}", box, f"웹 서버 {n}") for n, box in enumerate(servers_at, 1)),
            upright("DB", store, "데이터베이스", "주문 DB"),
            wire("U->LB", (296, 520), (432, 520)),
            wire("LB->W1", (728, 480), (836, 480), (836, 248), (960, 248)),
            wire("LB->W2", (728, 520), (960, 520)),
            wire("LB->W3", (728, 560), (836, 560), (836, 792), (960, 792)),
            wire("W1->DB", (1400, 248), (1512, 248), (1512, 480), (1624, 480)),
            wire("W2->DB", (1400, 520), (1624, 520)),
            wire("W3->DB", (1400, 792), (1512, 792), (1512, 560), (1624, 560)),
        ),
    )
    state = {
        **shown(cast),
        **words("헬스 체크가 알아채기 전까지, 웹 서버 1로 간 요청은 유실됩니다", "3/5"),
        ("chart", "LB", "text", "note"): "헬스 체크 실패 1/2",
        ("chart", "W1", "state", ""): "healthy",
        ("chart", "W2", "state", ""): "busy",
        ("chart", "W3", "state", ""): "starting",
        ("chart", "W2", "level", "meter:load"): 0.86,
        ("chart", "W3", "level", "meter:load"): 0.6,
        ("chart", "W1", "level", "meter:load"): 0.5,
        ("chart", "W2", "count", "served"): 792,
        ("chart", "LB", "count", "served"): 1204,
        ("chart", "LB", "count", "lost"): 31,
        ("chart", "W1", "count", "lost"): 31,
        ("chart", "U->LB", "lane", ""): "live",
        ("chart", "LB->W1", "lane", ""): "live",
        ("chart", "LB->W2", "lane", ""): "live",
        ("chart", "W2->DB", "lane", ""): "live",
        ("chart", "LB->W3", "lane", ""): "waiting",
        ("chart", "W3->DB", "lane", ""): "waiting",
    }
    dots = []
    for n in range(60):
        start = -2.0 + n * 0.13 + 0.05 * (n * 7 % 3)
        if n % 3 == 0:
            dots.append(flow(start, start + 1.5, "U->LB", "LB->W1", slot="lost"))
        else:
            dots.append(flow(start, start + 1.8, "U->LB", "LB->W2", "W2->DB"))
    losses = tuple(
        (clip.end, 31.0 + k) for k, clip in enumerate((c for c in dots if c.slot == "lost" and c.end > 0), 1)
    )
    clips = (
        Clip(0.4, 1.1, Action.STATE, "W1", "failed", "healthy"),
        Clip(0.4, 0.72, Action.LIGHT, "W1", "failed", ""),
        Clip(0.4, 1.0, Action.LEVEL, "W1", 0.0, 0.5, slot="meter:load"),
        Clip(losses[0][0], losses[-1][0], Action.COUNT, "LB", losses[-1][1], slot="lost", series=losses),
        Clip(losses[0][0], losses[-1][0], Action.COUNT, "W1", losses[-1][1], slot="lost", series=losses),
        *dots,
    )
    segment = Segment(2, 8.0, 4.0, state, tuple(sorted(clips, key=lambda clip: clip.start)))
    return segment, Picture(cast, layout, resources.theme(theme), "서버 장애와 자동 복구", "", "ko", size)


def rolling(theme="night", size=(1920, 1080)):
    """Two views: a balancer that splits its traffic between two versions, and the sequence that tells it."""
    cards = (
        Card("LB", label("Load Balancer"), Role.BALANCER, icon="balancer", slots=("split",)),
        Card("V1", label("Version 1.0"), Role.SERVER, icon="container", slots=("state", "served")),
        Card("V2", label("Version 2.0"), Role.SERVER, icon="container", slots=("state", "served")),
    )
    heads = tuple(Head(card.id, card.label, card.icon) for card in cards)
    rows = (
        Row("msg:1", "message", ("LB", "V1"), label("100% 트래픽")),
        Row("note:1", "note", ("LB", "V2"), label("1단계: V2 컨테이너 시작")),
        Row("msg:2", "message", ("V2", "V2"), label("새 버전 시작")),
        Row("note:2", "note", ("LB", "V2"), label("2단계: 트래픽 점진적 이동")),
        Row("activate:1", "activate", ("LB",)),
        Row("activate:2", "activate", ("V1",)),
        Row("activate:3", "activate", ("V2",)),
        Row("msg:3", "message", ("LB", "V1"), label("50% 트래픽")),
        Row("msg:4", "message", ("LB", "V2"), label("50% 트래픽")),
    )
    wires = (Wire("LB->V1", "LB", "V1"), Wire("LB->V2", "LB", "V2"))
    cast = Cast("LR", cards, (), wires, heads, rows)

    def version(id, top, name):
        box = Box(1240, top, 600, 136)
        slots = {
            "state": Slot(Box(1376, top + 72, 200, 36), STATE),
            "served": Slot(Box(1660, top + 20, 148, 92), NUMBER, "end"),
        }
        return Placed(id, "chart", "card", box, (line(name, 1376, top + 58),), Box(1272, top + 28, 80, 80), slots)

    balancer = Placed(
        "LB",
        "chart",
        "card",
        Box(80, 136, 440, 296),
        (line("Load Balancer", 216, 200), line("가중치 분배", 216, 238, SUB, role="sub")),
        Box(112, 168, 80, 80),
        {"split": Slot(Box(112, 268, 376, 136), Type(26, 700))},
    )

    def at(id, kind, box, *lines, corners=(), radius=0.0, icon=None):
        return Placed(id, "sequence", kind, box, lines, icon, corners=corners, radius=radius)

    def said(text, x, baseline, role="label", anchor="middle", type=LABEL):
        return line(text, x, baseline, type, anchor, role)

    def head(id, x, name):
        box = Box(x - 138, 476, 276, 56)
        return at(id, "head", box, line(name, x - 70, 513, Type(26, 700)), icon=Box(x - 112, 488, 32, 32))

    spot = Box(0, 0, 0, 0)
    xs = {"LB": 300.0, "V1": 920.0, "V2": 1540.0}
    layout = Layout(
        FRAME,
        STAGE,
        "LR",
        (
            balancer,
            version("V1", 136, "Version 1.0"),
            version("V2", 296, "Version 2.0"),
            wire("LB->V1", (520, 204), (1240, 204)),
            wire("LB->V2", (520, 364), (1240, 364)),
            at("panel", "panel", Box(80, 456, 1760, 464)),
            *(head(card.id, xs[card.id], card.label.plain) for card in cards),
            *(at(id, "lifeline", spot, corners=((x, 532.0), (x, 919.0))) for id, x in xs.items()),
            at("msg:1", "message", spot, said("100% 트래픽", 610, 574), corners=((300, 588), (920, 588))),
            at("note:1", "note", Box(240, 610, 1360, 44), said("1단계: V2 컨테이너 시작", 920, 640, "note")),
            at(
                "msg:2",
                "message",
                spot,
                said("새 버전 시작", 1616, 694, anchor="start"),
                corners=((1540, 670), (1596, 670), (1596, 702), (1540, 702)),
                radius=16,
            ),
            at(
                "note:2",
                "note",
                Box(240, 732, 1360, 52),
                said("2단계: 트래픽 점진적 이동", 920, 768, "note", type=Type(28)),
            ),
            at("activate:1", "activation", Box(290, 804, 20, 104)),
            at("activate:2", "activation", Box(910, 820, 20, 48)),
            at("activate:3", "activation", Box(1530, 876, 20, 32)),
            at("msg:3", "message", spot, said("50% 트래픽", 610, 822), corners=((310, 836), (910, 836))),
            at("msg:4", "message", spot, said("50% 트래픽", 610, 878), corners=((310, 892), (1530, 892))),
        ),
        window=Box(80, 534, 1760, 384),
        roll=384,
    )
    now = {("sequence", id, "show", ""): 1.0 for id in ("LB", "V1", "V2", *(row.id for row in rows[:-1]))}
    tense = {("sequence", id, "tense", ""): "past" for id in ("msg:1", "note:1", "msg:2")}
    tense |= {("sequence", "note:2", "tense", ""): "now"}
    tones = {
        (view, id, "tone", ""): tone for view in ("chart", "sequence") for id, tone in (("V1", "old"), ("V2", "new"))
    }
    state = {
        **shown(cast),
        **now,
        **tense,
        **tones,
        **words("트래픽의 절반이 새 버전으로 옮겨 갑니다", "3/4"),
        ("chart", "V1", "state", ""): "healthy",
        ("chart", "V2", "state", ""): "healthy",
        ("chart", "V1", "count", "served"): 318,
        ("chart", "V2", "count", "served"): 306,
        ("chart", "LB", "split", "split"): (("V1", 100.0), ("V2", 0.0)),
        ("chart", "LB->V1", "lane", ""): "live",
        ("chart", "LB->V2", "lane", ""): "live",
    }
    dots = []
    for n in range(30):
        start = -1.2 + n * 0.2 + 0.04 * (n * 7 % 4)
        target = ("V1", "V2")[(n * 5 // 3) % 2]
        dots.append(flow(start, start + 1.2, f"LB->{target}", tone={"V1": "old", "V2": "new"}[target]))
    split = (("V1", 50.0), ("V2", 50.0))
    clips = (
        Clip(0.2, 1.4, Action.SPLIT, "LB", split, (("V1", 100.0), ("V2", 0.0)), slot="split"),
        Clip(1.0, 2.6, Action.SHOW, "msg:4", 1.0, 0.0, view="sequence", ease="linear"),
        Clip(1.0, 1.3, Action.TENSE, "msg:4", "now", "", view="sequence"),
        *dots,
    )
    segment = Segment(2, 8.0, 4.0, state, tuple(sorted(clips, key=lambda clip: clip.start)))
    return segment, Picture(cast, layout, resources.theme(theme), "무중단 배포", "롤링 업데이트", "ko", size)


def architecture(theme="night", size=(1920, 1080)):
    """Three groups with the author's colours on four cards, and a camera that comes nearer."""
    own = Paint("#e1f5fe", "#0277bd")
    top = (
        ("etcd", "etcd", "store", Box(119, 211, 540, 90)),
        ("SCH", "Scheduler", "scheduler", Box(690, 211, 540, 90)),
        ("CM", "Controller Manager", "deployment", Box(1260, 211, 540, 90)),
        ("API", "API Server", "api", Box(690, 329, 540, 90)),
    )
    bottom = []
    for n, left in ((1, 80), (2, 976)):
        bottom += [
            (f"KP{n}", "kube-proxy", "gateway", Box(left + 31, 575, 256, 98)),
            (f"KL{n}", "kubelet", "server", Box(left + 304, 575, 256, 98)),
            (f"CR{n}", "Runtime", "container", Box(left + 578, 575, 256, 98)),
            (f"P{2 * n - 1}", f"Pod {2 * n - 1}", "pod", Box(left + 31, 775, 386, 114)),
            (f"P{2 * n}", f"Pod {2 * n}", "pod", Box(left + 447, 775, 386, 114)),
        ]

    def placed(id, name, icon, box, wide):
        small = box.w < 300
        well = Box(box.x + 20, box.cy - 30, 60, 60) if not wide else Box(box.x + 24, box.cy - 28, 56, 56)
        x = well.right + 20
        pod = id.startswith("P")
        slots = {"state": Slot(Box(x, box.cy + 8, 200, 32), Type(24, 700))} if pod else {}
        type = SMALL_NAME if small else NAME
        return Placed(id, "chart", "card", box, (line(name, x, box.cy - 6 if pod else box.cy + 11, type),), well, slots)

    cards = [Card(id, label(name), icon=icon, paint=own, group="CP") for id, name, icon, _ in top]
    cards += [
        Card(id, label(name), icon=icon, group=f"N{1 if box.x < 976 else 2}", slots=("state",) if icon == "pod" else ())
        for id, name, icon, box in bottom
    ]
    groups = (
        Group("CP", label("Control Plane (Master)"), icon="orchestrator"),
        Group("N1", label("Worker Node 1"), icon="node"),
        Group("N2", label("Worker Node 2"), icon="node"),
    )
    pairs = (("API", "KL1"), ("API", "KL2"), ("KL1", "P1"), ("KL1", "P2"), ("KL2", "P3"), ("KL2", "P4"))
    wires = tuple(Wire(f"{a}->{b}", a, b) for a, b in pairs)
    cast = Cast("TB", tuple(cards), groups, wires)

    def frame(id, box, name):
        well = Box(box.x + 40, box.y + 24, 32, 32)
        return Placed(
            id, "chart", "group", box, (line(name, well.right + 16, box.y + 50, Type(28, 700), role="group"),), well
        )

    layout = Layout(
        FRAME,
        STAGE,
        "TB",
        (
            frame("CP", Box(80, 136, 1760, 308), "Control Plane (Master)"),
            frame("N1", Box(80, 492, 864, 428), "Worker Node 1"),
            frame("N2", Box(976, 492, 864, 428), "Worker Node 2"),
            *(placed(id, name, icon, box, True) for id, name, icon, box in top),
            *(placed(id, name, icon, box, False) for id, name, icon, box in bottom),
            wire("API->KL1", (928, 419), (928, 468), (512, 468), (512, 575), text="watch"),
            wire("API->KL2", (992, 419), (992, 468), (1408, 468), (1408, 575)),
            wire("KL1->P1", (480, 673), (480, 724), (304, 724), (304, 775)),
            wire("KL1->P2", (544, 673), (544, 724), (720, 724), (720, 775)),
            wire("KL2->P3", (1376, 673), (1376, 724), (1200, 724), (1200, 775)),
            wire("KL2->P4", (1440, 673), (1440, 724), (1616, 724), (1616, 775)),
        ),
    )
    state = {
        **shown(cast),
        **words("API Server의 지시를 받은 kubelet이 Pod를 띄웁니다", "4/6"),
        **{("chart", f"P{n}", "state", ""): "healthy" for n in (2, 3, 4)},
        ("chart", "P1", "state", ""): "starting",
        **{("chart", id, "light", ""): "traffic" for id in ("API", "KL1", "P1")},
        ("chart", "API->KL1", "lane", ""): "live",
        ("chart", "KL1->P1", "lane", ""): "live",
    }
    dots = [flow(-1 + 0.4 * n, 1.2 + 0.4 * n, "API->KL1", "KL1->P1", slot="signal") for n in range(14)]
    near = (200.0, 380.0, 1280.0, 720.0)
    clips = (
        Clip(0.5, 0.9, Action.DIM, "N2", 1.0, 0.0),
        Clip(2.0, 2.9, Action.CAMERA, "camera", near, None, view="frame"),
        flow(1.0, 2.2, "API->KL1", slot="reply"),
        flow(1.4, 2.4, "API->KL2", slot="signal", label="Pod를 만들 것"),
        *dots,
    )
    segment = Segment(3, 8.0, 4.0, state, tuple(sorted(clips, key=lambda clip: clip.start)))
    return segment, Picture(cast, layout, resources.theme(theme), "Kubernetes 구조", "", "ko", size)


def scaling(theme="night", size=(1920, 1080)):
    """A scaled thing with thirty places, a dial, a badge, a legend."""
    cards = (
        Card("U", label("사용자"), Role.CLIENT, icon="user", slots=("badge",)),
        Card("LB", label("로드 밸런서"), Role.BALANCER, icon="balancer"),
        Card("web", label("web"), Role.SERVER, icon="container", slots=("tiles",), copies=30),
        Card("CPU", label("평균 사용률"), slots=("gauge:cpu",)),
    )
    cast = Cast("LR", cards, (), (Wire("U->LB", "U", "LB"), Wire("LB->web", "LB", "web")))
    web = Box(808, 136, 1032, 400)
    layout = Layout(
        FRAME,
        STAGE,
        "LR",
        (
            Placed(
                "U",
                "chart",
                "card",
                Box(80, 212, 192, 248),
                (line("사용자", 176, 358, anchor="middle"),),
                Box(136, 238, 80, 80),
                {"badge": Slot(Box(104, 384, 144, 56), Type(28, 700), "middle")},
            ),
            upright("LB", Box(432, 212, 224, 248), "로드 밸런서", "라운드 로빈"),
            Placed(
                "web",
                "chart",
                "card",
                web,
                (line("web", 900, 188),),
                None,
                {"tiles": Slot(Box(848, 208, 952, 304), Type(24))},
            ),
            Placed(
                "CPU",
                "chart",
                "card",
                Box(80, 568, 440, 352),
                (line("평균 사용률", 112, 624),),
                None,
                {"gauge:cpu": Slot(Box(130, 650, 340, 240), Type(24))},
            ),
            wire("U->LB", (272, 336), (432, 336)),
            wire("LB->web", (656, 336), (808, 336)),
        ),
    )
    before = ("busy",) * 7 + ("healthy",) * 7 + ("",) * 16
    after = ("busy",) * 14 + ("starting",) * 3 + ("",) * 13
    state = {
        **shown(cast),
        **words("14개가 준비되고 3개가 시작 중입니다. CPU는 아직 목표를 넘습니다", "4/6", "simulated · seed 7 · ×20"),
        ("frame", "legend", "text", ""): "● = 20",
        ("chart", "U", "text", "badge"): "×10",
        ("chart", "web", "tiles", "tiles"): before,
        ("chart", "CPU", "level", "gauge:cpu"): 0.4,
        ("chart", "CPU", "state", ""): "",
        ("chart", "U->LB", "lane", ""): "live",
        ("chart", "LB->web", "lane", ""): "live",
    }
    dots = [flow(-1 + 0.1 * n, 0.2 + 0.1 * n, "U->LB", "LB->web") for n in range(60)]
    series = tuple((0.2 * k, 0.4 + 0.05 * k) for k in range(11))
    clips = (
        Clip(1.0, 1.48, Action.TILES, "web", after, before, slot="tiles", ease="enter"),
        Clip(0.0, 2.0, Action.LEVEL, "CPU", series[-1][1], slot="gauge:cpu", series=series),
        *dots,
    )
    segment = Segment(3, 8.0, 4.0, state, tuple(sorted(clips, key=lambda clip: clip.start)))
    return segment, Picture(cast, layout, resources.theme(theme), "블랙 프라이데이", "트래픽 10배", "ko", size)


def requirements(theme="night", size=(1920, 1080)):
    """A card for each idea, all in motion at once."""
    ideas = ("availability", "scaling", "balancing", "healing", "rolling", "discovery", "generic")
    cards = tuple(Card(idea, label(idea), slots=("idea",), samples={"idea": idea}) for idea in ideas)
    placed = []
    for index, idea in enumerate(ideas):
        box = Box(80 + (index % 4) * 448, 136 + (index // 4) * 400, 416, 376)
        slots = {"idea": Slot(Box(box.x + 32, box.y + 92, box.w - 64, 252), Type(24))}
        placed.append(
            Placed(idea, "chart", "card", box, (line(idea, box.cx, box.y + 60, anchor="middle"),), None, slots)
        )
    cast = Cast("LR", cards)
    state = {**shown(cast), **words("여섯 가지 요건", "1/1")}
    clips = tuple(Clip(0.4, 3.6, Action.IDEA, idea, idea, ease="linear") for idea in ideas)
    segment = Segment(0, 0.0, 4.0, state, clips)
    return segment, Picture(
        cast, Layout(FRAME, STAGE, "LR", tuple(placed)), resources.theme(theme), "운영 요건", "", "ko", size
    )


SHAPES = """
rect rounded stadium fr-rect cyl datastore folder bucket console browser circle bang cloud diam hex lean-r lean-l trap-b
trap-t dbl-circ text notch-rect lin-rect sm-circ fr-circ fork hourglass brace brace-r braces bolt doc delay h-cyl
lin-cyl curv-trap div-rect tri win-pane f-circ notch-pent flip-tri sl-rect docs st-rect bow-rect cross-circ tag-doc
tag-rect flag odd lin-doc
"""


def shapes(theme="night", size=(1920, 1080)):
    """Every node shape that Mermaid has, with an author's colours on some."""
    cards = []
    placed = []
    for index, shape in enumerate(SHAPES.split()):
        column, row = index % 9, index // 9
        small = shape in ("sm-circ", "fr-circ", "f-circ", "cross-circ", "hourglass", "bolt")
        box = Box(90 + column * 196, 150 + row * 128, 168, 96)
        if small or shape in ("circle", "dbl-circ"):
            side = 40 if small else 96
            box = Box(box.cx - side / 2, box.cy - side / 2, side, side)
        if shape == "fork":
            box = Box(box.x, box.cy - 6, box.w, 12)
        paint = (
            Paint("#f9f", "#333", "", "4px")
            if index % 7 == 3
            else Paint("#ffe0b2", "#e65100")
            if index % 7 == 5
            else Paint()
        )
        cards.append(Card(shape, label(shape), shape=shape, paint=paint))
        lines = () if small or shape == "fork" else (line(shape, box.cx, box.cy + 8, Type(24), "middle"),)
        placed.append(Placed(shape, "chart", "card", box, lines))
    cast = Cast("LR", tuple(cards))
    state = {
        **shown(cast),
        **words("🐳 모양마다 자기 윤곽이 있습니다 · 👩‍💻 shapes", "2/9", ""),
        ("chart", "diam", "light", ""): "traffic",
        ("chart", "cyl", "state", ""): "failed",
        ("chart", "hex", "state", ""): "draining",
        ("chart", "cloud", "state", ""): "starting",
        ("chart", "doc", "state", ""): "ended",
        ("chart", "stadium", "state", ""): "degraded",
        ("chart", "fr-rect", "state", ""): "pending",
    }
    layout = Layout(FRAME, STAGE, "LR", tuple(placed))
    return Segment(0, 0.0, 2.0, state, ()), Picture(cast, layout, resources.theme(theme), "Shapes", "", "en", size)


def fragments(theme="night", size=(1920, 1080)):
    """Frames, sections, numbers, every kind of head, a destroyed participant; the view rolls up."""
    names = (("A", "브라우저"), ("B", "API"), ("C", "DB"))
    xs = {"A": 360.0, "B": 960.0, "C": 1560.0}
    ends = ("filled", "open", "cross", "half-top", "stick-bottom", "none", "filled")
    rows = [
        Row("frag:1", "open", label=label("인증됨"), word="alt"),
        Row("frag:2", "open", label=label("재시도"), word="loop"),
    ]
    placed = [Placed("panel", "sequence", "panel", Box(80, 136, 1760, 784))]
    placed += [
        Placed(
            id,
            "sequence",
            "head",
            Box(xs[id] - 130, 152, 260, 56),
            (line(name, xs[id] - 60, 189, Type(26, 700)),),
            Box(xs[id] - 108, 164, 32, 32),
        )
        for id, name in names
    ]
    placed += [
        Placed(id, "sequence", "lifeline", Box(0, 0, 0, 0), corners=((x, 208.0), (x, 1200.0))) for id, x in xs.items()
    ]
    word = line("alt", 260, 288, Type(24, 700), role="word")
    placed.append(
        Placed(
            "frag:1",
            "sequence",
            "fragment",
            Box(240, 252, 1440, 620),
            (word, line("[인증됨]", 330, 288, Type(24), role="label")),
        )
    )
    word = line("loop", 310, 408, Type(24, 700), role="word")
    placed.append(
        Placed(
            "frag:2",
            "sequence",
            "fragment",
            Box(290, 372, 800, 250),
            (word, line("[재시도]", 400, 408, Type(24), role="label")),
        )
    )
    rows.append(Row("frag:1/2", "section", label=label("아니면"), word="else"))
    placed.append(
        Placed(
            "frag:1/2",
            "sequence",
            "section",
            Box(240, 700, 1440, 0),
            (line("[아니면]", 260, 734, Type(24), role="label"),),
        )
    )
    for index, end in enumerate(ends):
        y = 340.0 + index * 112 if index else 330.0
        source, target = (("A", "C"), ("A", "B"), ("B", "A"), ("A", "C"), ("C", "A"), ("B", "C"), ("B", "C"))[index]
        id = f"msg:{index + 1}"
        rows.append(
            Row(
                id,
                "message",
                (source, target),
                label(f"요청 {index + 1} {end}"),
                line="dotted" if index % 2 else "solid",
                end=end,
                start="filled" if index == 3 else "none",
                shown=str(index + 1),
            )
        )
        middle = (xs[source] + xs[target]) / 2
        placed.append(
            Placed(
                id,
                "sequence",
                "message",
                Box(0, y - 40, 0, 44),
                (line(f"요청 {index + 1} {end}", middle, y - 14, LABEL, "middle", "label"),),
                corners=((xs[source], y), (xs[target], y)),
            )
        )
    rows.append(Row("destroy:C", "destroy", ("C",)))
    heads = tuple(
        Head(id, label(name), icon) for (id, name), icon in zip(names, ("browser", "api", "database"), strict=True)
    )
    cast = Cast("LR", heads=heads, rows=tuple(rows))
    layout = Layout(FRAME, STAGE, "LR", tuple(placed), window=Box(80, 210, 1760, 708), roll=1000)
    state = {("sequence", id, "show", ""): 1.0 for id in (*xs, *(row.id for row in rows))}
    state |= {("sequence", id, "tense", ""): "past" for id in ("msg:1", "msg:2")}
    state |= {("sequence", id, "tense", ""): "now" for id in ("msg:5", "frag:1")}
    state |= {("sequence", "B", "state", ""): "starting", ("sequence", "A", "light", ""): "traffic"}
    state |= {("frame", "title", "show", ""): 1.0, **words("조건에 따라 갈립니다", "2/3", "")}
    clips = (Clip(1.0, 1.6, Action.SCROLL, "roll", 290.0, 0.0, view="sequence"),)
    return Segment(0, 0.0, 2.0, state, clips), Picture(
        cast, layout, resources.theme(theme), "조건", "alt와 loop", "ko", size
    )
