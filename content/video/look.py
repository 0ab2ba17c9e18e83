"""Child process: looks inside files with PyAV and prints what it found, a JSON line for each.

Run only by content.video.probe, under limits: a file made to hurt a decoder hurts nothing but this process.
Usage: look.py CONTAINERS PROTOCOLS quick|full FILE…
"""

import json
import sys
from typing import Any

import av
from av.stream import Disposition

MOST_PIXELS = 8192  # a side, as in content.video.probe
PLAIN = {"aspect": 1.0, "rotation": 0}
QUICK_PACKETS = 2000  # enough to meet the first picture; `full` reads to the end


def look(path: str, containers: str, protocols: str, full: bool) -> dict[str, Any]:
    """Measure the first real picture stream; raise av errors for what cannot be opened."""
    options = {"format_whitelist": containers, "protocol_whitelist": protocols}
    with av.open(path, options=options, timeout=15) as container:
        picture = next((s for s in container.streams.video if not _is_cover(s)), None)
        sound = next(iter(container.streams.audio), None)
        found = {
            "format": container.format.name,
            "claimed": container.duration / av.time_base if container.duration else 0.0,
            "video": picture.index if picture else None,
            "audio": sound.index if sound else None,
            "audio_codec": bool(sound and sound.codec_context),
        }
        if picture is not None:
            found |= _picture(container, picture, full)
        return found


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def _picture(container: Any, stream: Any, full: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"codec": stream.codec_context.name if stream.codec_context else ""}
    if not found["codec"]:
        return found
    if max(stream.codec_context.width, stream.codec_context.height) > MOST_PIXELS:
        # A few bytes can claim gigabytes of picture: refused by its claim, never decoded.
        return found | {"width": stream.codec_context.width, "height": stream.codec_context.height} | PLAIN
    stream.codec_context.thread_count = 1
    first, last = None, 0.0
    for read, packet in enumerate(container.demux()):
        if packet.dts is not None and packet.stream.type in ("video", "audio"):
            last = max(last, _end(packet))
        if first is None and packet.stream.index == stream.index:
            first = _first_frame(packet)
        if not full and (read > QUICK_PACKETS or first is not None):
            break
    start = container.start_time / av.time_base if container.start_time else 0.0
    return found | {"measured": max(0.0, last - max(0.0, start)) if full else 0.0} | (first or {})


def _end(packet: Any) -> float:
    shown = packet.dts if packet.pts is None else packet.pts
    return float((shown + (packet.duration or 0)) * packet.time_base)


def _first_frame(packet: Any) -> dict[str, Any] | None:
    try:
        frames = packet.decode()
    except av.error.InvalidDataError:
        return None  # a damaged picture may be followed by a whole one
    if not frames:
        return None
    frame, context = frames[0], packet.stream.codec_context
    aspect = context.sample_aspect_ratio or packet.stream.sample_aspect_ratio
    return {
        "width": frame.width,
        "height": frame.height,
        "aspect": float(aspect) if aspect else 1.0,
        "rotation": int(frame.rotation),
    }


if __name__ == "__main__":
    for file in sys.argv[4:]:
        try:
            answer = look(file, sys.argv[1], sys.argv[2], sys.argv[3] == "full")
        except (av.FFmpegError, MemoryError) as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)
