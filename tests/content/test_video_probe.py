"""A file is judged by its content: what is not a film is refused with a sentence a trainer understands."""

from pathlib import Path

import ffmpeg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.video.commands import ffmpeg_binary
from content.video.errors import Refused
from content.video.plan import PHONE, poster_size, steps
from content.video.probe import Source, probe


def test_the_right_one_of_two_packages_that_share_a_name_is_installed() -> None:
    assert hasattr(ffmpeg, "merge_outputs")


def test_the_binary_is_the_wheels_unless_ffmpeg_names_one() -> None:
    assert Path(ffmpeg_binary()).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống"),
        ("Đây là văn bản, không phải video.".encode(), "không phải là video"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\nfile:///etc/passwd\n", "không phải là video"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "không phải là video"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(4000), "bị hỏng"),
        (b"\x89PNG\r\n\x1a\n" + bytes(4000), "không phải là video"),
    ],
)
def test_what_is_not_a_film_is_refused_whatever_its_name(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "bai-giang.mp4"
    file.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        probe(file)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, settings) -> None:
    settings.VIDEO_MAX_BYTES = 10
    file = tmp_path / "to.mp4"
    file.write_bytes(bytes(11))
    with pytest.raises(Refused, match="quá lớn"):
        probe(file)


def test_a_film_cut_off_half_way_is_noticed(film: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(film.read_bytes()[: film.stat().st_size // 3])
    with pytest.raises(Refused, match=r"thiếu|hỏng"):
        probe(cut)


def test_sound_alone_is_refused(sound: Path) -> None:
    with pytest.raises(Refused, match="chỉ có tiếng"):
        probe(sound)


def test_a_film_of_hours_is_refused(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.video.probe.MAX_SECONDS", 1)
    with pytest.raises(Refused, match="dài quá"):
        probe(film)


def test_a_child_that_hangs_is_a_refusal_not_a_wait(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.video.probe.FULL_SECONDS", 0.01)
    with pytest.raises(Refused, match="không mở được"):
        probe(film)


def source(width: int, height: int) -> Source:
    return Source(Path("/x"), 60.0, width, height, 0, 1)


def test_rungs_follow_the_short_side_and_never_grow() -> None:
    sizes = {(s.rung.name, s.width, s.height) for s in steps(PHONE, source(1280, 720))}
    assert sizes == {("240p", 426, 240), ("360p", 640, 360)}
    upright = {(s.rung.name, s.width, s.height) for s in steps(PHONE, source(720, 1280))}
    assert upright == {("240p", 240, 426), ("360p", 360, 640)}
    assert [(s.rung.name, s.width, s.height) for s in steps(PHONE, source(320, 200))] == [("240p", 320, 200)]
    assert [s.rung.name for s in steps(PHONE, source(640, 359))] == ["240p"]


@given(st.integers(16, 8192), st.integers(16, 8192))
def test_every_output_is_even_and_no_larger_than_the_source(width: int, height: int) -> None:
    given = source(width, height)
    for step in steps(PHONE, given):
        assert step.width % 2 == step.height % 2 == 0
        assert step.width <= width + 1
        assert step.height <= height + 1
    assert poster_size(given)[0] <= 640


SAMPLES = {
    "flipping_a_pancake.mkv": (426, 240),
    "fragmented.mp4": (640, 360),
    "h264_white_frame_sar_16_9.mp4": (1138, 480),
    "hevc.mp4": (320, 240),
    "no-audio.mp4": (640, 360),
    "old-camera.avi": (352, 288),
    "stream.ts": (320, 240),
    "test.mov": (640, 360),
    "video_0.mov": (568, 320),
    "video_90.mov": (320, 568),
    "video_rotation_90.mp4": (60, 100),
    "vp9-opus.webm": (320, 240),
    "moov-at-end.mp4": (640, 360),
    "ok.mp4": (640, 360),
}
REFUSED = {
    "text.mp4": "không phải là video", "truncated-no-moov.mp4": "bị hỏng", "zero-bytes.mp4": "Tệp trống",
    "zero_empty_stsc.mp4": "thiếu", "invalid_userdata.mp4": "hỏng",
}  # fmt: skip


@pytest.mark.shared
def test_real_files_are_measured_as_they_are_shown(shared: Path) -> None:
    folder = shared / "fixtures" / "video"
    found = {name: probe(folder / name) for name in SAMPLES}
    assert {name: (one.width, one.height) for name, one in found.items()} == SAMPLES
    assert found["no-audio.mp4"].audio is None
    assert found["fragmented.mp4"].seconds == pytest.approx(6, abs=0.2)
    assert found["vp9-opus.webm"].seconds == pytest.approx(3, abs=0.2)


@pytest.mark.shared
def test_real_broken_files_are_refused(shared: Path) -> None:
    for name, sentence in REFUSED.items():
        with pytest.raises(Refused, match=sentence):
            probe(shared / "fixtures" / "video" / name)
