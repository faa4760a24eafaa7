"""Frames' memory: used again, but never while anybody holds a part of it."""

from diagram_anim.encode import mp4
from diagram_anim.stage.blanks import Blanks


def place(array):
    return array.__array_interface__["data"][0]


def test_memory_that_nobody_holds_is_used_again():
    blanks = Blanks((6, 8))
    places = {place(blanks.take()) for _ in range(5)}
    assert len(places) == 1


def test_a_frame_keeps_its_memory_as_long_as_a_part_of_it_is_held():
    blanks = Blanks((6, 8))
    parts = [blanks.take()[2:, ::2].T for _ in range(3)]
    for number, part in enumerate(parts):
        part[:] = number
    blanks.take()[:] = 9
    assert [int(part.min()) for part in parts] == [int(part.max()) for part in parts] == [0, 1, 2]
    assert len({place(part) for part in parts}) == 3


def test_a_frame_keeps_its_memory_as_long_as_the_encoder_holds_it(tmp_path):
    """What is written with memory that is used again is what is written with fresh memory each time."""
    blanks = Blanks((96, 128))

    def film(name, take):
        with mp4.open_mp4(tmp_path / name, (128, 64), 30, "hd") as sink:
            for number in range(40):
                frame = take()
                frame[:] = 16 + 5 * number
                frame[:64, 3 * number] = 235
                sink.write(frame)
                del frame
        return (tmp_path / name).read_bytes()

    assert film("again.mp4", blanks.take) == film("fresh.mp4", lambda: Blanks((96, 128)).take())
