"""Speech: read as it was recorded, made as loud as others' films, and heard when it should be."""

import re
import shutil
import subprocess
import wave

import av
import numpy as np
import pytest
from clips import write

from diagram_anim.encode import sound
from diagram_anim.encode.joining import join


def recorded(path, seconds=2.0, rate=48_000, channels=2, bytes_each=2, level=0.1):
    """A tone of 440 Hz that comes and goes, as a WAV."""
    t = np.arange(round(seconds * rate)) / rate
    tone = level * np.sin(2 * np.pi * 440 * t) * (np.sin(2 * np.pi * t) > -0.5)
    samples = np.repeat(tone[:, None], channels, axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(bytes_each)
        file.setframerate(rate)
        whole = samples * 127 + 128 if bytes_each == 1 else samples * 32767
        file.writeframes(whole.astype(np.uint8 if bytes_each == 1 else "<i2").tobytes())
    return path


@pytest.mark.parametrize("rate, channels, bytes_each", [(48_000, 2, 2), (44_100, 1, 2), (8_000, 1, 1), (96_000, 6, 2)])
def test_any_wav_becomes_48_khz_stereo_and_stays_as_long(tmp_path, rate, channels, bytes_each):
    found = sound.read(recorded(tmp_path / "a.wav", 1.5, rate, channels, bytes_each))
    assert found.shape[0] == 2
    assert sound.seconds(found) == pytest.approx(1.5, abs=0.01)
    assert 0.05 < np.abs(found).max() < 0.3


@pytest.mark.parametrize("content, said", [(b"RIFF no more", "no recording"), (b"", "no recording")])
def test_what_is_no_recording_is_told(tmp_path, content, said):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(ValueError, match=said):
        sound.read(tmp_path / "a.wav")


def test_a_recording_of_nothing_is_told(tmp_path):
    with pytest.raises(ValueError, match="empty"):
        sound.read(recorded(tmp_path / "a.wav", 0))


def test_a_film_without_sound_is_no_narration(tmp_path):
    with pytest.raises(ValueError, match="no sound"):
        sound.read(write(tmp_path / "a.mp4", [1, 2, 3]))


def test_loudness_is_what_the_standard_says_of_its_own_tone():
    """EBU Tech 3341, case 1: 1 kHz in both channels at -23 dBFS measures -23 LUFS."""
    t = np.arange(20 * sound.RATE) / sound.RATE
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
    loudness, peak = sound.measured(np.stack([tone, tone]))
    assert loudness == pytest.approx(-23, abs=0.1)
    assert peak == pytest.approx(-23, abs=0.2)


@pytest.mark.parametrize("level", [0.002, 0.1, 1.0])
def test_the_quiet_and_the_loud_become_alike(level):
    """Noise that is cut into syllables, with clicks in it, far above the rest."""
    t = np.arange(4 * sound.RATE) / sound.RATE
    noise = np.random.default_rng(7).normal(size=t.size) * 0.3 * (np.sin(2 * np.pi * 3 * t) > 0)
    noise[::9000] *= 8
    both = np.clip(level * np.stack([noise, noise]), -1, 1).astype(np.float32)
    found = sound.leveled(both)
    loudness, peak = sound.measured(found)
    assert found.shape == both.shape
    assert loudness == pytest.approx(sound.LOUDNESS, abs=0.3)
    assert peak <= sound.PEAK - 0.5


def test_silence_stays_silent():
    nothing = np.zeros((2, sound.RATE), np.float32)
    assert not sound.leveled(nothing).any()


def test_sounds_are_heard_where_they_were_laid(tmp_path):
    one = sound.read(recorded(tmp_path / "a.wav", 0.5))
    track = sound.laid([(1.0, one), (2.8, one)], 3.0)
    assert sound.seconds(track) == 3.0
    assert not track[:, : sound.RATE].any()
    assert track[:, sound.RATE : sound.RATE + 4800].any()
    assert not track[:, 2 * sound.RATE : round(2.7 * sound.RATE)].any()


def test_a_joined_film_has_its_sound_as_aac_at_the_right_moment(tmp_path):
    pieces = [write(tmp_path / f"{index}.mp4", list(range(30))) for index in range(2)]
    track = sound.leveled(sound.laid([(0.5, sound.read(recorded(tmp_path / "a.wav", 1.0)))], 2.0))
    join(pieces, tmp_path / "film.mp4", sound=track, lang="ko", cues=[(0, 1, "하나")])
    with av.open(str(tmp_path / "film.mp4")) as container:
        codec = container.streams.audio[0].codec_context
        assert (codec.name, codec.profile, codec.rate, codec.channels) == ("aac", "LC", 48_000, 2)
        assert container.streams.audio[0].language == "kor"
        assert sum(1 for _ in container.decode(video=0)) == 60
    heard = sound.read(tmp_path / "film.mp4")
    assert sound.seconds(heard) == pytest.approx(2.0, abs=0.05)
    loud = np.flatnonzero(np.abs(heard[0]) > 0.05)
    assert loud[0] / sound.RATE == pytest.approx(0.5, abs=0.03)


def test_ffmpeg_measures_the_same_in_the_finished_film(tmp_path):
    if not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    track = sound.leveled(sound.read(recorded(tmp_path / "a.wav", 6.0)))
    join([write(tmp_path / "0.mp4", [1] * 180)], tmp_path / "film.mp4", sound=track)
    command = ["ffmpeg", "-nostats", "-i", str(tmp_path / "film.mp4"), "-vn", "-af", "ebur128=peak=true"]
    done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True)
    told = done.stderr.rpartition("Summary:")[2]
    loudness, peak = (float(re.search(rf"{name}:\s+(-?[\d.]+)", told)[1]) for name in ("I", "Peak"))
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1


def test_what_ends_within_a_block_is_measured_too():
    t = np.arange(2 * sound.RATE + 777) / sound.RATE
    tone = (0.1 * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
    assert sound.measured(np.stack([tone, tone]))[0] == pytest.approx(-20, abs=0.1)
