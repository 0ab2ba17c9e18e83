"""Make the demonstration's videos and captions from its content: `python -m tools.make_videos [name …]`."""

import argparse
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import imageio_ffmpeg

from tools import narration
from tools.narration import GAP, SLIDE_GAP, Cue
from tools.storyboard import Story, stories

ROOT = Path(__file__).resolve().parent.parent
CONTENT, VIDEOS = ROOT / "lms" / "demo" / "content", ROOT / "lms" / "demo" / "videos"
FILMS = ROOT / "var" / "demo-films"  # 720p, not committed; tools/make_renditions.py converts them
MANIFEST = VIDEOS / "manifest.json"
FPS, CRF = 10, 32
LEAD_OUT = 0.8


def fingerprint(story: Story) -> str:
    """Changes when the words, the drawing or this tool change."""
    tool = sorted((ROOT / "tools" / "drawing").glob("*.py")) + [
        ROOT / "tools" / n for n in ("narration.py", "storyboard.py")
    ]
    digest = hashlib.sha256(json.dumps(story.source, sort_keys=True, default=str).encode())
    for path in [*tool, Path(__file__)]:
        digest.update(path.read_bytes())
    digest.update(str(narration.voice_available()).encode())
    return digest.hexdigest()[:16]


def narrate(story: Story, work: Path) -> tuple[list[tuple[str, float]], list[Cue]]:
    """Speak every sentence; return how long each slide stands, and the captions."""
    parts: list[tuple[Path, float]] = []
    stands: list[tuple[str, float]] = []
    found: list[Cue] = []
    at = 0.0
    for index, scene in enumerate(story.scenes):
        wav = work / f"{index:03}.wav"
        spoken = narration.speak(scene.text, wav)
        seconds = _on_frame(at + spoken + (SLIDE_GAP if scene.last else GAP)) - at
        if index == len(story.scenes) - 1:
            seconds = _on_frame(at + seconds + LEAD_OUT) - at
        found += narration.cues(at, at + spoken, scene.text)
        parts.append((wav, seconds))
        stands.append((scene.key, seconds))
        at += seconds
    narration.join(parts, work / "voice.wav")
    return stands, found


def _on_frame(moment: float) -> float:
    return round(moment * FPS) / FPS


def draw(story: Story, stands: list[tuple[str, float]], work: Path) -> Path:
    """Draw each slide once and write the list ffmpeg reads."""
    drawn: set[str] = set()
    lines = ["ffconcat version 1.0"]
    for scene, (key, seconds) in zip(story.scenes, stands, strict=True):
        if key not in drawn:
            scene.slide().save(work / f"{key}.png", compress_level=1)
            drawn.add(key)
        lines += [f"file {key}.png", f"duration {seconds:.3f}"]
    lines.append(f"file {stands[-1][0]}.png")
    listing = work / "slides.txt"
    listing.write_text("\n".join(lines) + "\n", "utf-8")
    return listing


def encode(listing: Path, voice: Path, seconds: float, target: Path) -> None:
    """H.264 and AAC for the web; still slides cost next to nothing between key frames."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    command += ["-f", "concat", "-i", str(listing), "-i", str(voice), "-t", f"{seconds:.3f}"]
    command += ["-vf", f"fps={FPS},format=yuv420p", "-c:v", "libx264", "-preset", "slow", "-crf", str(CRF)]
    command += ["-tune", "animation", "-g", "300", "-threads", "2", "-c:a", "aac", "-b:a", "32k", "-ac", "1"]
    command += [
        "-af",
        "highpass=f=90,loudnorm=I=-18:TP=-3,aresample=22050,alimiter=limit=0.7:level=false",
        "-movflags",
        "+faststart",
    ]
    command += [
        "-map_metadata",
        "-1",
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
        "-flags:a",
        "+bitexact",
    ]
    subprocess.run([*command, str(target)], check=True)


def make(story: Story) -> dict[str, object]:
    """One video with its captions; returns its line in the manifest."""
    target = FILMS / f"{story.name}.mp4"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        stands, found = narrate(story, work)
        seconds = sum(length for _, length in stands)
        encode(draw(story, stands, work), work / "voice.wav", seconds, target)
    (VIDEOS / f"{story.name}.vtt").write_text(narration.webvtt(found), "utf-8")
    return {"made_from": fingerprint(story), "seconds": round(seconds, 1), "bytes_720": target.stat().st_size}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Example: python -m tools.make_videos tra-tien-bang-ma-qr"
    )
    parser.add_argument("names", nargs="*", help="only these videos")
    parser.add_argument("--force", action="store_true", help="make them again even if nothing changed")
    options = parser.parse_args()
    VIDEOS.mkdir(exist_ok=True)
    FILMS.mkdir(parents=True, exist_ok=True)
    manifest = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    wanted = [s for s in stories(CONTENT) if not options.names or s.name in options.names]
    for story in wanted:
        known = manifest.get(story.name, {}).get("made_from") == fingerprint(story)
        if known and not options.force and (FILMS / f"{story.name}.mp4").exists():
            continue
        manifest[story.name] = manifest.get(story.name, {}) | make(story)
        MANIFEST.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
        print(
            f"{story.name}: {manifest[story.name]['seconds']} s, {manifest[story.name]['bytes_720']} bytes",
            flush=True,
        )
    print(f"{len(manifest)} videos, {sum(v['bytes_720'] for v in manifest.values())} bytes of film")


if __name__ == "__main__":
    main()
