"""A lesson with a real film of eight seconds, and what a browser needs to open it."""

import subprocess
from pathlib import Path
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from imageio_ffmpeg import get_ffmpeg_exe

SECONDS = 8
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:03.000\nChào anh chị.\n\n00:03.000 --> 00:08.000\nGhi ngay lúc làm.\n"


def made(folder: Path, name: str, *arguments: str) -> bytes:
    """A file from ffmpeg."""
    subprocess.run([get_ffmpeg_exe(), "-v", "error", *arguments, str(folder / name)], check=True)
    return (folder / name).read_bytes()


def picture(folder: Path) -> bytes:
    """An MP4 without sound."""
    coding = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart")
    return made(
        folder, "film.mp4", "-f", "lavfi", "-i", f"testsrc=duration={SECONDS}:size=320x180:rate=15", *coding
    )


def media(size: int) -> dict[str, Any]:
    """A film's description as a version holds it."""
    outputs = [
        {
            "name": f"{height}p",
            "url": f"/media/v/film/{height}.mp4",
            "bytes": size,
            "width": width,
            "height": height,
        }
        for height, width in ((240, 426), (360, 640))
    ]
    return {
        "video": "film",
        "duration": float(SECONDS),
        "captions": "/media/v/film/vi.vtt",
        "outputs": outputs,
    }


def signed_in(account: Any, settings: Any, url: str) -> Any:
    """The cookie of somebody's session."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "people.backends.IdentifierBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}
