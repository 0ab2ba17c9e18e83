"""Convert the demonstration's videos as the product would, so that loading them converts nothing: `python -m tools.make_renditions`.

Reads the 720p films that make_videos left in var/demo-films; writes `<name>.mp4` (360p, also the original), `<name>.240.mp4` and
posters to lms/demo/videos.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

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
        for made, kept in [("360.mp4", ".mp4"), ("240.mp4", ".240.mp4"), ("poster.jpg", ".jpg"), ("poster.webp", ".webp")]:
            shutil.copy(folder / made, VIDEOS / f"{film.stem}{kept}")
        small, large = chosen
    return {
        "bytes": (VIDEOS / f"{film.stem}.mp4").stat().st_size,
        "width": large.width, "height": large.height,
        "bytes_240": (VIDEOS / f"{film.stem}.240.mp4").stat().st_size,
        "width_240": small.width, "height_240": small.height,
    }  # fmt: skip


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
