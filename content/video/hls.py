"""HLS of finished MP4s, by copying: one fragmented file for each rung, one for the sound, a master playlist of our own."""

import re
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from content.video.arguments import QUIET
from content.video.commands import ffmpeg_binary
from content.video.film_arguments import GOP_SECONDS

MASTER = "hls.m3u8"
SOUND = "audio"
AAC = "mp4a.40.2"
SEGMENT = re.compile(r"#EXTINF:([\d.]+),\s+#EXT-X-BYTERANGE:(\d+)@")


@dataclass(frozen=True)
class Film:
    """A rung that is to be a variant."""

    name: str
    path: Path
    width: int
    height: int
    fps: int


def packaging(films: list[Film], *, sound: bool, folder: Path) -> list[str]:
    """Copies the films' pictures, and the sound of the last one for all of them."""
    inputs = [ffmpeg.input(str(film.path)) for film in films]
    streams = [one.video for one in inputs] + ([inputs[-1].audio] if sound else [])
    group = f",agroup:{SOUND}" if sound else ""
    variants = [f"v:{number}{group},name:{film.name}" for number, film in enumerate(films)]
    variants += [f"a:0,agroup:{SOUND},default:yes,name:{SOUND}"] if sound else []
    graph = ffmpeg.output(
        *streams, str(folder / "hls-%v.m3u8"), format="hls", c="copy", hls_time=GOP_SECONDS,
        hls_playlist_type="vod", hls_segment_type="fmp4", hls_flags="independent_segments+single_file",
        hls_segment_filename=str(folder / "hls-%v.m4s"), var_stream_map=" ".join(variants),
    )  # fmt: skip
    graph = graph.global_args(*QUIET, "-progress", "pipe:1")
    return list(ffmpeg.compile(graph, cmd=ffmpeg_binary(), overwrite_output=True))


def master(films: list[Film], *, sound: bool, folder: Path) -> str:
    """ffmpeg leaves CODECS out when it copies; some players then load every variant to look."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    heard = peak_rate(folder / f"hls-{SOUND}.m3u8") if sound else 0
    if sound:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="{SOUND}",NAME="{SOUND}",DEFAULT=YES,AUTOSELECT=YES,'
            f'URI="hls-{SOUND}.m3u8"'
        )
    for film in films:
        rate = peak_rate(folder / f"hls-{film.name}.m3u8") + heard
        codecs = ",".join([h264(film.path), AAC] if sound else [h264(film.path)])
        group = f',AUDIO="{SOUND}"' if sound else ""
        size = f"RESOLUTION={film.width}x{film.height},FRAME-RATE={film.fps}.000"
        lines += [
            f'#EXT-X-STREAM-INF:BANDWIDTH={rate},{size},CODECS="{codecs}"{group}',
            f"hls-{film.name}.m3u8",
        ]
    return "\n".join(lines) + "\n"


def peak_rate(playlist: Path) -> int:
    """Bits a second of the densest segment."""
    found = SEGMENT.findall(playlist.read_text())
    return max((round(8 * int(size) / max(0.1, float(seconds))) for seconds, size in found), default=1)


def h264(path: Path) -> str:
    """`avc1.4d401e`: profile, constraints and level, from the index that our MP4s begin with."""
    with path.open("rb") as file:
        head = file.read(4_000_000)
    found = head.find(b"avcC")
    return f"avc1.{head[found + 5 : found + 8].hex()}" if found >= 0 else "avc1.4d401e"
