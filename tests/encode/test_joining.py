"""Joining: the pieces end to end, as if they had been encoded in one go."""

from fractions import Fraction

import av
import pytest
from clips import FPS, frame, likeness, read, write

from diagram_anim.encode.joining import join


def pieces(folder, *lengths):
    """Clips of so many frames each; their frames count on from one to the next."""
    made, first = [], 0
    for index, length in enumerate(lengths):
        made.append(write(folder / f"piece-{index}.mp4", list(range(first, first + length))))
        first += length
    return made


@pytest.mark.parametrize("lengths", [(18, 31, 7), (1, 1, 1), (2, 45, 1), (15, 15), (3,)])
def test_no_frame_is_lost_doubled_or_late_at_a_join(tmp_path, lengths):
    join(pieces(tmp_path, *lengths), tmp_path / "film.mp4")
    clip = read(tmp_path / "film.mp4")
    total = sum(lengths)
    assert clip.times == [Fraction(index, FPS) for index in range(total)]
    assert min(likeness(seen, frame(index)) for index, seen in enumerate(clip.frames)) > 30
    assert float(clip.seconds) == pytest.approx(total / FPS, abs=0.002)


def test_the_pictures_are_those_of_the_pieces_bit_by_bit(tmp_path):
    parts = pieces(tmp_path, 20, 25)
    join(parts, tmp_path / "film.mp4")
    apart = [shown for part in parts for shown in read(part).frames]
    joined = read(tmp_path / "film.mp4").frames
    assert all((one == other).all() for one, other in zip(apart, joined, strict=True))


def test_packets_of_a_joined_film_are_in_order_of_decoding(tmp_path):
    join(pieces(tmp_path, 18, 31, 7), tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as container:
        decoded = [packet.dts for packet in container.demux(video=0) if packet.dts is not None]
    assert decoded == sorted(set(decoded))


def test_a_joined_film_can_be_sought_anywhere(tmp_path):
    join(pieces(tmp_path, 40, 40), tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as container:
        stream = container.streams.video[0]
        container.seek(round(Fraction(55, FPS) / stream.time_base), stream=stream)
        shown = next(one for one in container.decode(stream) if one.pts * stream.time_base >= Fraction(55, FPS))
    assert likeness(shown.to_ndarray(format="rgb24"), frame(55)) > 30


def test_a_film_bears_its_title_and_its_chapters(tmp_path):
    chapters = [(0.0, 0.6, "서버가 둘입니다"), (0.6, 1.2, "하나가 멈춥니다")]
    join(
        pieces(tmp_path, 18, 18), tmp_path / "film.mp4", metadata={"title": "자동 복구", "comment": "seed 7"},
        chapters=chapters,
    )  # fmt: skip
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert container.metadata["title"] == "자동 복구"
        assert container.metadata["comment"] == "seed 7"
        told = [
            (float(one["start"] * one["time_base"]), float(one["end"] * one["time_base"]), one["metadata"]["title"])
            for one in container.chapters()
        ]
    assert told == chapters


def test_the_index_of_a_joined_film_stands_before_its_pictures(tmp_path):
    join(pieces(tmp_path, 18, 18), tmp_path / "film.mp4")
    content = (tmp_path / "film.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_the_same_pieces_give_the_same_bytes(tmp_path):
    parts = pieces(tmp_path, 5, 6)
    join(parts, tmp_path / "one.mp4", chapters=[(0, 1, "a")])
    join(parts, tmp_path / "other.mp4", chapters=[(0, 1, "a")])
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()


def test_pieces_that_were_encoded_otherwise_are_refused_and_leave_nothing(tmp_path):
    parts = [write(tmp_path / "a.mp4", [1, 2, 3]), write(tmp_path / "b.mp4", [4, 5, 6], fps=15)]
    with pytest.raises(ValueError, match=r"b\.mp4"):
        join(parts, tmp_path / "film.mp4")
    with pytest.raises(ValueError, match="at least one"):
        join([], tmp_path / "film.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


def test_a_closing_piece_lends_its_first_frame_bit_by_bit(tmp_path):
    one, other = pieces(tmp_path, 20, 30)
    join([one], tmp_path / "step.mp4", closing=other)
    clip = read(tmp_path / "step.mp4")
    assert len(clip.frames) == 21
    assert (clip.frames[-1] == read(other).frames[0]).all()
    assert clip.times == [Fraction(index, FPS) for index in range(21)]


def test_subtitles_stand_where_they_were_said_to(tmp_path):
    cues = [(0.0, 0.5, "서버가 둘입니다"), (0.5, 1.0, "하나가\n멈춥니다")]
    join(pieces(tmp_path, 30), tmp_path / "film.mp4", cues=cues, lang="ko")
    with av.open(str(tmp_path / "film.mp4")) as container:
        stream = container.streams.subtitles[0]
        assert stream.metadata["language"] == "kor"
        told = [
            (float(one.pts * one.time_base), bytes(one)[2:].decode()) for one in container.demux(stream) if one.size > 2
        ]
    assert told == [(0.0, "서버가 둘입니다"), (0.5, "하나가\n멈춥니다")]
