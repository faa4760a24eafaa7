"""`img:` shows what lies beside the document, and nothing else."""

import base64
import io

import pytest
from PIL import Image

from diagram_anim import mermaid
from diagram_anim.batch.pictures import SIDE, pictures
from diagram_anim.batch.plan import plan
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.task import Task
from diagram_anim.model.document import Document
from diagram_anim.source import blocks


def task(folder, asked):
    text = f'```mermaid\nflowchart LR\n A@{{ img: "{asked}", label: "Logo" }} --> B\n```\n'
    document = Document(str(folder / "doc.md"), text)
    return Task(document, blocks(document)[0], "doc")


def read(folder, asked):
    one = task(folder, asked)
    return pictures(one, mermaid.parse(one.block)[0])


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "notes"
    (inner / "pictures").mkdir(parents=True)
    for place in (inner / "logo.png", inner / "pictures" / "logo.jpg", tmp_path / "secret.png"):
        Image.new("RGB", (600, 300), "#c40").save(place)
    (inner / "out.png").symlink_to(tmp_path / "secret.png")
    (inner / "up").symlink_to(tmp_path)
    (inner / "drawn.svg").write_text("<svg/>")
    (inner / "words.png").write_text("no picture")
    return inner


@pytest.mark.parametrize("asked", ["logo.png", "./logo.png", "pictures/logo.jpg"])
def test_a_picture_beside_the_document_is_shown_no_larger_than_needed(folder, asked):
    found, problems = read(folder, asked)
    assert not problems
    assert Image.open(io.BytesIO(base64.b64decode(found["A"]))).size == (SIDE, SIDE // 2)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("https://example.org/a.png", "image-remote"),
        ("//example.org/a.png", "image-remote"),
        ("data:image/png;base64,AA", "image-remote"),
        ("/etc/passwd", "image-outside"),
        ("../secret.png", "image-outside"),
        ("pictures/../../secret.png", "image-outside"),
        ("C:/secret.png", "image-outside"),
        ("out.png", "image-outside"),
        ("up/secret.png", "image-outside"),
        ("none.png", "image-missing"),
        ("pictures", "image-missing"),
        ("drawn.svg", "image-kind"),
        ("words.png", "image-kind"),
    ],
)
def test_any_other_is_told_with_its_place_and_left_out(folder, asked, code):
    found, problems = read(folder, asked)
    assert not found
    assert [problem.code for problem in problems] == [code]
    assert problems[0].span.line == 3 and problems[0].hint and not problems[0].is_error


def test_a_picture_is_part_of_what_a_film_is_kept_under(folder):
    before, _ = plan(task(folder, "logo.png"), Settings())
    Image.new("RGB", (600, 300), "#04c").save(folder / "logo.png")
    after, _ = plan(task(folder, "logo.png"), Settings())
    assert before.cast != after.cast
