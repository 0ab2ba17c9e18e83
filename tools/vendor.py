"""Refresh what we ship of other people's work, from the packages named in vendor.toml (developers only).

`tools/vendor.py` fetches each package with npm, copies the named files, joins the icons we use into one
sprite with our own drawings, and writes the sums back. Installing Lớp Số never runs this and needs no Node.
"""

import base64
import hashlib
import re
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "lms" / "static" / "vendor"
MANIFEST = VENDOR / "vendor.toml"
ART = ROOT / "tools" / "art"
IMAGES = ROOT / "lms" / "static" / "img"
SPRITES = {
    "icons": "sprite.svg",
    "desk_icons": "desk-sprite.svg",
}  # what villagers meet, and what they do not


def fetch(name: str, version: str, folder: Path) -> tuple[Path, str]:
    """Unpack one npm package; return its folder and the integrity string of its archive."""
    run = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(folder)]
    archive = folder / subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    with tarfile.open(archive) as tar:
        tar.extractall(folder / name, filter="data")
    return folder / name / "package", f"sha512-{digest}"


def symbol(name: str, svg: str) -> str:
    """One drawing as a sprite symbol: its shapes and its view box, nothing else."""
    opening, body = re.search(r"<svg([^>]*)>(.*)</svg>", svg, re.DOTALL).groups()
    box = re.search(r'viewBox="([^"]+)"', opening).group(1)
    aspect = re.search(r'preserveAspectRatio="[^"]+"', opening)
    body = re.sub(r"\s*\n\s*", "", body).replace(" />", "/>")
    extra = f" {aspect.group(0)}" if aspect else ""
    return f'<symbol id="{name}" viewBox="{box}"{extra}>{body}</symbol>'


def build_sprite(drawings: list[Path]) -> str:
    """One symbol a file."""
    symbols = [symbol(path.stem, path.read_text(encoding="utf-8")) for path in drawings]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])


def sha256(path: Path) -> str:
    """The sum the manifest keeps for a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refresh(package: dict, folder: Path) -> str:
    """Copy one package's files into place and return its manifest entry."""
    source, integrity = fetch(package["name"], package["version"], folder)
    lines = ["[[package]]", *(f'{key} = "{package[key]}"' for key in ("name", "version", "licence"))]
    lines += [f'integrity = "{integrity}"']
    for key, sprite in SPRITES.items():
        if icons := sorted(package.get(key, [])):
            art = sorted(ART.glob("*.svg")) if key == "icons" else []  # our own drawings come first
            drawings = [*art, *(source / "icons" / f"{name}.svg" for name in icons)]
            (IMAGES / sprite).write_text(build_sprite(drawings), encoding="utf-8")
            lines += [f"{key} = [", *(f'  "{name}",' for name in icons), "]"]
    lines.append("files = [")
    for entry in package["files"]:
        target = VENDOR / entry["path"]
        if entry["from"] != "sprite":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((source / entry["from"]).read_bytes())
        lines.append(
            f'  {{ path = "{entry["path"]}", from = "{entry["from"]}", sha256 = "{sha256(target)}" }},'
        )
    return "\n".join([*lines, "]"])


def main() -> None:
    """Rewrite every vendored file and the manifest beside them."""
    manifest = MANIFEST.read_text(encoding="utf-8")
    heading = manifest[: manifest.index("[[package]]")]
    with tempfile.TemporaryDirectory() as folder:
        entries = [refresh(package, Path(folder)) for package in tomllib.loads(manifest)["package"]]
    MANIFEST.write_text(heading + "\n\n".join(entries) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
