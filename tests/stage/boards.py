"""Segments built by hand: a failover and an architecture, as a layout and a timeline would give them."""

from diagram_anim import resources
from diagram_anim.model.cast import Card, Cast, Wire
from diagram_anim.model.diagram import Label
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Layout, Placed, Slot, TextLine, Type
from diagram_anim.model.system import Role
from diagram_anim.model.timeline import Action, Clip, Segment
from diagram_anim.stage import Picture

FRAME = (1920.0, 1080.0)
STAGE = Box(80, 136, 1760, 784)
NAME, SMALL_NAME, SUB, STATE, NUMBER = Type(30, 700), Type(26, 700), Type(24), Type(26, 700), Type(36, 700)


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


def states(**values):
    """Channels of the chart by `id__action` or `id__action__slot`."""
    return values


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
