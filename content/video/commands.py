"""How foreign programs are started here: limited, without a shell, without standard input."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

LAUNCHER = Path(__file__).with_name("limited.py")
GIGABYTE = 1024**3

# What a file may be, by its content; playlists and concat lists (which name other files) are not among them.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mp3,wav,asf,flv"
PROTOCOLS = "file"


@dataclass(frozen=True)
class Limits:
    """Address space in bytes, processor time in seconds, size of one written file in bytes."""

    memory: int = 2 * GIGABYTE
    cpu: int = 60
    file: int = 0

    def before(self, argv: list[str]) -> list[str]:
        """The command line that runs `argv` under these limits."""
        numbers = [str(self.memory), str(self.cpu), str(self.file)]
        return [sys.executable, "-I", "-S", str(LAUNCHER), *numbers, *argv]


@cache
def ffmpeg_binary() -> str:
    """The program that FFMPEG names, else the wheel's."""
    if settings.FFMPEG:
        return str(settings.FFMPEG)
    from imageio_ffmpeg import get_ffmpeg_exe

    return str(get_ffmpeg_exe())
