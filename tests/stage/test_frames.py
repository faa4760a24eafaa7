"""What comes out: frames through Manim, at a small size."""

import gc
import weakref
from dataclasses import replace
from itertools import pairwise

import boards
import numpy as np
import pytest

from diagram_anim import resources, text
from diagram_anim.batch.ground import picture
from diagram_anim.batch.settings import Settings
from diagram_anim.layout.frame import bands
from diagram_anim.model.geometry import Box
from diagram_anim.model.layout import Type
from diagram_anim.model.timeline import Action, Clip, Segment
from diagram_anim.stage import film, hud, inks, render, splits, still
from diagram_anim.stage.channels import Channels
from diagram_anim.stage.color import rgb
from diagram_anim.stage.kit import Kit
from diagram_anim.stage.moment import Moment
from diagram_anim.stage.tags import tag_width
from diagram_anim.stage.traffic import Traffic
from diagram_anim.stage.words import words
from tests.film import planned, scene

SMALL = (640, 360)

pytestmark = pytest.mark.slow


def frames(segment, picture):
    found, repeats = [], []

    def sink(frame, repeat=1):
        found.append(frame)
        repeats.append(repeat)

    render(segment, picture, sink)
    return found, repeats


def pixel(frame, x, y, scale=1 / 3):
    return tuple(int(one) for one in frame[int(y * scale), int(x * scale)])


def is_near(found, expected, by=6):
    return all(abs(a - b * 255) <= by for a, b in zip(found, rgb(expected), strict=False))


@pytest.mark.parametrize(
    "board", ["failover", "rolling", "architecture", "scaling", "requirements", "fragments", "shapes"]
)
def test_a_frame_follows_from_its_time_alone(board):
    segment, picture = getattr(boards, board)(size=SMALL)
    picture = replace(picture, fps=10)
    found, repeats = frames(segment, picture)
    assert sum(repeats) == round(segment.seconds * 10)
    played = [frame for frame, repeat in zip(found, repeats, strict=True) for _ in range(repeat)]
    for index in (0, 7, 11, 16, 19):
        assert np.array_equal(played[index], still(segment, picture, index / 10)), f"frame {index}"


def test_two_runs_give_the_same_bytes():
    segment, picture = boards.failover(size=SMALL)
    first, second = frames(segment, picture)[0], frames(segment, picture)[0]
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_picture_that_holds_is_sent_once():
    segment, picture = boards.shapes(size=SMALL)
    state = {channel: value for channel, value in segment.state.items() if value != "starting"}
    found, repeats = frames(replace(segment, state=state), picture)
    assert len(found) == 1 and repeats == [60]


def test_segments_join_without_a_seam():
    segment, picture = boards.failover(size=SMALL)
    state = dict(segment.state) | {("chart", "W1", "state", ""): "failed", ("chart", "W1", "light", ""): "failed"}
    state |= {("chart", "W1", "level", "meter:load"): 0.0}
    lost = next(clip for clip in segment.clips if clip.action is Action.COUNT)
    count = max(value for at, value in lost.series if at <= 2.0)
    state |= {("chart", id, "count", "lost"): count for id in ("LB", "W1")}
    later = []
    for clip in segment.clips:
        if clip.action is Action.FLOW and clip.end + 1 > 2.0:
            later.append(replace(clip, start=clip.start - 2, end=clip.end - 2))
        elif clip.series:
            rest = tuple((at - 2, value) for at, value in clip.series if at > 2)
            later.append(replace(clip, start=rest[0][0], end=rest[-1][0], series=rest))
    # The ring of what starts makes whole turns in a segment: a second one of the same length begins where it began.
    first = replace(segment, seconds=2.0)
    second = Segment(3, 10.0, 2.0, state, tuple(later))
    assert np.array_equal(still(first, picture, 2.0), still(second, picture, 0.0))


def test_nothing_is_written_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    segment, picture = boards.failover(size=SMALL)
    still(segment, picture, 1.0)
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize("theme", ["night", "day"])
def test_colours_are_the_themes_own(theme):
    segment, picture = boards.failover(theme, SMALL)
    frame = still(segment, picture, 2.5)
    tokens = resources.theme(theme)
    assert is_near(pixel(frame, 20, 20), tokens.color("ground"), 1)
    assert is_near(pixel(frame, 190, 600), tokens.color("surface"), 1)
    assert is_near(pixel(frame, 1392, 146), tokens.color("state.failed"))
    assert is_near(pixel(frame, 1100, 578), tokens["color"].get("state_meter", tokens["color.state"])["busy"])
    assert (frame[..., 3] == 255).all()


def test_a_picture_without_ground_has_straight_alpha():
    segment, picture = boards.failover(size=SMALL)
    frame = still(segment, replace(picture, transparent=True), 2.5)
    assert pixel(frame, 20, 20) == (0, 0, 0, 0)
    assert is_near(pixel(frame, 190, 600), picture.theme.color("surface"), 1)
    thin = frame[(frame[..., 3] > 20) & (frame[..., 3] < 200)]
    assert thin[:, :3].max() > 150, "half seen edges keep their full colour"


def test_things_fade_as_one():
    segment, picture = boards.failover(size=SMALL)
    state = dict(segment.state) | {("chart", "U", "show", ""): 0.5}
    half = pixel(still(replace(segment, state=state), picture, 0.0), 110, 560)
    ground, surface = rgb(picture.theme.color("ground")), rgb(picture.theme.color("surface"))
    assert all(abs(c - (a + b) / 2 * 255) <= 2 for c, a, b in zip(half, ground, surface, strict=False))


@pytest.mark.parametrize("frame", [(1920.0, 1080.0), (1440.0, 1080.0), (1080.0, 1080.0), (1080.0, 1920.0)])
def test_step_dots_keep_clear_of_the_title(frame):
    _, picture = boards.failover(size=SMALL)
    kit = Kit(replace(picture, layout=replace(picture.layout, frame=frame)))
    left = bands.bands(kit.theme, kit.picture.layout).left + bands.title_room(kit.theme, kit.picture.layout)
    counts = []
    for count in range(2, 30):
        drawn = hud.dots(kit, f"2/{count}")
        assert min(one.points[:, 0].min() for one in drawn if len(one.points)) > left
        counts.append(len(drawn))
    assert counts[3] > counts[-1], "five steps have dots, thirty don't"


LONG = "단일 장애점이 있는 시스템에서 로드 밸런서와 데이터베이스를 함께 살펴보는 아주 긴 제목"


@pytest.mark.parametrize("frame", [(1920.0, 1080.0), (1080.0, 1080.0), (1080.0, 1920.0)])
def test_a_long_title_is_read_whole_in_as_many_as_two_lines(frame):
    _, picture = boards.failover(size=SMALL)
    layout = replace(picture.layout, frame=frame)
    box, lines, type = bands.title(LONG, picture.theme, layout)
    assert " ".join(lines) == LONG and len(lines) == (1 if frame[0] > 1500 else 2)
    assert type.size >= 28 and box.w <= bands.title_room(picture.theme, layout) + 1
    assert box.y > 20 and box.bottom < picture.theme["frame.stage"]["y"]


def test_a_subtitle_is_there_whole_or_not_at_all():
    _, picture = boards.failover(size=SMALL)
    kit = Kit(replace(picture, layout=replace(picture.layout, frame=(1080.0, 1080.0))))
    alone = len(hud.title(kit, "자동 복구", ""))
    assert len(hud.title(kit, "자동 복구", "서버 하나")) > alone
    assert len(hud.title(kit, "자동 복구", LONG)) == alone


def test_tails_keep_off_the_dot_behind_and_lost_dots_stop_before_the_border():
    segment, picture = boards.failover(size=SMALL)
    kit = Kit(picture)
    traffic = Traffic(kit, Channels(segment, picture.theme))
    line = kit.track("chart", "wire", "LB->W1")
    for step in range(40):
        comets = traffic.under_way(step / 10)
        for comet in comets:
            x, y = comet.at
            assert not (x > line.at(line.length - 26)[0] and abs(y - 248) < 2), "a lost dot reaches the border"
            others = [other for other in comets if other is not comet and other.track is comet.track]
            behind = [comet.way - other.way for other in others if other.way < comet.way]
            if behind:
                assert comet.far <= 0.73 * min(behind)


@pytest.mark.parametrize("path", [("U->LB",), ("LB->W1",), ("LB->W2",), ("LB->W3",)])
def test_words_carried_by_a_dot_never_lie_on_what_it_comes_from_or_goes_to(path):
    segment, picture = boards.failover(size=SMALL)
    kit = Kit(picture)
    dot = boards.flow(0.0, 1.0, *path, label="GET")
    traffic = Traffic(kit, Channels(replace(segment, clips=(dot,)), picture.theme))
    cards = [kit.placed("chart", "card", card.id).box for card in picture.cast.cards]
    for step in range(100):
        (told,) = traffic.endings(step / 100)
        tag = Box(told.dx, told.dy, tag_width("GET"), 42)
        assert not any(tag.overlaps(card) for card in cards), step


def test_a_title_too_long_for_its_place_is_cut_and_a_long_caption_wraps():
    segment, picture = boards.failover(size=SMALL)
    state = dict(segment.state) | {("frame", "caption", "text", ""): "요청은 이제 웹 서버 2로만 갑니다. " * 5}
    frame = still(replace(segment, state=state), replace(picture, title="아주 긴 제목 " * 30), 0.0)
    ground = np.array([*(round(one * 255) for one in rgb(picture.theme.color("ground"))), 255])
    right = frame[: 100 // 3, (1840 // 3) + 2 :]
    assert (right == ground).all(), "nothing stands beyond the right margin"
    below = frame[1078 // 3 :, :]
    assert (below == ground).all(), "the caption stays inside the frame"


def test_the_words_of_a_bar_of_shares_grow_with_their_card():
    plan = scene("canary")
    kit = Kit(picture(plan, Settings()))
    scale = kit.placed("chart", "card", "W").scale
    said = splits.figures(kit, "W", (0.5, 0.5))
    small = words("50%", 0, 0, kit.type("node_small"), kit.palette["ink"])
    assert scale > 1.2
    assert said[0].height == pytest.approx(small[0].height * scale, rel=0.02)


def test_the_figures_of_many_shares_stand_apart_and_all_are_even_before_there_are_any():
    cards = " & ".join(f"S{n}[Server {n}]" for n in range(1, 6))
    steps = "%% @step one\n %% @traffic U rate=10/s\n %% @step two\n %% @split LB S1=96 S2=1 S3=1 S4=1 S5=1"
    plan = planned(f"```mermaid\ngraph LR\n U[Users] --> LB[Load balancer] --> {cards}\n {steps}\n```")
    kit = Kit(picture(plan, Settings()))
    said = splits.figures(kit, "LB", (1.0,) * 5)
    ends = [(one.get_left()[0], one.get_right()[0]) for one in said]
    assert len(ends) == 5 and all(right < left for (_, right), (left, _) in pairwise(ends))
    first = Channels(Segment(0, 0, 1, {}, plan.timeline.clips), kit.theme)
    bar, *_ = (layer.node.args for layer in splits.layers(Moment(kit, first, 0.5, 0), "LB"))
    assert [share for share, _ in bar[1]] == [0.2] * 5


def test_whom_shares_go_to_is_written_whole_where_the_others_leave_room():
    kit = Kit(picture(scene("bench-failover", Settings(lang="en")), Settings(lang="en")))
    *_, payment, mail = said = splits.names(kit, "lb", tuple((part, "traffic") for part in "abcd"))
    wide = [text.measure(one, Type(26, 700)) for one in ("Payment", "Mail")]
    assert payment.width / mail.width == pytest.approx(wide[0] / wide[1], rel=0.05)
    ends = [(one.get_left()[0], one.get_right()[0]) for one in said]
    assert all(right < left for (_, right), (left, _) in pairwise(ends))


def test_manims_own_camera_draws_the_same_sprite():
    from manim import Camera, tempconfig

    from diagram_anim.stage import cards
    from diagram_anim.stage.compositor import Compositor
    from diagram_anim.stage.nodes import Frame, Layer, Lens, Sprite
    from diagram_anim.stage.studio import Studio

    _, picture = boards.failover(size=SMALL)
    kit = Kit(picture)
    sprite = Sprite(cards.base, ("W2", "busy", "", "", ""))
    ground = picture.theme.color("ground")
    with tempconfig({"pixel_width": 640, "pixel_height": 360, "frame_width": 1920.0, "frame_height": 1080.0}):
        plain = Camera(frame_center=(960, -540, 0), cairo_line_width_multiple=1.0, background_color=ground)
        plain.capture_mobjects(cards.base(kit, *sprite.args))
        found = Compositor(Studio(picture)).compose(Frame(Lens(1 / 3), over=(Layer(sprite),)))
    assert np.abs(plain.pixel_array.astype(int) - found.astype(int)).max() <= 3


def test_a_poster_of_a_film_is_painted_from_what_was_drawn_for_the_film(monkeypatch):
    from diagram_anim.stage import Easel, studio

    segment, picture = boards.failover(size=SMALL)
    drawn = []

    def record(mobjects, display):
        drawn.append(mobjects)
        return inks.record(mobjects, display)

    monkeypatch.setattr(studio, "record", record)
    easel = Easel()
    easel.still(segment, replace(picture, planes=True), 0.5)
    before = len(drawn)
    poster = easel.still(segment, picture, 0.5)
    assert 0 < before == len(drawn)
    assert np.array_equal(poster, still(segment, picture, 0.5))


def test_an_emoji_keeps_its_colours():
    from diagram_anim.stage.words import words

    found = words("🐳", 0, 0, Type(36), "#000000")
    assert len({mobject.get_fill_color().to_hex() for mobject in found}) > 1


def test_a_camera_that_moves_in_leaves_the_words_around_alone():
    segment, picture = boards.architecture(size=SMALL)
    near = Clip(0.0, 0.0, Action.CAMERA, "camera", (200.0, 380.0, 1280.0, 720.0), None, view="frame")
    far, close = still(replace(segment, clips=()), picture, 0.0), still(replace(segment, clips=(near,)), picture, 0.0)
    assert np.array_equal(far[: 118 // 3], close[: 118 // 3])
    assert np.array_equal(far[944 // 3 :], close[944 // 3 :])
    assert not np.array_equal(far[150 // 3 : 900 // 3], close[150 // 3 : 900 // 3])


def test_surfaces_are_let_go_as_soon_as_a_segment_is_drawn(monkeypatch):
    kept = []

    class Watched(film.Compositor):
        def __init__(self, *args):
            super().__init__(*args)
            kept.append(weakref.ref(self))

    monkeypatch.setattr(film, "Compositor", Watched)
    segment, picture = boards.failover(size=SMALL)
    gc.disable()
    try:
        still(segment, picture, 1.0)
        assert [one() for one in kept] == [None]
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("names", "room", "said"),
    [
        (("stable v1.4", "canary v1.5"), 200, ["stable v1.4", "canary v1.5"]),
        (("stable v1.4", "canary v1.5"), 100, ["v1.4", "v1.5"]),
        (("Web server stable", "Web server canary"), 150, ["stable", "canary"]),
        (("결제 서비스 구 버전", "결제 서비스 새 버전"), 150, ["구", "새"]),
        (("주문 서버 A", "주문 서버 B", "결제 서버", "알림 서버"), 60, ["A", "B", "결제", "알림"]),
        (("web", "web"), 20, ["web", "web"]),
        (("東京リージョン (プライマリ)", "大阪リージョン (セカンダリ)"), 150, ["東京", "大阪"]),
        (("東京リージョン (プライマリ)", "大阪リージョン (セカンダリ)"), 220, ["東京リージョン", "大阪リージョン"]),
        (("서울리전", "도쿄리전"), 60, ["서울", "도쿄"]),
        (("order service (old)", "order service (new)"), 80, ["old", "new"]),
        (("Tokyo (primary site)", "Osaka (standby site)"), 100, ["Tokyo", "Osaka"]),
    ],
)
def test_shares_are_called_by_what_tells_their_parts_apart(names, room, said):
    assert splits.called(names, Type(26, 700), room) == said


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("subgraph a[us-east-1]\n A[ALB]\n end\n subgraph b[eu-west-1]\n B[ALB]\n end",
         ["ALB · us-east-1", "ALB · eu-west-1", "NLB"]),
        ("subgraph a[East]\n subgraph c[Edge]\n A[ALB]\n end\n end\n"
         "subgraph b[West]\n subgraph d[Edge]\n B[ALB]\n end\n end",
         ["ALB · East", "ALB · West", "NLB"]),
        ("A[ALB]\n B[ALB]", ["A", "B", "NLB"]),
        ("A[Blue]\n B[Green]", ["Blue", "Green", "NLB"]),
    ],
)  # fmt: skip
def test_shares_of_parts_with_one_name_are_called_by_their_groups_too(groups, said):
    plan = planned(f"```mermaid\nflowchart LR\n R[Route 53] --> A & B & C[NLB]\n {groups}\n```")
    kit = Kit(picture(plan, Settings()))
    assert splits.told_apart(kit, ["A", "B", "C"]) == said


@pytest.mark.parametrize("names", [("stable v1.4", "canary v1.5"), ("Blue", "Green"), ("a v2", "b v1")])
def test_a_bar_of_shares_has_the_colours_of_the_dots_and_no_ids(names):
    chart = f'graph LR\n U[Users] --> I{{{{Ingress}}}}\n I -->|60%| S["{names[0]}"]\n I -->|40%| K["{names[1]}"]'
    chart += "\n S & K --> P[(PostgreSQL)]"
    plan = planned(f"```mermaid\n{chart}\n```")
    kit = Kit(picture(plan, Settings()))
    tones = {clip.path[1]: clip.value["tone"] for clip in plan.timeline.clips if clip.action is Action.FLOW}
    at = max(clip.start for clip in plan.timeline.clips if clip.action is Action.SPLIT)
    moment = Moment(kit, Channels(Segment(0, 0, at + 1, {}, plan.timeline.clips), kit.theme), at + 0.9, 0)
    bar, called, _ = (layer.node for layer in splits.layers(moment, "I"))
    wires = {wire.target: wire.id for wire in plan.cast.wires}
    assert [tone for _, tone in bar.args[1]] == [tones[wires["S"]], tones[wires["K"]]]
    assert splits.called([splits.name(kit, one) for one, _ in called.args[1]], Type(26, 700), 200) == list(names)


def test_what_starts_is_dotted_lit_or_not():
    from diagram_anim.stage import cards

    kit = Kit(picture(scene("self-healing"), Settings()))
    (starting,) = cards.outline(kit, "W1", "card", "starting")
    (healthy,) = cards.outline(kit, "W1", "card", "healthy")
    assert len(starting.points) > 10 * len(healthy.points)


def test_old_words_have_gone_before_new_ones_come():
    from diagram_anim.stage.channels import Reading

    for step in range(1, 100):
        said = dict(Reading("new", "old", step / 100).handed)
        assert min(said.values()) == 0.0, "never two read through one another"


@pytest.mark.parametrize("theme", resources.themes())
def test_a_bar_is_calm_or_busy_and_nothing_between(theme):
    from diagram_anim.stage.slots import BUSY, meter_color

    kit = Kit(picture(scene("self-healing"), Settings(theme=theme)))
    seen = {meter_color(kit, step / 100, "healthy") for step in range(101)}
    assert seen == {kit.palette["traffic"], kit.palette.bar("busy")}
    assert meter_color(kit, BUSY, "healthy") == kit.palette.bar("busy")


def test_a_line_that_its_author_coloured_keeps_that_colour_while_it_is_lit():
    text = """```mermaid
graph LR
  a[A]:::own --> b[B]
  b --> c[C]
  classDef own fill:#102030,stroke:#ff00ff
  linkStyle 0 stroke:#00aa00
```
"""
    kit = Kit(picture(planned(text), Settings()))
    lit = kit.palette.tone("traffic")
    first, second = (wire.id for wire in kit.picture.cast.wires)
    assert kit.bright("a", "traffic") == kit.own("a").stroke != lit
    assert kit.bright("b", "traffic") == kit.bright(second, "traffic") == lit
    assert kit.bright(first, "traffic") == kit.own(first).stroke != lit
    assert kit.bright("a", "failed") == kit.palette.tone("failed"), "a state says more"
