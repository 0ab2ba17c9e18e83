"""What one certificate says: frozen facts in, the values of a template's variables out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from certificates.rendering import english
from certificates.rules.design import CERTIFICATE, PAPER_NAMES
from common.vietnamese import clean, format_number

_GROUND = re.compile(r"^căn cứ\b[:\s]*", re.IGNORECASE)  # a clerk may have typed what the sheet says anyway


@dataclass(frozen=True)
class Sheet:
    """One certificate ready to be drawn; `note` says truthfully how it may be checked.

    `sample` draws the seal MẪU, `sealed` the template's own seal and signature pictures: they belong to a digital
    signature and stand on nothing else.
    """

    facts: dict[str, Any]
    serial: str
    register_number: str
    issued_on: date
    check_url: str
    note: str
    sample: bool
    sealed: bool = False
    expires_on: date | None = None

    def title(self, kind: str = CERTIFICATE) -> str:
        """What a window and a screen reader call the file."""
        return clean(f"{PAPER_NAMES[kind]} {self.register_number} – {self.facts['name']}")

    def values(self, *, bilingual: bool = False) -> dict[str, str]:
        """Every variable in NFC: decomposed marks would be printed beside their letters."""
        facts = composed(self.facts)
        issued = f"ngày {self.issued_on:%d} tháng {_month(self.issued_on)} năm {self.issued_on:%Y}"
        values = {
            "so_hieu": self.serial,
            "so_vao_so": self.register_number,
            "dia_chi": self.check_url.split("://", 1)[-1].rsplit("/", 2)[0],
            "ghi_chu": clean(self.note),
            "ngay_cap": issued,
            "noi_ngay_cap": f"{facts['place']}, {issued}",
            "co_gia_tri_den": f"Có giá trị đến hết ngày {ends:%d/%m/%Y}" if (ends := self.expires_on) else "",
        }
        values |= _person(facts) | _course(facts) | _office(facts)
        return values | english.values(facts, self.issued_on, self.expires_on) if bilingual else values


def composed(value: Any) -> Any:
    """The same structure with every string cleaned and in NFC."""
    if isinstance(value, dict):
        return {key: composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [composed(inner) for inner in value]
    return clean(value) if isinstance(value, str) else value


def _person(facts: dict[str, Any]) -> dict[str, str]:
    post = ", ".join(part for part in (facts["position"], facts["unit"]) if part)
    return {
        "kinh_xung": facts["honorific"],
        "ho_ten": facts["name"],
        "ngay_sinh": facts["birth"],
        "chuc_vu": facts["position"],
        "don_vi": facts["unit"],
        "noi_cong_tac": post,
        "ban_than": ". ".join(part for part in (facts["birth"], post) if part),
    }


def _course(facts: dict[str, Any]) -> dict[str, str]:
    started, completed = date.fromisoformat(facts["started_on"]), date.fromisoformat(facts["completed_on"])
    hours = f"{hours_of(facts)} tiết" if facts["hours"] else ""
    period = f"từ ngày {started:%d/%m/%Y} đến ngày {completed:%d/%m/%Y}"
    return {
        "khoa_hoc": facts["course"],
        "so_tiet": hours,
        "hinh_thuc": facts["mode"],
        "tu_ngay": f"{started:%d/%m/%Y}",
        "den_ngay": f"{completed:%d/%m/%Y}",
        "ngay_hoan_thanh": f"{completed:%d/%m/%Y}",
        "thoi_gian": f"{period} ({hours})" if hours else period,
        "ket_qua": facts["result"],
        "can_cu": _GROUND.sub("", facts.get("legal_basis", "")),
    }


def hours_of(facts: dict[str, Any]) -> str:
    """16 or 7,5."""
    return format_number(facts["hours"], 0 if facts["hours"] == int(facts["hours"]) else 1)


def _office(facts: dict[str, Any]) -> dict[str, str]:
    signatory = facts["signatory"]
    return {
        "dia_danh": facts["place"],
        "co_quan_tren": facts["office"]["above"],
        "co_quan": facts["office"]["name"],
        "nguoi_chung_nhan": signatory["opening"],
        "chuc_vu_ky": "\n".join(signatory["lines"]),
        "nguoi_ky": signatory["name"],
    }


def _month(day: date) -> str:
    """January and February with a leading zero, as Decree 30/2020 asks."""
    return f"{day:%m}" if day.month < 3 else str(day.month)
