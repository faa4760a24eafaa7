"""What the docs say to paste into other tools is what the commands write."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from diagram_anim import resources
from diagram_anim.deliver import embedding
from diagram_anim.deliver.embedding import Picture
from diagram_anim.model.document import Document
from diagram_anim.source import blocks

DOCS = Path(__file__).parent.parent.parent / "docs" / "delivery.md"


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def snippets():
    (html,) = re.findall(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return Tags(html).found


def videos(tags):
    return [attrs for tag, attrs in tags if tag == "video"]


def test_videos_name_the_clips_of_steps_and_loop_where_those_do(snippets):
    assert len(videos(snippets)) == 5
    for attrs in videos(snippets):
        assert {"muted", "playsinline"} <= attrs.keys()
        assert ("width" in attrs) != ("height" in attrs), "the other follows"
        root, number, again = re.fullmatch(r"(/?)films/(\d\d)(-loop)?\.mp4", attrs["src"]).groups()
        assert ("loop" in attrs) == bool(again), "only a loop closes"
        assert attrs.get("poster", f"{root}films/{number}.png") == f"{root}films/{number}.png"


def test_a_video_on_a_page_is_the_one_that_embed_writes(snippets):
    lecture = "```mermaid\ngraph LR\n A --> B\n```\n"
    made = embedding.linked(
        lecture, blocks(Document("a.md", lecture)), {1: Picture("films/01.mp4", "말", poster="films/01.png")}
    )
    (written,) = videos(Tags(made).found)
    documented = videos(snippets)[-1]
    assert documented.items() <= written.items()


def test_a_page_in_a_frame_leaves_its_heading_out(snippets):
    ((_, attrs),) = [one for one in snippets if one[0] == "iframe"]
    assert attrs["src"] == "film.html?embed"
    assert attrs["title"] and attrs["allow"] == "fullscreen"
    assert "embed" in resources.asset("page", "player.js").read_text(encoding="utf-8")
