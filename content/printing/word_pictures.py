"""Pictures of a file of Office at a size worth printing; those that mean harm are refused, those we cannot draw left out."""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image

from assessments.exchange.archive import Archive
from assessments.exchange.pictures import size_of, sound_file
from common.errors import DomainError

MOST = 80
SIDE = 1600  # pixels: 180 mm at 225 dots an inch
LEAST = 12  # pixels: smaller ones are rules and dots
_DRAWN = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Pictures:
    """By the relation that names them; each part is drawn once."""

    def __init__(self, archive: Archive, targets: dict[str, str]) -> None:
        self._archive, self._targets = archive, targets
        self._drawn: dict[str, bytes] = {}

    def find(self, relation: str) -> bytes | None:
        """Of a document whose relations are known."""
        return self.part(self._targets.get(relation, ""))

    def part(self, name: str) -> bytes | None:
        """A JPEG, b"" where there is none that we can draw, None for what nobody would miss."""
        if name not in self._archive:  # also one that lies outside: nothing is fetched
            return b""
        if name not in self._drawn:
            if len(self._drawn) >= MOST:
                raise DomainError(
                    _("Tệp có hơn %(most)s hình nên không in được từ đây.") % {"most": MOST}, status=422
                )
            self._drawn[name] = _jpeg(name, self._archive.read(name))
        data = self._drawn[name]
        return None if data == b"-" else data


def _jpeg(name: str, data: bytes) -> bytes:
    if not data.startswith(_DRAWN):
        return b""
    sound, _ending = sound_file(name.rpartition("/")[2], data)
    if max(size_of(sound)) < LEAST:
        return b"-"
    try:
        with Image.open(io.BytesIO(sound), formats=["PNG", "JPEG"]) as picture:
            picture.draft("RGB", (SIDE, SIDE))
            picture.thumbnail((SIDE, SIDE))
            return _on_white(picture.convert("RGBA"))
    except (OSError, ValueError, SyntaxError):
        return b""


def cut(jpeg: bytes, edges: tuple[float, float, float, float]) -> bytes:
    """Without what its author cut away: parts of one at the left, top, right and bottom."""
    left, top, right, bottom = edges
    if not any(edges) or left + right >= 1 or top + bottom >= 1:
        return jpeg
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
        wide, high = picture.size
        box = (int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom)))
        return _on_white(picture.crop(box).convert("RGBA")) if box[2] > box[0] and box[3] > box[1] else jpeg


def missing() -> str:
    """Words in the place of a picture."""
    with translation.override("vi"):
        return str(_("hình không in được từ đây"))


def _on_white(clear: Image.Image) -> bytes:
    paper, out = Image.new("RGB", clear.size, "#FFFFFF"), io.BytesIO()
    paper.paste(clear, mask=clear.getchannel("A"))
    paper.save(out, "JPEG", quality=82)
    return out.getvalue()
