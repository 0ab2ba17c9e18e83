"""Converts two films made here and says what it cost, beside one bare ffmpeg process that does the same encodes.

Limits: a minute each, made by filters. `slides`: a demonstration film's slides with a moving pointer; `natural`: a zoom
into a fractal with sway and sensor noise (no real street), hard to decode and to encode. Good for ratios, not for praise.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.inside.start import setup, tell
from lms.supervisor.config import ROOT

SECONDS = 60
VOICE = ROOT / "lms/demo/videos/cds-ntm-ghi-nhat-ky-san-xuat.mp4"
POINTER = (
    "[0:v]fps=25,scale=1280:720:flags=lanczos[a];"
    "[a][1:v]overlay=x='200+300*abs(sin(t/3))':y='200+200*abs(cos(t/5))':shortest=1"
)
SWAY = "[0:v]scale=1340:760,crop=1280:720:x='30+25*sin(t*2)':y='20+15*cos(t*1.7)',noise=alls=4:allf=t,format=yuv420p"
SOURCES = {
    "slides": (["-i", str(VOICE), "-f", "lavfi", "-i", "color=red:size=12x12:rate=25"], POINTER, "0:a"),
    "natural": (
        ["-f", "lavfi", "-i", "mandelbrot=size=960x540:rate=25:end_scale=0.02:end_pts=2000", "-i", str(VOICE)],
        SWAY, "1:a",
    ),
}  # fmt: skip


def main(name: str, folder: Path) -> dict[str, Any]:
    from content.video import plan

    film = _source(name, folder)
    looked = _memory_of_a_look(film)
    bare = _spent(lambda: _bare(film, folder))
    whole = _spent(lambda: _ingest(film))
    found = _outputs(film)
    plan.TOGETHER_SECONDS = 0
    early = _spent(lambda: _ingest(film))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"bare": bare, "together": whole, "early": early, "memory": own + looked}


def _ffmpeg(*arguments: str) -> str:
    from content.video.commands import ffmpeg_binary
    from content.video.limited import NICENESS

    # As nice as ours: lessons are measured beside it.
    command = [
        "nice",
        "-n",
        str(NICENESS),
        ffmpeg_binary(),
        "-nostdin",
        "-hide_banner",
        "-nostats",
        "-y",
        *arguments,
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def _source(name: str, folder: Path) -> Path:
    inputs, graph, voice = SOURCES[name]
    film = folder / f"{name}.mp4"
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    _ffmpeg(
        *inputs,
        "-filter_complex",
        f"{graph}[v]",
        "-map",
        "[v]",
        "-map",
        voice,
        "-t",
        str(SECONDS),
        *coding,
        str(film),
    )
    return film


def _spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process and of all it started, ffmpeg included."""
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory_of_a_look(film: Path) -> float:
    """Of the child that looks inside; asked for by a small parent, since a child begins with its parent's peak."""
    from content.video.commands import CONTAINERS, PROTOCOLS
    from content.video.probe import LOOK

    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    look = [sys.executable, "-P", str(LOOK), CONTAINERS, PROTOCOLS, "full", str(film)]
    small = [sys.executable, "-I", "-S", "-c", code, *look]
    return float(subprocess.run(small, check=True, capture_output=True, text=True).stdout)


def _bare(film: Path, folder: Path) -> None:
    """What a person would type: one split, each size scaled from the source, each sound through its filters once."""
    from content.video.film_arguments import picture_options, track_options
    from content.video.plan import PLANS, steps
    from content.video.probe import Source
    from content.video.sound_arguments import ENCODING, HORN, LISTENING, PEAK

    source = Source(film, SECONDS, 1280, 720, 0, 1)
    rungs = [step for plan in PLANS.values() for step in steps(plan, source)]
    count = len(rungs)
    graph = [f"[0:v]split={count}" + "".join(f"[p{n}]" for n in range(count))]
    graph.append(f"[0:a]asplit={count + 2}" + "".join(f"[s{n}]" for n in range(count + 2)))
    outputs: list[str] = []
    for n, step in enumerate(rungs):
        graph.append(
            f"[p{n}]fps={step.rung.fps},scale={step.width}:{step.height},setsar=1,format=yuv420p[v{n}]"
        )
        options = picture_options(step) | track_options(step, source, copied=False)
        outputs += ["-map", f"[v{n}]", "-map", f"[s{n}]", *_flags(options), str(folder / f"bare{n}.mp4")]
    graph.append(f"[s{count}]{','.join(_filter(*one) for one in LISTENING)},asplit[m4a][ogg]")
    graph.append(f"[s{count + 1}]{','.join(_filter(*one) for one in HORN)},alimiter=limit={PEAK}[mp3]")
    mp3 = {"c:a": "libmp3lame", "b:a": "64k", "ar": 44100}
    for ending, encoding in (("m4a", ENCODING["audio"]), ("ogg", ENCODING["audio-opus"]), ("mp3", mp3)):
        outputs += ["-map", f"[{ending}]", *_flags(encoding), str(folder / f"bare.{ending}")]
    _ffmpeg("-loglevel", "error", "-i", str(film), "-filter_complex", ";".join(graph), *outputs)


def _flags(options: dict[str, Any]) -> list[str]:
    names = {"format": "f"}
    return [part for name, value in options.items() for part in (f"-{names.get(name, name)}", str(value))]


def _filter(name: str, options: dict[str, Any]) -> str:
    return f"{name}=" + ":".join(f"{key}={value}" for key, value in options.items())


def _ingest(film: Path) -> None:
    from common import clock
    from content.models import Video
    from content.services import ingest
    from content.services.video import sweep_outputs

    Video.objects.filter(title=film.stem).delete()
    sweep_outputs()
    ingest.ingest(path=film, title=film.stem, watch=clock.now)


def _outputs(film: Path) -> dict[str, Any]:
    from django.core.files.storage import default_storage

    from content.models import Rendition, Video

    made = Rendition.objects.filter(source_sha256=Video.objects.get(title=film.stem).sha256)
    rungs = [one for one in made if one.type.startswith("video/mp4")]
    loud = next(one for one in made if one.name == "loudspeaker")
    return {
        "megabytes": {one.name: one.bytes / 1e6 / one.seconds * 60 for one in rungs},
        "vmaf": {one.name: _vmaf(Path(default_storage.path(one.path)), film) for one in rungs},
        "lufs": loud.lufs,
        "peak": loud.true_peak,
    }


def _vmaf(rung: Path, film: Path) -> float | None:
    """Both at 360 lines, five pictures a second; None where ffmpeg cannot measure it."""
    small = "fps=5,scale=640:360:flags=bicubic,setsar=1,format=yuv420p"
    graph = f"[0:v]{small}[a];[1:v]{small}[b];[a][b]libvmaf"
    try:
        said = _ffmpeg("-i", str(rung), "-i", str(film), "-filter_complex", graph, "-an", "-f", "null", "-")
    except subprocess.CalledProcessError:
        return None
    found = re.search(r"VMAF score: ([\d.]+)", said)
    return float(found[1]) if found else None


if __name__ == "__main__":
    setup()
    tell(main(sys.argv[1], Path(sys.argv[2])))
