"""A template's design: paper and fields in millimetres from the upper left corner, read from and written as JSON."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
CERTIFICATE, ACKNOWLEDGEMENT = "giay-chung-nhan", "ghi-nhan"
TEXT, QR, PICTURE, SIGNATURE = "text", "qr", "picture", "signature"
KINDS = (TEXT, QR, PICTURE, SIGNATURE)
ORNAMENT, PLAIN, UPLOADED = "ornament", "plain", "picture"
STYLES = ("regular", "bold", "italic", "bold-italic")
FAMILIES = ("tinos", "be-vietnam-pro")
ALIGNS = ("left", "center", "right")
VALIGNS = ("top", "middle", "bottom")
PAPER_NAMES = {CERTIFICATE: "Giấy chứng nhận", ACKNOWLEDGEMENT: "Ghi nhận hoàn thành"}
LARGE_PRINT = 16.0  # points below which nothing of a large-print sheet goes


def kind_for(*, implementers: bool) -> str:
    """What a course gives: cadres a certificate, villagers an acknowledgement."""
    return CERTIFICATE if implementers else ACKNOWLEDGEMENT


@dataclass(frozen=True)
class Field:
    """A box and what stands in it; `rule` is a line below the text, as a share of the text's width."""

    kind: str
    x: float
    y: float
    w: float
    h: float
    text: str = ""
    align: str = "center"
    valign: str = "middle"
    family: str = "tinos"
    style: str = "regular"
    size: float = 14
    smallest: float = 10
    colour: str = "#16201b"
    tracking: float = 0
    rule: float = 0
    picture: str = ""


@dataclass(frozen=True)
class Design:
    """Everything that decides how a sheet looks; fields stand in reading order."""

    kind: str = CERTIFICATE
    paper: str = "A4"
    landscape: bool = True
    background: str = ORNAMENT
    picture: str = ""  # of the background: its SHA-256
    bilingual: bool = False
    large_print: bool = False
    fields: tuple[Field, ...] = field(default_factory=tuple)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.landscape else (short, long)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"fields": [asdict(one) for one in self.fields]}

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON; pictures are in it by their own digests."""
        told = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def pictures(self) -> set[str]:
        """Digests of all pictures it shows."""
        shown = {one.picture for one in self.fields if one.kind == PICTURE and one.picture}
        return shown | ({self.picture} if self.background == UPLOADED else set())

    def with_fields(self, *more: Field) -> "Design":
        return replace(self, fields=(*self.fields, *more))


def from_json(told: dict[str, Any]) -> Design:
    """The design as it was written; what a later edition added takes its default."""
    boxes = tuple(Field(**_known(Field, one)) for one in told.get("fields", ()))
    return Design(**_known(Design, told) | {"fields": boxes})


def _known(cls: Any, told: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(cls)}
    return {name: value for name, value in told.items() if name in names}
