"""Files that appear whole, joined without encoding again, the same bytes each time."""

import av
import numpy as np
import pytest
from PIL import Image

from diagram_anim import encode
from diagram_anim.deliver import poster, sheet
from diagram_anim.encode.joining import join

SIZE = (320, 180)


def frames(count, start=0):
    for index in range(start, start + count):
        frame = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
        frame[..., :3], frame[..., 3] = (11, 16, 27), 255
        frame[60:120, index * 4 : index * 4 + 40, :3] = (255, 127, 69)
        yield frame


def piece(path, count=18, start=0):
    with encode.open_sink("mp4", path, SIZE, 30) as sink:
        for frame in frames(count, start):
            sink.write(frame)
    return path


def decoded(path):
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def test_a_film_is_what_every_player_takes(tmp_path):
    with av.open(str(piece(tmp_path / "a.mp4"))) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.name, codec.profile, codec.pix_fmt) == ("h264", "High", "yuv420p")
    assert b"moov" in (tmp_path / "a.mp4").read_bytes()[:64]


def test_colours_come_back_as_they_went_in(tmp_path):
    shown = decoded(piece(tmp_path / "a.mp4"))[0].to_ndarray(format="rgb24")
    assert np.abs(shown[20, 300].astype(int) - (11, 16, 27)).max() <= 4
    assert np.abs(shown[90, 20].astype(int) - (255, 127, 69)).max() <= 8


def test_joined_pieces_have_every_frame_once_and_no_jump(tmp_path):
    pieces = [piece(tmp_path / f"{part}.mp4", 18, part * 18) for part in range(3)]
    chapters = [(0.0, 0.6, "하나"), (0.6, 1.8, "둘")]
    join(pieces, tmp_path / "all.mp4", metadata={"title": "장애"}, chapters=chapters)
    found = decoded(tmp_path / "all.mp4")
    assert len(found) == 54
    assert {later.pts - earlier.pts for earlier, later in zip(found, found[1:], strict=False)} == {found[1].pts}
    with av.open(str(tmp_path / "all.mp4")) as container:
        assert container.metadata["title"] == "장애"
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["하나", "둘"]
    alone = decoded(pieces[1])[0].to_ndarray(format="rgb24")
    assert np.array_equal(found[18].to_ndarray(format="rgb24"), alone)


def test_the_same_frames_give_the_same_bytes(tmp_path):
    assert piece(tmp_path / "a.mp4").read_bytes() == piece(tmp_path / "b.mp4").read_bytes()


def test_a_held_frame_counts_as_often_as_it_holds(tmp_path):
    with encode.open_sink("mp4", tmp_path / "a.mp4", SIZE, 30) as sink:
        sink.write(next(frames(1)), repeat=12)
    assert len(decoded(tmp_path / "a.mp4")) == 12


@pytest.mark.parametrize("format", encode.FORMATS, ids=lambda format: format.name)
def test_nothing_is_left_of_what_failed(tmp_path, format):
    target = tmp_path / f"a{format.suffix}"
    with pytest.raises(ZeroDivisionError), encode.open_sink(format.name, target, SIZE, 30) as sink:
        sink.write(next(frames(1)))
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_gif_keeps_its_time_and_is_small(tmp_path):
    with encode.open_sink("gif", tmp_path / "a.gif", SIZE, 30) as sink:
        for frame in frames(60):
            sink.write(frame)
    image = Image.open(tmp_path / "a.gif")
    total = 0
    for index in range(image.n_frames):
        image.seek(index)
        total += image.info["duration"]
    assert total == pytest.approx(2000, abs=60)
    assert (tmp_path / "a.gif").stat().st_size < 60_000


def test_posters_and_sheets_are_pictures(tmp_path):
    shots = [(frame, 0.5 * index, "요청이 흐릅니다") for index, frame in enumerate(frames(4))]
    poster(shots[0][0], tmp_path / "poster.png")
    sheet(shots, tmp_path / "sheet.png")
    assert Image.open(tmp_path / "poster.png").size == SIZE
    assert Image.open(tmp_path / "sheet.png").size[0] > 1900
