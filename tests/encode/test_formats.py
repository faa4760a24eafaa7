"""What all formats promise: they say what they are, and a file appears whole or not at all."""

import subprocess
import sys
import zipfile
from io import BytesIO

import numpy as np
import pytest
from clips import FPS, SIZE, frame, read
from PIL import Image

from diagram_anim import encode

NAMES = [format.name for format in encode.FORMATS]


def test_every_format_tells_what_it_is():
    assert len(set(NAMES)) == len(NAMES)
    for format in encode.FORMATS:
        assert format.suffix.startswith(".")
        assert format.about
        assert encode.BY_NAME[format.name] is format


def test_a_format_that_there_is_not_is_a_key_error(tmp_path):
    with pytest.raises(KeyError):
        encode.open_sink("avi", tmp_path / "clip.avi", SIZE, FPS)


@pytest.mark.parametrize("format", encode.FORMATS, ids=NAMES)
def test_a_file_appears_only_when_it_is_whole(tmp_path, format):
    target = tmp_path / f"clip{format.suffix}"
    with encode.open_sink(format.name, target, SIZE, FPS) as sink:
        sink.write(frame(0), 10)
        assert not target.exists()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("interruption", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("format", encode.FORMATS, ids=NAMES)
def test_what_is_interrupted_leaves_the_old_file_and_nothing_else(tmp_path, format, interruption):
    target = tmp_path / f"clip{format.suffix}"
    target.write_bytes(b"the film of yesterday")
    with pytest.raises(interruption), encode.open_sink(format.name, target, SIZE, FPS) as sink:
        sink.write(frame(0), 40)
        raise interruption
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes() == b"the film of yesterday"


@pytest.mark.parametrize("format", encode.FORMATS, ids=NAMES)
def test_a_film_without_frames_is_refused_and_leaves_nothing(tmp_path, format):
    with (
        pytest.raises(ValueError, match="at least one"),
        encode.open_sink(format.name, tmp_path / f"clip{format.suffix}", SIZE, FPS),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", encode.FORMATS, ids=NAMES)
def test_a_folder_that_is_not_there_is_an_os_error(tmp_path, format):
    with pytest.raises(OSError), encode.open_sink(format.name, tmp_path / "no" / "clip", SIZE, FPS) as sink:
        sink.write(frame(0))


@pytest.mark.slow
@pytest.mark.parametrize("format", encode.FORMATS, ids=NAMES)
def test_a_disk_that_is_full_is_an_os_error_and_leaves_nothing(tmp_path, format):
    """A limit on the size of files stands for the full disk."""
    script = """
import resource, signal, sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
import numpy as np
from clips import FPS
from diagram_anim import encode
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
noise = np.random.default_rng(7)
try:
    with encode.open_sink(sys.argv[1], Path(sys.argv[2]), (320, 180), FPS) as sink:
        for _ in range(40):
            sink.write(noise.integers(0, 255, (180, 320, 4), np.uint8))
except OSError:
    print("refused")
"""
    target = tmp_path / f"clip{format.suffix}"
    here = __file__.rpartition("/")[0]
    done = subprocess.run(
        [sys.executable, "-c", script, format.name, str(target), here], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "refused", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_sequence_holds_a_picture_for_each_frame_with_its_transparency(tmp_path):
    half = frame(1)
    half[..., 3] = 128
    target = tmp_path / "clip.zip"
    with encode.open_sink("png-sequence", target, SIZE, FPS) as sink:
        sink.write(frame(0), repeat=2)
        sink.write(half)
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["000000.png", "000001.png", "000002.png"]
        pictures = [np.asarray(Image.open(BytesIO(archive.read(name)))) for name in archive.namelist()]
    for seen, wanted in zip(pictures, (frame(0), frame(0), half), strict=True):
        assert (seen == wanted).all()


@pytest.mark.parametrize("format", ["mp4", "mov", "webm"])
def test_a_film_of_any_width_has_no_specks_and_the_same_bytes_again(tmp_path, format):
    """854 px are no multiple of 16: what converts pictures in several threads wrote over the rows between them."""
    flat = np.full((480, 854, 4), (11, 16, 27, 255), np.uint8)
    files = [tmp_path / f"{number}{encode.BY_NAME[format].suffix}" for number in range(2)]
    for target in files:
        with encode.open_sink(format, target, (854, 480), FPS, "draft") as sink:
            for _ in range(6):
                sink.write(flat.copy())
    assert files[0].read_bytes() == files[1].read_bytes()
    for seen in read(files[0]).frames:
        assert np.abs(seen.astype(int) - flat[..., :3]).max() <= 3


def test_to_know_the_formats_takes_nothing_that_writes_them():
    code = "import sys\nfrom diagram_anim import encode\n"
    code += "print(*({'numpy', 'av', 'PIL'} & sys.modules.keys()), len(encode.FORMATS))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(len(encode.FORMATS))]
