"""What is said with each step: found by its name, spoken by a program, and never longer than its step."""

import shlex
import sys
import wave

import pytest

from diagram_anim.batch import narration, speaking
from diagram_anim.batch.cache import Cache
from diagram_anim.batch.plan import plan, spoken
from diagram_anim.batch.settings import Settings
from diagram_anim.batch.tasks import gather
from diagram_anim.encode import sound

CHART = """graph LR
  U[사용자] -->|요청| W[웹 서버]
  W --> D[(DB)]
"""

SPEAK = """import pathlib, sys, wave
out, text = sys.argv[1:]
with pathlib.Path(__file__).with_name("said").open("a", encoding="utf-8") as said:
    said.write(text + chr(10))
with wave.open(out, "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(22050)
    file.writeframes((bytes(20) + bytes([0, 64]) * 10) * 1102 + bytes(20))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    source = tmp_path_factory.mktemp("chart") / "chart.mmd"
    source.write_text(CHART, encoding="utf-8")
    found, _ = plan(gather([str(source)], ()).tasks[0], Settings(quality="draft"))
    return found


def recording(path, seconds=1.0, wave_form=bytes(20) + bytes([0, 64]) * 10):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(wave_form * round(8000 * seconds / 20))
    return path


def test_recordings_are_named_as_the_clips_of_the_steps(told):
    assert [line.name for line in narration.script(told)] == [
        f"chart/{number:02d}.wav" for number in range(1, len(told.timeline.scenes) + 1)
    ]
    assert [line.caption for line in narration.script(told)] == [scene.caption for scene in told.timeline.scenes]


def test_a_step_lasts_as_long_as_its_narration_and_nothing_else_changes(told, tmp_path):
    recording(tmp_path / "chart/02.wav", 11.3)
    voices, problems = narration.voices(told, tmp_path, (), Cache(None), tmp_path)
    assert [one.code for one in problems] == ["no-narration"]
    assert "chart/01.wav" in problems[0].hint
    slow = spoken(told, Settings(quality="draft"), voices.seconds)
    lengths = [scene.end - scene.start for scene in slow.timeline.scenes]
    before = [scene.end - scene.start for scene in told.timeline.scenes]
    assert lengths[1] == pytest.approx(12.0, abs=0.21)
    assert lengths[1] >= 0.2 + 11.3 + 0.4
    assert [lengths[0], *lengths[2:]] == pytest.approx([before[0], *before[2:]])
    assert slow.log == told.log
    ((at, one),) = voices.heard([scene.start for scene in slow.timeline.scenes])
    assert at == pytest.approx(slow.timeline.scenes[1].start + narration.BEFORE)
    assert at + sound.seconds(one) < slow.timeline.scenes[1].end


def test_a_short_narration_changes_nothing(told):
    assert spoken(told, Settings(quality="draft"), [1.0] * 9).timeline == told.timeline


def test_a_narration_longer_than_a_step_can_be_is_named(told, tmp_path):
    recording(tmp_path / "chart/01.wav", 150)
    _, problems = narration.voices(told, tmp_path, (), Cache(None), tmp_path)
    wrong = next(one for one in problems if one.is_error)
    assert wrong.code == "narration-too-long"
    assert "150 s" in wrong.message


def test_a_recording_that_is_none_is_named(told, tmp_path):
    recording(tmp_path / "chart/01.wav").write_bytes(b"not sound at all")
    _, problems = narration.voices(told, tmp_path, (), Cache(None), tmp_path)
    wrong = next(one for one in problems if one.is_error)
    assert wrong.code == "bad-narration"
    assert "chart/01.wav" in wrong.message


def test_a_recording_of_silence_is_told_of_and_said_again_next_time(told, tmp_path):
    recording(tmp_path / "chart/01.wav", wave_form=bytes(40))
    _, problems = narration.voices(told, tmp_path, (), Cache(None), tmp_path)
    assert [one.code for one in problems] == ["silent-narration", "no-narration"]
    (tmp_path / "cache").mkdir()
    speak = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"
    program = (sys.executable, "-c", speak, str(tmp_path / "chart/01.wav"), "{out}", "{text}")
    speaking.speak(program, "말", Cache(tmp_path / "cache"), tmp_path)
    assert not list((tmp_path / "cache").rglob("*.wav"))


def test_a_file_that_is_no_step_s_is_told_with_the_name_that_was_meant(told, tmp_path):
    recording(tmp_path / "chart/1.wav")
    recording(tmp_path / "chart/02.wav").rename(tmp_path / "chart/02.mp3")
    wrong = narration.unknown(tmp_path, [told])
    assert [one.hint.partition(":")[0] for one in wrong] == ["convert it to chart/02.wav", "did you mean chart/01.wav?"]


def test_a_program_says_the_captions_once(told, tmp_path):
    (tmp_path / "speak.py").write_text(SPEAK, encoding="utf-8")
    (tmp_path / "cache").mkdir()
    text = f"tts = '{shlex.quote(sys.executable)} {shlex.quote(str(tmp_path / 'speak.py'))} {{out}} {{text}}'"
    (tmp_path / speaking.FILE).write_text(text, encoding="utf-8")
    program, problems = speaking.command(tmp_path)
    assert not problems
    for _ in range(2):
        voices, problems = narration.voices(told, None, program, Cache(tmp_path / "cache"), tmp_path)
        assert not problems
        assert all(one is not None and sound.seconds(one) == pytest.approx(1.0, abs=0.01) for one in voices.steps)
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert said == [scene.caption for scene in told.timeline.scenes]


def test_a_program_is_told_the_language_of_the_captions(told, tmp_path):
    (tmp_path / "speak.py").write_text(SPEAK, encoding="utf-8")
    program = (sys.executable, str(tmp_path / "speak.py"), "{out}", "{lang}: {text}")
    narration.voices(told, None, program, Cache(None), tmp_path)
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert said == [f"{told.board.lang}: {scene.caption}" for scene in told.timeline.scenes]


def test_words_are_no_commands_and_no_options(tmp_path):
    (tmp_path / "speak.py").write_text(SPEAK, encoding="utf-8")
    program = (sys.executable, str(tmp_path / "speak.py"), "{out}", "{text}")
    for words in ("$(touch gone); `x` && y", "--help"):
        speaking.speak(program, words, Cache(None), tmp_path)
    assert (tmp_path / "said").read_text(encoding="utf-8") == "$(touch gone); `x` && y\n --help\n"


@pytest.mark.parametrize(
    "program, said",
    [
        (("no-such-voice", "{out}", "{text}"), "there is no program no-such-voice"),
        ((sys.executable, "-c", "import sys; sys.exit('no voice for ko')", "{out}", "{text}"), "no voice for ko"),
        ((sys.executable, "-c", "pass", "{out}", "{text}"), "wrote nothing"),
        (
            (sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('x' * 99)", "{out}", "{text}"),
            "no recording",
        ),
    ],
)
def test_a_program_that_does_not_speak_is_told(program, said, tmp_path):
    problem = speaking.speak(program, "말", Cache(None), tmp_path)
    assert problem.code == "no-speech"
    assert said in problem.message


@pytest.mark.parametrize(
    "text, said",
    [
        ("tts = 'say {text}'", "nowhere {out}"),
        ("tts = 'say \"'", "No closing quotation"),
        ("tts = 3", "a line in quotes"),
        ("voice = 'ko'", "no setting voice"),
        ("tts = ", "diagram-anim.toml"),
    ],
)
def test_a_config_that_says_no_program_is_told(text, said, tmp_path):
    (tmp_path / speaking.FILE).write_text(text, encoding="utf-8")
    program, (problem,) = speaking.command(tmp_path)
    assert program == ()
    assert problem.code == "bad-config"
    assert said in problem.message


def test_without_a_config_nothing_speaks(tmp_path):
    assert speaking.command(tmp_path) == ((), [])
