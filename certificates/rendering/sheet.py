"""What one certificate says, laid out in words and sizes: frozen facts in, template context out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from common.pdf_fonts import BOLD, fitting_size
from common.vietnamese import clean, format_number

NAME_SIZES = ((28, 18), (22, 16), (16, 12))  # points: largest and smallest by density
COURSE_SIZES = ((20, 15), (15, 13), (12, 11))
LEADING = 1.22
ROOM = 225 * 72 / 25.4  # points between the frames, less a little air


@dataclass(frozen=True)
class Sheet:
    """One certificate ready to be drawn; `note` says truthfully how it may be checked."""

    facts: dict[str, Any]
    serial: str
    register_number: str
    issued_on: date
    check_url: str
    note: str
    sample: bool

    def title(self) -> str:
        """What a window and a screen reader call the file."""
        return clean(f"Giấy chứng nhận {self.register_number} – {self.facts['name']}")

    def context(self, density: int = 0) -> dict[str, Any]:
        """Every word in NFC: decomposed marks would be printed beside their letters."""
        facts = composed(self.facts)
        name = f"{facts['honorific']} {facts['name']}"
        name_size = fitting_size(name, BOLD, *NAME_SIZES[density], ROOM)
        course_size = fitting_size(f"“{facts['course']}”", BOLD, *COURSE_SIZES[density], ROOM)
        return {
            "density": density,
            "title": self.title(),
            "office": facts["office"],
            "place": facts["place"],
            "signatory": facts["signatory"],
            "name": name,
            "name_size": f"{name_size:g}",
            "name_line": f"{name_size * LEADING:.1f}" if name_size < NAME_SIZES[0][0] else f"{name_size:g}",
            "about": _about(facts),
            "course": facts["course"],
            "course_size": f"{course_size:g}",
            "course_line": f"{course_size * LEADING:.1f}",
            "details": _details(facts),
            "serial": self.serial,
            "register_number": self.register_number,
            "issued_on": self.issued_on,
            "month": _month(self.issued_on),
            "address": self.check_url.split("://", 1)[-1].rsplit("/", 2)[0],
            "note": self.note,
        }


def composed(value: Any) -> Any:
    """The same structure with every string cleaned and in NFC."""
    if isinstance(value, dict):
        return {key: composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [composed(inner) for inner in value]
    return clean(value) if isinstance(value, str) else value


def _about(facts: dict[str, Any]) -> str:
    post = ", ".join(part for part in (facts["position"], facts["unit"]) if part)
    return ". ".join(part for part in (facts["birth"], post) if part)


def _details(facts: dict[str, Any]) -> str:
    started, completed = date.fromisoformat(facts["started_on"]), date.fromisoformat(facts["completed_on"])
    hours = f" ({format_number(facts['hours'], 0 if facts['hours'] == int(facts['hours']) else 1)} tiết)"
    sentences = [
        f"Thời gian: từ ngày {started:%d/%m/%Y} đến ngày {completed:%d/%m/%Y}{hours if facts['hours'] else ''}",
        f"Hình thức: {facts['mode']}",
        f"Kết quả: {facts['result']}",
    ]
    return ". ".join(sentences) + "."


def _month(day: date) -> str:
    """January and February with a leading zero, as Decree 30/2020 asks."""
    return f"{day:%m}" if day.month < 3 else str(day.month)
