"""Films with the same sound share one encoder, wherever the outputs lie; and a loudspeaker's gain is found by trying."""

import subprocess
from pathlib import Path

import pytest

from content.video import sounds
from content.video.arguments import conversion
from content.video.commands import ffmpeg_binary
from content.video.errors import Refused
from content.video.plan import PLANS, Work, steps
from content.video.probe import Source, probe, probe_all


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A second of 720p with sound."""
    film = tmp_path / "film.mp4"
    made = ["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=10:duration=1", "-f", "lavfi", "-i", "sine=d=1"]
    command = [ffmpeg_binary(), "-nostdin", "-loglevel", "error", *made, "-preset", "ultrafast", str(film)]
    subprocess.run(command, check=True)
    return probe(film)


def test_three_films_of_one_sound_are_written_by_one_encoder_into_a_folder_of_any_name(
    source: Source, tmp_path: Path
) -> None:
    folder = tmp_path / "it's [all] | here\\ 'x"
    folder.mkdir()
    wanted = tuple(step for plan in PLANS.values() for step in steps(plan, source))
    argv = conversion(source, Work(steps=wanted), folder)
    assert argv.count("aac") == 2  # 240p has its own
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    found = probe_all([folder / step.rung.file for step in wanted])
    assert [(one.width, one.height) for one in found] == [(step.width, step.height) for step in wanted]
    assert all(one.audio is not None and one.seconds == pytest.approx(1, abs=0.2) for one in found)
    heads = [(folder / step.rung.file).read_bytes() for step in wanted]
    assert all(head.find(b"moov") < head.find(b"mdat") for head in heads)


def test_one_broken_file_among_several_is_refused_by_its_own_answer(source: Source, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(source.path.read_bytes()[:2000])
    with pytest.raises(Refused):
        probe_all([source.path, broken])


@pytest.mark.parametrize(
    ("levels", "gain"),
    [
        ([-14.0, -11.0, -9.0], 0.0),
        ([-10.0, -9.0, -8.5], -4.0),  # too loud already
        ([-18.0, -14.0, -12.0], 5.0),
        ([-19.0, -16.0, -12.0], 7.5),
        ([-30.0, -25.0, -20.0], 19.0),  # beyond what was tried
    ],
)
def test_the_gain_lies_between_those_that_were_tried(levels: list[float], gain: float) -> None:
    assert sounds.gain_for(-14.0, levels) == pytest.approx(gain)
