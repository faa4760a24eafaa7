"""Captions beside a film and inside it, as players read them."""

import re
import shutil
import subprocess
import sys
from itertools import pairwise

import av
import pytest

from diagram_anim.deliver import captions

LONG = "헬스 체크가 연속으로 실패하면 로드 밸런서가 서버를 빼고, 남은 서버가 모든 요청을 받습니다 " * 3
HOSTILE = "<script>alert(1)</script> & 00:00 --> 00:01\n\n**굵게** [x](javascript:1)"


def test_a_caption_that_is_long_becomes_cues_of_two_lines_that_share_its_time():
    found = captions.cues([(0.0, 2.0, "둘입니다"), (2.0, 14.0, LONG), (14.0, 15.0, "")])
    assert found[0] == (0.0, 2.0, "둘입니다")
    lines = [text.split("\n") for _, _, text in found]
    assert all(len(one) <= 2 for one in lines)
    assert all(sum(1 + (char >= "가") for char in line) <= 42 for one in lines for line in one)
    assert " ".join(" ".join(text for _, _, text in found[1:]).split()) == LONG.strip()
    assert found[-1][1] == pytest.approx(14.0)
    assert all(one[1] == other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    "words",
    ["쿠버네티스는 클라우드 관리형으로 이어집니다: Amazon EKS, Google GKE, Azure AKS", "words that go on and on " * 9],
)
def test_no_cue_is_over_before_it_is_read(words):
    found = captions.cues([(0, 6, words)])
    assert all(end - start > 0.6 * 6 / len(found) for start, end, _ in found)
    assert " ".join(" ".join(text.split()) for _, _, text in found) == " ".join(words.split())


KO = (
    "주 데이터베이스가 멈추면 복제본이 그 역할을 이어받습니다. 이때 잃은 "
    "쓰기가 있는지 확인해야 하며, 서비스는 새 주소로 다시 연결합니다."
)
EN = (
    "The primary fails and the replica takes over; during the switch the writes that "
    "weren't copied yet are lost, and the app connects again to the new address"
)
JA = "ヘルスチェックの失敗に気づくと、停止したサーバーを外します。残りのサーバーが、すべてのリクエストを受け取ります。"
BARE_KO = (
    "쿠버네티스가 클러스터의 모든 노드에서 컨테이너의 상태를 살피면서 멈춘 컨테이너를 다른 노드에 새로 띄우는 방식으로"
)
BARE_EN = (
    "It keeps the state of all the containers in the cluster under "
    "watch and starts new ones on other nodes of the cluster"
)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (KO, ("이어받습니다.", "연결합니다.")),
        (EN, ("over;", "lost,", "address")),
        (JA, ("外します。", "受け取ります。")),
        (BARE_KO, ("살피면서", "방식으로")),
        (BARE_EN, ("watch", "cluster")),
    ],
)
def test_a_cue_ends_where_one_takes_breath(words, ends):
    found = [text for _, _, text in captions.cues([(0.0, 12.0, words)])]
    assert len(found) == len(ends) and all(map(str.endswith, found, ends)), found


@pytest.mark.parametrize("words", [KO, EN, JA, BARE_KO, BARE_EN, "a" * 200, "あ" * 90])
def test_no_cue_is_read_faster_than_its_caption(words):
    found = captions.cues([(0.0, 12.0, words)])
    letters = [len(text.replace("\n", "")) for _, _, text in found]
    speeds = [count / (end - start) for count, (start, end, _) in zip(letters, found, strict=True)]
    assert max(speeds) <= len(words) / 12.0 * 1.05
    assert "".join("".join(text.split()) for _, _, text in found) == "".join(words.split())


def test_no_line_ends_with_a_word_that_leans_on_the_next():
    lines = [line for text in (EN, BARE_EN) for *_, cue in captions.cues([(0, 9, text)]) for line in cue.split("\n")]
    assert not [line for line in lines if line.rsplit(" ", 1)[-1] in ("the", "a", "of", "to", "on", "in")]


def test_nothing_in_a_caption_is_markup():
    shown = captions.cues([(0.0, 3.0, HOSTILE)])
    assert "<" not in captions.vtt(shown, "ko").replace("-->", "")
    assert captions.vtt(shown, "ko").count("-->") == len(shown)
    assert "<" not in captions.srt(shown)
    assert "<script>" not in captions.transcript("t", [(0.0, 3.0, HOSTILE)]).replace("\\<", "")
    assert "\\*\\*굵게" in captions.transcript("t", [(0.0, 3.0, HOSTILE)])


@pytest.mark.delivery
def test_subtitles_chapters_and_files_say_the_same(film):
    ffmpeg = shutil.which("ffmpeg") or pytest.skip("needs ffmpeg: `make test-delivery` installs it")
    command = [ffmpeg, "-v", "error", "-i", str(film), "-map", "0:s", "-f", "srt", "-"]
    inside = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    beside = film.with_suffix(".srt").read_text(encoding="utf-8")
    assert inside.split() == beside.split()
    command = [ffmpeg, "-v", "error", "-i", str(film.with_suffix(".vtt")), "-f", "srt", "-"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == beside.split()
    probe = [shutil.which("ffprobe"), "-v", "error", "-show_chapters", "-show_streams", "-of", "flat", str(film)]
    told = subprocess.run(probe, capture_output=True, text=True, check=True).stdout
    assert 'tags.language="kor"' in told
    assert len(re.findall(r"chapter\.\d+\.id", told)) == film.with_suffix(".transcript.md").read_text().count("- **")


OWN = "graph LR\n  U[사용자] --> W[웹 서버]\n%% @step 웹 서버가 답합니다\n%% @appear all\n"
PLAIN = "graph LR\n  U[User] --> W[Web server]\n"


@pytest.mark.slow
def test_a_track_is_called_by_the_language_that_its_words_are_in(tmp_path):
    """`--lang en` puts what the house says into English; what an author wrote stays as it is, and is called so."""
    for name, chart in (("own", OWN), ("plain", PLAIN)):
        (tmp_path / f"{name}.mmd").write_text(chart, encoding="utf-8")
    command = [sys.executable, "-m", "diagram_anim", "render", "own.mmd", "plain.mmd", "-o", ".", "--lang", "en"]
    done = subprocess.run([*command, "--quality", "draft"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name, short, long in (("own", "ko", "kor"), ("plain", "en", "eng")):
        with av.open(str(tmp_path / f"{name}.mp4")) as container:
            assert container.streams.subtitles[0].language == long
        assert (tmp_path / f"{name}.vtt").read_text(encoding="utf-8").startswith(f"WEBVTT\nLanguage: {short}\n")
    assert "웹 서버가 답합니다" in (tmp_path / "own.srt").read_text(encoding="utf-8")
    assert not re.search("[가-힣]", (tmp_path / "plain.srt").read_text(encoding="utf-8"))
