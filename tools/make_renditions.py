"""Convert the demonstration's videos as the product would, so that loading them converts nothing: `python -m tools.make_renditions`.

Reads the 720p films that make_videos left in var/demo-films; writes `<name>.240.mp4` and posters by the product's own plan, and
`<name>.mp4`: 360p and as small as slides allow, for it is the original and the larger output in one.
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
    from content.video.arguments import conversion
    from content.video.plan import PHONE, steps
    from content.video.poster import make_poster
    from content.video.probe import probe
    from content.video.process import run_ffmpeg

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = probe(film)
        chosen = steps(PHONE, source)
        run_ffmpeg(conversion(source, chosen, folder), seconds=600.0, tick=lambda _done: None)
        make_poster(source, folder, lambda _done: None)
        encode_original(film)
        for made, kept in [("240.mp4", ".240.mp4"), ("poster.jpg", ".jpg"), ("poster.webp", ".webp")]:
            shutil.copy(folder / made, VIDEOS / f"{film.stem}{kept}")
        small, large = chosen
    return {
        "bytes": (VIDEOS / f"{film.stem}.mp4").stat().st_size,
        "width": large.width, "height": large.height,
        "bytes_240": (VIDEOS / f"{film.stem}.240.mp4").stat().st_size,
        "width_240": small.width, "height_240": small.height,
    }  # fmt: skip


def encode_original(film: Path) -> None:
    """360p slides: few pictures a second, key frames far apart, a narrow voice."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-i", str(film)]
    command += [
        "-vf",
        "fps=10,scale=-2:360,format=yuv420p",
        "-c:v",
        "libx264",
        "-profile:v",
        "main",
        "-preset",
        "slow",
    ]
    command += ["-crf", "32", "-g", "120", "-c:a", "aac", "-ac", "1", "-ar", "22050", "-b:a", "24k"]
    command += ["-map_metadata", "-1", "-movflags", "+faststart", str(VIDEOS / f"{film.stem}.mp4")]
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
