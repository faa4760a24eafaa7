"""A full disk: what doesn't fit is named, and nothing half written stays."""

import errno
import os

import av
import pytest

from diagram_anim import resources
from diagram_anim.deliver import captions, cards, manifest
from diagram_anim.deliver.acts import Act, Step
from diagram_anim.deliver.reel import write as make
from diagram_anim.encode.format import whole
from diagram_anim.encode.joining import join


def test_a_target_without_room_is_named_and_nothing_is_left(tmp_path):
    for problem in (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), av.error.OSError(errno.ENOSPC, "full", "aside")):
        with pytest.raises(OSError, match=r"film\.mp4") as told, whole(tmp_path / "film.mp4") as aside:
            aside.write_bytes(b"half")
            raise problem
        assert told.value.errno == errno.ENOSPC
        assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_where_its_successor_finds_no_room(tmp_path):
    (tmp_path / "film.vtt").write_text("before", encoding="utf-8")
    with pytest.raises(OSError), whole(tmp_path / "film.vtt"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert (tmp_path / "film.vtt").read_text(encoding="utf-8") == "before"


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="needs /dev/full")
@pytest.mark.parametrize("kind", ["join", "captions", "manifest", "reel"])
def test_everything_written_beside_a_film_appears_whole_or_not_at_all(tmp_path, film, monkeypatch, kind):
    """Whatever is opened as a part of a file leads to a device that is always full."""
    folder = tmp_path / "full"
    folder.mkdir()
    target = folder / "film.mp4"
    part = f".{target.stem}.{os.getpid()}.part"
    for suffix in (".mp4", ".vtt", ".srt", ".md"):
        (folder / f"{part}{suffix}").symlink_to("/dev/full")
    (folder / f".manifest.{os.getpid()}.part.json").symlink_to("/dev/full")
    look = cards.Look(resources.theme("night"), (854, 480), 15, "draft")
    made = {
        "join": lambda: join([film], target),
        "captions": lambda: captions.write(target, "말" * 4000, [(0, 1, "말")], "ko"),
        "manifest": lambda: manifest.write(folder, "말", "ko", []),
        "reel": lambda: make(target, "말", [Act("하나", film, film, (Step(0, 1, "말"),))], look, {}),
    }
    with pytest.raises(OSError) as told:
        made[kind]()
    assert told.value.errno == errno.ENOSPC
    assert not [path for path in folder.iterdir() if not path.name.startswith(".")]
