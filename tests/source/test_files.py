"""Bytes into text, and what is said where there is none."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from diagram_anim.model.document import Document
from diagram_anim.source import block_at, blocks, heading, load


def test_carriage_returns_and_marks_of_order_are_gone(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf# \xec\x84\x9c\xeb\xb2\x84\r\n```mermaid\r\ngraph LR\r\n  A --> B\r```\r\n")
    document, problems = load(str(path))
    assert document is not None
    assert not problems
    assert document.text == "# 서버\n```mermaid\ngraph LR\n  A --> B\n```\n"
    (block,) = blocks(document)
    assert (block.title, block.line, block.text) == ("서버", 3, "graph LR\n  A --> B")


def test_utf_16_is_read_where_it_says_so(tmp_path):
    path = tmp_path / "a.mmd"
    path.write_bytes("graph LR\n A[웹]".encode("utf-16"))
    document, _ = load(str(path))
    assert document is not None
    assert document.text == "graph LR\n A[웹]"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("02-checkout_flow.mmd", "Checkout flow"),
        ("결제 흐름.mmd", "결제 흐름"),
        ("stdin", ""),
        ("cicd.mmd", "CI/CD"),
        ("lb-vs-dns.mmd", "LB vs DNS"),
        ("ci-cd_pipeline.mmd", "CI/CD pipeline"),
        ("etcd-raft.mmd", "etcd raft"),
        ("hpa 실습.mmd", "HPA 실습"),
    ],
)
def test_a_diagram_that_is_a_file_is_called_as_the_file_is(name, title):
    (block,) = blocks(Document(name, "graph LR\n A --> B\n"))
    assert block.heading == title


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "is a picture"),
        (b"\0\0\0\x18ftypmp42", "is a film"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04\x14", "is an archive or an office document"),
        (b"plain\0words", "is no text file"),
    ],
)
def test_what_is_no_text_is_told_by_what_it_is(tmp_path, raw, said):
    path = tmp_path / "a.md"
    path.write_bytes(raw)
    document, (problem,) = load(str(path))
    assert document is None
    assert (problem.code, problem.span) == ("not-text", None)
    assert said in problem.message
    assert "UTF-8" not in problem.message + str(problem.hint)


def test_text_in_another_encoding_is_told_with_its_place(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes("# 강의\n서버".encode("cp949"))
    document, (problem,) = load(str(path))
    assert document is None
    assert problem.code == "not-utf8"
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (1, 3)


def test_a_missing_file_has_a_neighbour_that_was_meant(tmp_path):
    (tmp_path / "lecture.md").touch()
    document, (problem,) = load(str(tmp_path / "lectur.md"))
    assert document is None
    assert problem.code == "no-such-file"
    assert problem.hint == f"did you mean `{tmp_path / 'lecture.md'}`?"


def test_a_folder_is_no_file(tmp_path):
    assert [problem.code for problem in load(str(tmp_path))[1]] == ["is-a-folder"]


@pytest.mark.parametrize(
    "text, count", [("graph LR\n A --> B", 1), ("# 제목\n\n```mermaid\ngraph LR\n```\n\n~~~mermaid\ngraph TD\n~~~", 2)]
)
def test_standard_input_is_markdown_or_a_diagram(monkeypatch, text, count):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    document, _ = load("-")
    assert document is not None
    assert document.name == "stdin"
    assert len(blocks(document)) == count


def test_a_mermaid_file_is_one_diagram_and_a_scene_file_none(tmp_path):
    text = "graph LR\n  A --> B\n"
    found = {}
    for name in ("My Diagram.mmd", "scene.yaml"):
        (tmp_path / name).write_text(text)
        document, _ = load(str(tmp_path / name))
        assert document is not None
        found[name] = blocks(document)
    (block,) = found["My Diagram.mmd"]
    assert (block.text, block.slug, block.line) == (text, "my-diagram", 1)
    assert found["scene.yaml"] == ()


def test_a_scene_finds_a_diagram_in_another_file(tmp_path):
    text = "# 1. 하나\n```mermaid\ngraph LR\n```\n# 2. 둘\n```mermaid\ngraph TD\n```\n"
    (tmp_path / "lecture.md").write_text(text, encoding="utf-8")
    here = str(tmp_path / "scene.yaml")
    for selection, number in (("2", 2), ("하나", 1), ("\u1112\u1161\u1102\u1161", 1)):
        block, problems = block_at(here, "lecture.md", selection)
        assert block is not None
        assert (block.number, problems) == (number, [])
    block, (problem,) = block_at(here, "lecture.md", "5")
    assert block is None
    assert problem.hint == "there are: #1 or #하나, #2 or #둘"
    assert [problem.code for problem in block_at(here, "lecture.md", None)[1]] == ["no-such-block"]
    assert [problem.code for problem in block_at(here, "other.md", "1")[1]] == ["no-such-file"]


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("a.md", "---\ntitle: x\n---\n```bash\n# no heading\n```\n\nThe *real* one\n===\n", "The real one"),
        ("a.md", "## second\n\n## third\n", "second"),
        ("a.yaml", "# a comment\ntitle: x\n", ""),
        ("a.mmd", "# what\ngraph LR\n", ""),
    ],
)
def test_a_files_heading_is_its_first_of_the_first_level_if_there_is_one(name, text, said, tmp_path):
    (tmp_path / name).write_text(text)
    document, _ = load(str(tmp_path / name))
    assert document is not None
    assert heading(document) == said


@pytest.mark.parametrize("heading", ["🏗️ 구축할 환경", "구축할 환경 ⚙️", "🧑‍💻 구축할 🇰🇷 환경"])
def test_a_sign_leaves_nothing_in_a_name(heading):
    document = Document("a.md", f"# {heading}\n\n```mermaid\ngraph LR\n A --> B\n```\n")
    (block,) = blocks(document)
    assert block.slug == "구축할-환경"
