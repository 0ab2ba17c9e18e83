"""Small files that claim much are stopped by what they claim; what names other files reads nothing."""

import struct
import subprocess
from pathlib import Path

import pytest

from content.video.arguments import conversion, still
from content.video.commands import ffmpeg_binary
from content.video.errors import Refused, Setback
from content.video.plan import PHONE, Work, steps
from content.video.probe import Source, probe
from content.video.process import run_ffmpeg


def made(folder: Path, name: str, *arguments: str) -> Path:
    target = folder / name
    command = [ffmpeg_binary(), "-nostdin", "-y", "-loglevel", "error", *arguments, str(target)]
    subprocess.run(command, check=True)
    return target


def test_a_day_of_nothing_in_a_few_bytes_is_refused(tmp_path: Path) -> None:
    still_picture = ["-f", "lavfi", "-i", "color=s=64x64:r=1/3600:d=86400", "-c:v", "mjpeg"]
    film = made(tmp_path, "day.mkv", *still_picture)
    assert film.stat().st_size < 100_000
    with pytest.raises(Refused, match="dài quá 4 giờ"):
        probe(film)


def test_a_length_claimed_in_the_header_is_not_believed(film: Path, tmp_path: Path) -> None:
    data = bytearray(film.read_bytes())
    for box, offset in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        found = data.find(box)
        while found >= 0:
            struct.pack_into(">I", data, found + offset, 0x7FFFFFFF)
            found = data.find(box, found + 4)
    liar = tmp_path / "liar.mp4"
    liar.write_bytes(data)
    assert probe(liar).seconds == pytest.approx(2, abs=0.1)


def test_a_picture_too_large_to_decode_is_refused_undecoded(tmp_path: Path) -> None:
    small = ["-f", "lavfi", "-i", "color=s=64x64:d=1", "-c:v", "png"]
    data = made(tmp_path, "png.mov", *small).read_bytes()
    # The sample description's own width and height (after `png `), then the PNG header's.
    at = data.index(b"png ") + 4 + 24
    data = data[:at] + struct.pack(">HH", 30000, 30000) + data[at + 4 :]
    data = data.replace(b"IHDR" + struct.pack(">II", 64, 64), b"IHDR" + struct.pack(">II", 30000, 30000))
    bomb = tmp_path / "bomb.mov"
    bomb.write_bytes(data)
    with pytest.raises(Refused, match=r"30000|hỏng"):
        probe(bomb)


PLAYLISTS = {
    "hls.mp4": "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n",
    "concat.mp4": "ffconcat version 1.0\nfile {secret}\n",
    "sdp.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "dash.mp4": '<?xml version="1.0"?><MPD><Period><BaseURL>{secret}</BaseURL></Period></MPD>',
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_disguised_playlist_reads_nothing(film: Path, tmp_path: Path, name: str) -> None:
    """Even if the look inside were fooled, ffmpeg itself refuses."""
    disguised = tmp_path / name
    disguised.write_text(PLAYLISTS[name].format(secret=f"file://{film}"))
    with pytest.raises(Refused, match="không phải là video"):
        probe(disguised)
    believed = Source(disguised, 2.0, 640, 360, 0, None)
    for argv in (
        conversion(believed, Work(tuple(steps(PHONE, believed))), tmp_path),
        still(believed, tmp_path / "still.png"),
    ):
        with pytest.raises(Refused):
            run_ffmpeg(argv, seconds=2, tick=lambda done: None)
    assert not (tmp_path / "still.png").exists()
    assert not any(path.stat().st_size for path in tmp_path.glob("*0.mp4"))


def test_an_output_larger_than_allowed_ends_the_conversion(film: Path, tmp_path: Path, settings) -> None:
    settings.VIDEO_MAX_BYTES = 2_000
    source = Source(film, 2.0, 640, 360, 0, None)
    with pytest.raises((Refused, Setback)):
        run_ffmpeg(
            conversion(source, Work(tuple(steps(PHONE, source))), tmp_path), seconds=2, tick=lambda _: None
        )
