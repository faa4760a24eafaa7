"""Decks for PowerPoint: what is in them, by the library, by the standard, and as an office draws them."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from diagram_anim import text
from diagram_anim.deliver import deck, handout
from diagram_anim.deliver.acts import Act, Band, Step
from diagram_anim.deliver.timing import Cue, timing
from diagram_anim.encode.joining import join
from diagram_anim.model.layout import Type

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LOOKS = deck.Looks((1920, 1080), "night")


@pytest.fixture(scope="module")
def acts(tmp_path_factory):
    """Two acts of little films: frames of one tone, in steps that go on where the last one stood. The last step
    ends in a tone of its own."""
    import numpy as np

    from diagram_anim import encode

    folder = tmp_path_factory.mktemp("acts")
    pieces = []
    for index in range(4):
        pixels = np.full((90, 160, 4), 255, np.uint8)
        pixels[..., :3] = (40 + 60 * index, 80, 160)
        pieces.append(folder / f"piece-{index}.mp4")
        with encode.open_sink("mp4", pieces[-1], (160, 90), 30) as sink:
            sink.write(pixels, 15)
    steps = []
    for index in range(3):
        clip = folder / f"clip-{index}.mp4"
        join([pieces[index]], clip, closing=pieces[index + 1])
        steps.append(Step(index * 0.5, index * 0.5 + 0.5, f"{index + 1}번째 <단계> & 말", None, clip))
    join(pieces, folder / "film.mp4")
    Image.new("RGB", (160, 90), (40, 80, 160)).save(folder / "film.png")
    act = Act(
        "자동 복구",
        folder / "film.mp4",
        folder / "film.png",
        tuple(steps),
        "부제",
        "제목",
        "강의가 말합니다.",
        "ko",
        foot=Band(0.05, 0.88, 0.6, 0.12, 0.033),
    )
    return [act, Act("하나", act.film, act.poster, act.steps[:1], lang="ko")]


@pytest.fixture(scope="module")
def made(acts, tmp_path_factory):
    target = tmp_path_factory.mktemp("deck") / "deck.pptx"
    deck.write(target, "강의 <제목>", acts, LOOKS)
    return target


def test_there_is_a_slide_a_diagram_with_its_words_and_its_notes(made, acts):
    opening, slide, other = Presentation(str(made)).slides
    assert opening.shapes.title.text_frame.text == "강의 <제목>"
    assert slide.shapes.title.text_frame.text == "자동 복구"
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("강의가 말합니다.")
    assert all(step.caption in notes for step in acts[0].steps)
    assert other.shapes.title.text_frame.text == "하나"


def test_an_opening_lists_each_title_once(acts, tmp_path):
    deck.write(tmp_path / "deck.pptx", "강의", [acts[0], acts[0], acts[1]], LOOKS)
    opening, *slides = Presentation(str(tmp_path / "deck.pptx")).slides
    assert [shape.text_frame.text for shape in opening.shapes][1:] == ["자동 복구\n하나"]
    assert len(slides) == 3


def test_a_steps_caption_is_a_text_of_the_slide_over_its_clip_and_comes_with_it(made, acts):
    slide = Presentation(str(made)).slides[1]
    order = [shape.name for shape in slide.shapes]
    texts = {shape.name: shape for shape in slide.shapes if shape.has_text_frame}
    assert [texts[f"{number} …"].text_frame.text for number in (1, 2, 3)] == [step.caption for step in acts[0].steps]
    assert order[1:] == ["1", "1 …", "2", "2 …", "3", "3 .", "3 …", slide.shapes.title.name]
    assert str(texts["1 …"].fill.fore_color.rgb) == "2850A0", "the film's own ground"
    shown = [node.find(f".//{P}spTgt").get("spid") for node in slide._element.iter(f"{P}set")]
    ids = {shape.name: str(shape.shape_id) for shape in slide.shapes}
    assert shown == [ids[name] for name in ("2", "2 …", "3", "3 …", "3 .")]


def test_letters_and_language_are_those_of_the_words_themselves(made):
    """PowerPoint heeds no letters that a paragraph names."""
    for slide in Presentation(str(made)).slides:
        assert not slide._element.findall(".//{*}defRPr")
        runs = [
            run for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs
        ]
        assert runs
        assert all(run.font.size and run.font.color.rgb and run._r.rPr.get("lang") == "ko-KR" for run in runs)


def test_a_deck_of_ours_names_families_for_all_letters(made):
    theme = Presentation(made).slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    named = {kind: set(re.findall(rf'<a:{kind} typeface="([^"]*)"', theme.decode())) for kind in ("latin", "ea")}
    assert named == {"latin": {"Arial"}, "ea": {"Malgun Gothic"}}


def test_a_film_fills_a_slide_of_ours(made):
    found = Presentation(str(made))
    (movie, *_) = (shape for shape in found.slides[1].shapes if hasattr(shape, "poster_frame"))
    assert (movie.left, movie.top, movie.width, movie.height) == (0, 0, found.slide_width, found.slide_height)


def test_every_clip_says_what_it_shows_and_is_stored_once(made, acts):
    slide = Presentation(str(made)).slides[1]
    movies = [shape for shape in slide.shapes if shape._element.findall(f".//{P}nvPr/{{*}}videoFile")]
    told = [shape._element._nvXxPr.cNvPr.get("descr") for shape in movies]
    assert told == [step.caption for step in acts[0].steps]
    with zipfile.ZipFile(made) as archive:
        films = [name for name in archive.namelist() if name.endswith(".mp4")]
        assert sorted(archive.read(name) for name in films) == sorted(s.clip.read_bytes() for s in acts[0].steps)


def test_a_poster_is_the_last_frame_of_the_clip_below(made):
    slide = Presentation(str(made)).slides[1]
    posters = [shape.poster_frame for shape in slide.shapes if hasattr(shape, "poster_frame")]
    tones = [
        Image.open(__import__("io").BytesIO(poster.blob)).convert("RGB").getpixel((80, 45))[0] for poster in posters
    ]
    assert [round(tone / 20) * 20 for tone in tones] == [40, 100, 160]


@pytest.mark.parametrize("auto", [False, True])
def test_the_order_of_clicks_is_as_the_standard_has_it(auto):
    tree = timing([Cue(4, 500), Cue(5, 700), Cue(6, 900)], auto=auto)
    ids = [int(node.get("id")) for node in tree.iter(f"{P}cTn")]
    assert sorted(ids) == list(range(1, len(ids) + 1))
    (main,) = tree.findall(f".//{P}seq/{P}cTn[@nodeType='mainSeq']/{P}childTnLst")
    assert len(main) == 3
    begins = [[cond.get("delay") or cond.get("evt") for cond in click.find(f"{P}cTn/{P}stCondLst")] for click in main]
    assert begins[1:] == [["indefinite"], ["indefinite"]]
    assert len(begins[0]) == 1 + auto
    for number, click in enumerate(main):
        (command,) = click.iter(f"{P}cmd")
        assert command.get("cmd") == "playFrom(0.0)"
        assert {one.get("spid") for one in click.iter(f"{P}spTgt")} == {str(4 + number)}
        assert [one.find(f"{P}cBhvr/{P}cTn").get("dur") for one in click.iter(f"{P}cmd")] == [
            ["500", "700", "900"][number]
        ]
        assert len(list(click.iter(f"{P}set"))) == (number > 0)
    kinds = [node.get("nodeType") for node in tree.iter(f"{P}cTn") if node.get("nodeType")]
    assert kinds[2:] == ["afterEffect" if auto else "clickEffect", *["clickEffect", "withEffect"] * 2]
    media = tree.findall(f".//{P}video/{P}cMediaNode")
    assert [one.find(f"{P}cTn").get("repeatCount") for one in media] == [None] * 3
    seq = tree.find(f".//{P}seq")
    assert [child.tag for child in seq] == [f"{P}cTn", f"{P}prevCondLst", f"{P}nextCondLst"]


def test_a_loop_follows_its_clip_by_itself_and_repeats_until_the_next_click():
    tree = timing([Cue(4, 500, Cue(5, 700)), Cue(6, 900)], auto=False)
    ids = [int(node.get("id")) for node in tree.iter(f"{P}cTn")]
    assert sorted(ids) == list(range(1, len(ids) + 1))
    one, other = tree.find(f".//{P}cTn[@nodeType='mainSeq']/{P}childTnLst")
    first, second = one.find(f"{P}cTn/{P}childTnLst")
    assert [cond.get("delay") for cond in second.find(f"{P}cTn/{P}stCondLst")] == ["500"]
    assert {node.get("spid") for node in first.iter(f"{P}spTgt")} == {"4"}
    assert {node.get("spid") for node in second.iter(f"{P}spTgt")} == {"5"}
    assert [node.get("nodeType") for node in second.iter(f"{P}cTn") if node.get("nodeType")] == [
        "afterEffect",
        "withEffect",
    ]
    calls = [(node.get("cmd"), node.find(f".//{P}spTgt").get("spid")) for node in other.iter(f"{P}cmd")]
    assert calls == [("playFrom(0.0)", "6"), ("stop", "5")]
    (fade,) = other.iter(f"{P}animEffect")
    assert (fade.get("filter"), fade.find(f".//{P}spTgt").get("spid")) == ("fade", "6")
    stop = [node for node in other.iter(f"{P}cTn") if node.get("presetID") == "3"]
    lasting = fade.find(f".//{P}cTn").get("dur")
    assert [node.find(f"{P}stCondLst/{P}cond").get("delay") for node in stop] == [lasting], "it runs on beneath"
    media = tree.findall(f".//{P}video/{P}cMediaNode")
    repeats = {one.find(f".//{P}spTgt").get("spid"): one.find(f"{P}cTn").get("repeatCount") for one in media}
    assert repeats == {"4": None, "5": "indefinite", "6": None}


def test_the_last_frame_of_all_appears_when_the_last_clip_is_over():
    tree = timing([Cue(4, 500), Cue(5, 700)], auto=False, cover=9)
    _, other = tree.find(f".//{P}cTn[@nodeType='mainSeq']/{P}childTnLst")
    *_, last = other.find(f"{P}cTn/{P}childTnLst")
    assert [cond.get("delay") for cond in last.find(f"{P}cTn/{P}stCondLst")] == ["700"]
    assert [node.find(f".//{P}spTgt").get("spid") for node in last.iter(f"{P}set")] == ["9"]


def test_the_same_deck_has_the_same_bytes_and_its_films_as_they_are(made, acts, tmp_path, monkeypatch):
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 2, 3, 4, 5, 6, 0, 1, 0))
    deck.write(tmp_path / "again.pptx", "강의 <제목>", acts, LOOKS)
    assert (tmp_path / "again.pptx").read_bytes() == made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        assert archive.testzip() is None
        ways = {one.filename.rpartition(".")[2]: one.compress_type for one in archive.infolist()}
    assert ways["mp4"] == zipfile.ZIP_STORED
    assert ways["xml"] == zipfile.ZIP_DEFLATED


def test_the_loop_of_a_step_lies_over_its_clip(acts, tmp_path):
    step = acts[0].steps[0]
    looping = Step(0.0, 7.0, step.caption, 3.0, step.clip, acts[0].steps[1].clip)
    act = Act("자동 복구", acts[0].film, acts[0].poster, (looping, acts[0].steps[2]), lang="ko")
    deck.write(tmp_path / "deck.pptx", "강의", [act], LOOKS)
    slide = Presentation(str(tmp_path / "deck.pptx")).slides[1]
    movies = [shape for shape in slide.shapes if hasattr(shape, "poster_frame")]
    assert [shape.name for shape in movies] == ["1", "1 ∞", "2"]
    assert "(3 s + 4 s ∞)" in slide.notes_slide.notes_text_frame.text
    (again,) = [node for node in slide._element.iter(f"{P}cTn") if node.get("repeatCount")]
    assert again.getparent().find(f".//{P}spTgt").get("spid") == str(movies[1].shape_id)


def test_slides_go_into_a_deck_where_they_are_wanted_and_leave_the_others(made, acts, tmp_path):
    target = tmp_path / "more.pptx"
    deck.write(target, "t", acts[1:], LOOKS, base=made, at=2, opening=False)
    found = Presentation(str(target))
    assert [slide.shapes.title.text_frame.text for slide in found.slides] == [
        "강의 <제목>",
        "하나",
        "자동 복구",
        "하나",
    ]
    assert found.slide_width == Presentation(str(made)).slide_width
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(target) as after:
        media = [sorted(name for name in one.namelist() if "/media/" in name) for one in (before, after)]
    assert media[1] == media[0], "what is in it already isn't stored once more"


def test_what_is_put_into_a_deck_takes_no_name_that_is_taken(made, acts, tmp_path):
    clips = [step.clip for step in acts[0].steps]
    other = replace(acts[1], steps=(replace(acts[1].steps[0], clip=acts[0].film),))
    deck.write(tmp_path / "more.pptx", "t", [other], LOOKS, base=made, opening=False)
    with zipfile.ZipFile(tmp_path / "more.pptx") as archive:
        names = archive.namelist()
        films = sorted(archive.read(name) for name in names if name.endswith(".mp4"))
    assert len(names) == len(set(names))
    assert films == sorted(film.read_bytes() for film in (*clips, acts[0].film))


def test_no_placeholder_is_left_empty_on_a_template(acts, tmp_path):
    Presentation().save(str(tmp_path / "corp.pptx"))
    deck.write(tmp_path / "deck.pptx", "강의", acts, LOOKS, base=tmp_path / "corp.pptx")
    for slide in Presentation(str(tmp_path / "deck.pptx")).slides:
        assert all(one.text_frame.text for one in slide.placeholders if one.has_text_frame)


def test_a_low_title_of_a_template_makes_room_for_the_film(acts, tmp_path):
    template = Presentation()
    for layout in template.slide_layouts:
        for one in layout.placeholders:
            one.left, one.top, one.width, one.height = 500_000, 1_200_000, 8_000_000, 1_800_000
    layouts = template.slide_master.slide_layouts._sldLayoutIdLst
    layouts.insert(0, layouts[6])  # the first layout of a template needn't be its title's
    assert not list(template.slide_layouts[0].placeholders) or template.slide_layouts[0].name == "Blank"
    template.save(str(tmp_path / "corp.pptx"))
    deck.write(tmp_path / "deck.pptx", "강의", acts[:1], LOOKS, base=tmp_path / "corp.pptx")
    opening, slide = Presentation(str(tmp_path / "deck.pptx")).slides
    assert opening.shapes.title.text_frame.text == "강의"
    head = slide.shapes.title
    movies = [shape for shape in slide.shapes if hasattr(shape, "poster_frame")]
    assert all(head.top + head.height <= movie.top for movie in movies)
    assert any(shape.has_text_frame and shape.text_frame.text == "부제" for shape in slide.shapes)
    assert movies[0].height > slide.part.package.presentation_part.presentation.slide_height / 2


def test_a_long_title_has_room_in_a_templates_place(acts, tmp_path):
    long = replace(acts[0], title="여러 지역에 걸친 서비스의 자동 복구와 무중단 배포 (Zero-downtime Deployment)")
    Presentation().save(str(tmp_path / "corp.pptx"))
    deck.write(tmp_path / "deck.pptx", "짧은 강의", [long, acts[1]], LOOKS, base=tmp_path / "corp.pptx")
    opening, slide, other = Presentation(str(tmp_path / "deck.pptx")).slides
    given = 44
    for one in (opening, other):
        assert one.shapes.title.text_frame.paragraphs[0].runs[0].font.size is None, "the template's own"
    head = slide.shapes.title
    size = head.text_frame.paragraphs[0].runs[0].font.size.pt
    assert size < given
    lines = text.wrap(long.title, Type(size), head.width.pt)
    assert len(lines) * size * 1.2 <= head.height.pt


def test_a_template_gives_its_looks_and_none_of_its_slides(made, acts, tmp_path):
    """A deck as LibreOffice writes it as a template: it relates to its facts in words of its own."""
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(tmp_path / "corp.potx", "w") as template:
        for name in given.namelist():
            kind, facts = b"presentationml.%s.main+xml", b"/2006/relationships/metadata/core-properties"
            content = given.read(name).replace(kind % b"presentation", kind % b"template")
            template.writestr(name, content.replace(b"package" + facts, b"officedocument" + facts))
    assert deck.trouble(tmp_path / "corp.potx", None) == ""
    deck.write(tmp_path / "deck.pptx", "새 강의", acts[1:], LOOKS, base=tmp_path / "corp.potx")
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(tmp_path / "deck.pptx")).slides]
    assert titles == ["새 강의", "하나"]
    with zipfile.ZipFile(tmp_path / "deck.pptx") as archive:
        slides = [name for name in archive.namelist() if name.startswith("ppt/slides/slide")]
        assert len(slides) == 2
        assert sum(name.endswith(".mp4") for name in archive.namelist()) == 1
        assert archive.namelist().count("docProps/core.xml") == 1


def test_what_cannot_be_built_on_is_told(made, tmp_path):
    (tmp_path / "words.pptx").write_text("no deck")
    with zipfile.ZipFile(tmp_path / "zip.pptx", "w") as archive:
        archive.writestr("a", "b")
    assert "there is no file" in deck.trouble(tmp_path / "gone.pptx", None)
    assert "Did you mean" in deck.trouble(tmp_path / "word.pptx", None)
    assert "no PowerPoint deck" in deck.trouble(tmp_path / "words.pptx", None)
    assert "no PowerPoint deck" in deck.trouble(tmp_path / "zip.pptx", None)
    assert "goes to 4" in deck.trouble(made, 9)
    assert deck.trouble(made, 4) == ""


def test_what_cannot_be_written_leaves_the_old_deck(acts, tmp_path):
    with pytest.raises(OSError):
        deck.write(tmp_path / "no" / "deck.pptx", "t", acts, LOOKS)


def test_a_handout_has_a_page_a_diagram(acts, tmp_path):
    handout.write(tmp_path / "deck.pdf", "강의", acts)
    data = (tmp_path / "deck.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 2


def test_a_handout_shows_what_stands_between_title_and_captions(acts):
    bands = {"head": Band(0.04, 0.05, 0.6, 0.1, 0.04), "foot": Band(0.04, 0.9, 0.6, 0.08, 0.03)}
    bare, framed = replace(acts[0], head=None, foot=None), replace(acts[0], **bands)
    sizes = [handout._picture(act.steps[0], handout._stage(act)).size for act in (bare, framed)]
    assert sizes == [(160, 90), (160, 67)]


@pytest.mark.delivery
def test_the_words_of_a_handout_can_be_searched(acts, tmp_path):
    reader = shutil.which("pdftotext") or pytest.skip("needs pdftotext: `make test-delivery` installs it")
    handout.write(tmp_path / "deck.pdf", "분산 시스템", acts)
    done = subprocess.run([reader, "-raw", str(tmp_path / "deck.pdf"), "-"], capture_output=True, text=True, check=True)
    for number, (page, act) in enumerate(zip(done.stdout.split("\f"), acts, strict=False), 1):
        assert f"분산 시스템 · {number} / 2" in page
        assert act.title in page
        assert all(f"{index} {step.caption}" in page for index, step in enumerate(act.steps, 1))


@pytest.mark.parametrize(
    ("steps", "pages"), [(1, [1]), (4, [4]), (5, [3, 2]), (8, [4, 4]), (9, [3, 3, 3]), (14, [4, 4, 3, 3])]
)
def test_the_pages_of_a_handout_are_filled_evenly(acts, tmp_path, monkeypatch, steps, pages):
    shown = []
    fitted = handout._fitted
    monkeypatch.setattr(handout, "_picture", lambda step, stage: Image.new("RGB", (16, 9)))
    monkeypatch.setattr(handout, "_fitted", lambda one, room: shown.append(room) or fitted(one, room))
    many = replace(acts[0], steps=tuple(replace(acts[0].steps[0], caption=str(number)) for number in range(steps)))
    drawn = []
    page = handout._page
    monkeypatch.setattr(
        handout,
        "_page",
        lambda paper, act, at, some, *more: drawn.append(some) or page(paper, act, at, some, *more),
    )
    handout.write(tmp_path / "deck.pdf", "강의", [many])
    assert [len(some) for some in drawn] == pages
    assert [step for some in drawn for step in some] == list(many.steps)
    assert len(set(shown)) == 1, "pictures have the same room on all pages"


@pytest.mark.parametrize(("steps", "pages"), [(3, [3]), (5, [5]), (6, [6]), (7, [4, 3]), (13, [5, 4, 4])])
def test_more_pictures_stand_on_a_page_where_their_words_can_still_be_read(acts, tmp_path, monkeypatch, steps, pages):
    """A film's picture without its title and its captions is lower, and so are the rows."""
    Image.new("RGB", (1920, 1080)).save(tmp_path / "poster.png")
    bands = {"head": Band(0.04, 0.05, 0.6, 0.05, 0.04), "foot": Band(0.04, 0.88, 0.6, 0.08, 0.03)}
    act = replace(acts[0], steps=(acts[0].steps[0],) * steps, poster=tmp_path / "poster.png", **bands)
    assert [count for _, count in handout._pages(act)] == pages
    monkeypatch.setattr(handout, "SMALLEST", handout.SMALLEST / 2)
    assert max(count for _, count in handout._pages(act)) < 5


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_pictures_of_a_handout_take_the_room_that_captions_leave(acts, tmp_path, monkeypatch, lines):
    shown = []
    monkeypatch.setattr(handout, "_picture", lambda step, stage: Image.new("RGB", (16, 9)))
    monkeypatch.setattr(handout, "_fitted", lambda one, room: shown.append(room) or room)
    step = replace(acts[0].steps[0], caption="말 " * (28 * lines - 10))
    handout.write(tmp_path / "deck.pdf", "강의", [replace(acts[0], steps=(step,) * 4)])
    ((wide, high),) = set(shown)
    rows = high * 2 + handout.LEAD * lines * 2 + handout.GAP
    assert rows == pytest.approx(handout.PAGE[1] - 2 * handout.MARGIN - handout.HEAD, abs=2)
    assert 2 * wide + handout.GAP == pytest.approx(handout.PAGE[0] - 2 * handout.MARGIN, abs=1)


@pytest.mark.parametrize(
    "given, said",
    [
        (["-o", "deck.key"], "none of: .html, .pptx, .pdf. Try -o deck.pptx."),
        (["-o", "deck.docx"], "Try -o deck.pdf."),
        (["-o", "deck.pptx", "--at", "2"], "--into"),
        (["-o", "deck.pptx", "--template", "gone.pptx"], "there is no file"),
        (["-o", "deck.html", "--auto"], "isn't for PowerPoint"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_rendered(given, said, tmp_path):
    (tmp_path / "a.mmd").write_text("graph LR\n A --> B\n")
    command = [sys.executable, "-m", "diagram_anim", "slides", "a.mmd", *given]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mmd"]


@pytest.mark.delivery
def test_an_office_draws_every_slide(made, acts, tmp_path):
    office = shutil.which("soffice")
    if not office:
        if os.environ.get("CI"):
            pytest.fail("there is no LibreOffice: run `make test-delivery`")
        pytest.skip("needs LibreOffice: `make test-delivery` installs it")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    handout.write(tmp_path / "handout.pdf", "강의", acts)
    draw = shutil.which("pdftoppm") or pytest.skip("needs pdftoppm: `make test-delivery` installs it")
    for name, pages in (("deck", 3), ("handout", 2)):
        subprocess.run([draw, "-r", "20", "-png", str(tmp_path / f"{name}.pdf"), str(tmp_path / name)], check=True)
        drawn = sorted(tmp_path.glob(f"{name}-*.png"))
        assert len(drawn) == pages
    slide = Image.open(sorted(tmp_path.glob("deck-*.png"))[1]).convert("RGB")
    red = slide.getpixel((slide.width // 2, slide.height // 2))[0]
    assert abs(red - 220) < 12, "the last frame of all, under the last caption"


def test_the_tree_is_well_formed_xml():
    assert etree.tostring(timing([Cue(4, 500)], auto=False)).startswith(b"<p:timing")
