"""Convert the demonstration's films ahead, so that loading them converts nothing: `python -m tools.make_renditions`.

Reads the 720p films that make_videos left in var/demo-films; writes `<name>.mp4` (360p, also the original), `<name>.240.mp4`
and posters to lms/demo/videos. Slides need few pictures a second and few key frames, so these are smaller than the
product's own plan would make them.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import imageio_ffmpeg

from tools.make_videos import FILMS, MANIFEST, VIDEOS


def convert(film: Path) -> dict[str, int]:
    """All outputs of one film; returns its line for the manifest."""
    from content.video.poster import make_poster
    from content.video.probe import probe

    large, small = VIDEOS / f"{film.stem}.mp4", VIDEOS / f"{film.stem}.240.mp4"
    encode(film, large, side=360, profile="main")
    encode(film, small, side=240, profile="baseline")
    with tempfile.TemporaryDirectory() as name:
        make_poster(probe(film), Path(name), lambda _done: None)
        for suffix in (".jpg", ".webp"):
            shutil.copy(Path(name) / f"poster{suffix}", VIDEOS / f"{film.stem}{suffix}")
    return {
        "bytes": large.stat().st_size, "width": 640, "height": 360,
        "bytes_240": small.stat().st_size, "width_240": 426, "height_240": 240,
    }  # fmt: skip


def encode(film: Path, target: Path, *, side: int, profile: str) -> None:
    """Slides with a narrow voice; ready to play before all of it has come."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-i", str(film)]
    command += ["-vf", f"fps=10,scale=-2:{side},format=yuv420p", "-c:v", "libx264", "-profile:v", profile]
    command += [
        "-preset",
        "slow",
        "-crf",
        "32",
        "-g",
        "120",
        "-c:a",
        "aac",
        "-ac",
        "1",
        "-ar",
        "22050",
        "-b:a",
        "24k",
    ]
    command += ["-map_metadata", "-1", "-movflags", "+faststart", str(target)]
    subprocess.run(command, check=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    import django

    django.setup()
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    for film in sorted(FILMS.glob("*.mp4")):
        if manifest[film.stem].get("converted_from") != manifest[film.stem]["made_from"]:
            manifest[film.stem] |= {**convert(film), "converted_from": manifest[film.stem]["made_from"]}
            MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
    files = [path for path in VIDEOS.iterdir() if path.suffix in {".mp4", ".jpg", ".webp"}]
    print(f"{len(manifest)} videos, {sum(path.stat().st_size for path in files)} bytes in all")


if __name__ == "__main__":
    main()
