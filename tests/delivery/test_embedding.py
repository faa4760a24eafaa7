"""Films in a lecture: under their diagrams, and the same when it is done again."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from diagram_anim import source
from diagram_anim.deliver import embedding
from diagram_anim.deliver.embedding import Picture
from diagram_anim.model.document import Document

LECTURE = """# 강의

```mermaid
graph LR
  A --> B
```
바로 뒤의 **말**.

> ```mermaid
> graph LR
>   C --> D
> ```

- 목록

  ~~~mermaid
  graph LR
    E --> F
  ~~~

```mermaid
graph LR
"""

PICTURES = {number: Picture(f"f/{number}.gif", f'{number} <b>"&', f"f/{number}-n.gif") for number in (1, 2, 3, 4)}


def linked(text, pictures=PICTURES):
    clean = embedding.bare(text)
    return embedding.linked(clean, source.blocks(Document("a.md", clean)), pictures)


def test_each_film_stands_under_its_diagram_in_its_quote_or_list():
    shown = linked(LECTURE)
    assert shown.count(embedding.BEGIN) == 3, "a fence that isn't closed holds all that follows"
    assert f"> ```\n>\n> {embedding.BEGIN}\n> <picture>" in shown
    assert f"  ~~~\n\n  {embedding.BEGIN}\n  <picture>" in shown
    assert 'alt="1 &lt;b&gt;&quot;&amp;"' in shown
    page = MarkdownIt().render(shown)
    assert page.count("<picture>") == 3


@pytest.mark.parametrize("ending", ["gif", "mp4"])
@pytest.mark.parametrize("dark", ["", "n.gif"])
def test_what_is_around_a_film_is_read_as_before(ending, dark):
    page = MarkdownIt().render(linked(LECTURE, {1: Picture(f"f/1 가.{ending}", "1 <b>[x](y)&amp;*!", dark)}))
    assert "바로 뒤의 <strong>말</strong>." in page
    assert "f/1%20%EA%B0%80." in page
    assert "1 &lt;b&gt;[x](y)&amp;amp;*!" in page


def test_every_line_keeps_its_own_end():
    rows = LECTURE.split("\n")
    mixed = "".join(row + ("\r\n" if number % 2 else "\n") for number, row in enumerate(rows))
    clean = Document("a.md", mixed.replace("\r\n", "\n"))
    shown = embedding.linked(mixed, source.blocks(clean), PICTURES)
    assert shown.count(embedding.BEGIN) == 3
    assert embedding.bare(shown) == mixed
    assert shown.replace("\r\n", "\n") == linked(clean.text)


def test_doing_it_again_changes_nothing_and_undoing_it_gives_the_lecture():
    once = linked(LECTURE)
    assert linked(once) == once
    assert embedding.bare(once) == LECTURE


@pytest.mark.delivery
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_command_keeps_the_lecture_and_its_line_ends(tmp_path, ends):
    lecture = tmp_path / "lecture.md"
    written = ends.join(["# 강의", "", "```mermaid", "graph LR", " A --> B", "```", ""]).encode()
    lecture.write_bytes(b"\xef\xbb\xbf" + written)
    command = [sys.executable, "-m", "diagram_anim", "embed", "lecture.md", "--as", "still", "--quality", "draft", "-q"]
    for _ in range(2):
        done = subprocess.run([*command, "--in-place"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        content = lecture.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n![") == 1
        assert (b"\r\n" in content) == (ends == "\r\n")
    (picture,) = (tmp_path / "lecture-films").iterdir()
    assert Image.open(picture).size == (854, 480)


@pytest.mark.delivery
def test_a_film_without_a_title_says_what_it_tells(tmp_path):
    (tmp_path / "a.md").write_text("```mermaid\ngraph LR\n A[웹] --> B[저장소]\n```\n", encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "embed", "a.md", "--as", "still", "--quality", "draft", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"!\[.*웹.*저장소.*\]", (tmp_path / "a.films.md").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind, beside, linked",
    [("gif", {".gif"}, "![말합니다](a-films/01-diagram.gif)"), ("mp4", {".mp4", ".png", ".vtt"}, "<video ")],
)
def test_what_is_written_is_linked_and_nothing_else(tmp_path, kind, beside, linked):
    chart = "graph LR\n A[Web] --> B[(Store)]\n%% @step 말합니다\n%% @appear all\n"
    (tmp_path / "a.md").write_text(f"```mermaid\n{chart}```\n", encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "embed", "a.md", "--as", kind, "--quality", "draft", "-q"]
    done = subprocess.run([*command, "--lang", "en"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a.films.md").read_text(encoding="utf-8")
    assert linked in page
    written = {path.name for path in (tmp_path / "a-films").iterdir()}
    assert {Path(name).suffix for name in written} == beside
    assert set(re.findall(r"a-films/([^\s\")]+)", page)) == written
    if kind == "mp4":
        tracks = re.findall(r'<track kind="captions" srclang="(\w+)" src="a-films/(.*?)">', page)
        assert [lang for lang, _ in tracks] == ["ko"], "the words are the author's, whatever was asked for"
        assert "Language: ko" in (tmp_path / "a-films" / tracks[0][1]).read_text(encoding="utf-8")
